import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { type Dated, PAY_BY_DAY_RULE, type PayDayRules } from '../../domain/law-dates.ts';
import type { BillingDate } from '../../domain/period.ts';

const dayOrNone = z.number().int().min(1).max(31).nullable();
const rowsSchema = z.array(
  z.object({
    companyId: z.number().nullable(),
    effectiveFrom: z.string().transform((text) => text as BillingDate),
    // Nobody but the settings writes it; what is not a day is as if nothing were set.
    value: dayOrNone.catch(null),
  }),
);

/** Rows of `Setting` about the day to pay, as the rules of one company. */
export function payDayRules(rows: unknown, companyId: number | null): PayDayRules {
  const parsed = rowsSchema.parse(rows);
  const of = (id: number | null): Dated<number | null>[] => parsed.filter((row) => row.companyId === id);
  return { everyCompany: of(null), own: companyId === null ? [] : of(companyId) };
}

export interface PayDayGroup {
  /** null: every company but those that have rules of their own */
  readonly companyId: number | null;
  readonly rules: PayDayRules;
}

/** Companies with rules of their own, and last the one group of all others. */
export async function payDayGroups(db: DbOrTx): Promise<PayDayGroup[]> {
  const rows = await db.$queryRaw<{ companyId: number | null }[]>`
    SELECT "companyId", "effectiveFrom"::text AS "effectiveFrom", "value" FROM "Setting" WHERE "key" = ${PAY_BY_DAY_RULE}`;
  const own = [...new Set(rows.flatMap(({ companyId }) => companyId ?? []))];
  return [...own, null].map((companyId) => ({ companyId, rules: payDayRules(rows, companyId) }));
}
