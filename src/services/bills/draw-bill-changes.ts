import { type BarsChart, barsSvg } from '../../documents/charts/bars.ts';
import { CHART } from '../../documents/charts/canvas.ts';
import { kopecks } from '../../domain/money.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import { type BillExplanation, explainBill } from './explain-bill.ts';
import type { MadeFile } from './make-bill-pdf.ts';

/** More bars than these are summed up in one. */
const BARS = 7;

/**
 * What changed since the bill before, as bars, largest first; null when there is nothing to compare with or nothing
 * changed.
 * @throws DomainError BILL_NOT_FOUND, FULL_LEVEL_NEEDED, DOCUMENTS_BUSY, DOCUMENT_TOO_SLOW
 */
export async function drawBillChanges(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'documents'>,
  options: { readonly residentId: number; readonly billId: number; readonly tr: Translator },
): Promise<MadeFile | null> {
  const { tr, ...which } = options;
  const explanation = await explainBill(deps, which);
  const chart = changesChart(explanation, tr);
  if (chart === null) return null;
  const bytes = await deps.documents.renderPicture({ svg: barsSvg(chart), width: CHART.pixels });
  return { bytes, fileName: `changes-${explanation.bill.period}.png` };
}

function changesChart({ bill, previous }: BillExplanation, tr: Translator): BarsChart | null {
  if (previous === null || previous.changes.lines.length === 0) return null;
  const { lines, amount } = previous.changes;
  const shown = lines.length > BARS ? lines.slice(0, BARS - 1) : lines;
  const rest = kopecks(lines.slice(shown.length).reduce((sum, line) => sum + line.amount, 0));
  const signed = (sum: typeof amount): string => `${sum > 0 ? '+' : ''}${tr.money(sum)}`;
  return {
    title: tr.plain('chart-changes-title'),
    subtitle: tr.plain('chart-changes-between', {
      period: tr.period(bill.period),
      before: tr.period(previous.bill.period),
      sum: signed(amount),
    }),
    bars: [
      ...shown.map((line) => ({
        label: line.service,
        value: line.amount,
        text: signed(line.amount),
        detail: line.parts
          .slice(0, 2)
          .map((part) => tr.plainOr(`chart-cause-${part.cause}`, {}, 'chart-cause-other'))
          .join(', '),
      })),
      ...(rest === 0 ? [] : [{ label: tr.plain('chart-changes-rest'), value: rest, text: signed(rest) }]),
    ],
  };
}
