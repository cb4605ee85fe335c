import { kopecks, toDecimalString } from '../../domain/money.ts';
import { normalizeHeader } from '../tables/column-book.ts';
import type { Sheet, Workbook } from '../xlsx/read-workbook.ts';
import { isBlank, readSum } from './cells.ts';

/** Columns of «Разделы 1-2»: one row per payment document. Found by the header's beginning, as templates change. */
const DOCUMENT = {
  jku: ['Идентификатор ЖКУ'],
  document: ['Номер платежного документа'],
  period: ['Расчетный период'],
  area: ['Общая площадь'],
  living: ['Жилая площадь'],
  residents: ['Количество проживающих'],
  total: ['Итого к оплате c учетом', 'Итого к оплате с учетом', 'Сумма к оплате за расчетный период'],
  gisId: ['Идентификатор платежного документа'],
} as const;
/** Columns of «Разделы 3-6»: one row per service. */
const SERVICE = {
  document: ['Номер платежного документа'],
  service: ['Услуга'],
  unit: ['Единица измерения', 'Ед. изм'],
  tariff: ['Тариф'],
  accrued: ['Всего начислено'],
  recalculation: ['Перерасчет'],
  benefits: ['Льготы, субсидии', 'Льготы'],
  total: ['Итого к оплате'],
} as const;

const HEADER_WITHIN = 12;
const JKU = /^\d{2}[A-ZА-Я]{2}\d{6}-\d{2}$/i;
const HEADER =
  'Лицевой счет;Период;Услуга;Ед. изм.;Тариф;Начислено;Перерасчет;Льготы;Итого к оплате;Площадь;Жилая площадь;Проживает;Идентификатор ПД';
const DEBT = 'Долг (переплата) за прошлые периоды';

export interface GisDocuments {
  /** ids of ГИС ЖКХ whose accounts are wanted */
  readonly jkuIds: readonly string[];
  /** the sheet of services: rows of errors are its rows */
  readonly services: Sheet;
  /** How many headers of services a line of that sheet has. */
  count(cells: readonly string[]): number;
  /**
   * The documents as a table of accruals. An id that nobody knows stands where its account should; the number of a
   * document that is not there, or there twice, does too: a wrong guess would charge a stranger.
   */
  asTable(accountOf: (jkuId: string) => string | null): Uint8Array;
}

/** Payment documents of ГИС ЖКХ («Разделы 1-2» and «Разделы 3-6»); null when a workbook holds none. */
export function readGisDocuments(workbook: Workbook): GisDocuments | null {
  const documents = sheetWith(workbook, DOCUMENT, ['jku', 'document', 'period']);
  const services = sheetWith(workbook, SERVICE, ['document', 'service', 'total']);
  if (documents === null || services === null || documents.sheet === services.sheet) return null;
  const { at } = documents;
  const rows = documents.sheet.rows.filter((row) => JKU.test(cellOf(row, at('jku'))));
  const byNumber = byNumberOf(rows, at);
  return {
    jkuIds: [...new Set(rows.map((row) => cellOf(row, at('jku')).toUpperCase()))],
    services: services.sheet,
    count: (cells) =>
      Object.values(SERVICE).filter((names) => cells.some((cell) => isNamed(cell, names))).length,
    asTable(accountOf) {
      const lines: string[] = [HEADER];
      const sums = new Map<string, number>();
      const head = (row: readonly string[]) => {
        const jku = cellOf(row, at('jku')).toUpperCase();
        return { account: accountOf(jku) ?? jku, period: cellOf(row, at('period')) };
      };
      const tail = (row: readonly string[]): string[] =>
        (['area', 'living', 'residents', 'gisId'] as const).map((key) => cellOf(row, at(key)));
      // Line n of the table is row n of the sheet of services; the first row is always a header.
      for (const row of services.sheet.rows.slice(1)) {
        const number = cellOf(row, services.at('document'));
        const cell = (key: keyof typeof SERVICE): string => cellOf(row, services.at(key));
        const document = byNumber.get(number);
        if (document === undefined || document === 'ambiguous') {
          lines.push(isService(cell) ? line([`№ ${number}`, '', cell('service')]) : '');
          continue;
        }
        sums.set(number, (sums.get(number) ?? 0) + sumOf(cell));
        const { account, period } = head(document);
        lines.push(
          line([
            account,
            period,
            cell('service'),
            cell('unit'),
            cell('tariff'),
            cell('accrued'),
            cell('recalculation'),
            cell('benefits'),
            cell('total'),
            ...tail(document),
          ]),
        );
      }
      for (const document of rows) {
        const number = cellOf(document, at('document'));
        const known = number === '' ? document : byNumber.get(number);
        if (known === 'ambiguous') lines.push(line([`№ ${number}`]));
        if (known !== document) continue;
        const stated = cellOf(document, at('total'));
        const total = isBlank(stated) ? null : readSum(stated);
        if (total === null) continue;
        const rest = typeof total === 'number' ? total - (sums.get(number) ?? 0) : null;
        if (rest === 0) continue;
        const { account, period } = head(document);
        const service = sums.has(number) ? DEBT : 'ЖКУ';
        // A total that cannot be read is refused where it stands, with its bill.
        const sum = rest === null ? stated : toDecimalString(kopecks(rest));
        lines.push(line([account, period, service, '', '', '', '', '', sum, ...tail(document)]));
      }
      return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf8');
    },
  };
}

type Row = readonly string[];
type Columns = (key: keyof typeof DOCUMENT) => number;

/** A document may have several rows (one per account of the payee) that say the same of whom and how much. */
function byNumberOf(rows: readonly Row[], at: Columns): ReadonlyMap<string, Row | 'ambiguous'> {
  const byNumber = new Map<string, Row | 'ambiguous'>();
  const told = (row: Row): string =>
    (['jku', 'period', 'total'] as const).map((key) => cellOf(row, at(key)).toUpperCase()).join('\n');
  for (const row of rows) {
    const number = cellOf(row, at('document'));
    if (number === '') continue;
    const known = byNumber.get(number);
    if (known === undefined) byNumber.set(number, row);
    else if (known === 'ambiguous' || told(known) !== told(row)) byNumber.set(number, 'ambiguous');
  }
  return byNumber;
}

/** Headers, notes and the row that numbers the columns have no name or no sum. */
function isService(cell: (key: keyof typeof SERVICE) => string): boolean {
  const named = cell('document') !== '' && /\p{L}/u.test(cell('service'));
  const sum = readSum(cell('total'));
  return named && sum !== 'SUM_MISSING' && sum !== 'SUM_INVALID';
}

/** Kopecks of a service as the table of accruals will read them: without a total they are reckoned from the rest. */
function sumOf(cell: (key: keyof typeof SERVICE) => string): number {
  const read = (key: keyof typeof SERVICE): number | null => {
    const reading = isBlank(cell(key)) ? null : readSum(cell(key));
    return typeof reading === 'number' ? reading : null;
  };
  const reckoned = (read('accrued') ?? 0) + (read('recalculation') ?? 0) - Math.abs(read('benefits') ?? 0);
  return read('total') ?? reckoned;
}

function sheetWith<Key extends string>(
  workbook: Workbook,
  names: Readonly<Record<Key, readonly string[]>>,
  needed: readonly NoInfer<Key>[],
): { readonly sheet: Sheet; readonly at: (key: Key) => number } | null {
  for (const sheet of workbook.sheets) {
    const at = columnsOf(sheet, names);
    if (needed.every((key) => at(key) >= 0)) return { sheet, at };
  }
  return null;
}

function columnsOf<Key extends string>(
  sheet: Sheet,
  names: Readonly<Record<Key, readonly string[]>>,
): (key: Key) => number {
  const heads = sheet.rows.slice(0, HEADER_WITHIN);
  const find = (wanted: readonly string[]): number => {
    for (const name of wanted) {
      for (const row of heads) {
        const index = row.findIndex((cell) => isNamed(cell, [name]));
        if (index !== -1) return index;
      }
    }
    return -1;
  };
  const found = new Map<string, number>(
    Object.entries<readonly string[]>(names).map(([key, wanted]) => [key, find(wanted)]),
  );
  return (key) => found.get(key) ?? -1;
}

function isNamed(cell: string, names: readonly string[]): boolean {
  const header = normalizeHeader(cell);
  return names.some((name) => header.startsWith(normalizeHeader(name)));
}

function cellOf(row: readonly string[], index: number): string {
  return index < 0 ? '' : (row[index] ?? '').trim();
}

const WIDTH = HEADER.split(';').length;

function line(cells: readonly string[]): string {
  return Array.from({ length: WIDTH }, (_, index) => cells[index] ?? '')
    .map((cell) => (/[;"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
    .join(';');
}
