import { z } from 'zod';
import type { Tx } from '../../database/client.ts';
import { isUniqueViolation } from '../../database/errors.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import type { ChallengePurpose } from '../../domain/challenge.ts';
import { emailKey, maskEmail } from '../../domain/email.ts';
import { DomainError } from '../../domain/errors.ts';
import { maskPhone } from '../../domain/phone.ts';
import { isProved } from '../challenges/verify-challenge.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft, loadDraft } from '../drafts/drafts.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { phoneTaken } from './phone-taken.ts';
import { registrationSubject } from './register-resident.ts';
import { tellOfChange } from './tell-of-change.ts';

/** Kinds of the drafts and ids of the forms. */
export const PHONE_FORM = 'profile-phone';
export const EMAIL_FORM = 'profile-email';
export const REMOVE_EMAIL_FORM = 'profile-no-email';
export const CODE_WORD_FORM = 'profile-code-word';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'hashes' | 'sms' | 'email' | 'notify'>;

/** Who changes what is theirs; the draft makes one change of a form pressed twice. */
export interface OwnChange {
  readonly residentId: number;
  readonly identityId: number;
  readonly draftId: number;
}

/** @throws DomainError PHONE_UNCHANGED, so that no code is sent for nothing */
export async function assertOtherPhone(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly residentId: number | null; readonly phone: string },
): Promise<void> {
  const same = await deps.db.resident.count({
    where: { id: options.residentId ?? 0, phone: options.phone, phoneConfirmedAt: { not: null } },
  });
  if (same > 0) throw new DomainError('PHONE_UNCHANGED');
}

/** @throws DomainError EMAIL_UNCHANGED */
export async function assertOtherEmail(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly residentId: number | null; readonly email: string },
): Promise<void> {
  const own = await deps.db.resident.findUnique({
    where: { id: options.residentId ?? 0 },
    select: { email: true, emailConfirmedAt: true },
  });
  if (own?.email == null || own.emailConfirmedAt === null) return;
  if (emailKey(own.email) === emailKey(options.email)) throw new DomainError('EMAIL_UNCHANGED');
}

const phoneSchema = z.object({ phone: z.string(), phoneProof: z.enum(['contact', 'sms']) });

/**
 * A new phone, proved by Telegram's contact or a code sent to it; the old one is told.
 * @throws DomainError DRAFT_EXPIRED, PHONE_NOT_PROVED, PHONE_TAKEN {contacts}
 */
export async function changePhone(deps: Deps, options: OwnChange): Promise<void> {
  try {
    await change(deps, options, PHONE_FORM, 'profile.phone', async (tx, own, data) => {
      const { phone, phoneProof } = parsed(phoneSchema, data);
      if (phoneProof === 'sms') {
        const proof = { ...proofOf(options, 'phone_change'), channel: 'sms', target: phone } as const;
        if (!(await isProved({ ...deps, db: tx }, proof))) throw new DomainError('PHONE_NOT_PROVED');
      }
      await tx.resident.update({
        where: { id: options.residentId },
        data: { phone, phoneConfirmedAt: deps.clock.now() },
      });
      await tellOfChange(tx, deps, { ...options, what: 'phone', former: own, now: maskPhone(phone) });
    });
  } catch (error) {
    if (isUniqueViolation(error, 'Resident_phone_key')) throw await phoneTaken(deps, options);
    throw error;
  }
}

const emailSchema = z.object({ email: z.string() });

/**
 * A new e-mail, proved by a code or a link sent to it; the old one is told.
 * @throws DomainError DRAFT_EXPIRED, EMAIL_NOT_PROVED
 */
export async function changeEmail(deps: Deps, options: OwnChange): Promise<void> {
  await change(deps, options, EMAIL_FORM, 'profile.email', async (tx, own, data) => {
    const { email } = parsed(emailSchema, data);
    const proof = { ...proofOf(options, 'email_change'), channel: 'email', target: email } as const;
    if (!(await isProved({ ...deps, db: tx }, proof))) throw new DomainError('EMAIL_NOT_PROVED');
    await tx.resident.update({
      where: { id: options.residentId },
      data: { email, emailConfirmedAt: deps.clock.now() },
    });
    await tellOfChange(tx, deps, { ...options, what: 'email', former: own, now: maskEmail(email) });
  });
}

/** No e-mail any more: what was subscribed for letters ends, the address is told. @throws DomainError DRAFT_EXPIRED */
export async function removeEmail(deps: Deps, options: OwnChange): Promise<void> {
  await change(deps, options, REMOVE_EMAIL_FORM, 'profile.email-removed', async (tx, own) => {
    const { residentId } = options;
    await tx.resident.update({ where: { id: residentId }, data: { email: null, emailConfirmedAt: null } });
    await tx.subscription.deleteMany({ where: { residentId, channel: 'email' } });
    await tellOfChange(tx, deps, { ...options, what: 'email-removed', former: own, now: null });
  });
}

const codeWordSchema = z.object({
  codeWordHash: z.string().startsWith('$argon2id$'),
  /** how the person proved to be themselves */
  way: z.enum(['contact', 'sms', 'email']),
});

/**
 * Another code word, after a code sent to the phone or the e-mail on record, or the contact of that phone.
 * @throws DomainError DRAFT_EXPIRED, CODE_WORD_NOT_PROVED
 */
export async function changeCodeWord(deps: Deps, options: OwnChange): Promise<void> {
  await change(deps, options, CODE_WORD_FORM, 'profile.code-word', async (tx, own, data) => {
    const { codeWordHash, way } = parsed(codeWordSchema, data);
    const target = way === 'email' ? own.email : own.phone;
    if (target === null) throw new DomainError('CODE_WORD_NOT_PROVED');
    if (way !== 'contact') {
      const proof = { ...proofOf(options, 'code_word_change'), channel: way, target } as const;
      if (!(await isProved({ ...deps, db: tx }, proof))) throw new DomainError('CODE_WORD_NOT_PROVED');
    }
    await tx.resident.update({ where: { id: options.residentId }, data: { codeWordHash } });
    await tellOfChange(tx, deps, { ...options, what: 'code-word', former: own, now: null });
  });
}

interface Own {
  readonly phone: string | null;
  readonly email: string | null;
}

/** The frame of every change: the resident's row locked, the draft done once, a line in the journal. */
async function change(
  deps: Deps,
  options: OwnChange,
  kind: string,
  action: string,
  apply: (tx: Tx, own: Own, data: unknown) => Promise<void>,
): Promise<void> {
  const now = deps.clock.now();
  const { residentId, identityId, draftId } = options;
  await inTransaction(deps.db, async (tx) => {
    const [own] = await tx.$queryRaw<Own[]>`
      SELECT CASE WHEN "phoneConfirmedAt" IS NULL THEN NULL ELSE "phone" END AS "phone",
             CASE WHEN "emailConfirmedAt" IS NULL THEN NULL ELSE "email" END AS "email"
        FROM "Resident" WHERE "id" = ${residentId} AND "deletedAt" IS NULL FOR UPDATE`;
    if (own === undefined) throw new DomainError('RESIDENT_NOT_FOUND');
    const draft = await loadDraft(tx, { draftId, identityId, kind, now });
    if (draft.completed) return;
    await apply(tx, own, draft.data);
    await completeDraft(tx, { draftId, now });
    await recordAudit(tx, {
      at: now,
      actorId: identityId,
      actorKind: 'resident',
      action,
      subject: `resident:${residentId}`,
    });
  });
  deps.notify('deliveries');
}

function parsed<T>(schema: z.ZodType<T>, data: unknown): T {
  const result = schema.safeParse(data);
  if (!result.success) throw new DomainError('DRAFT_EXPIRED');
  return result.data;
}

function proofOf({ identityId, draftId }: OwnChange, purpose: ChallengePurpose) {
  return { identityId, purpose, subject: registrationSubject(draftId) };
}
