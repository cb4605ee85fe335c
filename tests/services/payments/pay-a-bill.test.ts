import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { leftToPay } from '../../../src/services/bills/left-to-pay.ts';
import { cancelPayment } from '../../../src/services/payments/cancel-payment.ts';
import { expirePayments } from '../../../src/services/payments/expire-payments.ts';
import { showOperation, showOperationToStaff } from '../../../src/services/payments/show-operation.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createWorld, type World } from './world.ts';

let database: Database;
let world: World;

beforeAll(async () => {
  database = await openTestDatabase();
});
beforeEach(async () => {
  await clean(database);
  world = createWorld(database);
});
afterAll(() => database.close());

async function leftOf(accountId: number): Promise<number | undefined> {
  return (await leftToPay(world.deps, { accountIds: [accountId] })).get(accountId)?.left;
}

describe('paying a bill by a Telegram invoice', () => {
  it('goes created, pending, authorized, succeeded and changes what is left at once', async () => {
    const { anna, bill, account } = await world.household();
    const invoice = await world.invoice(anna, bill.billId);
    expect(invoice).toMatchObject({ status: 'pending', amount: 1_222_181, total: 1_222_181, commission: 0 });
    expect(await leftOf(account.id)).toBe(1_222_181);
    expect(await world.preCheckout(invoice, anna)).toEqual({ ok: true });
    expect(await world.payment(invoice.id)).toMatchObject({ status: 'authorized' });
    expect(await world.charge(invoice, anna)).toMatchObject({ kind: 'settled', repeated: false });
    expect(await world.payment(invoice.id)).toMatchObject({ status: 'succeeded' });
    expect(await leftOf(account.id)).toBe(0);
    expect(world.wakeups).toContain('deliveries');
    const events = await database.prisma.paymentEvent.findMany({
      where: { paymentId: invoice.id },
      orderBy: { id: 'asc' },
    });
    expect(events.map(({ toStatus }) => toStatus)).toEqual(['created', 'pending', 'authorized', 'succeeded']);
  });

  it('makes one payment of one draft, however often it is pressed', async () => {
    const { anna, bill } = await world.household();
    const { draftId } = await world.confirmScreen(anna, bill.billId);
    const presses = await Promise.all([world.start(anna, draftId), world.start(anna, draftId)]);
    const again = await world.start(anna, draftId);
    const ids = [...presses, again].map((started) => (started.kind === 'started' ? started.payment.id : 0));
    expect(new Set(ids).size).toBe(1);
    expect(await database.prisma.payment.count()).toBe(1);
  });

  it('counts a redelivered success once', async () => {
    const { anna, bill, account } = await world.household();
    const invoice = await world.invoice(anna, bill.billId);
    await world.preCheckout(invoice, anna);
    await world.charge(invoice, anna, 'same');
    expect(await world.charge(invoice, anna, 'same')).toMatchObject({
      repeated: true,
      paymentId: invoice.id,
    });
    expect(await leftOf(account.id)).toBe(0);
    expect(await database.prisma.payment.count()).toBe(1);
    expect(await database.prisma.delivery.count({ where: { kind: 'payments.receipt' } })).toBe(1);
  });

  it('keeps the money of an invoice charged twice as an advance of its own and tells staff', async () => {
    const { anna, bill, account, provider } = await world.household(100_000);
    await world.make.staff('administrator', provider.companyId);
    await world.make.staff('administrator', (await world.make.company()).id);
    const invoice = await world.invoice(anna, bill.billId);
    await world.preCheckout(invoice, anna);
    await world.charge(invoice, anna, 'first');
    const second = await world.charge(invoice, anna, 'second');
    expect(second).toMatchObject({ kind: 'settled', repeated: false });
    expect(await leftOf(account.id)).toBe(-100_000);
    const paymentId = second.kind === 'settled' ? second.paymentId : 0;
    const shown = await showOperation(world.deps, { paymentId, residentId: anna.residentId });
    expect(shown).toMatchObject({ status: 'succeeded', advance: 100_000 });
    expect(await database.prisma.delivery.count({ where: { kind: 'payments.receipt' } })).toBe(2);
    expect(await database.prisma.delivery.count({ where: { kind: 'payments.advance' } })).toBe(1);
  });

  it('honours a success that comes after the end', async () => {
    const { anna, bill, account } = await world.household();
    const invoice = await world.invoice(anna, bill.billId);
    await world.preCheckout(invoice, anna);
    world.pass(16);
    expect(await expirePayments(world.deps)).toEqual({ expired: 1 });
    expect(await world.payment(invoice.id)).toMatchObject({ status: 'expired' });
    expect(await database.prisma.delivery.count({ where: { kind: 'payments.not-done' } })).toBe(1);
    await world.charge(invoice, anna);
    expect(await world.payment(invoice.id)).toMatchObject({ status: 'succeeded' });
    expect(await leftOf(account.id)).toBe(0);
  });

  it('keeps a charge nobody knows in the journal, once', async () => {
    await world.make.staff('administrator');
    const stranger = { telegramId: 4242 };
    const ghost = { number: '260101-999', total: 5_000 };
    expect(await world.charge(ghost, stranger, 'ghost')).toEqual({ kind: 'unknown' });
    expect(await world.charge(ghost, stranger, 'ghost')).toEqual({ kind: 'unknown' });
    const entries = await database.prisma.auditEntry.findMany({
      where: { action: 'payment.unknown-charge' },
    });
    expect(entries).toHaveLength(1);
    expect(entries[0]?.details).toMatchObject({ total: 5_000, providerChargeId: 'provider-ghost' });
    expect(await database.prisma.delivery.count({ where: { kind: 'payments.unknown-charge' } })).toBe(1);
  });
});

describe('pre-checkout', () => {
  it('refuses a superseded invoice, and its late success becomes an advance', async () => {
    const { anna, bill, account } = await world.household(50_000);
    const first = await world.invoice(anna, bill.billId);
    const second = await world.invoice(anna, bill.billId);
    expect(await world.preCheckout(first, anna)).toMatchObject({ ok: false, code: 'PAYMENT_SUPERSEDED' });
    expect(await world.preCheckout(second, anna)).toEqual({ ok: true });
    await world.charge(second, anna);
    await world.charge(first, anna);
    expect(await leftOf(account.id)).toBe(-50_000);
    const shown = await showOperation(world.deps, { paymentId: first.id, residentId: anna.residentId });
    expect(shown.advance).toBe(50_000);
  });

  it('refuses anybody but the person the invoice was made for', async () => {
    const { anna, bill } = await world.household();
    const invoice = await world.invoice(anna, bill.billId);
    const boris = await world.make.resident();
    expect(await world.preCheckout(invoice, boris)).toMatchObject({ ok: false, code: 'PAYMENT_NOT_YOURS' });
    expect(await world.payment(invoice.id)).toMatchObject({ status: 'pending' });
  });

  it('refuses another sum or currency', async () => {
    const { anna, bill } = await world.household();
    const invoice = await world.invoice(anna, bill.billId);
    expect(await world.preCheckout(invoice, anna, { amount: 100 })).toMatchObject({ code: 'AMOUNT_CHANGED' });
    expect(await world.preCheckout(invoice, anna, { currency: 'USD' })).toMatchObject({
      code: 'PAYMENT_CURRENCY',
    });
  });

  it('refuses the whole sum when a re-import made it smaller', async () => {
    const { anna, bill, account } = await world.household(100_000);
    const invoice = await world.invoice(anna, bill.billId);
    await world.make.bill({ accountId: account.id, total: 90_000 });
    expect(await world.preCheckout(invoice, anna)).toMatchObject({ code: 'AMOUNT_CHANGED' });
    await world.make.bill({ accountId: account.id, total: 110_000 });
    expect(await world.preCheckout(invoice, anna)).toEqual({ ok: true });
  });

  it('refuses a bill that is no longer the newest, an account that is closed, a link that is gone', async () => {
    const older = await world.household();
    const first = await world.invoice(older.anna, older.bill.billId);
    await world.make.bill({ accountId: older.account.id, period: '2026-11', total: 1 });
    expect(await world.preCheckout(first, older.anna)).toMatchObject({ code: 'BILL_NOT_PAYABLE' });

    const closed = await world.household();
    const second = await world.invoice(closed.anna, closed.bill.billId);
    await database.prisma.account.update({
      where: { id: closed.account.id },
      data: { closedAt: world.now() },
    });
    expect(await world.preCheckout(second, closed.anna)).toMatchObject({ code: 'BILL_NOT_PAYABLE' });

    const revoked = await world.household();
    const third = await world.invoice(revoked.anna, revoked.bill.billId);
    await database.prisma.accountLink.update({
      where: { id: revoked.link.id },
      data: { status: 'revoked', revokedAt: world.now() },
    });
    expect(await world.preCheckout(third, revoked.anna)).toMatchObject({ code: 'BILL_NOT_PAYABLE' });
  });

  it('refuses somebody blocked and an invoice of yesterday', async () => {
    const { anna, bill } = await world.household();
    const invoice = await world.invoice(anna, bill.billId);
    await database.prisma.resident.update({
      where: { id: anna.residentId },
      data: { blockedAt: world.now(), blockedBy: 'resident' },
    });
    expect(await world.preCheckout(invoice, anna)).toMatchObject({ code: 'PAYMENT_BLOCKED' });
    await database.prisma.resident.update({
      where: { id: anna.residentId },
      data: { blockedAt: null, blockedBy: null },
    });
    world.pass(24 * 60);
    expect(await world.preCheckout(invoice, anna)).toMatchObject({ code: 'PAYMENT_EXPIRED' });
  });

  it('answers a redelivered query the same and lets a failed charge be tried again after a minute', async () => {
    const { anna, bill } = await world.household();
    const invoice = await world.invoice(anna, bill.billId);
    expect(await world.preCheckout(invoice, anna, { id: 'q' })).toEqual({ ok: true });
    expect(await world.preCheckout(invoice, anna, { id: 'q' })).toEqual({ ok: true });
    expect(await world.preCheckout(invoice, anna)).toMatchObject({ code: 'PAYMENT_IN_PROGRESS' });
    world.pass(2);
    expect(await world.preCheckout(invoice, anna)).toEqual({ ok: true });
    expect((await world.payment(invoice.id)).authorizedAt).toEqual(world.now());
  });

  it('lets only one of two relatives pay at once', async () => {
    const { anna, bill, account } = await world.household();
    const boris = await world.make.resident();
    await world.make.link({ residentId: boris.residentId, accountId: account.id });
    const hers = await world.invoice(anna, bill.billId);
    const his = await world.invoice(boris, bill.billId);
    const answers = await Promise.all([world.preCheckout(hers, anna), world.preCheckout(his, boris)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ code: 'BILL_HELD' });
  });

  it('says that the debt is gone when a relative has paid it meanwhile', async () => {
    const { anna, bill, account } = await world.household();
    const invoice = await world.invoice(anna, bill.billId, 500_000);
    await world.make.payment({ accountId: account.id, amount: 1_222_181 });
    expect(await world.preCheckout(invoice, anna)).toMatchObject({ code: 'PAYMENT_ALREADY_PAID' });
  });

  it('knows nothing of a forged payload', async () => {
    const { anna } = await world.household();
    const ghost = { number: "1' OR 1=1", total: 1 };
    expect(await world.preCheckout(ghost, anna)).toMatchObject({ ok: false, code: 'PAYMENT_UNKNOWN' });
  });
});

describe('starting a payment', () => {
  it('asks before paying what somebody is paying, and pays anyway when told to', async () => {
    const { anna, bill, account } = await world.household();
    const boris = await world.make.resident();
    await world.make.link({ residentId: boris.residentId, accountId: account.id });
    const his = await world.invoice(boris, bill.billId);
    await world.preCheckout(his, boris);
    const { draftId } = await world.confirmScreen(anna, bill.billId);
    const held = await world.start(anna, draftId);
    expect(held).toMatchObject({ kind: 'held', holds: [{ paymentId: his.id, mine: false }] });
    expect(await database.prisma.payment.count()).toBe(1);
    const started = await world.start(anna, draftId, true);
    if (started.kind !== 'started') throw new Error('held again');
    expect(await world.preCheckout(started.payment, anna)).toEqual({ ok: true });
  });

  it('is not held by an authorized payment after 15 minutes', async () => {
    const { anna, bill } = await world.household();
    const first = await world.invoice(anna, bill.billId);
    await world.preCheckout(first, anna);
    world.pass(15);
    const { draftId } = await world.confirmScreen(anna, bill.billId);
    expect(await world.start(anna, draftId)).toMatchObject({ kind: 'started' });
  });

  it("does not pay another resident's bill, nor from another's draft", async () => {
    const { anna, bill } = await world.household();
    const thief = await world.make.resident();
    await expect(world.confirmScreen(thief, bill.billId)).rejects.toMatchObject({ code: 'BILL_NOT_FOUND' });
    const { draftId } = await world.confirmScreen(anna, bill.billId);
    await expect(world.start(thief, draftId)).rejects.toMatchObject({ code: 'DRAFT_EXPIRED' });
  });

  it('does not pay through a link that was revoked between the screen and the press', async () => {
    const { anna, bill, link } = await world.household();
    const { draftId } = await world.confirmScreen(anna, bill.billId);
    await database.prisma.accountLink.update({
      where: { id: link.id },
      data: { status: 'revoked', revokedAt: world.now() },
    });
    await expect(world.start(anna, draftId)).rejects.toMatchObject({ code: 'BILL_NOT_FOUND' });
  });

  it('does not pay sums that changed since the screen', async () => {
    const { anna, bill, account, provider } = await world.household(100_000);
    const whole = await world.confirmScreen(anna, bill.billId);
    await world.make.bill({ accountId: account.id, total: 80_000 });
    await expect(world.start(anna, whole.draftId)).rejects.toMatchObject({ code: 'AMOUNT_CHANGED' });
    const own = await world.confirmScreen(anna, bill.billId, 50_000);
    await world.make.commissionRule({ providerId: provider.id, basisPoints: 200 });
    await expect(world.start(anna, own.draftId)).rejects.toMatchObject({ code: 'AMOUNT_CHANGED' });
  });

  it('pays only the newest bill, and nothing when nothing is left', async () => {
    const { anna, bill, account } = await world.household(100_000);
    const newer = await world.make.bill({ accountId: account.id, period: '2026-11', total: 0 });
    await expect(world.confirmScreen(anna, bill.billId, 100)).rejects.toMatchObject({
      code: 'BILL_NOT_PAYABLE',
    });
    await expect(world.confirmScreen(anna, newer.billId)).rejects.toMatchObject({ code: 'NOTHING_TO_PAY' });
    expect(await world.confirmScreen(anna, newer.billId, 5_000)).toMatchObject({ advance: 5_000 });
  });

  it('adds the commission the payer bears, and charges the company silently', async () => {
    const { anna, bill, provider } = await world.household(1_000_000);
    await world.make.commissionRule({ providerId: provider.id, basisPoints: 90, minimum: 1_000 });
    const payers = await world.invoice(anna, bill.billId);
    expect(payers).toMatchObject({ amount: 1_000_000, commission: 9_000, total: 1_009_000 });
    await database.prisma.commissionRule.updateMany({ data: { bearer: 'company' } });
    const companys = await world.invoice(anna, bill.billId);
    expect(companys).toMatchObject({ commission: 0, total: 1_000_000 });
    expect(companys.items[0]).toMatchObject({ commission: 9_000, bearer: 'company' });
    await database.prisma.commissionRule.updateMany({ data: { bearer: 'payer' } });
    await database.prisma.resident.update({ where: { id: anna.residentId }, data: { benefitHolder: true } });
    expect(await world.invoice(anna, bill.billId)).toMatchObject({ commission: 0, total: 1_000_000 });
  });

  it('freezes the agents and the bill as they were', async () => {
    const { anna, bill } = await world.household();
    const agent = await world.make.agent();
    const invoice = await world.invoice(anna, bill.billId);
    await database.prisma.paymentAgent.update({ where: { id: agent.id }, data: { name: 'ООО «Б4»' } });
    await database.prisma.billLine.updateMany({ data: { service: 'другое' } });
    const shown = await showOperation(world.deps, { paymentId: invoice.id, residentId: anna.residentId });
    expect(shown.agents).toMatchObject({ agent: { name: 'ООО «А3»', inn: '7702726396' }, operator: null });
    expect(shown.items[0]?.snapshot.bill).toMatchObject({ period: '2026-10', lines: [{ service: 'ЖКУ' }] });
    expect(shown.payerName).toBe('Иванов Иван');
  });

  it('keeps lines and owner from the receipt of somebody at the basic level', async () => {
    const { anna, bill } = await world.household(100_000, { level: 'basic' });
    const invoice = await world.invoice(anna, bill.billId);
    const shown = await showOperation(world.deps, { paymentId: invoice.id, residentId: anna.residentId });
    expect(shown.items[0]?.snapshot.bill?.lines).toEqual([]);
    expect(shown.items[0]?.snapshot.address).toBe('г. Москва, ул. С***, д. 12к2');
  });
});

describe('giving up and running out', () => {
  it('cancels an unpaid invoice once and never a charge in flight', async () => {
    const { anna, bill } = await world.household();
    const invoice = await world.invoice(anna, bill.billId);
    const boris = await world.make.resident();
    const by = (residentId: number) => cancelPayment(world.deps, { paymentId: invoice.id, residentId });
    await expect(by(boris.residentId)).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
    await by(anna.residentId);
    await by(anna.residentId);
    expect(await world.preCheckout(invoice, anna)).toMatchObject({ code: 'PAYMENT_EXPIRED' });
    const next = await world.invoice(anna, bill.billId);
    await world.preCheckout(next, anna);
    await expect(
      cancelPayment(world.deps, { paymentId: next.id, residentId: anna.residentId }),
    ).rejects.toMatchObject({ code: 'PAYMENT_NOT_CANCELLABLE' });
  });

  it('ends unpaid invoices after a day, silently, and only once', async () => {
    const { anna, bill } = await world.household();
    await world.invoice(anna, bill.billId);
    world.pass(24 * 60 - 1);
    expect(await expirePayments(world.deps)).toEqual({ expired: 0 });
    world.pass(1);
    expect(await expirePayments(world.deps)).toEqual({ expired: 1 });
    expect(await expirePayments(world.deps)).toEqual({ expired: 0 });
    // Nothing is said; the invoice is taken away.
    expect(await database.prisma.delivery.findMany()).toMatchObject([{ kind: 'payments.invoice-over' }]);
  });
});

describe('an operation', () => {
  it('is shown to who paid, not to others with a link to the same account', async () => {
    const { anna, bill, account } = await world.household();
    const invoice = await world.invoice(anna, bill.billId);
    const boris = await world.make.resident();
    await world.make.link({ residentId: boris.residentId, accountId: account.id });
    const show = (residentId: number) => showOperation(world.deps, { paymentId: invoice.id, residentId });
    expect((await show(anna.residentId)).number).toBe(invoice.number);
    await expect(show(boris.residentId)).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
  });
});

describe('what staff sees', () => {
  it('is their own company only', async () => {
    const { anna, bill, provider } = await world.household();
    const invoice = await world.invoice(anna, bill.billId);
    const grant = (companyId: number | null, role: 'operator' | 'manager' = 'operator') =>
      ({ id: 1, role, companyId, expiresAt: null }) as const;
    const show = (...grants: ReturnType<typeof grant>[]) =>
      showOperationToStaff(world.deps, { paymentId: invoice.id, grants });
    expect((await show(grant(provider.companyId))).number).toBe(invoice.number);
    expect((await show(grant(null))).number).toBe(invoice.number);
    const other = await world.make.company();
    await expect(show(grant(other.id))).rejects.toMatchObject({ code: 'PAYMENT_NOT_FOUND' });
    await expect(show(grant(provider.companyId, 'manager'))).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
  });
});
