import type { ServiceDeps } from '../deps.ts';
import { loadDraft } from '../drafts/drafts.ts';
import { type DraftedPayment, draftPayment, type MethodOffer } from './quote-payment.ts';
import { PAYMENT_DRAFT, type PaymentDraft, paymentDraftSchema } from './start-payment.ts';

/**
 * A confirm screen with another answer to "remember the card?": a new draft takes the place of the old one, whose
 * button is out of date from then on.
 * @param options.saveMethod null = the answer stays
 * @throws DomainError DRAFT_EXPIRED, and what `draftPayment` throws
 */
export async function redraftPayment(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: {
    readonly draftId: number;
    readonly residentId: number;
    readonly identityId: number;
    readonly saveMethod: boolean | null;
    readonly offers: readonly MethodOffer[];
  },
): Promise<{
  readonly quote: DraftedPayment;
  readonly place: PaymentDraft['place'];
  readonly saveMethod: boolean;
}> {
  const { draftId, identityId, residentId, offers } = options;
  const now = deps.clock.now();
  const draft = await loadDraft(deps.db, { draftId, identityId, kind: PAYMENT_DRAFT, now });
  const { items, method, cardId, place, ...kept } = paymentDraftSchema.parse(draft.data);
  const saveMethod = options.saveMethod ?? kept.saveMethod;
  const quote = await draftPayment(deps, {
    residentId,
    identityId,
    items: items.map(({ wanted }) => wanted),
    offers,
    method,
    cardId,
    saveMethod,
    place,
  });
  await deps.db.draft.updateMany({
    where: { id: draftId, completedAt: null },
    data: { expiresAt: now },
  });
  return { quote, place, saveMethod };
}
