import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ImportedPaymentFacts,
  type LeftToPayInput,
  leftToPay,
  type OwnPaymentFacts,
} from '../../src/domain/left-to-pay.ts';
import { kopecks } from '../../src/domain/money.ts';
import { minutesLater, T0 } from './payment-fields.ts';
import { runs } from './property.ts';

const at = (minutes: number) => minutesLater(T0, minutes);
const AS_OF = 100;

function own(
  id: string,
  amount: number,
  paidAt: number,
  over: Partial<OwnPaymentFacts> = {},
): OwnPaymentFacts {
  return { id, amount: kopecks(amount), paidAt: at(paidAt), exportClosedAt: null, refunds: [], ...over };
}
function imported(id: string, amount: number, paidAt: number, over: Partial<ImportedPaymentFacts> = {}) {
  return { id, amount: kopecks(amount), paidAt: at(paidAt), knownAt: null, ownPaymentId: null, ...over };
}
function left(over: Partial<LeftToPayInput>): number {
  return leftToPay({
    bill: { total: kopecks(1_222_181), asOf: at(AS_OF) },
    ownPayments: [],
    importedPayments: [],
    usesExports: false,
    ...over,
  }).leftToPay;
}

describe('what is left to pay', () => {
  it('without payments, the bill', () => {
    expect(left({})).toBe(1_222_181);
  });

  it('a payment after the bill’s figures is taken off, one before is in them already', () => {
    expect(left({ ownPayments: [own('a', 200_000, AS_OF + 1)] })).toBe(1_022_181);
    expect(left({ ownPayments: [own('a', 200_000, AS_OF - 1)] })).toBe(1_222_181);
    expect(left({ ownPayments: [own('a', 200_000, AS_OF)] })).toBe(1_022_181);
  });

  it('paid twice becomes an advance', () => {
    const twice = [own('a', 1_222_181, AS_OF + 1), own('b', 1_222_181, AS_OF + 2)];
    expect(left({ ownPayments: twice })).toBe(-1_222_181);
  });

  it('a provider that uses exports knows what stands in a closed batch, whenever it was paid', () => {
    const usesExports = true;
    const paid = (exportClosedAt: number | null) =>
      own('a', 200_000, 1, { exportClosedAt: exportClosedAt === null ? null : at(exportClosedAt) });
    expect(left({ usesExports, ownPayments: [paid(null)] })).toBe(1_022_181);
    expect(left({ usesExports, ownPayments: [paid(AS_OF + 1)] })).toBe(1_022_181);
    expect(left({ usesExports, ownPayments: [paid(AS_OF)] })).toBe(1_222_181);
  });

  it('a refund of money the company had counted is owed again', () => {
    const refunds = [{ amount: kopecks(50_000), at: at(AS_OF + 5), exportClosedAt: null }];
    expect(left({ ownPayments: [own('a', 200_000, AS_OF - 1, { refunds })] })).toBe(1_272_181);
    expect(left({ ownPayments: [own('a', 200_000, AS_OF + 1, { refunds })] })).toBe(1_072_181);
  });

  it('a refund the company knows is in its figures', () => {
    const refunds = [{ amount: kopecks(50_000), at: at(AS_OF - 1), exportClosedAt: null }];
    expect(left({ ownPayments: [own('a', 200_000, AS_OF - 2, { refunds })] })).toBe(1_222_181);
  });

  it('a refund is never known before its payment', () => {
    const refunds = [{ amount: kopecks(50_000), at: at(2), exportClosedAt: at(3) }];
    const ownPayments = [own('a', 200_000, 1, { refunds })];
    expect(left({ usesExports: true, ownPayments })).toBe(1_072_181);
  });

  it('a register’s row that reports our payment counts once', () => {
    const ownPayments = [own('a', 200_000, AS_OF + 1)];
    const importedPayments = [imported('x', 200_000, AS_OF + 1, { ownPaymentId: 'a' })];
    expect(left({ ownPayments, importedPayments })).toBe(1_022_181);
    expect(left({ importedPayments })).toBe(1_022_181);
  });

  it('a payment elsewhere is known when it was made, unless its register says when', () => {
    expect(left({ importedPayments: [imported('x', 100, AS_OF - 1)] })).toBe(1_222_181);
    expect(left({ importedPayments: [imported('x', 100, AS_OF + 1)] })).toBe(1_222_081);
    expect(left({ importedPayments: [imported('x', 100, AS_OF - 1, { knownAt: at(AS_OF + 9) })] })).toBe(
      1_222_081,
    );
    expect(left({ usesExports: true, importedPayments: [imported('x', 100, AS_OF - 1)] })).toBe(1_222_181);
  });

  it('names what was taken off', () => {
    const result = leftToPay({
      bill: { total: kopecks(1000), asOf: at(AS_OF) },
      ownPayments: [own('a', 300, AS_OF + 1), own('b', 100, 1)],
      importedPayments: [imported('x', 50, AS_OF + 1)],
      usesExports: false,
    });
    expect(result).toEqual({
      leftToPay: 650,
      subtracted: [
        { source: 'own', id: 'a', amount: 300 },
        { source: 'imported', id: 'x', amount: 50 },
      ],
    });
  });

  it('refuses a payment given twice', () => {
    const a = own('a', 300, 1);
    expect(() => left({ ownPayments: [a, a] })).toThrow('twice');
    const x = imported('x', 300, 1);
    expect(() => left({ importedPayments: [x, x] })).toThrow('twice');
  });
});

// ── An independent oracle: the company keeps a ledger of what it is told, and bills what its ledger says ──

type Event =
  | { kind: 'charge'; amount: number }
  | { kind: 'pay'; amount: number }
  | { kind: 'elsewhere'; amount: number }
  | { kind: 'refund'; which: number; part: number }
  | { kind: 'export' }
  | { kind: 'bill'; behind: number };

const amount = fc.integer({ min: 1, max: 3_000_000 });
const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('charge' as const), amount }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('pay' as const), amount }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('elsewhere' as const), amount }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('refund' as const),
      which: fc.nat(20),
      part: fc.integer({ min: 1, max: 100 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('export' as const) }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('bill' as const), behind: fc.nat(4) }) },
);

/** What happened, minute by minute, as the world saw it. */
interface Refunded {
  readonly payment: Paid;
  readonly amount: number;
  readonly at: number;
  closed: number | null;
}
interface Paid {
  readonly id: string;
  readonly amount: number;
  readonly at: number;
  closed: number | null;
  readonly refunds: Refunded[];
}

function simulate(events: readonly Event[], usesExports: boolean) {
  const own: Paid[] = [];
  const elsewhere: Paid[] = [];
  const charges: { amount: number; at: number }[] = [{ amount: 500_000, at: 0 }];
  let bill = { asOf: 1, charged: 500_000 };

  events.forEach((step, index) => {
    const now = 10 * (index + 1);
    if (step.kind === 'charge') charges.push({ amount: step.amount, at: now });
    if (step.kind === 'pay')
      own.push({ id: `o${index}`, amount: step.amount, at: now, closed: null, refunds: [] });
    if (step.kind === 'elsewhere') {
      elsewhere.push({ id: `e${index}`, amount: step.amount, at: now, closed: null, refunds: [] });
    }
    if (step.kind === 'refund' && own.length > 0) {
      const payment = own[step.which % own.length];
      const rest =
        payment === undefined ? 0 : payment.amount - payment.refunds.reduce((sum, r) => sum + r.amount, 0);
      const part = Math.ceil((rest * step.part) / 100);
      if (payment !== undefined && part > 0)
        payment.refunds.push({ payment, amount: part, at: now, closed: null });
    }
    if (step.kind === 'export') {
      for (const payment of own) {
        payment.closed ??= now;
        for (const refund of payment.refunds) refund.closed ??= now;
      }
    }
    if (step.kind === 'bill') {
      // The figures may be some steps older than the file: what came in between is not in them.
      const asOf = Math.max(bill.asOf, now + 5 - step.behind * 10);
      bill = { asOf, charged: charges.filter((c) => c.at < asOf).reduce((sum, c) => sum + c.amount, 0) };
    }
  });

  const knows = (fact: { at: number; closed: number | null }, ours: boolean) =>
    ours && usesExports ? fact.closed !== null && fact.closed <= bill.asOf : fact.at < bill.asOf;
  const net = (payments: readonly Paid[]) =>
    payments.reduce((sum, p) => sum + p.amount - p.refunds.reduce((back, r) => back + r.amount, 0), 0);
  const ledger =
    bill.charged -
    own.filter((p) => knows(p, true)).reduce((sum, p) => sum + p.amount, 0) +
    own
      .flatMap((p) => (knows(p, true) ? p.refunds : []))
      .filter((r) => knows(r, true))
      .reduce((sum, r) => sum + r.amount, 0) -
    elsewhere.filter((p) => knows(p, false)).reduce((sum, p) => sum + p.amount, 0);
  const input: LeftToPayInput = {
    bill: { total: kopecks(ledger), asOf: at(bill.asOf) },
    ownPayments: own.map((p) => ({
      id: p.id,
      amount: kopecks(p.amount),
      paidAt: at(p.at),
      exportClosedAt: p.closed === null ? null : at(p.closed),
      refunds: p.refunds.map((r) => ({
        amount: kopecks(r.amount),
        at: at(r.at),
        exportClosedAt: r.closed === null ? null : at(r.closed),
      })),
    })),
    importedPayments: elsewhere.map((p) => ({
      id: p.id,
      amount: kopecks(p.amount),
      paidAt: at(p.at),
      knownAt: null,
      ownPaymentId: null,
    })),
    usesExports,
  };
  return { input, owed: bill.charged - net(own) - net(elsewhere) };
}

describe('left to pay against the company’s ledger', () => {
  const history = fc.array(event, { maxLength: 30 });

  it('is what was billed minus all money that ever came, each kopeck once', () => {
    fc.assert(
      fc.property(history, fc.boolean(), (events, usesExports) => {
        const { input, owed } = simulate(events, usesExports);
        expect(leftToPay(input).leftToPay).toBe(owed);
      }),
      runs(500),
    );
  });

  it('does not depend on the order in which rows are read', () => {
    const shuffled = history.chain((events) => {
      const { input } = simulate(events, true);
      return fc.record({
        input: fc.constant(input),
        own: fc.shuffledSubarray([...input.ownPayments], { minLength: input.ownPayments.length }),
        elsewhere: fc.shuffledSubarray([...input.importedPayments], {
          minLength: input.importedPayments.length,
        }),
      });
    });
    fc.assert(
      fc.property(shuffled, ({ input, own, elsewhere }) => {
        const other = leftToPay({ ...input, ownPayments: own, importedPayments: elsewhere });
        expect(other.leftToPay).toBe(leftToPay(input).leftToPay);
      }),
      runs(200),
    );
  });

  it('a bank’s register that repeats our payments changes nothing', () => {
    fc.assert(
      fc.property(history, fc.boolean(), (events, usesExports) => {
        const { input, owed } = simulate(events, usesExports);
        const twins = input.ownPayments.map((p) => ({
          id: `twin-${p.id}`,
          amount: p.amount,
          paidAt: p.paidAt,
          knownAt: null,
          ownPaymentId: p.id,
        }));
        const importedPayments = [...input.importedPayments, ...twins];
        expect(leftToPay({ ...input, importedPayments }).leftToPay).toBe(owed);
      }),
      runs(200),
    );
  });
});
