import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft, loadDraft, startDraft } from '../drafts/drafts.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { type DeletionFacts, type DeletionSubject, deletionFacts } from './deletion-facts.ts';
import { detachPayments, eraseTickets } from './erase-dealings.ts';
import { closeIdentity, eraseResident, keepLimits } from './erase-person.ts';
import { tellStaffOfDeletion } from './tell-staff-of-deletion.ts';

/** Kind of the draft behind the confirm button. */
const DELETE_DRAFT = 'delete-me';
/** An old confirm button deletes nothing: what it named may have changed. */
export const DELETE_CONFIRM_MINUTES = 15;

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'hashes' | 'installation' | 'notify'>;

/** What stands before the confirm button, and its draft. */
export interface DeletionOffer {
  readonly draftId: number;
  readonly facts: DeletionFacts;
}

/** Name what would go and open the draft that the confirm button carries. */
export async function offerDeletion(
  deps: Deps,
  options: { readonly identityId: number },
): Promise<DeletionOffer> {
  const subject = await subjectOf(deps.db, options.identityId);
  const facts = await deletionFacts(deps.db, subject);
  const draftId = await startDraft(deps, {
    identityId: options.identityId,
    kind: DELETE_DRAFT,
    minutes: DELETE_CONFIRM_MINUTES,
  });
  return { draftId, facts };
}

export interface Deletion {
  /** False: it was done before, nothing happened now. */
  readonly deleted: boolean;
  /** Messages with invoices that can no longer be paid, in the chat of who pressed. */
  readonly invoiceMessages: readonly number[];
}

/**
 * Withdraw the consent to processing, which is to delete the person (152-ФЗ, art. 21): everything about them goes in one
 * transaction; payments, readings and the bare record of tickets stay without any tie to them. A member of the staff
 * keeps the role and nothing else. Unique by the draft, which goes with the person: pressed again it finds nobody.
 * Whatever comes later about this person (a late approval, a gateway's word) meets a missing row and makes nothing.
 * @throws DomainError DRAFT_EXPIRED, DELETE_PAYMENT_RUNNING {number}
 */
export async function deletePerson(
  deps: Deps,
  options: { readonly identityId: number; readonly draftId: number },
): Promise<Deletion> {
  const result = await inTransaction(deps.db, (tx) => remove(tx, deps, options));
  if (result.deleted) {
    deps.notify('deliveries');
    deps.notify('tasks');
  }
  return result;
}

async function remove(
  tx: Tx,
  deps: Deps,
  { identityId, draftId }: { readonly identityId: number; readonly draftId: number },
): Promise<Deletion> {
  const now = deps.clock.now();
  const subject = await lockSubject(tx, identityId);
  if (subject.identityIds.length === 0) return { deleted: false, invoiceMessages: [] };
  const draft = await loadDraft(tx, { draftId, identityId, kind: DELETE_DRAFT, now });
  if (draft.completed) return { deleted: false, invoiceMessages: [] };

  const facts = await deletionFacts(tx, subject);
  const [running] = facts.running;
  if (running !== undefined) throw new DomainError('DELETE_PAYMENT_RUNNING', { number: running.number });
  const consent = await tx.acceptance.findFirst({
    where: { identityId, kind: 'consent', withdrawnAt: null },
    orderBy: { id: 'desc' },
    select: { acceptedAt: true, document: { select: { version: true } } },
  });
  await tellStaffOfDeletion(tx, deps, subject, facts);
  const invoiceMessages = await detachPayments(tx, deps, subject, identityId);
  await eraseTickets(tx, deps, subject, identityId);
  await keepLimits(tx, deps, subject);
  await eraseResident(tx, deps, subject);
  for (const id of subject.identityIds) await closeIdentity(tx, deps, id, draftId);
  if (subject.residentId !== null) await tx.resident.delete({ where: { id: subject.residentId } });
  await completeDraft(tx, { draftId, now });
  await recordAudit(tx, {
    at: now,
    actorId: identityId,
    actorKind: 'resident',
    action: 'resident.delete',
    subject: subject.residentId === null ? `identity:${identityId}` : `resident:${subject.residentId}`,
    details: {
      links: facts.links,
      payments: facts.payments,
      tickets: facts.tickets,
      cancelledInvoices: facts.invoices.length,
      consentVersion: consent?.document.version ?? null,
      consentAcceptedAt: consent?.acceptedAt.toISOString() ?? null,
    },
  });
  return { deleted: true, invoiceMessages };
}

async function subjectOf(db: Pick<Tx, 'telegramIdentity'>, identityId: number): Promise<DeletionSubject> {
  const own = await db.telegramIdentity.findUnique({
    where: { id: identityId },
    select: { residentId: true, signedOutAt: true },
  });
  if (own === null) return { residentId: null, identityIds: [] };
  // Who signed out here is a resident elsewhere, or nowhere any more: only this Telegram is theirs to close.
  if (own.residentId === null || own.signedOutAt !== null) {
    return { residentId: null, identityIds: [identityId] };
  }
  const all = await db.telegramIdentity.findMany({
    where: { residentId: own.residentId },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  return { residentId: own.residentId, identityIds: all.map(({ id }) => id) };
}

/** Resident first, then identities by id: two Telegrams of one person never wait for each other. */
async function lockSubject(tx: Tx, identityId: number): Promise<DeletionSubject> {
  const { residentId } = await subjectOf(tx, identityId);
  await tx.$queryRaw`SELECT 1 FROM "Resident" WHERE "id" = ${residentId ?? 0} FOR UPDATE`;
  await tx.$queryRaw`
    SELECT 1 FROM "TelegramIdentity" WHERE "id" = ${identityId} OR "residentId" = ${residentId ?? 0}
     ORDER BY "id" FOR UPDATE`;
  return subjectOf(tx, identityId);
}
