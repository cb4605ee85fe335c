import { describe, expect, it } from 'vitest';
import { reportText } from '../../bench/support/report.ts';
import { atLeast, atMost, type Figure, verdictOf } from '../../bench/support/section.ts';

const machine = { cpu: 'a processor', cores: 2, memoryGb: 4, system: 'Linux', node: 'v20' };

describe('the verdict on a figure', () => {
  it.each<[Partial<Figure>, string]>([
    [{ value: 7 }, ''],
    [{ value: 7, must: atMost(8) }, 'kept'],
    [{ value: 9, must: atMost(8) }, 'MISSED'],
    [{ value: 7, goal: atMost(5) }, 'goal missed'],
    [{ value: 5, goal: atMost(5) }, 'goal reached'],
    [{ value: 7, must: atMost(8), goal: atMost(5) }, 'kept, goal missed'],
    [{ value: 4, must: atMost(8), goal: atMost(5) }, 'goal reached'],
    [{ value: 0.2, must: atLeast(0.3), goal: atLeast(0.1) }, 'MISSED'],
    // What was not measured keeps nothing.
    [{ value: Number.NaN, must: atMost(8) }, 'MISSED'],
    [{ value: Number.NaN, goal: atMost(8) }, 'goal missed'],
  ])('of %o is “%s”', (figure, verdict) => {
    expect(verdictOf({ name: 'time', value: 0, unit: 'ms', ...figure })).toBe(verdict);
  });

  it('stands in the printed report', () => {
    const figures: Figure[] = [{ name: 'time', value: 7, unit: 'ms', goal: atMost(5) }];
    const text = reportText(machine, [
      { section: 'some', seconds: 1, result: { figures, tables: [], notes: [] } },
    ]);
    expect(text).toContain('goal missed');
    expect(text).not.toContain('kept');
  });
});
