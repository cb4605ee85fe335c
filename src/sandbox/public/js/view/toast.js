import { ApiError } from '../api.js';
import { h, mayMove } from '../dom.js';
import { t } from '../i18n.js';

/** @typedef {import('../i18n.js').TextKey} TextKey */

const SHORT_MS = 3_200;
const MS_PER_LETTER = 45;

/**
 * A line that passes by itself.
 * @param {string} text
 * @param {HTMLElement} [host] Whom it concerns; default the whole page.
 * @param {'plain' | 'bad'} [kind]
 */
export function showToast(text, host = document.body, kind = 'plain') {
  const region = regionOf(host);
  while (region.childElementCount >= 3) region.firstElementChild?.remove();
  const toast = h('div', { class: `toast ${kind}` }, text);
  region.appendChild(toast);
  const life = SHORT_MS + text.length * MS_PER_LETTER;
  setTimeout(() => toast.classList.add('leaving'), life);
  setTimeout(() => toast.remove(), life + (mayMove() ? 250 : 0));
  toast.addEventListener('click', () => toast.remove());
}

/** @param {HTMLElement} host */
function regionOf(host) {
  const known = host.querySelector(':scope > .toasts');
  if (known !== null) return known;
  const region = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
  host.appendChild(region);
  return region;
}

/** @type {Record<string, TextKey>} */
const WORDS = {
  unreachable: 'error.unreachable',
  blocked: 'error.blocked',
  'empty-text': 'error.empty-text',
  'no-message': 'error.no-message',
  'no-button': 'error.no-button',
  'no-chat': 'error.no-chat',
  'not-editable': 'error.not-editable',
  'bad-file': 'error.bad-file',
  'too-many-files': 'error.too-many-files',
  'already-paid': 'error.already-paid',
  'no-invoice': 'error.no-invoice',
  'no-press': 'error.no-press',
  'no-update': 'error.no-update',
  protected: 'error.protected',
  'bad-payload': 'error.bad-payload',
  'topic-closed': 'error.topic-closed',
  'no-topic': 'error.no-topic',
  'no-person': 'error.no-person',
  'no-group': 'error.no-chat',
  member: 'error.member',
  owner: 'error.owner',
  'no-member': 'error.no-member',
  'no-members': 'group.nobody',
  'bad-title': 'error.bad-title',
  'no-forum': 'error.no-forum',
  'too-far': 'error.too-far',
  'foreign-host': 'error.foreign',
  'foreign-origin': 'error.foreign',
};

/**
 * What went wrong, in words of a person.
 * @param {unknown} error
 * @returns {string}
 */
export function plainWords(error) {
  if (!(error instanceof ApiError)) return t('error.unknown');
  const key = WORDS[error.code];
  return key === undefined ? t('error.other', { message: error.message }) : t(key);
}

/**
 * @param {unknown} error
 * @param {HTMLElement} [host]
 */
export function showError(error, host) {
  showToast(plainWords(error), host, 'bad');
}
