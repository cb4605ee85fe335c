import { rowsAsTable } from '../../database/bulk.ts';
import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueSelected } from '../../delivery/enqueue.ts';
import type { DeliveryKind } from '../../delivery/renderers.ts';
import { dateIn } from '../../domain/clock-zone.ts';
import { addDays, type DayRules, READINGS_DAY_RULE } from '../../domain/law-dates.ts';
import type { Resource } from '../../domain/meters.ts';
import { type BillingDate, parsePeriod } from '../../domain/period.ts';
import {
  firstDayOf,
  lastDayOf,
  type Window,
  type WindowExtension,
  type WindowRule,
  windowState,
} from '../../domain/reading-windows.ts';
import type { ServiceDeps } from '../deps.ts';
import { WINDOW_OPENED } from '../meters/delivery-kinds.ts';
import { dayRulesByCompany } from '../settings/day-rules.ts';
import { READINGS_DUE } from './delivery-kinds.ts';
import { HOUSE_JOINS, holderJoins, zoneSql } from './holders-sql.ts';
import { zonesAwake } from './zones.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>;
type Stage = 'opened' | 'two_days' | 'last_day';

/** Meters that share a window: of one resource, in one house, billed by one provider. */
interface Place {
  readonly providerId: number;
  readonly companyId: number | null;
  readonly buildingId: number | null;
  readonly resource: Resource;
  readonly zone: string;
}

interface Group {
  readonly stage: Stage;
  readonly period: string;
  readonly closesAt: Date;
  readonly places: Place[];
}

const TIMEOUT_MS = 120_000;

/**
 * Remind those who have not sent their readings: when the window opens, two days before its end, on its last day;
 * each once per account and window. Windows are computed per house and resource, people are found by one statement
 * for each day's group.
 */
export async function remindOfReadings(deps: Deps): Promise<{ queued: number }> {
  let queued = 0;
  for (const group of await groupsOfToday(deps)) queued += await remind(deps, group);
  if (queued > 0) deps.notify('deliveries');
  return { queued };
}

async function groupsOfToday(deps: Deps): Promise<Group[]> {
  const awake = new Map((await zonesAwake(deps)).map(({ zone, today }) => [zone, today]));
  const places = (await metersPlaces(deps)).filter(({ zone }) => awake.has(zone));
  const settings = await loadSettings(deps);
  const groups = new Map<string, Group>();
  // Thousands of houses share a few rules.
  const windows = new Map<string, Window | null>();
  for (const place of places) {
    const today = awake.get(place.zone);
    const rules = { ...settings(place), zone: place.zone };
    const rulesKey = JSON.stringify(rules);
    const known = windows.get(rulesKey);
    const current = known === undefined ? windowState(rules, deps.clock.now()).current : known;
    windows.set(rulesKey, current);
    const stage = current === null || today === undefined ? null : stageOf(current, place.zone, today);
    if (current === null || stage === null) continue;
    const key = `${stage} ${current.period} ${current.closesAt.getTime()}`;
    const group = groups.get(key) ?? {
      stage,
      period: current.period,
      closesAt: current.closesAt,
      places: [],
    };
    group.places.push(place);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** What is to be said about a window on a day; a window of few days does not say two things at once. */
function stageOf(window: Window, zone: string, today: BillingDate): Stage | null {
  const last = lastDayOf(window, zone);
  if (today === last) return 'last_day';
  if (addDays(today, 2) === last) return 'two_days';
  return today === firstDayOf(window, zone) ? 'opened' : null;
}

async function metersPlaces(deps: Deps): Promise<Place[]> {
  return await deps.db.$queryRaw<Place[]>`
    SELECT DISTINCT a."providerId", p."companyId", u."buildingId", m."resource"::text AS "resource",
           ${zoneSql(deps.installation.timezone)} AS "zone"
      FROM "Meter" m
      JOIN "Account" a ON a."id" = m."accountId" AND a."publishedAt" IS NOT NULL AND a."closedAt" IS NULL
      ${HOUSE_JOINS}
     WHERE m."archivedAt" IS NULL AND NOT m."automatic"`;
}

interface PlaceWindows {
  readonly rules: WindowRule[];
  readonly extensions: WindowExtension[];
  readonly resource: Resource;
  readonly usualLastDay: DayRules;
}

async function loadSettings(deps: Deps): Promise<(place: Place) => PlaceWindows> {
  const usualLastDay = await dayRulesByCompany(deps.db, READINGS_DAY_RULE);
  const windows = await deps.db.readingWindow.findMany();
  const extensions = await deps.db.readingWindowExtension.findMany({
    where: { until: { gt: deps.clock.now() } },
  });
  const concerns = (row: { providerId: number; buildingId: number | null }, place: Place): boolean =>
    row.providerId === place.providerId && (row.buildingId === null || row.buildingId === place.buildingId);
  return (place) => ({
    resource: place.resource,
    usualLastDay: usualLastDay(place.companyId),
    rules: windows
      .filter((row) => concerns(row, place))
      .map((row) => ({
        fromDay: row.fromDay,
        toDay: row.toDay,
        mode: row.mode,
        effectiveFrom: dateIn(row.effectiveFrom, 'UTC'),
        ofBuilding: row.buildingId !== null,
        resource: row.resource,
      })),
    extensions: extensions
      .filter((row) => concerns(row, place))
      .flatMap(({ period, until }) => {
        const month = parsePeriod(period);
        return month === null ? [] : [{ period: month, until }];
      }),
  });
}

async function remind(deps: Deps, group: Group): Promise<number> {
  const now = deps.clock.now();
  const { stage, period } = group;
  const kind: DeliveryKind = stage === 'opened' ? { ...WINDOW_OPENED, topic: 'readings' } : READINGS_DUE;
  // The news that a window opened is the same for who asked to be told.
  const suffix = stage === 'opened' ? '' : `:${stage}`;
  const columns = { providerId: 'int', buildingId: 'int?', resource: 'text' } as const;
  return await inTransaction(
    deps.db,
    async (tx) =>
      enqueueSelected(tx, deps.clock, {
        kind,
        select: Prisma.sql`
          SELECT DISTINCT chat."id" AS "identityId",
            'reading-window:' || a."id" || ':' || ${period}::text || ${suffix}::text AS "subject",
            jsonb_build_object('accountId', a."id", 'period', ${period}::text, 'stage', ${stage}::text) AS "params",
            ${now}::timestamptz AS "notBefore"
          FROM "Account" a
          LEFT JOIN "Unit" u ON u."id" = a."unitId"
          JOIN "Meter" m ON m."accountId" = a."id" AND m."archivedAt" IS NULL AND NOT m."automatic"
          -- Equal keys, so that houses and accounts are matched by hash: 0 stands for "of no house".
          JOIN ${rowsAsTable(columns, group.places)} AS place ON place."providerId" = a."providerId"
            AND COALESCE(place."buildingId", 0) = COALESCE(u."buildingId", 0) AND place."resource" = m."resource"::text
          ${holderJoins(now)}
          WHERE a."publishedAt" IS NOT NULL AND a."closedAt" IS NULL AND l."level" = 'full'
            AND NOT EXISTS (SELECT 1 FROM "Reading" d WHERE d."meterId" = m."id" AND d."period" = ${period}
              AND d."isCurrent" AND d."status" <> 'rejected')`,
        validUntil: group.closesAt,
      }),
    { timeout: TIMEOUT_MS },
  );
}
