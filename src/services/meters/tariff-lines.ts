import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import type { TariffLine } from '../../domain/reading-cost.ts';

const schema = z.array(
  z.object({ service: z.string(), unit: z.string().nullable(), tariff: z.string().nullable() }),
);

/** Lines with a tariff of the account's newest bill; empty when there is none. */
export async function lastTariffLines(db: DbOrTx, accountId: number): Promise<TariffLine[]> {
  return schema.parse(
    await db.$queryRaw`
      SELECT l."service", l."unit", l."tariff"::text
        FROM (SELECT b."currentVersionId" FROM "Bill" b
               WHERE b."accountId" = ${accountId} AND b."currentVersionId" IS NOT NULL
               ORDER BY b."period" DESC, b."id" LIMIT 1) newest
        JOIN "BillLine" l ON l."versionId" = newest."currentVersionId"
       WHERE l."tariff" IS NOT NULL
       ORDER BY l."position"`,
  );
}
