import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { kopecks } from '../../../src/domain/money.ts';
import { leftToPay } from '../../../src/services/bills/left-to-pay.ts';
import { confirmBankQr } from '../../../src/services/payments/confirm-bank-qr.ts';
import { draftPayment } from '../../../src/services/payments/quote-payment.ts';
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

const OFFERS = [{ method: 'bank_qr', limits: { min: kopecks(100), max: kopecks(70_000_000) } }] as const;
const requisites = { personalAcc: '40702810012345678911', bic: '044525000' };

async function coded(usesExports: boolean) {
  const { account, anna, bill, provider } = await world.household(30_000);
  await database.prisma.provider.update({ where: { id: provider.id }, data: { requisites, usesExports } });
  const items = [{ kind: 'bill', billId: bill.billId, amount: null } as const];
  const { draftId } = await draftPayment(world.deps, { ...anna, items, method: 'bank_qr', offers: OFFERS });
  const started = await world.start(anna, draftId);
  if (started.kind === 'held') throw new Error('nobody else pays');
  const left = async () =>
    (await leftToPay({ db: database.prisma }, { accountIds: [account.id] })).get(account.id)?.left;
  return { account, paymentId: started.payment.id, left };
}

describe('a bank QR', () => {
  it('is done once a register reports it, and its money counts once', async () => {
    const { account, paymentId, left } = await coded(false);
    world.pass(60);
    expect(await confirmBankQr(world.deps)).toEqual({ confirmed: 0 });
    await world.make.importedPayment({ accountId: account.id, amount: 30_000, paidAt: world.now() });
    expect(await left()).toBe(0);
    expect(await confirmBankQr(world.deps)).toEqual({ confirmed: 1 });
    expect(await confirmBankQr(world.deps)).toEqual({ confirmed: 0 });
    expect(await world.payment(paymentId)).toMatchObject({ status: 'succeeded', succeededAt: world.now() });
    expect(await left()).toBe(0);
  });

  it('is not confirmed by another sum, nor where exports tell the company', async () => {
    const { account, paymentId } = await coded(false);
    await world.make.importedPayment({ accountId: account.id, amount: 29_999, paidAt: world.now() });
    expect(await confirmBankQr(world.deps)).toEqual({ confirmed: 0 });
    expect(await world.payment(paymentId)).toMatchObject({ status: 'created' });
    const other = await coded(true);
    await world.make.importedPayment({ accountId: other.account.id, amount: 30_000, paidAt: world.now() });
    expect(await confirmBankQr(world.deps)).toEqual({ confirmed: 0 });
  });
});
