import type { ServiceDeps } from '../deps.ts';
import { type CounterKey, countLimits } from '../limits/count-limit.ts';

const MINUTE_MS = 60_000;
/** Wrong words: per resident an hour and a day, whoever asks; per operator an hour. */
const LIMITS = [
  { of: 'resident', windowMinutes: 60, max: 5 },
  { of: 'resident', windowMinutes: 1440, max: 10 },
  { of: 'operator', windowMinutes: 60, max: 30 },
] as const;

export interface CodeWordTry {
  /** to be given back when the word was right */
  readonly counters: readonly CounterKey[];
  /** wrong words that may follow this one */
  readonly left: number;
  /** until the limits open again; null: this try is allowed */
  readonly lockedMinutes: number | null;
}

/**
 * Count a try of a resident's code word, before it is compared: two tries at once are two tries. One place for everybody
 * who asks for the word, so that trying it here and there gives no more tries.
 * @param who `operatorId`: identity of the operator who asks, 0 = the terminal; null: the person asks alone
 */
export async function countCodeWordTry(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'hashes'>,
  who: { readonly residentId: number; readonly operatorId: number | null },
): Promise<CodeWordTry> {
  const now = deps.clock.now();
  const limits = LIMITS.filter(({ of }) => of === 'resident' || who.operatorId !== null);
  const counters = limits.map(({ of, windowMinutes }) => {
    const whose = of === 'resident' ? `r${who.residentId}` : `o${who.operatorId}`;
    return {
      key: `code-word:${windowMinutes}:${deps.hashes.hash('code-word-limit', whose)}`,
      windowMinutes,
    };
  });
  const counted = await countLimits(deps.db, { counters, now });
  const ends = limits.flatMap(({ max, windowMinutes }, index) => {
    const row = counted[index];
    return row !== undefined && row.count > max
      ? [row.windowStart.getTime() + windowMinutes * MINUTE_MS]
      : [];
  });
  return {
    counters,
    left: Math.min(...limits.map(({ max }, index) => max - (counted[index]?.count ?? 0))),
    lockedMinutes:
      ends.length === 0 ? null : Math.max(1, Math.ceil((Math.max(...ends) - now.getTime()) / MINUTE_MS)),
  };
}
