import { DomainError } from '../../../domain/errors.ts';
import { parsePhrases } from '../../../domain/ticket-match.ts';
import { completeDraft } from '../../../services/drafts/drafts.ts';
import { changeTicketType, changeTypeField } from '../../../services/tickets/edit-ticket-type.ts';
import type { PlainTextKey } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import type { Form, FormStep } from '../../ui/form.ts';
import { ticketRoutes } from './callback-data.ts';
import { MINUTES, memberOf, savedScreen } from './type.forms.ts';

export type TypeKeywordsValues = { typeId: number; now: string; keywords: string[] };

/** Phrases by which free words are matched to the type; Skip = none. */
export function typeKeywordsForm(deps: BotDeps): Form<TypeKeywordsValues> {
  return {
    id: 'ticket-type-keywords',
    minutes: MINUTES,
    steps: [
      {
        id: 'keywords',
        done: (values) => values.keywords !== undefined,
        skip: { keywords: [] },
        help: 'tickets-help-type-keywords',
        ask: ({ now = '' }, tr) => ({ html: tr.html('tickets-ask-type-keywords', { now }) }),
        read(input) {
          const keywords = input.kind === 'text' ? parsePhrases(input.text) : null;
          return keywords === null
            ? { ok: false, code: 'TICKET_TYPE_KEYWORDS' }
            : { ok: true, patch: { keywords: [...keywords] } };
        },
      },
    ],
    review: null,
    async submit({ typeId, keywords }, who) {
      if (typeId === undefined || keywords === undefined) throw new DomainError('DRAFT_EXPIRED');
      const staff = await memberOf(deps, who);
      await changeTicketType(deps.services, { staff, typeId, change: { keywords } });
      await completeDraft(deps.services.db, { draftId: who.draftId, now: deps.services.clock.now() });
      return { typeId };
    },
    done: (result, _, tr) => savedScreen(tr, ticketRoutes.editType.data({ type: Number(result.typeId) })),
  };
}

export type TypeFieldValues = {
  typeId: number;
  labelRu: string;
  labelEn: string;
  exampleRu: string;
  exampleEn: string;
};

/** A question's words and its example. */
const LONGEST = 60;

function wordsStep(
  key: 'labelRu' | 'labelEn' | 'exampleRu' | 'exampleEn',
  ask: Extract<PlainTextKey, `tickets-ask-type-field-${string}`>,
): FormStep<TypeFieldValues> {
  return {
    id: key,
    done: (values) => values[key] !== undefined,
    help: 'tickets-help-type-field',
    takesNumbers: true,
    ask: (_, tr) => ({ html: tr.html(ask) }),
    read(input) {
      const text = input.kind === 'text' ? input.text.replaceAll(/\s+/g, ' ').trim() : '';
      if (text === '') return { ok: false, code: 'OTHER_INPUT' };
      return Array.from(text).length > LONGEST
        ? { ok: false, code: 'TICKET_TEXT_LONG', details: { max: LONGEST } }
        : { ok: true, patch: { [key]: text } };
    },
  };
}

/** One more question of a type, in both languages, with an example. */
export function typeFieldForm(deps: BotDeps): Form<TypeFieldValues> {
  return {
    id: 'ticket-type-field',
    minutes: MINUTES,
    steps: [
      wordsStep('labelRu', 'tickets-ask-type-field-ru'),
      wordsStep('exampleRu', 'tickets-ask-type-field-example-ru'),
      wordsStep('labelEn', 'tickets-ask-type-field-en'),
      wordsStep('exampleEn', 'tickets-ask-type-field-example-en'),
    ],
    review: null,
    async submit({ typeId, labelRu, labelEn, exampleRu, exampleEn }, who) {
      if (
        typeId === undefined ||
        labelRu === undefined ||
        labelEn === undefined ||
        exampleRu === undefined ||
        exampleEn === undefined
      )
        throw new DomainError('DRAFT_EXPIRED');
      await changeTypeField(deps.services, {
        staff: await memberOf(deps, who),
        typeId,
        key: `own-${who.draftId}`,
        field: { label: { ru: labelRu, en: labelEn }, example: { ru: exampleRu, en: exampleEn } },
      });
      await completeDraft(deps.services.db, { draftId: who.draftId, now: deps.services.clock.now() });
      return { typeId };
    },
    done: (result, _, tr) => savedScreen(tr, ticketRoutes.typeFields.data({ type: Number(result.typeId) })),
  };
}
