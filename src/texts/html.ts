/**
 * Telegram HTML that is safe to send: made only here and by `Translator.html`, where every value is escaped.
 * A plain string cannot be passed where Html is wanted, so a name from a register never reaches Telegram raw.
 */
export type Html = string & { readonly __safe: 'html' };

/** Escape a value for text and attributes of Telegram HTML. The one place where it happens. */
export function escapeHtml(value: string): Html {
  return value
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;') as Html;
}

/** Join safe pieces; separators are literals of ours. */
export function joinHtml(pieces: readonly Html[], separator: '\n' | '\n\n' | ' ' | '' | ' · ' = '\n'): Html {
  return pieces.join(separator) as Html;
}

export const EMPTY_HTML = '' as Html;

/** What a reader without markup sees: tags dropped, entities decoded. For plain-text resends, e-mail and lengths. */
export function htmlToPlain(html: Html): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}

/** Marks Fluent's output, whose values were escaped one by one, as safe. Only the translator calls it. */
export function trustTranslated(markup: string): Html {
  return markup as Html;
}
