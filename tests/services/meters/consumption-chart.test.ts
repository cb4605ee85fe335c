import { describe, expect, it } from 'vitest';
import type { Resource } from '../../../src/domain/meters.ts';
import { addMonths } from '../../../src/domain/period.ts';
import { consumptionSvg } from '../../../src/services/meters/consumption-chart.ts';
import { createTexts } from '../../../src/texts/texts.ts';

const SCALE = 10_000;

/** Words of the chart of a year that used `units` every month. */
function words(resource: Resource, units: number, locale: 'ru' | 'en' = 'ru'): string[] {
  const months = Array.from({ length: 12 }, (_, index) => ({
    period: addMonths('2025-11', index),
    now: Math.round(units * SCALE),
    yearAgo: null,
    estimated: index === 3,
  }));
  const tr = createTexts().for(locale);
  const svg = consumptionSvg({ comparison: { months, resource }, account: 'Дом', tr });
  return [...svg.matchAll(/>([^<>]+)<\/text>/g)].map(([, text = '']) => text);
}

describe('the chart of a year', () => {
  it.each([
    ['heat', 0.456, '0,46'],
    ['cold_water', 4.26, '4,3'],
    ['electricity', 251.4, '251'],
  ] as const)('%s: %d a month is written over its column as %s', (resource, units, text) => {
    expect(words(resource, units).filter((word) => word === text).length).toBeGreaterThanOrEqual(12);
  });

  it('what is little is never called nothing', () => {
    // Too long to stand over its column it is left out; the scale tells.
    expect(words('heat', 0.0042).filter((word) => word === '0')).toHaveLength(1);
  });

  it('of a year without consumption says 0 and no made-up scale', () => {
    expect(words('gas', 0, 'en').filter((word) => /\d/.test(word) && !/^20\d\d/.test(word))).toEqual(
      Array.from({ length: 13 }, () => '0'),
    );
  });

  it('marks the month that nobody read', () => {
    const shown = words('cold_water', 4);
    expect(shown.filter((word) => word.endsWith('*'))).toHaveLength(1);
    expect(shown.at(-1)).toContain('* по среднему');
  });
});
