import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { FluentBundle, FluentResource } from '@fluent/bundle';
import { DateTime } from 'luxon';
import { wallClock } from '../domain/clock-zone.ts';
import { LOCALES, type Locale } from '../domain/locale.ts';
import { formatRoubles, type Kopecks } from '../domain/money.ts';
import { projectRoot } from '../domain/project-root.ts';
import type { TextKey, TextParams } from './generated/keys.ts';
import { escapeHtml, type Html, trustTranslated } from './html.ts';

export type { TextKey } from './generated/keys.ts';

/** Numbers select plural forms; anything shown with digits of its own (ids, account numbers) is passed as a string. */
export type TextValue = string | number;
/** Texts without placeholders: for tables that name a text. */
export type PlainTextKey = { [K in TextKey]: keyof TextParams[K] extends never ? K : never }[TextKey];
type Args<K extends TextKey> = keyof TextParams[K] extends never ? [] : [params: TextParams[K]];

/** Texts of one language. */
export interface Translator {
  readonly locale: Locale;
  /** Telegram HTML: the text's own tags stay, every value is escaped unless it is Html already. */
  html<K extends TextKey>(key: K, ...args: Args<K>): Html;
  /** Plain text for buttons, toasts, SMS, file names: nothing is escaped, the text must hold no tags. */
  plain<K extends TextKey>(key: K, ...args: Args<K>): string;
  /** Html of a key known only at run time (error codes); falls back when there is no such text. */
  htmlOr(key: string, params: Readonly<Record<string, TextValue>>, fallback: TextKey): Html;
  plainOr(key: string, params: Readonly<Record<string, TextValue>>, fallback: TextKey): string;
  has(key: string): boolean;
  /** `12 221,81 ₽` */
  money(amount: Kopecks): string;
  /** `16.11.2026` in the given zone; accepts an instant or a billing date `2026-11-16`. */
  date(value: Date | string, zone: string): string;
  /** `16.11.2026 14:05` in the given zone. */
  dateTime(value: Date, zone: string): string;
  /** `16.11.2026 14:05:31` in the given zone, for receipts. */
  dateTimeSeconds(value: Date, zone: string): string;
  /** `октябрь 2026` */
  period(period: string): string;
}

export interface Texts {
  for(locale: Locale): Translator;
}

export interface TextsOptions {
  /** Where `<locale>/<feature>.ftl` lie. */
  directory?: string;
  /** Told about every missing text or placeholder; tests make it throw. */
  onProblem?: (problem: string) => void;
}

/**
 * Load every language once. A broken file, or one id in two files of a language, is an error at start:
 * a text must not go missing silently.
 */
export function createTexts(options: TextsOptions = {}): Texts {
  const directory = options.directory ?? join(projectRoot(), 'locales');
  const onProblem = options.onProblem ?? (() => undefined);
  const translators = new Map<Locale, Translator>();
  for (const locale of LOCALES) {
    translators.set(locale, createTranslator(locale, loadBundle(directory, locale), onProblem));
  }
  return {
    for(locale) {
      const translator = translators.get(locale);
      if (translator === undefined) throw new Error(`no texts for the language ${locale}`);
      return translator;
    },
  };
}

function loadBundle(directory: string, locale: Locale): FluentBundle {
  // Isolation marks would end up in copied account numbers and links.
  const bundle = new FluentBundle(locale === 'ru' ? 'ru-RU' : 'en-GB', { useIsolating: false });
  const folder = join(directory, locale);
  for (const file of readdirSync(folder)
    .filter((name) => name.endsWith('.ftl'))
    .sort()) {
    const errors = bundle.addResource(new FluentResource(readFileSync(join(folder, file), 'utf8')));
    if (errors.length > 0) throw new Error(`locales/${locale}/${file}: ${errors[0]?.message}`);
  }
  return bundle;
}

function createTranslator(
  locale: Locale,
  bundle: FluentBundle,
  onProblem: (problem: string) => void,
): Translator {
  const months = Array.from({ length: 12 }, (_, month) =>
    DateTime.utc(2026, month + 1, 1, { locale: locale === 'ru' ? 'ru' : 'en-GB' }).toFormat('LLLL'),
  );

  function format(key: string, params: Readonly<Record<string, TextValue>>): string {
    const pattern = bundle.getMessage(key)?.value;
    if (pattern === undefined || pattern === null) {
      onProblem(`${locale}: no text "${key}"`);
      return '…';
    }
    const errors: Error[] = [];
    const text = bundle.formatPattern(pattern, params, errors);
    for (const error of errors) onProblem(`${locale}: "${key}": ${error.message}`);
    return text;
  }

  const escaped = (params: Readonly<Record<string, TextValue>>): Record<string, TextValue> =>
    Object.fromEntries(
      Object.entries(params).map(([name, value]) => [
        name,
        typeof value === 'string' && !isHtmlParam(name) ? escapeHtml(value) : value,
      ]),
    );

  const has = (key: string): boolean => bundle.hasMessage(key);
  return {
    locale,
    has,
    html: (key, ...args) => trustTranslated(format(key, escaped(args[0] ?? {}))),
    plain: (key, ...args) => format(key, args[0] ?? {}),
    htmlOr: (key, params, fallback) =>
      trustTranslated(has(key) ? format(key, escaped(params)) : format(fallback, {})),
    plainOr: (key, params, fallback) => (has(key) ? format(key, params) : format(fallback, {})),
    money: (amount) => formatRoubles(amount, locale),
    date: (value, zone) =>
      shownDate(typeof value === 'string' ? value : wallClock(value, zone).toISOString()),
    dateTime: (value, zone) => {
      const clock = wallClock(value, zone).toISOString();
      return `${shownDate(clock)} ${clock.slice(11, 16)}`;
    },
    dateTimeSeconds: (value, zone) => {
      const clock = wallClock(value, zone).toISOString();
      return `${shownDate(clock)} ${clock.slice(11, 19)}`;
    },
    period: (period) => `${months[Number(period.slice(5, 7)) - 1]} ${period.slice(0, 4)}`,
  };
}

/** `16.11.2026` of `2026-11-16…` */
function shownDate(iso: string): string {
  return `${iso.slice(8, 10)}.${iso.slice(5, 7)}.${iso.slice(0, 4)}`;
}

/**
 * Placeholders named `…Html` take `Html` (the generated types say so) and are the only ones not escaped.
 */
function isHtmlParam(name: string): boolean {
  return name.endsWith('Html');
}
