import type { DbOrTx, Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueSelected } from '../../delivery/enqueue.ts';
import { dateIn, endOfDay, zoneOf } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { READINGS_DAY_RULE } from '../../domain/law-dates.ts';
import { isResource, type Resource } from '../../domain/meters.ts';
import { type BillingDate, isPeriod, parseBillingDate } from '../../domain/period.ts';
import {
  lastDayOf,
  type WindowMode,
  type WindowRule,
  type WindowState,
  windowState,
} from '../../domain/reading-windows.ts';
import { can, companiesFor, type RoleGrant, type StaffAction } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { dayRulesByCompany } from '../settings/day-rules.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { WINDOW_EXTENDED } from './delivery-kinds.ts';

export interface WindowActor {
  readonly identityId: number;
  readonly grants: readonly RoleGrant[];
}

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

export const WINDOWS_PER_PAGE = 6;

/** Providers whose windows the staff member may see, page by page. */
export async function listWindowProviders(
  deps: Pick<Deps, 'db' | 'clock'>,
  options: { readonly grants: readonly RoleGrant[]; readonly page: number },
): Promise<{
  readonly items: readonly { readonly id: number; readonly name: string }[];
  readonly total: number;
}> {
  const companies = companiesOf(options.grants, deps.clock.now());
  const where = {
    issuesBills: true,
    active: true,
    ...(companies === 'all' ? {} : { companyId: { in: [...companies] } }),
  };
  const [items, total] = await Promise.all([
    deps.db.provider.findMany({
      where,
      orderBy: [{ position: 'asc' }, { id: 'asc' }],
      select: { id: true, name: true },
      skip: Math.max(0, options.page) * WINDOWS_PER_PAGE,
      take: WINDOWS_PER_PAGE,
    }),
    deps.db.provider.count({ where }),
  ]);
  return { items, total };
}

/** Who extends windows sees them, and who enters readings for callers. */
function companiesOf(grants: readonly RoleGrant[], now: Date): 'all' | readonly number[] {
  const extend = companiesFor(grants, 'windows.extend', now);
  const enter = companiesFor(grants, 'readings.enter', now);
  return extend === 'all' || enter === 'all' ? 'all' : [...new Set([...extend, ...enter])];
}

export interface ProviderWindows {
  readonly id: number;
  readonly name: string;
  readonly companyId: number | null;
  readonly zone: string;
  readonly rules: readonly (WindowRule & { readonly address: string | null })[];
  readonly extensions: readonly {
    readonly period: string;
    readonly until: Date;
    readonly address: string | null;
  }[];
  /** Of the provider as a whole: what holds where nothing narrower is set. */
  readonly state: WindowState;
  /** Accepted readings that no export took yet. */
  readonly waiting: number;
}

/**
 * Windows of one provider.
 * @throws DomainError NOT_ALLOWED, PROVIDER_NOT_FOUND
 */
export async function showWindows(
  deps: Deps,
  options: { readonly actor: WindowActor; readonly providerId: number },
): Promise<ProviderWindows> {
  const now = deps.clock.now();
  const mayEnter =
    options.actor.grants.length > 0 && companiesFor(options.actor.grants, 'windows.extend', now).length === 0;
  const action = mayEnter ? 'readings.enter' : 'windows.extend';
  const provider = await permittedProvider(deps, deps.db, { ...options, action });
  const [usualLastDay, rules, extensions, waiting] = await Promise.all([
    dayRulesByCompany(deps.db, READINGS_DAY_RULE),
    deps.db.readingWindow.findMany({
      where: { providerId: provider.id },
      include: { building: { select: { address: true } } },
      orderBy: [{ effectiveFrom: 'desc' }, { id: 'desc' }],
      take: 50,
    }),
    deps.db.readingWindowExtension.findMany({
      where: { providerId: provider.id, until: { gt: now } },
      include: { building: { select: { address: true } } },
      orderBy: { id: 'desc' },
      take: 10,
    }),
    deps.db.reading.count({
      where: {
        status: 'accepted',
        isCurrent: true,
        exportBatchId: null,
        source: { in: ['resident', 'operator'] },
        meter: { account: { providerId: provider.id } },
      },
    }),
  ]);
  const known = rules.map(({ fromDay, toDay, mode, effectiveFrom, building, resource }) => ({
    fromDay,
    toDay,
    mode,
    effectiveFrom: parseBillingDate(effectiveFrom.toISOString().slice(0, 10)) ?? '2000-01-01',
    ofBuilding: building !== null,
    resource,
    address: building?.address ?? null,
  }));
  const whole = extensions.filter(({ buildingId }) => buildingId === null);
  return {
    ...provider,
    rules: known,
    extensions: extensions.map(({ period, until, building }) => ({
      period,
      until,
      address: building?.address ?? null,
    })),
    state: windowState(
      {
        rules: known.filter(({ ofBuilding, resource }) => !ofBuilding && resource === null),
        extensions: whole.flatMap(({ period, until }) => (isPeriod(period) ? [{ period, until }] : [])),
        resource: 'cold_water',
        zone: provider.zone,
        usualLastDay: usualLastDay(provider.companyId),
      },
      now,
    ),
    waiting,
  };
}

interface PermittedProvider {
  readonly id: number;
  readonly name: string;
  readonly companyId: number | null;
  readonly zone: string;
}

async function permittedProvider(
  deps: Deps,
  db: DbOrTx,
  options: { readonly actor: WindowActor; readonly providerId: number; readonly action: StaffAction },
): Promise<PermittedProvider> {
  const row = await db.provider.findUnique({
    where: { id: options.providerId },
    select: { id: true, name: true, companyId: true, company: { select: { timezone: true } } },
  });
  if (row === null) throw new DomainError('PROVIDER_NOT_FOUND');
  const { companyId } = row;
  if (!can(options.actor.grants, options.action, { companyId }, deps.clock.now())) {
    throw new DomainError('NOT_ALLOWED');
  }
  const zone = zoneOf({ company: row.company?.timezone ?? null }, deps.installation.timezone);
  return { id: row.id, name: row.name, companyId, zone };
}

/** Houses of a provider's accounts, page by page. */
export async function listWindowBuildings(
  deps: Deps,
  options: { readonly actor: WindowActor; readonly providerId: number; readonly page: number },
): Promise<{
  readonly items: readonly { readonly id: number; readonly address: string }[];
  readonly total: number;
}> {
  const { id } = await permittedProvider(deps, deps.db, { ...options, action: 'windows.extend' });
  const where = { units: { some: { accounts: { some: { providerId: id } } } } };
  const [items, total] = await Promise.all([
    deps.db.building.findMany({
      where,
      orderBy: [{ address: 'asc' }, { id: 'asc' }],
      select: { id: true, address: true },
      skip: Math.max(0, options.page) * WINDOWS_PER_PAGE,
      take: WINDOWS_PER_PAGE,
    }),
    deps.db.building.count({ where }),
  ]);
  return { items, total };
}

async function buildingOf(tx: Tx, providerId: number, buildingId: number | null): Promise<string | null> {
  if (buildingId === null) return null;
  const row = await tx.building.findFirst({
    where: { id: buildingId, units: { some: { accounts: { some: { providerId } } } } },
    select: { address: true },
  });
  if (row === null) throw new DomainError('BUILDING_NOT_FOUND');
  return row.address;
}

export interface WindowSetting {
  readonly providerId: number;
  /** null = every house */
  readonly buildingId: number | null;
  /** null = every resource */
  readonly resource: Resource | null;
  /** 1–31 */
  readonly fromDay: number;
  readonly toDay: number;
  readonly mode: WindowMode;
  /** in force for windows that open from this day on */
  readonly effectiveFrom: BillingDate;
}

/**
 * Set the window of a provider, one of its houses, or one resource. Setting the same place and day again changes it.
 * @throws DomainError NOT_ALLOWED, PROVIDER_NOT_FOUND, BUILDING_NOT_FOUND, WINDOW_DAYS_WRONG
 */
export async function setReadingWindow(
  deps: Deps,
  options: { readonly actor: WindowActor; readonly setting: WindowSetting },
): Promise<void> {
  const { actor, setting } = options;
  const { providerId, buildingId, resource, fromDay, toDay, mode, effectiveFrom } = setting;
  const fits = (day: number): boolean => Number.isInteger(day) && day >= 1 && day <= 31;
  if (!fits(fromDay) || !fits(toDay)) throw new DomainError('WINDOW_DAYS_WRONG');
  if (resource !== null && !isResource(resource)) throw new DomainError('WINDOW_DAYS_WRONG');
  const now = deps.clock.now();
  await inTransaction(
    deps.db,
    async (tx) => {
      const provider = await permittedProvider(deps, tx, { actor, providerId, action: 'windows.edit' });
      await buildingOf(tx, providerId, buildingId);
      const day = new Date(`${effectiveFrom}T00:00:00Z`);
      const place = { providerId, buildingId, resource, effectiveFrom: day };
      const values = { fromDay, toDay, mode, setById: actor.identityId };
      const { count } = await tx.readingWindow.updateMany({ where: place, data: values });
      if (count === 0) await tx.readingWindow.create({ data: { ...place, ...values } });
      await recordAudit(tx, {
        at: now,
        actorId: actor.identityId,
        actorKind: 'staff',
        action: 'window.set',
        subject: `provider:${providerId}`,
        companyId: provider.companyId,
        details: { buildingId, resource, fromDay, toDay, mode, effectiveFrom },
      });
    },
    { isolation: 'Serializable', retry: true },
  );
}

/** So much longer a window may be kept open. */
const LONGEST_DAYS = 31;

export interface ExtensionPlan {
  readonly period: string;
  /** last day without the extension */
  readonly usual: string;
  /** the first day on which the next window opens: the extension ends before it */
  readonly next: string;
}

/** What an extension would be about: the window open now, or the one that closed last. */
export function extensionPlan(windows: Pick<ProviderWindows, 'state' | 'zone'>): ExtensionPlan {
  const { state, zone } = windows;
  const window = state.current ?? state.last;
  return { period: window.period, usual: lastDayOf(window, zone), next: dateIn(state.next.opensAt, zone) };
}

/**
 * Keep the window that is open, or closed last, open for a house (null = every house) until the end of a day, and tell
 * the residents there who have not sent their readings. The draft's id makes it once.
 * @returns how many residents are told
 * @throws DomainError NOT_ALLOWED, PROVIDER_NOT_FOUND, BUILDING_NOT_FOUND, DRAFT_EXPIRED, EXTENSION_DAY_WRONG
 */
export async function extendReadingWindow(
  deps: Deps & Pick<ServiceDeps, 'notify'>,
  options: {
    readonly actor: WindowActor;
    readonly draftId: number;
    readonly providerId: number;
    readonly buildingId: number | null;
    readonly until: BillingDate;
  },
): Promise<{ readonly told: number }> {
  const { actor, providerId, buildingId, until, draftId } = options;
  const now = deps.clock.now();
  const windows = await showWindows(deps, { actor, providerId });
  if (!can(actor.grants, 'windows.extend', { companyId: windows.companyId }, now)) {
    throw new DomainError('NOT_ALLOWED');
  }
  const plan = extensionPlan(windows);
  const today = dateIn(now, windows.zone);
  const days = (Date.parse(`${until}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000;
  if (until < today || until <= plan.usual || until >= plan.next || days > LONGEST_DAYS) {
    throw new DomainError('EXTENSION_DAY_WRONG', { usual: dotted(plan.usual), next: dotted(plan.next) });
  }
  const told = await inTransaction(deps.db, async (tx) => {
    const draft = await tx.$queryRaw<{ completedAt: Date | null }[]>`
      SELECT "completedAt" FROM "Draft" WHERE "id" = ${draftId} AND "identityId" = ${actor.identityId} FOR UPDATE`;
    const [open] = draft;
    if (open === undefined) throw new DomainError('DRAFT_EXPIRED');
    if (open.completedAt !== null) return 0;
    await buildingOf(tx, providerId, buildingId);
    await tx.readingWindowExtension.create({
      data: {
        providerId,
        buildingId,
        period: plan.period,
        until: endOfDay(until, windows.zone),
        createdById: actor.identityId,
        createdAt: now,
      },
    });
    await recordAudit(tx, {
      at: now,
      actorId: actor.identityId,
      actorKind: 'staff',
      action: 'window.extend',
      subject: `provider:${providerId}`,
      companyId: windows.companyId,
      details: { buildingId, period: plan.period, until },
    });
    await completeDraft(tx, { draftId, now });
    return enqueueSelected(tx, deps.clock, {
      kind: WINDOW_EXTENDED,
      select: thoseWithoutReadings({ providerId, buildingId, period: plan.period, until, now }),
      validUntil: endOfDay(until, windows.zone),
    });
  });
  deps.notify('deliveries');
  return { told };
}

function dotted(day: string): string {
  return day.split('-').reverse().join('.');
}

/** Identities of residents at the full level who have a meter without a reading of the period. */
function thoseWithoutReadings(of: {
  readonly providerId: number;
  readonly buildingId: number | null;
  readonly period: string;
  readonly until: string;
  readonly now: Date;
}): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT i."id" AS "identityId",
           'reading-window:' || a."id" || ${`:${of.period}:until:${of.until}`} AS "subject",
           jsonb_build_object('accountId', a."id", 'period', ${of.period}::text) AS "params",
           ${of.now}::timestamptz AS "notBefore"
      FROM "Account" a
      JOIN "AccountLink" l ON l."accountId" = a."id" AND l."status" = 'active' AND l."level" = 'full'
                          AND (l."expiresAt" IS NULL OR l."expiresAt" > ${of.now})
      JOIN "TelegramIdentity" i ON i."residentId" = l."residentId"
      LEFT JOIN "Unit" u ON u."id" = a."unitId"
     WHERE a."providerId" = ${of.providerId}
       AND (${of.buildingId}::int IS NULL OR u."buildingId" = ${of.buildingId}::int)
       AND EXISTS (SELECT 1 FROM "Meter" m
                    WHERE m."accountId" = a."id" AND m."archivedAt" IS NULL AND NOT m."automatic"
                      AND NOT EXISTS (SELECT 1 FROM "Reading" r
                                       WHERE r."meterId" = m."id" AND r."period" = ${of.period} AND r."isCurrent"
                                         AND r."status" <> 'rejected'))`;
}
