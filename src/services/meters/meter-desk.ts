import { dateIn } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import type { MeterValue, Resource } from '../../domain/meters.ts';
import type { BillingDate, Period } from '../../domain/period.ts';
import { can } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { requireAccount } from '../people/account-scope.ts';
import type { PeopleActor } from '../people/scope.ts';
import { type LoadedMeter, type LoadedReading, loadMetered, type MeteredAccount } from './load-metered.ts';
import { type FinalValues, judgeFinal } from './meter-record.ts';

/** Readings of a meter on the staff's card. */
const READINGS_SHOWN = 6;

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

export interface DeskAccount {
  readonly account: MeteredAccount;
  /** those that hang now, then those taken away, newest first */
  readonly meters: readonly LoadedMeter[];
  readonly may: Readonly<Record<'edit' | 'enter', boolean>>;
}

async function deskAccount(
  deps: Deps,
  options: { readonly actor: PeopleActor; readonly accountId: number; readonly readings: number },
): Promise<DeskAccount> {
  const { actor, accountId, readings } = options;
  const now = deps.clock.now();
  await requireAccount(deps.db, { actor, action: 'residents.view', accountId, now });
  const { timezone } = deps.installation;
  const scope = { accountId };
  const [account] = await loadMetered(deps.db, { scope, now, timezone, archived: true, readings });
  if (account === undefined) throw new DomainError('ACCOUNT_NOT_SERVED');
  const { companyId } = account;
  const gone = account.meters.filter(({ archived }) => archived);
  return {
    account,
    meters: [...account.meters.filter(({ archived }) => !archived), ...gone.sort((a, b) => b.id - a.id)],
    may: {
      edit: can(actor.grants, 'meters.edit', { companyId }, now),
      enter: can(actor.grants, 'readings.enter', { companyId }, now),
    },
  };
}

/**
 * The meters of an account as the staff sees them, taken away ones too, each with its newest reading.
 * @throws DomainError NOT_ALLOWED, ACCOUNT_NOT_SERVED
 */
export async function showMetersToStaff(
  deps: Deps,
  options: { readonly actor: PeopleActor; readonly accountId: number },
): Promise<DeskAccount> {
  return deskAccount(deps, { ...options, readings: 1 });
}

/** A reading with what only the staff asks about. */
export interface DeskReading
  extends Pick<LoadedReading, 'id' | 'number' | 'values' | 'takenAt' | 'source' | 'status' | 'reason'> {
  readonly period: Period;
  /** A photo of the dial was kept with it. */
  readonly photo: boolean;
}

export interface DeskMeter extends DeskAccount {
  readonly meter: LoadedMeter;
  readonly replacedBy: LoadedMeter | null;
  readonly replaces: LoadedMeter | null;
  /** newest first */
  readonly readings: readonly DeskReading[];
}

/**
 * One meter with everything the staff may know and mend.
 * @throws DomainError NOT_ALLOWED, ACCOUNT_NOT_SERVED (another company's, or none: one answer)
 */
export async function showMeterToStaff(
  deps: Deps,
  options: { readonly actor: PeopleActor; readonly meterId: number },
): Promise<DeskMeter> {
  const { actor, meterId } = options;
  const accountId = await accountIdOf(deps, actor, meterId);
  const desk = await deskAccount(deps, { actor, accountId, readings: READINGS_SHOWN });
  const meter = desk.meters.find(({ id }) => id === meterId);
  if (meter === undefined) throw new DomainError('ACCOUNT_NOT_SERVED');
  const photos = await deps.db.reading.findMany({
    where: { id: { in: meter.readings.map(({ id }) => id) }, photoId: { not: null } },
    select: { id: true },
  });
  return {
    ...desk,
    meter,
    replacedBy: desk.meters.find(({ id }) => id === meter.replacedById) ?? null,
    replaces: desk.meters.find(({ replacedById }) => replacedById === meterId) ?? null,
    readings: meter.readings.map((reading) => ({
      ...reading,
      photo: photos.some(({ id }) => id === reading.id),
    })),
  };
}

async function accountIdOf(deps: Deps, actor: PeopleActor, meterId: number): Promise<number> {
  if (!can(actor.grants, 'residents.view', {}, deps.clock.now())) throw new DomainError('NOT_ALLOWED');
  const row = await deps.db.meter.findUnique({ where: { id: meterId }, select: { accountId: true } });
  if (row === null) throw new DomainError('ACCOUNT_NOT_SERVED');
  return row.accountId;
}

export interface ReadingProof {
  /** of Telegram */
  readonly fileId: string;
  readonly meterId: number;
  readonly resource: Resource;
  readonly serial: string;
  readonly number: string;
  readonly period: Period;
  readonly values: readonly MeterValue[];
}

/**
 * The photo of the dial that a resident sent with a reading.
 * @throws DomainError NOT_ALLOWED, ACCOUNT_NOT_SERVED, READING_NO_PHOTO
 */
export async function readingProof(
  deps: Deps,
  options: { readonly actor: PeopleActor; readonly readingId: number },
): Promise<ReadingProof> {
  const { actor, readingId } = options;
  if (!can(actor.grants, 'residents.view', {}, deps.clock.now())) throw new DomainError('NOT_ALLOWED');
  const row = await deps.db.reading.findUnique({
    where: { id: readingId },
    select: { meterId: true, photo: { select: { telegramFileId: true } } },
  });
  if (row === null) throw new DomainError('ACCOUNT_NOT_SERVED');
  const { meter, readings } = await showMeterToStaff(deps, { actor, meterId: row.meterId });
  const reading = readings.find(({ id }) => id === readingId);
  if (row.photo === null || reading === undefined) throw new DomainError('READING_NO_PHOTO');
  const { number, period, values } = reading;
  const { id: meterId, resource, serial } = meter;
  return { fileId: row.photo.telegramFileId, meterId, resource, serial, number, period, values };
}

/**
 * What the last values of a meter would mean, before anything is saved.
 * @throws DomainError those of `judgeFinal` and `showMeterToStaff`
 */
export async function previewFinal(
  deps: Deps,
  options: {
    readonly actor: PeopleActor;
    readonly meterId: number;
    readonly removedOn: BillingDate;
    readonly values: readonly MeterValue[] | null;
    readonly locale: 'ru' | 'en';
  },
): Promise<FinalValues> {
  const now = deps.clock.now();
  const { account, meter, may } = await showMeterToStaff(deps, options);
  if (!may.edit) throw new DomainError('NOT_ALLOWED');
  const { removedOn, values, locale } = options;
  return judgeFinal(account, meter, { removedOn, values, today: dateIn(now, account.zone), now, locale });
}
