import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { dateIn, zoneOf } from '../../domain/clock-zone.ts';
import { type DayRules, READINGS_DAY_RULE } from '../../domain/law-dates.ts';
import { type MeterValue, RESOURCES, type Resource, valueFromDecimal } from '../../domain/meters.ts';
import { type BillingDate, isPeriod, type Period, parseBillingDate } from '../../domain/period.ts';
import {
  WINDOW_MODES,
  type WindowExtension,
  type WindowRule,
  type WindowState,
  windowState,
} from '../../domain/reading-windows.ts';
import { READING_STATUSES, type ReadingStatus } from '../../domain/readings.ts';
import { visibleLinks } from '../bills/visible-links-sql.ts';
import { dayRuleRows, dayRules, dayRulesSql } from '../settings/day-rules.ts';

/** Current readings that are loaded with a meter: two years, for "the same month a year ago". */
export const READINGS_LOADED = 25;
/** Setting of a company: what to do when a meter's verification has passed. */
export const EXPIRED_VERIFICATION_SETTING = 'readings.expired-verification';

export const READING_SOURCES = ['resident', 'operator', 'import', 'automatic', 'estimate'] as const;
export type ReadingSource = (typeof READING_SOURCES)[number];

export interface LoadedReading {
  readonly id: number;
  readonly number: string;
  readonly period: Period;
  readonly values: readonly MeterValue[];
  readonly takenAt: Date;
  readonly submittedAt: Date;
  readonly source: ReadingSource;
  readonly status: ReadingStatus;
  readonly reason: string | null;
}

export interface LoadedMeter {
  readonly id: number;
  readonly resource: Resource;
  readonly serial: string;
  readonly place: string | null;
  /** the resident's own */
  readonly name: string | null;
  readonly zones: number;
  readonly digits: number;
  readonly decimals: number;
  readonly verifiedOn: BillingDate | null;
  readonly nextVerificationOn: BillingDate | null;
  readonly automatic: boolean;
  readonly archived: boolean;
  readonly installedOn: BillingDate | null;
  readonly initialValues: readonly MeterValue[];
  /** what the dial showed when it was taken away; empty = not known, or still there */
  readonly finalValues: readonly MeterValue[];
  /** the day it was taken away, in the house's zone; null = still there */
  readonly removedOn: BillingDate | null;
  /** the meter in its place */
  readonly replacedById: number | null;
  /** Current ones, newest first. */
  readonly readings: readonly LoadedReading[];
}

/** One account with its meters and everything that says when a reading is taken. */
export interface MeteredAccount {
  readonly accountId: number;
  /** null when loaded for staff */
  readonly linkId: number | null;
  readonly level: 'basic' | 'full';
  /** the resident's own name */
  readonly name: string | null;
  readonly number: string;
  readonly address: string | null;
  readonly flat: string | null;
  readonly providerId: number;
  readonly providerName: string;
  readonly companyId: number | null;
  readonly companyName: string | null;
  readonly companyPhone: string | null;
  readonly buildingId: number | null;
  /** IANA zone of the house */
  readonly zone: string;
  /** Readings before this month are the former owner's; null = all are shown. */
  readonly fromPeriod: Period | null;
  readonly expiredVerification: 'warn' | 'refuse';
  readonly rules: readonly WindowRule[];
  /** the last day where no rule applies */
  readonly usualLastDay: DayRules;
  readonly extensions: readonly WindowExtension[];
  readonly meters: readonly LoadedMeter[];
}

const decimals = z.array(z.string()).transform((texts) => texts.map(valueFromDecimal));
const day = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : parseBillingDate(text)));
const month = z.string().refine(isPeriod);

const readingSchema = z.object({
  id: z.number(),
  number: z.string(),
  period: month,
  values: decimals,
  takenAt: z.coerce.date(),
  submittedAt: z.coerce.date(),
  source: z.enum(READING_SOURCES),
  status: z.enum(READING_STATUSES),
  reason: z.string().nullable(),
});

const meterSchema = z.object({
  id: z.number(),
  resource: z.enum(RESOURCES),
  serial: z.string(),
  place: z.string().nullable(),
  name: z.string().nullable(),
  zones: z.number(),
  digits: z.number(),
  decimals: z.number(),
  verifiedOn: day,
  nextVerificationOn: day,
  automatic: z.boolean(),
  archived: z.boolean(),
  installedOn: day,
  initialValues: decimals,
  finalValues: decimals,
  archivedAt: z.coerce.date().nullable(),
  replacedById: z.number().nullable(),
  readings: z.array(readingSchema),
});

const accountSchema = z.object({
  accountId: z.number(),
  linkId: z.number().nullable(),
  level: z.enum(['basic', 'full']),
  name: z.string().nullable(),
  fromPeriod: month.nullable(),
  number: z.string(),
  address: z.string().nullable(),
  flat: z.string().nullable(),
  providerId: z.number(),
  providerName: z.string(),
  companyId: z.number().nullable(),
  companyName: z.string().nullable(),
  companyPhone: z.string().nullable(),
  companyZone: z.string().nullable(),
  buildingId: z.number().nullable(),
  buildingZone: z.string().nullable(),
  expiredVerification: z.enum(['warn', 'refuse']).nullable().catch(null),
  rules: z.array(
    z.object({
      fromDay: z.number(),
      toDay: z.number(),
      mode: z.enum(WINDOW_MODES),
      effectiveFrom: z.string().transform((text) => parseBillingDate(text) ?? '2000-01-01'),
      ofBuilding: z.boolean(),
      resource: z.enum(RESOURCES).nullable(),
    }),
  ),
  lastDays: dayRuleRows,
  extensions: z.array(z.object({ period: month, until: z.coerce.date() })),
  meters: z.array(meterSchema),
});

/** Which accounts are loaded: a resident's links (one of them, or all), or one account for staff and imports. */
export type MeteredScope =
  | { readonly residentId: number; readonly linkId: number | null }
  | { readonly accountId: number };

export interface LoadMetered {
  readonly scope: MeteredScope;
  readonly now: Date;
  /** zone where neither house nor company has one */
  readonly timezone: string;
  /** Archived meters too, for history. */
  readonly archived?: boolean;
  /** Newest readings of each meter; default READINGS_LOADED. */
  readonly readings?: number;
}

/**
 * Accounts with their meters, newest readings, window settings and zone: one statement. Accounts without meters are
 * left out, unless one link or account was asked for.
 */
export async function loadMetered(db: DbOrTx, options: LoadMetered): Promise<MeteredAccount[]> {
  const { scope, now } = options;
  const one = 'accountId' in scope || scope.linkId !== null;
  const raw: unknown[] = await db.$queryRaw(Prisma.sql`
    WITH scope AS (${scopeSql(scope, now)})
    SELECT s."linkId", s."level"::text, s."name", s."fromPeriod", a."id" AS "accountId", a."number", a."address",
           a."flat", p."id" AS "providerId", p."name" AS "providerName", c."id" AS "companyId",
           c."shortName" AS "companyName", c."contactPhone" AS "companyPhone", c."timezone" AS "companyZone",
           g."id" AS "buildingId", g."timezone" AS "buildingZone",
           (SELECT t."value" #>> '{}' FROM "Setting" t
             WHERE t."key" = ${EXPIRED_VERIFICATION_SETTING} AND (t."companyId" IS NULL OR t."companyId" = c."id")
               AND t."effectiveFrom" <= ${now}::date
             ORDER BY t."companyId" NULLS LAST, t."effectiveFrom" DESC, t."id" DESC LIMIT 1) AS "expiredVerification",
           ${dayRulesSql([READINGS_DAY_RULE], Prisma.sql`c."id"`)} AS "lastDays",
           COALESCE((SELECT jsonb_agg(jsonb_build_object('fromDay', w."fromDay", 'toDay', w."toDay", 'mode', w."mode",
                       'effectiveFrom', w."effectiveFrom"::text, 'ofBuilding', w."buildingId" IS NOT NULL,
                       'resource', w."resource"))
              FROM "ReadingWindow" w
             WHERE w."providerId" = p."id" AND (w."buildingId" IS NULL OR w."buildingId" = g."id")), '[]') AS "rules",
           COALESCE((SELECT jsonb_agg(jsonb_build_object('period', e."period", 'until', e."until"))
              FROM "ReadingWindowExtension" e
             WHERE e."providerId" = p."id" AND (e."buildingId" IS NULL OR e."buildingId" = g."id")
               AND e."until" > ${now}::timestamptz - interval '100 days'), '[]') AS "extensions",
           COALESCE((SELECT jsonb_agg(${meterJson(options.readings ?? READINGS_LOADED)} ORDER BY m."resource", m."id")
              FROM "Meter" m
              LEFT JOIN "MeterName" n ON n."meterId" = m."id" AND n."residentId" = s."residentId"
             WHERE m."accountId" = a."id" AND (m."archivedAt" IS NULL OR ${options.archived === true})), '[]') AS "meters"
      FROM scope s
      JOIN "Account" a ON a."id" = s."accountId"
      JOIN "Provider" p ON p."id" = a."providerId"
      LEFT JOIN "Company" c ON c."id" = p."companyId"
      LEFT JOIN "Unit" u ON u."id" = a."unitId"
      LEFT JOIN "Building" g ON g."id" = u."buildingId"
     WHERE ${one} OR EXISTS (SELECT 1 FROM "Meter" k WHERE k."accountId" = a."id"
                                AND (k."archivedAt" IS NULL OR ${options.archived === true}))
     ORDER BY s."position", s."linkId"`);
  return raw.map((row) => {
    const { companyZone, buildingZone, expiredVerification, lastDays, ...account } = accountSchema.parse(row);
    const zone = zoneOf({ building: buildingZone, company: companyZone }, options.timezone);
    return {
      ...account,
      usualLastDay: dayRules(lastDays, READINGS_DAY_RULE, account.companyId),
      expiredVerification: expiredVerification ?? 'warn',
      zone,
      meters: account.meters.map(({ archivedAt, ...meter }) => ({
        ...meter,
        removedOn: archivedAt === null ? null : dateIn(archivedAt, zone),
      })),
    };
  });
}

function scopeSql(scope: MeteredScope, now: Date): Prisma.Sql {
  if ('accountId' in scope) {
    return Prisma.sql`
      SELECT NULL::int AS "linkId", 'full' AS "level", NULL::text AS "name", NULL::text AS "fromPeriod",
             0 AS "position", ${scope.accountId}::int AS "accountId", NULL::int AS "residentId"`;
  }
  const links = visibleLinks({ residentId: scope.residentId, linkId: scope.linkId, now });
  return Prisma.sql`
    SELECT l."linkId", l."level", l."name", l."fromPeriod", l."position", l."accountId",
           ${scope.residentId}::int AS "residentId"
      FROM (${links}) l`;
}

const meterJson = (
  readings: number,
): Prisma.Sql => Prisma.sql`jsonb_build_object('id', m."id", 'resource', m."resource", 'serial', m."serial",
  'place', m."place", 'name', n."name", 'zones', m."zones", 'digits', m."digits", 'decimals', m."decimals",
  'verifiedOn', m."verifiedOn"::text, 'nextVerificationOn', m."nextVerificationOn"::text, 'automatic', m."automatic",
  'archived', m."archivedAt" IS NOT NULL, 'archivedAt', m."archivedAt", 'replacedById', m."replacedById",
  'installedOn', m."installedOn"::text, 'initialValues', m."initialValues"::text[],
  'finalValues', m."finalValues"::text[], 'readings',
  COALESCE((SELECT jsonb_agg(jsonb_build_object('id', r."id", 'number', r."number", 'period', r."period",
      'values', r."values"::text[], 'takenAt', r."takenAt", 'submittedAt', r."submittedAt", 'source', r."source",
      'status', r."status", 'reason', r."reason") ORDER BY r."period" DESC)
    FROM (SELECT x."id", x."number", x."period", x."values", x."takenAt", x."submittedAt", x."source", x."status",
                 x."reason" FROM "Reading" x WHERE x."meterId" = m."id" AND x."isCurrent"
           ORDER BY x."period" DESC LIMIT ${readings}::int) r), '[]'))`;

/** When readings of one resource are taken for the account. */
export function windowOfResource(account: MeteredAccount, resource: Resource, now: Date): WindowState {
  const { rules, usualLastDay, extensions, zone } = account;
  return windowState({ rules, usualLastDay, extensions, resource, zone }, now);
}
