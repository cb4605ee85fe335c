import { GrammyError } from 'grammy';
import { activeGrants } from '../../../domain/roles.ts';
import { deletePerson, offerDeletion } from '../../../services/residents/delete-person.ts';
import { orderDataExport } from '../../../services/residents/export-data.ts';
import { withdrawPromotions } from '../../../services/residents/withdraw-promotions.ts';
import { type BotContext, personOf } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { alertPress, toastPress } from '../../ui/alert.ts';
import { showScreen } from '../../ui/screen.ts';
import { residentRoutes } from './callback-data.ts';
import { deletedScreen, deletionScreen } from './deletion-screens.ts';

/** One's rights (K2): the data as a file, withdrawing consent, being deleted. */
export function installDeletion({ deps, router }: FeatureHost): void {
  const { services } = deps;

  router.on('residents', 'accepted', residentRoutes.deleteMe, async (ctx) => {
    const { identityId, resident } = personOf(ctx);
    const offer = await offerDeletion(services, { identityId });
    await showScreen(
      ctx,
      deletionScreen(offer, { registered: resident !== null, staff: isStaff(ctx) }, ctx.tr),
    );
  });

  router.on('residents', 'accepted', residentRoutes.confirmDelete, async (ctx, { draft }) => {
    const { identityId } = personOf(ctx);
    const staff = isStaff(ctx);
    const { tr } = ctx;
    const { deleted, invoiceMessages } = await deletePerson(services, { identityId, draftId: draft });
    if (!deleted) {
      await toastPress(ctx, tr.plain('form-draft-completed'));
      return;
    }
    // Nobody is left whose dialogue could be written at the end of this update.
    await ctx.reload();
    ctx.dialogue?.remember();
    await dropMessages(ctx, invoiceMessages);
    await showScreen(ctx, deletedScreen(staff, tr));
  });

  router.on('residents', 'registered', residentRoutes.exportData, async (ctx) => {
    const order = await orderDataExport(services, { identityId: personOf(ctx).identityId });
    if (order.kind === 'queued') {
      await alertPress(ctx, ctx.tr.plain('residents-export-ordered'));
      return;
    }
    const { done, total } = order;
    await alertPress(ctx, ctx.tr.plain('residents-export-working', { done, total: total ?? 'none' }));
  });

  router.on('residents', 'accepted', residentRoutes.stopPromotions, async (ctx) => {
    const { identityId, resident } = personOf(ctx);
    await withdrawPromotions(services, { identityId, residentId: resident?.id ?? null });
    await toastPress(ctx, ctx.tr.plain('residents-promotions-stopped'));
    await router.go(ctx, residentRoutes.documents, {});
  });

  function isStaff(ctx: BotContext): boolean {
    return activeGrants(personOf(ctx).grants, services.clock.now()).length > 0;
  }
}

/** Invoices that can no longer be paid leave the chat; one that is gone or too old to delete stays as it is. */
async function dropMessages(ctx: BotContext, messageIds: readonly number[]): Promise<void> {
  for (const messageId of messageIds) {
    try {
      await ctx.api.deleteMessage(ctx.chat?.id ?? 0, messageId);
    } catch (error) {
      if (!(error instanceof GrammyError)) throw error;
    }
  }
}
