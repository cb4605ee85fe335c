import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { consumptionByMonth, sumConsumption } from '../../src/domain/consumption.ts';
import {
  capacityOf,
  formatMeterValue,
  parseMeterValue,
  resourceByName,
  VALUE_SCALE,
  valueFromDecimal,
  valueToDecimal,
} from '../../src/domain/meters.ts';
import { addMonths } from '../../src/domain/period.ts';
import { estimateCost } from '../../src/domain/reading-cost.ts';
import {
  type CheckContext,
  checkReading,
  jumpLimit,
  type MeterFacts,
  mayBecome,
  READING_STATUSES,
} from '../../src/domain/readings.ts';
import { runs } from './property.ts';

const units = (value: number): number => Math.round(value * VALUE_SCALE);
const NOW = new Date('2026-11-16T09:00:00Z');
const context = (over: Partial<CheckContext> = {}): CheckContext => ({
  now: NOW,
  today: '2026-11-16',
  expiredVerification: 'warn',
  siblings: [],
  locale: 'ru',
  ...over,
});
const meter = (over: Partial<MeterFacts> = {}): MeterFacts => ({
  resource: 'cold_water',
  zones: 1,
  digits: 5,
  decimals: 3,
  automatic: false,
  archived: false,
  nextVerificationOn: null,
  previous: { values: [units(123.4)], estimated: false },
  months: 1,
  history: [[units(5)], [units(6)], [units(4)]],
  ...over,
});
const check = (facts: MeterFacts, values: readonly number[], over: Partial<CheckContext> = {}) =>
  checkReading(facts, { values: values.map(units), takenAt: NOW }, context(over));

describe('a value', () => {
  it.each([
    ['123,4', 123.4],
    ['123.4', 123.4],
    ['00123,456', 123.456],
    ['1 234,5', 1234.5],
    ['1 234', 1234],
    ['123 м3', 123],
    ['5432 кВт·ч', 5432],
    ['0', 0],
    ['000', 0],
    ['12,', 12],
    ['123,4500', 123.45],
  ])('%s is read', (text, value) => {
    expect(parseMeterValue(text)).toMatchObject({ ok: true, value: units(value) });
  });

  it.each(['', '-5', '12,3,4', '1e5', 'сто', '<b>1</b>', '١٢٣', '12a', '½'])('%s is not', (text) => {
    expect(parseMeterValue(text).ok).toBe(false);
  });

  it('longer than any dial is refused', () => {
    expect(parseMeterValue('12345678901')).toEqual({ ok: false, code: 'READING_TOO_LONG' });
    expect(parseMeterValue('1,23456')).toEqual({ ok: false, code: 'READING_TOO_LONG' });
  });

  it('survives the database and the screen exactly', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: capacityOf(10) - 1 }), (value) => {
        expect(valueFromDecimal(valueToDecimal(value))).toBe(value);
        const shown = parseMeterValue(formatMeterValue(value, 'ru'));
        expect(shown).toMatchObject({ ok: true, value });
      }),
      runs(300),
    );
  });

  it('names of resources as registers write them', () => {
    const named = [
      'ХВС',
      'ГВС',
      'ЭЛ',
      'Отопление',
      'Газ',
      'Хол. вода',
      'Электроэнергия',
      'hot_water',
      'лифт',
    ];
    expect(named.map(resourceByName)).toEqual([
      'cold_water',
      'hot_water',
      'electricity',
      'heat',
      'gas',
      'cold_water',
      'electricity',
      'hot_water',
      null,
    ]);
  });
});

describe('refused whatever the value', () => {
  it.each<[string, Partial<MeterFacts>, readonly number[], Partial<CheckContext>]>([
    ['METER_ARCHIVED', { archived: true }, [124], {}],
    ['METER_AUTOMATIC', { automatic: true }, [124], {}],
    [
      'METER_VERIFICATION_EXPIRED',
      { nextVerificationOn: '2026-11-15' },
      [124],
      { expiredVerification: 'refuse' },
    ],
    ['READING_ZONES', {}, [124, 125], {}],
    ['READING_ZONES', { zones: 2, previous: null }, [124], {}],
    ['READING_TOO_MANY_DECIMALS', { decimals: 0 }, [124.5], {}],
    ['READING_TOO_MANY_DECIMALS', {}, [124.5678], {}],
    ['READING_TOO_MANY_DIGITS', {}, [100_000], {}],
    ['READING_IN_FUTURE', {}, [124], { now: new Date(NOW.getTime() - 1) }],
    ['READING_BELOW_PREVIOUS', {}, [123.399], {}],
  ])('%s', (code, over, values, ctx) => {
    expect(check(meter(over), values, ctx)).toMatchObject({ ok: false, code });
  });

  it('a passed verification warns where the company takes readings all the same; its last day is valid', () => {
    expect(check(meter({ nextVerificationOn: '2026-11-15' }), [124])).toMatchObject({
      verificationExpired: true,
    });
    const valid = check(meter({ nextVerificationOn: '2026-11-16' }), [124], {
      expiredVerification: 'refuse',
    });
    expect(valid).toMatchObject({ ok: true, verificationExpired: false });
  });
});

describe('nothing used', () => {
  it('is no reason to ask', () => {
    expect(check(meter(), [123.4])).toMatchObject({ ok: true, questions: [], consumption: [0] });
  });
});

describe('the end of the dial', () => {
  const full = meter({ previous: { values: [units(99_998)], estimated: false } });

  it('is asked when the consumption would be believable', () => {
    expect(check(full, [2.5])).toMatchObject({
      ok: true,
      consumption: [units(4.5)],
      questions: [{ kind: 'roll_over', zone: 0, consumption: units(4.5) }],
    });
  });

  it('is not offered for an ordinary slip below', () => {
    expect(check(meter({ previous: { values: [units(50_000)], estimated: false } }), [49_000])).toMatchObject(
      {
        ok: false,
        code: 'READING_BELOW_PREVIOUS',
        details: { previous: '50\u00a0000', zone: 1 },
      },
    );
    expect(check(full, [90_000])).toMatchObject({ ok: false, code: 'READING_BELOW_PREVIOUS' });
  });

  it('property: a believable consumption over the end is always asked, with exactly that consumption', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 3, max: 10 }),
        fc.integer({ min: 0, max: 10 * VALUE_SCALE }),
        fc.integer({ min: 1, max: 10 * VALUE_SCALE }),
        (digits, rest, beyond) => {
          const capacity = capacityOf(digits);
          const previous = capacity - 1 - rest;
          const used = rest + beyond;
          fc.pre(used <= 10 * VALUE_SCALE);
          const facts = meter({
            digits,
            decimals: 4,
            history: [[units(1)]],
            previous: { values: [previous], estimated: false },
          });
          const verdict = checkReading(facts, { values: [beyond - 1], takenAt: NOW }, context());
          expect(verdict).toMatchObject({ ok: true, consumption: [used] });
          expect(verdict.ok && verdict.questions.map(({ kind }) => kind)).toEqual(['roll_over']);
        },
      ),
      runs(300),
    );
  });

  it('property: whatever passes without a question uses between nothing and the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: capacityOf(5) - 1 }),
        fc.integer({ min: 0, max: capacityOf(5) - 1 }),
        fc.array(fc.integer({ min: 0, max: 40 * VALUE_SCALE }), { maxLength: 12 }),
        fc.integer({ min: 1, max: 12 }),
        (previous, value, used, span) => {
          const history = used.map((amount) => [amount]);
          const facts = meter({
            decimals: 4,
            months: span,
            history,
            previous: { values: [previous], estimated: false },
          });
          const verdict = checkReading(facts, { values: [value], takenAt: NOW }, context());
          const limit = jumpLimit('cold_water', used, span);
          const plain = value >= previous && value - previous <= limit;
          expect(verdict.ok && verdict.questions.length === 0).toBe(plain);
          if (verdict.ok) {
            for (const amount of verdict.consumption ?? []) expect(amount).toBeGreaterThanOrEqual(0);
          }
        },
      ),
      runs(500),
    );
  });
});

describe('a jump', () => {
  it('is asked; an extra digit, a lost comma are named, with what may have been meant', () => {
    expect(check(meter(), [1128.4])).toMatchObject({
      questions: [{ kind: 'jump', guess: 'extra_digit', suggestion: units(128.4) }],
    });
    expect(check(meter({ digits: 8 }), [128_456])).toMatchObject({
      questions: [{ kind: 'jump', guess: 'missing_point', suggestion: units(128.456) }],
    });
    expect(check(meter(), [55_555])).toMatchObject({
      questions: [{ kind: 'jump', guess: null, suggestion: null }],
    });
  });

  it('grows with the months nobody sent anything', () => {
    expect(check(meter({ months: 6 }), [163.4])).toMatchObject({ questions: [] });
    expect(check(meter({ months: 1 }), [163.4])).toMatchObject({ questions: [{ kind: 'jump' }] });
  });

  it('hot and cold in each other’s place are named, above and below', () => {
    const hot = { resource: 'hot_water' as const, previous: [units(356)], history: [[units(3)]] };
    expect(check(meter(), [358.2], { siblings: [hot] })).toMatchObject({
      questions: [{ kind: 'jump', guess: 'swapped' }],
    });
    const cold = { resource: 'cold_water' as const, previous: [units(123.4)], history: [[units(5)]] };
    const hotMeter = meter({ resource: 'hot_water', previous: { values: [units(356)], estimated: false } });
    expect(check(hotMeter, [128], { siblings: [cold] })).toMatchObject({
      ok: false,
      code: 'READING_LOOKS_SWAPPED',
    });
  });

  it('a first reading has nothing to be compared with', () => {
    expect(check(meter({ previous: null }), [55_555])).toMatchObject({
      ok: true,
      questions: [],
      consumption: null,
    });
  });
});

describe('below the company’s own estimate', () => {
  it('is asked, not refused, and counts nothing', () => {
    const facts = meter({ previous: { values: [units(130)], estimated: true } });
    expect(check(facts, [126])).toMatchObject({
      ok: true,
      consumption: [0],
      questions: [{ kind: 'below_estimate' }],
    });
  });
});

describe('zones', () => {
  it('each is judged by its own history', () => {
    const facts = meter({
      resource: 'electricity',
      zones: 2,
      decimals: 0,
      digits: 6,
      previous: { values: [units(5000), units(2000)], estimated: false },
      history: [[units(200), units(90)]],
    });
    expect(check(facts, [5400, 2100])).toMatchObject({ questions: [] });
    expect(check(facts, [9000, 2100])).toMatchObject({ questions: [{ zone: 0, kind: 'jump' }] });
    expect(check(facts, [5100, 1999])).toMatchObject({ ok: false, details: { zone: 2, zones: 2 } });
  });
});

describe('consumption by month', () => {
  const life = { zones: 1, digits: 5, initialValues: [], final: null };
  const read = (period: `${number}-${number}`, value: number, estimated = false) => ({
    period,
    values: [units(value)],
    estimated,
  });

  it('spreads a gap evenly and marks it', () => {
    const months = consumptionByMonth({
      ...life,
      readings: [read('2026-06', 100), read('2026-09', 110), read('2026-10', 114)],
    });
    expect(months.map(({ period, total, estimated }) => [period, total, estimated])).toEqual([
      ['2026-07', 33_333, true],
      ['2026-08', 33_333, true],
      ['2026-09', 33_334, true],
      ['2026-10', 40_000, false],
    ]);
  });

  it('counts on over the end of the dial', () => {
    const [month] = consumptionByMonth({ ...life, readings: [read('2026-09', 99_998), read('2026-10', 3)] });
    expect(month?.total).toBe(units(5));
  });

  it('a replaced meter and the one in its place make one month', () => {
    const old = consumptionByMonth({
      ...life,
      final: { values: [units(502)], period: '2026-10' },
      readings: [read('2026-09', 500)],
    });
    const fresh = consumptionByMonth({ ...life, initialValues: [units(1)], readings: [read('2026-10', 4)] });
    expect(sumConsumption([old, fresh])).toMatchObject([{ period: '2026-10', total: units(5) }]);
  });

  it('property: the months add up to the difference of first and last reading', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 50_000 })), {
          minLength: 2,
          maxLength: 20,
        }),
        (steps) => {
          let month = addMonths('2020-01', 0);
          let value = 0;
          const readings = steps.map(([ahead, used]) => {
            month = addMonths(month, ahead);
            value += used;
            return { period: month, values: [value], estimated: false };
          });
          const total = consumptionByMonth({ ...life, readings }).reduce(
            (sum, { total: used }) => sum + used,
            0,
          );
          expect(total).toBe((readings.at(-1)?.values[0] ?? 0) - (readings[0]?.values[0] ?? 0));
        },
      ),
      runs(200),
    );
  });
});

describe('the estimated cost', () => {
  const lines = [
    { service: 'Холодное водоснабжение на ОДН', unit: 'куб.м', tariff: '99' },
    { service: 'Холодное водоснабжение на ИП', unit: 'куб.м', tariff: '44.04' },
    { service: 'Подогрев воды для нужд ГВС на ИП', unit: 'Гкал', tariff: '2160.9' },
    { service: 'Горячее водоснабжение на ИП', unit: 'куб.м', tariff: '44.04' },
    { service: 'Электроснабжение по тарифу 1', unit: 'кВт·ч', tariff: '6.36' },
    { service: 'Электроснабжение по тарифу 2', unit: 'кВт·ч', tariff: '2.30' },
    { service: 'Отопление', unit: 'кв.м', tariff: '68.52' },
  ];

  it('comes from the line of the flat’s own consumption', () => {
    expect(estimateCost('cold_water', [units(3.5)], lines)).toBe(15_414);
    expect(estimateCost('electricity', [units(100), units(50)], lines)).toBe(75_100);
    expect(estimateCost('electricity', [units(100)], lines)).toBe(63_600);
  });

  it('is not made up where the bill does not say', () => {
    expect(estimateCost('heat', [units(1)], lines)).toBeNull();
    expect(estimateCost('gas', [units(1)], lines)).toBeNull();
    expect(estimateCost('electricity', [units(1), units(1), units(1)], lines)).toBeNull();
  });
});

describe('states', () => {
  it('only these steps exist', () => {
    const steps = READING_STATUSES.flatMap((from) =>
      READING_STATUSES.filter((to) => mayBecome(from, to)).map((to) => `${from} → ${to}`),
    );
    expect(steps).toEqual([
      'accepted → exported',
      'accepted → rejected',
      'accepted → replaced',
      'exported → rejected',
      'exported → replaced',
    ]);
  });
});
