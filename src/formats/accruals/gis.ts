import { normalizeHeader } from '../tables/column-book.ts';
import type { Sheet, Workbook } from '../xlsx/read-workbook.ts';
import { readSum } from './cells.ts';

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
  /** The documents as a table of accruals. An id that nobody knows stands where its account should. */
  asTable(accountOf: (jkuId: string) => string | null): Uint8Array;
}

/** Payment documents of ГИС ЖКХ («Разделы 1-2» and «Разделы 3-6»); null when a workbook holds none. */
export function readGisDocuments(workbook: Workbook): GisDocuments | null {
  const documents = sheetWith(workbook, DOCUMENT, ['jku', 'document', 'period']);
  const services = sheetWith(workbook, SERVICE, ['document', 'service', 'total']);
  if (documents === null || services === null || documents.sheet === services.sheet) return null;
  const rows = documents.sheet.rows.filter((row) => JKU.test(cellOf(row, documents.at('jku'))));
  const byNumber = new Map(rows.map((row) => [cellOf(row, documents.at('document')), row]));
  return {
    jkuIds: [...new Set(rows.map((row) => cellOf(row, documents.at('jku')).toUpperCase()))],
    services: services.sheet,
    count: (cells) =>
      Object.values(SERVICE).filter((names) => cells.some((cell) => isNamed(cell, names))).length,
    asTable(accountOf) {
      const lines: string[] = [HEADER];
      const sums = new Map<string, number>();
      const head = (row: readonly string[]) => {
        const jku = cellOf(row, documents.at('jku')).toUpperCase();
        return { account: accountOf(jku) ?? jku, period: cellOf(row, documents.at('period')) };
      };
      const tail = (row: readonly string[]): string[] =>
        (['area', 'living', 'residents', 'gisId'] as const).map((key) => cellOf(row, documents.at(key)));
      // Line n of the table is row n of the sheet of services; the first row is always a header.
      for (const row of services.sheet.rows.slice(1)) {
        const number = cellOf(row, services.at('document'));
        const document = byNumber.get(number);
        if (document === undefined) {
          lines.push('');
          continue;
        }
        const cell = (key: keyof typeof SERVICE): string => cellOf(row, services.at(key));
        const sum = readSum(cell('total'));
        sums.set(number, (sums.get(number) ?? 0) + (typeof sum === 'number' ? sum : 0));
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
      for (const [number, document] of byNumber) {
        const total = readSum(cellOf(document, documents.at('total')));
        const rest = typeof total === 'number' ? total - (sums.get(number) ?? 0) : 0;
        if (rest === 0) continue;
        const { account, period } = head(document);
        const service = sums.has(number) ? DEBT : 'ЖКУ';
        lines.push(
          line([account, period, service, '', '', '', '', '', (rest / 100).toFixed(2), ...tail(document)]),
        );
      }
      return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`, 'utf8');
    },
  };
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

function line(cells: readonly string[]): string {
  return cells.map((cell) => (/[;"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(';');
}
