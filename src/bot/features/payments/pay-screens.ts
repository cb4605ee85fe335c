import { localized } from '../../../domain/locale.ts';
import type { Kopecks } from '../../../domain/money.ts';
import type { PaymentMethod } from '../../../domain/payments.ts';
import type { LoadedBill } from '../../../services/bills/load-bill.ts';
import type { Hold } from '../../../services/payments/payment-terms.ts';
import type { DraftedPayment, QuotedItem } from '../../../services/payments/quote-payment.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { percentText } from '../../ui/percent.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { payRoutes } from './callback-data.ts';
import { type MethodsView, methodsView } from './methods-view.ts';
import { backData, billPlace, confirmData, methodsData, type PayPlace } from './pay-place.ts';
import { addressHtml, cardText, methodText, numberLabelText, shortLines } from './payment-texts.ts';

const LINE_CHARACTERS = 2200;
/** Ways where card data may be asked for, elsewhere than in the chat. */
const ON_THE_PAGE: readonly PaymentMethod[] = ['telegram', 'yookassa'];

/** Step 1, the review of lines: what is paid and how much of it. */
export function reviewScreen(bill: LoadedBill & { readonly held: boolean }, tr: Translator): Screen {
  const left = bill.left ?? bill.total;
  const { ru, en } = bill.notice;
  const notice = ru === undefined ? null : localized(en === undefined ? { ru } : { ru, en }, tr.locale);
  return {
    html: joinHtml(
      [
        joinHtml([
          tr.html('payments-review-title', { period: tr.period(bill.period) }),
          tr.html('payments-field-recipient', { provider: bill.providerName }),
          accountHtml(bill, tr),
          ...addressHtml(bill, tr),
        ]),
        ...(notice === null ? [] : [tr.html('payments-notice', { notice })]),
        ...shortLines(bill.lines, LINE_CHARACTERS, tr),
        joinHtml([
          tr.html('payments-review-total', { sum: tr.money(bill.total) }),
          ...(bill.comment === null || bill.comment === ''
            ? []
            : [tr.html('bills-card-comment', { comment: bill.comment })]),
          left > 0
            ? tr.html('payments-review-due', { sum: tr.money(left) })
            : tr.html('payments-review-nothing'),
        ]),
      ],
      '\n\n',
    ),
    buttons: [
      left > 0
        ? [
            button(
              tr.plain('payments-button-whole', { sum: tr.money(left) }),
              payRoutes.methods.data({ bill: bill.billId, amount: 0 }),
              'success',
            ),
          ]
        : [],
      [button(tr.plain('payments-button-own'), payRoutes.ownSum.data({ bill: bill.billId }))],
      foot(billPlace(bill.billId, 0), tr),
    ],
  };
}

/** Step 3: ways to pay, each with its commission in percent and roubles beside it. */
export function methodsScreen(view: MethodsView, tr: Translator): Screen {
  const { place } = view;
  const rows = view.methods.map((method) => methodHtml(method, tr));
  return {
    html: joinHtml(
      [
        joinHtml([
          tr.html('payments-methods-title', { sum: tr.money(view.amount) }),
          ...itemsHtml(view.items, tr),
        ]),
        ...warnings(view, tr),
        ...(rows.length === 0 ? [noMethodsHtml(view, tr)] : rows),
      ],
      '\n\n',
    ),
    buttons: [
      ...view.methods
        .filter((method) => method.available)
        .map((method) => [button(methodCaption(method, tr), confirmData(place, method), 'success')]),
      [
        ...(place.kind === 'bill'
          ? [button(tr.plain('payments-button-own'), payRoutes.ownSum.data({ bill: place.billId }))]
          : []),
        button(tr.plain('payments-button-commission'), payRoutes.commission.data()),
      ],
      foot(place, tr),
    ],
  };
}

/** Step 4: everything once more; the button carries the draft whose sums it shows. */
export function confirmScreen(
  quote: DraftedPayment,
  options: { readonly place: PayPlace; readonly saveMethod: boolean },
  tr: Translator,
): Screen {
  const { chosen, items } = quote;
  const { place, saveMethod } = options;
  const [only] = items.length === 1 ? items : [];
  const isPreferred =
    quote.preferred?.method === chosen.method && quote.preferred.card?.id === chosen.card?.id;
  return {
    html: joinHtml(
      [
        tr.html('payments-confirm-title'),
        only === undefined
          ? joinHtml(itemsHtml(methodsView(quote, place).items, tr))
          : onlyItemHtml(only, tr),
        joinHtml([
          tr.html('payments-field-method', { method: methodCaption(chosen, tr) }),
          tr.html('payments-field-transfer', { sum: tr.money(quote.amount) }),
          commissionHtml(chosen.basisPoints, chosen.commission, tr),
          tr.html('payments-field-charge', { sum: tr.money(chosen.total) }),
        ]),
        ...warnings(methodsView(quote, place), tr),
        ...(chosen.method === 'yookassa' && saveMethod ? [tr.html('payments-save-consent')] : []),
        ...(chosen.method === 'saved_card' ? [tr.html('payments-card-consent')] : []),
        ...(ON_THE_PAGE.includes(chosen.method) ? [tr.html('payments-confirm-note')] : []),
      ],
      '\n\n',
    ),
    buttons: [
      [
        button(
          tr.plain('payments-button-confirm', { sum: tr.money(chosen.total) }),
          payRoutes.start.data({ draft: quote.draftId, anyway: false }),
          'success',
        ),
      ],
      chosen.method === 'yookassa'
        ? [
            button(
              tr.plain(saveMethod ? 'payments-button-save-on' : 'payments-button-save-off'),
              payRoutes.remember.data({ draft: quote.draftId, on: !saveMethod }),
            ),
          ]
        : [],
      [
        button(
          tr.plain(isPreferred ? 'payments-button-prefer-on' : 'payments-button-prefer-off'),
          payRoutes.prefer.data({ draft: quote.draftId, on: !isPreferred }),
        ),
        button(tr.plain('payments-button-commission'), payRoutes.commission.data()),
      ],
      [
        button(tr.plain('button-back'), methodsData(place)),
        button(tr.plain('button-cancel'), backData(place)),
      ],
    ],
  };
}

/** Somebody is paying the same: continue, check, or pay anyway with a warning. */
export function heldScreen(
  held: { readonly draftId: number; readonly billId: number | null; readonly holds: readonly Hold[] },
  zone: string,
  tr: Translator,
): Screen {
  const mine = held.holds.filter((hold) => hold.mine);
  return {
    html: joinHtml(
      [
        tr.html(held.holds.some(({ begun }) => begun) ? 'payments-held-title' : 'payments-held-title-open'),
        joinHtml(held.holds.map((hold) => holdHtml(hold, zone, tr))),
        tr.html('payments-held-warning'),
      ],
      '\n\n',
    ),
    buttons: [
      ...mine.flatMap((hold) => [
        [
          button(
            tr.plain('payments-button-continue'),
            payRoutes.again.data({ payment: hold.paymentId }),
            hold.begun ? undefined : 'success',
          ),
        ],
        [button(tr.plain('payments-button-check'), routes.operation.data({ payment: hold.paymentId }))],
      ]),
      mine.length === 0 && held.billId !== null
        ? [button(tr.plain('payments-button-check-bill'), routes.bill.data({ bill: held.billId }), 'primary')]
        : [],
      [
        button(
          tr.plain('payments-button-anyway'),
          payRoutes.start.data({ draft: held.draftId, anyway: true }),
          'danger',
        ),
      ],
      held.billId === null
        ? [button(tr.plain('button-home'), routes.home.data())]
        : foot(billPlace(held.billId, 0), tr),
    ],
  };
}

/** What is known of a payment that holds the bill, and no more. */
function holdHtml(hold: Hold, zone: string, tr: Translator): Html {
  const { number, mine, begun } = hold;
  const params = { sum: tr.money(hold.total), time: tr.dateTime(hold.since, zone) };
  if (begun) {
    return mine
      ? tr.html('payments-held-mine', { ...params, number })
      : tr.html('payments-held-other', params);
  }
  const until = tr.dateTime(hold.until, zone);
  return mine
    ? tr.html('payments-held-mine-open', { ...params, number, until })
    : tr.html('payments-held-other-open', { ...params, until });
}

function onlyItemHtml({ payable }: QuotedItem, tr: Translator): Html {
  return joinHtml([
    tr.html('payments-field-recipient', { provider: payable.providerName }),
    accountHtml(payable, tr),
    ...addressHtml(payable, tr),
    ...(payable.bill === null
      ? []
      : [tr.html('payments-field-bill', { period: tr.period(payable.bill.period) })]),
  ]);
}

/** One thing in full, several as a list with their sums. */
function itemsHtml(items: MethodsView['items'], tr: Translator): Html[] {
  const [only, ...more] = items;
  if (only !== undefined && more.length === 0) {
    return [tr.html('payments-field-recipient', { provider: only.providerName }), accountHtml(only, tr)];
  }
  return items.map((item) =>
    tr.html('payments-basket-item', {
      provider: item.providerName,
      number: item.accountNumber,
      sum: tr.money(item.amount),
    }),
  );
}

/** A way to pay by name; a saved card by its own. */
export function methodCaption(
  quote: Pick<MethodsView['methods'][number], 'method' | 'card'>,
  tr: Translator,
): string {
  return quote.card === null ? methodText(quote.method, tr) : cardText(quote.card, tr);
}

/** The percent where it is one; several providers may differ. */
function commissionHtml(basisPoints: number | null, sum: Kopecks, tr: Translator): Html {
  return basisPoints === null
    ? tr.html('payments-field-commission-sum', { sum: tr.money(sum) })
    : tr.html('payments-field-commission', { percent: percentText(basisPoints, tr), sum: tr.money(sum) });
}

function accountHtml(
  account: { readonly numberLabel: string; readonly accountNumber: string },
  tr: Translator,
): Html {
  return tr.html('payments-field-account', {
    label: numberLabelText(account.numberLabel, tr),
    number: account.accountNumber,
  });
}

function methodHtml(quote: MethodsView['methods'][number], tr: Translator): Html {
  const method = methodCaption(quote, tr);
  if (!quote.available) {
    return tr.html('payments-method-out-of-limits', {
      method,
      min: tr.money(quote.min),
      max: tr.money(quote.max),
    });
  }
  if (quote.basisPoints === null) {
    return tr.html('payments-method-row-sum', {
      method,
      commission: tr.money(quote.commission),
      total: tr.money(quote.total),
    });
  }
  return tr.html('payments-method-row', {
    method,
    percent: percentText(quote.basisPoints, tr),
    commission: tr.money(quote.commission),
    total: tr.money(quote.total),
  });
}

function warnings(view: MethodsView, tr: Translator): Html[] {
  const held = view.holds.map(({ total, mine, begun, since, until }) => {
    const params = { sum: tr.money(total), time: tr.dateTime(since, view.zone) };
    if (begun) return tr.html('payments-review-held', params);
    const open = { ...params, until: tr.dateTime(until, view.zone) };
    return tr.html(mine ? 'payments-review-open-mine' : 'payments-review-open-other', open);
  });
  return view.advance > 0
    ? [...held, tr.html('payments-advance-warning', { sum: tr.money(view.advance) })]
    : held;
}

function noMethodsHtml(view: MethodsView, tr: Translator): Html {
  return joinHtml([
    tr.html('payments-no-methods'),
    ...(view.companyPhone === null ? [] : [tr.html('payments-company-phone', { phone: view.companyPhone })]),
  ]);
}

function foot(place: PayPlace, tr: Translator) {
  return [
    button(
      tr.plain(place.kind === 'bill' ? 'payments-button-to-bill' : 'button-back'),
      place.kind === 'bill' ? routes.bill.data({ bill: place.billId }) : backData(place),
    ),
    button(tr.plain('button-home'), routes.home.data()),
  ];
}
