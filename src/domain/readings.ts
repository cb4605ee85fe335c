import { DomainError, type ErrorDetails } from './errors.ts';
import { capacityOf, formatMeterValue, type MeterValue, type Resource, VALUE_SCALE } from './meters.ts';
import type { BillingDate } from './period.ts';

/** What the checks of a reading need to know about its meter. */
export interface MeterFacts {
  readonly resource: Resource;
  readonly zones: number;
  /** whole digits of the dial */
  readonly digits: number;
  readonly decimals: number;
  readonly automatic: boolean;
  readonly archived: boolean;
  readonly nextVerificationOn: BillingDate | null;
  /** The newest values before the month the reading is for: a reading, or what the meter began with. */
  readonly previous: {
    readonly values: readonly MeterValue[];
    /** Made by the company, not read from the dial: the truth may be lower. */
    readonly estimated: boolean;
  } | null;
  /** Months from the previous reading to this one; at least 1. */
  readonly months: number;
  /** Monthly consumption of the past by zone, newest first; empty = nothing known. */
  readonly history: readonly (readonly MeterValue[])[];
}

export interface ReadingEntry {
  readonly values: readonly MeterValue[];
  readonly takenAt: Date;
}

/** Another meter of the same flat, for the guess that two were swapped. */
export interface SiblingMeter {
  readonly resource: Resource;
  readonly previous: readonly MeterValue[];
  readonly history: readonly (readonly MeterValue[])[];
}

export interface CheckContext {
  readonly now: Date;
  /** Today where the meter hangs. */
  readonly today: BillingDate;
  /** What the company wants when the verification has passed. */
  readonly expiredVerification: 'warn' | 'refuse';
  readonly siblings: readonly SiblingMeter[];
  /** Where people speak of the values. */
  readonly locale: 'ru' | 'en';
}

export const READING_QUESTIONS = ['roll_over', 'below_estimate', 'jump'] as const;
export type QuestionKind = (typeof READING_QUESTIONS)[number];

/** Why a jump may be a slip; named as a guess, never as a fact. */
export type SlipGuess = 'extra_digit' | 'missing_point' | 'swapped';

/** Something a person must confirm before the reading counts. */
export interface ReadingQuestion {
  readonly kind: QuestionKind;
  /** from 0 */
  readonly zone: number;
  /** What would have been used since the previous reading; negative only below an estimate. */
  readonly consumption: MeterValue;
  readonly guess: SlipGuess | null;
  /** What the person may have meant; null = no idea. */
  readonly suggestion: MeterValue | null;
}

export type ReadingVerdict =
  | {
      readonly ok: true;
      readonly questions: readonly ReadingQuestion[];
      /** The verification has passed and the company takes readings all the same. */
      readonly verificationExpired: boolean;
      /** by zone; null = there is nothing to subtract from */
      readonly consumption: readonly MeterValue[] | null;
    }
  | { readonly ok: false; readonly code: RefusalCode; readonly details: ErrorDetails };

export type RefusalCode =
  | 'METER_ARCHIVED'
  | 'METER_AUTOMATIC'
  | 'METER_VERIFICATION_EXPIRED'
  | 'READING_ZONES'
  | 'READING_TOO_MANY_DECIMALS'
  | 'READING_TOO_MANY_DIGITS'
  | 'READING_IN_FUTURE'
  | 'READING_BELOW_PREVIOUS'
  | 'READING_LOOKS_SWAPPED';

/**
 * Judge one reading by the rules of PRODUCT F3, the same for every entrance. An equal value is allowed: nobody was at
 * home. A value below the previous one is refused, unless the dial may have passed its end with a believable
 * consumption, or the previous value was the company's estimate; then it is asked. A jump against the meter's own
 * history is asked, with a guess what happened.
 */
export function checkReading(meter: MeterFacts, entry: ReadingEntry, context: CheckContext): ReadingVerdict {
  const refusal = refuse(meter, entry, context);
  if (refusal !== null) return refusal;
  const expired = isExpired(meter, context.today);
  const { previous } = meter;
  if (previous === null) return { ok: true, questions: [], verificationExpired: expired, consumption: null };
  const questions: ReadingQuestion[] = [];
  const consumption: MeterValue[] = [];
  for (const [zone, value] of entry.values.entries()) {
    const verdict = checkZone(meter, { zone, value, before: previous.values[zone] ?? 0 }, context);
    if ('code' in verdict) return verdict;
    if (verdict.question !== null) questions.push(verdict.question);
    consumption.push(verdict.consumption);
  }
  return { ok: true, questions, verificationExpired: expired, consumption };
}

/** @throws DomainError with the refusal's code */
export function mustPass(verdict: ReadingVerdict): Extract<ReadingVerdict, { ok: true }> {
  if (!verdict.ok) throw new DomainError(verdict.code, verdict.details);
  return verdict;
}

function isExpired(meter: Pick<MeterFacts, 'nextVerificationOn'>, today: BillingDate): boolean {
  return meter.nextVerificationOn !== null && meter.nextVerificationOn < today;
}

type Refusal = Extract<ReadingVerdict, { ok: false }>;

function refuse(meter: MeterFacts, { values, takenAt }: ReadingEntry, context: CheckContext): Refusal | null {
  const because = (code: RefusalCode, details: ErrorDetails = {}): Refusal => ({ ok: false, code, details });
  if (meter.archived) return because('METER_ARCHIVED');
  if (meter.automatic) return because('METER_AUTOMATIC');
  if (context.expiredVerification === 'refuse' && isExpired(meter, context.today)) {
    return because('METER_VERIFICATION_EXPIRED');
  }
  const wrong = refuseByDial(meter, values);
  if (wrong !== null) return wrong;
  return takenAt > context.now ? because('READING_IN_FUTURE') : null;
}

/** What no dial of the meter can show: other zones, more digits or decimals than it has. null = it can. */
export function refuseByDial(
  meter: Pick<MeterFacts, 'zones' | 'digits' | 'decimals'>,
  values: readonly MeterValue[],
): Refusal | null {
  const because = (code: RefusalCode, details: ErrorDetails): Refusal => ({ ok: false, code, details });
  if (values.length !== meter.zones)
    return because('READING_ZONES', { zones: meter.zones, given: values.length });
  const step = VALUE_SCALE / 10 ** meter.decimals;
  if (values.some((value) => value % step !== 0)) {
    return because('READING_TOO_MANY_DECIMALS', { decimals: meter.decimals });
  }
  return values.some((value) => value < 0 || value >= capacityOf(meter.digits))
    ? because('READING_TOO_MANY_DIGITS', { digits: meter.digits })
    : null;
}

interface ZoneEntry {
  readonly zone: number;
  readonly value: MeterValue;
  readonly before: MeterValue;
}

type ZoneVerdict = Refusal | { readonly question: ReadingQuestion | null; readonly consumption: MeterValue };

function checkZone(
  meter: MeterFacts,
  { zone, value, before }: ZoneEntry,
  context: CheckContext,
): ZoneVerdict {
  const limit = jumpLimit(meter.resource, zoneHistory(meter.history, zone), meter.months);
  if (value < before) return belowPrevious(meter, { zone, value, before }, limit, context);
  const consumption = value - before;
  if (consumption <= limit) return { question: null, consumption };
  const slip = guessSlip(meter, { zone, value, before }, limit, context);
  return { question: { kind: 'jump', zone, consumption, ...slip }, consumption };
}

function belowPrevious(
  meter: MeterFacts,
  { zone, value, before }: ZoneEntry,
  limit: MeterValue,
  context: CheckContext,
): ZoneVerdict {
  const wrapped = capacityOf(meter.digits) - before + value;
  const nothing = { guess: null, suggestion: null } as const;
  if (wrapped <= limit) {
    return { question: { kind: 'roll_over', zone, consumption: wrapped, ...nothing }, consumption: wrapped };
  }
  if (meter.previous?.estimated === true) {
    const consumption = value - before;
    return { question: { kind: 'below_estimate', zone, consumption, ...nothing }, consumption: 0 };
  }
  const swapped = looksSwapped(meter.resource, value, context.siblings);
  return {
    ok: false,
    code: swapped ? 'READING_LOOKS_SWAPPED' : 'READING_BELOW_PREVIOUS',
    details: { previous: formatMeterValue(before, context.locale), zone: zone + 1, zones: meter.zones },
  };
}

function zoneHistory(history: readonly (readonly MeterValue[])[], zone: number): MeterValue[] {
  return history.map((month) => month[zone] ?? 0);
}

/**
 * Units a month. `unknown`: the most a flat uses when nothing is known of it; `quiet`: below this a change is no jump,
 * whatever the history says.
 */
const USUAL: Readonly<Record<Resource, { readonly unknown: number; readonly quiet: number }>> = {
  cold_water: { unknown: 40, quiet: 10 },
  hot_water: { unknown: 30, quiet: 8 },
  electricity: { unknown: 1_500, quiet: 300 },
  heat: { unknown: 8, quiet: 2 },
  gas: { unknown: 800, quiet: 80 },
};
const TIMES_THE_AVERAGE = 3;
const TIMES_THE_MOST = 2;

/** More than this since the previous reading is a jump. `history` is monthly, of one zone. */
export function jumpLimit(resource: Resource, history: readonly MeterValue[], months: number): MeterValue {
  const { unknown, quiet } = USUAL[resource];
  const span = Math.max(1, months);
  if (history.length === 0) return unknown * VALUE_SCALE * span;
  const average = history.reduce((sum, value) => sum + value, 0) / history.length;
  const monthly = Math.max(
    quiet * VALUE_SCALE,
    average * TIMES_THE_AVERAGE,
    Math.max(...history) * TIMES_THE_MOST,
  );
  return Math.round(monthly) * span;
}

function guessSlip(
  meter: MeterFacts,
  { value, before }: ZoneEntry,
  limit: MeterValue,
  context: CheckContext,
): Pick<ReadingQuestion, 'guess' | 'suggestion'> {
  const fits = (candidate: MeterValue): boolean => candidate >= before && candidate - before <= limit;
  if (looksSwapped(meter.resource, value, context.siblings)) return { guess: 'swapped', suggestion: null };
  if (meter.decimals > 0 && value % VALUE_SCALE === 0) {
    // All the digits of the dial copied without the comma: 123456 for 123,456.
    const shifts = Array.from({ length: meter.decimals }, (_, index) => 10 ** (meter.decimals - index));
    const meant = shifts
      .map((shift) => value / shift)
      .find((candidate) => Number.isInteger(candidate) && fits(candidate));
    if (meant !== undefined) return { guess: 'missing_point', suggestion: meant };
  }
  const whole = String(Math.floor(value / VALUE_SCALE));
  const fraction = value % VALUE_SCALE;
  const shorter = Array.from(whole, (_, at) => Number(whole.slice(0, at) + whole.slice(at + 1)))
    .map((digits) => digits * VALUE_SCALE + fraction)
    .filter(fits);
  const nearest = shorter.sort((a, b) => a - b)[0];
  return nearest === undefined
    ? { guess: null, suggestion: null }
    : { guess: 'extra_digit', suggestion: nearest };
}

const OTHER_WATER = { cold_water: 'hot_water', hot_water: 'cold_water' } as const;

/** Whether the value would be a believable next one of the flat's other water meter. */
function looksSwapped(resource: Resource, value: MeterValue, siblings: readonly SiblingMeter[]): boolean {
  if (resource !== 'cold_water' && resource !== 'hot_water') return false;
  const other = OTHER_WATER[resource];
  return siblings
    .filter((sibling) => sibling.resource === other)
    .some(({ previous, history }) => {
      const [before] = previous;
      if (before === undefined || value < before) return false;
      return value - before <= jumpLimit(other, zoneHistory(history, 0), 1);
    });
}

/** What becomes of a reading. */
export const READING_STATUSES = ['accepted', 'exported', 'rejected', 'replaced'] as const;
export type ReadingStatus = (typeof READING_STATUSES)[number];

/**
 * A correction replaces what was accepted or exported; what the company rejected stays rejected when another value
 * takes its place.
 */
export const READING_TRANSITIONS: Readonly<Record<ReadingStatus, readonly ReadingStatus[]>> = {
  accepted: ['exported', 'rejected', 'replaced'],
  exported: ['rejected', 'replaced'],
  rejected: [],
  replaced: [],
};

export function mayBecome(from: ReadingStatus, to: ReadingStatus): boolean {
  return READING_TRANSITIONS[from].includes(to);
}
