import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import {
  CHALLENGE_LIMITS,
  type ChallengeChannel,
  type ChallengeLimit,
  type ChallengePurpose,
  CODE_RESEND_SECONDS,
  challengeExpiresAt,
  secondsUntilResend,
  sendingLockedUntil,
} from '../../domain/challenge.ts';
import { DomainError } from '../../domain/errors.ts';
import { EmailRefusedError, EmailUnavailableError } from '../../gateways/email/email-gateway.ts';
import { SmsRefusedError, SmsUnavailableError } from '../../gateways/sms/sms-gateway.ts';
import type { ServiceDeps } from '../deps.ts';
import { type CounterKey, countLimits, uncountLimits } from '../limits/count-limit.ts';
import { type ChallengeSecret, hashCode, hashTarget, hashToken, newSecret } from './challenge-hashes.ts';

export type ChallengeDeps = Pick<ServiceDeps, 'db' | 'clock' | 'hashes' | 'sms' | 'email'>;

export interface IssueChallengeOptions {
  readonly identityId: number;
  readonly purpose: ChallengePurpose;
  /** What is proved: `draft:12`. A code for one subject opens no other. */
  readonly subject: string;
  readonly channel: ChallengeChannel;
  /** Phone in E.164 or e-mail address, in its normal form. */
  readonly target: string;
  /** A press on "send again": too soon is refused. Otherwise a fresh code for the same subject and target will do. */
  readonly again: boolean;
  /** The message in the person's language; `subject` is for e-mail. */
  compose(secret: ChallengeSecret): { readonly text: string; readonly subject: string };
}

/**
 * Send a one-time code (and a link by e-mail). The row is committed before the gateway is called; when that
 * fails, row and counters are taken back, so a broken gateway is not counted against the person.
 * @throws DomainError CHALLENGE_TOO_SOON {seconds}, CHALLENGE_LIMIT {minutes}, CHALLENGE_NOT_SENT,
 *   CHALLENGE_TARGET (the phone or address itself is refused), CHALLENGE_NO_GATEWAY
 */
export async function issueChallenge(deps: ChallengeDeps, options: IssueChallengeOptions): Promise<void> {
  const now = deps.clock.now();
  const secret = newSecret(options.channel);
  const targetHash = hashTarget(deps.hashes, options.channel, options.target);
  const limits = CHALLENGE_LIMITS.filter((limit) => limit.channel === options.channel);
  const counters = limits.map((limit) => counterOf(deps, limit, options.identityId, targetHash));
  const gateway = senderOf(deps, options.channel);

  const id = await inTransaction(deps.db, async (tx) => {
    if (await sentJustNow(tx, options, targetHash, now)) return null;
    const counted = await countLimits(tx, { counters, now });
    const lock = sendingLockedUntil(
      limits.map((limit, index) => {
        const { count = 1, windowStart = now } = counted[index] ?? {};
        return { limit, sent: count - 1, since: windowStart };
      }),
      now,
    );
    if (lock !== null) {
      const minutes = Math.ceil((lock.until.getTime() - now.getTime()) / 60_000);
      throw new DomainError('CHALLENGE_LIMIT', { minutes });
    }
    return replaceChallenge(tx, deps, options, { secret, targetHash, now });
  });
  if (id === null) return;

  try {
    await gateway(options.target, options.compose(secret), `challenge:${id}`);
  } catch (error) {
    // The answer was lost: the code may arrive, so it stays valid and counts.
    if (mayHaveBeenSent(error)) return;
    await inTransaction(deps.db, async (tx) => {
      await tx.challenge.deleteMany({ where: { id } });
      await uncountLimits(tx, { counters, now });
    });
    throw new DomainError(isTargetRefused(error) ? 'CHALLENGE_TARGET' : 'CHALLENGE_NOT_SENT');
  }
}

function mayHaveBeenSent(error: unknown): boolean {
  const unavailable = error instanceof SmsUnavailableError || error instanceof EmailUnavailableError;
  return unavailable && error.sent === 'unknown';
}

/** The gateway says that nothing can reach this phone or address. */
function isTargetRefused(error: unknown): boolean {
  if (error instanceof EmailRefusedError) return true;
  return error instanceof SmsRefusedError && ['wrong-number', 'undeliverable'].includes(error.refusal);
}

type Sender = (target: string, message: { text: string; subject: string }, key: string) => Promise<void>;

function senderOf(deps: ChallengeDeps, channel: ChallengeChannel): Sender {
  const { sms, email } = deps;
  if (channel === 'sms' && sms !== null) return (phone, { text }, key) => sms.send({ phone, text, key });
  if (channel === 'email' && email !== null)
    return (to, { text, subject }, key) => email.send({ to, subject, text, key });
  throw new DomainError('CHALLENGE_NO_GATEWAY');
}

function counterOf(
  deps: ChallengeDeps,
  limit: ChallengeLimit,
  identityId: number,
  targetHash: string,
): CounterKey {
  const subject = {
    target: targetHash,
    person: deps.hashes.hash('challenge-person', String(identityId)),
    total: 'all',
  }[limit.scope];
  // The window is part of the key: an hour and a day may begin at the same instant.
  const key = `code:${limit.channel}:${limit.scope}:${limit.windowMinutes}:${subject}`;
  return { key, windowMinutes: limit.windowMinutes };
}

/** True when a code for exactly this is on its way and will do. */
async function sentJustNow(
  tx: Tx,
  options: IssueChallengeOptions,
  targetHash: string,
  now: Date,
): Promise<boolean> {
  const last = await tx.challenge.findFirst({
    where: {
      identityId: options.identityId,
      channel: options.channel,
      targetHash,
      createdAt: { gt: new Date(now.getTime() - CODE_RESEND_SECONDS * 1000) },
    },
    orderBy: { id: 'desc' },
  });
  if (last === null) return false;
  const same = last.purpose === options.purpose && last.subject === options.subject;
  if (!options.again && same && last.consumedAt === null && last.revokedAt === null) return true;
  const seconds = secondsUntilResend(last.createdAt, now);
  if (seconds > 0) throw new DomainError('CHALLENGE_TOO_SOON', { seconds });
  return false;
}

/** One live code at a time: two would double the guesses. */
async function replaceChallenge(
  tx: Tx,
  deps: ChallengeDeps,
  options: IssueChallengeOptions,
  made: { secret: ChallengeSecret; targetHash: string; now: Date },
): Promise<number> {
  const { identityId, purpose, subject, channel } = options;
  await tx.challenge.updateMany({
    where: { identityId, purpose, subject, channel, consumedAt: null, revokedAt: null },
    data: { revokedAt: made.now },
  });
  const row = await tx.challenge.create({
    data: {
      identityId,
      purpose,
      subject,
      channel,
      targetHash: made.targetHash,
      codeHash: hashCode(deps.hashes, made.secret.code),
      tokenHash: made.secret.token === null ? null : hashToken(deps.hashes, made.secret.token),
      createdAt: made.now,
      expiresAt: challengeExpiresAt(channel, made.now),
    },
    select: { id: true },
  });
  return row.id;
}
