/** Ways to reach a person. */
export const CHANNELS = ['telegram', 'email', 'sms'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Who goes first; the number is what the database orders by. */
export const LANES = { money: 0, emergency: 1, reminders: 2, bulk: 3 } as const;
export type Lane = keyof typeof LANES;

export const DELIVERY_STATUSES = [
  'queued',
  'leased',
  'sending',
  'sent',
  'failed',
  'unreachable',
  'cancelled',
  'unknown',
] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/**
 * What may follow what (promise 4). `leased` is safe to take back. `sending` is committed before the call; when its
 * sender dies or the answer is lost it becomes `unknown`, and from there, by the kind's policy or by staff's word,
 * `queued` again, or `sent` when the answer comes after all.
 */
export const DELIVERY_TRANSITIONS: Readonly<Record<DeliveryStatus, readonly DeliveryStatus[]>> = {
  queued: ['leased', 'cancelled'],
  leased: ['sending', 'queued', 'failed', 'unreachable', 'cancelled'],
  sending: ['sent', 'failed', 'unreachable', 'unknown', 'queued'],
  sent: [],
  failed: ['queued'],
  unreachable: ['queued'],
  cancelled: [],
  unknown: ['queued', 'sent', 'cancelled'],
};

/** True when a row may go from one status to the other. */
export function mayBecome(from: DeliveryStatus, to: DeliveryStatus): boolean {
  return DELIVERY_TRANSITIONS[from].includes(to);
}
