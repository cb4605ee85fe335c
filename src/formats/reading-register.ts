import type { Resource } from '../domain/meters.ts';

/** How registers name resources; the same words that the import of meters reads. */
export const RESOURCE_WORDS: Readonly<Record<Resource, string>> = {
  cold_water: 'ХВС',
  hot_water: 'ГВС',
  electricity: 'ЭЛ',
  heat: 'Отопление',
  gas: 'Газ',
};

/** `ЭЛ Т2`: one zone of a meter. */
export function zoneWord(resource: Resource, zone: number, zones: number): string {
  return zones === 1 ? RESOURCE_WORDS[resource] : `${RESOURCE_WORDS[resource]} Т${zone + 1}`;
}

/** Columns of a register of readings, in the words of accounting, whatever language its reader has. */
export const READING_COLUMNS = [
  'Лицевой счет',
  'Поставщик',
  'Тип счетчика',
  'Номер счетчика',
  'Количество тарифов',
  'Показание 1',
  'Показание 2',
  'Показание 3',
  'Дата показаний',
  'Период',
  'Номер передачи',
  'Операция',
  'Заменен на',
  'Вместо',
] as const;
/** What «Операция» says of a meter that was replaced; it is empty for readings. */
export const METER_CHANGES = { removed: 'Снят', installed: 'Установлен' } as const;
export const READING_SHEET = 'Показания';
