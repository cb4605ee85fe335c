import { z } from 'zod';
import type { DeliveryKind } from '../../delivery/renderers.ts';

/** Readings are taken again: to whoever pressed "remind me", and to everybody who has not sent theirs. */
export const WINDOW_OPENED: DeliveryKind = {
  kind: 'meters.window-opened',
  lane: 'reminders',
  afterCrash: 'leave',
  topic: 'readings',
};

/** Staff keep the window of a house open longer. */
export const WINDOW_EXTENDED: DeliveryKind = {
  kind: 'meters.window-extended',
  lane: 'reminders',
  afterCrash: 'leave',
  topic: 'readings',
};

/** Readings went to the company's accounting. */
export const EXPORTED: DeliveryKind = {
  kind: 'meters.exported',
  lane: 'reminders',
  afterCrash: 'leave',
  topic: 'readings',
};

/** The company did not accept a reading. */
export const REJECTED: DeliveryKind = { kind: 'meters.rejected', lane: 'reminders', afterCrash: 'resend' };

/** Staff added, replaced or took away a meter, or changed what the resident has to do with it. */
export const METER_CHANGED: DeliveryKind = {
  kind: 'meters.changed',
  lane: 'reminders',
  afterCrash: 'leave',
  topic: 'readings',
};
export const METER_CHANGES = [
  'added',
  'replaced',
  'removed',
  'restored',
  'verified',
  'automatic',
  'manual',
] as const;
export type MeterChange = (typeof METER_CHANGES)[number];

export const windowParams = z.object({ accountId: z.number().int(), period: z.string() });
export const exportedParams = z.object({ accountId: z.number().int(), batchId: z.number().int() });
export const rejectedParams = z.object({ readingId: z.number().int() });
export const changedParams = z.object({ meterId: z.number().int(), change: z.enum(METER_CHANGES) });
