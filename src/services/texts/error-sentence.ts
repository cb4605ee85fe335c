import type { ErrorDetails } from '../../domain/errors.ts';
import { kopecks } from '../../domain/money.ts';
import { htmlToPlain } from '../../texts/html.ts';
import type { TextValue, Translator } from '../../texts/texts.ts';

/** `READING_BELOW_PREVIOUS` → `error-reading-below-previous`. */
export function errorKey(code: string): string {
  return `error-${code.toLowerCase().replaceAll('_', '-')}`;
}

/** Details as the texts take them: names ending in `Kopecks` become money under the name without the ending, `date` is a day. */
export function errorParams(details: ErrorDetails, tr: Translator): Record<string, TextValue> {
  const params: Record<string, TextValue> = {};
  for (const [name, value] of Object.entries(details)) {
    if (name.endsWith('Kopecks') && typeof value === 'number') {
      params[name.slice(0, -'Kopecks'.length)] = tr.money(kopecks(value));
    } else if (name === 'date' && typeof value === 'string') {
      params[name] = tr.date(value, 'UTC');
    } else {
      params[name] = typeof value === 'boolean' ? String(value) : value;
    }
  }
  return params;
}

/** The plain sentence of an expected refusal, for toasts, files and terminals. */
export function errorSentence(error: { code: string; details: ErrorDetails }, tr: Translator): string {
  return htmlToPlain(tr.htmlOr(errorKey(error.code), errorParams(error.details, tr), 'error-unknown'));
}
