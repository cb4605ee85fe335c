/** A billing month: `2026-10`. */
export type Period = `${number}-${number}`;
/** A billing date without a time zone: `2026-11-05`. */
export type BillingDate = `${number}-${number}-${number}`;

const MONTHS = [
  ['январь', 'января', 'янв'],
  ['февраль', 'февраля', 'фев'],
  ['март', 'марта', 'мар'],
  ['апрель', 'апреля', 'апр'],
  ['май', 'мая'],
  ['июнь', 'июня', 'июн'],
  ['июль', 'июля', 'июл'],
  ['август', 'августа', 'авг'],
  ['сентябрь', 'сентября', 'сен'],
  ['октябрь', 'октября', 'окт'],
  ['ноябрь', 'ноября', 'ноя'],
  ['декабрь', 'декабря', 'дек'],
] as const;

const FIRST_YEAR = 1990;
const LAST_YEAR = 2100;

/** Make a period from numbers; null when there is no such month. */
export function period(year: number, month: number): Period | null {
  const exists =
    Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12;
  return exists && Number.isInteger(month) ? (`${year}-${String(month).padStart(2, '0')}` as Period) : null;
}

export function isPeriod(text: string): text is Period {
  const match = /^(\d{4})-(\d{2})$/.exec(text);
  return match !== null && period(Number(match[1]), Number(match[2])) !== null;
}

/**
 * Read a month as registers write it: `102026`, `10.2026`, `10/2026`, `2026-10`, `202610`, `октябрь 2026 г.`,
 * `окт.26` (what Excel makes of `10.2026`), or the first or last day of a month (`01.10.2026`); null otherwise.
 * Another day of a month is refused: it would be a bill's date taken for its period.
 */
export function parsePeriod(text: string): Period | null {
  const trimmed = text.trim().toLowerCase().replaceAll('ё', 'е');
  // No overlap with the next form: 19 and 20 are no months.
  const monthFirst = /^(0?[1-9]|1[0-2])[./-](\d{4})$|^(0[1-9]|1[0-2])(\d{4})$/.exec(trimmed);
  if (monthFirst !== null) {
    return period(Number(monthFirst[2] ?? monthFirst[4]), Number(monthFirst[1] ?? monthFirst[3]));
  }
  const yearFirst = /^(\d{4})[./-](\d{1,2})$|^(\d{4})(\d{2})$/.exec(trimmed);
  if (yearFirst !== null) {
    return period(Number(yearFirst[1] ?? yearFirst[3]), Number(yearFirst[2] ?? yearFirst[4]));
  }
  const date = parseBillingDate(trimmed);
  if (date !== null) {
    const of = monthOf(date);
    return date === firstDay(of) || date === lastDay(of) ? of : null;
  }
  const words = /^([а-я]+)[.,]?\s*(\d{4}|\d{2})(?:\s*г\.?|\s*года?)?$/.exec(trimmed);
  const [, word = '', year = ''] = words ?? [];
  const month = MONTHS.findIndex((names) => (names as readonly string[]).includes(word));
  if (month === -1) return null;
  return period(year.length === 2 ? 2000 + Number(year) : Number(year), month + 1);
}

/** The month that a day lies in. */
export function monthOf(date: BillingDate): Period {
  return date.slice(0, 7) as Period;
}

/** Read a date as `dd.mm.yyyy` or ISO; null when it is not a day of the calendar. */
export function parseBillingDate(text: string): BillingDate | null {
  const trimmed = text.trim();
  const dotted = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(trimmed);
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(trimmed);
  const [year, month, day] =
    dotted !== null
      ? [Number(dotted[3]), Number(dotted[2]), Number(dotted[1])]
      : iso !== null
        ? [Number(iso[1]), Number(iso[2]), Number(iso[3])]
        : [0, 0, 0];
  const of = period(year, month);
  if (of === null || day < 1 || day > daysIn(of)) return null;
  return `${of}-${String(day).padStart(2, '0')}` as BillingDate;
}

export function daysIn(of: Period): number {
  const [year = 0, month = 0] = of.split('-').map(Number);
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

export function firstDay(of: Period): BillingDate {
  return `${of}-01` as BillingDate;
}

export function lastDay(of: Period): BillingDate {
  return `${of}-${daysIn(of)}` as BillingDate;
}

/** Text order is time order. */
export function comparePeriods(a: Period, b: Period): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** `addMonths('2026-11', 2)` is `2027-01`. */
export function addMonths(of: Period, months: number): Period {
  const [year = 0, month = 1] = of.split('-').map(Number);
  const index = year * 12 + (month - 1) + months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}` as Period;
}
