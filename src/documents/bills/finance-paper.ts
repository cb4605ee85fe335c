import type { Kopecks } from '../../domain/money.ts';
import { sumText } from '../../texts/decimal-text.ts';
import type { Translator } from '../../texts/texts.ts';
import type { PdfCell } from '../pdf/content.ts';
import { PAPER, rule, small } from '../pdf/parts.ts';
import type { PdfRequest } from '../pdf/request.ts';

/** An account by month; null = not known, which is not 0. Kopecks, balances negative when overpaid. */
export interface FinanceFacts {
  readonly providerName: string;
  readonly accountNumber: string;
  readonly date: Date;
  readonly months: readonly {
    readonly period: string;
    readonly opening: Kopecks | null;
    readonly accrued: Kopecks | null;
    readonly recalculation: Kopecks | null;
    readonly paid: Kopecks | null;
    readonly closing: Kopecks | null;
  }[];
}

const COLUMNS = ['opening', 'accrued', 'recalculation', 'paid', 'closing'] as const;

/** Charges and payments by month on A4. */
export function financePaper(finance: FinanceFacts, tr: Translator): PdfRequest {
  const title = tr.plain('document-finance-title');
  // Columns that no month fills say nothing.
  const columns = COLUMNS.filter((column) => finance.months.some((month) => month[column] !== null));
  // Without payments the sum is what the bill asked for, not what was left.
  const told = columns.includes('opening') || columns.includes('paid');
  const name = (column: (typeof COLUMNS)[number]): string =>
    column === 'closing' && !told ? 'asked' : column;
  const head: PdfCell[] = [
    { text: tr.plain('document-finance-month'), bold: true },
    ...columns.map(
      (column): PdfCell => ({
        text: tr.plainOr(`document-finance-${name(column)}`, {}, 'document-finance-closing'),
        bold: true,
        alignment: 'right',
      }),
    ),
  ];
  const rows = finance.months.map((month): PdfCell[] => [
    { text: tr.period(month.period) },
    ...columns.map((column): PdfCell => {
      const sum = month[column];
      return { text: sum === null ? '—' : sumText(sum, tr), alignment: 'right', noWrap: true };
    }),
  ]);
  return {
    title: `${title} · ${finance.accountNumber}`,
    author: finance.providerName,
    date: finance.date,
    language: tr.locale,
    content: [
      { text: title, fontSize: PAPER.title, bold: true },
      {
        text: tr.plain('bills-finance-account', {
          provider: finance.providerName,
          account: finance.accountNumber,
        }),
        margin: [0, 4, 0, 8],
      },
      rule(false),
      {
        layout: 'light',
        table: {
          headerRows: 1,
          dontBreakRows: true,
          widths: ['*', ...columns.map(() => 80)],
          body: [head, ...rows],
        },
      },
      { ...small(tr.plain('document-finance-signs')), margin: [0, 8, 0, 0] },
    ],
    footer: {
      left: tr.plain('document-finance-foot'),
      page: tr.plain('document-page', { page: '{page}', pages: '{pages}' }),
    },
  };
}
