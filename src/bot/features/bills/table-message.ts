import type { InputRichMessage } from 'grammy/types';
import { type BillColumn, type BillLine, columnsPresent } from '../../../domain/bill-lines.ts';
import type { BillCard } from '../../../services/bills/show-bill.ts';
import { decimalText, sumText } from '../../../texts/decimal-text.ts';
import type { Translator } from '../../../texts/texts.ts';
import { unitText } from '../../../texts/unit-text.ts';

/** Of Telegram's 32 768, with room for what its apps add. */
const CHARACTERS = 30_000;
/** Fewer columns than these read as well in the card. */
const COLUMNS = 4;

/** Whether the lines say so much beside their sum that a table serves better than the card. */
export function tableServes(bill: Pick<BillCard, 'level' | 'lines'>): boolean {
  return bill.level === 'full' && bill.lines.length > 1 && columnsPresent(bill.lines).length >= COLUMNS;
}

/**
 * Every line and column of a bill as a rich message (Bot API 10.2). The card stays the plain form of the same, for apps
 * that show no tables.
 * @returns null where it would be longer than Telegram takes
 */
export function billTable(bill: BillCard, tr: Translator): InputRichMessage | null {
  const columns = columnsPresent(bill.lines);
  const align = (column: BillColumn) => (column === 'service' ? ('left' as const) : ('right' as const));
  const cell = (column: BillColumn, text: string, header = false) => ({
    text,
    align: align(column),
    valign: 'top' as const,
    ...(header ? { is_header: true as const } : {}),
  });
  const head = columns.map((column) =>
    cell(column, tr.plainOr(`document-column-${column}`, {}, 'document-column-total'), true),
  );
  const rows = bill.lines.map((line) => columns.map((column) => cell(column, valueText(line, column, tr))));
  const total = columns.map((column) => cell(column, totalText(bill, column, tr), true));
  const cells = [head, ...rows, total];
  const title = [tr.plain('document-bill-title', { period: tr.period(bill.period) }), bill.providerName].join(
    ' · ',
  );
  const foot = tr.plain('bills-card-as-of', { date: tr.date(bill.asOf, bill.zone) });
  const length = cells.flat().reduce((sum, { text }) => sum + text.length, title.length + foot.length);
  if (length > CHARACTERS) return null;
  return {
    blocks: [
      { type: 'heading', text: title, size: 3 },
      { type: 'table', cells, is_bordered: true, is_striped: true },
      { type: 'footer', text: foot },
    ],
    // Numbers of lines are no phones.
    skip_entity_detection: true,
  };
}

/** "Not applicable" is a dash and never 0. */
function valueText(line: BillLine, column: BillColumn, tr: Translator): string {
  const value = line[column];
  if (value === null) return '—';
  if (typeof value === 'number') return sumText(value, tr);
  if (column === 'service')
    return line.subline ? tr.plain('document-bill-subline', { service: value }) : value;
  return column === 'unit' ? unitText(value, tr) : decimalText(value, tr);
}

function totalText(bill: BillCard, column: BillColumn, tr: Translator): string {
  if (column === 'service') return tr.plain('document-bill-total');
  return column === 'total' ? sumText(bill.total, tr) : '';
}
