import { kopecks } from '../../../domain/money.ts';
import type { InvoiceLimits } from '../../../gateways/payments/invoice-limits.ts';
import type { MethodOffer } from '../../../services/payments/quote-payment.ts';
import { showOperation } from '../../../services/payments/show-operation.ts';
import { type BotContext, residentOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { routes } from '../../ui/routes.ts';
import { showScreen } from '../../ui/screen.ts';
import { payRoutes } from './callback-data.ts';
import { installCards } from './cards.ts';
import { installChoose } from './choose.ts';
import { operationScreen, receiptScreen } from './operation-screens.ts';
import { installOther } from './other.ts';
import { sendReceiptPdf } from './receipt-pdf.ts';
import { installStaff } from './staff.ts';
import { installStart } from './start.ts';
import { installTemplates } from './templates.ts';

export interface PaymentsFeatureOptions {
  /** What one Telegram invoice may amount to. */
  readonly limits: InvoiceLimits;
}

/** The page takes what the shop's contract allows; СБП moves 1–700 000 ₽ a time. */
const GATEWAY_OFFERS: readonly MethodOffer[] = [
  { method: 'yookassa', limits: { min: kopecks(100), max: kopecks(70_000_000) } },
  { method: 'sbp', limits: { min: kopecks(100), max: kopecks(70_000_000) } },
  { method: 'saved_card', limits: { min: kopecks(100), max: kopecks(70_000_000) } },
];
/** What a bank app takes is between the payer and the bank. */
const BANK_QR_OFFER: readonly MethodOffer[] = [
  { method: 'bank_qr', limits: { min: kopecks(100), max: kopecks(100_000_000) } },
];

/** Paying a bill by a Telegram invoice or at the gateway, receipts and operations, what staff sees of payments. */
export function paymentsFeature(options: PaymentsFeatureOptions): Feature {
  return (host) => {
    const { deps, router } = host;
    const { services } = deps;
    const { botUsername } = services.installation;
    const providerToken = deps.telegram.paymentProviderToken;

    /** The ways to pay that this installation has. */
    const offers = async (): Promise<MethodOffer[]> => [
      ...(providerToken === null
        ? []
        : [{ method: 'telegram', limits: await options.limits.current() } as const]),
      ...(services.gateway === null ? [] : GATEWAY_OFFERS),
      ...BANK_QR_OFFER,
    ];
    installChoose(host, offers);
    installStart(host, offers);
    installOther(host, offers);
    installCards(host);
    installTemplates(host, offers);
    installStaff(host);

    // ── receipts and operations ─────────────────────────────────────────────

    const showCard = async (ctx: BotContext, paymentId: number, more: boolean): Promise<void> => {
      const operation = await showOperation(services, { paymentId, residentId: residentOf(ctx).id });
      await showScreen(ctx, operationScreen(operation, { more, botUsername }, ctx.tr));
    };
    router.on('payments', 'registered', routes.operation, (ctx, { payment }) =>
      showCard(ctx, payment, false),
    );
    router.on('payments', 'registered', payRoutes.card, (ctx, { payment, more }) =>
      showCard(ctx, payment, more),
    );
    router.on('payments', 'registered', payRoutes.receipt, async (ctx, { payment, more }) => {
      const operation = await showOperation(services, {
        paymentId: payment,
        residentId: residentOf(ctx).id,
      });
      await showScreen(ctx, receiptScreen(operation, { more, botUsername }, ctx.tr));
    });
    router.on('payments', 'registered', payRoutes.receiptPdf, async (ctx, { payment }) => {
      const operation = await showOperation(services, {
        paymentId: payment,
        residentId: residentOf(ctx).id,
      });
      await sendReceiptPdf(ctx, services, operation);
    });
    router.on('payments', 'public', payRoutes.leave, async (ctx) => {
      ctx.keepPressed = true;
      await router.go(ctx, routes.home, {});
    });
  };
}
