import { DomainError } from '../../../domain/errors.ts';
import { localized } from '../../../domain/locale.ts';
import { openTicketFor } from '../../../services/people/open-ticket-for.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';
import { actorOf } from './forms.ts';

const MAX_TEXT = 1_000;

export type TicketForValues = {
  residentId: number;
  linkId: number;
  name: string;
  place: string;
  /** leaves of the tree of types */
  types: { id: number; ru: string; en: string }[];
  typeId: number;
  text: string;
};

function inPairs<T>(all: readonly T[]): T[][] {
  return all.flatMap((_, index) => (index % 2 === 0 ? [all.slice(index, index + 2)] : []));
}

/** A ticket in the caller's words, for somebody who cannot write it. */
export function ticketForForm(deps: BotDeps): Form<TicketForValues> {
  return {
    id: 'people-ticket',
    minutes: 60,
    steps: [
      {
        id: 'type',
        done: (values) => values.typeId !== undefined,
        help: 'people-help-ticket-type',
        ask: (values, tr) => ({
          html: tr.html('people-ask-ticket-type', { name: values.name ?? '', place: values.place ?? '' }),
          options: inPairs(
            (values.types ?? []).map(({ id, ru, en }) => ({
              caption: localized({ ru, en }, tr.locale),
              value: String(id),
            })),
          ),
        }),
        read: (input, values) =>
          input.kind === 'option' && (values.types ?? []).some(({ id }) => String(id) === input.value)
            ? { ok: true, patch: { typeId: Number(input.value) } }
            : { ok: false, code: 'OTHER_INPUT' },
      },
      {
        id: 'text',
        done: (values) => values.text !== undefined,
        help: 'people-help-ticket-text',
        ask: (_, tr) => ({ html: tr.html('people-ask-ticket-text') }),
        read(input) {
          const text = input.kind === 'text' ? input.text.trim() : '';
          const { length } = Array.from(text);
          return length >= 3 && length <= MAX_TEXT
            ? { ok: true, patch: { text } }
            : { ok: false, code: 'LINE_LENGTH', details: { min: 3, max: MAX_TEXT } };
        },
      },
    ],
    review: (values, tr) => ({
      html: tr.html('people-ticket-review', {
        name: values.name ?? '',
        place: values.place ?? '',
        text: values.text ?? '',
      }),
      confirm: tr.plain('people-button-ticket-send'),
      edit: [{ caption: tr.plain('people-button-ticket-text'), step: 'text' }],
    }),
    async submit(values, who) {
      const { residentId, linkId, typeId, text } = values;
      if (residentId === undefined || linkId === undefined || typeId === undefined || text === undefined) {
        throw new DomainError('DRAFT_EXPIRED');
      }
      const { ticketId, number } = await openTicketFor(deps.services, {
        actor: await actorOf(deps, who),
        residentId,
        linkId,
        draftId: who.draftId,
        typeId,
        text,
        contactWay: null,
      });
      return { ticketId, number };
    },
    done: (result, values, tr) => ({
      html: tr.html('people-ticket-opened', { number: String(result.number), name: values.name ?? '' }),
      buttons: [
        [
          button(
            tr.plain('people-button-ticket-open'),
            routes.staffTicket.data({ ticket: Number(result.ticketId) }),
          ),
        ],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  };
}
