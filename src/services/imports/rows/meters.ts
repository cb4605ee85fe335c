import { rowsAsTable } from '../../../database/bulk.ts';
import type { Tx } from '../../../database/client.ts';
import { Prisma } from '../../../database/generated/client.ts';
import { dateIn, instantIn } from '../../../domain/clock-zone.ts';
import { isResource, USUAL_DIAL } from '../../../domain/meters.ts';
import { METERS_BOOK, parseMeters } from '../../../formats/rows/meters.ts';
import { attachAccounts, findAccounts } from './found-accounts.ts';
import { mappingFor, type RowKind } from './row-kind.ts';

/** The staged row as columns; arrays travel as texts with spaces. */
const STAGED = Prisma.sql`
  SELECT r."row", r."accountId", (r."data" ->> 'resource')::"Resource" AS "resource", r."data" ->> 'serial' AS "serial",
         (r."data" ->> 'zones')::int AS "zones", (r."data" ->> 'digits')::int AS "digits",
         (r."data" ->> 'decimals')::int AS "decimals", r."data" ->> 'place' AS "place",
         (r."data" ->> 'installedOn')::date AS "installedOn", (r."data" ->> 'verifiedOn')::date AS "verifiedOn",
         (r."data" ->> 'nextVerificationOn')::date AS "nextVerificationOn",
         (r."data" ->> 'automatic')::boolean AS "automatic", (r."data" ->> 'dialKnown')::boolean AS "dialKnown",
         string_to_array(r."data" ->> 'initial', ' ')::numeric[] AS "initial",
         string_to_array(r."data" ->> 'final', ' ')::numeric[] AS "final",
         (r."data" ->> 'removedOn')::date AS "removedOn", r."data" ->> 'replacedBy' AS "replacedBy",
         string_to_array(r."data" ->> 'values', ' ')::numeric[] AS "values",
         (r."data" ->> 'takenAt')::timestamptz AS "takenAt", r."data" ->> 'period' AS "period",
         (r."data" ->> 'estimated')::boolean AS "estimated"
    FROM "ImportRow" r`;

const staged = (batchId: number): Prisma.Sql =>
  Prisma.sql`(${STAGED} WHERE r."batchId" = ${batchId} AND r."accountId" IS NOT NULL)`;

/** One row for each meter: the newest, where a file holds its history. */
const meters = (batchId: number): Prisma.Sql => Prisma.sql`(
  SELECT DISTINCT ON (n."accountId", n."resource", n."serial") n.* FROM ${staged(batchId)} n
   ORDER BY n."accountId", n."resource", n."serial", n."takenAt" DESC NULLS LAST, n."row" DESC)`;

/**
 * Meters of accounts, with the values the company knows. A meter is known by account, resource and serial; what the
 * file does not say stays. A month that a resident has sent keeps the resident's reading: only the company's own figures
 * are replaced.
 */
export const METER_ROWS: RowKind = {
  kind: 'meters',
  action: 'meters.import',
  book: METERS_BOOK,
  fits: (keys) => ['account', 'resource', 'serial'].every((key) => keys.has(key)),
  parse: (text, { mapping, limits }) =>
    parseMeters(text, { mapping: mappingFor(METERS_BOOK, mapping), limits }),
  prepare({ data, zone, now }) {
    const { readOn, values, resource } = data;
    const today = dateIn(now, zone);
    const taken =
      typeof readOn === 'string' && values !== null ? instantIn(`${readOn}T12:00:00`, zone) : null;
    if (typeof readOn === 'string' && readOn > today) return 'READING_IN_FUTURE';
    const usual = USUAL_DIAL[isResource(resource) ? resource : 'cold_water'];
    const digits = typeof data.digits === 'number' ? data.digits : Math.max(usual.digits, longest(values));
    return {
      ...data,
      digits,
      decimals: data.decimals ?? usual.decimals,
      dialKnown: data.digits !== null || data.decimals !== null,
      takenAt: taken === null ? null : taken.toISOString(),
      period: typeof readOn === 'string' && values !== null ? readOn.slice(0, 7) : null,
    };
  },
  async compare(db, rows) {
    const accounts = await findAccounts<{ index: number; id: number }>(db, rows, Prisma.sql`a."id"`);
    const known = rows.flatMap(({ data }, index) => {
      const account = accounts.get(index);
      if (account === undefined) return [];
      return [
        {
          index,
          accountId: account.id,
          resource: String(data.resource),
          serial: String(data.serial),
          period: typeof data.period === 'string' ? data.period : null,
          values: typeof data.values === 'string' ? data.values : null,
          zones: Number(data.zones),
        },
      ];
    });
    const columns = {
      index: 'int',
      accountId: 'int',
      resource: 'enum:Resource',
      serial: 'text',
      period: 'text?',
      values: 'text?',
      zones: 'int',
    } as const;
    const states =
      known.length === 0
        ? []
        : await db.$queryRaw<
            { index: number; known: boolean; zones: number | null; told: boolean }[]
          >(Prisma.sql`
            SELECT k."index", m."id" IS NOT NULL AS "known", m."zones",
                   k."values" IS NULL OR EXISTS (
                     SELECT 1 FROM "Reading" r WHERE r."meterId" = m."id" AND r."period" = k."period" AND r."isCurrent"
                       AND (r."values" = string_to_array(k."values", ' ')::numeric[]
                            OR r."source" NOT IN ('import', 'estimate'))) AS "told"
              FROM ${rowsAsTable(columns, known)} AS k
              LEFT JOIN "Meter" m ON m."accountId" = k."accountId" AND m."resource" = k."resource"
                                 AND m."serial" = k."serial" AND m."archivedAt" IS NULL`);
    const wrongZones = states.filter(
      (state) => state.zones !== null && state.zones !== Number(rows[state.index]?.data.zones),
    );
    const refused = new Set(wrongZones.map(({ index }) => index));
    const good = states.filter(({ index }) => !refused.has(index));
    return {
      created: good.filter((state) => !state.known).length,
      changed: good.filter((state) => state.known && !state.told).length,
      same: good.filter((state) => state.known && state.told).length,
      matched: 0,
      refused: [
        ...rows.flatMap((_, index) => (accounts.has(index) ? [] : [{ index, code: 'ACCOUNT_UNKNOWN' }])),
        ...wrongZones.map(({ index }) => ({ index, code: 'METER_ZONES_CHANGED' })),
      ],
    };
  },
  async publish(tx, { batchId, now }) {
    await attachAccounts(tx, batchId);
    await rememberMeters(tx, batchId);
    await tx.$executeRaw(Prisma.sql`
      INSERT INTO "Meter" ("accountId", "resource", "serial", "place", "zones", "digits", "decimals", "installedOn",
             "verifiedOn", "nextVerificationOn", "automatic", "initialValues", "createdAt")
      SELECT s."accountId", s."resource", s."serial", s."place", s."zones", s."digits", s."decimals", s."installedOn",
             s."verifiedOn", s."nextVerificationOn", COALESCE(s."automatic", false),
             COALESCE(s."initial", ARRAY[]::numeric[]), ${now}::timestamptz
        FROM ${meters(batchId)} s
      ON CONFLICT ("accountId", "resource", "serial") WHERE "archivedAt" IS NULL DO UPDATE SET
             "place" = COALESCE(EXCLUDED."place", "Meter"."place"),
             "digits" = GREATEST(EXCLUDED."digits", "Meter"."digits"),
             "installedOn" = COALESCE(EXCLUDED."installedOn", "Meter"."installedOn"),
             "verifiedOn" = COALESCE(EXCLUDED."verifiedOn", "Meter"."verifiedOn"),
             "nextVerificationOn" = COALESCE(EXCLUDED."nextVerificationOn", "Meter"."nextVerificationOn"),
             "initialValues" = CASE WHEN cardinality(EXCLUDED."initialValues") = 0 THEN "Meter"."initialValues"
                                    ELSE EXCLUDED."initialValues" END`);
    await tx.$executeRaw(Prisma.sql`
      UPDATE "Meter" m SET
             "automatic" = COALESCE(s."automatic", m."automatic"),
             "decimals" = CASE WHEN s."dialKnown" THEN s."decimals" ELSE m."decimals" END
        FROM ${meters(batchId)} s WHERE ${IS_METER}`);
    await rememberCreated(tx, batchId);
    await publishReadings(tx, batchId, now);
    await tx.$executeRaw(Prisma.sql`
      UPDATE "Meter" m SET "finalValues" = COALESCE(s."final", m."finalValues"),
             "replacedById" = (SELECT n."id" FROM "Meter" n WHERE n."accountId" = m."accountId" AND n."resource" = m."resource"
                                  AND n."serial" = s."replacedBy" AND n."archivedAt" IS NULL AND n."id" <> m."id"
                                ORDER BY n."id" DESC LIMIT 1),
             "archivedAt" = s."removedOn"::timestamptz
        FROM ${meters(batchId)} s WHERE ${IS_METER} AND s."removedOn" IS NOT NULL`);
  },
  async rollBack(tx, { batchId }) {
    // Readings of the file go, what they replaced stands again; meters return to what they were.
    await tx.$executeRaw`
      UPDATE "Reading" SET "isCurrent" = false, "status" = 'replaced'
       WHERE "key" LIKE ${`import:${batchId}:%`} AND "isCurrent"`;
    await tx.$executeRaw`
      UPDATE "Reading" old SET "isCurrent" = true, "status" = 'exported'
        FROM "Reading" new
       WHERE new."replacesId" = old."id" AND new."key" LIKE ${`import:${batchId}:%`} AND old."status" = 'replaced'
         AND NOT EXISTS (SELECT 1 FROM "Reading" c WHERE c."meterId" = old."meterId" AND c."period" = old."period"
                            AND c."isCurrent")`;
    await tx.$executeRaw`
      UPDATE "Meter" m SET "place" = b."before" ->> 'place', "digits" = (b."before" ->> 'digits')::int,
             "decimals" = (b."before" ->> 'decimals')::int, "installedOn" = (b."before" ->> 'installedOn')::date,
             "verifiedOn" = (b."before" ->> 'verifiedOn')::date,
             "nextVerificationOn" = (b."before" ->> 'nextVerificationOn')::date,
             "automatic" = (b."before" ->> 'automatic')::boolean, "archivedAt" = NULL, "replacedById" = NULL,
             "finalValues" = ARRAY[]::numeric[]
        FROM "ImportRow" b
       WHERE b."batchId" = ${batchId} AND b."before" ? 'digits' AND m."id" = (b."before" ->> 'meterId')::int`;
    await tx.$executeRaw`
      UPDATE "Meter" m SET "archivedAt" = COALESCE(m."archivedAt", now()), "replacedById" = NULL
        FROM "ImportRow" b
       WHERE b."batchId" = ${batchId} AND NOT (b."before" ? 'digits') AND m."id" = (b."before" ->> 'meterId')::int`;
  },
  sumOf: () => null,
};

const IS_METER = Prisma.sql`m."accountId" = s."accountId" AND m."resource" = s."resource" AND m."serial" = s."serial"
  AND m."archivedAt" IS NULL`;

/** Whole digits of the longest value. */
function longest(values: unknown): number {
  if (typeof values !== 'string') return 0;
  return Math.max(...values.split(' ').map((value) => value.split('.')[0]?.length ?? 0));
}

/** For rolling back: what the meters were. */
async function rememberMeters(tx: Tx, batchId: number): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    UPDATE "ImportRow" b SET "before" = jsonb_build_object('meterId', m."id", 'place', m."place", 'digits', m."digits",
           'decimals', m."decimals", 'installedOn', m."installedOn", 'verifiedOn', m."verifiedOn",
           'nextVerificationOn', m."nextVerificationOn", 'automatic', m."automatic")
      FROM ${staged(batchId)} s JOIN "Meter" m ON ${IS_METER}
     WHERE b."batchId" = ${batchId} AND b."row" = s."row"`);
}

async function rememberCreated(tx: Tx, batchId: number): Promise<void> {
  await tx.$executeRaw(Prisma.sql`
    UPDATE "ImportRow" b SET "before" = jsonb_build_object('meterId', m."id")
      FROM ${staged(batchId)} s JOIN "Meter" m ON ${IS_METER}
     WHERE b."batchId" = ${batchId} AND b."row" = s."row" AND b."before" IS NULL`);
}

/** The values of the file: of months that nobody sent, or where the company's own figure changed. */
async function publishReadings(tx: Tx, batchId: number, now: Date): Promise<void> {
  const fresh = Prisma.sql`
    FROM ${staged(batchId)} s JOIN "Meter" m ON ${IS_METER}
    LEFT JOIN "Reading" c ON c."meterId" = m."id" AND c."period" = s."period" AND c."isCurrent"
   WHERE s."values" IS NOT NULL
     AND (c."id" IS NULL OR (c."source" IN ('import', 'estimate') AND c."values" <> s."values"))`;
  const rows = await tx.$queryRaw<{ row: number; meterId: number; replaces: number | null }[]>(Prisma.sql`
    SELECT s."row", m."id" AS "meterId", c."id" AS "replaces" ${fresh}`);
  if (rows.length === 0) return;
  const replaced = rows.flatMap(({ replaces }) => (replaces === null ? [] : [replaces]));
  if (replaced.length > 0) {
    await tx.reading.updateMany({
      where: { id: { in: replaced } },
      data: { isCurrent: false, status: 'replaced' },
    });
  }
  const columns = { row: 'int', meterId: 'int', replaces: 'int?' } as const;
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "Reading" ("number", "meterId", "period", "values", "takenAt", "submittedAt", "source", "status",
           "replacesId", "key")
    SELECT 'i' || ${batchId}::int || '-' || s."row", k."meterId", s."period", s."values", s."takenAt",
           ${now}::timestamptz, (CASE WHEN s."estimated" THEN 'estimate' ELSE 'import' END)::"ReadingSource",
           'exported', k."replaces", ${`import:${batchId}:`} || s."row"
      FROM ${rowsAsTable(columns, rows)} AS k JOIN ${staged(batchId)} s ON s."row" = k."row"`);
}
