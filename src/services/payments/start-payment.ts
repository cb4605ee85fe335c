import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import type { Commission } from '../../domain/commission.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Locale } from '../../domain/locale.ts';
import { kopecks, sumKopecks } from '../../domain/money.ts';
import { expiresAt } from '../../domain/payment-holds.ts';
import { PAYMENT_METHODS } from '../../domain/payments.ts';
import { amountVerdict } from '../../domain/pre-checkout.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft, loadDraft } from '../drafts/drafts.ts';
import { loadPayables, type Payable, wantedItemSchema } from './payables.ts';
import { nextPaymentNumber } from './payment-number.ts';
import { lockAccounts, type PaymentRow } from './payment-row.ts';
import { agentsOf, commissionOf, type Hold, loadTerms, type PaymentTerms } from './payment-terms.ts';
import { agentSnapshot, gatewayDataSchema, itemSnapshot } from './snapshots.ts';
import { type SupersededInvoice, supersedeInvoices } from './supersede-invoices.ts';

export const PAYMENT_DRAFT = 'pay-bill';

const sum = z
  .number()
  .int()
  .transform((value) => kopecks(value));

/** What the confirm screen showed: the press acts on this or not at all. */
export const paymentDraftSchema = z.object({
  items: z.array(
    z.object({
      wanted: wantedItemSchema,
      accountId: z.number().int().nullable(),
      amount: sum,
      /** of the payer */
      commission: sum,
      left: sum.nullable(),
    }),
  ),
  method: z.enum(PAYMENT_METHODS),
  cardId: z.number().int().nullable(),
  saveMethod: z.boolean(),
  /** where the screen leads back to; the caller's own */
  place: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .nullable()
    .default(null),
});
export type PaymentDraft = z.infer<typeof paymentDraftSchema>;

export interface StartPaymentOptions {
  readonly draftId: number;
  readonly residentId: number;
  readonly identityId: number;
  readonly telegramId: number;
  readonly locale: Locale;
  /** The person was told of payments that hold the bill and pays all the same. */
  readonly payAnyway: boolean;
}

export type StartedPayment =
  | {
      readonly kind: 'started';
      readonly payment: PaymentRow;
      /** This draft had made its payment before. */
      readonly repeated: boolean;
      /** Invoices that can no longer be paid: their messages may go. */
      readonly superseded: readonly SupersededInvoice[];
    }
  /** Somebody is paying right now; nothing was written. `billId`: of the only bill that would be paid. */
  | { readonly kind: 'held'; readonly billId: number | null; readonly holds: readonly Hold[] };

/**
 * Make the payment that a confirm screen described; the same draft gives the same payment however often it is
 * pressed. One transaction under the account's lock: what may be paid is read again, the unpaid invoice of the same
 * person is superseded, what the payer saw is frozen. Nothing is asked of a gateway here.
 * @throws DomainError DRAFT_EXPIRED, BILL_NOT_FOUND, BILL_NOT_PAYABLE, PAYEE_NOT_FOUND, AMOUNT_CHANGED,
 *   PAYMENT_ALREADY_PAID, CARD_NOT_FOUND
 */
export async function startPayment(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: StartPaymentOptions,
): Promise<StartedPayment> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx): Promise<StartedPayment> => {
    const { draftId, identityId, residentId } = options;
    const draft = await loadDraft(tx, { draftId, identityId, kind: PAYMENT_DRAFT, now });
    const wanted = paymentDraftSchema.parse(draft.data);
    await lockAccounts(
      tx,
      wanted.items.flatMap(({ accountId }) => accountId ?? []),
    );
    const known = await tx.payment.findUnique({ where: { draftId }, include: { items: true } });
    if (known !== null) return { kind: 'started', payment: known, repeated: true, superseded: [] };

    const items = wanted.items.map((item) => item.wanted);
    const payables = await loadPayables(tx, { residentId, items, now, installation: deps.installation });
    const terms = await loadTerms(tx, { residentId, payables, now });
    const agreed = payables.map((payable, index) => agreedItem(payable, terms, wanted, index));
    if (terms.holds.length > 0 && !options.payAnyway) {
      const [only, ...more] = payables;
      const billId = more.length === 0 ? (only?.bill?.billId ?? null) : null;
      return { kind: 'held', billId, holds: terms.holds };
    }
    const cardMask = cardMaskOf(terms, wanted);

    const payment = await create(tx, { agreed, terms, wanted, cardMask, options, now });
    const superseded = await supersedeInvoices(tx, {
      by: payment,
      telegramId: options.telegramId,
      at: now,
    });
    await completeDraft(tx, { draftId, now });
    return { kind: 'started', payment, repeated: false, superseded };
  });
}

interface AgreedItem {
  readonly payable: Payable;
  readonly drafted: PaymentDraft['items'][number];
  readonly wholeSum: boolean;
  readonly commission: Commission;
}

/** The confirm screen's sums must still be true: nobody pays what they have not seen. */
function agreedItem(payable: Payable, terms: PaymentTerms, wanted: PaymentDraft, index: number): AgreedItem {
  const drafted = wanted.items[index];
  if (drafted === undefined || drafted.accountId !== payable.accountId)
    throw new DomainError('AMOUNT_CHANGED');
  const { amount } = drafted;
  const wholeSum = drafted.wanted.amount === null;
  const commission = commissionOf(payable, terms, wanted.method, amount);
  const code = amountVerdict({
    amount,
    wholeSum,
    leftAtConfirmation: drafted.left,
    leftToPayNow: payable.left,
    payable: true,
  });
  if (code !== null) throw new DomainError(code);
  if (commission.payer !== drafted.commission) throw new DomainError('AMOUNT_CHANGED');
  return { payable, drafted, wholeSum, commission };
}

/**
 * What a receipt prints of a saved card: its owner's name of it and the last digits, as they were then. Forgotten or
 * revoked since the confirm screen, it must not be charged.
 */
function cardMaskOf({ cards }: PaymentTerms, { method, cardId }: PaymentDraft): string | null {
  if (method !== 'saved_card') return null;
  const card = cards.find(({ id }) => id === cardId);
  if (card === undefined) throw new DomainError('CARD_NOT_FOUND');
  const name = card.name ?? card.system;
  const digits = card.lastDigits === null ? null : `*${card.lastDigits}`;
  return [name, digits].filter((part) => part !== null).join(' ') || null;
}

async function create(
  tx: Tx,
  facts: {
    readonly agreed: readonly AgreedItem[];
    readonly terms: PaymentTerms;
    readonly wanted: PaymentDraft;
    readonly cardMask: string | null;
    readonly options: StartPaymentOptions;
    readonly now: Date;
  },
): Promise<PaymentRow> {
  const { agreed, terms, wanted, cardMask, options, now } = facts;
  const [first] = agreed;
  if (first === undefined) throw new DomainError('NOTHING_CHOSEN');
  const agents = agentsOf(terms, first.payable);
  const { id, number } = await nextPaymentNumber(tx, first.payable.today);
  const amount = sumKopecks(agreed.map(({ drafted }) => drafted.amount));
  const commission = sumKopecks(agreed.map((item) => item.commission.payer));
  const gatewayData = gatewayDataSchema.parse({
    acceptedHolds: terms.holds.map(({ paymentId }) => paymentId),
    saveMethod: wanted.saveMethod,
  });
  const payment = await tx.payment.create({
    data: {
      id,
      number,
      status: 'created',
      method: wanted.method,
      residentId: options.residentId,
      identityId: options.identityId,
      payerTelegramId: BigInt(options.telegramId),
      agentId: agents.agent?.id ?? null,
      agentSnapshot: agentSnapshot(agents),
      amount,
      commission,
      total: amount + commission,
      draftId: options.draftId,
      idempotenceKey: randomUUID(),
      savedCardId: wanted.cardId,
      cardMask,
      gatewayData,
      locale: options.locale,
      createdAt: now,
      expiresAt: expiresAt(wanted.method, now),
      items: {
        create: agreed.map((item) => ({
          providerId: item.payable.providerId,
          accountId: item.payable.accountId,
          accountNumber: item.payable.accountNumber,
          billId: item.payable.bill?.billId ?? null,
          billVersionId: item.payable.bill?.versionId ?? null,
          snapshot: itemSnapshot(item.payable, {
            wholeSum: item.wholeSum,
            left: item.drafted.left,
            commissionBasisPoints: item.commission.shownBasisPoints,
          }),
          amount: item.drafted.amount,
          commission: item.commission.bearer === 'payer' ? item.commission.payer : item.commission.company,
          bearer: item.commission.bearer,
        })),
      },
    },
    include: { items: true },
  });
  await tx.paymentEvent.create({
    data: { paymentId: id, key: `created:${id}`, toStatus: 'created', source: 'resident', at: now },
  });
  return payment;
}
