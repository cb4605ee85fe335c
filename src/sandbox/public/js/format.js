import { language, t } from './i18n.js';

/** The sandbox's clock may be ahead of the real one, milliseconds. */
let clockOffset = 0;

/** @param {number} offset */
export function setClockOffset(offset) {
  clockOffset = offset;
}

/** Now by the sandbox's clock. */
export function sandboxNow() {
  return new Date(Date.now() + clockOffset);
}

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/**
 * @param {Date} date
 * @param {Intl.DateTimeFormatOptions} options
 */
function format(date, options) {
  const key = `${language()}${JSON.stringify(options)}`;
  const known = formats.get(key) ?? new Intl.DateTimeFormat(language(), options);
  formats.set(key, known);
  return known.format(date);
}

/** @param {string} instant */
export function clockTime(instant) {
  return format(new Date(instant), { hour: '2-digit', minute: '2-digit', hour12: false });
}

/** @param {string} instant */
export function fullTime(instant) {
  return format(new Date(instant), { dateStyle: 'long', timeStyle: 'medium' });
}

/**
 * Day of an instant in this browser's zone, to compare.
 * @param {string} instant
 */
export function dayKey(instant) {
  const date = new Date(instant);
  return date.getFullYear() * 10_000 + date.getMonth() * 100 + date.getDate();
}

/**
 * Line between the messages of two days.
 * @param {string} instant
 */
export function dayTitle(instant) {
  const date = new Date(instant);
  const isThisYear = date.getFullYear() === sandboxNow().getFullYear();
  return format(date, { day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) });
}

/**
 * In lists: time today, weekday within a week, else the date.
 * @param {string} instant
 */
export function listTime(instant) {
  const date = new Date(instant);
  const now = sandboxNow();
  if (dayKey(instant) === dayKey(now.toISOString())) return clockTime(instant);
  const days = (now.getTime() - date.getTime()) / 86_400_000;
  if (days >= 0 && days < 6) return format(date, { weekday: 'short' });
  return format(date, { day: '2-digit', month: '2-digit', year: '2-digit' });
}

/** @param {number} bytes */
export function fileSize(bytes) {
  if (bytes < 1024) return t('size.bytes', { n: bytes });
  const isSmall = bytes < 1024 * 1024;
  const value = isSmall ? bytes / 1024 : bytes / 1024 / 1024;
  const text = new Intl.NumberFormat(language(), { maximumFractionDigits: value < 100 ? 1 : 0 }).format(
    value,
  );
  return t(isSmall ? 'size.kilobytes' : 'size.megabytes', { n: text });
}

/** @param {number} seconds */
export function playTime(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/** @param {number} ms */
export function milliseconds(ms) {
  return t('ms', { n: ms < 10 ? ms.toFixed(1) : Math.round(ms) });
}

/**
 * @param {import('../../person-api.ts').PersonView} person
 */
export function fullName(person) {
  return [person.firstName, person.lastName ?? ''].join(' ').trim();
}

/**
 * Letters on a round picture.
 * @param {string} name
 */
export function initials(name) {
  const words = name.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word));
  const letters = [words[0], words.length > 1 ? words.at(-1) : ''].map(
    (word) => /[\p{L}\d]/u.exec(word ?? '')?.[0] ?? '',
  );
  return letters.join('').toUpperCase();
}

/**
 * `+7 916 123-45-67` of an E.164 number; other countries' as they are.
 * @param {string} phone
 */
export function phoneText(phone) {
  const match = /^\+?7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone);
  return match === null ? phone : `+7 ${match[1]} ${match[2]}-${match[3]}-${match[4]}`;
}

/**
 * One of seven colours, always the same for an id.
 * @param {number} id
 */
export function peerColor(id) {
  return Math.abs(id) % 7;
}
