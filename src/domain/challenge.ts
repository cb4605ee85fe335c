import { DomainError } from './errors.ts';

/** What a one-time code may prove. It is bound to its purpose and subject: a code for one opens nothing else. */
export const CHALLENGE_PURPOSES = [
  'phone',
  'email',
  'phone_change',
  'email_change',
  'code_word_change',
  'pay',
  'recover',
] as const;
export type ChallengePurpose = (typeof CHALLENGE_PURPOSES)[number];

export const CHALLENGE_CHANNELS = ['sms', 'email'] as const;
export type ChallengeChannel = (typeof CHALLENGE_CHANNELS)[number];

/** OWASP ASVS: at least 20 bits or 6 digits, short life, few attempts (the seeds' 4 digits are too few). */
export const CODE_DIGITS = 6;
export const CODE_LIFETIME_MINUTES = 10;
export const CODE_ATTEMPTS = 5;
export const CODE_RESEND_SECONDS = 60;

/** The link in an e-mail lives longer than a typed code: mail may take its time, and nobody guesses 192 bits. */
export const LINK_LIFETIME_MINUTES = 60;
/** Random bytes of a link token: 192 bits, 32 characters of base64url (at least 128 bits are required). */
export const LINK_TOKEN_BYTES = 24;

/** How many codes may be sent. SMS cost money and reach strangers, so they are counted four ways. */
export const CHALLENGE_SCOPES = ['target', 'person', 'total'] as const;
export type ChallengeScope = (typeof CHALLENGE_SCOPES)[number];

export interface ChallengeLimit {
  readonly scope: ChallengeScope;
  readonly channel: ChallengeChannel;
  readonly windowMinutes: number;
  readonly max: number;
}

/** `target` = one phone or address, whoever asks; `person` = one Telegram identity, whatever the phone. */
export const CHALLENGE_LIMITS = [
  { scope: 'target', channel: 'sms', windowMinutes: 60, max: 3 },
  { scope: 'target', channel: 'sms', windowMinutes: 24 * 60, max: 5 },
  { scope: 'person', channel: 'sms', windowMinutes: 60, max: 5 },
  { scope: 'person', channel: 'sms', windowMinutes: 24 * 60, max: 10 },
  { scope: 'total', channel: 'sms', windowMinutes: 60, max: 500 },
  { scope: 'total', channel: 'sms', windowMinutes: 24 * 60, max: 3000 },
  { scope: 'target', channel: 'email', windowMinutes: 60, max: 5 },
  { scope: 'target', channel: 'email', windowMinutes: 24 * 60, max: 10 },
  { scope: 'person', channel: 'email', windowMinutes: 60, max: 10 },
  { scope: 'person', channel: 'email', windowMinutes: 24 * 60, max: 20 },
  { scope: 'total', channel: 'email', windowMinutes: 60, max: 2000 },
] as const satisfies readonly ChallengeLimit[];

/** What was sent already in the window of one limit. */
export interface SentCount {
  readonly limit: ChallengeLimit;
  readonly sent: number;
  /** When the window (or its oldest code) began; the limit ends a window later. */
  readonly since: Date;
}

/** null = one more code may be sent; else when, and which limit is in the way (the longest wait of all). */
export function sendingLockedUntil(
  counts: readonly SentCount[],
  now: Date,
): { readonly until: Date; readonly scope: ChallengeScope } | null {
  let lock: { until: Date; scope: ChallengeScope } | null = null;
  for (const { limit, sent, since } of counts) {
    const until = plusSeconds(since, limit.windowMinutes * 60);
    if (sent >= limit.max && until > now && (lock === null || until > lock.until)) {
      lock = { until, scope: limit.scope };
    }
  }
  return lock;
}

/** Seconds until "send again" works, rounded up; 0 = now. The countdown of the button. */
export function secondsUntilResend(lastSentAt: Date, now: Date): number {
  const left = plusSeconds(lastSentAt, CODE_RESEND_SECONDS).getTime() - now.getTime();
  return Math.max(0, Math.ceil(left / 1000));
}

/** When a challenge made now ends altogether: an e-mail carries a link besides the code, and that lives longer. */
export function challengeExpiresAt(channel: ChallengeChannel, createdAt: Date): Date {
  const minutes = channel === 'email' ? LINK_LIFETIME_MINUTES : CODE_LIFETIME_MINUTES;
  return plusSeconds(createdAt, minutes * 60);
}

/** A uniformly random number below a million as a code; the caller takes it from a cryptographic source. */
export function codeFromNumber(random: number): string {
  if (!Number.isInteger(random) || random < 0 || random >= 10 ** CODE_DIGITS) {
    throw new RangeError('a code comes from a whole number below a million');
  }
  return String(random).padStart(CODE_DIGITS, '0');
}

/**
 * The code as typed: spaces, hyphens, dots and full-width digits forgiven.
 * @throws DomainError CODE_FORMAT {digits} when it cannot be a code; that is no attempt
 */
export function normalizeCode(typed: string): string {
  const code = typed.normalize('NFKC').replace(/[\s\p{Pd}.]/gu, '');
  if (!/^\d{6}$/.test(code)) throw new DomainError('CODE_FORMAT', { digits: CODE_DIGITS });
  return code;
}

/** Whether a start parameter can be a link token at all: base64url of at least 128 bits, within Telegram's 64. */
export function isLinkToken(text: string): boolean {
  return /^[A-Za-z0-9_-]{22,64}$/.test(text);
}

/** What the database keeps of a challenge. */
export interface ChallengeState {
  /** Wrong answers so far. */
  readonly attempts: number;
  readonly createdAt: Date;
  /** `challengeExpiresAt`; a typed code ends ten minutes after `createdAt` anyway. */
  readonly expiresAt: Date;
  readonly consumedAt: Date | null;
  readonly revokedAt: Date | null;
}

export type ChallengeVerdict =
  | { readonly outcome: 'accepted' }
  | { readonly outcome: 'wrong'; readonly attemptsLeft: number }
  /** used, replaced by a newer one, out of time, out of attempts: a new code is needed */
  | { readonly outcome: 'used' | 'revoked' | 'expired' | 'exhausted' };

/**
 * Judge one typed code. The attempt is counted in the database before (or with) the comparison, by
 * `UPDATE … SET attempts = attempts + 1 WHERE attempts < 5`, so that parallel guesses do not share one attempt;
 * `state.attempts` is the number before it. A right answer after the last attempt is not accepted.
 */
export function verifyChallenge(
  state: ChallengeState,
  candidateMatches: boolean,
  now: Date,
): ChallengeVerdict {
  const over = challengeOver(state, now);
  if (over !== null) return { outcome: over };
  if (plusSeconds(state.createdAt, CODE_LIFETIME_MINUTES * 60) <= now) return { outcome: 'expired' };
  if (state.attempts >= CODE_ATTEMPTS) return { outcome: 'exhausted' };
  if (candidateMatches) return { outcome: 'accepted' };
  const attemptsLeft = CODE_ATTEMPTS - state.attempts - 1;
  return attemptsLeft === 0 ? { outcome: 'exhausted' } : { outcome: 'wrong', attemptsLeft };
}

/**
 * Judge a link that was followed: the token itself found the challenge, so nothing is guessed and wrong codes do
 * not spoil it.
 */
export function verifyLink(state: ChallengeState, now: Date): ChallengeVerdict {
  return { outcome: challengeOver(state, now) ?? 'accepted' };
}

function challengeOver(state: ChallengeState, now: Date): 'used' | 'revoked' | 'expired' | null {
  if (state.consumedAt !== null) return 'used';
  if (state.revokedAt !== null) return 'revoked';
  return state.expiresAt <= now ? 'expired' : null;
}

function plusSeconds(instant: Date, seconds: number): Date {
  return new Date(instant.getTime() + seconds * 1000);
}
