import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHALLENGE_CHANNELS,
  CHALLENGE_LIMITS,
  CHALLENGE_SCOPES,
  type ChallengeState,
  CODE_ATTEMPTS,
  CODE_LIFETIME_MINUTES,
  CODE_RESEND_SECONDS,
  challengeExpiresAt,
  codeFromNumber,
  isLinkToken,
  LINK_LIFETIME_MINUTES,
  LINK_TOKEN_BYTES,
  normalizeCode,
  secondsUntilResend,
  sendingLockedUntil,
  verifyChallenge,
  verifyLink,
} from '../../src/domain/challenge.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { minutesLater, T0 } from './payment-fields.ts';
import { runs } from './property.ts';

const state = (over: Partial<ChallengeState> = {}): ChallengeState => ({
  attempts: 0,
  createdAt: T0,
  expiresAt: challengeExpiresAt('sms', T0),
  consumedAt: null,
  revokedAt: null,
  ...over,
});
const soon = minutesLater(T0, 1);

describe('one-time codes', () => {
  it('five attempts, counted down; the right code after the fifth is too late', () => {
    const outcomes = [0, 1, 2, 3, 4, 5].map((attempts) => verifyChallenge(state({ attempts }), false, soon));
    expect(outcomes).toEqual([
      { outcome: 'wrong', attemptsLeft: 4 },
      { outcome: 'wrong', attemptsLeft: 3 },
      { outcome: 'wrong', attemptsLeft: 2 },
      { outcome: 'wrong', attemptsLeft: 1 },
      { outcome: 'exhausted' },
      { outcome: 'exhausted' },
    ]);
    expect(verifyChallenge(state({ attempts: CODE_ATTEMPTS - 1 }), true, soon)).toEqual({
      outcome: 'accepted',
    });
    expect(verifyChallenge(state({ attempts: CODE_ATTEMPTS }), true, soon)).toEqual({ outcome: 'exhausted' });
  });

  it('used, replaced and late codes are not accepted even when right', () => {
    expect(verifyChallenge(state({ consumedAt: soon }), true, soon)).toEqual({ outcome: 'used' });
    expect(verifyChallenge(state({ revokedAt: soon }), true, soon)).toEqual({ outcome: 'revoked' });
    const end = minutesLater(T0, CODE_LIFETIME_MINUTES);
    expect(verifyChallenge(state(), true, new Date(end.getTime() - 1))).toEqual({ outcome: 'accepted' });
    expect(verifyChallenge(state(), true, end)).toEqual({ outcome: 'expired' });
  });

  it('the code in a letter ends with its ten minutes, its link lives on', () => {
    const letter = state({ expiresAt: challengeExpiresAt('email', T0) });
    const later = minutesLater(T0, CODE_LIFETIME_MINUTES);
    expect(verifyChallenge(letter, true, later)).toEqual({ outcome: 'expired' });
    expect(verifyLink(letter, later)).toEqual({ outcome: 'accepted' });
    expect(verifyLink({ ...letter, attempts: 9 }, later)).toEqual({ outcome: 'accepted' });
    expect(verifyLink(letter, minutesLater(T0, LINK_LIFETIME_MINUTES))).toEqual({ outcome: 'expired' });
    expect(verifyLink({ ...letter, consumedAt: soon }, later)).toEqual({ outcome: 'used' });
  });

  it('however the guesses go, no more than five wrong ones are heard', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 20 }), (guesses) => {
        let attempts = 0;
        let heard = 0;
        for (const right of guesses) {
          const { outcome } = verifyChallenge(state({ attempts }), right, soon);
          if (outcome === 'accepted') break;
          if (attempts < CODE_ATTEMPTS) heard += 1;
          attempts += 1;
        }
        expect(heard).toBeLessThanOrEqual(CODE_ATTEMPTS);
      }),
      runs(100),
    );
  });

  it('codes have six digits, zeros in front too', () => {
    expect(codeFromNumber(42)).toBe('000042');
    expect(codeFromNumber(999_999)).toBe('999999');
    for (const bad of [-1, 1_000_000, 0.5]) expect(() => codeFromNumber(bad)).toThrow(RangeError);
  });

  it.each(['123456', ' 123 456 ', '123-456', '１２３４５６', '12 34 56.'])(
    '%s is read as a code',
    (typed) => {
      expect(normalizeCode(typed)).toBe('123456');
    },
  );

  it.each(['', '12345', '1234567', '12345a', 'код'])('%j is no code and no attempt', (typed) => {
    expect(() => normalizeCode(typed)).toThrow(new DomainError('CODE_FORMAT', { digits: 6 }));
  });

  it('link tokens carry at least 128 bits and fit a start parameter', () => {
    expect(LINK_TOKEN_BYTES * 8).toBeGreaterThanOrEqual(128);
    expect(isLinkToken(Buffer.alloc(LINK_TOKEN_BYTES, 0xfb).toString('base64url'))).toBe(true);
    for (const bad of ['', 'короткий', 'a'.repeat(21), 'a'.repeat(65), `${'a'.repeat(30)}=`]) {
      expect(isLinkToken(bad)).toBe(false);
    }
  });
});

describe('sending codes', () => {
  it('again after a minute, with a countdown', () => {
    expect(secondsUntilResend(T0, T0)).toBe(CODE_RESEND_SECONDS);
    expect(secondsUntilResend(T0, new Date(T0.getTime() + 59_001))).toBe(1);
    expect(secondsUntilResend(T0, minutesLater(T0, 1))).toBe(0);
    expect(secondsUntilResend(T0, minutesLater(T0, 9))).toBe(0);
  });

  it('every channel is limited per target, per person and in total', () => {
    for (const channel of CHALLENGE_CHANNELS) {
      for (const scope of CHALLENGE_SCOPES) {
        expect(CHALLENGE_LIMITS.some((limit) => limit.channel === channel && limit.scope === scope)).toBe(
          true,
        );
      }
    }
  });

  it('every limit of the table stops at its number and opens a window later', () => {
    for (const limit of CHALLENGE_LIMITS) {
      const count = (sent: number) => [{ limit, sent, since: T0 }];
      const until = minutesLater(T0, limit.windowMinutes);
      expect(sendingLockedUntil(count(limit.max - 1), soon)).toBeNull();
      expect(sendingLockedUntil(count(limit.max), soon)).toEqual({ until, scope: limit.scope });
      expect(sendingLockedUntil(count(limit.max), until)).toBeNull();
    }
  });

  it('the longest wait is told', () => {
    const [hour, day] = CHALLENGE_LIMITS;
    const counts = [
      { limit: day, sent: day.max, since: T0 },
      { limit: hour, sent: hour.max, since: T0 },
    ];
    expect(sendingLockedUntil(counts, soon)?.until).toEqual(minutesLater(T0, day.windowMinutes));
  });
});
