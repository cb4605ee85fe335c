import type { Channel } from './delivery.ts';

/** What people may switch on and off, in the order of the screen. */
export const SUBSCRIPTION_TOPICS = [
  'new_bills',
  'due_dates',
  'readings',
  'payments',
  'tickets',
  'outages',
  'letters',
  'promotions',
] as const;
export type SubscriptionTopic = (typeof SUBSCRIPTION_TOPICS)[number];

/** What a person chose, by topic; a topic that is missing was never touched. */
export type ChannelChoices = Readonly<Partial<Record<SubscriptionTopic, boolean>>>;

/**
 * What holds until the person says otherwise. The chat is what they came for: service messages are on there.
 * Advertising needs consent given before (38-ФЗ ст. 18), letters and SMS were not asked for.
 */
export function isOnByDefault(topic: SubscriptionTopic, channel: Channel): boolean {
  return channel === 'telegram' && topic !== 'promotions';
}

/** Whether a message about the topic may go through the channel. */
export function isSubscribed(choices: ChannelChoices, topic: SubscriptionTopic, channel: Channel): boolean {
  return choices[topic] ?? isOnByDefault(topic, channel);
}

export function isSubscriptionTopic(value: string): value is SubscriptionTopic {
  return SUBSCRIPTION_TOPICS.some((topic) => topic === value);
}

/** Ordinary messages a person gets in 24 hours; what is more waits for one digest. */
export const MOST_A_DAY = 5;
/** Row of `Setting` in which a company says another number. */
export const MOST_A_DAY_RULE = 'notifications.most-a-day';
/** The digest comes on the next morning, at this hour of the house's clock. */
export const DIGEST_HOUR = 10;
