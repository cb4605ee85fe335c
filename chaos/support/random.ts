import { createRandom } from '../../src/sandbox/world/random.ts';

/** Choices of a seeded run. Each part has its own stream, so that one part's choices do not shift another's. */
export interface Choices {
  /** In [0, 1). */
  next(): number;
  chance(probability: number): boolean;
  /** Whole, both ends included. */
  between(from: number, to: number): number;
  /** @throws Error when there is nothing to choose from */
  oneOf<T>(items: readonly T[]): T;
}

export function createChoices(seed: number, stream: string): Choices {
  let mixed = seed;
  for (const letter of stream) mixed = Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 2_654_435_761);
  const next = createRandom(mixed);
  return {
    next,
    chance: (probability) => next() < probability,
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    oneOf(items) {
      const item = items[Math.floor(next() * items.length)];
      if (item === undefined) throw new Error('nothing to choose from');
      return item;
    },
  };
}
