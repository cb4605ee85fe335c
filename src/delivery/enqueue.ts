import { insertRows } from '../database/bulk.ts';
import type { DbOrTx, Tx } from '../database/client.ts';
import { Prisma } from '../database/generated/client.ts';
import type { Clock } from '../domain/clock.ts';
import { type Channel, LANES } from '../domain/delivery.ts';
import type { DeliveryKind } from './renderers.ts';

/** A person, by identity, or a chat of the staff. */
export type DeliveryTarget = { readonly identityId: number } | { readonly chatId: number };

export interface DeliveryRequest {
  readonly kind: DeliveryKind;
  /** What it is about, e.g. `payment:12:succeeded`. The same kind, subject, target and channel is sent once. */
  readonly subject: string;
  readonly to: DeliveryTarget;
  readonly channel?: Channel;
  /** What the renderer needs: ids and values of the moment; the text is made when it is sent. */
  readonly params: Prisma.InputJsonObject;
  /** Not earlier; default now. */
  readonly notBefore?: Date;
  /** Not later: then it is cancelled, visibly. */
  readonly validUntil?: Date;
  readonly announcementId?: number;
}

const COLUMNS = {
  kind: 'text',
  subject: 'text',
  recipient: 'text',
  channel: 'enum:Channel',
  identityId: 'int?',
  chatId: 'bigint?',
  lane: 'int',
  params: 'json',
  notBefore: 'timestamptz',
  validUntil: 'timestamptz?',
  announcementId: 'int?',
  createdAt: 'timestamptz',
} as const;

const ONCE = '("kind", "subject", "recipient", "channel") DO NOTHING';

/**
 * Queue messages in the transaction of the fact they tell. Returns how many were new: what was wanted before is
 * neither queued nor changed. After the commit call `notify('deliveries')`.
 */
export async function enqueueDeliveries(
  tx: DbOrTx,
  clock: Clock,
  requests: readonly DeliveryRequest[],
): Promise<number> {
  const now = clock.now();
  const rows = requests.map(({ kind, subject, to, params, ...rest }) => ({
    kind: kind.kind,
    subject,
    recipient: recipientKey(to),
    channel: rest.channel ?? 'telegram',
    identityId: 'identityId' in to ? to.identityId : null,
    chatId: 'chatId' in to ? to.chatId : null,
    lane: LANES[kind.lane],
    params,
    notBefore: rest.notBefore ?? now,
    validUntil: rest.validUntil ?? null,
    announcementId: rest.announcementId ?? null,
    createdAt: now,
  }));
  const inserted = await insertRows(tx, { table: 'Delivery', columns: COLUMNS, rows, onConflict: ONCE });
  const topical = requests.filter(
    ({ kind, to, channel }) => kind.topic !== undefined && 'identityId' in to && channel === undefined,
  );
  for (const request of topical) await enqueueChosenChannels(tx, request);
  return inserted;
}

/** The same message by the other channels the person chose for its topic, and proved. */
async function enqueueChosenChannels(tx: DbOrTx, { kind, subject, to }: DeliveryRequest): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO "Delivery" ("kind", "subject", "recipient", "channel", "identityId", "lane", "params", "notBefore",
      "validUntil", "announcementId", "createdAt")
    SELECT d."kind", d."subject", d."recipient", s."channel", d."identityId", d."lane", d."params", d."notBefore",
      d."validUntil", d."announcementId", d."createdAt"
    FROM "Delivery" d
    JOIN "TelegramIdentity" i ON i."id" = d."identityId"
    JOIN "Subscription" s ON s."residentId" = i."residentId" AND s."topic" = ${kind.topic ?? null}::"SubscriptionTopic"
      AND s."enabled" AND s."channel" <> 'telegram'
    WHERE d."kind" = ${kind.kind} AND d."subject" = ${subject} AND d."recipient" = ${recipientKey(to)}
      AND d."channel" = 'telegram'
    ON CONFLICT ${Prisma.raw(ONCE)}`;
}

/** One message; see `enqueueDeliveries`. True when it was new. */
export async function enqueueDelivery(tx: DbOrTx, clock: Clock, request: DeliveryRequest): Promise<boolean> {
  return (await enqueueDeliveries(tx, clock, [request])) === 1;
}

export interface SelectedDeliveries {
  readonly kind: DeliveryKind;
  readonly channel?: Channel;
  /**
   * A SELECT that yields, per person, "identityId" int, "subject" text, "params" jsonb and "notBefore" timestamptz
   * (quiet hours differ by house).
   */
  readonly select: Prisma.Sql;
  readonly validUntil?: Date;
  readonly announcementId?: number;
}

/**
 * Queue one message for everybody the statement selects, inside the database: 500 000 rows take seconds, where rows
 * sent one by one take a minute. A kind with a topic goes to each person by the channels they have it on in. Returns
 * how many were new. Give the transaction the time it needs.
 */
export async function enqueueSelected(tx: Tx, clock: Clock, wanted: SelectedDeliveries): Promise<number> {
  const { topic } = wanted.kind;
  const byTopic = topic !== undefined && wanted.channel === undefined;
  const channel = Prisma.sql`${wanted.channel ?? 'telegram'}::"Channel"`;
  const targets = byTopic
    ? Prisma.sql`
        SELECT t.*, way."channel" FROM (${wanted.select}) t
        JOIN "TelegramIdentity" i ON i."id" = t."identityId"
        CROSS JOIN LATERAL (
          SELECT 'telegram'::"Channel" AS "channel" WHERE NOT EXISTS (
            SELECT 1 FROM "Subscription" s WHERE s."residentId" = i."residentId"
              AND s."topic" = ${topic}::"SubscriptionTopic" AND s."channel" = 'telegram' AND NOT s."enabled")
          UNION ALL
          SELECT s."channel" FROM "Subscription" s WHERE s."residentId" = i."residentId"
            AND s."topic" = ${topic}::"SubscriptionTopic" AND s."channel" <> 'telegram' AND s."enabled"
        ) way`
    : Prisma.sql`SELECT t.*, ${channel} AS "channel" FROM (${wanted.select}) t`;
  return await tx.$executeRaw`
    INSERT INTO "Delivery" ("kind", "subject", "recipient", "channel", "identityId", "lane", "params", "notBefore",
      "validUntil", "announcementId", "createdAt")
    SELECT ${wanted.kind.kind}, target."subject", 'identity:' || target."identityId",
      target."channel", target."identityId", ${LANES[wanted.kind.lane]}::int,
      target."params", target."notBefore", ${wanted.validUntil ?? null}::timestamptz,
      ${wanted.announcementId ?? null}::int, ${clock.now()}::timestamptz
    FROM (${targets}) AS target
    ORDER BY target."identityId"
    ON CONFLICT ${Prisma.raw(ONCE)}`;
}

/** How a target stands in the row; part of what makes a delivery unique. */
export function recipientKey(to: DeliveryTarget): string {
  return 'identityId' in to ? `identity:${to.identityId}` : `chat:${to.chatId}`;
}
