import { DomainError } from '../../../domain/errors.ts';
import { isGatewayMethod } from '../../../domain/payments.ts';
import { can } from '../../../domain/roles.ts';
import { listCompanyPayments } from '../../../services/payments/list-company-payments.ts';
import { listVat, setVat } from '../../../services/payments/set-vat.ts';
import { showOperationToStaff } from '../../../services/payments/show-operation.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { routes } from '../../ui/routes.ts';
import { showScreen } from '../../ui/screen.ts';
import { payRoutes } from './callback-data.ts';
import { staffCardScreen, staffListScreen } from './operation-screens.ts';
import { sendReceiptPdf } from './receipt-pdf.ts';
import { refundForm } from './refund.form.ts';
import { vatChoiceScreen, vatListScreen } from './vat-screens.ts';

/** Payments of the companies a staff member serves, and money given back. */
export function installStaff({ deps, router, forms }: FeatureHost): void {
  const { services } = deps;
  const { botUsername } = services.installation;
  const refund = refundForm(deps, (identityId) => grantsOf(services, { identityId }));
  forms.define(refund);

  router.on('payments', 'staff', routes.staffPayments, async (ctx, { page }) => {
    const { grants } = personOf(ctx);
    const list = await listCompanyPayments(services, { grants, page });
    const mayEdit = can(grants, 'settings.edit', {}, services.clock.now());
    await showScreen(ctx, staffListScreen(list, mayEdit, ctx.tr));
  });
  const showVat = async (ctx: BotContext): Promise<void> => {
    await showScreen(ctx, vatListScreen(await listVat(services, { grants: personOf(ctx).grants }), ctx.tr));
  };
  router.on('payments', 'staff', payRoutes.vat, showVat);
  router.on('payments', 'staff', payRoutes.vatOf, async (ctx, { company }) => {
    const rows = await listVat(services, { grants: personOf(ctx).grants });
    if (!rows.some(({ companyId }) => companyId === company)) throw new DomainError('NOT_ALLOWED');
    await showScreen(ctx, vatChoiceScreen(company, ctx.tr));
  });
  router.on('payments', 'staff', payRoutes.setVat, async (ctx, { company, code }) => {
    const { identityId, grants } = personOf(ctx);
    await setVat(services, { companyId: company, vatCode: code, by: { identityId, grants } });
    await showVat(ctx);
  });
  router.on('payments', 'staff', routes.staffPayment, async (ctx, { payment }) => {
    const { grants } = personOf(ctx);
    const operation = await showOperationToStaff(services, { paymentId: payment, grants });
    const mayRefund = can(grants, 'payments.refund', {}, services.clock.now());
    await showScreen(ctx, staffCardScreen(operation, { botUsername, mayRefund }, ctx.tr));
  });
  router.on('payments', 'staff', payRoutes.staffReceiptPdf, async (ctx, { payment }) => {
    const { grants } = personOf(ctx);
    await sendReceiptPdf(ctx, services, await showOperationToStaff(services, { paymentId: payment, grants }));
  });
  router.on('payments', 'staff', payRoutes.refund, async (ctx, { payment }) => {
    const { grants } = personOf(ctx);
    if (!can(grants, 'payments.refund', {}, services.clock.now())) throw new DomainError('NOT_ALLOWED');
    const operation = await showOperationToStaff(services, { paymentId: payment, grants });
    const free = operation.total - operation.refunded;
    if (free <= 0) throw new DomainError('REFUND_NOT_POSSIBLE');
    await forms.start(ctx, refund, {
      paymentId: payment,
      number: operation.number,
      free,
      byGateway: isGatewayMethod(operation.method),
    });
  });
}
