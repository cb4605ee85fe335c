import { type BillColumn, type BillLine, columnsPresent } from '../../domain/bill-lines.ts';
import type { Kopecks } from '../../domain/money.ts';
import { decimalText, sumText } from '../../texts/decimal-text.ts';
import type { Translator } from '../../texts/texts.ts';
import { unitText } from '../../texts/unit-text.ts';
import type { PdfCell, PdfTable } from '../pdf/content.ts';

const DECIMALS: ReadonlySet<BillColumn> = new Set<BillColumn>(['volume', 'tariff', 'undersupplyDays']);

/** Columns that the data has; the unit stands beside its volume. */
export function shownColumns(lines: readonly BillLine[]): readonly BillColumn[] {
  return columnsPresent(lines);
}

/** Every line of a bill; sub-lines indented, "not applicable" is a dash and never 0. */
export function linesTable(lines: readonly BillLine[], total: Kopecks, tr: Translator): PdfTable {
  const columns = shownColumns(lines);
  const fontSize = columns.length > 8 ? 7.5 : 8.5;
  const head = columns.map(
    (column): PdfCell => ({
      text: tr.plainOr(`document-column-${column}`, {}, 'document-column-total'),
      bold: true,
      fontSize: fontSize - 0.5,
      ...alignment(column),
    }),
  );
  const last = columns.length - 1;
  const foot = columns.map((_, index): PdfCell => {
    if (index === 0)
      return { text: tr.plain('document-bill-total'), bold: true, colSpan: last, fontSize: 10 };
    return index === last
      ? { text: sumText(total, tr), bold: true, fontSize: 10, alignment: 'right', noWrap: true }
      : { text: '' };
  });
  return {
    fontSize,
    layout: 'light',
    table: {
      headerRows: 1,
      dontBreakRows: true,
      widths: columns.map((column) => (column === 'service' ? '*' : 'auto')),
      body: [head, ...lines.map((line) => columns.map((column) => cellOf(line, column, tr))), foot],
    },
  };
}

function cellOf(line: BillLine, column: BillColumn, tr: Translator): PdfCell {
  if (column === 'service') {
    return line.subline
      ? {
          text: tr.plain('document-bill-subline', { service: line.service }),
          margin: [10, 0, 0, 0],
          italics: true,
        }
      : { text: line.service };
  }
  const value = line[column];
  if (value === null) return { text: '—', ...alignment(column) };
  if (column === 'unit') return { text: unitText(String(value), tr), noWrap: true, ...alignment(column) };
  if (typeof value === 'number') return { text: sumText(value, tr), noWrap: true, ...alignment(column) };
  return { text: DECIMALS.has(column) ? decimalText(value, tr) : value, noWrap: true, ...alignment(column) };
}

function alignment(column: BillColumn): Pick<PdfCell, 'alignment'> {
  if (column === 'service') return {};
  return { alignment: column === 'unit' ? 'center' : 'right' };
}
