import { Composer, GrammyError, HttpError } from 'grammy';
import { localeFromLanguageCode } from '../../../domain/locale.ts';
import { kopecks } from '../../../domain/money.ts';
import { authorizePayment, type CheckoutAnswer } from '../../../services/payments/authorize-payment.ts';
import {
  parkCharge,
  type Settlement,
  type SuccessfulCharge,
  settlePayment,
} from '../../../services/payments/settle-payment.ts';
import { errorKey } from '../../../services/texts/error-sentence.ts';
import type { BotContext } from '../../context.ts';
import type { BotDeps } from '../../deps.ts';
import { isTransient, PutOffError } from '../../middleware/failures.ts';

/** Telegram cancels the charge 10 s after its question; half of that is ours, the rest is the way back. */
const VERDICT_MS = 5000;
/** Tries to record a charge before it is parked. */
const TRIES = 5;

/**
 * Step 3 of the bot. `pre_checkout_query` is answered in time whatever happens: a verdict that does not come is a
 * refusal. `successful_payment` is recorded before anything else sees the update; when that fails the error goes up,
 * so that the update is not confirmed and Telegram offers it again: money is told of until it is written down.
 */
export function checkout(deps: BotDeps): Composer<BotContext> {
  const composer = new Composer<BotContext>();

  composer.on('pre_checkout_query', async (ctx) => {
    ctx.feature = 'payments';
    const query = ctx.preCheckoutQuery;
    const answer = await verdictInTime(deps, query);
    const locale =
      (answer !== null && !answer.ok ? answer.locale : null) ??
      localeFromLanguageCode(query.from.language_code, deps.services.installation.defaultLocale);
    const tr = deps.texts.for(locale);
    try {
      if (answer?.ok === true) await ctx.answerPreCheckoutQuery(true);
      else {
        const reason =
          answer === null
            ? tr.plain('payments-checkout-unavailable')
            : tr.plainOr(errorKey(answer.code), {}, 'payments-checkout-unavailable');
        await ctx.answerPreCheckoutQuery(false, { error_message: reason });
      }
    } catch (error) {
      // Too late, or asked twice: Telegram has decided without us, and nothing is charged without a "yes".
      if (!(error instanceof GrammyError)) throw error;
      deps.log.warn(
        { update: ctx.update.update_id, reason: error.description },
        'pre-checkout answer not taken',
      );
    }
  });

  /** Failed tries of this process, by charge. */
  const failures = new Map<string, number>();
  composer.on('message:successful_payment', async (ctx) => {
    ctx.feature = 'payments';
    const paid = ctx.message.successful_payment;
    const charge: SuccessfulCharge = {
      payload: paid.invoice_payload,
      payerTelegramId: ctx.from.id,
      total: paid.total_amount,
      currency: paid.currency,
      telegramChargeId: paid.telegram_payment_charge_id,
      providerChargeId: paid.provider_payment_charge_id,
    };
    const settlement = await settleOrPark(deps, charge, failures);
    deps.log.info({ update: ctx.update.update_id, ...settlement }, 'successful payment');
    if (settlement.kind === 'settled' && !settlement.repeated && settlement.invoiceMessageId !== null) {
      await leaveReceipt(deps, ctx, settlement.invoiceMessageId);
    }
  });
  return composer;
}

/**
 * A paid invoice cannot be cancelled: only its first button stays, which Telegram turns into its own receipt. The money is
 * recorded, so a keyboard that could not be changed stays as it is.
 */
async function leaveReceipt(deps: BotDeps, ctx: BotContext, messageId: number): Promise<void> {
  const { chat, message } = ctx;
  const paid = message?.successful_payment;
  if (chat === undefined || paid === undefined) return;
  const locale = localeFromLanguageCode(ctx.from?.language_code, deps.services.installation.defaultLocale);
  const tr = deps.texts.for(locale);
  const caption = tr.plain('payments-button-pay', { sum: tr.money(kopecks(paid.total_amount)) });
  try {
    await ctx.api.editMessageReplyMarkup(chat.id, messageId, {
      reply_markup: { inline_keyboard: [[{ text: caption, pay: true }]] },
    });
  } catch (error) {
    if (!(error instanceof GrammyError || error instanceof HttpError)) throw error;
  }
}

/**
 * A charge whose record fails is asked for again (the database may come back, a slow transaction may pass). One that
 * fails again and again meets a defect of ours: then what is known of it goes to the journal and to staff, so that
 * one charge does not stop every other update.
 */
async function settleOrPark(
  deps: BotDeps,
  charge: SuccessfulCharge,
  failures: Map<string, number>,
): Promise<Settlement> {
  const id = charge.telegramChargeId;
  try {
    const settlement = await settlePayment(deps.services, charge);
    failures.delete(id);
    return settlement;
  } catch (error) {
    if (isTransient(error)) throw error;
    const tries = (failures.get(id) ?? 0) + 1;
    failures.set(id, tries);
    deps.log.error({ err: error, tries }, 'a charge could not be recorded');
    if (tries < TRIES) throw new PutOffError(error);
    try {
      const parked = await parkCharge(deps.services, charge);
      failures.delete(id);
      return parked;
    } catch (parkError) {
      throw new PutOffError(parkError);
    }
  }
}

type Query = BotContext['preCheckoutQuery'] & object;

/** null = no verdict in time, or none at all: the caller refuses. */
async function verdictInTime(deps: BotDeps, query: Query): Promise<CheckoutAnswer | null> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), VERDICT_MS);
  });
  const verdict = authorizePayment(deps.services, {
    id: query.id,
    payload: query.invoice_payload,
    amount: kopecks(query.total_amount),
    currency: query.currency,
    payerTelegramId: query.from.id,
  }).catch((error: unknown) => {
    deps.log.error({ err: error }, 'pre-checkout could not be judged');
    return null;
  });
  try {
    return await Promise.race([verdict, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
