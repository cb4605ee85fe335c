import { financePaper } from '../../documents/bills/finance-paper.ts';
import { CHART } from '../../documents/charts/canvas.ts';
import { columnsSvg } from '../../documents/charts/columns.ts';
import { monthLabels } from '../../documents/charts/month-labels.ts';
import { lastDay } from '../../domain/period.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import type { MadeFile } from './make-bill-pdf.ts';
import { showFinance } from './show-finance.ts';

const PICTURE_MONTHS = 12;
/** Three years: what a dispute may go back to. */
const PAPER_MONTHS = 36;

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'documents'>;
interface Which {
  readonly residentId: number;
  readonly linkId: number;
  readonly tr: Translator;
}

/**
 * Charged and paid by month, side by side; null when there is nothing to draw.
 * @throws DomainError LINK_NOT_FOUND, FULL_LEVEL_NEEDED, DOCUMENTS_BUSY, DOCUMENT_TOO_SLOW
 */
export async function drawFinance(deps: Deps, { tr, ...which }: Which): Promise<MadeFile | null> {
  const finance = await showFinance(deps, { ...which, page: 0, perPage: PICTURE_MONTHS });
  const months = [...finance.months].reverse();
  const last = months.at(-1);
  if (last === undefined) return null;
  const labels = monthLabels(
    months.map(({ period }) => period),
    tr,
  );
  // A colour in the legend that no column has would say that nothing was paid.
  const isPaidTold = months.some(({ paid }) => paid !== null);
  const svg = columnsSvg({
    title: tr.plain(isPaidTold ? 'chart-finance-title' : 'chart-year-title'),
    subtitle: tr.plain('chart-year-about', { account: finance.accountName ?? finance.accountNumber }),
    kind: 'grouped',
    series: isPaidTold ? [tr.plain('chart-finance-accrued'), tr.plain('chart-finance-paid')] : [],
    format: (sum) => (tr.locale === 'ru' ? String(sum / 100_000).replace('.', ',') : String(sum / 100_000)),
    columns: months.map(({ accrued, closing, paid }, index) => ({
      ...(labels[index] ?? { label: '' }),
      // A bill without lines tells its sum only.
      values: (isPaidTold ? [accrued ?? closing, paid] : [accrued ?? closing]).map((sum) =>
        sum === null ? null : Math.max(0, sum),
      ),
    })),
  });
  const bytes = await deps.documents.renderPicture({ svg, width: CHART.pixels });
  return { bytes, fileName: `finance-${last.period}.png` };
}

/**
 * The same as a table on paper, three years back; null when there is nothing to print.
 * @throws DomainError LINK_NOT_FOUND, FULL_LEVEL_NEEDED, DOCUMENTS_BUSY, DOCUMENT_TOO_SLOW
 */
export async function makeFinancePdf(deps: Deps, { tr, ...which }: Which): Promise<MadeFile | null> {
  const finance = await showFinance(deps, { ...which, page: 0, perPage: PAPER_MONTHS });
  const newest = finance.months[0];
  if (newest === undefined) return null;
  const paper = financePaper({ ...finance, date: new Date(`${lastDay(newest.period)}T00:00:00Z`) }, tr);
  return {
    bytes: await deps.documents.renderPdf(paper),
    fileName: tr.plain('document-finance-file', {
      number: finance.accountNumber.replaceAll(/[^\p{L}\p{N}-]+/gu, '-').slice(0, 40),
    }),
  };
}
