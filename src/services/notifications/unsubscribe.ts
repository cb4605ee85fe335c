import { timingSafeEqual } from 'node:crypto';
import { isLocale, type Locale } from '../../domain/locale.ts';
import { isSubscriptionTopic, type SubscriptionTopic } from '../../domain/subscriptions.ts';
import type { ServiceDeps } from '../deps.ts';

const PURPOSE = 'unsubscribe';

/** What stands in the link of a letter: works without coming into the chat, for one topic of one person. */
export function unsubscribeToken(
  hashes: ServiceDeps['hashes'],
  residentId: number,
  topic: SubscriptionTopic,
): string {
  return `${residentId}.${topic}.${hashes.hash(PURPOSE, `${residentId}:${topic}`)}`;
}

/** The person and topic of a link that is ours; null for anything else. */
export function readUnsubscribeToken(
  hashes: ServiceDeps['hashes'],
  token: string,
): { readonly residentId: number; readonly topic: SubscriptionTopic } | null {
  const [, id = '', topic = '', seal = ''] = /^(\d{1,10})\.([a-z_]{1,20})\.([\w-]{20,64})$/.exec(token) ?? [];
  if (!isSubscriptionTopic(topic)) return null;
  const residentId = Number(id);
  const wanted = Buffer.from(hashes.hash(PURPOSE, `${residentId}:${topic}`));
  const given = Buffer.from(seal);
  return wanted.length === given.length && timingSafeEqual(wanted, given) ? { residentId, topic } : null;
}

/** What the link is about, in whose language; null when it is not ours, or the person is not here any more. */
export async function unsubscribeFacts(
  deps: Pick<ServiceDeps, 'db' | 'hashes' | 'installation'>,
  options: { token: string },
): Promise<{ readonly topic: SubscriptionTopic; readonly locale: Locale } | null> {
  const known = readUnsubscribeToken(deps.hashes, options.token);
  if (known === null) return null;
  const resident = await deps.db.resident.findFirst({
    where: { id: known.residentId, deletedAt: null },
    select: { identities: { orderBy: { id: 'desc' }, take: 1, select: { locale: true } } },
  });
  if (resident === null) return null;
  const locale = resident.identities[0]?.locale;
  return { topic: known.topic, locale: isLocale(locale) ? locale : deps.installation.defaultLocale };
}

/** Switch letters of the topic off; once more changes nothing. The topic, or null when the link is not ours. */
export async function unsubscribe(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'hashes'>,
  options: { token: string },
): Promise<SubscriptionTopic | null> {
  const known = readUnsubscribeToken(deps.hashes, options.token);
  if (known === null) return null;
  const { residentId, topic } = known;
  const resident = await deps.db.resident.findFirst({
    where: { id: residentId, deletedAt: null },
    select: { id: true },
  });
  if (resident === null) return null;
  const choice = { enabled: false, changedAt: deps.clock.now() };
  await deps.db.subscription.upsert({
    where: { residentId_topic_channel: { residentId, topic, channel: 'email' } },
    create: { residentId, topic, channel: 'email', ...choice },
    update: choice,
  });
  return topic;
}
