import { enqueueDelivery } from '../../../delivery/enqueue.ts';
import { type Audience, EVERYBODY, UNDO_MS } from '../../../domain/announcements.ts';
import { DomainError } from '../../../domain/errors.ts';
import { isLocale } from '../../../domain/locale.ts';
import { can } from '../../../domain/roles.ts';
import { announcementMark } from '../../../services/announcements/announcement-mark.ts';
import { companiesToSpeakFor, listPlaces } from '../../../services/announcements/compose.ts';
import { countRecipients } from '../../../services/announcements/count-recipients.ts';
import { repeatAnnouncement, setAudience } from '../../../services/announcements/create-announcement.ts';
import { ANNOUNCEMENT_PREVIEW } from '../../../services/announcements/delivery-kinds.ts';
import { listCurrentOutages, listFeed, showFeedItem } from '../../../services/announcements/list-feed.ts';
import {
  type Announcement,
  announcementForStaff,
} from '../../../services/announcements/load-announcement.ts';
import { listAnnouncements, markRead } from '../../../services/announcements/report.ts';
import {
  approveAnnouncement,
  cancelAnnouncement,
  pauseSending,
  resendAnnouncement,
  type SendResult,
  sendAnnouncement,
  undoSending,
} from '../../../services/announcements/send-announcement.ts';
import { endOutage } from '../../../services/announcements/start-sending.ts';
import { type BotContext, personOf, residentOf } from '../../context.ts';
import type { Feature, FeatureHost } from '../../feature.ts';
import { toastPress } from '../../ui/alert.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import { type Screen, showScreen } from '../../ui/screen.ts';
import { audienceScreen, PLACES_PER_PAGE, placesScreen } from './audience-screens.ts';
import { annRoutes } from './callback-data.ts';
import { cardOf } from './card.ts';
import { composeForm, rewriteForm } from './compose.form.ts';
import { feedItemScreen, feedScreen, outagesHtml } from './feed-screens.ts';
import { askCancelScreen, askSendScreen, cardScreen, excerptOf, footRows, listScreen } from './screens.ts';
import { narrowForm, scheduleForm } from './small.forms.ts';
import { timesForm } from './times.form.ts';

const NARROWINGS = ['entrance', 'flats', 'debt'] as const;
const PLACES = ['buildings', 'providers'] as const;
/** Of a text that says what is over. */
const LONGEST_QUOTE = 120;

/** Announcements: composing, audience, sending and its report for staff; the feed of the house for residents. */
export const announcementsFeature: Feature = (host) => {
  installFeed(host);
  installComposing(host);
  installSending(host);
};

function installFeed(host: FeatureHost): void {
  const { deps, router } = host;
  const { services } = deps;
  const zone = services.installation.timezone;
  const showFeed = async (ctx: BotContext, page: number): Promise<void> => {
    const list = await listFeed(services, { residentId: residentOf(ctx).id, locale: ctx.locale, page });
    await showScreen(ctx, feedScreen(list, zone, ctx.tr));
  };
  router.on('announcements', 'registered', routes.feed, (ctx, { page }) => showFeed(ctx, page));
  router.on('announcements', 'registered', routes.feedItem, async (ctx, { id }) => {
    const who = { residentId: residentOf(ctx).id, locale: ctx.locale };
    const item = await showFeedItem(services, { ...who, announcementId: id });
    if (item === null) throw new DomainError('ANNOUNCEMENT_NOT_FOUND');
    await showScreen(ctx, feedItemScreen(item, zone, ctx.tr));
  });
  router.on('announcements', 'public', annRoutes.read, async (ctx, { id }) => {
    if (ctx.person !== null)
      await markRead(services, { announcementId: id, identityId: ctx.person.identityId });
    await toastPress(ctx, ctx.tr.plain('announcements-read-toast'));
  });
  host.onHome(async (ctx) => {
    const who = { residentId: residentOf(ctx).id, locale: ctx.locale };
    return outagesHtml(await listCurrentOutages(services, who), zone, ctx.tr);
  });
}

function installComposing(host: FeatureHost): void {
  const { deps, router, forms } = host;
  const { services } = deps;
  const compose = composeForm(deps);
  const rewrite = rewriteForm(deps);
  const narrow = narrowForm(deps);
  forms.define(compose);
  forms.define(rewrite);
  forms.define(narrow);
  const times = timesForm(deps);
  forms.define(times);

  const read = (ctx: BotContext, id: number): Promise<Announcement> =>
    announcementForStaff(services, { id, grants: personOf(ctx).grants });
  const draftOf = async (ctx: BotContext, id: number): Promise<Announcement> => {
    const found = await read(ctx, id);
    if (found.status !== 'draft') throw new DomainError('ANNOUNCEMENT_STATE');
    return found;
  };
  const showList = async (ctx: BotContext, page: number): Promise<void> => {
    const person = personOf(ctx);
    const list = await listAnnouncements(services, { grants: person.grants, page });
    await showScreen(ctx, listScreen(list, person.resident !== null, services.installation.timezone, ctx.tr));
  };
  const showAudience = async (ctx: BotContext, id: number): Promise<void> => {
    const found = await draftOf(ctx, id);
    await showScreen(ctx, audienceScreen(await cardOf(services, found, personOf(ctx)), ctx.tr));
  };
  const change = async (
    ctx: BotContext,
    id: number,
    by: (audience: Audience) => Partial<Audience>,
  ): Promise<void> => {
    const { audience } = await draftOf(ctx, id);
    const { grants } = personOf(ctx);
    await setAudience(services, { id, grants, audience: { ...audience, ...by(audience) } });
  };

  host.onCommand('announce', 'staff', (ctx) => showList(ctx, 0));
  router.on('announcements', 'staff', routes.announcements, (ctx, { page }) => showList(ctx, page));
  router.on('announcements', 'staff', annRoutes.compose, async (ctx) => {
    const speakers = await companiesToSpeakFor(services, { grants: personOf(ctx).grants });
    const [only] = speakers.companies;
    const alone = speakers.companies.length === 1 && !speakers.everybody && only !== undefined;
    await forms.start(ctx, compose, { ...speakers, ...(alone ? { companyId: only.id } : {}) });
  });
  router.on('announcements', 'staff', annRoutes.rewrite, async (ctx, { id }) => {
    const { content, files } = await draftOf(ctx, id);
    await forms.start(ctx, rewrite, { id, was: content, withFiles: files.length > 0 });
  });
  router.on('announcements', 'staff', annRoutes.times, async (ctx, { id }) => {
    const { kind, companyId, timezone } = await draftOf(ctx, id);
    const zone = timezone ?? services.installation.timezone;
    const spoken = companyId ?? 0;
    await forms.start(ctx, times, {
      id,
      kind,
      companyId: spoken,
      companies: [{ id: spoken, name: '', zone }],
    });
  });
  router.on('announcements', 'staff', annRoutes.preview, async (ctx, { id, lang }) => {
    await read(ctx, id);
    if (!isLocale(lang)) throw new DomainError('LANGUAGE_UNKNOWN');
    await enqueueDelivery(services.db, services.clock, {
      kind: ANNOUNCEMENT_PREVIEW,
      subject: `preview:${ctx.update.update_id}`,
      to: { identityId: personOf(ctx).identityId },
      params: { announcementId: id, locale: lang },
    });
    services.notify('deliveries');
    await toastPress(ctx, ctx.tr.plain('announcements-preview-toast'));
  });

  router.on('announcements', 'staff', annRoutes.audience, (ctx, { id }) => showAudience(ctx, id));
  router.on('announcements', 'staff', annRoutes.readings, async (ctx, { id, on }) => {
    await change(ctx, id, () => ({ withoutReadings: on }));
    await showAudience(ctx, id);
  });
  router.on('announcements', 'staff', annRoutes.language, async (ctx, { id, lang }) => {
    await change(ctx, id, () => ({ locale: isLocale(lang) ? lang : null }));
    await showAudience(ctx, id);
  });
  router.on('announcements', 'staff', annRoutes.widen, async (ctx, { id, what }) => {
    const cleared: Readonly<Record<(typeof NARROWINGS)[number], Partial<Audience>>> = {
      entrance: { entrance: EVERYBODY.entrance },
      flats: { flats: [] },
      debt: { debtOver: EVERYBODY.debtOver },
    };
    const known = NARROWINGS.find((one) => one === what);
    if (known !== undefined) await change(ctx, id, () => cleared[known]);
    await showAudience(ctx, id);
  });
  router.on('announcements', 'staff', annRoutes.narrow, async (ctx, { id, what }) => {
    await draftOf(ctx, id);
    const known = NARROWINGS.find((one) => one === what);
    if (known === undefined) return showAudience(ctx, id);
    await forms.start(ctx, narrow, { id, what: known });
  });

  const showPlaces = async (ctx: BotContext, id: number, what: string, page: number): Promise<void> => {
    const known = PLACES.find((one) => one === what) ?? 'buildings';
    const found = await draftOf(ctx, id);
    const list = await listPlaces(services, {
      what: known,
      companyId: found.companyId,
      page,
      size: PLACES_PER_PAGE,
    });
    const recipients = await countRecipients(services, found);
    await showScreen(ctx, placesScreen({ ...list, page, what: known }, found, recipients, ctx.tr));
  };
  router.on('announcements', 'staff', annRoutes.places, (ctx, { id, what, page }) =>
    showPlaces(ctx, id, what, page),
  );
  router.on('announcements', 'staff', annRoutes.place, async (ctx, { id, what, place, on, page }) => {
    const key = what === 'providers' ? 'providerIds' : 'buildingIds';
    await change(ctx, id, (audience) => {
      const others = audience[key].filter((one) => one !== place);
      return key === 'providerIds'
        ? { providerIds: on ? [...others, place] : others }
        : { buildingIds: on ? [...others, place] : others };
    });
    await showPlaces(ctx, id, what, page);
  });
}

function installSending(host: FeatureHost): void {
  const { deps, router, forms } = host;
  const { services, texts } = deps;
  const schedule = scheduleForm(deps);
  forms.define(schedule);

  const actorOf = (ctx: BotContext, id: number) => {
    const { identityId, grants } = personOf(ctx);
    return { id, identityId, grants };
  };
  const read = (ctx: BotContext, id: number): Promise<Announcement> =>
    announcementForStaff(services, actorOf(ctx, id));
  const showCard = async (ctx: BotContext, id: number): Promise<void> => {
    await showScreen(ctx, cardScreen(await cardOf(services, await read(ctx, id), personOf(ctx)), ctx.tr));
  };
  /** The pressed message, which becomes the progress bar. */
  const shownBy = (ctx: BotContext) => {
    const message = ctx.callbackQuery?.message;
    return message === undefined || message.date === 0
      ? null
      : { chatId: message.chat.id, messageId: message.message_id };
  };
  const afterSend = async (ctx: BotContext, id: number, result: SendResult): Promise<void> => {
    if (result.kind === 'scheduled') return showCard(ctx, id);
    const screen: Screen = {
      html: ctx.tr.html('announcements-approval-asked', { count: result.recipients }),
      buttons: [
        [button(ctx.tr.plain('announcements-button-to-card'), annRoutes.card.data({ id }))],
        ...footRows(ctx.tr),
      ],
    };
    await showScreen(ctx, screen);
  };

  router.on('announcements', 'staff', annRoutes.card, (ctx, { id }) => showCard(ctx, id));
  const askSend = async (ctx: BotContext, id: number): Promise<void> => {
    const found = await read(ctx, id);
    if (found.status !== 'draft') return showCard(ctx, id);
    const recipients = await countRecipients(services, found);
    await showScreen(ctx, askSendScreen(found, recipients, ctx.tr));
  };
  /** Somebody has changed it since it was shown: say so, and show it as it is now. */
  const orAgain = async (
    ctx: BotContext,
    again: () => Promise<void>,
    act: () => Promise<void>,
  ): Promise<void> => {
    try {
      await act();
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'ANNOUNCEMENT_CHANGED') throw error;
      await toastPress(ctx, ctx.tr.plain('error-announcement-changed'));
      await again();
    }
  };
  router.on('announcements', 'staff', annRoutes.askSend, (ctx, { id }) => askSend(ctx, id));
  router.on('announcements', 'staff', annRoutes.send, (ctx, { id, mark }) =>
    orAgain(
      ctx,
      () => askSend(ctx, id),
      async () => {
        const wanted = { ...actorOf(ctx, id), sendAt: null, shown: shownBy(ctx), mark };
        await afterSend(ctx, id, await sendAnnouncement(services, wanted));
      },
    ),
  );
  router.on('announcements', 'staff', annRoutes.schedule, async (ctx, { id }) => {
    const found = await read(ctx, id);
    if (found.status !== 'draft') throw new DomainError('ANNOUNCEMENT_STATE');
    await forms.start(ctx, schedule, {
      id,
      zone: found.timezone ?? services.installation.timezone,
      mark: announcementMark(found),
    });
  });
  router.on('announcements', 'staff', annRoutes.approve, (ctx, { id, mark }) =>
    orAgain(
      ctx,
      () => showCard(ctx, id),
      async () => {
        const wanted = { ...actorOf(ctx, id), shown: null, mark };
        await afterSend(ctx, id, await approveAnnouncement(services, wanted));
      },
    ),
  );
  router.on('announcements', 'staff', annRoutes.undo, async (ctx, { id }) => {
    await showCard(ctx, (await undoSending(services, actorOf(ctx, id))).id);
  });
  router.on('announcements', 'staff', annRoutes.pause, async (ctx, { id, on }) => {
    await pauseSending(services, { ...actorOf(ctx, id), pause: on });
    await showCard(ctx, id);
  });
  router.on('announcements', 'staff', annRoutes.askCancel, async (ctx, { id }) => {
    await showScreen(ctx, askCancelScreen(await read(ctx, id), ctx.tr));
  });
  router.on('announcements', 'staff', annRoutes.cancel, async (ctx, { id }) => {
    await cancelAnnouncement(services, actorOf(ctx, id));
    await showCard(ctx, id);
  });
  router.on('announcements', 'staff', annRoutes.resend, async (ctx, { id, what }) => {
    const count = await resendAnnouncement(services, {
      ...actorOf(ctx, id),
      what: what === 'unknown' ? 'unknown' : 'failed',
    });
    await toastPress(ctx, ctx.tr.plain('announcements-resent', { count }));
    await showCard(ctx, id);
  });
  router.on('announcements', 'staff', annRoutes.over, async (ctx, { id }) => {
    const found = await read(ctx, id);
    if (
      !can(personOf(ctx).grants, 'announcements.send', { companyId: found.companyId }, services.clock.now())
    ) {
      throw new DomainError('NOT_ALLOWED');
    }
    const told = (lang: 'ru' | 'en'): string => {
      const tr = texts.for(lang);
      return tr.html('announcements-over-text', { text: excerptOf(found.content, tr, LONGEST_QUOTE) });
    };
    const ended = await endOutage(services, {
      announcementId: id,
      identityId: personOf(ctx).identityId,
      sendAt: new Date(services.clock.now().getTime() + UNDO_MS),
      content: { ru: told('ru'), en: told('en') },
      shown: shownBy(ctx),
    });
    services.notify('tasks');
    await showCard(ctx, ended.id);
  });
  router.on('announcements', 'staff', annRoutes.repeat, async (ctx, { id }) => {
    const { identityId, grants } = personOf(ctx);
    const copy = await repeatAnnouncement(services, { id, grants, identityId });
    await showCard(ctx, copy.id);
  });
}
