import { kopecks, sumKopecks } from '../../../domain/money.ts';
import type { MissingReadings } from '../../../services/meters/missing-readings.ts';
import type { PayableBillRow } from '../../../services/payments/list-payable-bills.ts';
import type { WantedItem } from '../../../services/payments/payables.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import type { Router } from '../../ui/router.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import type { BasketView } from './basket-view.ts';
import { payRoutes } from './callback-data.ts';

const PER_PAGE = 6;

/** What can be paid: the debt of all accounts, one bill, another number, a template; readings on the way (D3). */
export function payMenuScreen(
  bills: readonly PayableBillRow[],
  router: Pick<Router, 'has'>,
  tr: Translator,
  missing: MissingReadings | null,
): Screen {
  const debt = sumKopecks(bills.map(({ left }) => left));
  const [only] = bills;
  return {
    html: joinHtml(
      [
        tr.html('payments-menu-title'),
        bills.length === 0
          ? tr.html('payments-menu-no-debt')
          : joinHtml([
              tr.html('payments-menu-debt', { sum: tr.money(debt) }),
              ...bills.slice(0, PER_PAGE).map((bill) => billHtml(bill, tr)),
              ...(bills.length > PER_PAGE
                ? [tr.html('payments-menu-more', { count: String(bills.length - PER_PAGE) })]
                : []),
            ]),
        ...(missing === null ? [] : [tr.html('meters-pay-hint', { to: tr.date(missing.to, 'UTC') })]),
      ],
      '\n\n',
    ),
    buttons: [
      only !== undefined && bills.length === 1
        ? [
            button(
              tr.plain('payments-button-debt', { sum: tr.money(debt) }),
              routes.payBill.data({ bill: only.billId }),
              'success',
            ),
          ]
        : [],
      bills.length > 1
        ? [
            button(
              tr.plain('payments-button-debt', { sum: tr.money(debt) }),
              payRoutes.allDebt.data(),
              'success',
            ),
          ]
        : [],
      router.has(routes.readings)
        ? [button(tr.plain('payments-button-readings'), routes.readings.data())]
        : [],
      [button(tr.plain('payments-button-bills'), routes.bills.data({ all: false, link: 0, page: 0 }))],
      [
        ...(router.has(payRoutes.other)
          ? [button(tr.plain('payments-button-other'), payRoutes.other.data())]
          : []),
        ...(router.has(routes.templates)
          ? [button(tr.plain('payments-button-templates'), routes.templates.data({ page: 0 }))]
          : []),
      ],
      router.has(payRoutes.cards) ? [button(tr.plain('payments-button-cards'), payRoutes.cards.data())] : [],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}

/** For somebody without accounts: the number on the paper bill is the way. */
export function payFirstScreen(router: Pick<Router, 'has'>, tr: Translator): Screen {
  return {
    html: joinHtml([tr.html('payments-menu-title'), tr.html('payments-menu-no-accounts')], '\n\n'),
    buttons: [
      [button(tr.plain('payments-button-other'), payRoutes.other.data(), 'success')],
      router.has(routes.linkAccount)
        ? [button(tr.plain('residents-button-link'), routes.linkAccount.data())]
        : [],
      [
        ...(router.has(routes.templates)
          ? [button(tr.plain('payments-button-templates'), routes.templates.data({ page: 0 }))]
          : []),
        button(tr.plain('payments-button-cards'), payRoutes.cards.data()),
      ],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}

/** Several accounts at once: what is ticked is paid; different payment agents one after the other. */
export function basketScreen(view: BasketView, tr: Translator): Screen {
  const { draftId, bills, items, merchants } = view;
  const ticked = tickedOf(view);
  const page = Math.min(view.page, Math.max(0, Math.ceil(bills.length / PER_PAGE) - 1));
  const shown = bills.slice(page * PER_PAGE, (page + 1) * PER_PAGE);
  const leftOf = (item: WantedItem): number =>
    item.amount ?? bills.find((bill) => item.kind === 'bill' && bill.billId === item.billId)?.left ?? 0;
  const sumOf = (agent: number): string =>
    tr.money(kopecks(items.reduce((sum, item, at) => sum + (merchants[at] === agent ? leftOf(item) : 0), 0)));
  const agents = [...new Set(merchants)];
  const total = tr.money(kopecks(items.reduce((sum, item) => sum + leftOf(item), 0)));
  return {
    html: joinHtml(
      [
        tr.html('payments-basket-title'),
        joinHtml(shown.map((bill) => billHtml(bill, tr))),
        tr.html('payments-basket-total', { sum: total, count: String(items.length) }),
        ...(agents.length > 1 ? [tr.html('payments-basket-agents', { count: String(agents.length) })] : []),
      ],
      '\n\n',
    ),
    buttons: [
      ...shown.map((bill) => {
        const on = ticked.has(bill.billId);
        const sum = tr.money(kopecks(ticked.get(bill.billId) ?? bill.left));
        const params = { name: nameOf(bill), sum };
        return [
          button(
            tr.plain(on ? 'payments-button-ticked' : 'payments-button-unticked', params),
            payRoutes.tick.data({ draft: draftId, bill: bill.billId, on: !on, page }),
          ),
        ];
      }),
      pagerRow(pageOf(shown, page, bills.length, PER_PAGE), tr, (to) =>
        payRoutes.basket.data({ draft: draftId, page: to }),
      ),
      ticked.size > 0
        ? [
            button(
              tr.plain('payments-button-basket-sums'),
              payRoutes.basketSums.data({ draft: draftId, page }),
            ),
          ]
        : [],
      ...agents.map((agent) => [
        button(
          tr.plain('payments-button-confirm', { sum: sumOf(agent) }),
          payRoutes.basketMethods.data({ draft: draftId, agent: agents.length > 1 ? agent : 0 }),
          'success',
        ),
      ]),
      [
        button(tr.plain('button-back'), routes.pay.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

/** Sums of one's own in a basket: which of the ticked bills. */
export function basketSumsScreen(view: BasketView, tr: Translator): Screen {
  const { draftId, page, bills } = view;
  const ticked = tickedOf(view);
  return {
    html: tr.html('payments-basket-sums'),
    buttons: [
      ...bills
        .filter(({ billId }) => ticked.has(billId))
        .map((bill) => [
          button(
            tr.plain('payments-button-basket-sum', {
              name: nameOf(bill),
              sum: tr.money(kopecks(ticked.get(bill.billId) ?? bill.left)),
            }),
            payRoutes.basketSum.data({ draft: draftId, bill: bill.billId, page }),
          ),
        ]),
      [
        button(tr.plain('button-back'), payRoutes.basket.data({ draft: draftId, page })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

/** Ticked bills with their sums of one's own; null = the whole. */
function tickedOf({ items }: BasketView): Map<number, number | null> {
  return new Map(items.flatMap((item) => (item.kind === 'bill' ? [[item.billId, item.amount]] : [])));
}

function nameOf(bill: PayableBillRow): string {
  return bill.accountName ?? bill.providerShortName;
}

function billHtml(bill: PayableBillRow, tr: Translator): Html {
  return tr.html('payments-menu-bill', {
    provider: bill.providerShortName,
    account: bill.accountName ?? bill.accountNumber,
    period: tr.period(bill.period),
    sum: tr.money(bill.left),
  });
}
