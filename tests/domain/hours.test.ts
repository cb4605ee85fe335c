import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, it } from 'vitest';
import { type BusinessHours, isTimetable, openState } from '../../src/domain/business-hours.ts';
import { dateIn, endOfDay, isZone, startOfDay, wallClock, zoneOf } from '../../src/domain/clock-zone.ts';
import { formatQuietHours, isQuiet, nextAllowed, parseQuietHours } from '../../src/domain/quiet-hours.ts';
import { runs } from './property.ts';

const MOSCOW = 'Europe/Moscow';
const at = (text: string, zone = MOSCOW) => DateTime.fromISO(text, { zone }).toJSDate();
/** Zones with every kind of trouble: none, summer time, half hours, midnight skipped. */
const ZONES = [
  MOSCOW,
  'Asia/Kamchatka',
  'Europe/Berlin',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Africa/Cairo',
];
const instant = fc.date({
  min: new Date('2016-01-01T00:00:00Z'),
  max: new Date('2030-01-01T00:00:00Z'),
  noInvalidDate: true,
});

describe('quiet hours', () => {
  it.each([
    ['21-9', { from: 21, to: 9 }],
    [' 0 – 7 ', { from: 0, to: 7 }],
    ['22-23', { from: 22, to: 23 }],
    ['9-9', null],
    ['24-9', null],
    ['21', null],
    ['', null],
  ])('%j', (text, expected) => {
    expect(parseQuietHours(text)).toEqual(expected);
    if (expected !== null) expect(parseQuietHours(formatQuietHours(expected))).toEqual(expected);
  });

  it('from nine to nine in the house’s zone', () => {
    const night = { from: 21, to: 9 };
    const hours = ['20:59', '21:00', '23:59', '00:00', '08:59', '09:00'];
    expect(hours.map((time) => isQuiet(night, MOSCOW, at(`2026-11-16T${time}`)))).toEqual([
      false,
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(nextAllowed(night, MOSCOW, at('2026-11-16T22:30'))).toEqual(at('2026-11-17T09:00'));
    expect(nextAllowed(night, MOSCOW, at('2026-11-16T03:00'))).toEqual(at('2026-11-16T09:00'));
    expect(nextAllowed(night, 'Asia/Kamchatka', at('2026-11-16T22:30'))).toEqual(
      at('2026-11-17T09:00', 'Asia/Kamchatka'),
    );
    expect(nextAllowed(night, MOSCOW, at('2026-11-16T12:00'))).toEqual(at('2026-11-16T12:00'));
    expect(isQuiet(null, MOSCOW, at('2026-11-16T03:00'))).toBe(false);
  });

  it('when the clock skips the end, the first instant after the gap', () => {
    // Berlin, 2026-03-29: 02:00 → 03:00.
    const allowed = nextAllowed({ from: 0, to: 2 }, 'Europe/Berlin', at('2026-03-29T01:30', 'Europe/Berlin'));
    expect(allowed).toEqual(new Date('2026-03-29T01:00:00Z'));
  });

  it('always ends within a day, is never quiet then, and was quiet all the way', () => {
    const hours = fc.tuple(fc.nat(23), fc.nat(23)).filter(([from, to]) => from !== to);
    fc.assert(
      fc.property(hours, fc.constantFrom(...ZONES), instant, ([from, to], zone, now) => {
        const quiet = { from, to };
        const allowed = nextAllowed(quiet, zone, now);
        expect(isQuiet(quiet, zone, allowed)).toBe(false);
        const wait = allowed.getTime() - now.getTime();
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(25 * 3_600_000);
        for (let step = 1; step <= 20 && wait > 0; step++) {
          const between = new Date(now.getTime() + Math.floor((wait * (step - 1)) / 20));
          expect(isQuiet(quiet, zone, between)).toBe(true);
        }
      }),
      runs(500),
    );
  });
});

describe('hours of the contact centre', () => {
  const everyDay: BusinessHours[] = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '21:00' }];
  const weekdays: BusinessHours[] = [
    { days: [1, 2, 3, 4, 5], from: '09:00', to: '13:00' },
    { days: [1, 2, 3, 4, 5], from: '14:00', to: '18:00' },
  ];

  it('open until, closed until', () => {
    expect(openState(everyDay, MOSCOW, at('2026-11-16T08:00'))).toEqual({
      open: true,
      closesAt: at('2026-11-16T21:00'),
    });
    expect(openState(everyDay, MOSCOW, at('2026-11-16T21:00'))).toEqual({
      open: false,
      opensAt: at('2026-11-17T08:00'),
    });
    // The caller's own clock does not matter, the centre's does.
    expect(openState(everyDay, 'Asia/Kamchatka', at('2026-11-16T08:00'))).toMatchObject({ open: true });
  });

  it('lunch and the weekend', () => {
    expect(openState(weekdays, MOSCOW, at('2026-11-16T13:30'))).toEqual({
      open: false,
      opensAt: at('2026-11-16T14:00'),
    });
    // 2026-11-20 is a Friday.
    expect(openState(weekdays, MOSCOW, at('2026-11-20T18:00'))).toEqual({
      open: false,
      opensAt: at('2026-11-23T09:00'),
    });
  });

  it('round the clock never closes, past midnight is one span', () => {
    const always = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }];
    expect(openState(always, MOSCOW, at('2026-11-16T23:59'))).toEqual({ open: true, closesAt: null });
    const night = [{ days: [5], from: '20:00', to: '02:00' }];
    expect(openState(night, MOSCOW, at('2026-11-21T01:00'))).toEqual({
      open: true,
      closesAt: at('2026-11-21T02:00'),
    });
    expect(openState(night, MOSCOW, at('2026-11-20T01:00'))).toEqual({
      open: false,
      opensAt: at('2026-11-20T20:00'),
    });
  });

  it('an empty timetable says nothing about the next opening', () => {
    expect(openState([], MOSCOW, at('2026-11-16T12:00'))).toEqual({ open: false, opensAt: null });
  });

  it('clock times hold on days of 23 and 25 hours', () => {
    for (const day of ['2026-03-29', '2026-10-25']) {
      const state = openState(everyDay, 'Europe/Berlin', at(`${day}T05:00`, 'Europe/Berlin'));
      expect(state).toEqual({ open: false, opensAt: at(`${day}T08:00`, 'Europe/Berlin') });
    }
  });

  it('what it says is so: open until the very end, closed until the very beginning', () => {
    const time = fc
      .integer({ min: 0, max: 95 })
      .map(
        (quarter) =>
          `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`,
      );
    const rows = fc
      .array(
        fc.record({
          days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
          from: time,
          to: time,
        }),
        { maxLength: 4 },
      )
      .filter(isTimetable);
    fc.assert(
      fc.property(rows, fc.constantFrom(...ZONES), instant, (timetable, zone, now) => {
        const state = openState(timetable, zone, now);
        const change = state.open ? state.closesAt : state.opensAt;
        if (change === null) return;
        expect(change.getTime()).toBeGreaterThan(now.getTime());
        expect(openState(timetable, zone, new Date(change.getTime() - 1)).open).toBe(state.open);
        expect(openState(timetable, zone, change).open).toBe(!state.open);
      }),
      runs(200),
    );
  });

  it.each([
    [{ days: [], from: '08:00', to: '21:00' }],
    [{ days: [0], from: '08:00', to: '21:00' }],
    [{ days: [1], from: '24:00', to: '21:00' }],
    [{ days: [1], from: '08:00', to: '08:00' }],
    [{ days: [1], from: '8', to: '21:00' }],
    [{ days: [1], from: '08:60', to: '21:00' }],
  ])('%j is no timetable', (row) => {
    expect(isTimetable([row])).toBe(false);
    expect(isTimetable(everyDay)).toBe(true);
  });
});

describe('zones', () => {
  it('the building’s, else the company’s, else the installation’s', () => {
    expect(zoneOf({ building: 'Asia/Omsk', company: 'Asia/Tomsk' }, MOSCOW)).toBe('Asia/Omsk');
    expect(zoneOf({ building: null, company: 'Asia/Tomsk' }, MOSCOW)).toBe('Asia/Tomsk');
    expect(zoneOf({ building: 'Марс/Олимп', company: null }, MOSCOW)).toBe(MOSCOW);
    expect(zoneOf({}, MOSCOW)).toBe(MOSCOW);
    expect(isZone('Europe/Moscow')).toBe(true);
  });

  it('a day of the house is not a day of the server', () => {
    const late = new Date('2026-10-31T22:30:00Z');
    expect(dateIn(late, MOSCOW)).toBe('2026-11-01');
    expect(dateIn(late, 'UTC')).toBe('2026-10-31');
    expect(startOfDay('2026-11-01', MOSCOW)).toEqual(new Date('2026-10-31T21:00:00Z'));
    expect(endOfDay('2026-11-01', MOSCOW)).toEqual(new Date('2026-11-01T21:00:00Z'));
  });

  it('every instant lies in its own day', () => {
    fc.assert(
      fc.property(instant, fc.constantFrom(...ZONES), (now, zone) => {
        const date = dateIn(now, zone);
        expect(startOfDay(date, zone).getTime()).toBeLessThanOrEqual(now.getTime());
        expect(endOfDay(date, zone).getTime()).toBeGreaterThan(now.getTime());
      }),
      runs(300),
    );
  });

  it('clocks on the wall follow every change of the clock', () => {
    // Quarters of an hour around the changes, and any instant: what is remembered of one must not be told of another.
    const near = fc
      .tuple(instant, fc.integer({ min: -8, max: 8 }), fc.integer({ min: -1, max: 1 }))
      .map(([day, quarters, ms]) => new Date(Math.floor(day.getTime() / 900_000 + quarters) * 900_000 + ms));
    fc.assert(
      fc.property(fc.oneof(instant, near), fc.constantFrom(...ZONES), (now, zone) => {
        const shown = wallClock(now, zone).toISOString().slice(0, 23);
        expect(shown).toBe(DateTime.fromJSDate(now, { zone }).toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS"));
      }),
      runs(500),
    );
    for (const change of ['2026-03-29T01:00:00Z', '2026-10-25T01:00:00Z']) {
      const after = new Date(change);
      const hour = (time: number) => wallClock(new Date(time), 'Europe/Berlin').getUTCHours();
      expect(Math.abs(hour(after.getTime()) - hour(after.getTime() - 1))).not.toBe(1);
    }
  });
});
