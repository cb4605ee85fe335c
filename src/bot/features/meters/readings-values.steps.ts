import { DomainError } from '../../../domain/errors.ts';
import { valueToDecimal } from '../../../domain/meters.ts';
import type { ReadingActor } from '../../../services/meters/reading-access.ts';
import {
  type CheckedReading,
  checkEntries,
  type EntryCheck,
  type FormMeter,
  type TypedReading,
} from '../../../services/meters/reading-form.ts';
import type { BotDeps } from '../../deps.ts';
import type { FormOwner, StepOutcome } from '../../ui/form.ts';

/** An entered value, checked, with what the person said yes to. */
export type FormEntry = CheckedReading & { confirmed: string[] };

/** A value that waits for a yes. */
export type PendingEntry = FormEntry & {
  kind: string;
  zone: number;
  guess: string | null;
  /** decimal text: what may have been meant */
  suggestion: string | null;
  /** decimal text; null = does not matter */
  used: string | null;
};

type EntryProblem = { meterId: number; code: string; details: Record<string, string | number | boolean> };
type EntryPhoto = { meterId: number; fileId: string; uniqueId: string; size: number };

/** What the form collects; plain JSON. */
export type ReadingsValues = {
  /** 0 for staff */
  linkId: number;
  accountId: number;
  staff: boolean;
  title: string;
  /** IANA zone of the house */
  zone: string;
  meters: FormMeter[];
  entries: FormEntry[];
  pending: PendingEntry[];
  problems: EntryProblem[];
  photos: EntryPhoto[];
  /** the meter whose value is typed next */
  at: number;
  finished: boolean;
  /** what was typed last, on its way to the check */
  typed: { meterId: number; values: string[] }[];
  lastDay: string | null;
};

/** Who enters: from the values that the opening screen set, never from the message. */
export function actorOf(values: Partial<ReadingsValues>, who: FormOwner): ReadingActor {
  if (values.staff === true && values.accountId !== undefined) {
    return { kind: 'staff', identityId: who.identityId, accountId: values.accountId };
  }
  if (who.residentId === null || values.linkId === undefined) throw new DomainError('DRAFT_EXPIRED');
  return { kind: 'resident', residentId: who.residentId, linkId: values.linkId };
}

export function meterOf(values: Partial<ReadingsValues>, meterId: number): FormMeter | undefined {
  return values.meters?.find(({ id }) => id === meterId);
}

/** Meters that take a value now. */
export function openMeters(values: Partial<ReadingsValues>): FormMeter[] {
  return (values.meters ?? []).filter(({ period }) => period !== null);
}

/** Check what was typed and put it where it belongs. A single refused value changes nothing. */
export async function take(
  deps: BotDeps,
  values: Partial<ReadingsValues>,
  typed: readonly TypedReading[],
  who: FormOwner,
): Promise<StepOutcome<ReadingsValues>> {
  const checks = await checkEntries(deps.services, {
    actor: actorOf(values, who),
    typed,
    locale: who.locale,
  });
  const [only] = checks;
  if (checks.length === 1 && only !== undefined && !only.ok) {
    return { kind: 'again', code: only.code, details: only.details };
  }
  return { kind: 'next', patch: { ...placeChecks(values, checks), typed: [] } };
}

/** Sort checked values into entries, questions and problems; used for typed answers and for a message in free words. */
export function placeChecks(
  values: Partial<ReadingsValues>,
  checks: readonly EntryCheck[],
): Partial<ReadingsValues> {
  const touched = new Set(checks.map((check) => (check.ok ? check.reading.meterId : check.meterId)));
  let entries = (values.entries ?? []).filter(({ meterId }) => !touched.has(meterId));
  const pending = (values.pending ?? []).filter(({ meterId }) => !touched.has(meterId));
  const problems = (values.problems ?? []).filter(({ meterId }) => !touched.has(meterId));
  for (const check of checks) {
    if (!check.ok) {
      problems.push({ meterId: check.meterId, code: check.code, details: { ...check.details } });
    } else if (check.questions.length === 0) {
      entries = [...entries, { ...check.reading, confirmed: [] }];
    } else {
      for (const { kind, zone, guess, suggestion, consumption } of check.questions) {
        pending.push({
          ...check.reading,
          confirmed: [],
          kind,
          zone,
          guess,
          suggestion: suggestion === null ? null : valueToDecimal(suggestion),
          used: consumption < 0 ? null : valueToDecimal(consumption),
        });
      }
    }
  }
  const last = [...touched].at(-1) ?? values.at ?? 0;
  return moveOn({ ...values, entries, pending, problems }, last);
}

/** Where the next value goes; everything entered = on to the review. */
export function moveOn(values: Partial<ReadingsValues>, from: number): Partial<ReadingsValues> {
  const { entries = [], pending = [], problems = [] } = values;
  const open = openMeters(values);
  const all = open.every(({ id }) => entries.some(({ meterId }) => meterId === id));
  return {
    entries,
    pending,
    problems,
    at: problems[0]?.meterId ?? nextEmpty(values, from),
    finished:
      values.finished === true ? problems.length === 0 : all && pending.length === 0 && problems.length === 0,
    typed: [],
  };
}

export function nextEmpty(values: Partial<ReadingsValues>, from: number): number {
  const open = openMeters(values);
  const start = open.findIndex(({ id }) => id === from);
  const around = [...open.slice(start + 1), ...open.slice(0, start + 1)];
  const busy = (id: number): boolean =>
    (values.entries ?? []).some(({ meterId }) => meterId === id) ||
    (values.pending ?? []).some(({ meterId }) => meterId === id);
  return (around.find(({ id }) => !busy(id)) ?? around[0])?.id ?? from;
}
