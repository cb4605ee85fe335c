import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { inTransaction } from '../../database/in-transaction.ts';
import { foldCodeWord, readCodeWord } from '../../domain/code-word.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { uncountLimits } from '../limits/count-limit.ts';
import { countCodeWordTry } from '../residents/code-word-tries.ts';
import { codeWordMatches } from '../residents/code-words.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { actorKind, companyOf, type PeopleActor, requireResident } from './scope.ts';

/** A word said right lets the operator act for so long. */
export const VERIFIED_MINUTES = 15;
const MINUTE_MS = 60_000;
const RIGHT = 'code-word.right';
const NONCE_BYTES = 12;

/**
 * Check the word that the caller said; it is compared, never shown. A right word lets the operator unblock, give a PIN
 * and change the owner for `VERIFIED_MINUTES`. Every try is counted in the database and stands in the journal.
 * @throws DomainError NOT_ALLOWED, PERSON_NOT_FOUND, CODE_WORD_NONE, CODE_WORD_WRONG { left },
 *   CODE_WORD_LOCKED { minutes }
 */
export async function checkCodeWord(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'hashes'>,
  options: { readonly actor: PeopleActor; readonly residentId: number; readonly said: string },
): Promise<void> {
  const now = deps.clock.now();
  const { actor, residentId } = options;
  await requireResident(deps, { actor, action: 'residents.view', residentId });
  const resident = await deps.db.resident.findUniqueOrThrow({
    where: { id: residentId },
    select: { codeWordHash: true },
  });
  if (resident.codeWordHash === null) throw new DomainError('CODE_WORD_NONE');
  const { counters, left, lockedMinutes } = await countCodeWordTry(deps, {
    residentId,
    operatorId: actor.identityId ?? 0,
  });
  if (lockedMinutes !== null) throw new DomainError('CODE_WORD_LOCKED', { minutes: lockedMinutes });
  const right = await codeWordMatches(resident.codeWordHash, options.said);
  await inTransaction(deps.db, async (tx) => {
    if (right) await uncountLimits(tx, { counters, now });
    await recordAudit(tx, {
      at: now,
      actorId: actor.identityId,
      actorKind: actorKind(actor),
      action: right ? RIGHT : 'code-word.wrong',
      subject: `resident:${residentId}`,
      companyId: companyOf(deps, actor, 'residents.view'),
    });
  });
  if (!right) throw new DomainError('CODE_WORD_WRONG', { left });
}

/** Until when this operator may act for the resident after the right word; null = the word was not said lately. */
export async function verifiedUntil(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly actor: PeopleActor; readonly residentId: number },
): Promise<Date | null> {
  const since = new Date(deps.clock.now().getTime() - VERIFIED_MINUTES * MINUTE_MS);
  const row = await deps.db.auditEntry.findFirst({
    where: {
      subject: `resident:${options.residentId}`,
      action: RIGHT,
      actorId: options.actor.identityId,
      actorKind: actorKind(options.actor),
      at: { gt: since },
    },
    orderBy: { at: 'desc' },
    select: { at: true },
  });
  return row === null ? null : new Date(row.at.getTime() + VERIFIED_MINUTES * MINUTE_MS);
}

/**
 * A said word on its way from the chat to `checkCodeWord`: the dialogue keeps only this, encrypted under the
 * installation's key, and only until it is judged. null when it cannot be a code word.
 */
export function sealSaidWord({ hashes }: Pick<ServiceDeps, 'hashes'>, said: string): string | null {
  if (!readCodeWord(said).ok) return null;
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyFor({ hashes }, nonce), nonce);
  const body = Buffer.concat([cipher.update(foldCodeWord(said), 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url');
}

/** @throws Error when it was sealed by another installation */
export function openSaidWord({ hashes }: Pick<ServiceDeps, 'hashes'>, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const nonce = bytes.subarray(0, NONCE_BYTES);
  const decipher = createDecipheriv('aes-256-gcm', keyFor({ hashes }, nonce), nonce, { authTagLength: 16 });
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + 16));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + 16)), decipher.final()]).toString(
    'utf8',
  );
}

function keyFor({ hashes }: Pick<ServiceDeps, 'hashes'>, nonce: Buffer): Buffer {
  return Buffer.from(hashes.hash('said-word', nonce.toString('base64url')), 'base64url');
}
