import { z } from 'zod';
import type { Tx } from '../../database/client.ts';
import { isUniqueViolation } from '../../database/errors.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { isProved } from '../challenges/verify-challenge.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft, loadDraft } from '../drafts/drafts.ts';
import { hashPerson } from './person-keys.ts';
import { phoneTaken } from './phone-taken.ts';

/** Kind of the draft and id of the form. */
export const REGISTER_DRAFT = 'register';

/** Subject of the codes that prove phone and e-mail of one registration. */
export function registrationSubject(draftId: number): string {
  return `draft:${draftId}`;
}

const draftSchema = z.object({
  phone: z.string(),
  phoneProof: z.enum(['contact', 'sms']),
  firstName: z.string(),
  lastName: z.string(),
  codeWordHash: z.string().startsWith('$argon2id$'),
  email: z.string().nullish(),
});

export interface Registered {
  readonly residentId: number;
  readonly firstName: string;
  readonly lastName: string;
}

/**
 * Make a resident of what the draft has collected and bind the identity to it. Unique by the draft: pressed
 * twice, it is the same resident. Proofs by code are looked up again, whatever the form believes.
 * @throws DomainError DRAFT_EXPIRED, ALREADY_REGISTERED, PHONE_TAKEN {contacts}, PHONE_NOT_PROVED, EMAIL_NOT_PROVED
 */
export async function registerResident(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'hashes'>,
  options: { identityId: number; draftId: number },
): Promise<Registered> {
  try {
    return await inTransaction(deps.db, (tx) => register(deps, tx, options));
  } catch (error) {
    if (isUniqueViolation(error, 'Resident_phone_key')) throw await phoneTaken(deps, options);
    throw error;
  }
}

async function register(
  deps: Pick<ServiceDeps, 'clock' | 'hashes'>,
  tx: Tx,
  { identityId, draftId }: { identityId: number; draftId: number },
): Promise<Registered> {
  const now = deps.clock.now();
  // One registration of an identity at a time, also when the person's lock was lost. Locked first, read after: a
  // joined row is seen as it was before the wait.
  await tx.$queryRaw`SELECT "id" FROM "TelegramIdentity" WHERE "id" = ${identityId} FOR UPDATE`;
  const [identity] = await tx.$queryRaw<{ residentId: number | null }[]>`
    SELECT r."id" AS "residentId" FROM "TelegramIdentity" i
      LEFT JOIN "Resident" r ON r."id" = i."residentId" AND r."deletedAt" IS NULL AND i."signedOutAt" IS NULL
     WHERE i."id" = ${identityId}`;
  const draft = await loadDraft(tx, { draftId, identityId, kind: REGISTER_DRAFT, now });
  if (draft.completed) return registeredBy(tx, draftId);
  if (identity?.residentId !== null) throw new DomainError('ALREADY_REGISTERED');

  const parsed = draftSchema.safeParse(draft.data);
  if (!parsed.success) throw new DomainError('DRAFT_EXPIRED');
  const values = parsed.data;
  const email = values.email ?? null;
  const subject = registrationSubject(draftId);
  if (values.phoneProof === 'sms') {
    const proof = { identityId, subject, purpose: 'phone', channel: 'sms', target: values.phone } as const;
    if (!(await isProved({ ...deps, db: tx }, proof))) throw new DomainError('PHONE_NOT_PROVED');
  }
  if (email !== null) {
    const proof = { identityId, subject, purpose: 'email', channel: 'email', target: email } as const;
    if (!(await isProved({ ...deps, db: tx }, proof))) throw new DomainError('EMAIL_NOT_PROVED');
  }

  const resident = await tx.resident.create({
    data: {
      firstName: values.firstName,
      lastName: values.lastName,
      phone: values.phone,
      phoneConfirmedAt: now,
      email,
      emailConfirmedAt: email === null ? null : now,
      codeWordHash: values.codeWordHash,
      draftId,
      registeredAt: now,
    },
    select: { id: true, firstName: true, lastName: true },
  });
  const { telegramId } = await tx.telegramIdentity.update({
    where: { id: identityId },
    data: { residentId: resident.id, signedOutAt: null, lastSeenAt: now, previousVisitAt: null },
    select: { telegramId: true },
  });
  // Who deleted themselves today and is back goes on with the limits they had.
  await tx.proofAttempt.updateMany({
    where: { personHash: hashPerson(deps, telegramId) },
    data: { residentId: resident.id, personHash: null },
  });
  await completeDraft(tx, { draftId, now });
  return { residentId: resident.id, firstName: resident.firstName, lastName: resident.lastName };
}

async function registeredBy(tx: Tx, draftId: number): Promise<Registered> {
  const resident = await tx.resident.findUnique({
    where: { draftId },
    select: { id: true, firstName: true, lastName: true },
  });
  if (resident === null) throw new DomainError('DRAFT_EXPIRED');
  return { residentId: resident.id, firstName: resident.firstName, lastName: resident.lastName };
}
