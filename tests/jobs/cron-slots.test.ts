import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCronSlots } from '../../src/jobs/cron-slots.ts';
import { SCHEDULE } from '../../src/jobs/schedule.ts';

const iso = (slots: Iterable<Date>): string[] => [...slots].map((slot) => slot.toISOString().slice(0, 16));
const between = (cron: string, zone: string, from: string, to: string): string[] =>
  iso(createCronSlots(cron, zone).between(new Date(from), new Date(to)));

describe('slots of a cron expression', () => {
  it('are instants of the given zone, after the first moment and up to the last', () => {
    expect(between('0 10 * * *', 'Europe/Moscow', '2026-11-20T07:00:00Z', '2026-11-22T07:00:00Z')).toEqual([
      '2026-11-21T07:00',
      '2026-11-22T07:00',
    ]);
    expect(
      between('0 10 25 * *', 'Asia/Vladivostok', '2026-01-31T00:00:00Z', '2026-03-31T00:00:00Z'),
    ).toEqual(['2026-02-25T00:00', '2026-03-25T00:00']);
    expect(between('30 9 * * 1', 'UTC', '2026-11-20T00:00:00Z', '2026-12-01T00:00:00Z')).toEqual([
      '2026-11-23T09:30',
      '2026-11-30T09:30',
    ]);
    expect(between('0 9 31 * *', 'UTC', '2026-01-31T10:00:00Z', '2026-06-01T00:00:00Z')).toEqual([
      '2026-03-31T09:00',
      '2026-05-31T09:00',
    ]);
  });

  it('run once on days when the clocks jump', () => {
    // Berlin: 29.03.2026 02:00 → 03:00, 25.10.2026 03:00 → 02:00
    expect(between('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toEqual([
      '2026-03-29T01:30',
    ]);
    expect(between('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toEqual([
      '2026-10-25T00:30',
    ]);
    expect(between('0 * * * *', 'Europe/Berlin', '2026-10-24T23:30:00Z', '2026-10-25T03:30:00Z')).toEqual([
      '2026-10-25T00:00',
      '2026-10-25T01:00',
      '2026-10-25T02:00',
      '2026-10-25T03:00',
    ]);
    expect(between('0 * * * *', 'Europe/Berlin', '2026-03-28T23:30:00Z', '2026-03-29T02:30:00Z')).toEqual([
      '2026-03-29T00:00',
      '2026-03-29T01:00',
      '2026-03-29T02:00',
    ]);
  });

  it('the next one is the first between, whatever the moment', () => {
    const crons = ['* * * * *', '7 * * * *', '0 10 * * *', '15 3 1 * *', '*/10 9-17 * * 1-5'];
    fc.assert(
      fc.property(
        fc.constantFrom(...crons),
        fc.constantFrom('Europe/Moscow', 'Europe/Berlin', 'America/St_Johns', 'Asia/Kolkata'),
        fc.date({ min: new Date('2025-01-01'), max: new Date('2027-12-31'), noInvalidDate: true }),
        (cron, zone, at) => {
          const slots = createCronSlots(cron, zone);
          const next = slots.next(at);
          expect(next.getTime()).toBeGreaterThan(at.getTime());
          expect([...slots.between(at, next)]).toEqual([next]);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('of the whole table exist; wrong expressions are refused at start', () => {
    for (const { cron } of Object.values(SCHEDULE)) {
      expect(createCronSlots(cron, 'Europe/Moscow').next(new Date('2026-11-21T00:00:00Z'))).toBeInstanceOf(
        Date,
      );
    }
    for (const wrong of ['', '61 * * * *', 'every day', '0 10 L * *']) {
      expect(() => createCronSlots(wrong, 'UTC')).toThrow();
    }
  });
});
