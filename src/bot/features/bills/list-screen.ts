import { balanceView } from '../../../domain/bills.ts';
import type { Period } from '../../../domain/period.ts';
import { BILLS_PER_PAGE, type BillList, type BillRow } from '../../../services/bills/list-bills.ts';
import { billTypeText } from '../../../texts/bill-type-text.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button, fitCaption } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { billRoutes } from './callback-data.ts';

/** Names from registers are cut where they would fill the message. */
const NAME = 110;

/** Which bills are shown. */
export type BillView =
  | { readonly kind: 'unpaid' | 'all'; readonly link: number }
  | { readonly kind: 'period'; readonly link: number; readonly from: Period; readonly to: Period };

/** Unpaid / All / of a period: grouped by provider, a button per bill and Pay where something is owed. */
export function billsScreen(list: BillList, view: BillView, tr: Translator): Screen {
  const here = (page: number): string => placeOf(view, page);
  const home = [button(tr.plain('button-home'), routes.home.data())];
  const title = joinHtml([
    tr.html(view.kind === 'unpaid' ? 'bills-title-unpaid' : 'bills-title-all'),
    ...(view.kind === 'period'
      ? [tr.html('bills-period-shown', { from: tr.period(view.from), to: tr.period(view.to) })]
      : []),
  ]);
  if (list.accounts === 0) {
    return {
      html: joinHtml([title, tr.html('bills-no-accounts')], '\n\n'),
      buttons: [[button(tr.plain('bills-button-add'), routes.linkAccount.data(), 'primary')], home],
    };
  }
  const body = list.rows.length === 0 ? [tr.html(emptyText(view))] : groupsHtml(list.rows, tr);
  const sum =
    view.kind === 'unpaid' && list.total > 1
      ? [tr.html('bills-total-due', { sum: tr.money(list.leftTotal) })]
      : [];
  return {
    html: joinHtml([title, ...body, ...sum], '\n\n'),
    buttons: [
      ...list.rows.map((row, index) => rowButtons(row, index, tr)),
      pagerRow(pageOf(list.rows, list.page, list.total, BILLS_PER_PAGE), tr, here),
      [
        view.kind === 'unpaid'
          ? button(tr.plain('bills-button-all'), routes.bills.data({ all: true, link: view.link, page: 0 }))
          : button(
              tr.plain('bills-button-unpaid'),
              routes.bills.data({ all: false, link: view.link, page: 0 }),
            ),
        button(tr.plain('bills-button-period'), billRoutes.pickFrom.data({ link: view.link, year: 0 })),
        button(tr.plain('bills-button-refresh'), here(list.page)),
      ],
      home,
    ],
  };
}

function placeOf(view: BillView, page: number): string {
  return view.kind === 'period'
    ? billRoutes.period.data({ link: view.link, from: view.from, to: view.to, page })
    : routes.bills.data({ all: view.kind === 'all', link: view.link, page });
}

function emptyText(view: BillView): 'bills-none-unpaid' | 'bills-none' | 'bills-none-in-period' {
  if (view.kind === 'unpaid') return 'bills-none-unpaid';
  return view.kind === 'all' ? 'bills-none' : 'bills-none-in-period';
}

/** A block per provider; rows keep the numbers of their buttons. */
function groupsHtml(rows: readonly BillRow[], tr: Translator): Html[] {
  const blocks: Html[] = [];
  rows.forEach((row, index) => {
    if (row.providerId !== rows[index - 1]?.providerId) {
      blocks.push(
        tr.html('bills-group', {
          provider: fitCaption(row.providerName, NAME),
          count: String(row.providerUnpaid),
        }),
      );
    }
    blocks.push(rowHtml(row, index, tr));
  });
  return blocks;
}

function rowHtml(row: BillRow, index: number, tr: Translator): Html {
  const own = row.accountName ?? tr.plain('bills-account-number', { number: row.accountNumber });
  const account = fitCaption(own, NAME);
  return joinHtml([
    tr.html('bills-row', { index: String(index + 1), period: tr.period(row.period), account }),
    tr.html('bills-row-issued', {
      type: fitCaption(billTypeText(row.type, tr), NAME),
      date: tr.date(row.billDate, 'utc'),
      sum: tr.money(row.total),
    }),
    balanceHtml(row, tr),
  ]);
}

function balanceHtml(row: BillRow, tr: Translator): Html {
  const status = statusText(row.status, tr);
  const balance = row.left === null ? null : balanceView(row.left);
  if (balance?.kind === 'due') return tr.html('bills-row-due', { sum: tr.money(balance.amount), status });
  if (balance?.kind === 'overpaid') {
    return tr.html('bills-row-overpaid', { sum: tr.money(balance.amount), status });
  }
  return tr.html('bills-row-status', { status });
}

/** A status in people's words. */
export function statusText(status: BillRow['status'], tr: Translator): string {
  return tr.plainOr(`bills-status-${status}`, {}, 'bills-status-unpaid');
}

function rowButtons(row: BillRow, index: number, tr: Translator) {
  const open = button(
    tr.plain('bills-button-open', { index: String(index + 1), period: tr.period(row.period) }),
    routes.bill.data({ bill: row.billId }),
  );
  return row.payable
    ? [open, button(tr.plain('bills-button-pay'), routes.payBill.data({ bill: row.billId }), 'success')]
    : [open];
}
