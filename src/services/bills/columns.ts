import { z } from 'zod';
import { kopecks } from '../../domain/money.ts';
import type { BillingDate, Period } from '../../domain/period.ts';

/** Columns as raw statements give them, read at the edge. Sums of SQL come as text or bigint. */
export const kopecksColumn = z
  .union([z.number(), z.bigint(), z.string().regex(/^-?\d+$/)])
  .transform((value) => kopecks(Number(value)));

/** `2026-11-05` */
export const billingDateColumn = z.iso.date().transform((text) => text as BillingDate);

/** `2026-10` */
export const periodColumn = z
  .string()
  .regex(/^\d{4}-\d{2}$/)
  .transform((text) => text as Period);
