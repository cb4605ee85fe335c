import {
  ANNOUNCEMENT_KINDS,
  ANNOUNCEMENT_RULES,
  type AnnouncementContent,
  type AnnouncementKind,
  longestText,
} from '../../../domain/announcements.ts';
import { DomainError } from '../../../domain/errors.ts';
import { parseLocalMoment } from '../../../domain/local-time.ts';
import {
  type DraftFile,
  keepDraftFile,
  rewriteAnnouncement,
  type Speaker,
} from '../../../services/announcements/compose.ts';
import { createAnnouncement } from '../../../services/announcements/create-announcement.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import { type Html, htmlToPlain } from '../../../texts/html.ts';
import type { PlainTextKey, Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form, FormInput, FormOwner, FormStep, StepOutcome, StepReading } from '../../ui/form.ts';
import { annRoutes } from './callback-data.ts';

/** What composing collects; files are rows of their own, kept as they come. */
export type ComposeValues = {
  companies: Speaker[];
  everybody: boolean;
  /** 0 = every company */
  companyId: number;
  kind: AnnouncementKind;
  ru: string | null;
  en: string | null;
  /** passes from `read` to `apply`, never stored */
  file: DraftFile;
  /** the album of the file that came last, of whose other items nothing is said */
  album: string | null;
  /** something is attached, so the text is a caption */
  withFiles: boolean;
  filesDone: boolean;
  startsAt: string;
  validUntil: string;
};

/** Kind → company → text in Russian and maybe in English → files → times → a draft with its card. */
export function composeForm(deps: BotDeps): Form<ComposeValues> {
  return {
    id: 'announce',
    minutes: 24 * 60,
    steps: [
      kindStep,
      companyStep,
      textStep(deps, 'ru'),
      textStep(deps, 'en'),
      filesStep(deps),
      ...timeSteps(deps),
    ],
    review: null,
    mend: { ANNOUNCEMENT_TIMES: 'until', ANNOUNCEMENT_TOO_LONG: 'ru', ANNOUNCEMENT_EMPTY: 'ru' },
    async submit(values, who) {
      const { kind, companyId } = values;
      if (kind === undefined || companyId === undefined) throw new DomainError('DRAFT_EXPIRED');
      const { id } = await createAnnouncement(deps.services, {
        identityId: who.identityId,
        grants: await grantsOf(deps.services, { identityId: who.identityId }),
        draftId: who.draftId,
        companyId: companyId === 0 ? null : companyId,
        kind,
        content: { ru: values.ru ?? null, en: values.en ?? null },
        startsAt: instant(values.startsAt),
        validUntil: instant(values.validUntil),
      });
      return { id };
    },
    done: (result, _values, tr) => ({
      html: tr.html('announcements-composed'),
      buttons: [
        [
          button(
            tr.plain('announcements-button-audience'),
            annRoutes.audience.data({ id: Number(result.id) }),
            'primary',
          ),
        ],
        [button(tr.plain('announcements-button-to-card'), annRoutes.card.data({ id: Number(result.id) }))],
      ],
    }),
  };
}

function askText(lang: 'ru' | 'en', withFiles: boolean, tr: Translator): Html {
  const most = longestText(withFiles);
  if (withFiles) return tr.html(`announcements-ask-${lang}-caption`, { most });
  return tr.html(`announcements-ask-${lang}`, { most, caption: longestText(true) });
}

/** Characters a reader sees, without the tags. */
const lengthOf = (html: string | null | undefined): number => htmlToPlain((html ?? '') as Html).length;

type Refusal = {
  readonly code: string;
  readonly details: { readonly most: number; readonly length: number };
};

/** null = it fits. Said at once, where the text is written: at the end all of it would be asked again. */
function tooLong(html: string | null | undefined, withFiles: boolean): Refusal | null {
  const [most, length] = [longestText(withFiles), lengthOf(html)];
  if (length <= most) return null;
  return {
    code: withFiles ? 'ANNOUNCEMENT_CAPTION_TOO_LONG' : 'ANNOUNCEMENT_TOO_LONG',
    details: { most, length },
  };
}

export const instant = (text: string | undefined): Date | null =>
  text === undefined ? null : new Date(text);

const kindStep: FormStep<ComposeValues> = {
  id: 'kind',
  done: ({ kind }) => kind !== undefined,
  help: 'announcements-help-kind',
  ask: (_values, tr) => ({
    html: tr.html('announcements-ask-kind'),
    options: ANNOUNCEMENT_KINDS.map((kind) => [
      { caption: tr.plain(`announcements-kind-${kind}`), value: kind },
    ]),
  }),
  read(input) {
    const kind = input.kind === 'option' ? ANNOUNCEMENT_KINDS.find((one) => one === input.value) : undefined;
    return kind === undefined ? { ok: false, code: 'ANNOUNCEMENT_PRESS' } : { ok: true, patch: { kind } };
  },
};

const companyStep: FormStep<ComposeValues> = {
  id: 'company',
  done: ({ companyId }) => companyId !== undefined,
  help: 'announcements-help-company',
  ask: ({ companies = [], everybody }, tr) => ({
    html: tr.html('announcements-ask-company'),
    options: [
      ...companies.map(({ id, name }) => [{ caption: name, value: String(id) }]),
      ...(everybody === true ? [[{ caption: tr.plain('announcements-everybody'), value: '0' }]] : []),
    ],
  }),
  read(input, { companies = [], everybody }) {
    if (input.kind !== 'option') return { ok: false, code: 'ANNOUNCEMENT_PRESS' };
    const companyId = Number(input.value);
    const known = companies.some(({ id }) => id === companyId) || (companyId === 0 && everybody === true);
    return known ? { ok: true, patch: { companyId } } : { ok: false, code: 'ANNOUNCEMENT_PRESS' };
  },
};

function fileOf(input: FormInput): Pick<ComposeValues, 'file' | 'album'> | null {
  if (input.kind !== 'file') return null;
  const { media, fileId, uniqueId, album } = input;
  return media === 'photo' || media === 'video' || media === 'document'
    ? { file: { type: media, fileId, uniqueId }, album }
    : null;
}

/** Text, or a file with the text under it; further items of an album arrive here too and are kept in silence. */
function textStep(deps: BotDeps, lang: 'ru' | 'en'): FormStep<ComposeValues> {
  const said = (html: string): Partial<ComposeValues> => (lang === 'ru' ? { ru: html } : { en: html });
  return {
    id: lang,
    done: (values) => values[lang] !== undefined,
    help: 'announcements-help-text',
    skip: lang === 'ru' ? { ru: null } : { en: null },
    takesNumbers: true,
    ask: ({ withFiles = false }, tr) => ({ html: askText(lang, withFiles, tr) }),
    read(input, { withFiles = false }): StepReading<ComposeValues> {
      if (input.kind === 'text') {
        const refusal = tooLong(input.html, withFiles);
        return refusal === null ? { ok: true, patch: said(input.html ?? '') } : { ok: false, ...refusal };
      }
      const file = fileOf(input);
      if (file === null || input.kind !== 'file') return { ok: false, code: 'ANNOUNCEMENT_CONTENT' };
      return {
        ok: true,
        patch: { ...file, ...(input.captionHtml === undefined ? {} : said(input.captionHtml)) },
      };
    },
    apply: (values, patch, who) => keepFile(deps, { values, patch, who, answers: lang }),
  };
}

/**
 * Store the file; the step is answered only when its text came along and fits. Under a file a text must be short: one
 * that was written before and is not keeps the file out. Each file gets its word, kept or not; the rest of an album does
 * not: ten photos would bring ten questions.
 */
async function keepFile(
  deps: BotDeps,
  come: {
    readonly values: Partial<ComposeValues>;
    readonly patch: Partial<ComposeValues>;
    readonly who: FormOwner;
    /** the language that is asked; null = files alone are */
    readonly answers: 'ru' | 'en' | null;
  },
): Promise<StepOutcome<ComposeValues>> {
  const { values, who, answers } = come;
  const { file, album = null, ...said } = come.patch;
  if (file === undefined) return { kind: 'next', patch: said };
  const written = [values.ru, values.en].map((html) => tooLong(html, true)).find((one) => one !== null);
  if (written !== undefined) {
    if (album !== null && album === values.album) return { kind: 'again' };
    const refused = { code: 'ANNOUNCEMENT_FILE_UNDER_LONG', details: written.details };
    return { kind: 'again', ...refused, ...(album === null ? {} : { patch: { album } }) };
  }
  await keepDraftFile(deps.services, {
    draftId: who.draftId,
    identityId: who.identityId,
    file,
  });
  const kept = { withFiles: true, album };
  const caption = answers === null ? undefined : said[answers];
  const refusal = tooLong(caption, true);
  if (refusal !== null) return { kind: 'again', ...refusal, patch: kept };
  if (caption !== undefined) return { kind: 'next', patch: { ...said, ...kept } };
  if (album !== null && album === values.album) return { kind: 'again' };
  // The question is asked again, with the number that holds from now on.
  const notice = answers === null ? 'announcements-file-more' : 'announcements-file-kept';
  return { kind: 'again', notice, patch: kept };
}

function filesStep(deps: BotDeps): FormStep<ComposeValues> {
  return {
    id: 'files',
    done: ({ filesDone }) => filesDone === true,
    help: 'announcements-help-files',
    ask: (_values, tr) => ({
      html: tr.html('announcements-ask-files'),
      options: [[{ caption: tr.plain('announcements-button-done'), value: 'done', style: 'primary' }]],
    }),
    read(input) {
      if (input.kind === 'option' && input.value === 'done') return { ok: true, patch: { filesDone: true } };
      const file = fileOf(input);
      return file === null ? { ok: false, code: 'ANNOUNCEMENT_CONTENT' } : { ok: true, patch: file };
    },
    apply: (values, patch, who) => keepFile(deps, { values, patch, who, answers: null }),
  };
}

/** Beginning and end, as far as the kind has them. */
export function timeSteps(deps: BotDeps): FormStep<ComposeValues>[] {
  const { clock, installation } = deps.services;
  const zoneOf = ({ companies = [], companyId }: Partial<ComposeValues>): string =>
    companies.find(({ id }) => id === companyId)?.zone ?? installation.timezone;
  const step = (
    id: 'from' | 'until',
    key: 'startsAt' | 'validUntil',
    question: PlainTextKey,
  ): FormStep<ComposeValues> => ({
    id,
    when: ({ kind }) => {
      if (kind === undefined) return false;
      const { times } = ANNOUNCEMENT_RULES[kind];
      return times === 'from-to' || (times === 'until' && id === 'until');
    },
    done: (values) => values[key] !== undefined,
    help: 'announcements-help-time',
    takesNumbers: true,
    ask: (_values, tr) => ({ html: tr.html(question) }),
    read: (input) =>
      input.kind === 'text' && input.text.length <= 60
        ? { ok: true, patch: key === 'startsAt' ? { startsAt: input.text } : { validUntil: input.text } }
        : { ok: false, code: 'ANNOUNCEMENT_TIME' },
    // Reading a clock is no work for `read`, which is replayed.
    async apply(values, patch) {
      const at = parseLocalMoment(patch[key] ?? '', zoneOf(values), clock.now());
      if (at === null) return { kind: 'again', code: 'ANNOUNCEMENT_TIME' };
      if (key === 'validUntil' && at <= clock.now()) return { kind: 'again', code: 'ANNOUNCEMENT_TIMES' };
      const startsAt = values.startsAt === undefined ? null : new Date(values.startsAt);
      if (key === 'validUntil' && startsAt !== null && at <= startsAt)
        return { kind: 'again', code: 'ANNOUNCEMENT_TIMES' };
      const iso = at.toISOString();
      return { kind: 'next', patch: key === 'startsAt' ? { startsAt: iso } : { validUntil: iso } };
    },
  });
  return [
    step('from', 'startsAt', 'announcements-ask-from'),
    step('until', 'validUntil', 'announcements-ask-until'),
  ];
}

export type RewriteValues = {
  id: number;
  ru: string | null;
  en: string | null;
  /** as it is now; null = there is none in this language */
  was: AnnouncementContent;
  withFiles: boolean;
};

/** Values of buttons. */
const KEEP = 'keep';
const REMOVE = 'remove';

/** Other words for a draft: Russian, then English. */
export function rewriteForm(deps: BotDeps): Form<RewriteValues> {
  const step = (lang: 'ru' | 'en'): FormStep<RewriteValues> => ({
    id: lang,
    done: (values) => values[lang] !== undefined,
    help: 'announcements-help-text',
    takesNumbers: true,
    ask: ({ was, withFiles = false }, tr) => {
      const written = (was?.[lang] ?? null) !== null;
      return {
        html: askText(lang, withFiles, tr),
        options: [
          ...(written ? [[{ caption: tr.plain('announcements-button-keep'), value: KEEP }]] : []),
          // Russian is what everybody gets without a text in their own language.
          ...(written && lang === 'ru' && (was?.en ?? null) === null
            ? []
            : [
                [
                  {
                    caption: tr.plain(written ? 'announcements-button-no-text' : 'button-skip'),
                    value: REMOVE,
                  },
                ],
              ]),
        ],
      };
    },
    read(input, { was, withFiles = false }) {
      const patch = (text: string | null): StepReading<RewriteValues> => ({
        ok: true,
        patch: lang === 'ru' ? { ru: text } : { en: text },
      });
      if (input.kind === 'option' && input.value === KEEP) return patch(was?.[lang] ?? null);
      if (input.kind === 'option' && input.value === REMOVE) return patch(null);
      if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
      const refusal = tooLong(input.html, withFiles);
      return refusal === null ? patch(input.html ?? '') : { ok: false, ...refusal };
    },
  });
  return {
    id: 'announce-rewrite',
    minutes: 24 * 60,
    steps: [step('ru'), step('en')],
    review: null,
    mend: { ANNOUNCEMENT_TOO_LONG: 'ru', ANNOUNCEMENT_EMPTY: 'ru' },
    async submit(values, who) {
      if (values.id === undefined) throw new DomainError('DRAFT_EXPIRED');
      await rewriteAnnouncement(deps.services, {
        id: values.id,
        grants: await grantsOf(deps.services, { identityId: who.identityId }),
        content: { ru: values.ru ?? null, en: values.en ?? null },
      });
      return { id: values.id };
    },
    done: (result, _values, tr) => ({
      html: tr.html('announcements-rewritten'),
      buttons: [
        [button(tr.plain('announcements-button-to-card'), annRoutes.card.data({ id: Number(result.id) }))],
      ],
    }),
  };
}
