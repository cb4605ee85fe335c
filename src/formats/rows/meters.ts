import {
  MAX_ZONES,
  parseMeterValue,
  type Resource,
  resourceByName,
  valueToDecimal,
} from '../../domain/meters.ts';
import type { BillingDate } from '../../domain/period.ts';
import { isBlank } from '../accruals/cells.ts';
import type { FileProblem } from '../file-problem.ts';
import { createColumnBook, type Mapping } from '../tables/column-book.ts';
import type { TableRow } from '../tables/read-table.ts';
import type { ParsedRows, RowFileLimits } from './model.ts';
import { readRows } from './read-rows.ts';
import type { RowReader } from './row-reader.ts';

// biome-ignore format: one line per column
const SYNONYMS = {
  account: ['Лицевой счет', 'ЛС', 'Номер лицевого счета', 'Номер ЛС', 'Лиц. счет', 'Лицевой', 'Account', 'Account number'],
  provider: ['Поставщик', 'Поставщик услуг', 'Наименование поставщика', 'Организация', 'Provider'],
  resource: ['Тип счетчика', 'Тип ПУ', 'Тип прибора', 'Вид ресурса', 'Ресурс', 'Коммунальный ресурс', 'Услуга', 'Meter type', 'Resource'],
  serial: ['Номер счетчика', 'Заводской номер', 'Серийный номер', 'Номер ПУ', '№ счетчика', '№ ПУ', 'Номер прибора учета', 'Meter number', 'Serial'],
  zones: ['Количество тарифов', 'Тарифность', 'Число тарифов', 'Тарифов', 'Tariffs'],
  value1: ['Показание 1', 'Показание', 'Показания', 'Т1', 'День', 'Текущее показание', 'Reading 1', 'Reading'],
  value2: ['Показание 2', 'Т2', 'Ночь', 'Reading 2'],
  value3: ['Показание 3', 'Т3', 'Полупик', 'Reading 3'],
  readOn: ['Дата показаний', 'Дата показания', 'Дата снятия', 'Reading date'],
  method: ['Способ', 'Источник', 'Вид показания', 'Method'],
  place: ['Место', 'Место установки', 'Расположение', 'Place'],
  digits: ['Разрядность', 'Знаков до запятой', 'Разрядов', 'Digits'],
  decimals: ['Знаков после запятой', 'Десятичных знаков', 'Дробных знаков', 'Decimals'],
  installedOn: ['Дата установки', 'Установлен', 'Installed'],
  verifiedOn: ['Дата поверки', 'Поверен', 'Verified'],
  nextVerificationOn: ['Дата следующей поверки', 'Следующая поверка', 'Поверка до', 'Next verification'],
  automatic: ['Автоматический', 'Дистанционный', 'АСКУЭ', 'Automatic'],
  initial1: ['Начальное показание 1', 'Начальное показание', 'Initial 1'],
  initial2: ['Начальное показание 2', 'Initial 2'],
  initial3: ['Начальное показание 3', 'Initial 3'],
  removedOn: ['Дата снятия счетчика', 'Снят', 'Дата демонтажа', 'Removed'],
  final1: ['Конечное показание 1', 'Конечное показание', 'Final 1'],
  final2: ['Конечное показание 2', 'Final 2'],
  final3: ['Конечное показание 3', 'Final 3'],
  replacedBy: ['Заменен на', 'Новый номер счетчика', 'Replaced by'],
} as const;

export type MeterColumn = keyof typeof SYNONYMS;
const KEYS: readonly MeterColumn[] = [
  'account',
  'provider',
  'resource',
  'serial',
  'zones',
  'value1',
  'value2',
  'value3',
  'readOn',
  'method',
  'place',
  'digits',
  'decimals',
  'installedOn',
  'verifiedOn',
  'nextVerificationOn',
  'automatic',
  'initial1',
  'initial2',
  'initial3',
  'removedOn',
  'final1',
  'final2',
  'final3',
  'replacedBy',
];
export const METERS_BOOK = createColumnBook<MeterColumn>(KEYS, SYNONYMS);

/** A meter as a list of the company tells it; values are decimal texts of all zones with spaces between. */
export type MeterRowData = {
  readonly resource: Resource;
  readonly serial: string;
  readonly zones: number;
  readonly values: string | null;
  readonly readOn: BillingDate | null;
  /** by the average or norm, not read */
  readonly estimated: boolean;
  readonly place: string | null;
  /** whole digits and decimals; null = usual for the resource */
  readonly digits: number | null;
  readonly decimals: number | null;
  readonly installedOn: BillingDate | null;
  readonly verifiedOn: BillingDate | null;
  readonly nextVerificationOn: BillingDate | null;
  /** null = the file does not say */
  readonly automatic: boolean | null;
  readonly initial: string | null;
  readonly removedOn: BillingDate | null;
  readonly final: string | null;
  /** serial of the meter in its place */
  readonly replacedBy: string | null;
};

const YES = /^(?:да|yes|1|true|\+|авто.*|дист.*)$/i;
const ESTIMATED = /средн|норматив|расч[её]т|average|estimate/i;

/** A list of meters: one row each, with or without values; more rows of a meter are other months of it. */
export function parseMeters(
  bytes: Uint8Array,
  options: { readonly mapping?: Mapping<MeterColumn>; readonly limits: RowFileLimits },
): ParsedRows<MeterRowData> | FileProblem {
  return readRows<MeterColumn, MeterRowData>(bytes, {
    book: METERS_BOOK,
    required: [['account'], ['resource'], ['serial']],
    ...options,
    // A history may stand in one file, a month to a row.
    onlyOne: ({ account, provider, data }) =>
      [provider ?? '', account, data.resource, data.serial, data.readOn?.slice(0, 7) ?? ''].join('\u0000'),
    data: readMeter,
  });
}

function readMeter(source: TableRow<MeterColumn>, read: RowReader<MeterColumn>): MeterRowData | null {
  const resource = resourceByName(source.text('resource'));
  if (resource === null) return read.fail('METER_KIND_UNKNOWN', 'resource');
  const serial = read.text('serial');
  if (serial === null || serial.length > 40) return read.fail('METER_SERIAL_WRONG', 'serial');
  const zones = read.count('zones') ?? 1;
  if (zones < 1 || zones > MAX_ZONES) return read.fail('METER_ZONES_WRONG', 'zones');
  const digits = read.count('digits');
  if (digits !== null && (digits < 1 || digits > 10)) return read.fail('NUMBER_INVALID', 'digits');
  const decimals = read.count('decimals');
  if (decimals !== null && decimals > 4) return read.fail('NUMBER_INVALID', 'decimals');
  const values = readValues(source, read, ['value1', 'value2', 'value3'], zones);
  const readOn = read.date('readOn');
  if (values !== null && source.text('readOn') === '') return read.fail('DATE_INVALID', 'readOn');
  const automatic = source.text('automatic');
  return {
    resource,
    serial,
    zones,
    values,
    readOn,
    estimated: ESTIMATED.test(source.text('method')),
    place: read.text('place'),
    digits,
    decimals,
    installedOn: read.date('installedOn'),
    verifiedOn: read.date('verifiedOn'),
    nextVerificationOn: read.date('nextVerificationOn'),
    automatic: automatic === '' ? null : YES.test(automatic),
    initial: readValues(source, read, ['initial1', 'initial2', 'initial3'], zones),
    removedOn: read.date('removedOn'),
    final: readValues(source, read, ['final1', 'final2', 'final3'], zones),
    replacedBy: read.text('replacedBy'),
  };
}

/** All zones or none. */
function readValues(
  source: TableRow<MeterColumn>,
  read: RowReader<MeterColumn>,
  keys: readonly [MeterColumn, MeterColumn, MeterColumn],
  zones: number,
): string | null {
  const filled = keys.filter((key) => !isBlank(source.text(key)));
  if (filled.length === 0) return null;
  const wanted = keys.slice(0, zones);
  const missing = wanted.find((key) => !filled.includes(key)) ?? filled.find((key) => !wanted.includes(key));
  if (missing !== undefined) return read.fail('METER_ZONES_WRONG', missing);
  const texts: string[] = [];
  for (const key of wanted) {
    const value = parseMeterValue(source.text(key));
    if (!value.ok) return read.fail('NUMBER_INVALID', key);
    texts.push(valueToDecimal(value.value));
  }
  return texts.join(' ');
}
