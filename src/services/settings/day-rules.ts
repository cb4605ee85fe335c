import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { type Dated, type DayRules, isRuleDay } from '../../domain/law-dates.ts';
import type { BillingDate } from '../../domain/period.ts';

const rowSchema = z.object({
  key: z.string(),
  companyId: z.number().nullable(),
  effectiveFrom: z.string().transform((text) => text as BillingDate),
  // Nobody but the settings writes it; what is not a day is as if nothing were set.
  value: z.number().refine(isRuleDay).nullable().catch(null),
});
/** Rows of `Setting` as `dayRulesSql` gives them; NULL = there are none. */
export const dayRuleRows = z
  .array(rowSchema)
  .nullable()
  .transform((rows) => rows ?? []);
type DayRuleRow = z.infer<typeof rowSchema>;

/** Rows about days that count for a company, as one JSON value. @param companyId expression; may be NULL */
export function dayRulesSql(keys: readonly string[], companyId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT jsonb_agg(jsonb_build_object('key', s."key", 'companyId', s."companyId",
      'effectiveFrom', s."effectiveFrom", 'value', s."value"))
    FROM "Setting" s WHERE s."key" = ANY(${[...keys]}::text[])
     AND (s."companyId" IS NULL OR s."companyId" = ${companyId}))`;
}

/** Rows of `Setting` as the rules of one company about one day. */
export function dayRules(rows: readonly DayRuleRow[], key: string, companyId: number | null): DayRules {
  const of = (id: number | null): Dated<number | null>[] =>
    rows.filter((row) => row.key === key && row.companyId === id);
  return { everyCompany: of(null), own: companyId === null ? [] : of(companyId) };
}

async function rowsOf(db: DbOrTx, key: string): Promise<DayRuleRow[]> {
  const rows = await db.$queryRaw<unknown[]>`
    SELECT "key", "companyId", "effectiveFrom"::text AS "effectiveFrom", "value" FROM "Setting" WHERE "key" = ${key}`;
  return z.array(rowSchema).parse(rows);
}

/** The rules about one day, by company. */
export async function dayRulesByCompany(
  db: DbOrTx,
  key: string,
): Promise<(companyId: number | null) => DayRules> {
  const rows = await rowsOf(db, key);
  return (companyId) => dayRules(rows, key, companyId);
}

export interface DayRuleGroup {
  /** null: every company but those that have rules of their own */
  readonly companyId: number | null;
  readonly rules: DayRules;
}

/** Companies with rules of their own, and last the one group of all others. */
export async function dayRuleGroups(db: DbOrTx, key: string): Promise<DayRuleGroup[]> {
  const rows = await rowsOf(db, key);
  const own = [...new Set(rows.flatMap(({ companyId }) => companyId ?? []))];
  return [...own, null].map((companyId) => ({ companyId, rules: dayRules(rows, key, companyId) }));
}
