import { z } from 'zod';
import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDelivery } from '../../delivery/enqueue.ts';
import type { DeliveryKind } from '../../delivery/renderers.ts';
import { DomainError } from '../../domain/errors.ts';
import { isProved } from '../challenges/verify-challenge.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft, loadDraft } from '../drafts/drafts.ts';
import { uncountLimits } from '../limits/count-limit.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { countCodeWordTry } from './code-word-tries.ts';
import { codeWordMatches } from './code-words.ts';
import { contactCentres } from './contact-centres.ts';
import { registrationSubject } from './register-resident.ts';
import { closeDialogue } from './sign-out.ts';
import { tellOfChange } from './tell-of-change.ts';

/** Kind of the draft and id of the form. */
export const RECOVER_DRAFT = 'recover';

/** To the Telegram that was cut off; whoever reads there must hear of it. */
export const MOVED_AWAY: DeliveryKind = {
  kind: 'residents.moved-away',
  lane: 'reminders',
  afterCrash: 'resend',
  audience: 'anyone',
};

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'hashes' | 'sms' | 'email' | 'notify'>;

interface Trial {
  readonly identityId: number;
  readonly draftId: number;
  readonly phone: string;
  readonly phoneProof: 'contact' | 'sms';
}

/**
 * The second proof of who comes from a new Telegram: the code word of the resident with the proved phone. A phone alone
 * is not enough, numbers are given to new people.
 * @returns the resident that may be taken over
 * @throws DomainError PHONE_NOT_PROVED, RECOVER_NOT_FOUND, RECOVER_BLOCKED {contacts}, RECOVER_NO_WORD {contacts},
 *   RECOVER_WRONG {left}, RECOVER_LOCKED {minutes}
 */
export async function proveByCodeWord(
  deps: Deps,
  options: Trial & { readonly said: string },
): Promise<{ readonly residentId: number }> {
  const now = deps.clock.now();
  await requirePhone(deps, options);
  const resident = await deps.db.resident.findFirst({
    where: { phone: options.phone, deletedAt: null },
    select: { id: true, codeWordHash: true, blockedAt: true },
  });
  if (resident === null) throw new DomainError('RECOVER_NOT_FOUND');
  const contacts = await contactCentres(deps.db, options);
  if (resident.blockedAt !== null) throw new DomainError('RECOVER_BLOCKED', { contacts });
  if (resident.codeWordHash === null) throw new DomainError('RECOVER_NO_WORD', { contacts });
  const { counters, left, lockedMinutes } = await countCodeWordTry(deps, {
    residentId: resident.id,
    operatorId: null,
  });
  if (lockedMinutes !== null) throw new DomainError('RECOVER_LOCKED', { minutes: lockedMinutes });
  if (!(await codeWordMatches(resident.codeWordHash, options.said))) {
    throw new DomainError('RECOVER_WRONG', { left });
  }
  await uncountLimits(deps.db, { counters, now });
  return { residentId: resident.id };
}

const draftSchema = z.object({
  phone: z.string(),
  phoneProof: z.enum(['contact', 'sms']),
  /** set by `proveByCodeWord` */
  residentId: z.number(),
});

/**
 * Hand the resident over to this Telegram: links, cards, templates and history are the resident's and so come along; every
 * other Telegram of theirs is cut off and told. Unique by the draft.
 * @throws DomainError DRAFT_EXPIRED, PHONE_NOT_PROVED, ALREADY_REGISTERED, RECOVER_NOT_FOUND, RECOVER_BLOCKED {contacts}
 */
export async function recoverResident(
  deps: Deps,
  options: { readonly identityId: number; readonly draftId: number },
): Promise<{ readonly firstName: string }> {
  const { identityId, draftId } = options;
  const now = deps.clock.now();
  const result = await inTransaction(deps.db, async (tx) => {
    const draft = await loadDraft(tx, { draftId, identityId, kind: RECOVER_DRAFT, now });
    const parsed = draftSchema.safeParse(draft.data);
    if (!parsed.success) throw new DomainError('DRAFT_EXPIRED');
    const { phone, phoneProof, residentId } = parsed.data;
    await tx.$queryRaw`SELECT 1 FROM "Resident" WHERE "id" = ${residentId} FOR UPDATE`;
    const resident = await tx.resident.findFirst({
      where: { id: residentId, phone, deletedAt: null },
      select: { firstName: true, blockedAt: true, phone: true, email: true, emailConfirmedAt: true },
    });
    if (resident === null) throw new DomainError('RECOVER_NOT_FOUND');
    const { firstName } = resident;
    if (draft.completed) return { firstName };
    if (resident.blockedAt !== null) {
      throw new DomainError('RECOVER_BLOCKED', { contacts: await contactCentres(tx, options) });
    }
    await requirePhone({ ...deps, db: tx }, { identityId, draftId, phone, phoneProof });
    await moveTo(tx, deps, { identityId, residentId });
    await completeDraft(tx, { draftId, now });
    await tellOfChange(tx, deps, {
      identityId,
      draftId,
      what: 'moved',
      former: { phone: null, email: resident.emailConfirmedAt === null ? null : resident.email },
      now: null,
    });
    await recordAudit(tx, {
      at: now,
      actorId: identityId,
      actorKind: 'resident',
      action: 'resident.recover',
      subject: `resident:${residentId}`,
    });
    return { firstName };
  });
  deps.notify('deliveries');
  return result;
}

async function moveTo(
  tx: Tx,
  deps: Pick<Deps, 'clock'>,
  { identityId, residentId }: { readonly identityId: number; readonly residentId: number },
): Promise<void> {
  const now = deps.clock.now();
  const others = await tx.telegramIdentity.findMany({
    where: { residentId, signedOutAt: null, id: { not: identityId } },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  const [own] = await tx.$queryRaw<{ residentId: number | null }[]>`
    SELECT CASE WHEN i."signedOutAt" IS NULL THEN r."id" END AS "residentId"
      FROM "TelegramIdentity" i LEFT JOIN "Resident" r ON r."id" = i."residentId" AND r."deletedAt" IS NULL
     WHERE i."id" = ${identityId} FOR UPDATE OF i`;
  if (own === undefined) throw new DomainError('DRAFT_EXPIRED');
  if (own.residentId !== null && own.residentId !== residentId) throw new DomainError('ALREADY_REGISTERED');
  for (const { id } of others) {
    await tx.telegramIdentity.update({ where: { id }, data: { signedOutAt: now } });
    await closeDialogue(tx, id, null);
    await enqueueDelivery(tx, deps.clock, {
      kind: MOVED_AWAY,
      subject: `resident:${residentId}:${now.getTime()}`,
      to: { identityId: id },
      params: {},
    });
  }
  await tx.telegramIdentity.update({
    where: { id: identityId },
    data: { residentId, signedOutAt: null, lastSeenAt: now, previousVisitAt: null },
  });
  // What is being paid at this moment answers where the person reads now.
  await tx.payment.updateMany({
    where: {
      residentId,
      identityId: { in: others.map(({ id }) => id) },
      status: { in: ['created', 'pending', 'authorized'] },
    },
    data: { identityId, invoiceMessageId: null },
  });
}

async function requirePhone(
  deps: Pick<Deps, 'hashes'> & { readonly db: Pick<Tx, 'challenge'> },
  { identityId, draftId, phone, phoneProof }: Trial,
): Promise<void> {
  if (phoneProof === 'contact') return;
  const subject = registrationSubject(draftId);
  const proof = { identityId, subject, purpose: 'recover', channel: 'sms', target: phone } as const;
  if (!(await isProved(deps, proof))) throw new DomainError('PHONE_NOT_PROVED');
}
