import type { Channel } from '../../../domain/delivery.ts';
import { DomainError } from '../../../domain/errors.ts';
import { localized } from '../../../domain/locale.ts';
import { formatQuietHours, type QuietHours } from '../../../domain/quiet-hours.ts';
import {
  saveSubscriptions,
  setQuietHours,
  showSubscriptions,
} from '../../../services/notifications/subscriptions.ts';
import { currentDocument } from '../../../services/texts/read-documents.ts';
import { type BotContext, personOf, residentOf } from '../../context.ts';
import type { Feature } from '../../feature.ts';
import { toastPress } from '../../ui/alert.ts';
import { routes } from '../../ui/routes.ts';
import { showScreen } from '../../ui/screen.ts';
import { notifyRoutes } from './callback-data.ts';
import { maskOf, tableOf } from './mask.ts';
import { promotionsScreen, quietScreen, subscriptionsScreen } from './screens.ts';

export interface NotificationsOptions {
  /** of people who did not choose their own */
  readonly quietHours: QuietHours;
}

/** What people want to be told, by which channel, and when not. */
export function notificationsFeature({ quietHours }: NotificationsOptions): Feature {
  const usualHours = formatQuietHours(quietHours);
  return ({ deps, router }) => {
    const { services } = deps;
    const open: readonly Channel[] = [
      'telegram',
      ...(services.email === null ? [] : (['email'] as const)),
      ...(services.sms === null ? [] : (['sms'] as const)),
    ];

    const show = async (ctx: BotContext, at: { mask: number; tab: number } | null): Promise<void> => {
      const view = await showSubscriptions(services, { residentId: residentOf(ctx).id });
      const shown = {
        view,
        open,
        usualHours: view.usualHours ?? usualHours,
        mask: at?.mask ?? maskOf(view.table),
        tab: at?.tab ?? 0,
        feed: router.has(routes.feed),
      };
      await showScreen(ctx, subscriptionsScreen(shown, ctx.tr));
    };
    const save = async (
      ctx: BotContext,
      at: { mask: number; tab: number },
      agreedDocumentId: number | null,
    ): Promise<void> => {
      const result = await saveSubscriptions(services, {
        residentId: residentOf(ctx).id,
        identityId: personOf(ctx).identityId,
        table: tableOf(at.mask),
        agreedDocumentId,
      });
      if (result === 'saved') {
        await toastPress(ctx, ctx.tr.plain('notifications-saved'));
        return show(ctx, { ...at, mask: maskOf(tableOf(at.mask)) });
      }
      const document = await currentDocument(services, { kind: 'promotions' });
      if (document === null) throw new DomainError('DOCUMENT_NOT_FOUND');
      const body = localized(document.body, ctx.locale);
      await showScreen(ctx, promotionsScreen({ id: document.id, body }, at, ctx.tr));
    };
    const showQuiet = async (ctx: BotContext): Promise<void> => {
      const view = await showSubscriptions(services, { residentId: residentOf(ctx).id });
      await showScreen(ctx, quietScreen(view.quietHours, usualHours, ctx.tr));
    };

    router.on('notifications', 'registered', routes.notifications, (ctx) => show(ctx, null));
    router.on('notifications', 'registered', notifyRoutes.mark, (ctx, at) => show(ctx, at));
    router.on('notifications', 'registered', notifyRoutes.save, (ctx, at) => save(ctx, at, null));
    router.on('notifications', 'registered', notifyRoutes.agree, (ctx, { mask, tab, doc }) =>
      save(ctx, { mask, tab }, doc),
    );
    router.on('notifications', 'registered', notifyRoutes.quiet, showQuiet);
    router.on('notifications', 'registered', notifyRoutes.setQuiet, async (ctx, { from, to }) => {
      const hours = from === 24 ? null : formatQuietHours({ from, to });
      await setQuietHours(services, { residentId: residentOf(ctx).id, hours });
      await toastPress(ctx, ctx.tr.plain('notifications-saved'));
      await showQuiet(ctx);
    });
  };
}
