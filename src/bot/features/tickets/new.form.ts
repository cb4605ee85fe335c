import { DomainError } from '../../../domain/errors.ts';
import { localized } from '../../../domain/locale.ts';
import { openTicket } from '../../../services/tickets/open-ticket.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';
import { ticketRoutes } from './callback-data.ts';
import { contactStep, duplicateStep, fieldsStep, filesStep, placeStep, textStep, timeStep } from './steps.ts';
import type { TicketValues } from './values.ts';

/** A form is kept for a day: people look for the photo in the evening. */
const MINUTES = 24 * 60;

/** Account → questions of the type → words → files → how and when to reach → preview → the ticket. */
export function newTicketForm(deps: BotDeps): Form<TicketValues> {
  return {
    id: 'ticket',
    minutes: MINUTES,
    steps: [
      placeStep,
      fieldsStep,
      textStep(deps, {
        ask: (values, tr) => tr.html('tickets-ask-text', { type: typeName(values, tr) }),
        help: 'tickets-help-text',
        watchDuplicates: true,
      }),
      duplicateStep(deps),
      filesStep(deps),
      contactStep(deps),
      timeStep(deps),
    ],
    review: (values, tr) => ({
      html: joinHtml([tr.html('tickets-preview'), ...previewLines(values, tr)], '\n\n'),
      confirm: tr.plain('tickets-button-send'),
      edit: [
        { caption: tr.plain('tickets-button-edit-text'), step: 'text' },
        { caption: tr.plain('tickets-button-edit-files'), step: 'files' },
        { caption: tr.plain('tickets-button-edit-way'), step: 'way' },
        { caption: tr.plain('tickets-button-edit-time'), step: 'time' },
      ],
    }),
    async submit(values, who) {
      const { typeId, text } = values;
      if (typeId === undefined || text === undefined || values.linkId === undefined)
        throw new DomainError('DRAFT_EXPIRED');
      const opened = await openTicket(deps.services, {
        identityId: who.identityId,
        residentId: who.residentId,
        draftId: who.draftId,
        typeId,
        linkId: values.linkId,
        companyId: null,
        text,
        fields: values.fields ?? {},
        contactWay: values.contactWay ?? null,
        contactTime: values.contactTime ?? null,
      });
      return { ...opened };
    },
    done: (result, _, tr) => {
      const ticket = Number(result.ticketId);
      const deadline = typeof result.deadline === 'string' ? new Date(result.deadline) : null;
      const neighbours = Number(result.neighbours);
      const lines = [tr.html('tickets-opened', { number: String(result.number) })];
      if (deadline !== null)
        lines.push(tr.html('tickets-opened-deadline', { at: tr.dateTime(deadline, String(result.zone)) }));
      if (neighbours > 0) lines.push(tr.html('tickets-neighbours', { count: neighbours }));
      lines.push(tr.html('tickets-opened-next'));
      return {
        html: joinHtml(lines, '\n\n'),
        buttons: [
          [button(tr.plain('tickets-button-open'), routes.ticket.data({ ticket }))],
          [button(tr.plain('tickets-button-mine'), routes.tickets.data({ page: 0 }))],
          [button(tr.plain('button-home'), routes.home.data())],
        ],
      };
    },
  };
}

/** «Обратная связь»: words and files, to a company or to the bot's support. */
export function feedbackForm(deps: BotDeps): Form<TicketValues> {
  return {
    id: 'feedback',
    minutes: MINUTES,
    steps: [
      textStep(deps, {
        ask: (_, tr) => tr.html('tickets-ask-feedback'),
        help: 'tickets-help-feedback',
        watchDuplicates: true,
      }),
      duplicateStep(deps),
      filesStep(deps),
    ],
    review: (values, tr) => ({
      html: joinHtml([tr.html('tickets-preview'), ...previewLines(values, tr)], '\n\n'),
      confirm: tr.plain('tickets-button-send'),
      edit: [
        { caption: tr.plain('tickets-button-edit-text'), step: 'text' },
        { caption: tr.plain('tickets-button-edit-files'), step: 'files' },
      ],
    }),
    async submit(values, who) {
      if (values.text === undefined) throw new DomainError('DRAFT_EXPIRED');
      const opened = await openTicket(deps.services, {
        identityId: who.identityId,
        residentId: who.residentId,
        draftId: who.draftId,
        typeId: null,
        linkId: null,
        companyId: values.companyId === undefined || values.companyId === 0 ? null : values.companyId,
        text: values.text,
        fields: {},
        contactWay: null,
        contactTime: null,
      });
      return { ...opened };
    },
    done: (result, _, tr) => ({
      html: tr.html('tickets-feedback-sent', { number: String(result.number) }),
      buttons: [
        [button(tr.plain('tickets-button-open'), routes.ticket.data({ ticket: Number(result.ticketId) }))],
        [button(tr.plain('tickets-button-mine'), ticketRoutes.list.data({ closed: false, page: 0 }))],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  };
}

function typeName(values: Partial<TicketValues>, tr: Translator): string {
  return localized({ ru: values.typeRu ?? '', en: values.typeEn ?? '' }, tr.locale);
}

function previewLines(values: Partial<TicketValues>, tr: Translator): Html[] {
  const line = (label: string, value: string | null | undefined): Html[] =>
    value == null || value === '' ? [] : [tr.html('tickets-field', { label, value })];
  const place = values.places?.find(({ linkId }) => linkId === values.linkId)?.name;
  return [
    joinHtml([
      ...line(tr.plain('tickets-field-type'), values.typeRu === undefined ? null : typeName(values, tr)),
      ...line(tr.plain('tickets-field-place'), place),
      ...(values.asked ?? []).flatMap(({ key, label }) =>
        line(localized(label, tr.locale), values.fields?.[key]),
      ),
    ]),
    tr.html('tickets-words', { text: values.text ?? '' }),
    joinHtml([
      tr.html('tickets-files-count', { count: values.files ?? 0 }),
      ...line(tr.plain('tickets-field-way'), values.contactWay),
      ...line(tr.plain('tickets-field-time'), values.contactTime),
    ]),
  ].filter((html) => html !== '');
}
