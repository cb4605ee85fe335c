import type { ChallengeChannel } from '../../domain/challenge.ts';
import { isProved } from '../challenges/verify-challenge.ts';
import type { ServiceDeps } from '../deps.ts';
import { loadDraft } from '../drafts/drafts.ts';
import { PAYMENT_DRAFT, paymentDraftSchema } from './start-payment.ts';

/** Where the one-time code of a saved-card charge goes. */
export interface ProofTarget {
  readonly channel: ChallengeChannel;
  readonly target: string;
}

/** What a code for a payment's draft proves: this draft and nothing else. */
export function proofSubject(draftId: number): string {
  return `payment-draft:${draftId}`;
}

/**
 * Whether a confirmed draft may not be charged before its one-time code: a saved card, and an e-mail or SMS channel to
 * somewhere the person has proved. null: nothing more is needed (D7: then the confirm screen was the second step).
 * @throws DomainError DRAFT_EXPIRED
 */
export async function proofNeeded(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'hashes' | 'email' | 'sms'>,
  options: { readonly draftId: number; readonly identityId: number; readonly residentId: number },
): Promise<ProofTarget | null> {
  const { draftId, identityId, residentId } = options;
  const draft = await loadDraft(deps.db, { draftId, identityId, kind: PAYMENT_DRAFT, now: deps.clock.now() });
  if (draft.completed || paymentDraftSchema.parse(draft.data).method !== 'saved_card') return null;
  const where = await proofTarget(deps, { residentId });
  if (where === null) return null;
  const proved = await isProved(deps, {
    identityId,
    purpose: 'pay',
    subject: proofSubject(draftId),
    ...where,
  });
  return proved ? null : where;
}

async function proofTarget(
  deps: Pick<ServiceDeps, 'db' | 'email' | 'sms'>,
  options: { readonly residentId: number },
): Promise<ProofTarget | null> {
  const resident = await deps.db.resident.findUnique({
    where: { id: options.residentId },
    select: { email: true, emailConfirmedAt: true, phone: true, phoneConfirmedAt: true },
  });
  if (resident === null) return null;
  const { email, emailConfirmedAt, phone, phoneConfirmedAt } = resident;
  if (deps.email !== null && email !== null && emailConfirmedAt !== null) {
    return { channel: 'email', target: email };
  }
  return deps.sms !== null && phone !== null && phoneConfirmedAt !== null
    ? { channel: 'sms', target: phone }
    : null;
}
