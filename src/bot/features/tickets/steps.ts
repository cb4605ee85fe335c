import { localized } from '../../../domain/locale.ts';
import { MAX_TICKET_FILES, MAX_TICKET_TEXT } from '../../../domain/tickets.ts';
import { recentDuplicate } from '../../../services/tickets/recent-duplicate.ts';
import { countDraftFiles, storeDraftFile } from '../../../services/tickets/store-file.ts';
import type { Html } from '../../../texts/html.ts';
import type { PlainTextKey, Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import type { FormFile, FormOwner, FormStep, StepReading } from '../../ui/form.ts';
import type { ArrivedValues, TicketValues } from './values.ts';

type Step = FormStep<TicketValues>;
type Patch = Partial<TicketValues>;

/** Longest answer to a question of a type, a way or a time. */
const MAX_ANSWER = 200;
/** A message that says it all without words. */
const SPOKEN: readonly string[] = ['voice', 'video_note', 'video'];

function arrivedOf(file: FormFile): ArrivedValues {
  const { media, fileId, uniqueId, fileName, mimeType, size } = file;
  return { kind: media, fileId, uniqueId, fileName, mimeType, size };
}

/** Keep a file at once: what was sent survives whatever happens to the form. */
async function keepFile(deps: BotDeps, patch: Patch, who: FormOwner): Promise<Patch> {
  const { arrived, ...rest } = patch;
  if (arrived === undefined || arrived === null) return rest;
  const { draftId, identityId } = who;
  return { ...rest, files: await storeDraftFile(deps.services, { draftId, identityId, file: arrived }) };
}

/** Which of the resident's accounts; left out when there is one. */
export const placeStep: Step = {
  id: 'place',
  when: (values) => (values.places?.length ?? 0) > 0,
  done: (values) => values.linkId !== undefined,
  help: 'tickets-help-place',
  ask: (values, tr) => ({
    html: tr.html('tickets-ask-place'),
    options: (values.places ?? []).map(({ linkId, name }) => [{ caption: name, value: String(linkId) }]),
  }),
  read(input, values): StepReading<TicketValues> {
    const linkId = input.kind === 'option' ? Number(input.value) : Number.NaN;
    return (values.places ?? []).some((place) => place.linkId === linkId)
      ? { ok: true, patch: { linkId } }
      : { ok: false, code: 'TICKET_CHOOSE' };
  },
};

/** The question "how to get the paper": its answer is offered from the person's own data. */
const DELIVERY = 'delivery';

/** Questions of the type, one after the other. */
export const fieldsStep: Step = {
  id: 'fields',
  when: (values) => (values.asked?.length ?? 0) > 0,
  done: (values) => nextField(values) === undefined,
  help: 'tickets-help-field',
  ask(values, tr) {
    const field = nextField(values) ?? values.asked?.[0];
    return {
      html: tr.html('tickets-ask-field', {
        label: field === undefined ? '' : localized(field.label, tr.locale),
        example: field === undefined ? '' : localized(field.example, tr.locale),
      }),
      ...(field?.key === DELIVERY
        ? { options: (values.ways ?? []).map(({ caption, value }) => [{ caption, value }]) }
        : {}),
    };
  },
  read(input, values): StepReading<TicketValues> {
    const key = (nextField(values) ?? values.asked?.[0])?.key ?? '';
    const ready =
      input.kind === 'option' ? values.ways?.find(({ value }) => value === input.value) : undefined;
    const answer = (input.kind === 'text' ? input.text : (ready?.answer ?? '')).trim();
    if (answer === '') return { ok: false, code: 'OTHER_INPUT' };
    if (answer.length > MAX_ANSWER)
      return { ok: false, code: 'TICKET_TEXT_LONG', details: { max: MAX_ANSWER } };
    return { ok: true, patch: { fields: { ...values.fields, [key]: answer } } };
  },
};

function nextField(values: Patch) {
  return values.asked?.find(({ key }) => values.fields?.[key] === undefined);
}

interface Words {
  /** What is asked. */
  readonly ask: (values: Patch, tr: Translator) => Html;
  readonly help: PlainTextKey;
  /** Words may be left out. */
  readonly optional?: true;
  /** Written by staff: what is missing is said to them. */
  readonly byStaff?: boolean;
  /** The form takes no files: one without words is no answer. */
  readonly withoutFiles?: boolean;
  /** Look whether the same was sent minutes ago. */
  readonly watchDuplicates?: true;
}

/** The words, or a voice message, or a picture with words under it. */
export function textStep(deps: BotDeps, words: Words): Step {
  return {
    id: 'text',
    done: (values) => values.text !== undefined,
    ...(words.optional === true ? { skip: { text: '' } } : {}),
    help: words.help,
    ask: (values, tr) => ({ html: words.ask(values, tr) }),
    read(input): StepReading<TicketValues> {
      const text = (
        input.kind === 'text' ? input.text : input.kind === 'file' ? (input.caption ?? '') : ''
      ).trim();
      if (text.length > MAX_TICKET_TEXT)
        return { ok: false, code: 'TICKET_TEXT_LONG', details: { max: MAX_TICKET_TEXT } };
      if (input.kind === 'file') {
        const enough = text !== '' || words.optional === true || SPOKEN.includes(input.media);
        const kept = { album: input.album, arrived: arrivedOf(input) };
        if (enough) return { ok: true, patch: { text, ...kept } };
        // Pictures often come before the words: kept, and the words are asked for again.
        if (words.withoutFiles !== true) return { ok: true, patch: kept };
        return { ok: false, code: words.byStaff === true ? 'TICKET_WORDS_FIRST' : 'TICKET_TEXT_FIRST' };
      }
      if (text !== '') return { ok: true, patch: { text } };
      return { ok: false, code: words.byStaff === true ? 'TICKET_WORDS_NEEDED' : 'TICKET_TEXT_NEEDED' };
    },
    async apply(values, patch, who) {
      const kept = await keepFile(deps, patch, who);
      if (patch.text === undefined) {
        const goesOn = patch.album != null && patch.album === values.album;
        return goesOn
          ? { kind: 'again' }
          : { kind: 'again', patch: kept, notice: 'tickets-file-before-words' };
      }
      const text =
        kept.text === '' && patch.arrived != null && words.optional !== true
          ? deps.texts.for(who.locale).plain('tickets-spoken')
          : kept.text;
      const told = { ...kept, ...(text === undefined ? {} : { text }) };
      if (words.watchDuplicates !== true) return { kind: 'next', patch: told };
      const duplicateOf = await recentDuplicate(deps.services, {
        identityId: who.identityId,
        typeId: values.typeId === undefined || values.typeId === 0 ? null : values.typeId,
        text: text ?? '',
      });
      return { kind: 'next', patch: { ...told, duplicateOf } };
    },
  };
}

/** The same was sent minutes ago: sent again only when that is meant. */
export const duplicateStep = (deps: BotDeps): Step => ({
  id: 'duplicate',
  when: (values) => typeof values.duplicateOf === 'string',
  done: (values) => values.duplicateSeen === true,
  help: 'tickets-help-duplicate',
  ask: (values, tr) => ({
    html: tr.html('tickets-ask-duplicate', { number: values.duplicateOf ?? '' }),
    options: [[{ caption: tr.plain('tickets-button-anyway'), value: 'yes' }]],
  }),
  read(input): StepReading<TicketValues> {
    if (input.kind === 'option') return { ok: true, patch: { duplicateSeen: true } };
    return input.kind === 'file'
      ? { ok: true, patch: { arrived: arrivedOf(input), album: input.album } }
      : { ok: false, code: 'TICKET_CHOOSE' };
  },
  async apply(values, patch, who) {
    if (patch.arrived == null) return { kind: 'next', patch };
    const kept = await keepFile(deps, patch, who);
    // The rest of an album whose words looked like those of another ticket; any other file is answered by the question.
    const goesOn = patch.album != null && patch.album === values.album;
    return goesOn ? { kind: 'again' } : { kind: 'again', patch: kept };
  },
});

/** Photos, videos, voice, papers, a place: each is kept when it comes; a button ends it. */
export function filesStep(deps: BotDeps): Step {
  return {
    id: 'files',
    done: (values) => values.filesDone === true,
    help: 'tickets-help-files',
    ask: (values, tr) => ({
      html:
        (values.files ?? 0) === 0
          ? tr.html('tickets-ask-files', { max: String(MAX_TICKET_FILES) })
          : tr.html('tickets-files-kept', { count: values.files ?? 0, max: String(MAX_TICKET_FILES) }),
      options: [
        [
          {
            caption: tr.plain(
              (values.files ?? 0) === 0 ? 'tickets-button-no-files' : 'tickets-button-files-done',
            ),
            value: 'done',
            style: 'primary',
          },
        ],
      ],
    }),
    read(input): StepReading<TicketValues> {
      if (input.kind === 'option') return { ok: true, patch: { filesDone: true } };
      return input.kind === 'file'
        ? { ok: true, patch: { arrived: arrivedOf(input), album: input.album } }
        : { ok: false, code: 'TICKET_FILE_NEEDED' };
    },
    async apply(values, patch, who) {
      // Items of albums come without being counted here.
      if (patch.arrived == null)
        return { kind: 'next', patch: { ...patch, files: await countDraftFiles(deps.services, who) } };
      const kept = await keepFile(deps, patch, who);
      // The rest of an album comes without a word, or ten photos would bring ten questions.
      const goesOn = patch.album != null && patch.album === values.album;
      return goesOn ? { kind: 'again' } : { kind: 'again', patch: kept };
    },
  };
}

const WAYS = { chat: 'tickets-way-chat', phone: 'tickets-way-phone' } as const;
const TIMES = {
  any: 'tickets-time-any',
  morning: 'tickets-time-morning',
  day: 'tickets-time-day',
  evening: 'tickets-time-evening',
} as const;

export function contactStep(deps: BotDeps): Step {
  return choiceStep(deps, {
    id: 'way',
    choices: WAYS,
    ask: 'tickets-ask-way',
    help: 'tickets-help-way',
    done: (values) => values.contactWay !== undefined,
    patch: (contactWay) => ({ contactWay }),
    skip: { contactWay: null },
  });
}

export function timeStep(deps: BotDeps): Step {
  return choiceStep(deps, {
    id: 'time',
    choices: TIMES,
    ask: 'tickets-ask-time',
    help: 'tickets-help-time',
    done: (values) => values.contactTime !== undefined,
    patch: (contactTime) => ({ contactTime }),
    skip: { contactTime: null },
  });
}

interface Choice {
  readonly id: string;
  readonly choices: Readonly<Record<string, PlainTextKey>>;
  readonly ask: PlainTextKey;
  readonly help: PlainTextKey;
  readonly done: (values: Patch) => boolean;
  readonly patch: (answer: string) => Patch;
  readonly skip: Patch;
}

/** Ready answers, kept as the words on their buttons, or own words. */
function choiceStep(deps: BotDeps, choice: Choice): Step {
  return {
    id: choice.id,
    done: choice.done,
    skip: choice.skip,
    help: choice.help,
    // A phone number may be typed here.
    takesNumbers: true,
    ask: (_, tr) => ({
      html: tr.html(choice.ask),
      options: Object.entries(choice.choices).map(([value, key]) => [{ caption: tr.plain(key), value }]),
    }),
    read(input): StepReading<TicketValues> {
      if (input.kind === 'option') return { ok: true, patch: choice.patch(`#${input.value}`) };
      const answer = input.kind === 'text' ? input.text.trim() : '';
      if (answer === '') return { ok: false, code: 'OTHER_INPUT' };
      return answer.length > MAX_ANSWER
        ? { ok: false, code: 'TICKET_TEXT_LONG', details: { max: MAX_ANSWER } }
        : { ok: true, patch: choice.patch(answer) };
    },
    async apply(_, patch, who) {
      const answer = patch.contactWay ?? patch.contactTime ?? '';
      const key = answer === null ? undefined : choice.choices[answer.replace(/^#/, '')];
      if (!answer?.startsWith('#') || key === undefined) return { kind: 'next', patch };
      return { kind: 'next', patch: choice.patch(deps.texts.for(who.locale).plain(key)) };
    },
  };
}
