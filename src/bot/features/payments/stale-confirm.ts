import { type DomainError, isDomainError } from '../../../domain/errors.ts';
import { paymentOfDraft } from '../../../services/payments/payment-of-draft.ts';
import type { MethodOffer } from '../../../services/payments/quote-payment.ts';
import { redraftPayment } from '../../../services/payments/redraft-payment.ts';
import { showOperation } from '../../../services/payments/show-operation.ts';
import { type BotContext, personOf, residentOf } from '../../context.ts';
import type { BotDeps } from '../../deps.ts';
import { alertPress } from '../../ui/alert.ts';
import { errorHtml, errorToast } from '../../ui/error-text.ts';
import { showScreen } from '../../ui/screen.ts';
import { operationScreen, toBillsScreen } from './operation-screens.ts';
import { payPlaceSchema } from './pay-place.ts';
import { confirmScreen } from './pay-screens.ts';

/** Refusals that tell of a screen from before: what it shows is not so any more. */
const STALE: ReadonlySet<string> = new Set([
  'AMOUNT_CHANGED',
  'BILL_NOT_FOUND',
  'BILL_NOT_PAYABLE',
  'CARD_NOT_FOUND',
  'DRAFT_EXPIRED',
  'NOTHING_TO_PAY',
  'PAYEE_NOT_FOUND',
  'PAYMENT_ALREADY_PAID',
  'PAYMENT_EXPIRED',
]);

/** Do what a confirm screen's button asks; a screen of former times becomes the present one instead. */
export async function onConfirmScreen(
  deps: BotDeps,
  ctx: BotContext,
  options: { readonly draftId: number; readonly offers: () => Promise<readonly MethodOffer[]> },
  act: () => Promise<void>,
): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!isDomainError(error) || !STALE.has(error.code)) throw error;
    await showPresent(deps, ctx, { ...options, error });
  }
}

/** The payment this draft became, else the same screen with today's sums, else why nothing is left to confirm. */
async function showPresent(
  deps: BotDeps,
  ctx: BotContext,
  options: {
    readonly draftId: number;
    readonly offers: () => Promise<readonly MethodOffer[]>;
    readonly error: DomainError;
  },
): Promise<void> {
  const { services } = deps;
  const { draftId, error } = options;
  const who = { identityId: personOf(ctx).identityId, residentId: residentOf(ctx).id };
  const paymentId = await paymentOfDraft(services, { draftId, residentId: who.residentId });
  if (paymentId !== null) {
    const operation = await showOperation(services, { paymentId, residentId: who.residentId });
    const { botUsername } = services.installation;
    await alertPress(ctx, errorToast(error, ctx.tr), errorHtml(error, ctx.tr));
    await showScreen(ctx, operationScreen(operation, { more: false, botUsername }, ctx.tr));
    return;
  }
  try {
    const offers = await options.offers();
    const { quote, place, saveMethod } = await redraftPayment(services, {
      ...who,
      draftId,
      saveMethod: null,
      offers,
    });
    const changed = error.code === 'AMOUNT_CHANGED';
    await alertPress(ctx, ctx.tr.plain(changed ? 'payments-confirm-changed' : 'payments-confirm-renewed'));
    await showScreen(ctx, confirmScreen(quote, { place: payPlaceSchema.parse(place), saveMethod }, ctx.tr));
  } catch (now) {
    if (!isDomainError(now)) throw now;
    // What was refused says more than that there is nothing to pay any more.
    const reason = error.code === 'DRAFT_EXPIRED' ? now : error;
    await showScreen(ctx, toBillsScreen(errorHtml(reason, ctx.tr), ctx.tr));
  }
}
