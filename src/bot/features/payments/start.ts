import { GrammyError } from 'grammy';
import { DomainError } from '../../../domain/errors.ts';
import { kopecks } from '../../../domain/money.ts';
import { isFinal, isGatewayMethod } from '../../../domain/payments.ts';
import { InvoiceRefusedError } from '../../../gateways/payments/telegram-invoice-gateway.ts';
import { cancelPayment } from '../../../services/payments/cancel-payment.ts';
import { proofNeeded } from '../../../services/payments/card-proof.ts';
import { continuePayment } from '../../../services/payments/continue-payment.ts';
import { draftHolds } from '../../../services/payments/draft-holds.ts';
import { markInvoiceRefused, markInvoiceSent } from '../../../services/payments/mark-invoice-sent.ts';
import { moveStatusMessage } from '../../../services/payments/move-status-message.ts';
import { openBankQr } from '../../../services/payments/open-bank-qr.ts';
import { openGatewayPayment, PAYMENT_START_PREFIX } from '../../../services/payments/open-gateway-payment.ts';
import type { PaymentRow } from '../../../services/payments/payment-row.ts';
import { pollPayment } from '../../../services/payments/poll-gateway.ts';
import type { MethodOffer } from '../../../services/payments/quote-payment.ts';
import { receiptEmail } from '../../../services/payments/receipt-email.ts';
import { fiscalItems } from '../../../services/payments/receipt-items.ts';
import { showOperation } from '../../../services/payments/show-operation.ts';
import { startPayment } from '../../../services/payments/start-payment.ts';
import { type BotContext, personOf, residentOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { toastPress } from '../../ui/alert.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import { changeScreen, placeScreen, showScreen } from '../../ui/screen.ts';
import { sendPicture, showUploading } from '../../ui/send-file.ts';
import { payRoutes } from './callback-data.ts';
import { cardCodeForm, sendPayCode } from './card-code.form.ts';
import { gatewayScreen } from './gateway-screens.ts';
import { telegramInvoice } from './invoice.ts';
import { invoiceSentScreen, toBillsScreen } from './operation-screens.ts';
import { heldScreen } from './pay-screens.ts';
import { onConfirmScreen } from './stale-confirm.ts';
import { createTelegramInvoiceGateway } from './telegram-invoice-gateway.ts';

/** From a confirmed draft to money on its way: the payment, its invoice or its page, and how it is given up. */
export function installStart(
  { deps, router, forms, onStartPayload }: FeatureHost,
  offers: () => Promise<MethodOffer[]>,
): void {
  const { services } = deps;
  const codeForm = cardCodeForm(deps);
  forms.define(codeForm);
  const { timezone } = services.installation;
  const providerToken = deps.telegram.paymentProviderToken;

  router.on('payments', 'registered', payRoutes.start, (ctx, values) =>
    onConfirmScreen(deps, ctx, { draftId: values.draft, offers }, () => confirmed(ctx, values)),
  );
  async function confirmed(
    ctx: BotContext,
    { draft, anyway }: { readonly draft: number; readonly anyway: boolean },
  ): Promise<void> {
    const { identityId, telegramId } = personOf(ctx);
    const residentId = residentOf(ctx).id;
    const proof = await proofNeeded(services, { draftId: draft, identityId, residentId });
    if (proof !== null) {
      const held = anyway ? null : await draftHolds(services, { draftId: draft, identityId, residentId });
      if (held !== null) {
        await showScreen(ctx, heldScreen({ draftId: draft, ...held }, timezone, ctx.tr));
        return;
      }
      const who = { identityId, locale: ctx.locale };
      await sendPayCode(deps, who, { ...proof, draftId: draft, again: false });
      await forms.start(ctx, codeForm, { draftId: draft, payAnyway: anyway, ...proof });
      return;
    }
    const started = await startPayment(services, {
      draftId: draft,
      residentId,
      identityId,
      telegramId,
      locale: ctx.locale,
      payAnyway: anyway,
    });
    if (started.kind === 'held') {
      const { billId, holds } = started;
      await showScreen(ctx, heldScreen({ draftId: draft, billId, holds }, timezone, ctx.tr));
      return;
    }
    ctx.dialogue?.remember();
    for (const { messageId } of started.superseded) await removeMessage(ctx, messageId);
    await goOn(ctx, started.payment);
  }

  /** A press that came twice finds the invoice sent or the page known; one whose answer was lost asks again. */
  async function goOn(ctx: BotContext, payment: PaymentRow): Promise<void> {
    if (isGatewayMethod(payment.method)) {
      await openPage(ctx, payment);
      return;
    }
    if (payment.method === 'bank_qr') {
      await sendBankQr(ctx, payment);
      return;
    }
    const { status } = payment;
    if (status === 'pending' || status === 'authorized') {
      await toastPress(ctx, ctx.tr.plain('payments-invoice-already'));
      await showScreen(ctx, invoiceSentScreen(payment, ctx.tr));
      return;
    }
    if (status === 'failed' || status === 'expired') throw new DomainError('PAYMENT_EXPIRED');
    if (status !== 'created') throw new DomainError('PAYMENT_ALREADY_PAID');
    await sendInvoice(ctx, payment);
  }

  router.on('payments', 'registered', payRoutes.again, async (ctx, values) => {
    const payment = await continuePayment(services, {
      paymentId: values.payment,
      residentId: residentOf(ctx).id,
    });
    ctx.dialogue?.remember();
    if (isGatewayMethod(payment.method)) {
      await openPage(ctx, payment);
      return;
    }
    if (payment.method === 'bank_qr') {
      await sendBankQr(ctx, payment);
      return;
    }
    await removeMessage(ctx, payment.invoiceMessageId);
    await sendInvoice(ctx, payment);
  });
  router.on('payments', 'registered', payRoutes.cancel, async (ctx, values) => {
    const cancelled = await cancelPayment(services, {
      paymentId: values.payment,
      residentId: residentOf(ctx).id,
    });
    ctx.dialogue?.remember();
    await removeMessage(ctx, cancelled.messageId);
    const html = ctx.tr.html('payments-cancelled', { number: cancelled.number });
    await showScreen(ctx, toBillsScreen(html, ctx.tr));
  });

  /** The code as a picture: scanned with another device, or picked from the gallery by the bank app. */
  async function sendBankQr(ctx: BotContext, payment: PaymentRow): Promise<void> {
    await showUploading(ctx, 'photo');
    const bytes = await openBankQr(services, { payment, tr: ctx.tr });
    await sendPicture(
      ctx,
      { bytes, fileName: `${payment.number}.png` },
      {
        caption: ctx.tr.html('payments-qr-caption', {
          number: payment.number,
          sum: ctx.tr.money(kopecks(payment.total)),
        }),
        buttons: [
          [button(ctx.tr.plain('payments-button-status'), routes.operation.data({ payment: payment.id }))],
        ],
      },
    );
  }

  // ── the gateway ───────────────────────────────────────────────────────────

  /** The pressed message becomes the payment's own: it shows the page, and later by itself how it ended. */
  async function openPage(ctx: BotContext, payment: Pick<PaymentRow, 'id'>): Promise<void> {
    const messageId = ctx.callbackQuery?.message?.message_id ?? null;
    await openGatewayPayment(services, { paymentId: payment.id, tr: ctx.tr, messageId });
    await showGateway(ctx, payment.id);
  }

  async function showGateway(ctx: BotContext, paymentId: number): Promise<void> {
    const residentId = residentOf(ctx).id;
    const operation = await showOperation(services, { paymentId, residentId });
    const messageId = await placeScreen(ctx, gatewayScreen(operation, ctx.tr));
    if (isFinal(operation.status)) return;
    const { ended, former } = await moveStatusMessage(services, { paymentId, messageId });
    if (ended) {
      // It ended just now, and the news went to the message before.
      const last = await showOperation(services, { paymentId, residentId });
      await changeScreen(ctx, messageId, gatewayScreen(last, ctx.tr));
    }
    if (former !== messageId) await removeMessage(ctx, former);
  }

  router.on('payments', 'registered', payRoutes.check, async (ctx, { payment }) => {
    const { method, status } = await showOperation(services, {
      paymentId: payment,
      residentId: residentOf(ctx).id,
    });
    if (!isGatewayMethod(method)) throw new DomainError('PAYMENT_NOT_FOUND');
    const open = status === 'created' || status === 'pending' || status === 'authorized';
    if (open) await pollPayment(services, { paymentId: payment });
    await showGateway(ctx, payment);
  });
  onStartPayload(async (ctx, payload) => {
    const id = new RegExp(`^${PAYMENT_START_PREFIX}([1-9]\\d{0,8})$`).exec(payload)?.[1];
    if (id === undefined || ctx.person?.resident == null) return false;
    await router.go(ctx, payRoutes.check, { payment: Number(id) });
    return true;
  });

  // ── the Telegram invoice ──────────────────────────────────────────────────

  /** The invoice comes below the pressed screen, which then says where to pay. */
  async function sendInvoice(ctx: BotContext, payment: PaymentRow): Promise<void> {
    if (providerToken === null) throw new DomainError('METHOD_UNAVAILABLE');
    const gateway = createTelegramInvoiceGateway(ctx.api, providerToken);
    try {
      const email = await receiptEmail(services, { residentId: residentOf(ctx).id });
      const { items } = await fiscalItems(services, payment, ctx.tr);
      const { messageId } = await gateway.sendInvoice(telegramInvoice(payment, { email, items }, ctx.tr));
      await markInvoiceSent(services, { paymentId: payment.id, messageId });
      await showScreen(ctx, invoiceSentScreen(payment, ctx.tr));
    } catch (error) {
      if (!(error instanceof InvoiceRefusedError)) throw error;
      deps.log.warn({ payment: payment.id, reason: error.reason }, 'invoice refused');
      await markInvoiceRefused(services, { paymentId: payment.id, reason: error.reason });
      await showScreen(ctx, toBillsScreen(ctx.tr.html('payments-invoice-failed'), ctx.tr));
    }
  }
}

/** An invoice or a page that is shown elsewhere or over only confuses; one that is gone or too old stays as it is. */
async function removeMessage(ctx: BotContext, messageId: number | null): Promise<void> {
  const chatId = ctx.chat?.id;
  if (messageId === null || chatId === undefined) return;
  try {
    await ctx.api.deleteMessage(chatId, messageId);
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
  }
}
