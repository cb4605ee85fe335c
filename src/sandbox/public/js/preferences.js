import { setLanguage } from './i18n.js';

/**
 * What this browser remembers about the page.
 * @typedef {{ theme: 'auto' | 'light' | 'dark', language: 'auto' | 'ru' | 'en', panel: boolean, tab: string, allCalls: boolean, places: string }} Preferences
 */

const KEY = 'sandbox-page';

/** @type {Preferences} */
const DEFAULTS = { theme: 'auto', language: 'auto', panel: false, tab: 'calls', allCalls: false, places: '' };

/** @type {Preferences} */
export const preferences = { ...DEFAULTS, ...read() };

/** @returns {Partial<Preferences>} */
function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '{}');
  } catch {
    // Storage may be closed or hold something else: the page works without it.
    return {};
  }
}

/** @param {Partial<Preferences>} changes */
export function remember(changes) {
  Object.assign(preferences, changes);
  try {
    localStorage.setItem(KEY, JSON.stringify(preferences));
  } catch {
    // The choice holds until the page is closed.
  }
}

/** Puts theme and language into force. */
export function applyPreferences() {
  const { theme, language } = preferences;
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  const wanted = language === 'auto' ? navigator.language : language;
  setLanguage(/^(ru|be|uk|kk)\b/i.test(wanted) ? 'ru' : 'en');
}
