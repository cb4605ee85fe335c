import { describe, expect, it } from 'vitest';
import { formatFlats, parseFlats } from '../../src/domain/announcements.ts';
import { parseLocalMoment } from '../../src/domain/local-time.ts';
import { isOnByDefault, isSubscribed, SUBSCRIPTION_TOPICS } from '../../src/domain/subscriptions.ts';

const NOW = new Date('2026-11-16T09:00:00Z');
const ZONE = 'Europe/Moscow';
const read = (text: string): string | undefined => parseLocalMoment(text, ZONE, NOW)?.toISOString();

describe('flats', () => {
  it('are read as numbers, ranges and letters', () => {
    expect(parseFlats('1-3, 25; 31А')).toEqual(['1', '2', '3', '25', '31а']);
    for (const wrong of ['', '5-1', '1-900', 'все', '1,,x']) expect(parseFlats(wrong)).toBeNull();
  });
});

describe('flats in words', () => {
  it('are ranges again', () => {
    expect(formatFlats(parseFlats('1-20, 25, 26, 31а, 40') ?? [])).toBe('1–20, 25, 26, 31а, 40');
    expect(formatFlats([])).toBe('');
  });
});

describe('a moment as people type it', () => {
  it('is on the clock of the house', () => {
    expect(read('22.11.2026 10:00')).toBe('2026-11-22T07:00:00.000Z');
    expect(read('22.11 10:00')).toBe('2026-11-22T07:00:00.000Z');
    expect(read('завтра в 9:30')).toBe('2026-11-17T06:30:00.000Z');
    expect(read('today 18.05')).toBe('2026-11-16T15:05:00.000Z');
  });

  it('without a day is the next time the clock shows it, without a year the next such day', () => {
    expect(read('13:00')).toBe('2026-11-16T10:00:00.000Z');
    expect(read('9:00')).toBe('2026-11-17T06:00:00.000Z');
    expect(read('05.01 10:00')).toBe('2027-01-05T07:00:00.000Z');
  });

  it('is refused when there is no such moment', () => {
    for (const wrong of ['', '31.02 10:00', '22.11 25:00', '22.11', 'потом 10:00', '10:61'])
      expect(read(wrong)).toBeUndefined();
  });
});

describe('subscriptions', () => {
  it('are on in the chat but for promotions, and off elsewhere, until somebody chooses', () => {
    for (const topic of SUBSCRIPTION_TOPICS) {
      expect(isOnByDefault(topic, 'telegram')).toBe(topic !== 'promotions');
      expect(isOnByDefault(topic, 'email')).toBe(false);
      expect(isSubscribed({ [topic]: true }, topic, 'sms')).toBe(true);
      expect(isSubscribed({ [topic]: false }, topic, 'telegram')).toBe(false);
    }
  });
});
