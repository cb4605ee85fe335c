import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { homeSql, ruleSql } from '../../database/setting-sql.ts';
import { CHANNELS, type Channel } from '../../domain/delivery.ts';
import { DomainError } from '../../domain/errors.ts';
import { parseQuietHours, QUIET_HOURS_RULE } from '../../domain/quiet-hours.ts';
import { isOnByDefault, SUBSCRIPTION_TOPICS, type SubscriptionTopic } from '../../domain/subscriptions.ts';
import type { ServiceDeps } from '../deps.ts';

/** What goes to a person by which channel. */
export type SubscriptionTable = Readonly<Record<Channel, Readonly<Record<SubscriptionTopic, boolean>>>>;

export interface SubscriptionView {
  readonly table: SubscriptionTable;
  /** confirmed; null = letters have nowhere to go */
  readonly email: string | null;
  readonly phone: string | null;
  /** the person's own `21-9`; null = the usual ones */
  readonly quietHours: string | null;
  /** of the person's company, when it has its own */
  readonly usualHours: string | null;
}

const rowSchema = z.object({
  email: z.string().nullable(),
  phone: z.string().nullable(),
  quietHours: z.string().nullable(),
  usualHours: z.string().nullable(),
  chosen: z
    .array(z.object({ topic: z.enum(SUBSCRIPTION_TOPICS), channel: z.enum(CHANNELS), enabled: z.boolean() }))
    .nullable(),
});

/** The person's subscriptions with the defaults filled in; one statement. */
export async function showSubscriptions(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { residentId: number },
): Promise<SubscriptionView> {
  const usual = ruleSql(QUIET_HOURS_RULE, Prisma.sql`home."companyId"`, deps.clock.now());
  const [row]: unknown[] = await deps.db.$queryRaw`
    SELECT CASE WHEN r."emailConfirmedAt" IS NULL THEN NULL ELSE r."email" END AS "email",
           CASE WHEN r."phoneConfirmedAt" IS NULL THEN NULL ELSE r."phone" END AS "phone", r."quietHours",
           ${usual} AS "usualHours",
           (SELECT jsonb_agg(jsonb_build_object('topic', s."topic", 'channel', s."channel", 'enabled', s."enabled"))
              FROM "Subscription" s WHERE s."residentId" = r."id") AS "chosen"
      FROM "Resident" r LEFT JOIN LATERAL (${homeSql(Prisma.sql`true`)}) home ON true
     WHERE r."id" = ${options.residentId}`;
  const { email, phone, quietHours, usualHours, chosen } = rowSchema.parse(row);
  const stored = new Map((chosen ?? []).map((one) => [`${one.topic} ${one.channel}`, one.enabled]));
  const of = (channel: Channel): Record<SubscriptionTopic, boolean> => {
    const entry = (topic: SubscriptionTopic): boolean =>
      stored.get(`${topic} ${channel}`) ?? isOnByDefault(topic, channel);
    return {
      new_bills: entry('new_bills'),
      due_dates: entry('due_dates'),
      readings: entry('readings'),
      payments: entry('payments'),
      tickets: entry('tickets'),
      outages: entry('outages'),
      letters: entry('letters'),
      promotions: entry('promotions'),
    };
  };
  return {
    table: { telegram: of('telegram'), email: of('email'), sms: of('sms') },
    email,
    phone,
    quietHours,
    usualHours,
  };
}

/**
 * Keep what the screen showed when Save was pressed; the same press twice is the same state. Promotions are kept on
 * only with a consent on record: given here when `agreedDocumentId` names the text in force, and withdrawn when the
 * last channel is switched off.
 * @throws DomainError SUBSCRIPTION_UNPROVED, DOCUMENT_OUTDATED
 */
export async function saveSubscriptions(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: {
    residentId: number;
    identityId: number;
    table: SubscriptionTable;
    agreedDocumentId: number | null;
  },
): Promise<'saved' | 'consent-needed'> {
  const now = deps.clock.now();
  const { residentId, identityId, table } = options;
  const known = await showSubscriptions(deps, { residentId });
  const unproved = { telegram: false, email: known.email === null, sms: known.phone === null };
  for (const channel of CHANNELS) {
    const anyOn = SUBSCRIPTION_TOPICS.some((topic) => table[channel][topic] && !known.table[channel][topic]);
    if (unproved[channel] && anyOn) throw new DomainError('SUBSCRIPTION_UNPROVED');
  }
  const wantsPromotions = CHANNELS.some((channel) => table[channel].promotions);
  return await inTransaction(deps.db, async (tx) => {
    const consent = await tx.acceptance.findFirst({
      where: { kind: 'promotions', withdrawnAt: null, identity: { residentId } },
      select: { id: true },
    });
    if (wantsPromotions && consent === null) {
      if (options.agreedDocumentId === null) return 'consent-needed';
      const document = await tx.textDocument.findFirst({
        where: { kind: 'promotions', companyId: null, publishedAt: { not: null } },
        orderBy: { version: 'desc' },
        select: { id: true },
      });
      if (document?.id !== options.agreedDocumentId) throw new DomainError('DOCUMENT_OUTDATED');
      await tx.$executeRaw`
        INSERT INTO "Acceptance" ("identityId", "kind", "documentId", "acceptedAt")
        VALUES (${identityId}, 'promotions', ${document.id}, ${now}) ON CONFLICT DO NOTHING`;
    }
    if (!wantsPromotions && consent !== null) {
      await tx.acceptance.updateMany({
        where: { kind: 'promotions', withdrawnAt: null, identity: { residentId } },
        data: { withdrawnAt: now },
      });
    }
    for (const channel of CHANNELS) {
      for (const topic of SUBSCRIPTION_TOPICS) {
        if (table[channel][topic] === known.table[channel][topic]) continue;
        await tx.subscription.upsert({
          where: { residentId_topic_channel: { residentId, topic, channel } },
          create: { residentId, topic, channel, enabled: table[channel][topic], changedAt: now },
          update: { enabled: table[channel][topic], changedAt: now },
        });
      }
    }
    return 'saved';
  });
}

/** The person's own quiet hours; null = those of the installation. Something unreadable changes nothing. */
export async function setQuietHours(
  deps: Pick<ServiceDeps, 'db'>,
  options: { residentId: number; hours: string | null },
): Promise<void> {
  if (options.hours !== null && parseQuietHours(options.hours) === null) return;
  await deps.db.resident.update({
    where: { id: options.residentId },
    data: { quietHours: options.hours },
  });
}
