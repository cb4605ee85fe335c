import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import type { Kopecks } from '../../domain/money.ts';
import { kopecksColumn, periodColumn } from './columns.ts';
import { OUTSTANDING } from './outstanding-sql.ts';

/** What an account owes by its newest published bill. */
export interface Outstanding {
  readonly accountId: number;
  readonly billId: number;
  readonly versionId: number;
  /** `2026-10` */
  readonly period: string;
  /** of the bill, kopecks; negative = overpayment */
  readonly total: Kopecks;
  /** the moment up to which the company's figures know payments */
  readonly asOf: Date;
  /** kopecks; negative = advance */
  readonly left: Kopecks;
}

const rowsSchema = z.array(
  z.object({
    accountId: z.number(),
    billId: z.number(),
    versionId: z.number(),
    period: periodColumn,
    total: kopecksColumn,
    asOf: z.coerce.date(),
    left: kopecksColumn,
  }),
);

/**
 * What is left to pay for each of the accounts that has a published bill, in one statement. Says nothing about who
 * may see it: callers pass accounts whose link they have checked.
 */
export async function leftToPay(
  deps: { readonly db: DbOrTx },
  options: { readonly accountIds: readonly number[] },
): Promise<ReadonlyMap<number, Outstanding>> {
  if (options.accountIds.length === 0) return new Map();
  const rows: unknown = await deps.db.$queryRaw(Prisma.sql`
    WITH scope AS (SELECT unnest(${[...options.accountIds]}::int[]) AS "accountId"), ${OUTSTANDING}
    SELECT * FROM outstanding`);
  return new Map(rowsSchema.parse(rows).map((row) => [row.accountId, row]));
}
