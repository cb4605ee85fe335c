import { z } from 'zod';
import type { DeliveryKind } from '../../delivery/renderers.ts';
import type { BillingDate, Period } from '../../domain/period.ts';

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

const billingDate = z.string().transform((text) => text as BillingDate);
export const newBillParams = z.object({ billId: z.number(), accountId: z.number() });
export const dueParams = newBillParams.extend({ stage: z.enum(DUE_STAGES), payBy: billingDate });
export const readingsParams = z.object({
  accountId: z.number(),
  period: z.string(),
  stage: z.enum(READINGS_STAGES),
});
export const verificationParams = z.object({ meterId: z.number(), stage: z.enum(['soon', 'passed']) });

/** To staff: bills of the month have not come yet, and the last day for them is near or was yesterday. */
export const BILLS_MISSING: DeliveryKind = {
  kind: 'notifications.bills-missing',
  lane: 'reminders',
  afterCrash: 'resend',
  audience: 'anyone',
};
export const billsMissingParams = z.object({
  /** 0 = providers of no company */
  companyId: z.number(),
  period: z.string().transform((text) => text as Period),
  billBy: billingDate,
});
