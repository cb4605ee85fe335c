import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { type Kopecks, kopecks } from '../../domain/money.ts';
import { PAYMENT_METHODS, PAYMENT_STATUSES } from '../../domain/payments.ts';
import { kopecksColumn } from '../bills/columns.ts';
import { fiscalSchema } from './snapshots.ts';

export const OPERATIONS_PER_PAGE = 6;

const headSchema = z.object({
  count: z.coerce.number(),
  paid: z.coerce.number(),
  page: z.number(),
  id: z.number().nullable(),
});
const rowSchema = z.object({
  id: z.number(),
  number: z.string(),
  status: z.enum(PAYMENT_STATUSES),
  method: z.enum(PAYMENT_METHODS),
  /** what the gateway showed of the card or the bank */
  cardMask: z.string().nullable(),
  total: kopecksColumn,
  at: z.coerce.date(),
  zone: z.string(),
  providers: z.array(z.string()),
  accountNumbers: z.array(z.string()),
  fiscal: fiscalSchema.nullable(),
});

/** One line of a list of operations. */
export type OperationRow = z.infer<typeof rowSchema>;

export interface OperationPage {
  readonly rows: readonly OperationRow[];
  /** from 0 */
  readonly page: number;
  readonly total: number;
  /** taken in all of them, what was given back not counted, kopecks */
  readonly paid: Kopecks;
}

/** A page of operations under a condition on `p` ("Payment"), newest first; beyond the end shows the last page. */
export async function operationPage(
  db: DbOrTx,
  options: {
    readonly condition: Prisma.Sql;
    readonly page: number;
    readonly timezone: string;
    /** default OPERATIONS_PER_PAGE; an export takes all at once */
    readonly pageSize?: number;
  },
): Promise<OperationPage> {
  const size = options.pageSize ?? OPERATIONS_PER_PAGE;
  const raw: unknown[] = await db.$queryRaw(Prisma.sql`
    WITH counted AS (
      SELECT count(*)::int AS "count",
             COALESCE(sum(p."total" - p."refunded")
               FILTER (WHERE p."status" IN ('succeeded', 'partially_refunded', 'refunded')), 0) AS "paid"
        FROM "Payment" p WHERE ${options.condition}
    ),
    cut AS (
      SELECT c."count", c."paid",
             LEAST(${options.page}::int, GREATEST(ceil(c."count"::numeric / ${size}::int)::int - 1, 0)) AS "page"
        FROM counted c
    )
    SELECT c."count", c."paid", c."page", o.*
      FROM cut c
      LEFT JOIN LATERAL (
        SELECT p."id", p."number", p."status", p."method", p."cardMask", p."total",
               COALESCE(p."succeededAt", p."createdAt") AS "at",
               (SELECT COALESCE(min(i."snapshot"->>'zone'), ${options.timezone}) FROM "PaymentItem" i WHERE i."paymentId" = p."id") AS "zone",
               (SELECT array_agg(DISTINCT r."name") FROM "PaymentItem" i JOIN "Provider" r ON r."id" = i."providerId"
                 WHERE i."paymentId" = p."id") AS "providers",
               (SELECT array_agg(DISTINCT i."accountNumber") FROM "PaymentItem" i WHERE i."paymentId" = p."id") AS "accountNumbers",
               p."gatewayData"->'fiscal' AS "fiscal"
          FROM "Payment" p
         WHERE ${options.condition}
         ORDER BY p."createdAt" DESC, p."id" DESC
        OFFSET c."page" * ${size}::int LIMIT ${size}::int
      ) o ON true`);
  const head = headSchema.parse(raw[0]);
  const rows = head.id === null ? [] : raw.map((row) => rowSchema.parse(row));
  return { rows, page: head.page, total: head.count, paid: kopecks(head.paid) };
}
