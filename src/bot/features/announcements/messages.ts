import type { AlbumItem, MessageButton, RenderedMessage } from '../../../delivery/channels.ts';
import { type DeliveryRenderer, defineRenderer } from '../../../delivery/renderers.ts';
import { ANNOUNCEMENT_KINDS, contentFor } from '../../../domain/announcements.ts';
import {
  ANNOUNCEMENT_DELIVERIES,
  ANNOUNCEMENT_PREVIEW,
  APPROVAL_HELD,
  APPROVAL_REQUEST,
  announcementParams,
  previewParams,
} from '../../../services/announcements/delivery-kinds.ts';
import { type Announcement, loadAnnouncement } from '../../../services/announcements/load-announcement.ts';
import type { ServiceDeps } from '../../../services/deps.ts';
import { EMPTY_HTML, type Html, joinHtml, trustTranslated } from '../../../texts/html.ts';
import type { Texts, Translator } from '../../../texts/texts.ts';
import { routes } from '../../ui/routes.ts';
import { annRoutes } from './callback-data.ts';
import { excerptOf } from './screens.ts';

/** Once it is being sent an announcement does not change: one statement serves many messages. */
const REMEMBERED_MS = 20_000;
const MOST_REMEMBERED = 50;

type Deps = Pick<ServiceDeps, 'db' | 'installation'>;

/** Announcements as residents get them, the author's preview, and the request for a second person's word. */
export function announcementRenderers(services: Deps, texts: Texts): readonly DeliveryRenderer[] {
  const remembered = new Map<number, { readonly until: number; readonly found: Announcement | null }>();
  const remember = async (id: number): Promise<Announcement | null> => {
    const known = remembered.get(id);
    if (known !== undefined && known.until > performance.now()) return known.found;
    const found = await loadAnnouncement(services.db, id);
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(id, { until: performance.now() + REMEMBERED_MS, found });
    return found;
  };
  const zone = services.installation.timezone;
  return [
    ...ANNOUNCEMENT_KINDS.map((kind) =>
      defineRenderer(
        ANNOUNCEMENT_DELIVERIES[kind],
        (params) => announcementParams.parse(params),
        async ({ announcementId }, { tr }) => {
          const found = await remember(announcementId);
          if (found === null || found.status === 'cancelled') return null;
          return announcementMessage(found, zone, tr);
        },
      ),
    ),
    defineRenderer(
      ANNOUNCEMENT_PREVIEW,
      (params) => previewParams.parse(params),
      async ({ announcementId, locale }) => {
        const found = await loadAnnouncement(services.db, announcementId);
        return found === null ? null : announcementMessage(found, zone, texts.for(locale));
      },
    ),
    defineRenderer(
      APPROVAL_REQUEST,
      (params) => announcementParams.parse(params),
      async ({ announcementId }, { tr }) => {
        const found = await loadAnnouncement(services.db, announcementId);
        if (found?.status !== 'awaiting_approval') return null;
        return {
          html: tr.html('announcements-approval-wanted', { count: found.recipientCount ?? 0 }),
          buttons: openButton(announcementId, tr),
        };
      },
    ),
    defineRenderer(
      APPROVAL_HELD,
      (params) => announcementParams.parse(params),
      async ({ announcementId }, { tr }) => {
        const found = await loadAnnouncement(services.db, announcementId);
        if (found?.status !== 'awaiting_approval') return null;
        const count = found.recipientCount ?? 0;
        return {
          html: tr.html('announcements-held', { count, text: excerptOf(found.content, tr, 80) }),
          buttons: openButton(announcementId, tr),
        };
      },
    ),
  ];
}

const openButton = (id: number, tr: Translator): MessageButton[][] => [
  [{ caption: tr.plain('announcements-button-open'), data: annRoutes.card.data({ id }) }],
];

/** The message itself; albums go without buttons, because Telegram takes none with them. */
export function announcementMessage(
  found: Announcement,
  installation: string,
  tr: Translator,
): RenderedMessage {
  const zone = found.timezone ?? installation;
  // Made from entities by ourselves, see entities-html.ts.
  const text = trustTranslated(contentFor(found.content, tr.locale));
  const html = joinHtml(
    [headOf(found, zone, tr), text, footOf(found, tr)].filter((part) => part !== EMPTY_HTML),
    '\n\n',
  );
  const items = found.files.map(
    ({ type, fileId }): AlbumItem => ({ type, file: { telegramFileId: fileId } }),
  );
  const [only, second] = items;
  if (only !== undefined && second !== undefined) return { html, album: items };
  return {
    html,
    buttons: buttonsOf(found, tr),
    ...(only === undefined ? {} : { [only.type]: only.file }),
  };
}

function headOf(found: Announcement, zone: string, tr: Translator): Html {
  const until = found.validUntil === null ? '' : tr.dateTime(found.validUntil, zone);
  if (found.endsId !== null) return EMPTY_HTML;
  if (found.kind === 'outage') {
    const from = found.startsAt === null ? '' : tr.dateTime(found.startsAt, zone);
    return tr.html('announcements-head-outage', { from, until });
  }
  if (found.kind === 'emergency') return tr.html('announcements-head-emergency', { until });
  return found.kind === 'promotion' ? tr.html('announcements-head-promotion') : EMPTY_HTML;
}

function footOf(found: Announcement, tr: Translator): Html {
  return found.companyName === null
    ? EMPTY_HTML
    : tr.html('announcements-foot', { company: found.companyName });
}

function buttonsOf(found: Announcement, tr: Translator): MessageButton[][] {
  const { debtOver, withoutReadings } = found.audience;
  return [
    ...(debtOver === null
      ? []
      : [[{ caption: tr.plain('announcements-button-pay'), data: routes.pay.data() }]]),
    ...(withoutReadings
      ? [[{ caption: tr.plain('announcements-button-readings'), data: routes.readings.data() }]]
      : []),
    [{ caption: tr.plain('announcements-button-read'), data: annRoutes.read.data({ id: found.id }) }],
  ];
}
