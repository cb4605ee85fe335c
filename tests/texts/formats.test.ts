import { expect, it } from 'vitest';
import { createTexts } from '../../src/texts/texts.ts';

const texts = createTexts();
const ru = texts.for('ru');
const en = texts.for('en');
const LATE = new Date('2026-11-15T22:05:09Z');

it('dates are shown as clocks of the house show them', () => {
  expect(ru.date(LATE, 'Europe/Moscow')).toBe('16.11.2026');
  expect(ru.date(LATE, 'UTC')).toBe('15.11.2026');
  expect(ru.dateTime(LATE, 'Europe/Moscow')).toBe('16.11.2026 01:05');
  expect(en.dateTimeSeconds(LATE, 'Asia/Kamchatka')).toBe('16.11.2026 10:05:09');
});

it('a billing date has no zone', () => {
  expect(ru.date('2026-11-16', 'America/New_York')).toBe('16.11.2026');
});

it('months have names', () => {
  expect(ru.period('2026-01')).toBe('январь 2026');
  expect(ru.period('2026-10')).toBe('октябрь 2026');
  expect(en.period('2025-12')).toBe('December 2025');
});
