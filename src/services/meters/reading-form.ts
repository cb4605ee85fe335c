import { dateIn } from '../../domain/clock-zone.ts';
import { DomainError, type ErrorDetails } from '../../domain/errors.ts';
import { parseMeterValue, type Resource, valueToDecimal } from '../../domain/meters.ts';
import type { Period } from '../../domain/period.ts';
import { estimateCost } from '../../domain/reading-cost.ts';
import { firstDayOf, lastDayOf } from '../../domain/reading-windows.ts';
import { checkReading, type ReadingQuestion } from '../../domain/readings.ts';
import type { ServiceDeps } from '../deps.ts';
import { type LoadedMeter, type MeteredAccount, windowOfResource } from './load-metered.ts';
import { contextOf, currentReading, factsOf, previousReading } from './meter-facts.ts';
import { accountForReadings, type ReadingActor } from './reading-access.ts';
import { lastTariffLines } from './tariff-lines.ts';

/** One meter in the form; plain JSON, values as decimal texts. */
export type FormMeter = {
  readonly id: number;
  readonly resource: Resource;
  readonly serial: string;
  readonly place: string | null;
  readonly name: string | null;
  readonly zones: number;
  readonly decimals: number;
  /** null = the former owner's, or nothing known */
  readonly previous: string[] | null;
  readonly previousOn: string | null;
  readonly estimated: boolean;
  /** What stands for this month already, and its id: a correction replaces it. */
  readonly sent: string[] | null;
  readonly sentId: number | null;
  /** Month the reading is for; null = it cannot be entered now, `closed` says why. */
  readonly period: Period | null;
  readonly closed: 'automatic' | 'window' | 'verification' | null;
  /** First day of the next window, when this one is closed. */
  readonly opensOn: string | null;
};

export interface ReadingForm {
  readonly account: MeteredAccount;
  readonly meters: readonly FormMeter[];
  /** Last day on which something can be sent, of the windows open now. */
  readonly lastDay: string | null;
}

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

/**
 * What the form shows: every meter of the account, which of them take a reading now and for which month.
 * @throws DomainError of `accountForReadings`; METERS_NONE when the account has no meter
 */
export async function openReadingForm(deps: Deps, actor: ReadingActor): Promise<ReadingForm> {
  const account = await accountForReadings(deps, deps.db, actor);
  if (account.meters.length === 0) throw new DomainError('METERS_NONE');
  return formOf(account, deps.clock.now());
}

/** The same from an account that was loaded already. */
export function formOf(account: MeteredAccount, now: Date): ReadingForm {
  const lastDays: string[] = [];
  const meters = account.meters.map((meter): FormMeter => {
    const window = windowOfResource(account, meter.resource, now);
    if (window.current !== null && !meter.automatic) lastDays.push(lastDayOf(window.current, account.zone));
    return formMeter(account, meter, {
      period: window.period,
      opensOn: firstDayOf(window.next, account.zone),
      now,
    });
  });
  return { account, meters, lastDay: lastDays.sort()[0] ?? null };
}

function formMeter(
  account: MeteredAccount,
  meter: LoadedMeter,
  { period, opensOn, now }: { readonly period: Period | null; readonly opensOn: string; readonly now: Date },
): FormMeter {
  const refused =
    account.expiredVerification === 'refuse' &&
    meter.nextVerificationOn !== null &&
    meter.nextVerificationOn < dateIn(now, account.zone);
  const closed = meter.automatic ? 'automatic' : refused ? 'verification' : period === null ? 'window' : null;
  const sent = period === null ? null : currentReading(meter, period);
  const before = period === null ? (meter.readings[0] ?? null) : previousReading(meter, period);
  const visible = before !== null && (account.fromPeriod === null || before.period >= account.fromPeriod);
  const initial = before === null && meter.initialValues.length === meter.zones ? meter.initialValues : null;
  return {
    id: meter.id,
    resource: meter.resource,
    serial: meter.serial,
    place: meter.place,
    name: meter.name,
    zones: meter.zones,
    decimals: meter.decimals,
    previous: visible ? before.values.map(valueToDecimal) : (initial?.map(valueToDecimal) ?? null),
    previousOn: visible ? dateIn(before.takenAt, account.zone) : null,
    estimated: visible && before.source === 'estimate',
    sent: sent === null ? null : sent.values.map(valueToDecimal),
    sentId: sent?.id ?? null,
    period: closed === null ? period : null,
    closed,
    opensOn: closed === 'window' ? opensOn : null,
  };
}

/** Values typed for one meter. */
export interface TypedReading {
  readonly meterId: number;
  /** one text for each zone */
  readonly values: readonly string[];
}

export type CheckedReading = {
  readonly meterId: number;
  /** decimal texts */
  readonly values: string[];
  /** by zone, decimal texts; null = nothing to compare with */
  readonly consumption: string[] | null;
  /** kopecks; null = the last bill does not say */
  readonly cost: number | null;
  readonly verificationExpired: boolean;
};

export type EntryCheck =
  | { readonly ok: true; readonly reading: CheckedReading; readonly questions: readonly ReadingQuestion[] }
  | { readonly ok: false; readonly meterId: number; readonly code: string; readonly details: ErrorDetails };

/**
 * Check typed values against the meters as they are now; nothing is stored. The same rules decide again when the
 * reading is saved.
 * @throws DomainError of `accountForReadings`
 */
export async function checkEntries(
  deps: Deps,
  options: {
    readonly actor: ReadingActor;
    readonly typed: readonly TypedReading[];
    readonly locale: 'ru' | 'en';
  },
): Promise<EntryCheck[]> {
  const account = await accountForReadings(deps, deps.db, options.actor);
  const lines = await lastTariffLines(deps.db, account.accountId);
  const now = deps.clock.now();
  return options.typed.map(({ meterId, values }): EntryCheck => {
    const refuse = (code: string, details: ErrorDetails = {}): EntryCheck => ({
      ok: false,
      meterId,
      code,
      details,
    });
    const meter = account.meters.find(({ id }) => id === meterId);
    if (meter === undefined) return refuse('METER_NOT_FOUND');
    const { period } = windowOfResource(account, meter.resource, now);
    if (period === null) return refuse('READING_WINDOW_CLOSED');
    const read = values.map(parseMeterValue);
    const wrong = read.find((reading) => !reading.ok);
    if (wrong !== undefined && !wrong.ok) return refuse(wrong.code);
    const parsed = read.flatMap((reading) => (reading.ok ? [reading.value] : []));
    const context = contextOf(account, meter, { period, now, locale: options.locale });
    const facts = factsOf(meter, period);
    const verdict = checkReading(facts, { values: parsed, takenAt: now }, context);
    if (!verdict.ok) return refuse(...hidden(verdict, account, meter, period));
    const { consumption } = verdict;
    return {
      ok: true,
      questions: verdict.questions,
      reading: {
        meterId,
        values: parsed.map(valueToDecimal),
        consumption: consumption?.map(valueToDecimal) ?? null,
        cost: consumption === null ? null : estimateCost(meter.resource, consumption, lines),
        verificationExpired: verdict.verificationExpired,
      },
    };
  });
}

/** The former owner's value is not told to the new one. */
function hidden(
  verdict: { readonly code: string; readonly details: ErrorDetails },
  account: MeteredAccount,
  meter: LoadedMeter,
  period: Period,
): [string, ErrorDetails] {
  const before = previousReading(meter, period);
  const foreign = before !== null && account.fromPeriod !== null && before.period < account.fromPeriod;
  const tells = verdict.code === 'READING_BELOW_PREVIOUS' || verdict.code === 'READING_LOOKS_SWAPPED';
  return foreign && tells ? ['READING_BELOW_FORMER', {}] : [verdict.code, verdict.details];
}
