import { randomInt } from 'node:crypto';
import type { Tx } from '../../database/client.ts';
import { PIN_ATTEMPTS, PIN_DIGITS, PIN_LIFETIME_DAYS, pinFromNumber } from '../../domain/pin.ts';
import type { ServiceDeps } from '../deps.ts';

const DAY_MS = 86_400_000;
/** The right PIN typed twice (a redelivered answer, a form begun again) is not a wrong one. */
const USED_AGAIN_MS = 3_600_000;

type Deps = Pick<ServiceDeps, 'hashes'>;

/**
 * Make a PIN for an account; the former one for the same person is revoked. `residentId` null = whoever holds it.
 * Returned once: only its hash is kept.
 */
export async function createPin(
  tx: Tx,
  deps: Deps,
  options: {
    accountId: number;
    residentId: number | null;
    requestId: number | null;
    /** null = the terminal */
    issuedById: number | null;
    now: Date;
  },
): Promise<{ readonly pin: string; readonly codeId: number; readonly expiresAt: Date }> {
  const { accountId, residentId, now } = options;
  await tx.accessCode.updateMany({
    where: { accountId, residentId, consumedAt: null, revokedAt: null },
    data: { revokedAt: now },
  });
  const pin = pinFromNumber(randomInt(10 ** PIN_DIGITS));
  const expiresAt = new Date(now.getTime() + PIN_LIFETIME_DAYS * DAY_MS);
  const { id } = await tx.accessCode.create({
    data: {
      accountId,
      residentId,
      requestId: options.requestId,
      codeHash: hashPin(deps, accountId, pin),
      issuedById: options.issuedById,
      createdAt: now,
      expiresAt,
    },
    select: { id: true },
  });
  return { pin, codeId: id, expiresAt };
}

/**
 * Whether the PIN opens the account for this resident; the right one is used up. A wrong one is counted against every
 * code it could have been.
 */
export async function usePin(
  tx: Tx,
  deps: Deps,
  options: { accountId: number; residentId: number; pin: string; now: Date },
): Promise<boolean> {
  const { accountId, residentId, now } = options;
  const codes = await tx.accessCode.findMany({
    where: {
      accountId,
      OR: [{ residentId }, { residentId: null }],
      revokedAt: null,
      expiresAt: { gt: now },
      attempts: { lt: PIN_ATTEMPTS },
    },
  });
  const hash = hashPin(deps, accountId, options.pin);
  const right = codes.find(({ codeHash }) => codeHash === hash);
  if (right !== undefined) {
    if (right.consumedAt !== null) {
      return right.residentId === residentId && now.getTime() - right.consumedAt.getTime() < USED_AGAIN_MS;
    }
    await tx.accessCode.update({ where: { id: right.id }, data: { consumedAt: now, residentId } });
    return true;
  }
  await tx.accessCode.updateMany({
    where: { id: { in: codes.map(({ id }) => id) }, consumedAt: null },
    data: { attempts: { increment: 1 } },
  });
  return false;
}

function hashPin({ hashes }: Deps, accountId: number, pin: string): string {
  return hashes.hash('access-pin', `${accountId}:${pin}`);
}
