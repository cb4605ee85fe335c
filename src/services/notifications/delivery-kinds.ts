import { z } from 'zod';
import type { DeliveryKind } from '../../delivery/renderers.ts';

/** A bill of the newest month was published. */
export const NEW_BILL: DeliveryKind = {
  kind: 'notifications.new-bill',
  lane: 'reminders',
  afterCrash: 'leave',
  topic: 'new_bills',
  fallback: ['email'],
  patience: 'ordinary',
};

/** The day to pay comes, is there, has passed. Never the statutory warning about a debt. */
export const DUE_DATE: DeliveryKind = {
  kind: 'notifications.due-date',
  lane: 'reminders',
  afterCrash: 'leave',
  topic: 'due_dates',
  fallback: ['email'],
  patience: 'ordinary',
};

/** Readings are taken for two more days, or today for the last time; to those who have not sent theirs. */
export const READINGS_DUE: DeliveryKind = {
  kind: 'notifications.readings-due',
  lane: 'reminders',
  afterCrash: 'leave',
  topic: 'readings',
  fallback: ['email'],
  patience: 'night',
};

/** A meter must be verified soon, or its date has passed. */
export const VERIFICATION: DeliveryKind = {
  kind: 'notifications.verification',
  lane: 'reminders',
  afterCrash: 'leave',
  topic: 'readings',
  fallback: ['email'],
  patience: 'ordinary',
};

export const DUE_STAGES = ['before', 'on', 'after'] as const;
export type DueStage = (typeof DUE_STAGES)[number];
export const READINGS_STAGES = ['two_days', 'last_day'] as const;

export const newBillParams = z.object({ billId: z.number(), accountId: z.number() });
export const dueParams = newBillParams.extend({ stage: z.enum(DUE_STAGES), payBy: z.string() });
export const readingsParams = z.object({
  accountId: z.number(),
  period: z.string(),
  stage: z.enum(READINGS_STAGES),
});
export const verificationParams = z.object({ meterId: z.number(), stage: z.enum(['soon', 'passed']) });
