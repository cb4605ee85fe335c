import { createHash } from 'node:crypto';
import { rowsAsTable } from '../../../database/bulk.ts';
import { Prisma } from '../../../database/generated/client.ts';
import { dateIn, instantIn } from '../../../domain/clock-zone.ts';
import { isAboutPayments, PAYMENTS_BOOK, parsePayments } from '../../../formats/rows/payments.ts';
import { attachAccounts, findAccounts } from './found-accounts.ts';
import { mappingFor, type RowKind } from './row-kind.ts';

/** Ids by which a register may call a payment that was made here. */
const OWN_PAYMENT = Prisma.sql`
  SELECT p."id" FROM "Payment" p
   WHERE p."number" = k."operation" OR p."gatewayPaymentId" = k."operation"
      OR p."providerChargeId" = k."operation" OR p."telegramChargeId" = k."operation"
   ORDER BY p."id" LIMIT 1`;

/**
 * Payments made elsewhere. One that a register calls by our number or the gateway's id is our own and does not count
 * again (left to pay, promise 3). A row without a number is known by account, moment, sum and how often it repeats,
 * so that the same register sent twice counts once.
 */
export const PAYMENT_ROWS: RowKind = {
  kind: 'payments',
  action: 'payments.import',
  book: PAYMENTS_BOOK,
  fits: (keys, header) =>
    ['account', 'date', 'amount'].every((key) => keys.has(key)) && header.some(isAboutPayments),
  parse: (text, { mapping, limits }) =>
    parsePayments(text, { mapping: mappingFor(PAYMENTS_BOOK, mapping), limits }),
  prepare({ data, zone, now, repetition }) {
    const { date, time, amount, operation, channel } = data;
    if (typeof date !== 'string') return 'DATE_INVALID';
    const paidAt = instantIn(`${date}T${typeof time === 'string' ? time : '00:00:00'}`, zone);
    if (paidAt === null) return 'DATE_INVALID';
    if (date > dateIn(now, zone)) return 'PAID_IN_FUTURE';
    const told = [date, time, amount, channel, repetition].join('|');
    const externalId =
      typeof operation === 'string' && operation !== ''
        ? operation
        : `row:${createHash('sha256').update(told).digest('hex').slice(0, 32)}`;
    return {
      amount: amount ?? 0,
      paidAt: paidAt.toISOString(),
      channel: channel ?? '',
      operation: operation ?? null,
      externalId,
    };
  },
  async compare(db, rows) {
    const accounts = await findAccounts<{ index: number; id: number }>(db, rows, Prisma.sql`a."id"`);
    const known = rows.flatMap(({ data }, index) => {
      const account = accounts.get(index);
      if (account === undefined) return [];
      const operation = typeof data.operation === 'string' ? data.operation : null;
      return [{ index, accountId: account.id, externalId: String(data.externalId), operation }];
    });
    const columns = { index: 'int', accountId: 'int', externalId: 'text', operation: 'text?' } as const;
    const states =
      known.length === 0
        ? []
        : await db.$queryRaw<{ told: boolean; own: boolean }[]>(Prisma.sql`
            SELECT EXISTS (SELECT 1 FROM "ImportedPayment" m
                            WHERE m."accountId" = k."accountId" AND m."externalId" = k."externalId"
                              AND m."publishedAt" IS NOT NULL) AS "told",
                   EXISTS (${OWN_PAYMENT}) AS "own"
              FROM ${rowsAsTable(columns, known)} AS k`);
    const same = states.filter(({ told }) => told).length;
    return {
      created: states.length - same,
      changed: 0,
      same,
      matched: states.filter(({ told, own }) => own && !told).length,
      refused: rows.flatMap((_, index) => (accounts.has(index) ? [] : [{ index, code: 'ACCOUNT_UNKNOWN' }])),
    };
  },
  async publish(tx, { batchId, now }) {
    await attachAccounts(tx, batchId);
    await tx.$executeRaw(Prisma.sql`
      INSERT INTO "ImportedPayment"
             ("accountId", "batchId", "amount", "paidAt", "channel", "externalId", "paymentId", "publishedAt")
      SELECT DISTINCT ON (k."accountId", k."externalId") k."accountId", ${batchId}, k."amount", k."paidAt", k."channel",
             k."externalId", (${OWN_PAYMENT}), ${now}
        FROM (SELECT r."accountId", (r."data" ->> 'amount')::int AS "amount",
                     (r."data" ->> 'paidAt')::timestamptz AS "paidAt", r."data" ->> 'channel' AS "channel",
                     r."data" ->> 'externalId' AS "externalId", r."data" ->> 'operation' AS "operation", r."row"
                FROM "ImportRow" r WHERE r."batchId" = ${batchId} AND r."accountId" IS NOT NULL) k
       ORDER BY k."accountId", k."externalId", k."row"
      ON CONFLICT ("accountId", "externalId") DO UPDATE
         SET "batchId" = EXCLUDED."batchId", "amount" = EXCLUDED."amount", "paidAt" = EXCLUDED."paidAt",
             "channel" = EXCLUDED."channel", "paymentId" = EXCLUDED."paymentId", "publishedAt" = EXCLUDED."publishedAt"
       WHERE "ImportedPayment"."publishedAt" IS NULL`);
  },
  async rollBack(tx, { batchId }) {
    await tx.importedPayment.updateMany({ where: { batchId }, data: { publishedAt: null } });
  },
  sumOf: ({ amount }) => (typeof amount === 'number' ? amount : null),
};
