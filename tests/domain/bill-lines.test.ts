import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BillLine, checkBillArithmetic, columnsPresent } from '../../src/domain/bill-lines.ts';
import { divideHalfUp, multiplyRounded, parseDecimal } from '../../src/domain/decimal.ts';
import { kopecks } from '../../src/domain/money.ts';
import { runs } from './property.ts';

function line(service: string, total: number, over: Partial<BillLine> = {}): BillLine {
  return {
    service,
    subline: false,
    unit: null,
    volume: null,
    tariff: null,
    accrued: null,
    recalculation: null,
    benefits: null,
    penalty: null,
    openingBalance: null,
    paid: null,
    undersupplyDays: null,
    undersupplySum: null,
    withinNorm: null,
    total: kopecks(total),
    ...over,
  };
}

/** The bills of the manuals S1 and S2. */
const S1 = [305_081, 747_530, 92_005, 59_623, 17_942];
const S2 = [
  372_042, 6_606, 19_448, 6_606, 9_372, 558_296, 77_939, 83_329, 20_805, 96_481, 2_156, 15_266, 3_450, 25_228,
];
const asLines = (sums: readonly number[]) =>
  sums.map((sum) => line('услуга', sum, { accrued: kopecks(sum) }));

describe('arithmetic of a bill', () => {
  it('does not fail on columns whose product is no money', () => {
    const absurd = line('Вода', 1, {
      volume: '12345678.123456',
      tariff: '99999999.999999',
      accrued: kopecks(1),
    });
    expect(checkBillArithmetic([absurd], kopecks(1))).toEqual([]);
  });

  it('the seeds’ bills add up', () => {
    expect(checkBillArithmetic(asLines(S1), kopecks(1_222_181))).toEqual([]);
    expect(checkBillArithmetic(asLines(S2), kopecks(1_297_024))).toEqual([]);
  });

  it('a total that does not add up is said', () => {
    expect(checkBillArithmetic(asLines(S1), kopecks(1_222_182))).toEqual([
      { kind: 'bill-total', stated: 1_222_182, computed: 1_222_181 },
    ]);
  });

  it('sub-lines are part of the line above and not added', () => {
    const lines = [line('Подогрев воды', 10_000), line('в т.ч. холодная вода', 4_000, { subline: true })];
    expect(checkBillArithmetic(lines, kopecks(10_000))).toEqual([]);
  });

  it('a line that does not multiply is said, a kopeck of rounding is not', () => {
    const heat = (accrued: number) =>
      line('Отопление', accrued, { volume: '17.20', tariff: '26.14', accrued: kopecks(accrued) });
    // 17.20 × 26.14 = 449.608
    expect(checkBillArithmetic([heat(44_961)], kopecks(44_961))).toEqual([]);
    expect(checkBillArithmetic([heat(44_960)], kopecks(44_960))).toEqual([]);
    expect(checkBillArithmetic([heat(44_963)], kopecks(44_963))).toEqual([
      { kind: 'line-product', position: 0, stated: 44_963, computed: 44_961 },
    ]);
  });

  it('absent is not zero: a line without a volume is not multiplied', () => {
    const lines = [line('Отопление', 305_081, { tariff: '26.14', accrued: kopecks(305_081) })];
    expect(checkBillArithmetic(lines, kopecks(305_081))).toEqual([]);
    const zero = [line('Отопление', 305_081, { volume: '0', tariff: '26.14', accrued: kopecks(305_081) })];
    expect(checkBillArithmetic(zero, kopecks(305_081))).toHaveLength(1);
  });

  it('the columns of a line must give its sum in some usual reading', () => {
    const columns = {
      accrued: kopecks(323_385),
      recalculation: kopecks(-7_240),
      benefits: kopecks(0),
      penalty: kopecks(0),
      openingBalance: kopecks(0),
      paid: kopecks(63_200),
    };
    expect(checkBillArithmetic([line('Отопление', 252_945, columns)], kopecks(252_945))).toEqual([]);
    // Last month's payment may be for information only.
    expect(checkBillArithmetic([line('Отопление', 316_145, columns)], kopecks(316_145))).toEqual([]);
    expect(checkBillArithmetic([line('Отопление', 252_000, columns)], kopecks(252_000))).toEqual([
      { kind: 'line-total', position: 0, stated: 252_000, computed: 252_945 },
    ]);
  });

  it('debt, penalty and benefits with either sign', () => {
    const debt = { accrued: kopecks(298_977), penalty: kopecks(1_744), openingBalance: kopecks(362_912) };
    expect(checkBillArithmetic([line('Отопление', 663_633, debt)], kopecks(663_633))).toEqual([]);
    for (const benefits of [-5_000, 5_000]) {
      const lines = [line('Вода', 95_000, { accrued: kopecks(100_000), benefits: kopecks(benefits) })];
      expect(checkBillArithmetic(lines, kopecks(95_000))).toEqual([]);
    }
  });

  it('a bill that states its total alone has no findings', () => {
    expect(checkBillArithmetic([], kopecks(100))).toEqual([]);
  });

  it('a consistent bill has no findings, a spoilt total has one', () => {
    const decimal = (digits: number) =>
      fc
        .integer({ min: 0, max: 9_999_999 })
        .map(
          (units) =>
            `${Math.floor(units / 10 ** digits)}.${String(units % 10 ** digits).padStart(digits, '0')}`,
        );
    const consistent = fc.array(
      fc.record({
        volume: decimal(3),
        tariff: decimal(2),
        recalculation: fc.integer({ min: -99_999, max: 99_999 }),
      }),
      { minLength: 1, maxLength: 14 },
    );
    fc.assert(
      fc.property(consistent, fc.integer({ min: 1, max: 1_000 }), (rows, spoil) => {
        const lines = rows.map(({ volume, tariff, recalculation }) => {
          // Independent of the program's decimals: thousandths × kopecks as whole numbers.
          const product = BigInt(volume.replace('.', '')) * BigInt(tariff.replace('.', ''));
          const accrued = Number((product + 500n) / 1000n);
          return line('услуга', accrued + recalculation, {
            volume,
            tariff,
            accrued: kopecks(accrued),
            recalculation: kopecks(recalculation),
          });
        });
        const total = lines.reduce((sum, { total }) => sum + total, 0);
        expect(checkBillArithmetic(lines, kopecks(total))).toEqual([]);
        expect(checkBillArithmetic(lines, kopecks(total + spoil))).toEqual([
          { kind: 'bill-total', stated: total + spoil, computed: total },
        ]);
      }),
      runs(200),
    );
  });
});

describe('columns of a bill', () => {
  it('are those that some line fills; zero fills, absence does not', () => {
    const lines = [line('a', 1), line('b', 2, { recalculation: kopecks(0), unit: 'куб.м' })];
    expect(columnsPresent(lines)).toEqual(['service', 'unit', 'recalculation', 'total']);
    expect(columnsPresent([])).toEqual(['service', 'total']);
  });
});

describe('exact decimals', () => {
  it.each([
    ['12', 12n, 0],
    ['-0,50', -50n, 2],
    ['+3.140', 3140n, 3],
    ['\u22121', -1n, 0],
  ] as const)('reads %s', (text, units, scale) => {
    expect(parseDecimal(text)).toEqual({ units, scale });
  });

  it.each(['', '1e5', '1.2.3', '1 000', 'XXXXX', '.5', '5.', 'NaN', '0x10'])('refuses %j', (text) => {
    expect(parseDecimal(text)).toBeNull();
  });

  it('rounds half away from zero', () => {
    expect([5n, -5n, 4n, -4n, 15n].map((n) => divideHalfUp(n, 10n))).toEqual([1n, -1n, 0n, 0n, 2n]);
    expect(multiplyRounded({ units: 1005n, scale: 3 }, { units: 1n, scale: 0 }, 2)).toBe(101n);
    expect(multiplyRounded({ units: 2n, scale: 0 }, { units: 3n, scale: 0 }, 2)).toBe(600n);
  });
});
