import { isDomainError } from '../../../domain/errors.ts';
import {
  isResource,
  MAX_PLACE,
  parseDial,
  parseSerial,
  parseZoneValues,
  RESOURCES,
  type Resource,
  USUAL_DIAL,
  valueFromDecimal,
  valueToDecimal,
} from '../../../domain/meters.ts';
import { parseBillingDate } from '../../../domain/period.ts';
import { previewFinal } from '../../../services/meters/meter-desk.ts';
import type { PeopleActor } from '../../../services/people/scope.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import type { FormOwner, FormStep, StepReading } from '../../ui/form.ts';
import { dayText, valuesText } from './meter-texts.ts';

/** What the forms of the desk collect; values of dials as decimal texts, days as billing dates. */
export type MeterValues = {
  accountId: number;
  /** 0 = a meter is added, nothing goes */
  oldId: number;
  /** `Смарт Запад, 1234567890` */
  title: string;
  /** of the old one */
  label: string;
  /** newest reading of the old one, for the example */
  last: string[] | null;
  today: string;
  removedOn: string;
  final: string[] | null;
  used: string[] | null;
  doubtful: boolean;
  resource: string;
  zones: number;
  serial: string;
  place: string | null;
  digits: number;
  decimals: number;
  initial: string[] | null;
  next: string | null;
};

type Step = FormStep<MeterValues>;
type Reading = StepReading<MeterValues>;

/** Roles may have changed since the form was opened. */
export async function deskActor(
  deps: BotDeps,
  { identityId }: FormOwner,
): Promise<PeopleActor & { identityId: number }> {
  return { identityId, grants: await grantsOf(deps.services, { identityId }) };
}

export const resourceOf = ({ resource }: Partial<MeterValues>): Resource =>
  isResource(resource) ? resource : 'cold_water';
export const zonesOf = ({ zones = 1 }: Partial<MeterValues>): number => zones;
export const replaces = ({ oldId = 0 }: Partial<MeterValues>): boolean => oldId > 0;
export const numbers = (texts: readonly string[] | null | undefined): number[] =>
  (texts ?? []).map(valueFromDecimal);
export const day = (text: string | null | undefined) => parseBillingDate(text ?? '');

/** A day, not one to come; «Сегодня» is a button. */
export function readPastDay(
  text: string,
  today: string,
): { ok: true; day: string } | { ok: false; code: string } {
  const read = parseBillingDate(text);
  if (read === null) return { ok: false, code: 'METER_DATE_WRONG' };
  return read > today ? { ok: false, code: 'METER_DATE_FUTURE' } : { ok: true, day: read };
}

function readValues(
  text: string,
  zones: number,
): { ok: true; values: string[] } | Extract<Reading, { ok: false }> {
  const read = parseZoneValues(text, zones);
  return read.ok ? { ok: true, values: read.values.map(valueToDecimal) } : read;
}

// ── the meter that goes ───────────────────────────────────────────────────

export function removedStep(deps: BotDeps): Step {
  return {
    id: 'removed',
    when: replaces,
    done: (values) => values.removedOn !== undefined,
    help: 'meters-desk-help-removed',
    ask: (values, tr) => ({
      html: tr.html('meters-desk-ask-removed', {
        meter: values.label ?? '',
        example: dayText(values.today ?? '', tr),
      }),
      options: [[{ caption: tr.plain('meters-desk-today'), value: 'today' }]],
    }),
    read(input, { today = '' }) {
      if (input.kind === 'option' && input.value === 'today')
        return { ok: true, patch: { removedOn: today } };
      if (input.kind !== 'text') return { ok: false, code: 'METER_DATE_WRONG' };
      const read = readPastDay(input.text, today);
      return read.ok ? { ok: true, patch: { removedOn: read.day } } : read;
    },
    apply: (values, patch, who) => checked(deps, values, patch, who),
  };
}

export function finalStep(deps: BotDeps): Step {
  return {
    id: 'final',
    when: replaces,
    done: (values) => values.final !== undefined,
    help: 'meters-desk-help-final',
    takesNumbers: true,
    skip: { final: null, used: null, doubtful: false },
    ask: (values, tr) => ({
      html: tr.html(zonesOf(values) === 1 ? 'meters-desk-ask-final' : 'meters-desk-ask-final-zones', {
        meter: values.label ?? '',
        zones: zonesOf(values),
        last: values.last == null ? '—' : valuesText(values.last, tr),
        example: exampleOf(values, tr),
      }),
    }),
    read(input, values) {
      if (input.kind !== 'text') return { ok: false, code: 'READING_NOT_A_NUMBER' };
      const read = readValues(input.text, zonesOf(values));
      return read.ok ? { ok: true, patch: { final: read.values } } : read;
    },
    apply: (values, patch, who) => checked(deps, values, patch, who),
  };
}

/** The rules of readings look at the day and the values before the next question is asked. */
async function checked(
  deps: BotDeps,
  values: Partial<MeterValues>,
  patch: Partial<MeterValues>,
  who: FormOwner,
): ReturnType<NonNullable<Step['apply']>> {
  const { oldId = 0, removedOn, final } = { ...values, ...patch };
  const removed = day(removedOn);
  if (removed === null) return { kind: 'goto', step: 'removed' };
  try {
    const { consumption, doubts } = await previewFinal(deps.services, {
      actor: await deskActor(deps, who),
      meterId: oldId,
      removedOn: removed,
      values: final == null ? null : numbers(final),
      locale: who.locale,
    });
    return {
      kind: 'next',
      patch: { ...patch, used: consumption?.map(valueToDecimal) ?? null, doubtful: doubts.length > 0 },
    };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const { code, details } = error;
    return ['METER_TAKEN_AWAY', 'NOT_ALLOWED', 'ACCOUNT_NOT_SERVED'].includes(code)
      ? { kind: 'stop', code, details }
      : { kind: 'again', code, details };
  }
}

function exampleOf(values: Partial<MeterValues>, tr: Translator): string {
  const shown =
    values.last ?? Array.from({ length: zonesOf(values) }, (_, zone) => String(5432 - zone * 1000));
  return valuesText(shown, tr).replaceAll(' / ', ' ');
}

// ── the meter that comes ──────────────────────────────────────────────────

const RESOURCE: Step = {
  id: 'resource',
  when: (values) => !replaces(values),
  done: (values) => values.resource !== undefined,
  help: 'meters-desk-help-resource',
  ask: (values, tr) => ({
    html: tr.html('meters-desk-ask-resource', { account: values.title ?? '' }),
    options: RESOURCES.map((resource) => [
      { caption: tr.plain(`meters-resource-${resource}`), value: resource },
    ]),
  }),
  read: (input) =>
    input.kind === 'option' && isResource(input.value)
      ? { ok: true, patch: { resource: input.value, ...(input.value === 'electricity' ? {} : { zones: 1 }) } }
      : { ok: false, code: 'OTHER_INPUT' },
};

const ZONES: Step = {
  id: 'zones',
  when: (values) => !replaces(values) && values.resource === 'electricity',
  done: (values) => values.zones !== undefined,
  help: 'meters-desk-help-zones',
  ask: (_, tr) => ({
    html: tr.html('meters-desk-ask-zones'),
    options: [['1', '2', '3'].map((value) => ({ caption: value, value }))],
  }),
  read: (input) => {
    const text = input.kind === 'option' ? input.value : input.kind === 'text' ? input.text.trim() : '';
    return /^[1-3]$/.test(text)
      ? { ok: true, patch: { zones: Number(text) } }
      : { ok: false, code: 'METER_ZONES_WRONG' };
  },
};

const SERIAL: Step = {
  id: 'serial',
  done: (values) => values.serial !== undefined,
  help: 'meters-desk-help-serial',
  takesNumbers: true,
  ask: (values, tr) => ({
    html: tr.html(replaces(values) ? 'meters-desk-ask-serial-new' : 'meters-desk-ask-serial'),
  }),
  read(input) {
    const serial = input.kind === 'text' ? parseSerial(input.text) : null;
    return serial === null ? { ok: false, code: 'METER_SERIAL_WRONG' } : { ok: true, patch: { serial } };
  },
};

const PLACE: Step = {
  id: 'place',
  when: (values) => !replaces(values),
  done: (values) => values.place !== undefined,
  help: 'meters-desk-help-place',
  skip: { place: null },
  ask: (_, tr) => ({ html: tr.html('meters-desk-ask-place') }),
  read(input) {
    const place = input.kind === 'text' ? input.text.replaceAll(/\s+/g, ' ').trim() : '';
    return place !== '' && Array.from(place).length <= MAX_PLACE
      ? { ok: true, patch: { place } }
      : { ok: false, code: 'METER_PLACE_WRONG', details: { max: MAX_PLACE } };
  },
};

const DIAL: Step = {
  id: 'dial',
  done: (values) => values.digits !== undefined,
  help: 'meters-desk-help-dial',
  takesNumbers: true,
  ask: (values, tr) => ({
    html: tr.html('meters-desk-ask-dial'),
    options: [
      [{ caption: tr.plain('meters-desk-dial-usual', USUAL_DIAL[resourceOf(values)]), value: 'usual' }],
    ],
  }),
  read(input, values) {
    const usual = input.kind === 'option' && input.value === 'usual' ? USUAL_DIAL[resourceOf(values)] : null;
    const dial = usual ?? (input.kind === 'text' ? parseDial(input.text) : null);
    return dial === null ? { ok: false, code: 'METER_DIAL_WRONG' } : { ok: true, patch: { ...dial } };
  },
};

const INITIAL: Step = {
  id: 'initial',
  done: (values) => values.initial !== undefined,
  help: 'meters-desk-help-initial',
  takesNumbers: true,
  skip: { initial: null },
  ask: (values, tr) => ({
    html:
      zonesOf(values) === 1
        ? tr.html('meters-desk-ask-initial')
        : tr.html('meters-desk-ask-initial-zones', { zones: zonesOf(values) }),
    options: [[{ caption: tr.plain('meters-desk-initial-zero'), value: 'zero' }]],
  }),
  read(input, values) {
    const zones = zonesOf(values);
    if (input.kind === 'option' && input.value === 'zero') {
      return { ok: true, patch: { initial: Array.from({ length: zones }, () => '0') } };
    }
    if (input.kind !== 'text') return { ok: false, code: 'READING_NOT_A_NUMBER' };
    const read = readValues(input.text, zones);
    return read.ok ? { ok: true, patch: { initial: read.values } } : read;
  },
};

const NEXT: Step = {
  id: 'next',
  done: (values) => values.next !== undefined,
  help: 'meters-desk-help-next',
  skip: { next: null },
  ask: (_, tr) => ({ html: tr.html('meters-desk-ask-next') }),
  read(input) {
    const next = input.kind === 'text' ? parseBillingDate(input.text) : null;
    return next === null ? { ok: false, code: 'METER_DATE_WRONG' } : { ok: true, patch: { next } };
  },
};

/** The old one first, then the new one. */
export const meterSteps = (deps: BotDeps): readonly Step[] => [
  removedStep(deps),
  finalStep(deps),
  RESOURCE,
  ZONES,
  SERIAL,
  PLACE,
  DIAL,
  INITIAL,
  NEXT,
];
