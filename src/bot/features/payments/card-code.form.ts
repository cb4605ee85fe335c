import { z } from 'zod';
import { normalizeCode } from '../../../domain/challenge.ts';
import { maskEmail } from '../../../domain/email.ts';
import { DomainError, isDomainError } from '../../../domain/errors.ts';
import { kopecks } from '../../../domain/money.ts';
import { PAYMENT_STATUSES, residentStatus } from '../../../domain/payments.ts';
import { maskPhone } from '../../../domain/phone.ts';
import { issueChallenge } from '../../../services/challenges/issue-challenge.ts';
import { verifyCode } from '../../../services/challenges/verify-challenge.ts';
import { type ProofTarget, proofSubject } from '../../../services/payments/card-proof.ts';
import { openGatewayPayment } from '../../../services/payments/open-gateway-payment.ts';
import { showOperation } from '../../../services/payments/show-operation.ts';
import { startPayment } from '../../../services/payments/start-payment.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form, FormOwner } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { payRoutes } from './callback-data.ts';
import { failureReason, providersText } from './receipt-screen.ts';

const AGAIN = 'again';

export type CardCodeValues = {
  /** the confirmed payment's */
  draftId: number;
  payAnyway: boolean;
  channel: 'email' | 'sms';
  target: string;
  code: string;
};

type Who = Pick<FormOwner, 'identityId' | 'locale'>;

/** The one-time code before a saved card is charged (D7): bound to this very payment. */
export function cardCodeForm(deps: BotDeps): Form<CardCodeValues> {
  return {
    id: 'card-code',
    minutes: 30,
    steps: [
      {
        id: 'code',
        help: 'payments-help-code',
        done: (values) => values.code !== undefined,
        ask: (values, tr) => ({
          html: tr.html('payments-ask-code', {
            target:
              values.channel === 'sms' ? maskPhone(values.target ?? '') : maskEmail(values.target ?? ''),
          }),
          options: [[{ caption: tr.plain('payments-button-code-again'), value: AGAIN }]],
        }),
        read(input) {
          if (input.kind === 'option' && input.value === AGAIN) return { ok: true, patch: { code: AGAIN } };
          if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
          try {
            return { ok: true, patch: { code: normalizeCode(input.text) } };
          } catch (error) {
            if (!isDomainError(error)) throw error;
            return { ok: false, code: error.code, details: error.details };
          }
        },
        async apply(values, patch, who) {
          const { draftId = 0, channel = 'email', target = '' } = values;
          if (patch.code === AGAIN) {
            await sendPayCode(deps, who, { draftId, channel, target, again: true });
            return { kind: 'again', notice: 'payments-code-sent-again' };
          }
          await verifyCode(deps.services, {
            identityId: who.identityId,
            purpose: 'pay',
            subject: proofSubject(draftId),
            channel,
            code: patch.code ?? '',
          });
          return { kind: 'next', patch: { code: 'proved' } };
        },
      },
    ],
    review: null,
    async submit(values, who) {
      const { draftId } = values;
      if (who.residentId === null || draftId === undefined) throw new DomainError('DRAFT_EXPIRED');
      const started = await startPayment(deps.services, {
        draftId,
        residentId: who.residentId,
        identityId: who.identityId,
        telegramId: who.telegramId,
        locale: who.locale,
        payAnyway: values.payAnyway ?? false,
      });
      if (started.kind === 'held') throw new DomainError('BILL_HELD');
      const { status, number, total, id } = await openGatewayPayment(deps.services, {
        paymentId: started.payment.id,
        tr: deps.texts.for(who.locale),
        messageId: null,
        callerTells: true,
      });
      const charged = { paymentId: id, status, number, total, refusal: null };
      if (status !== 'failed') return charged;
      const operation = await showOperation(deps.services, { paymentId: id, residentId: who.residentId });
      const { failureCode, items } = operation;
      const billId = items[0]?.billId ?? null;
      return { ...charged, refusal: { failureCode, billId, provider: providersText(operation) } };
    },
    done(result, _values, tr) {
      if (result.refusal !== null) return refusedScreen(refusedSchema.parse(result), tr);
      const status = PAYMENT_STATUSES.find((known) => known === result.status) ?? 'created';
      return {
        html: tr.html('payments-card-charged', {
          number: String(result.number),
          sum: tr.money(kopecks(Number(result.total))),
          status: tr.plainOr(`payments-status-${residentStatus(status)}`, {}, 'payments-status-processing'),
        }),
        buttons: [
          [
            button(
              tr.plain('payments-button-status'),
              routes.operation.data({ payment: Number(result.paymentId) }),
            ),
          ],
          [button(tr.plain('button-home'), routes.home.data())],
        ],
      };
    },
  };
}

const refusedSchema = z.object({
  paymentId: z.number(),
  number: z.string(),
  total: z.number(),
  refusal: z.object({
    failureCode: z.string().nullable(),
    billId: z.number().nullable(),
    provider: z.string(),
  }),
});

/** Refused at once: why, and the way to try again; nothing else will be said about it. */
function refusedScreen(
  { paymentId, number, total, refusal }: z.infer<typeof refusedSchema>,
  tr: Translator,
): Screen {
  const { billId, provider } = refusal;
  const reason = failureReason(refusal.failureCode, tr);
  return {
    html: tr.html('payments-refused', { number, provider, reason, sum: tr.money(kopecks(total)) }),
    buttons: [
      [
        billId === null
          ? button(tr.plain('payments-button-repeat'), payRoutes.repeat.data({ payment: paymentId }))
          : button(tr.plain('payments-button-pay-again'), routes.bill.data({ bill: billId })),
      ],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}

/** Send the code; a fresh one for the same payment will do unless "again" is pressed. */
export async function sendPayCode(
  deps: BotDeps,
  who: Who,
  options: ProofTarget & { readonly draftId: number; readonly again: boolean },
): Promise<void> {
  const tr = deps.texts.for(who.locale);
  await issueChallenge(deps.services, {
    identityId: who.identityId,
    purpose: 'pay',
    subject: proofSubject(options.draftId),
    channel: options.channel,
    target: options.target,
    again: options.again,
    compose: ({ code }) => ({
      subject: tr.plain('payments-code-subject', { code }),
      text: tr.plain('payments-code-text', { code }),
    }),
  });
}
