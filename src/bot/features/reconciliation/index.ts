import { DomainError } from '../../../domain/errors.ts';
import { RECONCILIATION_OUTCOMES, RESOLUTIONS } from '../../../domain/reconciliation.ts';
import { can } from '../../../domain/roles.ts';
import { RECONCILIATION_SOURCES } from '../../../services/reconciliation/reconcile.ts';
import {
  askAboutDifference,
  resolveDifference,
} from '../../../services/reconciliation/resolve-difference.ts';
import {
  listDifferences,
  listReconciliations,
  showDifference,
  showReconciliation,
} from '../../../services/reconciliation/show-reconciliation.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { routes } from '../../ui/routes.ts';
import { showScreen } from '../../ui/screen.ts';
import { reconciliationRoutes } from './callback-data.ts';
import { registerFileForm } from './file.form.ts';
import {
  differenceScreen,
  differencesScreen,
  reconciliationScreen,
  reconciliationsScreen,
} from './screens.ts';

/** Our payments against the registers of the gateway and the bank: differences, and what is done about each. */
export const reconciliationFeature: Feature = (host) => {
  const { deps, router, forms } = host;
  const { services } = deps;
  const zone = services.installation.timezone;
  const form = registerFileForm(deps);
  forms.define(form);

  const showRow = async (ctx: BotContext, rowId: number): Promise<void> => {
    const row = await showDifference(services, { grants: personOf(ctx).grants, rowId });
    await showScreen(ctx, differenceScreen(row, ctx.tr));
  };

  router.on('reconciliation', 'staff', routes.reconciliations, async (ctx, values) => {
    const list = await listReconciliations(services, { grants: personOf(ctx).grants, page: values.page });
    await showScreen(ctx, reconciliationsScreen(list, ctx.tr, zone));
  });
  router.on('reconciliation', 'staff', reconciliationRoutes.start, async (ctx, values) => {
    if (!can(personOf(ctx).grants, 'payments.reconcile', {}, services.clock.now())) {
      throw new DomainError('NOT_ALLOWED');
    }
    const source = RECONCILIATION_SOURCES.find((known) => known === values.source);
    if (source === undefined) throw new DomainError('RECONCILIATION_NOT_FOUND');
    await forms.start(ctx, form, { source });
  });
  router.on('reconciliation', 'staff', reconciliationRoutes.show, async (ctx, values) => {
    const found = await showReconciliation(services, { grants: personOf(ctx).grants, id: values.id });
    await showScreen(ctx, reconciliationScreen(found, ctx.tr, zone));
  });
  router.on(
    'reconciliation',
    'staff',
    reconciliationRoutes.rows,
    async (ctx, { id, outcome: word, page }) => {
      const outcome = RECONCILIATION_OUTCOMES.find((known) => known === word);
      if (outcome === undefined) throw new DomainError('RECONCILIATION_NOT_FOUND');
      const list = await listDifferences(services, { grants: personOf(ctx).grants, id, outcome, page });
      await showScreen(ctx, differencesScreen(list, { id, outcome }, ctx.tr));
    },
  );
  router.on('reconciliation', 'staff', reconciliationRoutes.row, (ctx, values) => showRow(ctx, values.row));
  router.on('reconciliation', 'staff', reconciliationRoutes.ask, async (ctx, values) => {
    const { grants, identityId } = personOf(ctx);
    await askAboutDifference(services, { grants, identityId, rowId: values.row });
    await showRow(ctx, values.row);
  });
  router.on('reconciliation', 'staff', reconciliationRoutes.resolve, async (ctx, values) => {
    const { grants, identityId } = personOf(ctx);
    const resolution = RESOLUTIONS.find((known) => known === values.resolution) ?? null;
    if (resolution === null && values.resolution !== 'open')
      throw new DomainError('RECONCILIATION_NOT_FOUND');
    await resolveDifference(services, { grants, identityId, rowId: values.row, resolution });
    await showRow(ctx, values.row);
  });
};
