import { EN } from './texts/en.js';
import { RU } from './texts/ru.js';

/** @typedef {'ru' | 'en'} Language */
/** @typedef {keyof typeof RU} TextKey */

/** @type {Record<Language, Record<TextKey, string>>} */
const TEXTS = { ru: RU, en: EN };

/** @type {Language} */
let current = 'ru';

/** @param {Language} language */
export function setLanguage(language) {
  current = language;
  document.documentElement.lang = language;
}

export function language() {
  return current;
}

/**
 * A text of the page. `{name}` is filled in; `{n|one|few|many}` (English: `{n|one|other}`) takes the
 * form of the number `n`.
 * @param {TextKey} key
 * @param {Record<string, string | number>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  return TEXTS[current][key].replace(/\{(\w+)(?:\|([^}]*))?\}/g, (_, name, forms) => {
    const value = values[name] ?? '';
    return forms === undefined ? String(value) : pluralForm(Number(value), forms.split('|'));
  });
}

/**
 * What is written in several languages, in the page's own when it is there.
 * @param {string | Record<string, string> | null | undefined} text
 * @param {string} [wanted] Another language.
 */
export function inLanguage(text, wanted = current) {
  if (typeof text === 'string' || !text) return text ?? '';
  return text[wanted] ?? text[''] ?? Object.values(text)[0] ?? '';
}

/**
 * @param {number} count
 * @param {string[]} forms
 */
function pluralForm(count, forms) {
  const names = current === 'ru' ? ['one', 'few', 'many'] : ['one', 'other'];
  const index = names.indexOf(new Intl.PluralRules(current).select(count));
  return forms[index] ?? forms.at(-1) ?? '';
}
