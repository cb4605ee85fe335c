import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { dateIn, zoneOf } from '../../domain/clock-zone.ts';
import { maskAddress } from '../../domain/masking.ts';
import type { BillingDate } from '../../domain/period.ts';
import type { Installation } from '../deps.ts';
import { holdsSql } from '../payments/holds-sql.ts';
import { billingDateColumn, kopecksColumn, periodColumn } from './columns.ts';
import { OUTSTANDING } from './outstanding-sql.ts';
import { visibleLinks } from './visible-links-sql.ts';

const localizedText = z.object({ ru: z.string().optional(), en: z.string().optional() });

const lineSchema = z.object({
  service: z.string(),
  subline: z.boolean(),
  unit: z.string().nullable(),
  volume: z.string().nullable(),
  tariff: z.string().nullable(),
  accrued: kopecksColumn.nullable(),
  recalculation: kopecksColumn.nullable(),
  benefits: kopecksColumn.nullable(),
  penalty: kopecksColumn.nullable(),
  openingBalance: kopecksColumn.nullable(),
  paid: kopecksColumn.nullable(),
  undersupplyDays: z.string().nullable(),
  undersupplySum: kopecksColumn.nullable(),
  withinNorm: kopecksColumn.nullable(),
  total: kopecksColumn,
});

const billSchema = z.object({
  billId: z.number(),
  versionId: z.number(),
  period: periodColumn,
  type: z.string(),
  billDate: billingDateColumn,
  total: kopecksColumn,
  asOf: z.coerce.date(),
  comment: z.string().nullable(),
  payerName: z.string().nullable(),
  address: z.string().nullable(),
  flat: z.string().nullable(),
  area: z.string().nullable(),
  livingArea: z.string().nullable(),
  residentsCount: z.number().nullable(),
  newest: z.boolean(),
  left: kopecksColumn.nullable(),
  marked: z.boolean(),
  held: z.boolean(),
  linkId: z.number(),
  level: z.enum(['basic', 'full']),
  accountName: z.string().nullable(),
  accountId: z.number(),
  accountNumber: z.string(),
  accountClosed: z.boolean(),
  providerId: z.number(),
  providerName: z.string(),
  providerInn: z.string().nullable(),
  providerActive: z.boolean(),
  numberLabel: z.enum(['account', 'payment_code', 'contract', 'uin', 'phone']),
  usesExports: z.boolean(),
  notice: localizedText,
  noticeSince: billingDateColumn.nullable(),
  companyId: z.number().nullable(),
  companyName: z.string().nullable(),
  companyPhone: z.string().nullable(),
  companyEmail: z.string().nullable(),
  companyZone: z.string().nullable(),
  buildingZone: z.string().nullable(),
  lines: z.array(lineSchema),
});

/** A bill as one resident may see it, with the state of its account. Lines and people only at the full level. */
export interface LoadedBill extends Omit<z.infer<typeof billSchema>, 'companyZone' | 'buildingZone'> {
  /** of the house */
  readonly zone: string;
  /** the calendar day there, for rules with dates */
  readonly today: BillingDate;
}

interface LoadOptions {
  readonly residentId: number;
  readonly now: Date;
  readonly installation: Pick<Installation, 'timezone'>;
}

/** One bill by `loadBills`; null when the resident may not see it, whoever's it is. */
export async function loadBill(
  db: DbOrTx,
  options: LoadOptions & { readonly billId: number },
): Promise<LoadedBill | null> {
  const { billId, ...rest } = options;
  const [bill] = await loadBills(db, { ...rest, billIds: [billId] });
  return bill ?? null;
}

/**
 * Those of the bills that one of the resident's links in force shows, in the order of their ids. One statement.
 * What the level does not show is not loaded: lines, payer, area and people at basic.
 */
export async function loadBills(
  db: DbOrTx,
  options: LoadOptions & { readonly billIds: readonly number[] },
): Promise<LoadedBill[]> {
  const { residentId, now } = options;
  const billIds = [...options.billIds];
  const raw: unknown[] = await db.$queryRaw(Prisma.sql`
    WITH links AS (${visibleLinks({ residentId, linkId: null, now })}),
    scope AS (
      SELECT DISTINCT l."accountId"
        FROM links l JOIN "Bill" b ON b."accountId" = l."accountId" AND b."id" = ANY(${billIds}::int[])
    ),
    ${OUTSTANDING},
    ${holdsSql(now)}
    SELECT b."id" AS "billId", v."id" AS "versionId", b."period", b."type",
           to_char(v."billDate", 'YYYY-MM-DD') AS "billDate", v."total", v."asOf", v."comment",
           CASE WHEN l."level" = 'full' THEN COALESCE(v."payerName", a."payerName") END AS "payerName",
           COALESCE(v."address", a."address") AS "address",
           CASE WHEN l."level" = 'full' THEN COALESCE(v."flat", a."flat") END AS "flat",
           CASE WHEN l."level" = 'full' THEN COALESCE(v."area", a."area")::text END AS "area",
           CASE WHEN l."level" = 'full' THEN COALESCE(v."livingArea", a."livingArea")::text END AS "livingArea",
           CASE WHEN l."level" = 'full' THEN COALESCE(v."residentsCount", a."residentsCount") END AS "residentsCount",
           o."billId" IS NOT NULL AS "newest", o."left",
           EXISTS (SELECT 1 FROM "BillMark" m WHERE m."residentId" = ${residentId} AND m."billId" = b."id"
                                                AND m."versionId" = v."id") AS "marked",
           o."billId" IS NOT NULL AND EXISTS (SELECT 1 FROM holds h WHERE h."accountId" = b."accountId") AS "held",
           l."linkId", l."level", l."name" AS "accountName",
           a."id" AS "accountId", a."number" AS "accountNumber", a."closedAt" IS NOT NULL AS "accountClosed",
           r."id" AS "providerId", r."name" AS "providerName", r."inn" AS "providerInn", r."active" AS "providerActive",
           r."numberLabel", r."usesExports", r."notice", to_char(r."noticeSince", 'YYYY-MM-DD') AS "noticeSince",
           c."id" AS "companyId", c."name" AS "companyName", c."contactPhone" AS "companyPhone",
           c."contactEmail" AS "companyEmail",
           c."timezone" AS "companyZone", g."timezone" AS "buildingZone",
           CASE WHEN l."level" = 'full' THEN (
             SELECT COALESCE(json_agg(json_build_object(
                      'service', i."service", 'subline', i."subline", 'unit', i."unit", 'volume', i."volume"::text,
                      'tariff', i."tariff"::text, 'accrued', i."accrued", 'recalculation', i."recalculation",
                      'benefits', i."benefits", 'penalty', i."penalty", 'openingBalance', i."openingBalance",
                      'paid', i."paid", 'undersupplyDays', i."undersupplyDays"::text,
                      'undersupplySum', i."undersupplySum", 'withinNorm', i."withinNorm", 'total', i."total"
                    ) ORDER BY i."position"), '[]'::json)
               FROM "BillLine" i WHERE i."versionId" = v."id"
           ) ELSE '[]'::json END AS "lines"
      FROM "Bill" b
      JOIN links l ON l."accountId" = b."accountId"
      JOIN "BillVersion" v ON v."id" = b."currentVersionId"
      JOIN "Account" a ON a."id" = b."accountId"
      JOIN "Provider" r ON r."id" = a."providerId"
      LEFT JOIN "Company" c ON c."id" = r."companyId"
      LEFT JOIN "Unit" u ON u."id" = a."unitId"
      LEFT JOIN "Building" g ON g."id" = u."buildingId"
      LEFT JOIN outstanding o ON o."billId" = b."id"
     WHERE b."id" = ANY(${billIds}::int[]) AND (l."fromPeriod" IS NULL OR b."period" >= l."fromPeriod")
     ORDER BY b."id"`);
  return raw.map((row) => readBill(row, options));
}

function readBill(row: unknown, { now, installation }: LoadOptions): LoadedBill {
  const { companyZone, buildingZone, ...bill } = billSchema.parse(row);
  const zone = zoneOf({ building: buildingZone, company: companyZone }, installation.timezone);
  const address = bill.level === 'basic' && bill.address !== null ? maskAddress(bill.address) : bill.address;
  const lines = bill.lines.map((line) =>
    line.subline ? { ...line, service: sublineName(line.service) } : line,
  );
  return { ...bill, address, lines, zone, today: dateIn(now, zone) };
}

/** Registers write «в т.ч.» into the name; screens say it by the line's place. */
function sublineName(service: string): string {
  return service.replace(/^\s*в\s*т\.?\s*ч\.?[\s:]*/iu, '') || service;
}
