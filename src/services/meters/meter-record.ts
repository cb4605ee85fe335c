import { dateIn, instantIn } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import {
  type Dial,
  MAX_DIGITS,
  MAX_PLACE,
  MAX_ZONES,
  type MeterValue,
  parseSerial,
  type Resource,
  valueToDecimal,
} from '../../domain/meters.ts';
import { addMonths, type BillingDate, firstDay, monthOf } from '../../domain/period.ts';
import { checkReading, mustPass, type QuestionKind, refuseByDial } from '../../domain/readings.ts';
import type { LoadedMeter, LoadedReading, MeteredAccount } from './load-metered.ts';
import { contextOf, factsOf } from './meter-facts.ts';

/** What the staff says of a meter that is there from now on. */
export interface MeterRecord extends Dial {
  readonly resource: Resource;
  readonly serial: string;
  /** 1–3 */
  readonly zones: number;
  readonly place: string | null;
  readonly installedOn: BillingDate | null;
  readonly verifiedOn: BillingDate | null;
  readonly nextVerificationOn: BillingDate | null;
  /** what it shows now, by zone; empty = not known */
  readonly initial: readonly MeterValue[];
}

/**
 * What no meter can be.
 * @throws DomainError METER_SERIAL_WRONG, METER_PLACE_WRONG, METER_ZONES_WRONG, METER_DIAL_WRONG, METER_DATE_FUTURE,
 *   METER_VERIFICATION_ORDER and what no dial can show (`refuseByDial`)
 */
export function mustBeMeter(record: MeterRecord, today: BillingDate): void {
  if (parseSerial(record.serial) !== record.serial) throw new DomainError('METER_SERIAL_WRONG');
  if (record.place !== null) mustBePlace(record.place);
  const { zones, initial } = record;
  if (!Number.isInteger(zones) || zones < 1 || zones > MAX_ZONES) throw new DomainError('METER_ZONES_WRONG');
  mustBeDial(record);
  for (const day of [record.installedOn, record.verifiedOn]) {
    if (day !== null && day > today) throw new DomainError('METER_DATE_FUTURE');
  }
  mustFollow(record.verifiedOn, record.nextVerificationOn);
  const wrong = initial.length === 0 ? null : refuseByDial(record, initial);
  if (wrong !== null) throw new DomainError(wrong.code, wrong.details);
}

export function mustBeDial({ digits, decimals }: Dial): void {
  const fits = (value: number, from: number, to: number): boolean =>
    Number.isInteger(value) && value >= from && value <= to;
  if (!fits(digits, 1, MAX_DIGITS) || !fits(decimals, 0, 4)) throw new DomainError('METER_DIAL_WRONG');
}

/** @throws DomainError METER_PLACE_WRONG */
export function mustBePlace(place: string): void {
  const length = Array.from(place.trim()).length;
  if (length === 0 || length > MAX_PLACE) throw new DomainError('METER_PLACE_WRONG', { max: MAX_PLACE });
}

/** The next verification comes after the last one. */
export function mustFollow(verifiedOn: BillingDate | null, nextVerificationOn: BillingDate | null): void {
  if (verifiedOn !== null && nextVerificationOn !== null && nextVerificationOn <= verifiedOn) {
    throw new DomainError('METER_VERIFICATION_ORDER');
  }
}

/** @throws DomainError METER_EXISTS when the account has such a meter already */
export function mustBeNew(
  account: MeteredAccount,
  { resource, serial }: Pick<MeterRecord, 'resource' | 'serial'>,
  except: number | null = null,
): void {
  const same = account.meters.some(
    (meter) =>
      !meter.archived && meter.id !== except && meter.resource === resource && meter.serial === serial,
  );
  if (same) throw new DomainError('METER_EXISTS', { serial });
}

export interface FinalValues {
  /** by zone, used since the newest reading; null = nothing to compare with */
  readonly consumption: readonly MeterValue[] | null;
  /** What is unusual about them; whoever saves them has looked. */
  readonly doubts: readonly QuestionKind[];
}

/**
 * Judge the last values of a meter that is taken away by the rules of readings, against its newest reading.
 * @throws DomainError METER_TAKEN_AWAY, METER_DATE_FUTURE, METER_REMOVED_BEFORE, refusals of `checkReading`
 */
export function judgeFinal(
  account: MeteredAccount,
  meter: LoadedMeter,
  final: {
    readonly removedOn: BillingDate;
    /** null = not known */
    readonly values: readonly MeterValue[] | null;
    readonly today: BillingDate;
    readonly now: Date;
    readonly locale: 'ru' | 'en';
  },
): FinalValues {
  if (meter.archived) throw new DomainError('METER_TAKEN_AWAY');
  const { removedOn, values, today, now, locale } = final;
  if (removedOn > today) throw new DomainError('METER_DATE_FUTURE');
  const newest = meter.readings.find(({ status }) => status !== 'rejected') ?? null;
  const before = newest === null ? null : dayOf(newest, account.zone);
  if (before !== null && removedOn < before) {
    throw new DomainError('METER_REMOVED_BEFORE', { day: before.split('-').reverse().join('.') });
  }
  if (values === null) return { consumption: null, doubts: [] };
  // A reading of the very month is what came before.
  const month = monthOf(removedOn);
  const period = newest !== null && newest.period >= month ? addMonths(newest.period, 1) : month;
  const facts = { ...factsOf(meter, period), automatic: false, archived: false, nextVerificationOn: null };
  const context = contextOf(account, meter, { period, now, locale });
  const verdict = mustPass(checkReading(facts, { values, takenAt: now }, context));
  return { consumption: verdict.consumption, doubts: verdict.questions.map(({ kind }) => kind) };
}

/** From when a reading tells. Registers carry the day of the register: of theirs only the month counts. */
function dayOf({ source, period, takenAt }: LoadedReading, zone: string): BillingDate {
  const own = source === 'resident' || source === 'operator';
  return own ? dateIn(takenAt, zone) : firstDay(period);
}

/** The instant from which a meter is gone: the beginning of its day. */
export function removedAt(day: BillingDate, zone: string, now: Date): Date {
  return instantIn(day, zone) ?? now;
}

export const decimalTexts = (values: readonly MeterValue[]): string[] => values.map(valueToDecimal);

/** `2026-11-20` as the database takes it. */
export const dateColumn = (day: BillingDate | null): Date | null =>
  day === null ? null : new Date(`${day}T00:00:00Z`);
