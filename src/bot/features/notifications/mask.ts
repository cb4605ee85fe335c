import { CHANNELS, type Channel } from '../../../domain/delivery.ts';
import { SUBSCRIPTION_TOPICS, type SubscriptionTopic } from '../../../domain/subscriptions.ts';
import type { SubscriptionTable } from '../../../services/notifications/subscriptions.ts';

/** Bit of a topic and channel: 8 topics in each of 3 channels, so the whole table fits an integer of a button. */
export function bitOf(channel: Channel, topic: SubscriptionTopic): number {
  return 1 << (CHANNELS.indexOf(channel) * SUBSCRIPTION_TOPICS.length + SUBSCRIPTION_TOPICS.indexOf(topic));
}

export function maskOf(table: SubscriptionTable): number {
  let mask = 0;
  for (const channel of CHANNELS) {
    for (const topic of SUBSCRIPTION_TOPICS) if (table[channel][topic]) mask |= bitOf(channel, topic);
  }
  return mask;
}

export function tableOf(mask: number): SubscriptionTable {
  const of = (channel: Channel): Record<SubscriptionTopic, boolean> => {
    const on = (topic: SubscriptionTopic): boolean => (mask & bitOf(channel, topic)) !== 0;
    return {
      new_bills: on('new_bills'),
      due_dates: on('due_dates'),
      readings: on('readings'),
      payments: on('payments'),
      tickets: on('tickets'),
      outages: on('outages'),
      letters: on('letters'),
      promotions: on('promotions'),
    };
  };
  return { telegram: of('telegram'), email: of('email'), sms: of('sms') };
}
