import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterRollBack,
  type BillVersionFacts,
  billKey,
  currentVersion,
  newestBill,
} from '../../src/domain/bill-version.ts';
import { minutesLater, T0 } from './payment-fields.ts';
import { runs } from './property.ts';

const version = (id: number, batchId: number, published: number | null): BillVersionFacts => ({
  id,
  batchId,
  publishedAt: published === null ? null : minutesLater(T0, published),
});

describe('the version that stands', () => {
  it('is the newest published one', () => {
    expect(currentVersion([version(1, 1, 5), version(2, 2, 9), version(3, 3, null)])?.id).toBe(2);
    expect(currentVersion([version(1, 1, 9), version(2, 2, 5)])?.id).toBe(1);
    expect(currentVersion([version(1, 1, 5), version(2, 2, 5)])?.id).toBe(2);
    expect(currentVersion([version(1, 1, null)])).toBeNull();
  });

  it('rolling a batch back makes the former one stand again, and a second time changes nothing', () => {
    const versions = fc.uniqueArray(
      fc.record({ id: fc.nat(1000), batchId: fc.nat(8), publishedAt: fc.option(fc.nat(50), { freq: 4 }) }),
      { selector: ({ id }) => id, maxLength: 12 },
    );
    fc.assert(
      fc.property(versions, fc.nat(8), (rows, batch) => {
        const all = rows.map((row) => version(row.id, row.batchId, row.publishedAt));
        const rolled = afterRollBack(all, batch);
        const without = all.filter(({ batchId }) => batchId !== batch);
        expect(currentVersion(rolled)?.id).toBe(currentVersion(without)?.id);
        expect(afterRollBack(rolled, batch)).toEqual(rolled);
      }),
      runs(200),
    );
  });
});

describe('bills of an account', () => {
  it('are keyed by account, type and period', () => {
    const key = { accountId: 1, type: 'Выставленный счет', period: '2026-10' } as const;
    expect(billKey(key)).toBe(billKey({ ...key }));
    const others = [{ accountId: 11 }, { type: 'Пени' }, { period: '2026-11' as const }];
    for (const other of others) expect(billKey({ ...key, ...other })).not.toBe(billKey(key));
  });

  it('the newest by period, then by date, then by id, in any order of reading', () => {
    const bill = (id: number, period: '2026-09' | '2026-10', billDate: '2026-10-05' | '2026-11-05') => ({
      id,
      period,
      billDate,
    });
    const bills = [
      bill(9, '2026-09', '2026-11-05'),
      bill(3, '2026-10', '2026-10-05'),
      bill(1, '2026-10', '2026-11-05'),
      bill(2, '2026-10', '2026-11-05'),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(bills, { minLength: 4 }), (shuffled) => {
        expect(newestBill(shuffled)?.id).toBe(2);
      }),
      runs(24),
    );
    expect(newestBill([])).toBeNull();
  });
});
