import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { DomainError } from '../../../src/domain/errors.ts';
import { leftToPay } from '../../../src/services/bills/left-to-pay.ts';
import { discardAbandonedBatches } from '../../../src/services/imports/discard-batch.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createImportWorld, type ImportWorld, row, table } from './world.ts';

let database: Database;
let world: ImportWorld;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clean(database);
  world = await createImportWorld(database);
});

/** Accounts 4200000000… with one bill each. */
function houses(count: number, over: Record<string, string> = {}): Buffer {
  return table(
    Array.from({ length: count }, (_, index) =>
      row({ 'Лицевой счет': String(4_200_000_000 + index), ...over }),
    ),
  );
}

async function statusOf(batchId: number): Promise<string | undefined> {
  return (await database.prisma.importBatch.findUnique({ where: { id: batchId } }))?.status;
}

describe('applying', () => {
  it('publishes accounts and bills at once, under one batch', async () => {
    const result = await world.load(houses(3));
    expect(result).toMatchObject({ bills: 3, lines: 3, createdAccounts: 3, alreadyApplied: false });
    expect(await statusOf(result.batchId)).toBe('published');
    expect(await world.standing()).toEqual([
      '4200000000 2026-10 100000',
      '4200000001 2026-10 100000',
      '4200000002 2026-10 100000',
    ]);
    const audit = await database.prisma.auditEntry.findMany();
    expect(audit.map(({ action, subject, details }) => ({ action, subject, details }))).toEqual([
      {
        action: 'import.publish',
        subject: `import:${result.batchId}`,
        details: { bills: 3, createdAccounts: 3 },
      },
    ]);
  });

  it('twice changes nothing', async () => {
    const first = await world.load(houses(3));
    const counts = await world.counts();
    const plan = await world.plan(houses(3));
    expect(plan.publishedBatchId).toBe(first.batchId);
    expect(await world.apply(plan)).toMatchObject({ batchId: first.batchId, alreadyApplied: true });
    expect(await world.counts()).toEqual(counts);
  });

  it('twice at once publishes once', async () => {
    const plan = await world.plan(houses(40));
    const results = await Promise.all([world.apply(plan), world.apply(plan), world.apply(plan)]);
    expect(results.filter(({ alreadyApplied }) => !alreadyApplied)).toHaveLength(1);
    expect(new Set(results.map(({ batchId }) => batchId)).size).toBe(1);
    expect(await world.counts()).toMatchObject({ accounts: 40, bills: 40, versions: 40, lines: 40 });
    expect(await database.prisma.importBatch.count({ where: { status: 'published' } })).toBe(1);
    expect(await database.prisma.importBatch.count({ where: { status: 'staging' } })).toBe(0);
  });

  it('different files of the same accounts at once: every account once, every bill with a standing version', async () => {
    const months = ['07.2026', '08.2026', '09.2026', '10.2026'];
    const plans = [];
    for (const month of months) plans.push(await world.plan(houses(60, { Период: month })));
    const results = await Promise.all(plans.map((plan) => world.apply(plan)));
    expect(results.every(({ alreadyApplied }) => !alreadyApplied)).toBe(true);
    expect(results.reduce((sum, { createdAccounts }) => sum + createdAccounts, 0)).toBe(60);
    expect(await world.counts()).toMatchObject({ accounts: 60, bills: 240, versions: 240 });
    expect(await world.standing()).toHaveLength(240);
  });

  it('the same bill by two files at once: both versions stay, one of them stands', async () => {
    const plans = [await world.plan(houses(50)), await world.plan(houses(50, { 'Итого к оплате': '2,00' }))];
    await Promise.all(plans.map((plan) => world.apply(plan)));
    expect(await world.counts()).toMatchObject({ accounts: 50, bills: 50, versions: 100 });
    const sums = new Set((await world.standing()).map((line) => line.split(' ').at(-1)));
    expect(sums.size).toBe(1);
  });

  it('changed sums make a new version, the former one stays as it was', async () => {
    const first = await world.load(houses(2));
    const before = await database.prisma.billVersion.findMany({
      where: { batchId: first.batchId },
      include: { lines: true },
      orderBy: { id: 'asc' },
    });
    const second = await world.load(houses(2, { 'Итого к оплате': '1234,56' }));
    expect(second.batchId).not.toBe(first.batchId);
    expect(await world.standing()).toEqual(['4200000000 2026-10 123456', '4200000001 2026-10 123456']);
    const after = await database.prisma.billVersion.findMany({
      where: { batchId: first.batchId },
      include: { lines: true },
      orderBy: { id: 'asc' },
    });
    expect(after).toEqual(before);
  });

  it('facts about the flat come from the newest month, whatever order files come in', async () => {
    await world.load(houses(1, { ФИО: 'Новый Хозяин', Площадь: '50,5', Период: '10.2026' }));
    await world.load(houses(1, { ФИО: 'Прежний Хозяин', Площадь: '', Период: '08.2026' }));
    expect(await database.prisma.account.findFirstOrThrow()).toMatchObject({ payerName: 'Новый Хозяин' });
    await world.load(houses(1, { ФИО: '', Площадь: '', Квартира: '8', Период: '11.2026' }));
    const account = await database.prisma.account.findFirstOrThrow();
    expect(account).toMatchObject({ payerName: 'Новый Хозяин', flat: '8' });
    expect(account.area?.toString()).toBe('50.5');
  });

  it('unknown accounts need permission', async () => {
    const plan = await world.plan(houses(2));
    const before = await world.counts();
    await expect(world.apply(plan, { createAccounts: false })).rejects.toMatchObject({
      code: 'IMPORT_UNKNOWN_ACCOUNTS',
      details: { count: 2 },
    });
    expect(await world.counts()).toEqual(before);
    await world.apply(plan);
    const again = await world.plan(houses(2, { 'Итого к оплате': '5,00' }));
    expect(await world.apply(again, { createAccounts: false })).toMatchObject({
      createdAccounts: 0,
      bills: 2,
    });
  });

  it('accounts that were rolled back since the dry run are unknown again', async () => {
    const first = await world.load(houses(2));
    const plan = await world.plan(houses(2, { 'Итого к оплате': '5,00' }));
    expect(plan.counts.unknownAccounts).toBe(0);
    await world.rollBack(first.batchId);
    await expect(world.apply(plan, { createAccounts: false })).rejects.toMatchObject({
      code: 'IMPORT_UNKNOWN_ACCOUNTS',
    });
    expect(await world.standing()).toEqual([]);
    const { versions } = await world.counts();
    expect(versions).toBe(2);
  });

  it('a file with errors is not applied, not even its good bills', async () => {
    const plan = await world.plan(
      table([row(), row({ 'Лицевой счет': '4200000002', 'Итого к оплате': 'сто' })]),
    );
    expect(plan.bills).toHaveLength(1);
    const before = await world.counts();
    await expect(world.apply(plan)).rejects.toMatchObject({
      code: 'IMPORT_HAS_ERRORS',
      details: { errors: 1 },
    });
    expect(await world.counts()).toEqual(before);
  });

  it('a batch of several companies is nobody’s alone', async () => {
    const result = await world.load(
      table([row(), row({ Поставщик: 'Смарт Сервис', 'Лицевой счет': '4200000002' })]),
    );
    const batch = await database.prisma.importBatch.findUniqueOrThrow({ where: { id: result.batchId } });
    expect(batch).toMatchObject({ companyId: null, providerId: null });
  });
});

describe('what fails in the middle', () => {
  const chunks = 2_500;

  /** Stop after the first chunk was committed. */
  async function failAfterFirstChunk(error: Error): Promise<void> {
    const plan = await world.plan(houses(chunks));
    await expect(
      world.apply(plan, {
        onProgress: () => {
          throw error;
        },
      }),
    ).rejects.toBe(error);
  }

  it('leaves nothing but its row in the history', async () => {
    const before = await world.counts();
    await failAfterFirstChunk(new Error('the disk is full'));
    expect(await world.counts()).toEqual({ ...before, batches: before.batches + 1 });
    expect(await database.prisma.importBatch.findMany({ select: { status: true } })).toEqual([
      { status: 'failed' },
    ]);
    expect(await database.prisma.lease.count()).toBe(0);
  });

  it('leaves what was there before as it was', async () => {
    await world.load(houses(3));
    const [standing, counts] = [await world.standing(), await world.counts()];
    await failAfterFirstChunk(new Error('the disk is full'));
    expect(await world.standing()).toEqual(standing);
    expect(await world.counts()).toEqual({ ...counts, batches: counts.batches + 1 });
  });

  it('a cancelled import leaves nothing either', async () => {
    const plan = await world.plan(houses(chunks));
    const before = await world.counts();
    const cancel = new AbortController();
    const reason = new Error('somebody pressed Cancel');
    const seen: number[] = [];
    await expect(
      world.apply(plan, {
        signal: cancel.signal,
        onProgress: (done, total) => {
          seen.push(done, total);
          cancel.abort(reason);
        },
      }),
    ).rejects.toBe(reason);
    expect(seen).toEqual([2_000, chunks]);
    expect(await world.counts()).toEqual({ ...before, batches: before.batches + 1 });
    expect(await database.prisma.importBatch.findMany({ select: { status: true } })).toEqual([
      { status: 'cancelled' },
    ]);
  });

  /** A process that was killed after its first chunk: its lease runs out, its batch stays. */
  async function killAfterFirstChunk(): Promise<number> {
    const plan = await world.plan(houses(chunks));
    await new Promise<void>((resolve) => {
      void world.apply(plan, {
        onProgress: () => {
          resolve();
          return new Promise<void>(() => undefined);
        },
      });
    });
    const { id } = await database.prisma.importBatch.findFirstOrThrow({ where: { status: 'staging' } });
    return id;
  }

  it('a killed import is cleared away by the next one, once its lease has run out', async () => {
    const killed = await killAfterFirstChunk();
    expect(await discardAbandonedBatches({ db: database.prisma })).toBe(0);
    expect(await statusOf(killed)).toBe('staging');
    await database.prisma.lease.updateMany({ data: { until: new Date(0) } });
    const result = await world.load(houses(3));
    expect(result).toMatchObject({ bills: 3, createdAccounts: 3 });
    expect(await statusOf(killed)).toBe('failed');
    expect(await world.counts()).toMatchObject({ accounts: 3, bills: 3, versions: 3, lines: 3 });
  });

  it('an import that leans on accounts of a killed one keeps them', async () => {
    await killAfterFirstChunk();
    await world.load(houses(2, { Период: '09.2026' }));
    await database.prisma.lease.updateMany({ data: { until: new Date(0) } });
    expect(await discardAbandonedBatches({ db: database.prisma })).toBe(1);
    expect(await world.standing()).toEqual(['4200000000 2026-09 100000', '4200000001 2026-09 100000']);
    expect(await world.counts()).toMatchObject({ accounts: 2, bills: 2, versions: 2 });
  });

  it('a holder that was taken for dead can neither go on writing nor publish', async () => {
    const plan = await world.plan(houses(chunks));
    await expect(
      world.apply(plan, {
        onProgress: async () => {
          await database.prisma.lease.updateMany({ data: { until: new Date(0) } });
          await discardAbandonedBatches({ db: database.prisma });
        },
      }),
    ).rejects.toMatchObject({ code: 'IMPORT_CANCELLED' });
    expect(await world.counts()).toMatchObject({ accounts: 0, bills: 0, versions: 0, lines: 0 });
    const late = await world.plan(houses(1));
    await expect(
      world.apply(late, {
        onProgress: async () => {
          await database.prisma.lease.updateMany({ data: { until: new Date(0) } });
          await discardAbandonedBatches({ db: database.prisma });
        },
      }),
    ).rejects.toBeInstanceOf(DomainError);
    expect(await world.standing()).toEqual([]);
  });
});

describe('rolling back', () => {
  it('publishes the former version again, with its facts', async () => {
    await world.load(houses(2));
    const standing = await world.standing();
    const wrong = await world.load(houses(2, { 'Итого к оплате': '9,99', ФИО: 'Чужой Человек' }));
    expect(await world.standing()).not.toEqual(standing);
    expect(await world.rollBack(wrong.batchId)).toEqual({ bills: 2 });
    expect(await world.standing()).toEqual(standing);
    const payers = await database.prisma.account.findMany({ select: { payerName: true } });
    expect(new Set(payers.map(({ payerName }) => payerName))).toEqual(new Set(['Иванов Иван Иванович']));
    expect(await statusOf(wrong.batchId)).toBe('rolled_back');
  });

  it('takes away what only this file knew, and gives it back when the file comes again', async () => {
    const result = await world.load(houses(2));
    await world.rollBack(result.batchId);
    expect(await world.standing()).toEqual([]);
    expect(await database.prisma.account.count({ where: { publishedAt: { not: null } } })).toBe(0);
    const again = await world.load(houses(2));
    expect(again).toMatchObject({ bills: 2, createdAccounts: 2, alreadyApplied: false });
    expect(await world.standing()).toHaveLength(2);
  });

  it('an older batch: the newer version goes on standing', async () => {
    const old = await world.load(houses(2));
    await world.load(houses(2, { 'Итого к оплате': '5,00' }));
    expect(await world.rollBack(old.batchId)).toEqual({ bills: 0 });
    expect(await world.standing()).toEqual(['4200000000 2026-10 500', '4200000001 2026-10 500']);
  });

  it('all of them one after the other: nothing stands', async () => {
    const batches = [];
    for (const sum of ['1,00', '2,00', '3,00']) {
      batches.push((await world.load(houses(1, { 'Итого к оплате': sum }))).batchId);
    }
    const sums: string[] = [];
    for (const batchId of batches.reverse()) {
      await world.rollBack(batchId);
      sums.push((await world.standing()).join());
    }
    expect(sums).toEqual(['4200000000 2026-10 200', '4200000000 2026-10 100', '']);
    expect(await database.prisma.account.count({ where: { publishedAt: { not: null } } })).toBe(0);
  });

  it('keeps accounts that somebody has linked, and payments', async () => {
    const first = await world.load(houses(2));
    const account = await database.prisma.account.findFirstOrThrow({ where: { number: '4200000000' } });
    const resident = await world.make.resident();
    await world.make.link({ residentId: resident.residentId, accountId: account.id });
    const bill = await database.prisma.bill.findFirstOrThrow({ where: { accountId: account.id } });
    const payment = await world.make.payment({
      accountId: account.id,
      billId: bill.id,
      billVersionId: bill.currentVersionId,
      amount: 100_000,
    });
    await world.rollBack(first.batchId);
    const published = await database.prisma.account.findMany({ where: { publishedAt: { not: null } } });
    expect(published.map(({ number }) => number)).toEqual(['4200000000']);
    expect(await database.prisma.payment.findUnique({ where: { id: payment.id } })).toMatchObject({
      status: 'succeeded',
    });
    // What was paid is not asked for when the corrected file comes.
    await world.load(houses(2, { 'Итого к оплате': '1500,00' }));
    const left = await leftToPay({ db: database.prisma }, { accountIds: [account.id] });
    expect(left.get(account.id)?.left).toBe(50_000);
  });

  it('twice, or twice at once, is once', async () => {
    await world.load(houses(2));
    const wrong = await world.load(houses(2, { 'Итого к оплате': '9,99' }));
    const results = await Promise.all([world.rollBack(wrong.batchId), world.rollBack(wrong.batchId)]);
    expect(results.map(({ bills }) => bills).sort()).toEqual([0, 2]);
    expect(await world.rollBack(wrong.batchId)).toEqual({ bills: 0 });
    expect(await database.prisma.auditEntry.count({ where: { action: 'import.roll-back' } })).toBe(1);
  });

  it('what was not published, or is not there, is refused', async () => {
    await expect(world.rollBack(424_242)).rejects.toMatchObject({ code: 'IMPORT_NOT_FOUND' });
    const plan = await world.plan(houses(1));
    await world
      .apply(plan, {
        onProgress: () => {
          throw new Error('stopped');
        },
      })
      .catch(() => undefined);
    const failed = await database.prisma.importBatch.findFirstOrThrow({ where: { status: 'failed' } });
    await expect(world.rollBack(failed.id)).rejects.toMatchObject({ code: 'IMPORT_NOT_PUBLISHED' });
  });
});
