import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { type HistoryFilter, statusesOf } from '../../domain/history-filter.ts';
import { type Kopecks, kopecks } from '../../domain/money.ts';
import { PAYMENT_METHODS, PAYMENT_STATUSES } from '../../domain/payments.ts';
import { kopecksColumn } from '../bills/columns.ts';
import { visibleLinks } from '../bills/visible-links-sql.ts';
import type { ServiceDeps } from '../deps.ts';
import { fiscalSchema } from '../payments/snapshots.ts';
import { dayEnd, dayStart } from './filters.ts';

export const ACCOUNT_PAYMENTS_PER_PAGE = 6;

const headSchema = z.object({
  level: z.enum(['basic', 'full']),
  accountNumber: z.string(),
  accountName: z.string().nullable(),
  providerName: z.string(),
  count: z.coerce.number(),
  paid: z.coerce.number(),
  page: z.coerce.number(),
  at: z.coerce.date().nullable(),
});
const rowSchema = z.object({
  /** of one's own operation; null: somebody else's or made elsewhere */
  paymentId: z.number().nullable(),
  number: z.string().nullable(),
  at: z.coerce.date(),
  amount: kopecksColumn,
  /** null: made elsewhere */
  method: z.enum(PAYMENT_METHODS).nullable(),
  /** of one's own operation */
  cardMask: z.string().nullable(),
  status: z.enum(PAYMENT_STATUSES),
  /** the bank or office of a register; null: this bot */
  channel: z.string().nullable(),
  mine: z.boolean(),
  /** of one's own operation */
  fiscal: fiscalSchema.nullable(),
});

/** One payment into an account, whoever made it wherever. */
export type AccountPayment = z.infer<typeof rowSchema>;

export interface AccountPaymentPage {
  readonly accountNumber: string;
  readonly accountName: string | null;
  readonly providerName: string;
  readonly rows: readonly AccountPayment[];
  readonly page: number;
  readonly total: number;
  readonly paid: Kopecks;
}

/**
 * All payments into an account that the company or this bot knows (E1's second view): one's own with their number,
 * relatives' without who they are, and those of registers. From the link's date on; a register's row that reports an
 * operation of this bot stands once. One statement.
 * @throws DomainError LINK_NOT_FOUND when the link is not theirs or not in force, FULL_LEVEL_NEEDED
 */
export async function listAccountPayments(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: {
    readonly residentId: number;
    readonly linkId: number;
    readonly filter: HistoryFilter;
    readonly page: number;
    readonly pageSize?: number;
  },
): Promise<AccountPaymentPage> {
  const { residentId, linkId, filter } = options;
  const { timezone } = deps.installation;
  const size = options.pageSize ?? ACCOUNT_PAYMENTS_PER_PAGE;
  const from = dayStart(filter.from, timezone);
  const to = dayEnd(filter.to, timezone);
  const statuses = filter.status === null ? null : statusesOf(filter.status);
  const raw: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    WITH links AS (${visibleLinks({ residentId, linkId, now: deps.clock.now() })}),
    found AS (
      SELECT CASE WHEN p."residentId" = ${residentId} THEN p."id" END AS "paymentId",
             CASE WHEN p."residentId" = ${residentId} THEN p."number" END AS "number",
             CASE WHEN p."residentId" = ${residentId} THEN p."cardMask" END AS "cardMask",
             COALESCE(p."succeededAt", p."createdAt") AS "at", i."amount", p."method"::text AS "method",
             p."status"::text AS "status", NULL AS "channel", COALESCE(p."residentId" = ${residentId}, false) AS "mine",
             CASE WHEN p."residentId" = ${residentId} THEN p."gatewayData"->'fiscal' END AS "fiscal", i."id" AS "order"
        FROM links l
        JOIN "PaymentItem" i ON i."accountId" = l."accountId"
        JOIN "Payment" p ON p."id" = i."paymentId" AND p."supersededById" IS NULL
       WHERE (p."residentId" = ${residentId} OR p."status" IN ('succeeded', 'partially_refunded', 'refunded'))
         AND (l."validFrom" IS NULL OR p."residentId" = ${residentId} OR p."succeededAt" >= l."validFrom")
      UNION ALL
      SELECT NULL, NULL, NULL, m."paidAt", m."amount", NULL, 'succeeded', m."channel", false, NULL, m."id"
        FROM links l
        JOIN "ImportedPayment" m ON m."accountId" = l."accountId" AND m."publishedAt" IS NOT NULL
       WHERE (l."validFrom" IS NULL OR m."paidAt" >= l."validFrom")
         AND NOT EXISTS (
               SELECT 1 FROM "PaymentItem" i JOIN "Payment" p ON p."id" = i."paymentId"
                WHERE i."paymentId" = m."paymentId" AND i."accountId" = m."accountId"
                  AND p."status" IN ('succeeded', 'partially_refunded', 'refunded'))
    ),
    chosen AS (
      SELECT f.* FROM found f
       WHERE (${from}::timestamptz IS NULL OR f."at" >= ${from}::timestamptz)
         AND (${to}::timestamptz IS NULL OR f."at" < ${to}::timestamptz)
         AND (${filter.method}::text IS NULL OR f."method" = ${filter.method}::text)
         AND (${statuses}::text[] IS NULL OR f."status" = ANY(${statuses}::text[]))
         AND (${filter.channel}::text IS NULL OR (${filter.channel}::text = 'bot') = (f."channel" IS NULL))
    ),
    counted AS (
      SELECT count(*)::int AS "count",
             COALESCE(sum("amount") FILTER (WHERE "status" IN ('succeeded', 'partially_refunded', 'refunded')), 0) AS "paid"
        FROM chosen
    ),
    cut AS (
      SELECT c.*, LEAST(${options.page}::int, GREATEST(ceil(c."count"::numeric / ${size}::int)::int - 1, 0)) AS "page"
        FROM counted c
    )
    SELECT l."level", a."number" AS "accountNumber", l."name" AS "accountName", r."name" AS "providerName",
           c."count", c."paid", c."page", o.*
      FROM links l
      JOIN "Account" a ON a."id" = l."accountId"
      JOIN "Provider" r ON r."id" = a."providerId"
     CROSS JOIN cut c
      LEFT JOIN LATERAL (
        SELECT * FROM chosen ORDER BY "at" DESC, "order" DESC
        OFFSET c."page" * ${size}::int LIMIT ${size}::int
      ) o ON true`);
  if (raw[0] === undefined) throw new DomainError('LINK_NOT_FOUND');
  const head = headSchema.parse(raw[0]);
  // What others paid is no stranger's business: a number alone does not show it.
  if (head.level === 'basic') throw new DomainError('FULL_LEVEL_NEEDED');
  const rows = head.at === null ? [] : raw.map((row) => rowSchema.parse(row));
  const { accountNumber, accountName, providerName, page, count, paid } = head;
  return { accountNumber, accountName, providerName, rows, page, total: count, paid: kopecks(paid) };
}
