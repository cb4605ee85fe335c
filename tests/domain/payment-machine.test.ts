import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { kopecks } from '../../src/domain/money.ts';
import { type DeskPayment, PaymentDesk, type Press, payableAtGateway } from './payment-desk.ts';
import { minutesLater, T0 } from './payment-fields.ts';
import { MODEL_TIMEOUT_MS, runs, tellSteps } from './property.ts';

/**
 * The world the desk cannot see: the gateway's till, people paying at the bank, the company's own ledger. The model
 * holds only what happened; what should be left to pay follows from it without any rule of the program.
 */
interface World {
  now: Date;
  nextDraft: number;
  nextQuery: number;
  nextCharge: number;
  /** Charges the gateway made and has told us of, minus what it gave back. */
  told: number;
  /** Charges whose notice is still on its way, and those that may be repeated. */
  notices: { payment: number; charge: string; amount: number; until: Date; delivered: boolean }[];
  /** Attempts made by presses: what other payments there are, second charges made. */
  attempts: number;
  billed: number;
  /** Bank payments: in the company's ledger at once, with us after the import. */
  elsewhere: { amount: number; at: Date; imported: boolean }[];
  /** Reasons for which money beyond the debt may come in. */
  excuses: Set<string>;
}

interface Act {
  readonly name: string;
  run(world: World, desk: PaymentDesk): void;
}

function act(name: string, run: Act['run']): Act {
  return { name, run };
}

const pick = <T>(items: readonly T[], index: number): T | undefined =>
  items[index % Math.max(1, items.length)];

const pressOf = (ownSum: fc.Arbitrary<number | null>, payAnyway: fc.Arbitrary<boolean>) =>
  fc
    .record({
      payer: fc.constantFrom(42, 43),
      method: fc.constantFrom<Press['method']>('telegram', 'telegram', 'yookassa', 'sbp', 'saved_card'),
      ownSum,
      payAnyway,
      twice: fc.boolean(),
    })
    .map(({ twice, ...given }) =>
      act(`press ${given.method}`, (world, desk) => {
        const draftId = world.nextDraft++;
        const made = desk.press({ ...given, draftId }, world.now);
        if (made !== null && made.acceptedHolds.length > 0) world.excuses.add('pay anyway');
        if (made !== null && !made.wholeSum) world.excuses.add('own sum');
        if (made !== null) world.attempts += 1;
        const count = desk.payments.length;
        if (twice && made !== null) {
          expect(desk.press({ ...given, draftId }, world.now)).toBe(made);
          expect(desk.payments).toHaveLength(count);
        }
      }),
    );

const press = pressOf(fc.option(fc.integer({ min: 1, max: 2_000_000 }), { freq: 3 }), fc.boolean());
const wholePress = pressOf(fc.constant(null), fc.constant(false));

/** Telegram asks; on yes the provider charges, or not; its notice travels. */
const preCheckout = fc
  .record({ which: fc.nat(50), stranger: fc.boolean(), charges: fc.boolean(), repeatQuery: fc.boolean() })
  .map(({ which, stranger, charges, repeatQuery }) =>
    act('pre-checkout', (world, desk) => {
      const payment = pick(
        desk.payments.filter(({ fields }) => fields.method === 'telegram'),
        which,
      );
      if (payment === undefined) return;
      const query =
        repeatQuery && payment.authorizedByQueryId !== null
          ? payment.authorizedByQueryId
          : `q${world.nextQuery++}`;
      const owner = payment.fields.payerTelegramId ?? 0;
      const repeated = query === payment.authorizedByQueryId;
      const left = desk.left();
      const ok = desk.preCheckout(payment, query, stranger ? owner + 1000 : owner, world.now);
      if (stranger) expect(ok).toBe(false);
      if (ok && !repeated && payment.wholeSum) expect(payment.fields.amount).toBeLessThanOrEqual(left);
      // A redelivered query is answered again, but Telegram charges once per query.
      if (ok && charges && !repeated) charge(world, payment, minutesLater(world.now, 15));
    }),
  );

const payAtGateway = fc.nat(50).map((which) =>
  act('pay at the gateway', (world, desk) => {
    const payment = pick(
      desk.payments.filter((one) => payableAtGateway(one, world.now)),
      which,
    );
    if (payment === undefined || world.notices.some((notice) => notice.payment === payment.id)) return;
    charge(world, payment, minutesLater(payment.fields.createdAt, 60));
  }),
);

/** `until`: a notice that comes by then comes in time, as the design promises; known here without any rule. */
function charge(world: World, payment: DeskPayment, until: Date): void {
  world.notices.push({
    until,
    payment: payment.id,
    charge: `c${world.nextCharge++}`,
    amount: payment.fields.total,
    delivered: false,
  });
}

/** A notice arrives, also again and out of order. */
const deliver = fc.nat(50).map((which) =>
  act('success arrives', (world, desk) => {
    const notice = pick(world.notices, which);
    if (notice !== undefined) deliverNotice(world, desk, notice);
  }),
);

function deliverNotice(world: World, desk: PaymentDesk, notice: World['notices'][number]): void {
  const payment = desk.payments.find(({ id }) => id === notice.payment);
  if (payment === undefined) throw new Error('a charge of nothing');
  if (!notice.delivered) {
    world.told += notice.amount;
    const { status } = payment.fields;
    if (world.now >= notice.until || (status !== 'pending' && status !== 'authorized')) {
      world.excuses.add('late or second success');
    }
  }
  notice.delivered = true;
  desk.success(payment, notice.charge, world.now);
}

const fail = fc.nat(50).map((which) =>
  act('failure arrives', (world, desk) => {
    const payment = pick(desk.payments, which);
    if (payment !== undefined) desk.fail(payment, world.now);
  }),
);

const refund = fc
  .record({ which: fc.nat(50), part: fc.constantFrom(1, 40, 100, 120) })
  .map(({ which, part }) =>
    act('refund', (world, desk) => {
      const payment = pick(desk.payments, which);
      if (payment === undefined) return;
      const rest = payment.fields.amount - payment.fields.refunded;
      world.told -= desk.refund(payment, Math.ceil((rest * part) / 100), world.now);
    }),
  );

const expire = fc.constant(act('expiry', (world, desk) => desk.expire(world.now)));

const wait = fc
  .constantFrom(1, 5, 16, 61, 25 * 60)
  .map((minutes) => act(`${minutes} min pass`, (world) => (world.now = minutesLater(world.now, minutes))));

const exported = fc.constant(act('export', (world, desk) => desk.export(world.now)));

const elsewhere = fc.integer({ min: 1, max: 2_000_000 }).map((amount) =>
  act('payment at the bank', (world) => {
    world.elsewhere.push({ amount, at: world.now, imported: false });
    world.excuses.add('elsewhere');
  }),
);

const importRegister = fc.constant(
  act('import of the register', (world, desk) => {
    world.elsewhere.forEach((paid, index) => {
      if (!paid.imported) desk.imported.push({ id: index, amount: kopecks(paid.amount), paidAt: paid.at });
      paid.imported = true;
    });
  }),
);

/** The company bills what its ledger says: all it accrued minus all it was told of. */
const bill = fc.integer({ min: 0, max: 2_000_000 }).map((accrued) =>
  act('new bill', (world, desk) => {
    world.billed += accrued;
    const own = desk.payments.filter(({ fields }) => fields.succeededAt !== null);
    const heardOf = (at: Date | null, closed: Date | null) =>
      desk.usesExports ? closed !== null : at !== null && at < world.now;
    let total = world.billed;
    for (const { fields, exportClosedAt, refunds } of own) {
      if (!heardOf(fields.succeededAt, exportClosedAt)) continue;
      total -= fields.amount;
      for (const one of refunds) if (heardOf(one.at, one.exportClosedAt)) total += one.amount;
    }
    for (const paid of world.elsewhere) total -= paid.amount;
    desk.bill = { total: kopecks(total), asOf: world.now };
  }),
);

const acts = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: press },
    { weight: 8, arbitrary: preCheckout },
    { weight: 3, arbitrary: payAtGateway },
    { weight: 8, arbitrary: deliver },
    { weight: 1, arbitrary: fail },
    { weight: 2, arbitrary: refund },
    { weight: 2, arbitrary: expire },
    { weight: 4, arbitrary: wait },
    { weight: 2, arbitrary: exported },
    { weight: 1, arbitrary: elsewhere },
    { weight: 1, arbitrary: importRegister },
    { weight: 2, arbitrary: bill },
  ),
  { maxLength: 60, size: 'max' },
);

/** Notices that arrive before time passes: nothing is late, so nothing excuses an advance. */
const inTime = fc.constantFrom(1, 5, 16, 54, 65).map((minutes) =>
  act(`notices arrive, ${minutes} min pass`, (world, desk) => {
    for (const notice of world.notices) deliverNotice(world, desk, notice);
    world.now = minutesLater(world.now, minutes);
    desk.expire(world.now);
  }),
);

/** Everybody pays whole sums and nobody insists: the machine alone must keep the account from being overpaid. */
const orderlyActs = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: wholePress },
    { weight: 8, arbitrary: preCheckout },
    { weight: 4, arbitrary: payAtGateway },
    { weight: 4, arbitrary: deliver },
    { weight: 3, arbitrary: inTime },
    { weight: 1, arbitrary: exported },
    { weight: 1, arbitrary: bill },
  ),
  { maxLength: 30, size: 'max' },
);

let walked = 0;

function play(steps: readonly Act[], usesExports: boolean): { world: World; desk: PaymentDesk } {
  const world: World = {
    now: minutesLater(T0, 1),
    nextDraft: 1,
    nextQuery: 1,
    nextCharge: 1,
    told: 0,
    notices: [],
    attempts: 0,
    billed: 1_222_181,
    elsewhere: [],
    excuses: new Set(),
  };
  const desk = new PaymentDesk({ total: kopecks(1_222_181), asOf: T0 }, usesExports);
  for (const step of steps) {
    walked += 1;
    step.run(world, desk);
    // No two things happen at one instant.
    world.now = new Date(world.now.getTime() + 1000);
    checkInvariants(world, desk);
  }
  return { world, desk };
}

function checkInvariants(world: World, desk: PaymentDesk): void {
  // Every kopeck the gateway told of is credited, once.
  expect(desk.credited()).toBe(world.told);
  // Left to pay is what was billed minus all money that came and is known here or in the bill.
  const known = world.elsewhere.filter(({ at, imported }) => imported || at < desk.bill.asOf);
  expect(desk.left()).toBe(world.billed - world.told - known.reduce((sum, { amount }) => sum + amount, 0));
  // Nobody is overcharged silently.
  if (desk.left() < 0 && world.excuses.size === 0)
    throw new Error(`advance of ${-desk.left()} for no reason`);
}

afterAll(() => tellSteps('of the rules', walked));

describe('payments, whatever happens in whatever order', () => {
  it.each([
    ['a company that sees the money itself', false],
    ['a company that takes export batches', true],
  ])(
    'credits what the gateway took, once, and overcharges nobody: %s',
    (_, usesExports) => {
      fc.assert(
        fc.property(acts, (steps) => {
          const { world, desk } = play(steps, usesExports);
          for (const notice of world.notices) deliverNotice(world, desk, notice);
          checkInvariants(world, desk);
          const charged = world.notices.reduce((sum, { amount }) => sum + amount, 0);
          const back = desk.payments.reduce((sum, { fields }) => sum + fields.refunded, 0);
          expect(desk.credited()).toBe(charged - back);
          // One payment per press, one more per charge beyond the first of an attempt: nothing is split or merged.
          const again = world.notices.length - new Set(world.notices.map(({ payment }) => payment)).size;
          expect(desk.payments).toHaveLength(world.attempts + again);
        }),
        runs(500),
      );
    },
    MODEL_TIMEOUT_MS,
  );

  it(
    'never overcharges people who pay whole sums one after another, whoever presses what',
    () => {
      let paid = 0;
      fc.assert(
        fc.property(orderlyActs, fc.boolean(), (steps, usesExports) => {
          const { world, desk } = play(steps, usesExports);
          for (const notice of world.notices) deliverNotice(world, desk, notice);
          expect([...world.excuses]).toEqual([]);
          checkInvariants(world, desk);
          if (world.told > 0) paid += 1;
        }),
        runs(500),
      );
      expect(paid).toBeGreaterThan(0);
    },
    MODEL_TIMEOUT_MS,
  );

  it(
    'money beyond the debt is reported with its reason',
    () => {
      fc.assert(
        fc.property(acts, (steps) => {
          const { world, desk } = play(steps, false);
          const overpaidHere = desk.left() < 0 && world.elsewhere.length === 0;
          if (overpaidHere) expect(desk.reported).not.toEqual([]);
        }),
        runs(200),
      );
    },
    MODEL_TIMEOUT_MS,
  );

  it('the walk really gets somewhere: paid, late, doubled, refunded and refused all happen', () => {
    const seen = new Set<string>();
    for (const steps of fc.sample(acts, { numRuns: 400, seed: 20261121 })) {
      const { world, desk } = play(steps, false);
      for (const { fields } of desk.payments) seen.add(fields.status);
      for (const excuse of world.excuses) seen.add(excuse);
      for (const line of desk.reported) seen.add(line.split(':')[0] ?? '');
    }
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'pending',
        'authorized',
        'succeeded',
        'failed',
        'expired',
        'partially_refunded',
        'refunded',
        'pay anyway',
        'late success',
        'second charge',
      ]),
    );
  });
});
