import type { DomainError } from '../../domain/errors.ts';
import { errorKey, errorParams, errorSentence } from '../../services/texts/error-sentence.ts';
import type { Html } from '../../texts/html.ts';
import type { Translator } from '../../texts/texts.ts';

const MAX_TOAST = 200;

/** The sentence of an expected refusal, as Telegram HTML. */
export function errorHtml(error: DomainError, tr: Translator): Html {
  return tr.htmlOr(errorKey(error.code), errorParams(error.details, tr), 'error-unknown');
}

/** The same for toasts: plain, cut by code points to what Telegram takes. */
export function errorToast(error: DomainError, tr: Translator): string {
  return Array.from(errorSentence(error, tr)).slice(0, MAX_TOAST).join('');
}
