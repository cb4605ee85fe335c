import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { addMonths, daysIn, type Period, period } from '../../src/domain/period.ts';
import {
  clampDay,
  firstDayOf,
  lastDayOf,
  type WindowQuery,
  type WindowRule,
  windowOf,
  windowState,
} from '../../src/domain/reading-windows.ts';
import { runs } from './property.ts';

const ZONE = 'Europe/Moscow';
const rule = (fromDay: number, toDay: number, over: Partial<WindowRule> = {}): WindowRule => ({
  fromDay,
  toDay,
  mode: 'closed',
  effectiveFrom: '2020-01-01',
  ofBuilding: false,
  resource: null,
  ...over,
});
const query = (rules: readonly WindowRule[], over: Partial<WindowQuery> = {}): WindowQuery => ({
  rules,
  extensions: [],
  resource: 'cold_water',
  zone: ZONE,
  ...over,
});
const at = (text: string, zone = ZONE): Date => DateTime.fromISO(text, { zone }).toJSDate();
const months = (year: number): Period[] =>
  Array.from({ length: 12 }, (_, index) => period(year, index + 1) ?? '2026-01');

describe.each([2027, 2028])('every month of %i', (year) => {
  it.each(months(year))('%s: 10–25 opens on the 10th and closes after the 25th', (of) => {
    const q = query([rule(10, 25)]);
    for (const [day, open] of [
      ['09T23:59:59', false],
      ['10T00:00:00', true],
      ['25T23:59:59', true],
      ['26T00:00:00', false],
    ] as const) {
      const state = windowState(q, at(`${of}-${day}`));
      expect(state.current?.period ?? null, day).toBe(open ? of : null);
      expect(state.period, day).toBe(open ? of : null);
    }
  });

  it.each(months(year))('%s: 25–31 is open to the end of the month, and not a day longer', (of) => {
    const q = query([rule(25, 31)]);
    const last = String(daysIn(of)).padStart(2, '0');
    expect(windowState(q, at(`${of}-${last}T23:59:59`)).current?.period).toBe(of);
    expect(windowState(q, at(`${addMonths(of, 1)}-01T00:00:00`)).current).toBeNull();
    expect(windowState(q, at(`${addMonths(of, 1)}-03T12:00:00`)).current).toBeNull();
  });

  it.each(months(year))('%s: 25–3 crosses into the next month and stays of this one', (of) => {
    const q = query([rule(25, 3)]);
    const after = addMonths(of, 1);
    expect(windowState(q, at(`${of}-25T00:00:00`)).period).toBe(of);
    expect(windowState(q, at(`${after}-03T23:59:59`)).period).toBe(of);
    const shut = windowState(q, at(`${after}-04T00:00:00`));
    expect(shut.period).toBeNull();
    expect(shut.next.period).toBe(after);
    expect(shut.last.period).toBe(of);
  });

  it.each(months(year))('%s: 31–31 opens on the last day', (of) => {
    const q = query([rule(31, 31)]);
    const window = windowOf(q, of);
    expect(firstDayOf(window, ZONE)).toBe(clampDay(of, 31));
    expect(lastDayOf(window, ZONE)).toBe(clampDay(of, 31));
  });
});

const anyRule = fc.record({
  fromDay: fc.integer({ min: 1, max: 31 }),
  toDay: fc.integer({ min: 1, max: 31 }),
});
const anyInstant = fc.date({
  min: new Date('2023-01-01T00:00:00Z'),
  max: new Date('2033-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const anyZone = fc.constantFrom(
  'Europe/Moscow',
  'Asia/Kamchatka',
  'Europe/Kaliningrad',
  'America/Santiago',
  'UTC',
);

describe('any window', () => {
  it('is never empty, and never overlaps the next one', () => {
    fc.assert(
      fc.property(anyRule, anyZone, fc.integer({ min: 0, max: 60 }), ({ fromDay, toDay }, zone, ahead) => {
        const q = query([rule(fromDay, toDay)], { zone });
        const of = addMonths('2026-01', ahead);
        const window = windowOf(q, of);
        expect(window.opensAt.getTime()).toBeLessThan(window.closesAt.getTime());
        expect(window.closesAt.getTime()).toBeLessThanOrEqual(
          windowOf(q, addMonths(of, 1)).opensAt.getTime(),
        );
        expect(firstDayOf(window, zone).slice(0, 7)).toBe(of);
      }),
      runs(300),
    );
  });

  it('at every instant: open exactly inside, the next one opens later, the last one closed', () => {
    fc.assert(
      fc.property(anyRule, anyInstant, anyZone, ({ fromDay, toDay }, now, zone) => {
        const q = query([rule(fromDay, toDay)], { zone });
        const { current, next, last, period: of } = windowState(q, now);
        const inside = [-2, -1, 0, 1].some((months) => {
          const { opensAt, closesAt } = windowOf(q, addMonths(next.period, months));
          return opensAt <= now && now < closesAt;
        });
        expect(current !== null).toBe(inside);
        expect(of).toBe(current?.period ?? null);
        expect(next.opensAt.getTime()).toBeGreaterThan(now.getTime());
        expect(last.closesAt.getTime()).toBeLessThanOrEqual(
          current === null ? now.getTime() : current.opensAt.getTime(),
        );
      }),
      runs(300),
    );
  });

  it('soft: every day is taken, and what comes after the window counts for the next one', () => {
    fc.assert(
      fc.property(anyRule, anyInstant, ({ fromDay, toDay }, now) => {
        const {
          current,
          next,
          period: of,
        } = windowState(query([rule(fromDay, toDay, { mode: 'soft' })]), now);
        expect(of).toBe((current ?? next).period);
      }),
      runs(200),
    );
  });
});

describe('which setting counts', () => {
  it('house and resource before house, before resource, before provider; then the newest', () => {
    const rules = [
      rule(1, 5),
      rule(2, 6, { effectiveFrom: '2026-06-01' }),
      rule(3, 7, { resource: 'electricity' }),
      rule(4, 8, { ofBuilding: true }),
      rule(5, 9, { ofBuilding: true, resource: 'gas' }),
    ];
    const first = (resource: WindowQuery['resource'], house: boolean, of: Period): string => {
      const applying = house ? rules : rules.filter(({ ofBuilding }) => !ofBuilding);
      return firstDayOf(windowOf(query(applying, { resource }), of), ZONE).slice(8);
    };
    expect(first('cold_water', false, '2026-05')).toBe('01');
    expect(first('cold_water', false, '2026-07')).toBe('02');
    expect(first('electricity', false, '2026-07')).toBe('03');
    expect(first('cold_water', true, '2026-07')).toBe('04');
    expect(first('gas', true, '2026-07')).toBe('05');
  });

  it('nothing set: 10–25', () => {
    const window = windowOf(query([]), '2026-11');
    expect(window).toMatchObject({ period: '2026-11', mode: 'closed', extended: false });
    expect([firstDayOf(window, ZONE), lastDayOf(window, ZONE)]).toEqual(['2026-11-10', '2026-11-25']);
  });

  it('nothing set but the usual last day: it counts from its first day, and never where days are set', () => {
    const usualLastDay = {
      everyCompany: [{ effectiveFrom: '2026-11-15' as const, value: 20 }],
      own: [{ effectiveFrom: '2027-01-01' as const, value: 3 }],
    };
    const last = (rules: readonly WindowRule[], of: Period) =>
      lastDayOf(windowOf(query(rules, { usualLastDay }), of), ZONE);
    expect(last([], '2026-11')).toBe('2026-11-25');
    expect(last([], '2026-12')).toBe('2026-12-20');
    expect(last([], '2027-01')).toBe('2027-02-03');
    expect(last([rule(1, 28)], '2026-12')).toBe('2026-12-28');
  });

  it('a change from the middle of the year leaves no month out', () => {
    const q = query([rule(10, 25), rule(25, 3, { effectiveFrom: '2026-11-20' })]);
    expect(windowState(q, at('2026-11-15T12:00:00')).current).toBeNull();
    expect(windowState(q, at('2026-11-26T12:00:00')).period).toBe('2026-11');
    expect(windowState(q, at('2026-10-15T12:00:00')).period).toBe('2026-10');
  });
});

describe('an extension', () => {
  const extensions = [{ period: '2026-11' as const, until: at('2026-12-01T00:00:00') }];

  it('keeps the window of its month open, of no other', () => {
    const q = query([rule(10, 25)], { extensions });
    const state = windowState(q, at('2026-11-30T23:00:00'));
    expect(state.current).toMatchObject({ period: '2026-11', extended: true });
    expect(windowState(q, at('2026-12-01T00:00:00')).current).toBeNull();
    expect(windowState(q, at('2026-12-26T00:00:00')).current).toBeNull();
  });

  it('never shortens and never reaches into the next window', () => {
    const early = [{ period: '2026-11' as const, until: at('2026-11-12T00:00:00') }];
    expect(lastDayOf(windowOf(query([rule(10, 25)], { extensions: early }), '2026-11'), ZONE)).toBe(
      '2026-11-25',
    );
    const late = [{ period: '2026-11' as const, until: at('2026-12-20T00:00:00') }];
    expect(windowState(query([rule(10, 25)], { extensions: late }), at('2026-12-15T12:00:00')).period).toBe(
      '2026-12',
    );
  });
});

describe('the house’s own time', () => {
  it('the last minute in Kamchatka is not the last minute in Kaliningrad', () => {
    const q = (zone: string): WindowQuery => query([rule(10, 25)], { zone });
    const instant = at('2026-11-25T23:59:30', 'Asia/Kamchatka');
    expect(windowState(q('Asia/Kamchatka'), instant).period).toBe('2026-11');
    const later = new Date(instant.getTime() + 31_000);
    expect(windowState(q('Asia/Kamchatka'), later).period).toBeNull();
    expect(windowState(q('Europe/Kaliningrad'), later).period).toBe('2026-11');
  });
});
