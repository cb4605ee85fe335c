import { DateTime } from 'luxon';
import type { Db } from '../database/client.ts';
import type { Clock } from '../domain/clock.ts';
import { isZone } from '../domain/clock-zone.ts';
import { LANES } from '../domain/delivery.ts';
import { DIGEST_HOUR } from '../domain/subscriptions.ts';
import { EMPTY_HTML, escapeHtml, htmlToPlain, joinHtml } from '../texts/html.ts';
import type { MessageButton, RenderedMessage } from './channels.ts';
import type { ClaimedDelivery } from './claim.ts';
import type { DeliveryKind, RenderContext, RendererRegistry } from './renderers.ts';

/** What was more than a person gets in a day, in one message of the next morning. */
export const DIGEST: DeliveryKind = {
  kind: 'notifications.digest',
  lane: 'reminders',
  afterCrash: 'leave',
  patience: 'night',
};

const KEPT = 'kept for the digest of ';
const MOST_LINES = 10;
const LONGEST_LINE = 140;

/** Zone of the recipient's house; the installation's where it has none. */
export function houseZone(row: Pick<ClaimedDelivery, 'zone'>, installation: string): string {
  return row.zone !== null && isZone(row.zone) ? row.zone : installation;
}

/** The morning whose digest takes a message that is too much now. */
export function digestSlot(now: Date, zone: string): { readonly at: Date; readonly reason: string } {
  const local = DateTime.fromJSDate(now, { zone });
  const today = local.startOf('day').set({ hour: DIGEST_HOUR });
  const at = today > local ? today : today.plus({ days: 1 });
  return { at: at.toJSDate(), reason: `${KEPT}${at.toFormat('yyyy-MM-dd')}` };
}

/** Queue the digest that will hold the row; several rows make one. */
export async function planDigest(
  deps: { readonly db: Db; readonly clock: Clock; readonly timezone: string },
  row: ClaimedDelivery,
): Promise<void> {
  const now = deps.clock.now();
  const slot = digestSlot(now, houseZone(row, deps.timezone));
  const day = slot.reason.slice(KEPT.length);
  await deps.db.$executeRaw`
    INSERT INTO "Delivery" ("kind", "subject", "recipient", "channel", "identityId", "lane", "params", "notBefore", "createdAt")
    VALUES (${DIGEST.kind}, ${`digest:${day}`}, ${row.recipient}, ${row.channel}::"Channel", ${row.identityId},
      ${LANES[DIGEST.lane]}, ${JSON.stringify({ day })}::jsonb, ${slot.at}, ${now})
    ON CONFLICT ("kind", "subject", "recipient", "channel") DO NOTHING`;
}

/** First lines of what was kept, each with the button that acts on it. */
export async function renderDigest(
  deps: { readonly db: Db; readonly renderers: RendererRegistry },
  row: ClaimedDelivery,
  context: RenderContext,
): Promise<RenderedMessage | null> {
  const day = dayOf(row.params);
  const kept = await deps.db.$queryRaw<{ kind: string; params: unknown }[]>`
    SELECT "kind", "params" FROM "Delivery"
     WHERE "identityId" = ${row.identityId} AND "channel" = ${row.channel}::"Channel" AND "status" = 'cancelled'
       AND "lastError" = ${KEPT + day} AND "createdAt" > ${new Date(context.now.getTime() - 30 * 86_400_000)}
     ORDER BY "lane", "id" LIMIT ${MOST_LINES}`;
  const lines = [context.tr.html('notifications-digest')];
  const buttons: MessageButton[][] = [];
  for (const { kind, params } of kept) {
    const message = await deps.renderers.get(kind)?.render(params, context);
    if (message === undefined || message === null) continue;
    const [line = ''] = htmlToPlain(message.html)
      .split('\n')
      .filter((text) => text.trim() !== '');
    lines.push(escapeHtml(`• ${cut(line.trim())}`));
    const [action] = message.buttons?.flat() ?? [];
    if (action !== undefined) buttons.push([action]);
  }
  return lines.length === 1 ? null : { html: joinHtml(lines, '\n\n'), buttons };
}

function cut(text: string): string {
  const points = Array.from(text);
  return points.length <= LONGEST_LINE ? text : `${points.slice(0, LONGEST_LINE - 1).join('')}…`;
}

function dayOf(params: unknown): string {
  return typeof params === 'object' && params !== null && 'day' in params && typeof params.day === 'string'
    ? params.day
    : '';
}

/** Its text is made from the others' (see `renderDigest`); here only what every kind has to say. */
export const DIGEST_RENDERER = { ...DIGEST, render: async () => ({ html: EMPTY_HTML }) };
