import type { Tx } from '../../../database/client.ts';
import { Prisma } from '../../../database/generated/client.ts';
import { dateIn, instantIn } from '../../../domain/clock-zone.ts';
import { ACCOUNTS_BOOK, parseAccounts } from '../../../formats/rows/accounts.ts';
import { cutHistory } from '../cut-history.ts';
import { type MovedAccount, updateAccounts } from '../moved-accounts.ts';
import { placeAccounts } from '../place-accounts.ts';
import { suspendMoved } from '../suspend-moved.ts';
import { attachAccounts, findAccounts } from './found-accounts.ts';
import { mappingFor, type RowData, type RowKind } from './row-kind.ts';

/** Columns of Account that a list may set: the key in the row, and the type it has in SQL. */
const FIELDS = [
  { key: 'payerName', column: 'payerName', type: 'text' },
  { key: 'address', column: 'address', type: 'text' },
  { key: 'flat', column: 'flat', type: 'text' },
  { key: 'area', column: 'area', type: 'numeric' },
  { key: 'livingArea', column: 'livingArea', type: 'numeric' },
  { key: 'residents', column: 'residentsCount', type: 'int' },
  { key: 'tenant', column: 'tenant', type: 'boolean' },
  { key: 'els', column: 'els', type: 'text' },
  { key: 'jkuId', column: 'jkuId', type: 'text' },
  { key: 'phone', column: 'phoneOnFile', type: 'text' },
  { key: 'closedAt', column: 'closedAt', type: 'timestamptz' },
] as const satisfies readonly { key: string; column: string; type: string }[];
type Field = (typeof FIELDS)[number];

const JKU_FIELDS = FIELDS.filter(({ key }) => key === 'jkuId');

const TOLD_ON = Prisma.sql`r."data" ->> 'toldOn'`;

type Existing = {
  readonly index: number;
  readonly id: number;
  readonly facts: Readonly<Record<string, unknown>>;
};

/** Lists of accounts: new ones are made, what the list says about known ones is taken over, houses are entered. */
export const ACCOUNT_ROWS: RowKind = {
  kind: 'accounts',
  action: 'accounts.import',
  book: ACCOUNTS_BOOK,
  fits: (keys) =>
    keys.has('account') &&
    ['payerName', 'address', 'flat', 'area', 'phone', 'els'].some((key) => keys.has(key)),
  parse: (text, { mapping, limits }) =>
    parseAccounts(text, { mapping: mappingFor(ACCOUNTS_BOOK, mapping), limits }),
  prepare: ({ data, zone, now }) => {
    const { closedOn, ...rest } = data;
    return {
      ...rest,
      /** the day on which the list says it */
      toldOn: dateIn(now, zone),
      closedAt: typeof closedOn === 'string' ? (instantIn(closedOn, zone)?.toISOString() ?? null) : null,
    };
  },
  compare: (db, rows) => compare(db, rows, FIELDS, true),
  async publish(tx, { batchId, now, actor }) {
    await attachAccounts(tx, batchId);
    await remember(tx, batchId, FIELDS);
    await tx.$executeRaw(Prisma.sql`
      INSERT INTO "Account" ("providerId", "number", "createdByBatchId", "publishedAt")
      SELECT (r."data" ->> 'providerId')::int, r."data" ->> 'account', ${batchId}, ${now}
        FROM "ImportRow" r WHERE r."batchId" = ${batchId} AND r."accountId" IS NULL
       ORDER BY 1, 2
      ON CONFLICT ("providerId", "number") DO UPDATE
         SET "createdByBatchId" = EXCLUDED."createdByBatchId", "publishedAt" = EXCLUDED."publishedAt"
       WHERE "Account"."publishedAt" IS NULL`);
    await attachAccounts(tx, batchId);
    const moved = await updateAccounts(
      tx,
      Prisma.sql`
      UPDATE "Account" a SET ${setFields(FIELDS)},
             "unitId" = CASE WHEN COALESCE(r."data" ->> 'address', a."address") IS DISTINCT FROM a."address"
                               OR COALESCE(r."data" ->> 'flat', a."flat") IS DISTINCT FROM a."flat"
                             THEN NULL ELSE a."unitId" END
        FROM "ImportRow" r JOIN "Account" o ON o."id" = r."accountId"
       WHERE r."batchId" = ${batchId} AND a."id" = r."accountId"`,
      { phone: Prisma.sql`(r."data" ->> 'phone') IS NOT NULL`, since: TOLD_ON },
    );
    await cutHistory(tx, { moved, batchId, now, actor });
    await suspendMoved(tx, { moved, batchId, now, actor });
    await placeAccounts(tx, {
      accounts: Prisma.sql`SELECT "accountId" FROM "ImportRow" WHERE "batchId" = ${batchId}`,
      now,
    });
    await describeHouses(tx, batchId);
  },
  async rollBack(tx, { batchId, now, actor }) {
    const moved = await restore(tx, batchId, FIELDS);
    await suspendMoved(tx, { moved, batchId, now, actor });
    // Made by this list and still bare: as if it never came.
    await tx.$executeRaw`
      UPDATE "Account" a SET "publishedAt" = NULL
       WHERE a."createdByBatchId" = ${batchId}
         AND NOT EXISTS (SELECT 1 FROM "AccountLink" l WHERE l."accountId" = a."id")
         AND NOT EXISTS (SELECT 1 FROM "PaymentItem" i WHERE i."accountId" = a."id")
         AND NOT EXISTS (SELECT 1 FROM "ImportedPayment" m WHERE m."accountId" = a."id" AND m."publishedAt" IS NOT NULL)
         AND NOT EXISTS (SELECT 1 FROM "Meter" m WHERE m."accountId" = a."id")
         AND NOT EXISTS (SELECT 1 FROM "Bill" b WHERE b."accountId" = a."id" AND b."currentVersionId" IS NOT NULL)`;
  },
  sumOf: () => null,
};

/** The map that ГИС ЖКХ sheets need: which of its ids is which account. Makes no accounts. */
export const JKU_ROWS: RowKind = {
  ...ACCOUNT_ROWS,
  kind: 'jku_map',
  fits: (keys) => keys.has('account') && keys.has('jkuId') && !keys.has('payerName') && !keys.has('address'),
  prepare: ({ data }) => (data.jkuId === null ? 'JKU_INVALID' : { jkuId: data.jkuId ?? null }),
  compare: (db, rows) => compare(db, rows, JKU_FIELDS, false),
  async publish(tx, { batchId }) {
    await attachAccounts(tx, batchId);
    await remember(tx, batchId, JKU_FIELDS);
    await tx.$executeRaw(Prisma.sql`
      UPDATE "Account" a SET ${setFields(JKU_FIELDS)}
        FROM "ImportRow" r WHERE r."batchId" = ${batchId} AND a."id" = r."accountId"`);
  },
  async rollBack(tx, { batchId }) {
    await restore(tx, batchId, JKU_FIELDS);
  },
};

async function compare(
  db: Parameters<RowKind['compare']>[0],
  rows: Parameters<RowKind['compare']>[1],
  fields: readonly Field[],
  creates: boolean,
): ReturnType<RowKind['compare']> {
  const found = await findAccounts<Existing>(db, rows, Prisma.sql`a."id", ${factsOf(fields)} AS "facts"`);
  let changed = 0;
  let same = 0;
  const unknown: number[] = [];
  for (const [index, { data }] of rows.entries()) {
    const account = found.get(index);
    if (account === undefined) unknown.push(index);
    else if (fields.some((field) => differs(field, data, account.facts))) changed += 1;
    else same += 1;
  }
  return {
    created: creates ? unknown.length : 0,
    changed,
    same,
    matched: 0,
    refused: creates ? [] : unknown.map((index) => ({ index, code: 'ACCOUNT_UNKNOWN' })),
  };
}

function differs({ key, type }: Field, data: RowData, facts: Readonly<Record<string, unknown>>): boolean {
  const told = data[key] ?? null;
  if (told === null) return false;
  const known = facts[key] ?? null;
  if (known === null) return true;
  if (type === 'numeric' || type === 'int') return Number(told) !== Number(known);
  // Both are days; the text of an instant depends on the server.
  if (type === 'timestamptz') return false;
  return String(told) !== String(known);
}

function factsOf(fields: readonly Field[]): Prisma.Sql {
  const pairs = fields.map(({ key, column }) => `'${key}', a."${column}"`);
  return Prisma.raw(`jsonb_build_object(${pairs.join(', ')})`);
}

/** `"area" = COALESCE((r."data" ->> 'area')::numeric, a."area")`: what the list does not say stays. */
function setFields(fields: readonly Field[]): Prisma.Sql {
  return Prisma.raw(
    fields
      .map(
        ({ key, column, type }) => `"${column}" = COALESCE((r."data" ->> '${key}')::${type}, a."${column}")`,
      )
      .join(', '),
  );
}

async function remember(tx: Tx, batchId: number, fields: readonly Field[]): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    UPDATE "ImportRow" r SET "before" = ${factsOf(fields)}
      FROM "Account" a WHERE r."batchId" = ${batchId} AND a."id" = r."accountId"`);
}

/**
 * Each fact goes back to what it was, unless somebody has changed it since; a phone that went with its payer comes back
 * with that payer. Returns accounts that move by it.
 */
async function restore(tx: Tx, batchId: number, fields: readonly Field[]): Promise<MovedAccount[]> {
  const back = new Map(
    fields.map(({ key, column, type }) => {
      const told = `(r."data" ->> '${key}')::${type}`;
      const before = `(r."before" ->> '${key}')::${type}`;
      return [
        column,
        `CASE WHEN ${told} IS NOT NULL AND a."${column}" = ${told} THEN ${before} ELSE a."${column}" END`,
      ];
    }),
  );
  const phone = back.get('phoneOnFile');
  if (phone !== undefined) {
    back.set(
      'phoneOnFile',
      `CASE WHEN a."phoneOnFile" IS NULL AND r."data" ->> 'phone' IS NULL
             AND (${back.get('payerName')}) IS NOT DISTINCT FROM r."before" ->> 'payerName'
             AND (${back.get('flat')}) IS NOT DISTINCT FROM r."before" ->> 'flat'
            THEN r."before" ->> 'phone' ELSE ${phone} END`,
    );
  }
  const set = [...back].map(([column, value]) => `"${column}" = ${value}`).join(', ');
  return updateAccounts(
    tx,
    Prisma.sql`
    UPDATE "Account" a SET ${Prisma.raw(set)}
      FROM "ImportRow" r JOIN "Account" o ON o."id" = r."accountId"
     WHERE r."batchId" = ${batchId} AND a."id" = r."accountId" AND r."before" IS NOT NULL`,
    { phone: Prisma.sql`COALESCE(a."phoneOnFile" = r."before" ->> 'phone', false)`, since: TOLD_ON },
  );
}

/** Entrances of flats and ФИАС ids of houses, where the list knows them. */
async function describeHouses(tx: Tx, batchId: number): Promise<void> {
  await tx.$executeRaw`
    UPDATE "Unit" u SET "entrance" = r."data" ->> 'entrance'
      FROM "ImportRow" r JOIN "Account" a ON a."id" = r."accountId"
     WHERE r."batchId" = ${batchId} AND u."id" = a."unitId" AND r."data" ->> 'entrance' IS NOT NULL
       AND u."entrance" IS DISTINCT FROM r."data" ->> 'entrance'`;
  await tx.$executeRaw`
    UPDATE "Building" b SET "fiasGuid" = r."data" ->> 'houseGuid'
      FROM "ImportRow" r JOIN "Account" a ON a."id" = r."accountId" JOIN "Unit" u ON u."id" = a."unitId"
     WHERE r."batchId" = ${batchId} AND b."id" = u."buildingId" AND r."data" ->> 'houseGuid' IS NOT NULL
       AND b."fiasGuid" IS DISTINCT FROM r."data" ->> 'houseGuid'`;
}
