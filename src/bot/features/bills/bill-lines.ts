import { type BillColumn, type BillLine, columnsPresent } from '../../../domain/bill-lines.ts';
import type { Kopecks } from '../../../domain/money.ts';
import { decimalText } from '../../../texts/decimal-text.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { unitText } from '../../../texts/unit-text.ts';
import { fitCaption } from '../../ui/buttons.ts';

/** Longer names are cut: the card is for looking up, the PDF has them whole. */
const NAME = 160;
const UNIT = 20;
const SUM_COLUMNS = ['accrued', 'recalculation', 'benefits', 'penalty'] as const;

export interface LinePage {
  readonly html: Html;
  /** numbers of the first and the last line on it, from 1 */
  readonly first: number;
  readonly last: number;
}

/** Lines of a bill in pages of so many characters at most, markup counted: the rest of a message is head and totals. */
export function linePages(lines: readonly BillLine[], tr: Translator, characters: number): LinePage[] {
  const columns = informativeColumns(lines);
  const pages: { pieces: Html[]; length: number; first: number; last: number }[] = [];
  lines.forEach((line, index) => {
    const html = lineHtml(line, index, columns, tr);
    const page = pages.at(-1);
    if (page === undefined || page.length + html.length > characters) {
      pages.push({ pieces: [html], length: html.length, first: index + 1, last: index + 1 });
      return;
    }
    page.pieces.push(html);
    page.length += html.length + 1;
    page.last = index + 1;
  });
  return pages.map(({ pieces, first, last }) => ({ html: joinHtml(pieces), first, last }));
}

/**
 * Columns that say something: filled somewhere and not zero everywhere. Within such a column a 0 is shown and an empty
 * cell is not: "not applicable" is not 0.
 */
function informativeColumns(lines: readonly BillLine[]): ReadonlySet<BillColumn> {
  return new Set(
    columnsPresent(lines).filter((column) =>
      lines.some((line) => {
        const value = line[column];
        return typeof value === 'number' ? value !== 0 : value !== null && !/^[-0.]*$/.test(value);
      }),
    ),
  );
}

function lineHtml(line: BillLine, index: number, columns: ReadonlySet<BillColumn>, tr: Translator): Html {
  const sum = tr.money(line.total);
  const service = fitCaption(line.service, NAME);
  const head = line.subline
    ? tr.html('bills-subline', { service, sum })
    : tr.html('bills-line', { number: String(index + 1), service, sum });
  const details = [...productHtml(line, columns, tr), ...moneyHtml(line, columns, tr)];
  return details.length === 0 ? head : joinHtml([head, joinHtml(details, ' · ')]);
}

function productHtml(line: BillLine, columns: ReadonlySet<BillColumn>, tr: Translator): Html[] {
  const unit = fitCaption(unitText(line.unit ?? '', tr), UNIT);
  const volume = line.volume === null ? null : decimalText(line.volume, tr);
  const tariff = line.tariff === null ? null : decimalText(line.tariff, tr);
  if (volume !== null && tariff !== null) return [tr.html('bills-line-product', { volume, unit, tariff })];
  if (volume !== null && columns.has('volume')) return [tr.html('bills-line-volume', { volume, unit })];
  if (tariff !== null && columns.has('tariff')) return [tr.html('bills-line-tariff', { tariff })];
  return [];
}

function moneyHtml(line: BillLine, columns: ReadonlySet<BillColumn>, tr: Translator): Html[] {
  const pieces: Html[] = [];
  const shown = (column: BillColumn, value: Kopecks | null): value is Kopecks =>
    value !== null && columns.has(column);
  for (const column of SUM_COLUMNS) {
    const value = line[column];
    // What was accrued and nothing else happened is the sum itself.
    if (!shown(column, value) || (column === 'accrued' && value === line.total)) continue;
    pieces.push(tr.html(`bills-line-${column}`, { sum: tr.money(value) }));
  }
  if (shown('openingBalance', line.openingBalance)) {
    const { openingBalance } = line;
    pieces.push(
      openingBalance < 0
        ? tr.html('bills-line-overpayment', { sum: tr.money(-openingBalance as Kopecks) })
        : tr.html('bills-line-debt', { sum: tr.money(openingBalance) }),
    );
  }
  if (shown('paid', line.paid)) pieces.push(tr.html('bills-line-paid', { sum: tr.money(line.paid) }));
  if (line.undersupplyDays !== null && columns.has('undersupplyDays')) {
    pieces.push(tr.html('bills-line-undersupplyDays', { days: decimalText(line.undersupplyDays, tr) }));
  }
  if (shown('undersupplySum', line.undersupplySum)) {
    pieces.push(tr.html('bills-line-undersupplySum', { sum: tr.money(line.undersupplySum) }));
  }
  if (shown('withinNorm', line.withinNorm)) {
    pieces.push(tr.html('bills-line-withinNorm', { sum: tr.money(line.withinNorm) }));
  }
  return pieces;
}
