import { DomainError } from '../../../domain/errors.ts';
import { kopecks } from '../../../domain/money.ts';
import { readPaymentAmount } from '../../../domain/payment-amount.ts';
import { tickBill } from '../../../services/payments/baskets.ts';
import { type MethodOffer, quotePayment } from '../../../services/payments/quote-payment.ts';
import { showPayableBill } from '../../../services/payments/show-payable-bill.ts';
import type { BotDeps } from '../../deps.ts';
import type { Form } from '../../ui/form.ts';
import { basketScreen } from './basket-screens.ts';
import { basketViewSchema, loadBasketView } from './basket-view.ts';
import { methodsView, methodsViewJson, methodsViewSchema } from './methods-view.ts';
import { billPlace } from './pay-place.ts';
import { methodsScreen } from './pay-screens.ts';

export type OwnSumValues = {
  billId: number;
  providerName: string;
  accountNumber: string;
  /** kopecks; negative = advance */
  left: number;
  /** limits of one payment, kopecks */
  min: number;
  max: number;
  /** for a bill of a basket: its draft and page; absent = the bill alone */
  basketId: number;
  page: number;
  /** kopecks */
  amount: number;
};

/**
 * Step 2, a sum of one's own: limits are said with the question, then the ways to pay for it follow; a bill of a basket
 * goes back there with its sum.
 */
export function ownSumForm(deps: BotDeps, offers: () => Promise<readonly MethodOffer[]>): Form<OwnSumValues> {
  return {
    id: 'pay-sum',
    minutes: 60,
    steps: [
      {
        id: 'amount',
        done: (values) => values.amount !== undefined,
        help: 'payments-help-sum',
        takesNumbers: true,
        ask: (values, tr) => ({
          html: tr.html('payments-ask-sum', {
            provider: values.providerName ?? '',
            number: values.accountNumber ?? '',
            left: tr.money(kopecks(Math.max(0, values.left ?? 0))),
            min: tr.money(kopecks(values.min ?? 0)),
            max: tr.money(kopecks(values.max ?? 0)),
          }),
        }),
        read(input, values) {
          if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
          const limits = { min: kopecks(values.min ?? 0), max: kopecks(values.max ?? 0) };
          const reading = readPaymentAmount(input.text, limits);
          if (reading.ok) return { ok: true, patch: { amount: reading.amount } };
          const details = { minKopecks: limits.min, maxKopecks: limits.max };
          return { ok: false, code: reading.code, details };
        },
      },
    ],
    review: null,
    async submit(values, who) {
      const { billId, amount } = values;
      if (billId === undefined || amount === undefined || who.residentId === null) {
        throw new DomainError('DRAFT_EXPIRED');
      }
      const { residentId, identityId } = who;
      if (values.basketId !== undefined) {
        const draft = { identityId, draftId: values.basketId };
        await showPayableBill(deps.services, { residentId, billId });
        await tickBill(deps.services, { ...draft, billId, on: true, amount });
        const view = await loadBasketView(deps, { ...draft, residentId, page: values.page ?? 0 });
        return {
          ...view,
          bills: view.bills.map((bill) => ({ ...bill })),
          items: view.items.map((item) => ({ ...item })),
        };
      }
      const quote = await quotePayment(deps.services, {
        residentId,
        items: [{ kind: 'bill', billId, amount }],
        offers: await offers(),
      });
      return methodsViewJson(methodsView(quote, billPlace(billId, amount)));
    },
    done: (result, values, tr) =>
      values.basketId === undefined
        ? methodsScreen(methodsViewSchema.parse(result), tr)
        : basketScreen(basketViewSchema.parse(result), tr),
  };
}
