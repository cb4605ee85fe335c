/** Languages of the product; Russian is the reference, the others have the same keys and placeholders. */
export const LOCALES = ['ru', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** The nearest supported language for a Telegram `language_code` (IETF tag, may be missing). */
export function localeFromLanguageCode(code: string | undefined, fallback: Locale): Locale {
  const language = code?.toLowerCase().split('-')[0];
  return LOCALES.find((locale) => locale === language) ?? fallback;
}

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

/** A text that people edit, stored per language; Russian is always there. */
export interface Localized {
  readonly ru: string;
  readonly en?: string;
}

/** The person's language, else Russian. */
export function localized(text: Localized, locale: Locale): string {
  return text[locale] || text.ru;
}
