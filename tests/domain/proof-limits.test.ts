import { describe, expect, it } from 'vitest';
import {
  isGuessable,
  mayLookUpNumber,
  NUMBERS_A_DAY,
  PROOF_KINDS,
  PROOF_SCOPES,
  proofLimits,
  proofVerdict,
} from '../../src/domain/proof-limits.ts';
import { minutesLater, T0 } from './payment-fields.ts';

const soon = minutesLater(T0, 1);

describe('wrong proofs', () => {
  it('are limited per resident, per account and in total', () => {
    for (const scope of PROOF_SCOPES) {
      expect(proofLimits().some((limit) => limit.scope === scope)).toBe(true);
    }
  });

  it('every limit of the table locks at its number and opens a window after the oldest try', () => {
    for (const limit of proofLimits()) {
      const until = minutesLater(T0, limit.windowMinutes);
      const tries = (wrong: number) => [{ limit, wrong, since: T0 }];
      expect(proofVerdict(tries(limit.max - 1), soon).allowed).toBe(true);
      expect(proofVerdict(tries(limit.max), soon)).toEqual({ allowed: false, until, scope: limit.scope });
      expect(proofVerdict(tries(limit.max), until).allowed).toBe(true);
    }
  });

  it('the person is told their own rest, not what others did', () => {
    const counts = proofLimits().map((limit) => ({
      limit,
      wrong: limit.scope === 'resident' ? 2 : 4,
      since: T0,
    }));
    expect(proofVerdict(counts, soon)).toEqual({ allowed: true, attemptsLeft: 3 });
  });

  it('the longest lock wins', () => {
    const counts = proofLimits().map((limit) => ({ limit, wrong: limit.max, since: T0 }));
    expect(proofVerdict(counts, soon)).toMatchObject({ until: minutesLater(T0, 24 * 60) });
  });

  it('another number an hour moves the day with it, never the total', () => {
    const most = (anHour: number) => proofLimits(anHour).map(({ max }) => max);
    expect(most(5)).toEqual([5, 10, 5, 15, 300]);
    expect(most(3)).toEqual([3, 6, 3, 9, 300]);
  });

  it('only what can be guessed is counted', () => {
    expect(PROOF_KINDS.filter(isGuessable)).toEqual(['surname_flat', 'pin', 'bill_qr']);
  });
});

describe('looking numbers up', () => {
  it('ten different ones a day; those seen already are free', () => {
    const seen = new Set(Array.from({ length: NUMBERS_A_DAY }, (_, index) => `hash-${index}`));
    expect(mayLookUpNumber(seen, 'hash-3')).toBe(true);
    expect(mayLookUpNumber(seen, 'hash-new')).toBe(false);
    expect(mayLookUpNumber(seen, 'hash-new', NUMBERS_A_DAY + 1)).toBe(true);
    seen.delete('hash-0');
    expect(mayLookUpNumber(seen, 'hash-new')).toBe(true);
  });
});
