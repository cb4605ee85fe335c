import { kopecks } from '../domain/money.ts';
import type { BillingDate } from '../domain/period.ts';
import { checkSurnameAndFlat } from '../services/accounts/check-proof.ts';
import { linkAccount } from '../services/accounts/link-account.ts';
import { tryNumber } from '../services/accounts/try-number.ts';
import { startDraft } from '../services/drafts/drafts.ts';
import { authorizePayment } from '../services/payments/authorize-payment.ts';
import { cancelPayment } from '../services/payments/cancel-payment.ts';
import { markInvoiceSent } from '../services/payments/mark-invoice-sent.ts';
import { payloadOf } from '../services/payments/payment-number.ts';
import { draftPayment } from '../services/payments/quote-payment.ts';
import { settlePayment } from '../services/payments/settle-payment.ts';
import { startPayment } from '../services/payments/start-payment.ts';
import { hashCodeWord } from '../services/residents/code-words.ts';
import { REGISTER_DRAFT, registerResident } from '../services/residents/register-resident.ts';
import { clockAt, type DemoDeps, daysBefore, momentOf, noonOf } from './demo-clock.ts';
import { acceptTexts, DEMO_PEOPLE, IVANS_CODE_WORD } from './people.ts';

const { ivan } = DEMO_PEOPLE;
const NUMBER = '1234567890';
const SURNAME = 'Иванов';
const FLAT = '1';
const LINK_NAME = 'Центральная 5-1';
/** Both at number 1234567890; the second one is paid. */
const PROVIDERS = ['smart-zapad-zhku', 'smart-servis-zhku'] as const;
const PAID_PROVIDER = 'smart-servis-zhku';
const LIVES_MINUTES = 60;
const OFFERS = [{ method: 'telegram', limits: { min: kopecks(100), max: kopecks(100_000_000) } }] as const;

/** A resident who registered a while ago, linked both accounts and paid one of them at the second try. */
export async function seedIvan(deps: DemoDeps, today: BillingDate): Promise<void> {
  const zone = deps.installation.timezone;
  const identityId = await acceptTexts(deps, ivan);
  const joined = clockAt(deps, noonOf(daysBefore(today, 45), zone));
  const residentId = await ensureResident(joined, identityId);
  for (const code of PROVIDERS) await ensureLink(joined, { residentId, identityId, code });
  await ensureOperations(deps, { residentId, identityId, today });
}

async function ensureResident(deps: DemoDeps, identityId: number): Promise<number> {
  const known = await deps.db.telegramIdentity.findUniqueOrThrow({ where: { id: identityId } });
  if (known.residentId !== null) return known.residentId;
  const draftId = await startDraft(deps, {
    identityId,
    kind: REGISTER_DRAFT,
    data: {
      phone: ivan.phone,
      phoneProof: 'contact',
      firstName: ivan.firstName,
      lastName: ivan.lastName,
      codeWordHash: await hashCodeWord(IVANS_CODE_WORD),
    },
    minutes: LIVES_MINUTES,
  });
  const { residentId } = await registerResident(deps, { identityId, draftId });
  return residentId;
}

interface Who {
  readonly residentId: number;
  readonly identityId: number;
}

/** As the form does it: the number, the surname and the flat, a name of one's own. */
async function ensureLink(
  deps: DemoDeps,
  { residentId, identityId, code }: Who & { code: string },
): Promise<void> {
  const { id: providerId } = await deps.db.provider.findUniqueOrThrow({ where: { code } });
  const linked = await deps.db.accountLink.count({ where: { residentId, account: { providerId } } });
  if (linked > 0) return;
  const draftId = await startDraft(deps, { identityId, kind: 'link', minutes: LIVES_MINUTES });
  const target = { residentId, providerId, number: NUMBER };
  await tryNumber(deps, { ...target, key: `demo:${code}` });
  const proofKey = `proof:demo:${code}`;
  await checkSurnameAndFlat(deps, { ...target, surname: SURNAME, flat: FLAT, key: proofKey });
  await linkAccount(deps, { ...target, identityId, draftId, name: LINK_NAME, proofKey });
}

/** The two operations of the second manual's history: 17:24:53 did not go through, 17:26:23 did. */
async function ensureOperations(
  deps: DemoDeps,
  { residentId, identityId, today }: Who & { today: BillingDate },
): Promise<void> {
  const made = await deps.db.payment.count({
    where: { residentId, status: { in: ['succeeded', 'failed'] } },
  });
  if (made >= 2) return;
  const bill = await deps.db.bill.findFirstOrThrow({
    where: {
      account: { number: NUMBER, provider: { code: PAID_PROVIDER } },
      currentVersionId: { not: null },
    },
    orderBy: { period: 'desc' },
    select: { id: true },
  });
  const at = (time: string): DemoDeps =>
    clockAt(deps, momentOf(payDay(today), time, deps.installation.timezone));
  const begin = async (time: string) => {
    const then = at(time);
    const items = [{ kind: 'bill', billId: bill.id, amount: null } as const];
    const choice = { residentId, items, offers: OFFERS };
    const { draftId } = await draftPayment(then, { ...choice, identityId, method: 'telegram' });
    const who = { residentId, identityId, telegramId: ivan.id, locale: 'ru' } as const;
    const started = await startPayment(then, { ...who, draftId, payAnyway: false });
    if (started.kind === 'held') throw new Error('nobody else pays in the demo');
    // Telegram's own numbering of messages begins later: such a message is never found, and need not be.
    await markInvoiceSent(then, { paymentId: started.payment.id, messageId: 1 });
    return started.payment;
  };

  if (made === 0) {
    const refused = await begin('17:24:20');
    await cancelPayment(at('17:24:53'), { paymentId: refused.id, residentId });
  }
  const paid = await begin('17:25:40');
  const charge = {
    payload: payloadOf(paid.number),
    payerTelegramId: ivan.id,
    currency: paid.currency,
  };
  const answer = await authorizePayment(at('17:26:10'), {
    ...charge,
    id: `demo-${paid.id}`,
    amount: kopecks(paid.total),
  });
  if (!answer.ok) throw new Error(`the demo's payment was refused: ${answer.code}`);
  await settlePayment(at('17:26:23'), {
    ...charge,
    total: paid.total,
    telegramChargeId: `demo-${paid.number}`,
    providerChargeId: `demo-provider-${paid.number}`,
  });
  // The receipt went out that day.
  await deps.db.delivery.updateMany({
    where: { identityId, status: 'queued' },
    data: { status: 'cancelled', lastError: 'demo data' },
  });
}

/** The 17th, as in the manual, when it is over; else the day before today. The bill is never later. */
function payDay(today: BillingDate): BillingDate {
  const seventeenth = `${today.slice(0, 7)}-17` as BillingDate;
  return seventeenth < today ? seventeenth : daysBefore(today, 1);
}
