import { describe, expect, it } from 'vitest';
import { matchType } from '../../src/domain/ticket-match.ts';
import { readSeedTypes } from '../../src/services/tickets/ticket-types.ts';
import { TICKET_PHRASINGS, UNSEEN_PHRASINGS } from './ticket-phrasings.ts';

// What the seeded types make of everyday words; the accuracy is printed.
const leaves = readSeedTypes().flatMap((type) => (type.children.length === 0 ? [type] : type.children));
const types = leaves.map((type, id) => ({ ...type, id }));
const found = (text: string): string | null => matchType(text, types)?.code ?? null;

describe('free words and the seeded types', () => {
  it('has a type for every everyday subject, each by many phrasings', () => {
    expect(TICKET_PHRASINGS.length).toBeGreaterThanOrEqual(80);
    const known = new Set(types.map(({ code }) => code));
    for (const [, code] of TICKET_PHRASINGS) if (code !== null) expect(known).toContain(code);
  });

  it('finds what is meant', () => {
    const missed = misses(TICKET_PHRASINGS);
    expect(missed).toEqual([]);
  });

  it('finds it in most texts its words were not made for', () => {
    const missed = misses(UNSEEN_PHRASINGS);
    expect(missed.length / UNSEEN_PHRASINGS.length, missed.join('\n')).toBeLessThanOrEqual(0.3);
  });
});

/** Those that another type or none was found for; the accuracy is printed. */
function misses(phrasings: typeof TICKET_PHRASINGS): string[] {
  const missed = phrasings.filter(([text, code]) => found(text) !== code);
  const right = phrasings.length - missed.length;
  process.stdout.write(
    `Ticket types: ${right} of ${phrasings.length} phrasings, ${((right / phrasings.length) * 100).toFixed(1)} %\n`,
  );
  return missed.map(([text, code]) => `${text}: ${found(text)}, not ${code}`);
}
