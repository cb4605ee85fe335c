import type { KeyboardButton } from 'grammy/types';
import type { ErrorDetails } from '../../domain/errors.ts';
import type { DraftData } from '../../services/drafts/drafts.ts';
import type { Html } from '../../texts/html.ts';
import type { PlainTextKey, Translator } from '../../texts/texts.ts';
import type { Screen } from './screen.ts';

/**
 * A form: questions asked one by one, a review, one effect. Declared here, run by `form-conversation.ts`.
 * Everything a step function returns is plain JSON, because it is replayed from the dialogue's state.
 */
export interface Form<V extends DraftData> {
  /** Conversation id and kind of the draft. */
  readonly id: string;
  /** After so long the person starts again. */
  readonly minutes: number;
  readonly steps: readonly FormStep<V>[];
  /** The screen that opened it stays as it is, with its buttons: leaving the form loses nothing. */
  readonly besideScreen?: true;
  /** What stands before the confirm button; null = the last step's answer submits at once. */
  readonly review: ((values: Partial<V>, tr: Translator) => FormReview) | null;
  /** The one use case that ends the form; idempotent by `draftId`. Throws DomainError for refusals. */
  submit(values: Partial<V>, who: FormOwner): Promise<DraftData>;
  /** Refusals of the effect (by code) that are mended by answering a step again. */
  readonly mend?: Readonly<Record<string, string>>;
  /** The screen of success. */
  done(result: DraftData, values: Partial<V>, tr: Translator): Screen;
}

export interface FormReview {
  readonly html: Html;
  readonly confirm: string;
  /** Steps that can be changed from the review: caption and step id. */
  readonly edit: readonly { readonly caption: string; readonly step: string }[];
}

/** Who fills the form; from the outer context, never from the message. */
export interface FormOwner {
  readonly identityId: number;
  readonly telegramId: number;
  readonly residentId: number | null;
  /** Company of the start link, for contacts. */
  readonly startCompanyId: number | null;
  readonly locale: Translator['locale'];
  readonly draftId: number;
}

export interface FormStep<V extends DraftData> {
  readonly id: string;
  /** Left out when it does not apply to what was answered so far. */
  readonly when?: (values: Partial<V>) => boolean;
  /** Whether it has its answer: the form asks the first applicable step that has none, then comes the review. */
  readonly done: (values: Partial<V>) => boolean;
  /** What is wanted, with an example. */
  readonly ask: (values: Partial<V>, tr: Translator) => FormQuestion;
  /** Why it is asked; shown by "?" (at most 200 characters, plain). A function where staff is told something else. */
  readonly help: PlainTextKey | ((values: Partial<V>) => PlainTextKey);
  /** A picture that "?" shows besides: bytes of a PNG or a file id of Telegram; null = there is none. */
  readonly helpPicture?: (
    values: Partial<V>,
    locale: Translator['locale'],
  ) => Promise<Uint8Array | string | null>;
  /** Offers Skip; skipping stores this patch. */
  readonly skip?: Partial<V>;
  /** A number is asked, so that 13–19 digits are no reason to suspect a bank card. */
  readonly takesNumbers?: true;
  /**
   * Replaces a typed secret by what may be kept (a hash) before anything is stored: the step then reads
   * `{kind: 'sealed'}` and the message is deleted. null = not usable, `read` says why.
   */
  readonly seal?: (text: string) => Promise<string | null>;
  /** Beginning of the start payloads (`/start em_…`) that answer this step: a link in a mail leads back here. */
  readonly startPrefix?: string;
  /** Read an answer: pure, no I/O. Refusals carry an error code (text `error-…`). */
  readonly read: (input: FormInput, values: Partial<V>) => StepReading<V>;
  /** One domain call after a readable answer (send a code, check a proof). `key` names the answer: the same when it is redelivered. */
  readonly apply?: (
    values: Partial<V>,
    patch: Partial<V>,
    who: FormOwner & { key: string },
  ) => Promise<StepOutcome<V>>;
}

export interface FormQuestion {
  readonly html: Html;
  /** Answers by button. */
  readonly options?: readonly (readonly FormOption[])[];
  /** Asks for the person's own contact by the reply keyboard; then no inline buttons are possible. */
  readonly contact?: { readonly caption: string };
  /** Caption of Back where it means something special. */
  readonly back?: string;
}

export interface FormOption {
  readonly caption: string;
  /** At most 30 bytes of a-z, 0-9, `_`, `-`. */
  readonly value: string;
  readonly style?: 'primary' | 'success' | 'danger';
}

/** What people attach. A place has no file: its id is a geo URI (RFC 5870). */
export const FORM_MEDIA = [
  'photo',
  'document',
  'video',
  'voice',
  'audio',
  'animation',
  'video_note',
  'location',
] as const;
export type FormMedia = (typeof FORM_MEDIA)[number];

export interface FormFile {
  readonly media: FormMedia;
  readonly fileId: string;
  readonly uniqueId: string;
  /** bytes; 0 when Telegram does not say */
  readonly size: number;
  readonly fileName: string | null;
  readonly mimeType: string | null;
  readonly caption: string | null;
  /** The caption with its formatting. */
  readonly captionHtml?: Html;
  /** Items of one album come as messages of their own with one id. */
  readonly album: string | null;
}

export type FormInput =
  /** `html`: the same with its formatting. */
  | { readonly kind: 'text'; readonly text: string; readonly html?: Html; readonly forwarded: boolean }
  | { readonly kind: 'contact'; readonly phone: string; readonly own: boolean }
  | { readonly kind: 'option'; readonly value: string }
  /** What `seal` made of a secret. */
  | { readonly kind: 'sealed'; readonly value: string; readonly forwarded: boolean }
  /** `/start <payload>` with the step's prefix. */
  | { readonly kind: 'start'; readonly payload: string }
  | ({ readonly kind: 'file' } & FormFile)
  | { readonly kind: 'other' };

export type StepReading<V> =
  | { readonly ok: true; readonly patch: Partial<V> }
  | { readonly ok: false; readonly code: string; readonly details?: ErrorDetails };

export type StepOutcome<V> =
  | { readonly kind: 'next'; readonly patch: Partial<V> }
  /** The same question stands: refused (`code`) or something was done (`notice`). Without a patch nothing is stored. */
  | {
      readonly kind: 'again';
      readonly code?: string;
      readonly details?: ErrorDetails;
      readonly notice?: PlainTextKey;
      readonly patch?: Partial<V>;
    }
  /** Refused so that another step must be answered first. */
  | {
      readonly kind: 'goto';
      readonly step: string;
      readonly code?: string;
      readonly details?: ErrorDetails;
      readonly patch?: Partial<V>;
    }
  /** The form cannot go on (locked, limits): the error is the last word. */
  | { readonly kind: 'stop'; readonly code: string; readonly details?: ErrorDetails };

/** Buttons of a running form: `conv:<draft>:<action>[:<value>]`; the navigation guard knows the prefix. */
export const FORM_PREFIX = 'conv:';

export type FormAction =
  | { readonly action: 'cancel' | 'back' | 'skip' | 'help' | 'confirm' }
  | { readonly action: 'option' | 'edit'; readonly value: string };

const ACTIONS = {
  cancel: 'x',
  back: 'b',
  skip: 's',
  help: 'h',
  confirm: 'ok',
  option: 'v',
  edit: 'e',
} as const;

export function formData(draftId: number, action: FormAction): string {
  const value = 'value' in action ? `:${action.value}` : '';
  const data = `${FORM_PREFIX}${draftId}:${ACTIONS[action.action]}${value}`;
  if (Buffer.byteLength(data) > 64) throw new Error(`form callback data over 64 bytes: ${data}`);
  return data;
}

/** The draft and action of pressed form data; null when malformed. */
export function parseFormData(data: string): { draftId: number; action: FormAction } | null {
  const match = /^conv:([1-9]\d{0,9}):([a-z]{1,2})(?::([A-Za-z0-9_-]{1,30}))?$/.exec(data);
  if (match === null) return null;
  const [, draft = '', letter, value] = match;
  const action = (Object.keys(ACTIONS) as (keyof typeof ACTIONS)[]).find((name) => ACTIONS[name] === letter);
  if (action === undefined) return null;
  const draftId = Number(draft);
  if (action === 'option' || action === 'edit')
    return value === undefined ? null : { draftId, action: { action, value } };
  return value === undefined ? { draftId, action: { action } } : null;
}

/** Reply keyboard that asks for the contact: the only reply keyboard of the product. */
export function contactKeyboard(caption: string, cancel: string, help: string): KeyboardButton[][] {
  return [[{ text: caption, request_contact: true }], [{ text: cancel }, { text: help }]];
}
