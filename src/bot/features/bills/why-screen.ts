import type { BillChanges, CausePart, LineChange } from '../../../domain/bill-changes.ts';
import { type Kopecks, kopecks } from '../../../domain/money.ts';
import type { BillExplanation } from '../../../services/bills/explain-bill.ts';
import { decimalText } from '../../../texts/decimal-text.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { unitText } from '../../../texts/unit-text.ts';
import { button, fitCaption } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { billRoutes } from './callback-data.ts';

/** With two reasons each they stay far below 4096 characters. */
const LINES = 10;
const CAUSES = 4;
const PARTS = 3;
const NAME = 90;

/** Why a bill differs from the one before: largest first, volume against tariff against recalculation. */
export function whyScreen(
  { bill, previous }: BillExplanation,
  options: { readonly canDisagree: boolean },
  tr: Translator,
): Screen {
  const changed = previous !== null && previous.changes.lines.length > 0;
  return {
    html: joinHtml(
      [
        tr.html('bills-why-title'),
        ...(previous === null
          ? [tr.html('bills-why-first')]
          : [
              joinHtml([
                tr.html('bills-why-sums', {
                  period: tr.period(bill.period),
                  sum: tr.money(bill.total),
                  before: tr.period(previous.bill.period),
                  was: tr.money(previous.bill.total),
                }),
                differenceHtml(previous.changes.amount, tr),
              ]),
              ...changesHtml(
                previous.changes,
                bill.lines.length === 0 || previous.bill.lines.length === 0,
                tr,
              ),
            ]),
      ],
      '\n\n',
    ),
    buttons: [
      [
        ...(changed
          ? [button(tr.plain('bills-button-picture'), billRoutes.whyPicture.data({ bill: bill.billId }))]
          : []),
        button(tr.plain('bills-button-year'), billRoutes.yearPicture.data({ bill: bill.billId })),
      ],
      options.canDisagree
        ? [
            button(
              tr.plain('bills-button-disagree'),
              billRoutes.disagree.data({ bill: bill.billId, page: 0 }),
            ),
          ]
        : [],
      [
        button(tr.plain('bills-button-card'), routes.bill.data({ bill: bill.billId })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

function differenceHtml(amount: Kopecks, tr: Translator): Html {
  if (amount === 0) return tr.html('bills-why-same');
  const sum = tr.money(kopecks(Math.abs(amount)));
  return amount > 0 ? tr.html('bills-why-more', { sum }) : tr.html('bills-why-less', { sum });
}

function changesHtml(changes: BillChanges, withoutLines: boolean, tr: Translator): Html[] {
  if (withoutLines) return [tr.html('bills-why-no-lines')];
  const { lines, causes, unexplained } = changes;
  const shown = lines.slice(0, LINES);
  const hidden = lines.slice(LINES);
  return [
    ...(lines.length === 0 ? [tr.html('bills-why-nothing')] : []),
    ...(causes.length < 2 ? [] : [causesHtml(causes.slice(0, CAUSES), tr)]),
    ...shown.map((line, index) => lineHtml(line, index, tr)),
    ...(hidden.length === 0
      ? []
      : [
          tr.html('bills-why-rest', {
            count: String(hidden.length),
            sum: signed(kopecks(hidden.reduce((sum, line) => sum + line.amount, 0)), tr),
          }),
        ]),
    ...(unexplained === 0 ? [] : [tr.html('bills-why-unexplained', { sum: signed(unexplained, tr) })]),
  ];
}

function causesHtml(causes: readonly CausePart[], tr: Translator): Html {
  const said = causes.map((part) =>
    tr.plain('bills-why-cause', { cause: causeText(part, tr), sum: signed(part.amount, tr) }),
  );
  return tr.html('bills-why-causes', { causes: said.join(', ') });
}

function lineHtml(line: LineChange, index: number, tr: Translator): Html {
  return joinHtml([
    tr.html('bills-why-line', {
      index: String(index + 1),
      service: fitCaption(line.service, NAME),
      sum: signed(line.amount, tr),
    }),
    ...line.parts.slice(0, PARTS).map((part) => partHtml(part, line, tr)),
  ]);
}

function partHtml(part: CausePart, line: LineChange, tr: Translator): Html {
  const sum = signed(part.amount, tr);
  if (part.cause === 'volume' && line.volume !== null) {
    const { before, after } = line.volume;
    return tr.html('bills-why-part-volume', {
      before: decimalText(before, tr),
      after: decimalText(after, tr),
      unit: fitCaption(unitText(line.unit ?? '', tr), 12),
      sum,
    });
  }
  if (part.cause === 'tariff' && line.tariff !== null) {
    const { before, after } = line.tariff;
    return tr.html('bills-why-part-tariff', {
      before: decimalText(before, tr),
      after: decimalText(after, tr),
      sum,
    });
  }
  return tr.html('bills-why-part-plain', { cause: causeText(part, tr), sum });
}

function causeText({ cause }: CausePart, tr: Translator): string {
  return tr.plainOr(`chart-cause-${cause}`, {}, 'chart-cause-other');
}

/** `+123,45 ₽`; a minus stands in the sum itself. */
function signed(amount: Kopecks, tr: Translator): string {
  return `${amount > 0 ? '+' : ''}${tr.money(amount)}`;
}
