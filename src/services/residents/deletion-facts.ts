import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { OPEN_SQL } from '../tickets/ticket-sql.ts';

/** Whose data: a resident with every Telegram of theirs, or somebody who accepted the texts and never registered. */
export interface DeletionSubject {
  readonly residentId: number | null;
  readonly identityIds: readonly number[];
}

const unfinishedSchema = z.object({ number: z.string(), total: z.number() });

const factsSchema = z.object({
  links: z.number(),
  shares: z.number(),
  cards: z.number(),
  templates: z.number(),
  applications: z.number(),
  readings: z.number(),
  /** operations whose money was taken: accounting keeps them */
  payments: z.number(),
  tickets: z.number(),
  openTickets: z.array(z.string()),
  /** unpaid invoices in the chat: cancelled */
  invoices: z.array(unfinishedSchema),
  /** payable at the gateway or by the bank's QR: may still be paid, and then counts */
  payable: z.array(unfinishedSchema),
  /** being charged at this moment */
  running: z.array(unfinishedSchema),
});

/** What a deletion takes away, what accounting keeps and what is not finished; sums in kopecks. */
export type DeletionFacts = z.infer<typeof factsSchema>;

/** One statement. */
export async function deletionFacts(db: DbOrTx, subject: DeletionSubject): Promise<DeletionFacts> {
  const residentId = subject.residentId ?? 0;
  const identityIds = [...subject.identityIds];
  const [row]: unknown[] = await db.$queryRaw`
    WITH pay AS (
      SELECT "id", "number", "total", "status", "method" FROM "Payment"
       WHERE "residentId" = ${residentId} OR ("residentId" IS NULL AND "identityId" = ANY(${identityIds}::int[]))
    ), tickets AS (
      SELECT "id", "number", "status" FROM "Ticket"
       WHERE "residentId" = ${residentId} OR ("residentId" IS NULL AND "identityId" = ANY(${identityIds}::int[]))
    ), open AS (
      SELECT "id", jsonb_build_object('number', "number", 'total', "total") AS "one",
             CASE
               WHEN "status" = 'authorized' THEN 'running'
               WHEN "method" = 'telegram' THEN 'invoice'
               WHEN "method" = 'saved_card' THEN 'running'
               WHEN "method" <> 'bank_qr' AND "status" = 'created' THEN 'running'
               ELSE 'payable' END AS "way"
        FROM pay WHERE "status" IN ('created', 'pending', 'authorized')
    )
    SELECT
      (SELECT count(*)::int FROM "AccountLink" WHERE "residentId" = ${residentId} AND "status" <> 'revoked') AS "links",
      (SELECT count(*)::int FROM "AccountLink" s JOIN "AccountLink" l ON l."id" = s."sharedById"
        WHERE l."residentId" = ${residentId} AND s."status" <> 'revoked') AS "shares",
      (SELECT count(*)::int FROM "SavedCard" WHERE "residentId" = ${residentId} AND "status" = 'active') AS "cards",
      (SELECT count(*)::int FROM "PaymentTemplate"
        WHERE "residentId" = ${residentId} AND "deletedAt" IS NULL) AS "templates",
      (SELECT count(*)::int FROM "AccessRequest"
        WHERE "residentId" = ${residentId} AND "status" = 'pending') AS "applications",
      (SELECT count(*)::int FROM "Reading" WHERE "residentId" = ${residentId}) AS "readings",
      (SELECT count(*)::int FROM pay
        WHERE "status" IN ('succeeded', 'partially_refunded', 'refunded')) AS "payments",
      (SELECT count(*)::int FROM tickets) AS "tickets",
      (SELECT coalesce(jsonb_agg("number" ORDER BY "id"), '[]') FROM tickets
        WHERE "status" IN ${OPEN_SQL}) AS "openTickets",
      (SELECT coalesce(jsonb_agg("one" ORDER BY "id"), '[]') FROM open WHERE "way" = 'invoice') AS "invoices",
      (SELECT coalesce(jsonb_agg("one" ORDER BY "id"), '[]') FROM open WHERE "way" = 'payable') AS "payable",
      (SELECT coalesce(jsonb_agg("one" ORDER BY "id"), '[]') FROM open WHERE "way" = 'running') AS "running"`;
  return factsSchema.parse(row);
}
