import { dateIn } from '../../domain/clock-zone.ts';
import { valueToDecimal } from '../../domain/meters.ts';
import type { Period } from '../../domain/period.ts';
import { lastDayOf } from '../../domain/reading-windows.ts';
import type { ServiceDeps } from '../deps.ts';
import type { MeterChange } from './delivery-kinds.ts';
import { type LoadedMeter, loadMetered, type MeteredAccount, windowOfResource } from './load-metered.ts';

type Deps = Pick<ServiceDeps, 'db' | 'installation'>;

interface Recipient {
  /** null: the person signed out meanwhile */
  readonly residentId: number | null;
  readonly now: Date;
}

/** The recipient's account, when it is still theirs at the full level. */
async function ownAccount(
  deps: Deps,
  { residentId, now }: Recipient,
  accountId: number,
  archived = false,
): Promise<{ readonly account: MeteredAccount; readonly linkId: number } | null> {
  if (residentId === null) return null;
  const accounts = await loadMetered(deps.db, {
    scope: { residentId, linkId: null },
    now,
    timezone: deps.installation.timezone,
    archived,
  });
  const account = accounts.find((candidate) => candidate.accountId === accountId);
  if (account === undefined || account.linkId === null || account.level !== 'full') return null;
  return { account, linkId: account.linkId };
}

/** What a message about the window of a period may say now; null = it is not open (any more). */
export async function windowNews(
  deps: Deps,
  options: Recipient & { readonly accountId: number; readonly period: string },
): Promise<{
  readonly account: MeteredAccount;
  readonly linkId: number;
  /** last day */
  readonly to: string;
  /** Every meter has its reading already. */
  readonly sent: boolean;
} | null> {
  const own = await ownAccount(deps, options, options.accountId);
  if (own === null) return null;
  const { account } = own;
  const open = account.meters.flatMap((meter) => {
    const { current } = windowOfResource(account, meter.resource, options.now);
    return current !== null && current.period === options.period && !meter.automatic
      ? [{ meter, current }]
      : [];
  });
  const last = open.map(({ current }) => lastDayOf(current, account.zone)).sort()[0];
  if (last === undefined) return null;
  const sent = open.every(({ meter }) => hasReading(meter, options.period));
  return { ...own, to: last, sent };
}

function hasReading(meter: LoadedMeter, period: string): boolean {
  return meter.readings.some((reading) => reading.period === period && reading.status !== 'rejected');
}

/** Readings of one account in one export; null = none of this person. */
export async function exportedNews(
  deps: Deps,
  options: Recipient & { readonly accountId: number; readonly batchId: number },
): Promise<{
  readonly account: MeteredAccount;
  readonly linkId: number;
  readonly period: Period;
  readonly numbers: readonly string[];
} | null> {
  const own = await ownAccount(deps, options, options.accountId);
  if (own === null) return null;
  const rows = await deps.db.reading.findMany({
    where: { exportBatchId: options.batchId, meter: { accountId: options.accountId }, isCurrent: true },
    select: { id: true, number: true },
    orderBy: { id: 'asc' },
  });
  const ids = new Set(rows.map(({ id }) => id));
  const period = own.account.meters.flatMap(({ readings }) => readings.filter(({ id }) => ids.has(id)))[0]
    ?.period;
  return period === undefined ? null : { ...own, period, numbers: rows.map(({ number }) => number) };
}

/** A reading the company did not accept; null = it was corrected meanwhile, or is not this person's to see. */
export async function rejectedNews(
  deps: Deps,
  options: Recipient & { readonly readingId: number },
): Promise<{
  readonly account: MeteredAccount;
  readonly linkId: number;
  readonly meter: LoadedMeter;
  readonly reading: {
    readonly number: string;
    readonly period: Period;
    /** decimal texts */
    readonly values: readonly string[];
    readonly reason: string | null;
  };
  /** It can be sent again now. */
  readonly open: boolean;
} | null> {
  const row = await deps.db.reading.findUnique({
    where: { id: options.readingId },
    select: { meter: { select: { accountId: true, id: true } } },
  });
  if (row === null) return null;
  const own = await ownAccount(deps, options, row.meter.accountId);
  const meter = own?.account.meters.find(({ id }) => id === row.meter.id);
  const reading = meter?.readings.find(({ id }) => id === options.readingId);
  if (own === null || meter === undefined || reading?.status !== 'rejected') return null;
  const { period } = windowOfResource(own.account, meter.resource, options.now);
  return {
    ...own,
    meter,
    reading: { ...reading, values: reading.values.map(valueToDecimal) },
    open: period === reading.period && !meter.automatic,
  };
}

/** What the staff did to a meter, as far as it still holds; null = it was changed again, or is not this person's. */
export async function meterNews(
  deps: Deps,
  options: Recipient & { readonly meterId: number; readonly change: MeterChange },
): Promise<{
  readonly account: MeteredAccount;
  readonly linkId: number;
  readonly meter: LoadedMeter;
  /** the one it stands in the place of */
  readonly former: LoadedMeter | null;
  /** It takes a reading now. */
  readonly open: boolean;
} | null> {
  const { meterId, change, now } = options;
  const row = await deps.db.meter.findUnique({ where: { id: meterId }, select: { accountId: true } });
  const own = row === null ? null : await ownAccount(deps, options, row.accountId, true);
  const meter = own?.account.meters.find(({ id }) => id === meterId);
  if (own === null || meter === undefined || !stillHolds(meter, change, dateIn(now, own.account.zone)))
    return null;
  const { period } = windowOfResource(own.account, meter.resource, now);
  return {
    ...own,
    meter,
    former: own.account.meters.find(({ replacedById }) => replacedById === meterId) ?? null,
    open: period !== null && !meter.automatic && !meter.archived,
  };
}

function stillHolds(meter: LoadedMeter, change: MeterChange, today: string): boolean {
  if (change === 'removed') return meter.archived && meter.replacedById === null;
  if (meter.archived) return false;
  if (change === 'verified') return meter.nextVerificationOn !== null && meter.nextVerificationOn > today;
  if (change === 'automatic') return meter.automatic;
  return change === 'manual' ? !meter.automatic : true;
}
