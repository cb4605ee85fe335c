import type { Translator } from './texts.ts';

/** How registers spell units, without case, dots, spaces and raised figures. */
const UNITS: Readonly<Record<string, string>> = {
  квм: 'm2',
  м2: 'm2',
  кубм: 'm3',
  м3: 'm3',
  квтч: 'kwh',
  квт: 'kwh',
  гкал: 'gcal',
  чел: 'person',
  человек: 'person',
  шт: 'piece',
  мес: 'month',
  месяц: 'month',
  квартира: 'flat',
  кв: 'flat',
};
const RAISED: Readonly<Record<string, string>> = { '²': '2', '³': '3' };

/** A unit in the reader's language. Registers speak Russian: in Russian, and when nobody knows it, it stands as it is. */
export function unitText(unit: string, tr: Translator): string {
  if (tr.locale === 'ru') return unit;
  const key = unit
    .toLowerCase()
    .replace(/[²³]/gu, (figure) => RAISED[figure] ?? figure)
    .replace(/[^\p{L}\p{N}]/gu, '');
  const code = UNITS[key];
  return code === undefined ? unit : tr.plainOr(`unit-${code}`, {}, 'unit-m2');
}
