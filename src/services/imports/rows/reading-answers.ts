import { chunksOf, rowsAsTable } from '../../../database/bulk.ts';
import { Prisma } from '../../../database/generated/client.ts';
import { enqueueSelected } from '../../../delivery/enqueue.ts';
import { ANSWERS_BOOK, parseReadingAnswers } from '../../../formats/rows/reading-answers.ts';
import { REJECTED } from '../../meters/delivery-kinds.ts';
import { attachAccounts } from './found-accounts.ts';
import { mappingFor, type RowKind } from './row-kind.ts';

/**
 * The company's answer to an export: a reading it did not take becomes "rejected" with its reason, and the residents of
 * the flat are told. What it took stays "exported".
 */
export const ANSWER_ROWS: RowKind = {
  kind: 'reading_answers',
  action: 'meters.import',
  book: ANSWERS_BOOK,
  fits: (keys) => ['account', 'number', 'status'].every((key) => keys.has(key)),
  parse: (text, { mapping, limits }) =>
    parseReadingAnswers(text, { mapping: mappingFor(ANSWERS_BOOK, mapping), limits }),
  prepare: ({ data }) => ({ ...data }),
  // The number of a reading is the only one of its kind.
  async providersOf(db, rows, companies) {
    const found = new Map<number, number>();
    const keys = rows.map(({ data }, index) => ({ index, number: String(data.number) }));
    for (const chunk of chunksOf(keys)) {
      const known = await db.$queryRaw<{ index: number; providerId: number }[]>(Prisma.sql`
        SELECT k."index", a."providerId"
          FROM ${rowsAsTable({ index: 'int', number: 'text' } as const, chunk)} AS k
          JOIN "Reading" r ON r."number" = k."number"
          JOIN "Meter" m ON m."id" = r."meterId"
          JOIN "Account" a ON a."id" = m."accountId"
          JOIN "Provider" p ON p."id" = a."providerId"
         WHERE ${companies === 'all' ? Prisma.sql`TRUE` : Prisma.sql`p."companyId" = ANY(${[...companies]}::int[])`}`);
      for (const { index, providerId } of known) found.set(index, providerId);
    }
    return found;
  },
  async compare(db, rows) {
    const keys = rows.map(({ provider, account, data }, index) => ({
      index,
      providerId: provider.id,
      account,
      number: String(data.number),
    }));
    const columns = { index: 'int', providerId: 'int', account: 'text', number: 'text' } as const;
    const found =
      keys.length === 0
        ? []
        : await db.$queryRaw<{ index: number; status: string; isCurrent: boolean }[]>(Prisma.sql`
            SELECT k."index", r."status"::text, r."isCurrent"
              FROM ${rowsAsTable(columns, keys)} AS k
              JOIN "Reading" r ON r."number" = k."number"
              JOIN "Meter" m ON m."id" = r."meterId"
              JOIN "Account" a ON a."id" = m."accountId" AND a."providerId" = k."providerId" AND a."number" = k."account"`);
    const known = new Map(found.map((row) => [row.index, row]));
    const changes = (index: number): boolean => {
      const reading = known.get(index);
      if (reading === undefined || rows[index]?.data.rejected !== true) return false;
      return reading.isCurrent && (reading.status === 'accepted' || reading.status === 'exported');
    };
    const good = rows.flatMap((_, index) => (known.has(index) ? [index] : []));
    const changed = good.filter(changes).length;
    return {
      created: 0,
      changed,
      same: good.length - changed,
      matched: 0,
      refused: rows.flatMap((_, index) => (known.has(index) ? [] : [{ index, code: 'READING_UNKNOWN' }])),
    };
  },
  async publish(tx, { batchId, now }) {
    await attachAccounts(tx, batchId);
    await tx.$executeRaw(Prisma.sql`
      UPDATE "ImportRow" b SET "before" = jsonb_build_object('readingId', r."id", 'status', r."status")
        FROM "Reading" r JOIN "Meter" m ON m."id" = r."meterId"
       WHERE b."batchId" = ${batchId} AND r."number" = b."data" ->> 'number' AND m."accountId" = b."accountId"
         AND (b."data" ->> 'rejected')::boolean AND r."isCurrent" AND r."status" IN ('accepted', 'exported')`);
    await tx.$executeRaw(Prisma.sql`
      UPDATE "Reading" r SET "status" = 'rejected', "reason" = b."data" ->> 'reason'
        FROM "ImportRow" b
       WHERE b."batchId" = ${batchId} AND b."before" IS NOT NULL AND r."id" = (b."before" ->> 'readingId')::int
         AND r."status" IN ('accepted', 'exported')`);
    await enqueueSelected(
      tx,
      { now: () => now },
      {
        kind: REJECTED,
        select: Prisma.sql`
        SELECT i."id" AS "identityId", 'reading:' || (b."before" ->> 'readingId') || ':rejected:' || ${batchId}::int AS "subject",
               jsonb_build_object('readingId', (b."before" ->> 'readingId')::int) AS "params",
               ${now}::timestamptz AS "notBefore"
          FROM "ImportRow" b
          JOIN "AccountLink" l ON l."accountId" = b."accountId" AND l."status" = 'active' AND l."level" = 'full'
          JOIN "TelegramIdentity" i ON i."residentId" = l."residentId"
         WHERE b."batchId" = ${batchId} AND b."before" IS NOT NULL`,
      },
    );
  },
  async rollBack(tx, { batchId }) {
    await tx.$executeRaw(Prisma.sql`
      UPDATE "Reading" r SET "status" = (b."before" ->> 'status')::"ReadingStatus", "reason" = NULL
        FROM "ImportRow" b
       WHERE b."batchId" = ${batchId} AND b."before" IS NOT NULL AND r."id" = (b."before" ->> 'readingId')::int
         AND r."status" = 'rejected' AND r."isCurrent"`);
  },
  sumOf: () => null,
};
