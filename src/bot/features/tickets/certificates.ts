import { CERTIFICATE_SPANS, certificateOf, isCertificateSpan } from '../../../domain/certificates.ts';
import { localized } from '../../../domain/locale.ts';
import {
  makeNoDebtCertificate,
  makePaymentsCertificate,
} from '../../../services/history/make-certificate.ts';
import { myPlaces, type TicketPlace } from '../../../services/tickets/my-places.ts';
import { loadType, type TicketTypeRow } from '../../../services/tickets/ticket-types.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { type BotContext, residentOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import { type Screen, showScreen } from '../../ui/screen.ts';
import { sendDocument, showUploading } from '../../ui/send-file.ts';
import { ticketRoutes } from './callback-data.ts';
import { homeRow } from './screens.ts';

/**
 * Certificates: the paper at once where our data make it, a ticket for one with a signature.
 * @param order begins the form of the ticket
 */
export function installCertificates(
  host: FeatureHost,
  order: (ctx: BotContext, type: TicketTypeRow, linkId: number) => Promise<void>,
): { readonly show: (ctx: BotContext, type: TicketTypeRow, linkId: number) => Promise<void> } {
  const { deps, router } = host;
  const { services } = deps;

  const show = async (ctx: BotContext, type: TicketTypeRow, linkId: number): Promise<void> => {
    const places = await myPlaces(services, { residentId: residentOf(ctx).id });
    const place = places.length === 1 ? places[0] : places.find((one) => one.linkId === linkId);
    await showScreen(ctx, certificateScreen({ type, places, place: place ?? null }, ctx.tr));
  };

  router.on('tickets', 'registered', ticketRoutes.certificate, async (ctx, { type, link }) => {
    await show(ctx, await loadType(services.db, { id: type }), link);
  });
  router.on('tickets', 'registered', ticketRoutes.certificateOrder, async (ctx, { type, link }) => {
    await order(ctx, await loadType(services.db, { id: type }), link);
  });
  router.on('tickets', 'registered', ticketRoutes.certificateMake, async (ctx, values) => {
    const type = await loadType(services.db, { id: values.type });
    const kind = certificateOf(type.code);
    if (kind === null) return show(ctx, type, values.link);
    await showUploading(ctx, 'document');
    const of = { residentId: residentOf(ctx).id, linkId: values.link, tr: ctx.tr };
    const paper =
      kind === 'no-debt'
        ? await makeNoDebtCertificate(services, of)
        : await makePaymentsCertificate(services, {
            ...of,
            span: isCertificateSpan(values.span) ? values.span : 'year',
          });
    await sendDocument(ctx, paper, { caption: ctx.tr.html('tickets-certificate-made') });
  });
  return { show };
}

function certificateScreen(
  state: {
    readonly type: TicketTypeRow;
    readonly places: readonly TicketPlace[];
    /** null = to be chosen */
    readonly place: TicketPlace | null;
  },
  tr: Translator,
): Screen {
  const { type, places, place } = state;
  const title = tr.html('tickets-type-title', { type: localized(type.name, tr.locale) });
  const back = [button(tr.plain('button-back'), routes.newTicket.data()), ...homeRow(tr)];
  if (place === null) {
    return {
      html: joinHtml(
        [title, places.length === 0 ? tr.html('tickets-no-account') : tr.html('tickets-ask-place')],
        '\n\n',
      ),
      buttons: [
        ...(places.length === 0
          ? [[button(tr.plain('tickets-button-link'), routes.linkAccount.data(), 'primary')]]
          : places.map(({ linkId, name }) => [
              button(name, ticketRoutes.certificate.data({ type: type.id, link: linkId })),
            ])),
        back,
      ],
    };
  }
  const link = place.linkId;
  const make = (span: string) => ticketRoutes.certificateMake.data({ type: type.id, link, span });
  const noDebt = certificateOf(type.code) === 'no-debt';
  return {
    html: joinHtml(
      [
        title,
        tr.html('tickets-field', { label: tr.plain('tickets-field-place'), value: place.name }),
        noDebt ? tr.html('tickets-certificate-no-debt') : tr.html('tickets-certificate-payments'),
      ],
      '\n\n',
    ),
    buttons: [
      ...(noDebt
        ? [[button(tr.plain('tickets-button-certificate-make'), make('now'), 'primary')]]
        : CERTIFICATE_SPANS.map((span) => [
            button(
              tr.plainOr(`tickets-button-certificate-${span}`, {}, 'tickets-button-certificate-year'),
              make(span),
            ),
          ])),
      [
        button(
          tr.plain('tickets-button-certificate-order'),
          ticketRoutes.certificateOrder.data({ type: type.id, link }),
        ),
      ],
      back,
    ],
  };
}
