import { DomainError } from '../../../domain/errors.ts';
import { kopecks } from '../../../domain/money.ts';
import { readPaymentAmount } from '../../../domain/payment-amount.ts';
import type { RoleGrant } from '../../../domain/roles.ts';
import { requestRefund } from '../../../services/payments/request-refund.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';

const MIN_REASON = 3;
const MAX_REASON = 200;

export type RefundValues = {
  paymentId: number;
  number: string;
  /** kopecks that can still be given back */
  free: number;
  /** the gateway gives it back itself; else staff does at the provider and notes it here */
  byGateway: boolean;
  amount: number;
  reason: string;
};

/** Staff gives money back: how much, why, once more, one effect. */
export function refundForm(
  deps: BotDeps,
  grantsOf: (identityId: number) => Promise<readonly RoleGrant[]>,
): Form<RefundValues> {
  return {
    id: 'refund',
    minutes: 60,
    steps: [
      {
        id: 'amount',
        takesNumbers: true,
        help: 'payments-help-refund-sum',
        done: (values) => values.amount !== undefined,
        ask: (values, tr) => ({
          html: tr.html(values.byGateway === true ? 'payments-ask-refund' : 'payments-ask-refund-note', {
            number: values.number ?? '',
            sum: tr.money(kopecks(values.free ?? 0)),
          }),
          options: [
            [
              {
                caption: tr.plain('payments-button-whole', { sum: tr.money(kopecks(values.free ?? 0)) }),
                value: 'whole',
              },
            ],
          ],
        }),
        read(input, values) {
          const limits = { min: kopecks(1), max: kopecks(values.free ?? 0) };
          if (input.kind === 'option') return { ok: true, patch: { amount: limits.max } };
          if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
          const reading = readPaymentAmount(input.text, limits);
          if (reading.ok) return { ok: true, patch: { amount: reading.amount } };
          return {
            ok: false,
            code: reading.code,
            details: { minKopecks: limits.min, maxKopecks: limits.max },
          };
        },
      },
      {
        id: 'reason',
        help: 'payments-help-refund-reason',
        done: (values) => values.reason !== undefined,
        ask: (_values, tr) => ({ html: tr.html('payments-ask-refund-reason') }),
        read(input) {
          if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
          const reason = input.text.replaceAll(/\s+/g, ' ').trim();
          const length = Array.from(reason).length;
          return length < MIN_REASON || length > MAX_REASON
            ? { ok: false, code: 'REASON_LENGTH', details: { min: MIN_REASON, max: MAX_REASON } }
            : { ok: true, patch: { reason } };
        },
      },
    ],
    review: (values, tr) => ({
      html: tr.html('payments-refund-review', {
        number: values.number ?? '',
        sum: tr.money(kopecks(values.amount ?? 0)),
        reason: values.reason ?? '',
      }),
      confirm: tr.plain('payments-button-refund-now', { sum: tr.money(kopecks(values.amount ?? 0)) }),
      edit: [
        { caption: tr.plain('payments-button-edit-sum'), step: 'amount' },
        { caption: tr.plain('payments-button-edit-reason'), step: 'reason' },
      ],
    }),
    async submit(values, who) {
      const { paymentId, amount, reason } = values;
      if (paymentId === undefined || amount === undefined || reason === undefined) {
        throw new DomainError('DRAFT_EXPIRED');
      }
      const outcome = await requestRefund(deps.services, {
        paymentId,
        amount,
        reason,
        draftId: who.draftId,
        tr: deps.texts.for(deps.services.installation.defaultLocale),
        by: { identityId: who.identityId, grants: await grantsOf(who.identityId) },
      });
      return { outcome, paymentId };
    },
    done: (result, values, tr) => ({
      html: tr.htmlOr(
        `payments-refund-${String(result.outcome)}`,
        { number: values.number ?? '', sum: tr.money(kopecks(values.amount ?? 0)) },
        'payments-refund-done',
      ),
      buttons: [
        [
          button(
            tr.plain('payments-button-open-operation'),
            routes.staffPayment.data({ payment: Number(result.paymentId) }),
          ),
        ],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  };
}
