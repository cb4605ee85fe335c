import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { formerDraft } from '../drafts/drafts.ts';
import { type DraftedPayment, draftPayment, type MethodOffer } from './quote-payment.ts';
import { PAYMENT_DRAFT, type PaymentDraft, paymentDraftSchema } from './start-payment.ts';

/**
 * The same confirm screen as things stand now, with another answer to "remember the card?" if one was given: a new draft
 * takes the place of the old one, whose button is out of date from then on. One that was too old already will do.
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
  const data = await formerDraft(deps, { draftId, identityId, kind: PAYMENT_DRAFT });
  if (data === null) throw new DomainError('DRAFT_EXPIRED');
  const { items, method, cardId, place, ...kept } = paymentDraftSchema.parse(data);
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
