import { dateIn } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { type MeterValue, type Resource, verificationState } from '../../domain/meters.ts';
import { monthOf, type Period } from '../../domain/period.ts';
import { firstDayOf, lastDayOf, type WindowState } from '../../domain/reading-windows.ts';
import type { ServiceDeps } from '../deps.ts';
import {
  type LoadedMeter,
  type LoadedReading,
  loadMetered,
  type MeteredAccount,
  windowOfResource,
} from './load-metered.ts';

/** One meter on the screen of its account. */
export interface ShownMeter {
  readonly id: number;
  readonly resource: Resource;
  readonly serial: string;
  readonly place: string | null;
  readonly name: string | null;
  readonly zones: number;
  readonly automatic: boolean;
  readonly verifiedOn: string | null;
  readonly nextVerificationOn: string | null;
  readonly verification: 'unknown' | 'valid' | 'near' | 'expired';
  /** The newest reading the person may see. */
  readonly last: LoadedReading | null;
  readonly initialValues: readonly MeterValue[];
  /** the one it stands in the place of */
  readonly former: FormerMeter | null;
  /** The reading of the window that is open now, of any status. */
  readonly sent: LoadedReading | null;
  /** For which month a reading counts now; null = none is taken. */
  readonly period: Period | null;
}

export type FormerMeter = Pick<LoadedMeter, 'id' | 'serial' | 'removedOn' | 'finalValues'>;

/** A window that some resources of the account share. */
export interface ShownWindow {
  readonly resources: readonly Resource[];
  readonly open: boolean;
  /** Taken, though the window is closed. */
  readonly soft: boolean;
  readonly extended: boolean;
  /** Of the open window, else of the next one: first and last day. */
  readonly from: string;
  readonly to: string;
  /** Whole days left, today included; 0 when it is closed. */
  readonly daysLeft: number;
}

export interface MetersOfAccount {
  readonly account: MeteredAccount;
  readonly meters: readonly ShownMeter[];
  readonly windows: readonly ShownWindow[];
  /** Something can be entered now. */
  readonly canEnter: boolean;
  /** Nothing can, but will when the next window opens. */
  readonly canRemind: boolean;
}

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

/**
 * The meters of one linked account with their last values and windows; one statement. At the basic level meters and
 * values stay hidden (`meters` is empty).
 * @throws DomainError LINK_NOT_FOUND
 */
export async function showMeters(
  deps: Deps,
  options: { readonly residentId: number; readonly linkId: number },
): Promise<MetersOfAccount> {
  const now = deps.clock.now();
  const { timezone } = deps.installation;
  const [account] = await loadMetered(deps.db, { scope: options, now, timezone, archived: true });
  if (account === undefined) throw new DomainError('LINK_NOT_FOUND');
  if (account.level !== 'full')
    return { account, meters: [], windows: [], canEnter: false, canRemind: false };
  return metersOf(account, now);
}

/** The same from an account that was loaded already. */
export function metersOf(account: MeteredAccount, now: Date): MetersOfAccount {
  const meters = account.meters
    .filter(({ archived }) => !archived)
    .map((meter) => shownMeter(account, meter, now));
  const manual = meters.filter(({ automatic }) => !automatic);
  return {
    account,
    meters,
    windows: windowsOf(account, [...new Set(manual.map(({ resource }) => resource))], now),
    canEnter: manual.some(({ period }) => period !== null),
    canRemind: manual.length > 0 && manual.every(({ period }) => period === null),
  };
}

function shownMeter(account: MeteredAccount, meter: LoadedMeter, now: Date): ShownMeter {
  const today = dateIn(now, account.zone);
  const { period } = windowOfResource(account, meter.resource, now);
  const visible = visibleReadings(account, meter);
  return {
    id: meter.id,
    resource: meter.resource,
    serial: meter.serial,
    place: meter.place,
    name: meter.name,
    zones: meter.zones,
    automatic: meter.automatic,
    verifiedOn: meter.verifiedOn,
    nextVerificationOn: meter.nextVerificationOn,
    verification: verificationState(meter.nextVerificationOn, today),
    last: visible[0] ?? null,
    initialValues: meter.initialValues,
    former: formerOf(account, meter),
    sent: period === null ? null : (visible.find((reading) => reading.period === period) ?? null),
    period,
  };
}

/** What went before the account was this person's is nobody's business of theirs. */
function formerOf({ meters, fromPeriod }: MeteredAccount, { id }: LoadedMeter): FormerMeter | null {
  const former = meters.find(({ replacedById }) => replacedById === id);
  const removedOn = former?.removedOn ?? null;
  if (former === undefined || removedOn === null) return null;
  return fromPeriod === null || monthOf(removedOn) >= fromPeriod ? former : null;
}

/** Readings since the account is this person's. */
export function visibleReadings(account: MeteredAccount, meter: LoadedMeter): readonly LoadedReading[] {
  const { fromPeriod } = account;
  return fromPeriod === null ? meter.readings : meter.readings.filter(({ period }) => period >= fromPeriod);
}

function windowsOf(account: MeteredAccount, resources: readonly Resource[], now: Date): ShownWindow[] {
  const shown: ShownWindow[] = [];
  for (const resource of resources) {
    const window = shownWindow(account, windowOfResource(account, resource, now), now);
    const alike = shown.findIndex(
      (other) => other.from === window.from && other.to === window.to && other.open === window.open,
    );
    const known = shown[alike];
    if (known === undefined) shown.push({ ...window, resources: [resource] });
    else shown[alike] = { ...known, resources: [...known.resources, resource] };
  }
  return shown;
}

function shownWindow(account: MeteredAccount, state: WindowState, now: Date): Omit<ShownWindow, 'resources'> {
  const window = state.current ?? state.next;
  const to = lastDayOf(window, account.zone);
  const today = Date.parse(`${dateIn(now, account.zone)}T00:00:00Z`);
  const days = Math.round((Date.parse(`${to}T00:00:00Z`) - today) / 86_400_000) + 1;
  return {
    open: state.current !== null,
    soft: state.current === null && state.period !== null,
    extended: window.extended,
    from: firstDayOf(window, account.zone),
    to,
    daysLeft: state.current === null ? 0 : days,
  };
}
