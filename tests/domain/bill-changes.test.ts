import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareBills } from '../../src/domain/bill-changes.ts';
import type { BillLine } from '../../src/domain/bill-lines.ts';
import { type Kopecks, kopecks } from '../../src/domain/money.ts';
import { chargesByGroup, serviceGroup } from '../../src/domain/service-groups.ts';
import { runs } from './property.ts';

interface LineFields {
  readonly unit?: string;
  readonly volume?: string;
  readonly tariff?: string;
  readonly accrued?: number;
  readonly recalculation?: number;
  readonly benefits?: number;
  readonly penalty?: number;
  readonly openingBalance?: number;
  readonly paid?: number;
  readonly subline?: boolean;
}

function line(service: string, total: number, fields: LineFields = {}): BillLine {
  const sum = (value: number | undefined): Kopecks | null => (value === undefined ? null : kopecks(value));
  return {
    service,
    subline: fields.subline ?? false,
    unit: fields.unit ?? null,
    volume: fields.volume ?? null,
    tariff: fields.tariff ?? null,
    accrued: sum(fields.accrued),
    recalculation: sum(fields.recalculation),
    benefits: sum(fields.benefits),
    penalty: sum(fields.penalty),
    openingBalance: sum(fields.openingBalance),
    paid: sum(fields.paid),
    undersupplyDays: null,
    undersupplySum: null,
    withinNorm: null,
    total: kopecks(total),
  };
}

function bill(...lines: BillLine[]) {
  const added = lines.filter(({ subline }) => !subline);
  return { total: kopecks(added.reduce((sum, { total }) => sum + total, 0)), lines };
}

describe('the difference of two bills', () => {
  it('tells volume from tariff from recalculation, largest line first', () => {
    const before = bill(
      line('Отопление', 200_000, { unit: 'Гкал', volume: '1', tariff: '2000', accrued: 200_000 }),
      line('ХВС', 13_238, { unit: 'м3', volume: '10.16', tariff: '13.03', accrued: 13_238 }),
      line('Консьерж', 17_942),
    );
    const after = bill(
      line('Отопление', 325_000, {
        unit: 'Гкал',
        volume: '1.5',
        tariff: '2200',
        accrued: 330_000,
        recalculation: -5_000,
      }),
      line('хвс', 12_000, { unit: 'м3', volume: '9.21', tariff: '13.03', accrued: 12_000 }),
      line('Консьерж', 17_942),
    );
    const { lines, amount, causes, unexplained } = compareBills(before, after);
    expect(amount).toBe(125_000 - 1_238);
    expect(unexplained).toBe(0);
    expect(lines.map(({ service, amount: change }) => [service, change])).toEqual([
      ['Отопление', 125_000],
      ['хвс', -1_238],
    ]);
    expect(lines[0]?.parts).toEqual([
      { cause: 'volume', amount: 100_000 },
      { cause: 'tariff', amount: 30_000 },
      { cause: 'recalculation', amount: -5_000 },
    ]);
    expect(lines[1]?.parts).toEqual([{ cause: 'volume', amount: -1_238 }]);
    expect(causes[0]).toEqual({ cause: 'volume', amount: 98_762 });
  });

  it('knows new lines, lines that are gone, and never adds sub-lines', () => {
    const before = bill(line('Антенна', 5_000), line('ОДН', 900, { subline: true }));
    const after = bill(line('Домофон', 4_000), line('ОДН', 100, { subline: true }));
    expect(
      compareBills(before, after).lines.map(({ service, position, parts }) => [service, position, parts]),
    ).toEqual([
      ['Антенна', null, [{ cause: 'gone', amount: -5_000 }]],
      ['Домофон', 0, [{ cause: 'appeared', amount: 4_000 }]],
    ]);
  });

  it('says that a sum without columns changed by its accrual, and names debt only where it is in the sum', () => {
    expect(compareBills(bill(line('ЖКУ', 100)), bill(line('ЖКУ', 150))).lines[0]?.parts).toEqual([
      { cause: 'accrued', amount: 50 },
    ]);
    const carried = compareBills(
      bill(line('Вода', 1_000, { accrued: 1_000, openingBalance: 0 })),
      bill(line('Вода', 1_500, { accrued: 1_000, openingBalance: 500 })),
    );
    expect(carried.lines[0]?.parts).toEqual([{ cause: 'balance', amount: 500 }]);
    const beside = compareBills(
      bill(line('Вода', 1_000, { accrued: 1_000, openingBalance: 0 })),
      bill(line('Вода', 1_200, { accrued: 1_200, openingBalance: 500 })),
    );
    expect(beside.lines[0]?.parts).toEqual([{ cause: 'accrued', amount: 200 }]);
  });

  it('owns up to a total that the lines do not explain', () => {
    const before = bill(line('Вода', 1_000));
    const after = { ...bill(line('Вода', 1_100)), total: kopecks(5_000) };
    expect(compareBills(before, after)).toMatchObject({ amount: 4_000, unexplained: 3_900 });
  });

  const decimal = fc
    .integer({ min: 0, max: 500_000 })
    .map((units) => `${Math.floor(units / 1000)}.${String(units % 1000).padStart(3, '0')}`);
  const sum = fc.integer({ min: -500_000, max: 500_000 });
  const anyLine = fc
    .record({
      service: fc.constantFrom('Вода', 'Отопление', 'вода ', 'Лифт', 'Консьерж'),
      total: sum,
      subline: fc.boolean(),
      volume: fc.option(decimal, { nil: undefined }),
      tariff: fc.option(decimal, { nil: undefined }),
      accrued: fc.option(sum, { nil: undefined }),
      recalculation: fc.option(sum, { nil: undefined }),
      benefits: fc.option(sum, { nil: undefined }),
      penalty: fc.option(sum, { nil: undefined }),
      openingBalance: fc.option(sum, { nil: undefined }),
      paid: fc.option(sum, { nil: undefined }),
    })
    .map(
      ({
        service,
        total,
        volume,
        tariff,
        accrued,
        recalculation,
        benefits,
        penalty,
        openingBalance,
        paid,
        subline,
      }) =>
        line(service, total, {
          subline,
          ...(volume === undefined ? {} : { volume }),
          ...(tariff === undefined ? {} : { tariff }),
          ...(accrued === undefined ? {} : { accrued }),
          ...(recalculation === undefined ? {} : { recalculation }),
          ...(benefits === undefined ? {} : { benefits }),
          ...(penalty === undefined ? {} : { penalty }),
          ...(openingBalance === undefined ? {} : { openingBalance }),
          ...(paid === undefined ? {} : { paid }),
        }),
    );
  const anyLines = fc.array(anyLine, { maxLength: 6 });

  it('adds up to the kopeck, whatever stands in the columns', () => {
    fc.assert(
      fc.property(anyLines, anyLines, fc.integer({ min: 0, max: 3 }), (before, after, off) => {
        const newer = { lines: after, total: kopecks(bill(...after).total + off) };
        const changes = compareBills(bill(...before), newer);
        for (const { amount, parts, before: was, after: is } of changes.lines) {
          expect(amount).toBe(is - was);
          expect(parts.reduce((total, part) => total + part.amount, 0)).toBe(amount);
          expect(parts.every((part) => part.amount !== 0)).toBe(true);
        }
        const told = changes.lines.reduce((total, { amount }) => total + amount, 0);
        if (before.length > 0 && after.length > 0) expect(told + changes.unexplained).toBe(changes.amount);
        const sizes = changes.lines.map(({ amount }) => Math.abs(amount));
        expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
        expect(changes.causes.reduce((total, part) => total + part.amount, 0)).toBe(told);
      }),
      runs(300),
    );
  });

  it('is nothing between a bill and itself', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        expect(compareBills(bill(...lines), bill(...lines))).toEqual({
          amount: 0,
          lines: [],
          causes: [],
          unexplained: 0,
        });
      }),
      runs(50),
    );
  });
});

describe('groups of services', () => {
  it.each([
    ['Отопление', 'heating'],
    ['Горячее водоснабжение (компонент на тепловую энергию)', 'heating'],
    ['Холодное водоснабжение', 'water'],
    ['Водоотведение', 'water'],
    ['Электроснабжение день', 'energy'],
    ['Взнос на капитальный ремонт', 'repair'],
    ['Тех.обсл. и содержание жилого дома и прилег.терр.', 'housing'],
    ['Пропускной режим и обслуживание средств охраны', 'security'],
    ['Услуги комендантской службы', 'security'],
    ['Консьержная служба', 'security'],
    ['Вывоз ТКО', 'waste'],
    ['Антенна', 'media'],
    ['Страхование', 'other'],
  ])('%s: %s', (service, group) => {
    expect(serviceGroup(service)).toBe(group);
  });

  it('count what was charged, without debts and without sub-lines', () => {
    const sums = chargesByGroup([
      line('ХВС', 99_999, {
        accrued: 1_000,
        recalculation: -100,
        benefits: -50,
        penalty: 7,
        openingBalance: 99_142,
      }),
      line('ГВС', 500),
      line('ОДН ХВС', 300, { subline: true }),
    ]);
    expect([...sums]).toEqual([['water', 1_000 - 100 - 50 + 7 + 500]]);
  });
});
