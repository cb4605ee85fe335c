import { type FileProblem, fileProblem } from '../file-problem.ts';
import { createColumnBook, type Mapping, type RecognizedHeader } from '../tables/column-book.ts';
import { columnsMissing } from '../tables/columns-missing.ts';

export { normalizeHeader } from '../tables/column-book.ts';

/**
 * Canonical columns of the accruals table and the headers they are known by. The first synonym of a key is the one
 * we write ourselves. When two headers of a file fit one key, the earlier synonym wins («Итого к оплате» over
 * «Сумма»).
 */
// biome-ignore format: one line per column
export const COLUMN_SYNONYMS = {
  account: ['Лицевой счет', 'ЛС', 'Номер лицевого счета', 'Номер ЛС', 'Лиц. счет', 'Код лицевого счета', 'Лицевой', 'Account', 'Account number'],
  provider: ['Поставщик', 'Поставщик услуг', 'Наименование поставщика', 'Организация', 'Provider'],
  payerName: ['ФИО', 'Плательщик', 'ФИО плательщика', 'ФИО собственника', 'Собственник', 'Абонент', 'Квартиросъемщик', 'Ответственный квартиросъемщик', 'Наниматель', 'Payer', 'Payer name'],
  address: ['Адрес', 'Адрес помещения', 'Адрес дома', 'Address'],
  flat: ['Квартира', 'Кв', 'Номер квартиры', 'Помещение', 'Номер помещения', 'Flat', 'Unit number'],
  area: ['Площадь', 'Общая площадь', 'Площадь общая', 'S общ', 'Площадь кв м', 'Общая площадь кв м', 'Area'],
  livingArea: ['Жилая площадь', 'Площадь жилая', 'Жилая площадь кв м', 'Living area'],
  residents: ['Проживает', 'Количество проживающих', 'Кол-во проживающих', 'Число проживающих', 'Проживающих', 'Прописано', 'Зарегистрировано', 'Residents'],
  els: ['ЕЛС', 'Единый лицевой счет', 'Единый ЛС'],
  houseGuid: ['GUID дома', 'ФИАС', 'Код ФИАС', 'ФИАС GUID', 'Идентификатор дома', 'House GUID'],
  gisDocumentId: ['Идентификатор ПД', 'Идентификатор платежного документа', 'Номер платежного документа', 'ИПД', 'gis_doc_id'],
  period: ['Период', 'Расчетный период', 'Месяц', 'Отчетный период', 'Период начисления', 'Месяц начисления', 'Period'],
  billDate: ['Дата счета', 'Дата', 'Дата выставления', 'Дата начисления', 'Дата документа', 'Bill date'],
  type: ['Тип', 'Тип счета', 'Вид счета', 'Тип начисления', 'Type'],
  comment: ['Комментарий', 'Примечание', 'Комментарии', 'Comment'],
  service: ['Услуга', 'Вид услуги', 'Наименование услуги', 'Наименование', 'Услуги', 'Статья', 'Вид начисления', 'Service'],
  parent: ['В т.ч.', 'В том числе', 'Входит в', 'Родительская услуга', 'Основная услуга', 'Parent service'],
  unit: ['Ед. изм.', 'Единица измерения', 'Единица', 'Ед', 'Единицы измерения', 'Unit'],
  volume: ['Объем', 'Расход', 'Количество', 'Кол-во', 'Потреблено', 'Объем услуги', 'Объем потребления', 'Потребление', 'Volume'],
  tariff: ['Тариф', 'Цена', 'Ставка', 'Тариф руб', 'Размер платы', 'Tariff'],
  accrued: ['Начислено', 'Начислено всего', 'Всего начислено', 'Начислено за период', 'Начисления', 'Начислено по тарифу', 'Accrued'],
  recalculation: ['Перерасчет', 'Перерасчеты', 'Корректировка', 'Корректировки', 'Перерасчет корректировка', 'Recalculation'],
  benefits: ['Льготы', 'Субсидии', 'Льгота', 'Льготы субсидии', 'Субсидия', 'Скидка', 'Benefits'],
  penalty: ['Пени', 'Пеня', 'Начислено пени', 'Сумма пени', 'Неустойка', 'Penalty'],
  openingBalance: ['Долг на начало', 'Долг', 'Задолженность', 'Задолженность на начало', 'Задолженность на начало периода', 'Сальдо вх', 'Входящее сальдо', 'Сальдо входящее', 'Сальдо на начало', 'Сальдо начальное', 'Долг аванс', 'Долг переплата', 'Долг на начало периода', 'Opening balance'],
  paid: ['Оплачено', 'Поступило', 'Оплата', 'Оплачено за период', 'Поступило платежей', 'Поступило оплат', 'Платежи', 'Paid'],
  undersupplyDays: ['Недопоставка дней', 'Дней недопоставки', 'Недопоставка дни', 'Undersupply days'],
  undersupplySum: ['Недопоставка сумма', 'Сумма недопоставки', 'Недопоставка', 'Undersupply sum'],
  withinNorm: ['В пределах норматива', 'Стоимость в пределах норматива', 'По нормативу', 'В пределах нормы', 'Within norm'],
  total: ['Итого к оплате', 'К оплате', 'Всего к оплате', 'Сумма к оплате', 'Итого', 'Исходящее сальдо', 'Сальдо исходящее', 'Сальдо исх', 'Сумма', 'Total'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type ColumnKey = keyof typeof COLUMN_SYNONYMS;
export const COLUMN_KEYS = Object.keys(COLUMN_SYNONYMS) as readonly ColumnKey[];

/** The columns of a table of accruals. */
export const ACCRUALS_BOOK = createColumnBook<ColumnKey>(COLUMN_KEYS, COLUMN_SYNONYMS);

export function isColumnKey(value: unknown): value is ColumnKey {
  return ACCRUALS_BOOK.isKey(value);
}

export type RecognizedColumn = RecognizedHeader<ColumnKey>;

export interface ColumnLayout {
  readonly ok: true;
  readonly columns: readonly RecognizedColumn[];
  /** key → index of its column */
  readonly at: ReadonlyMap<ColumnKey, number>;
}

/** How many headers of a line are known: tells the header line and the delimiter from everything else. */
export function countKnownHeaders(cells: readonly string[], mapping: Mapping<ColumnKey> = {}): number {
  return ACCRUALS_BOOK.count(cells, mapping);
}

/**
 * Which column is what: by the person's mapping, then by synonyms.
 * @returns COLUMNS_REPEATED when the mapping gives one key to two columns, COLUMNS_MISSING with the missing keys in
 * `columns` (`a|b` = one of them) and the file's own headers in `found`
 */
export function layOutColumns(
  header: readonly string[],
  mapping: Mapping<ColumnKey>,
  hasDefaultPeriod: boolean,
): ColumnLayout | FileProblem {
  const { columns, at, repeated } = ACCRUALS_BOOK.recognize(header, mapping);
  if (repeated !== null) return fileProblem('COLUMNS_REPEATED', { column: repeated });
  const missing: string[] = [];
  if (!at.has('account')) missing.push('account');
  if (!at.has('period') && !hasDefaultPeriod) missing.push('period');
  if (!at.has('total') && !at.has('accrued')) missing.push('total|accrued');
  return missing.length === 0 ? { ok: true, columns, at } : columnsMissing(missing, columns);
}
