import { dateIn, startOfDay } from '../../../domain/clock-zone.ts';
import { DomainError } from '../../../domain/errors.ts';
import { addMonths, firstDay, monthOf, parsePeriod } from '../../../domain/period.ts';
import { PAYMENT_FILE_FORMATS, paymentExportFile } from '../../../services/exports/export-file.ts';
import { exportPayments } from '../../../services/exports/export-payments.ts';
import { type ExportActor, exportProvider } from '../../../services/exports/export-scope.ts';
import {
  REGISTER_ENCODINGS,
  type RegisterTemplate,
  registerTemplate,
  saveRegisterTemplate,
} from '../../../services/exports/export-template.ts';
import { cancelExport, closeExport } from '../../../services/exports/finish-export.ts';
import {
  listPaymentExports,
  listWaitingPayments,
  showPaymentExport,
} from '../../../services/exports/list-exports.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { routes } from '../../ui/routes.ts';
import { showScreen } from '../../ui/screen.ts';
import { sendDocument, showUploading } from '../../ui/send-file.ts';
import { exportRoutes } from './callback-data.ts';
import { columnsForm } from './columns.form.ts';
import {
  batchScreen,
  DECIMALS,
  exportsScreen,
  historyScreen,
  providerScreen,
  TRAILERS,
  templateScreen,
} from './screens.ts';

/** Months offered besides "everything". */
const MONTHS = 3;

/** Payments for the accounting: registers by provider and period, each payment once. */
export const exportsFeature: Feature = (host) => {
  const { deps, router, forms } = host;
  const { services } = deps;
  const zone = services.installation.timezone;
  const form = columnsForm(deps);
  forms.define(form);

  const actorOf = (ctx: BotContext): ExportActor => {
    const { identityId, grants } = personOf(ctx);
    return { identityId, grants };
  };
  const showList = async (ctx: BotContext, page: number): Promise<void> => {
    await showScreen(
      ctx,
      exportsScreen(await listWaitingPayments(services, { actor: actorOf(ctx), page }), ctx.tr),
    );
  };
  const showBatch = async (ctx: BotContext, batchId: number): Promise<void> => {
    const row = await showPaymentExport(services, { actor: actorOf(ctx), batchId });
    await showScreen(ctx, batchScreen(row, ctx.tr, zone));
  };
  const showTemplate = async (ctx: BotContext, providerId: number): Promise<void> => {
    const provider = await exportProvider(services, actorOf(ctx), providerId);
    await showScreen(
      ctx,
      templateScreen(await registerTemplate(services.db, provider.id), provider.id, ctx.tr),
    );
  };

  host.onCommand('export', 'staff', (ctx) => showList(ctx, 0));
  router.on('exports', 'staff', routes.exports, (ctx, values) => showList(ctx, values.page));
  router.on('exports', 'staff', exportRoutes.provider, async (ctx, values) => {
    const provider = await exportProvider(services, actorOf(ctx), values.provider);
    const now = services.clock.now();
    const month = monthOf(dateIn(now, provider.zone));
    await showScreen(
      ctx,
      providerScreen(
        provider,
        {
          until: Math.floor(now.getTime() / 1000),
          months: Array.from({ length: MONTHS }, (_, back) => addMonths(month, -back)),
        },
        ctx.tr,
      ),
    );
  });
  router.on('exports', 'staff', exportRoutes.create, async (ctx, values) => {
    const { batchId } = await exportPayments(services, {
      actor: actorOf(ctx),
      providerId: values.provider,
      from: null,
      // A forged moment to come would take nothing more than now.
      until: new Date(Math.min(values.until * 1000, services.clock.now().getTime())),
    });
    await showBatch(ctx, batchId);
  });
  router.on('exports', 'staff', exportRoutes.createMonth, async (ctx, values) => {
    const period = parsePeriod(String(values.period));
    if (period === null) throw new DomainError('EXPORT_EMPTY');
    const actor = actorOf(ctx);
    const provider = await exportProvider(services, actor, values.provider);
    const { batchId } = await exportPayments(services, {
      actor,
      providerId: provider.id,
      from: startOfDay(firstDay(period), provider.zone),
      until: startOfDay(firstDay(addMonths(period, 1)), provider.zone),
    });
    await showBatch(ctx, batchId);
  });
  router.on('exports', 'staff', exportRoutes.history, async (ctx, { provider, page }) => {
    const list = await listPaymentExports(services, {
      actor: actorOf(ctx),
      page,
      ...(provider === 0 ? {} : { providerId: provider }),
    });
    await showScreen(ctx, historyScreen(list, provider, ctx.tr, zone));
  });
  router.on('exports', 'staff', exportRoutes.batch, (ctx, values) => showBatch(ctx, values.batch));
  router.on('exports', 'staff', exportRoutes.file, async (ctx, values) => {
    const format = PAYMENT_FILE_FORMATS.find((known) => known === values.format);
    if (format === undefined) throw new DomainError('EXPORT_NOT_FOUND');
    await showUploading(ctx, 'document');
    const { batch } = values;
    const file = await paymentExportFile(services, {
      actor: actorOf(ctx),
      batchId: batch,
      format,
      tr: ctx.tr,
    });
    await sendDocument(ctx, file, { caption: ctx.tr.html('exports-file', { id: String(batch) }) });
  });
  router.on('exports', 'staff', exportRoutes.close, async (ctx, values) => {
    await closeExport(services, { actor: actorOf(ctx), batchId: values.batch });
    await showBatch(ctx, values.batch);
  });
  router.on('exports', 'staff', exportRoutes.cancel, async (ctx, values) => {
    await cancelExport(services, { actor: actorOf(ctx), batchId: values.batch });
    await showList(ctx, 0);
  });
  router.on('exports', 'staff', exportRoutes.template, (ctx, values) => showTemplate(ctx, values.provider));
  router.on('exports', 'staff', exportRoutes.setTemplate, async (ctx, values) => {
    const patch = patchOf(values.setting, values.value);
    if (patch !== null) {
      await saveRegisterTemplate(services, { actor: actorOf(ctx), providerId: values.provider, patch });
    }
    await showTemplate(ctx, values.provider);
  });
  router.on('exports', 'staff', exportRoutes.columns, async (ctx, values) => {
    await exportProvider(services, actorOf(ctx), values.provider);
    await forms.start(ctx, form, { providerId: values.provider });
  });
};

function patchOf(setting: string, value: number): Partial<RegisterTemplate> | null {
  const encoding = REGISTER_ENCODINGS[value];
  const decimal = DECIMALS[value];
  const trailer = TRAILERS[value];
  if (setting === 'encoding' && encoding !== undefined) return { encoding };
  if (setting === 'decimal' && decimal !== undefined) return { decimal };
  return setting === 'trailer' && trailer !== undefined ? { trailer } : null;
}
