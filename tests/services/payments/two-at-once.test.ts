import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { leftToPay } from '../../../src/services/bills/left-to-pay.ts';
import { cancelPayment } from '../../../src/services/payments/cancel-payment.ts';
import { expirePayments } from '../../../src/services/payments/expire-payments.ts';
import { openTestDatabase } from '../../support/database.ts';
import { createWorld, type World } from './world.ts';

/** On PostgreSQL (DATABASE_URL) these really collide; on PGlite they queue, and the order still varies. */
const ROUNDS = 5;
let database: Database;
let world: World;

beforeAll(async () => {
  database = await openTestDatabase();
  world = createWorld(database);
});
afterAll(() => database.close());

describe.each(Array.from({ length: ROUNDS }, (_, round) => round))('two at once, round %i', () => {
  it('a success delivered to two processes counts once', async () => {
    const { anna, bill, account } = await world.household(50_000);
    const invoice = await world.invoice(anna, bill.billId);
    await world.preCheckout(invoice, anna);
    const charge = `charge-${invoice.id}`;
    const settled = await Promise.all([1, 2, 3].map(() => world.charge(invoice, anna, charge)));
    expect(settled.filter((one) => one.kind === 'settled' && !one.repeated)).toHaveLength(1);
    const left = await leftToPay(world.deps, { accountIds: [account.id] });
    expect(left.get(account.id)?.left).toBe(0);
  });

  it('an invoice is superseded or authorized, never both', async () => {
    const { anna, bill } = await world.household(50_000);
    const first = await world.invoice(anna, bill.billId);
    const { draftId } = await world.confirmScreen(anna, bill.billId);
    const [answer, started] = await Promise.all([world.preCheckout(first, anna), world.start(anna, draftId)]);
    const now = await world.payment(first.id);
    if (answer.ok) {
      expect(started.kind).toBe('held');
      expect(now).toMatchObject({ status: 'authorized', supersededById: null });
    } else {
      expect(answer.code).toBe('PAYMENT_SUPERSEDED');
      expect(started.kind).toBe('started');
      expect(now.status).toBe('expired');
    }
  });

  it('an invoice is cancelled or authorized, never both', async () => {
    const { anna, bill } = await world.household(50_000);
    const invoice = await world.invoice(anna, bill.billId);
    const [answer, cancelled] = await Promise.all([
      world.preCheckout(invoice, anna),
      cancelPayment(world.deps, { paymentId: invoice.id, residentId: anna.residentId }).then(
        () => true,
        () => false,
      ),
    ]);
    expect(cancelled).toBe(!answer.ok);
    expect((await world.payment(invoice.id)).status).toBe(answer.ok ? 'authorized' : 'failed');
  });

  it('money and the end of time leave the money', async () => {
    const { anna, bill, account } = await world.household(50_000);
    const invoice = await world.invoice(anna, bill.billId);
    await world.preCheckout(invoice, anna);
    world.pass(16);
    await Promise.all([world.charge(invoice, anna), expirePayments(world.deps), expirePayments(world.deps)]);
    expect(await world.payment(invoice.id)).toMatchObject({ status: 'succeeded' });
    const left = await leftToPay(world.deps, { accountIds: [account.id] });
    expect(left.get(account.id)?.left).toBe(0);
  });
});
