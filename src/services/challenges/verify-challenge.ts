import {
  type ChallengeChannel,
  type ChallengePurpose,
  CODE_ATTEMPTS,
  CODE_LIFETIME_MINUTES,
  isLinkToken,
  verifyChallenge as judgeCode,
  verifyLink as judgeLink,
} from '../../domain/challenge.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { codeMatches, hashTarget, hashToken } from './challenge-hashes.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'hashes'>;

export interface ChallengeRef {
  readonly identityId: number;
  readonly purpose: ChallengePurpose;
  readonly subject: string;
  readonly channel: ChallengeChannel;
}

/**
 * Check a typed code against the newest challenge of this purpose and subject. The attempt is counted by a
 * conditional UPDATE before the comparison. The right code of a challenge used for the same subject is accepted
 * again while it lives: a redelivered answer must not fail.
 * @throws DomainError CHALLENGE_WRONG {left}, CHALLENGE_EXHAUSTED, CHALLENGE_OVER
 */
export async function verifyCode(deps: Deps, options: ChallengeRef & { code: string }): Promise<void> {
  const { identityId, purpose, subject, channel } = options;
  const now = deps.clock.now();
  const row = await deps.db.challenge.findFirst({
    where: { identityId, purpose, subject, channel },
    orderBy: { id: 'desc' },
  });
  if (row === null) throw new DomainError('CHALLENGE_OVER');
  const matches = codeMatches(deps.hashes, row.codeHash, options.code);
  const young = now.getTime() - row.createdAt.getTime() < CODE_LIFETIME_MINUTES * 60_000;
  if (row.consumedAt !== null && matches && young) return;

  const attempts = await countAttempt(deps, row.id);
  const verdict = judgeCode({ ...row, attempts: attempts ?? CODE_ATTEMPTS }, matches, now);
  switch (verdict.outcome) {
    case 'accepted':
      await consume(deps, row.id);
      return;
    case 'wrong':
      throw new DomainError('CHALLENGE_WRONG', { left: verdict.attemptsLeft });
    case 'exhausted':
      throw new DomainError('CHALLENGE_EXHAUSTED');
    default:
      throw new DomainError('CHALLENGE_OVER');
  }
}

/** Attempts before this one; null when none is left or the challenge is over. */
async function countAttempt(deps: Deps, id: number): Promise<number | null> {
  const rows = await deps.db.$queryRaw<{ attempts: number }[]>`
    UPDATE "Challenge" SET "attempts" = "attempts" + 1
     WHERE "id" = ${id} AND "attempts" < ${CODE_ATTEMPTS} AND "consumedAt" IS NULL AND "revokedAt" IS NULL
    RETURNING "attempts" - 1 AS "attempts"`;
  return rows[0]?.attempts ?? null;
}

async function consume(deps: Deps, id: number): Promise<void> {
  await deps.db.challenge.updateMany({
    where: { id, consumedAt: null, revokedAt: null },
    data: { consumedAt: deps.clock.now(), attempts: { decrement: 1 } },
  });
}

/**
 * Check a link that was followed. It counts only for the identity, purpose and subject it was sent for; followed
 * twice, it is accepted twice.
 * @throws DomainError CHALLENGE_LINK
 */
export async function verifyLink(deps: Deps, options: ChallengeRef & { token: string }): Promise<void> {
  const now = deps.clock.now();
  const row = isLinkToken(options.token)
    ? await deps.db.challenge.findUnique({ where: { tokenHash: hashToken(deps.hashes, options.token) } })
    : null;
  const own =
    row?.identityId === options.identityId &&
    row.purpose === options.purpose &&
    row.subject === options.subject &&
    row.channel === options.channel;
  if (row === null || !own) throw new DomainError('CHALLENGE_LINK');
  const { outcome } = judgeLink(row, now);
  if (outcome === 'used' && row.expiresAt > now) return;
  if (outcome !== 'accepted') throw new DomainError('CHALLENGE_LINK');
  await deps.db.challenge.updateMany({
    where: { id: row.id, consumedAt: null, revokedAt: null },
    data: { consumedAt: now },
  });
}

/** Whether a phone or address was proved for this subject: effects check it again, whatever the form says. */
export async function isProved(
  deps: Pick<ServiceDeps, 'hashes'> & { readonly db: Pick<ServiceDeps['db'], 'challenge'> },
  options: ChallengeRef & { target: string },
): Promise<boolean> {
  const { identityId, purpose, subject, channel, target } = options;
  const row = await deps.db.challenge.findFirst({
    where: {
      identityId,
      purpose,
      subject,
      channel,
      targetHash: hashTarget(deps.hashes, channel, target),
      consumedAt: { not: null },
    },
    select: { id: true },
  });
  return row !== null;
}
