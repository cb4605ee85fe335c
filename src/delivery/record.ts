import { rowsAsTable } from '../database/bulk.ts';
import type { Db } from '../database/client.ts';
import type { DeliveryStatus } from '../domain/delivery.ts';

/** What became of a message, to be written. */
export interface DeliveryResult {
  readonly id: bigint;
  /** the claim that held it */
  readonly owner: string;
  /** The state it must still be in. */
  readonly from: 'leased' | 'sending';
  /** The attempt it belongs to: an answer that comes after the row was taken over changes nothing. */
  readonly attempt: number;
  readonly status: Exclude<DeliveryStatus, 'leased' | 'sending'>;
  readonly messageId: number | null;
  readonly sentAt: Date | null;
  /** Reason without personal data; null clears the former one. */
  readonly error: string | null;
  /** When it may be tried again; null leaves it. */
  readonly notBefore: Date | null;
  /** New address of a group; null leaves it. */
  readonly chatId: number | null;
}

/**
 * Reasons that begin so mean: an earlier attempt may have arrived. They stay with a queued row until it is decided,
 * and make the next attempt a repeat.
 */
export const AMBIGUOUS = 'ambiguous: ';

const COLUMNS = {
  id: 'bigint',
  owner: 'text',
  from: 'enum:DeliveryStatus',
  attempt: 'int',
  status: 'enum:DeliveryStatus',
  messageId: 'int?',
  sentAt: 'timestamptz?',
  error: 'text?',
  notBefore: 'timestamptz?',
  chatId: 'bigint?',
} as const;

/**
 * Write results by the same owner and attempt only. A row that meanwhile was given up as `unknown` still takes
 * the news that it was sent. Returns for each whether it was written.
 */
export async function recordResults(db: Db, results: readonly DeliveryResult[]): Promise<boolean[]> {
  const written = await db.$queryRaw<{ id: bigint }[]>`
    UPDATE "Delivery" d SET "status" = r."status", "leasedUntil" = NULL,
      "messageId" = COALESCE(r."messageId", d."messageId"), "sentAt" = r."sentAt",
      "notBefore" = COALESCE(r."notBefore", d."notBefore"), "chatId" = COALESCE(r."chatId", d."chatId"),
      "lastError" = CASE WHEN r."status" = 'queued' AND starts_with(d."lastError", ${AMBIGUOUS})
        THEN d."lastError" ELSE r."error" END
    FROM ${rowsAsTable(COLUMNS, results)} AS r
    WHERE d."id" = r."id" AND d."owner" = r."owner" AND d."attempt" = r."attempt"
      AND (d."status" = r."from" OR (d."status" = 'unknown' AND r."status" = 'sent'))
    RETURNING d."id"`;
  const ids = new Set(written.map(({ id }) => id));
  return results.map(({ id }) => ids.has(id));
}
