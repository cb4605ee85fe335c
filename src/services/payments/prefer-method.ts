import { inTransaction } from '../../database/in-transaction.ts';
import type { ServiceDeps } from '../deps.ts';
import { loadDraft } from '../drafts/drafts.ts';
import { makeDefaultCardIn } from './cards.ts';
import { PAYMENT_DRAFT, paymentDraftSchema } from './start-payment.ts';

/**
 * Offer the way to pay of a confirm screen first from now on, or no way before others (PRODUCT K1). A saved card becomes
 * the default card, too. Twice is once.
 * @throws DomainError DRAFT_EXPIRED when the screen is not theirs or too old, CARD_NOT_FOUND
 */
export async function preferMethod(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: {
    readonly residentId: number;
    readonly identityId: number;
    readonly draftId: number;
    readonly on: boolean;
  },
): Promise<void> {
  const { residentId, identityId, draftId, on } = options;
  const now = deps.clock.now();
  const draft = await loadDraft(deps.db, { draftId, identityId, kind: PAYMENT_DRAFT, now });
  const { method, cardId } = paymentDraftSchema.parse(draft.data);
  await inTransaction(deps.db, async (tx) => {
    if (on && cardId !== null) await makeDefaultCardIn(tx, { residentId, cardId });
    await tx.resident.update({ where: { id: residentId }, data: { defaultMethod: on ? method : null } });
  });
}
