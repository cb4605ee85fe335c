import type { ServiceDeps } from '../deps.ts';
import { loadDraft } from '../drafts/drafts.ts';
import { loadPayables } from './payables.ts';
import { type Hold, loadTerms } from './payment-terms.ts';
import { PAYMENT_DRAFT, paymentDraftSchema } from './start-payment.ts';

/** Payments that hold what a confirmed draft would pay; `billId` of its only bill. */
export interface DraftHolds {
  readonly billId: number | null;
  readonly holds: readonly Hold[];
}

/**
 * What `startPayment` would answer about other payments, asked before the person is sent for a one-time code. null:
 * nobody is paying the same, or the draft has made its payment.
 * @throws DomainError DRAFT_EXPIRED, BILL_NOT_FOUND, BILL_NOT_PAYABLE, PAYEE_NOT_FOUND
 */
export async function draftHolds(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: { readonly draftId: number; readonly identityId: number; readonly residentId: number },
): Promise<DraftHolds | null> {
  const now = deps.clock.now();
  const { draftId, identityId, residentId } = options;
  const draft = await loadDraft(deps.db, { draftId, identityId, kind: PAYMENT_DRAFT, now });
  if (draft.completed) return null;
  const items = paymentDraftSchema.parse(draft.data).items.map(({ wanted }) => wanted);
  const payables = await loadPayables(deps.db, {
    residentId,
    items,
    now,
    installation: deps.installation,
  });
  const { holds } = await loadTerms(deps.db, { residentId, payables, now });
  const [only, ...more] = payables;
  const billId = more.length === 0 ? (only?.bill?.billId ?? null) : null;
  return holds.length === 0 ? null : { billId, holds };
}
