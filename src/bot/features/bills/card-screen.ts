import type { BillFinding } from '../../../domain/bill-lines.ts';
import { balanceView } from '../../../domain/bills.ts';
import { kopecks } from '../../../domain/money.ts';
import type { BillCard, LaterPayment } from '../../../services/bills/show-bill.ts';
import { billTypeText } from '../../../texts/bill-type-text.ts';
import { decimalText } from '../../../texts/decimal-text.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button, fitCaption } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { linePages } from './bill-lines.ts';
import { billRoutes } from './callback-data.ts';
import { statusText } from './list-screen.ts';
import { tableServes } from './table-message.ts';

const FINDINGS_SHOWN = 3;
/** Of Telegram's 4096, with room for the title of the lines. */
const MESSAGE = 4000;
/** Registers bring texts of any length; around the lines they may take half of the message. */
const FIELD = 110;
const COMMENT = 400;
const FINDING = 80;
const CHANNEL = 30;

/** A bill's card; lines that do not fit one message are turned over by page. */
export function billScreen(bill: BillCard, page: number, tr: Translator): Screen {
  const parties = partiesHtml(bill, tr);
  const foot = [
    totalsHtml(bill, tr),
    ...laterHtml(bill, tr),
    balanceHtml(bill, tr),
    ...(bill.status === 'marked' ? [tr.html('bills-mark-note')] : []),
  ];
  const head = [headHtml(bill, tr), ...(parties === null ? [] : [parties])];
  const around = joinHtml([...head, ...foot], '\n\n').length;
  const pages = linePages(bill.lines, tr, MESSAGE - around);
  const index = Math.min(page, Math.max(0, pages.length - 1));
  const blocks = [
    ...(index === 0 ? head : head.slice(0, 1)),
    linesHtml(bill, pages[index]?.html ?? null, tr),
    ...foot,
  ];
  return {
    html: joinHtml(blocks, '\n\n'),
    buttons: [
      pages.length > 1
        ? pages
            .map((other, number) => ({ other, number }))
            .filter(({ number }) => number !== index)
            .slice(0, 3)
            .map(({ other, number }) =>
              button(
                tr.plain('bills-button-lines', { from: String(other.first), to: String(other.last) }),
                billRoutes.lines.data({ bill: bill.billId, page: number }),
              ),
            )
        : [],
      payRow(bill, tr),
      ...(bill.level === 'basic'
        ? [[button(tr.plain('bills-button-prove'), routes.proveAccount.data({ link: bill.linkId }))]]
        : insightRows(bill, tr)),
      [
        button(tr.plain('bills-button-requisites'), billRoutes.requisites.data({ bill: bill.billId })),
        button(
          tr.plain('bills-button-archive'),
          routes.bills.data({ all: true, link: bill.linkId, page: 0 }),
        ),
      ],
      markRow(bill, tr),
      [
        button(tr.plain('bills-button-list'), routes.bills.data({ all: !bill.newest, link: 0, page: 0 })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

function payRow(bill: BillCard, tr: Translator) {
  if (!bill.payable || bill.left === null) return [];
  const data = routes.payBill.data({ bill: bill.billId });
  return bill.left > 0
    ? [button(tr.plain('bills-button-pay-sum', { sum: tr.money(bill.left) }), data, 'success')]
    : [button(tr.plain('bills-button-advance'), data)];
}

/** What only somebody with the full level may look at. */
function insightRows(bill: BillCard, tr: Translator) {
  return [
    [
      button(tr.plain('bills-button-why'), billRoutes.why.data({ bill: bill.billId })),
      button(tr.plain('bills-button-year'), billRoutes.yearPicture.data({ bill: bill.billId })),
    ],
    [
      button(tr.plain('bills-button-pdf'), billRoutes.pdf.data({ bill: bill.billId })),
      button(tr.plain('bills-button-finance'), routes.finance.data({ link: bill.linkId, page: 0 })),
    ],
    tableServes(bill)
      ? [button(tr.plain('bills-button-table'), billRoutes.table.data({ bill: bill.billId }))]
      : [],
  ];
}

/** The button carries what it makes true: pressed twice it is the same. */
function markRow(bill: BillCard, tr: Translator) {
  if (bill.status === 'marked') {
    return [button(tr.plain('bills-button-unmark'), billRoutes.mark.data({ bill: bill.billId, on: false }))];
  }
  return bill.status === 'unpaid' || bill.status === 'partly_paid'
    ? [button(tr.plain('bills-button-mark'), billRoutes.mark.data({ bill: bill.billId, on: true }))]
    : [];
}

function headHtml(bill: BillCard, tr: Translator): Html {
  return joinHtml([
    tr.html('bills-card-title', { period: tr.period(bill.period) }),
    tr.html('bills-card-provider', { provider: short(bill.providerName) }),
    tr.html('bills-card-account', {
      label: tr.plainOr(`bills-label-${bill.numberLabel}`, {}, 'bills-label-account'),
      number: bill.accountNumber,
    }),
    ...(bill.accountName === null ? [] : [tr.html('bills-card-own-name', { name: short(bill.accountName) })]),
    tr.html('bills-card-issued', {
      type: short(billTypeText(bill.type, tr)),
      date: tr.date(bill.billDate, 'utc'),
    }),
    tr.html('bills-card-status', { status: statusText(bill.status, tr) }),
  ]);
}

/** Who pays for what place; nothing at the basic level but the masked address. */
function partiesHtml(bill: BillCard, tr: Translator): Html | null {
  const lines: Html[] = [];
  if (bill.payerName !== null) lines.push(tr.html('bills-card-payer', { name: short(bill.payerName) }));
  if (bill.address !== null) {
    const flat = bill.flat === null ? [] : [tr.plain('bills-card-flat', { flat: bill.flat })];
    lines.push(
      tr.html('bills-card-address', { address: short([bill.address, ...flat].join(', '), FIELD * 2) }),
    );
  }
  if (bill.area !== null) {
    const total = decimalText(bill.area, tr);
    lines.push(
      bill.livingArea === null
        ? tr.html('bills-card-area', { total })
        : tr.html('bills-card-area-living', { total, living: decimalText(bill.livingArea, tr) }),
    );
  }
  if (bill.residentsCount !== null) {
    lines.push(tr.html('bills-card-residents', { count: String(bill.residentsCount) }));
  }
  return lines.length === 0 ? null : joinHtml(lines);
}

function linesHtml(bill: BillCard, page: Html | null, tr: Translator): Html {
  if (bill.level === 'basic') return tr.html('bills-card-basic');
  return page === null ? tr.html('bills-card-no-lines') : joinHtml([tr.html('bills-card-lines'), page]);
}

function totalsHtml(bill: BillCard, tr: Translator): Html {
  return joinHtml([
    tr.html('bills-card-total', { sum: tr.money(bill.total) }),
    ...bill.findings.slice(0, FINDINGS_SHOWN).map((finding) => findingHtml(finding, bill, tr)),
    ...(bill.comment === null || bill.comment === ''
      ? []
      : [tr.html('bills-card-comment', { comment: short(bill.comment, COMMENT) })]),
    tr.html('bills-card-as-of', { date: tr.date(bill.asOf, bill.zone) }),
  ]);
}

function findingHtml(finding: BillFinding, bill: BillCard, tr: Translator): Html {
  const stated = tr.money(finding.stated);
  const computed = tr.money(finding.computed);
  if (finding.kind === 'bill-total') return tr.html('bills-finding-bill-total', { stated, computed });
  const service = short(bill.lines[finding.position]?.service ?? '', FINDING);
  return tr.html(`bills-finding-${finding.kind}`, { service, stated, computed });
}

function laterHtml(bill: BillCard, tr: Translator): Html[] {
  if (bill.later.length === 0) return [];
  return [
    joinHtml([tr.html('bills-card-later'), ...bill.later.map((payment) => laterRow(payment, bill.zone, tr))]),
  ];
}

function laterRow(payment: LaterPayment, zone: string, tr: Translator): Html {
  const date = tr.date(payment.at, zone);
  if (payment.amount < 0) {
    return tr.html('bills-card-later-refund', { date, sum: tr.money(kopecks(-payment.amount)) });
  }
  const sum = tr.money(payment.amount);
  if (payment.mine) return tr.html('bills-card-later-mine', { date, sum });
  return payment.channel === null
    ? tr.html('bills-card-later-other', { date, sum })
    : tr.html('bills-card-later-channel', { date, sum, channel: short(payment.channel, CHANNEL) });
}

function balanceHtml(bill: BillCard, tr: Translator): Html {
  if (!bill.newest || bill.left === null) return tr.html('bills-card-archived');
  const balance = balanceView(bill.left);
  if (balance.kind === 'due') return tr.html('bills-card-due', { sum: tr.money(balance.amount) });
  return balance.kind === 'overpaid'
    ? tr.html('bills-card-overpaid', { sum: tr.money(balance.amount) })
    : tr.html('bills-card-settled');
}

function short(text: string, length = FIELD): string {
  return fitCaption(text, length);
}
