import { DomainError } from '../../../domain/errors.ts';
import { parseFreeReadings } from '../../../domain/free-readings.ts';
import { matchFreeReadings } from '../../../domain/match-free-readings.ts';
import {
  formatMeterValue,
  parseMeterValue,
  valueFromDecimal,
  valueToDecimal,
} from '../../../domain/meters.ts';
import { kopecks } from '../../../domain/money.ts';
import { type QuestionKind, READING_QUESTIONS } from '../../../domain/readings.ts';
import type { ReadingActor } from '../../../services/meters/reading-access.ts';
import {
  type CheckedReading,
  checkEntries,
  type EntryCheck,
  type FormMeter,
  type TypedReading,
} from '../../../services/meters/reading-form.ts';
import { READINGS_DRAFT, submitReadings } from '../../../services/meters/submit-readings.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import { errorHtml } from '../../ui/error-text.ts';
import type { Form, FormOption, FormOwner, FormStep, StepOutcome } from '../../ui/form.ts';
import { amountText, dayText, meterCaption, meterLabel, valuesText } from './meter-texts.ts';
import { submittedJson, submittedScreen } from './submitted-screen.ts';

/** An entered value, checked, with what the person said yes to. */
type FormEntry = CheckedReading & { confirmed: string[] };

/** A value that waits for a yes. */
type PendingEntry = FormEntry & {
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

const MAX_PHOTO = 20 * 1024 * 1024;
const ACTIONS = { done: 'done', next: 'next', clear: 'clear' } as const;

/** One form for all meters of an account: any order, correct before sending; nothing is sent before «Сохранить». */
export function readingsForm(deps: BotDeps): Form<ReadingsValues> {
  return {
    id: READINGS_DRAFT,
    minutes: 24 * 60,
    steps: [confirmStep(deps), entryStep(deps)],
    review: (values, tr) => ({
      html: reviewHtml(values, tr),
      confirm: tr.plain('meters-button-save'),
      edit: [{ caption: tr.plain('meters-button-correct'), step: 'entry' }],
    }),
    async submit(values, who) {
      const submitted = await submitReadings(deps.services, {
        actor: actorOf(values, who),
        identityId: who.identityId,
        draftId: who.draftId,
        locale: who.locale,
        entries: (values.entries ?? []).map((entry) => {
          const photo = values.photos?.find(({ meterId }) => meterId === entry.meterId);
          return {
            meterId: entry.meterId,
            values: entry.values,
            confirmed: entry.confirmed.filter(isQuestion),
            sentId: meterOf(values, entry.meterId)?.sentId ?? null,
            photo: photo ?? null,
          };
        }),
      });
      return { submitted: submittedJson(submitted) };
    },
    mend: {
      READING_NEEDS_CONFIRMATION: 'entry',
      READING_BELOW_PREVIOUS: 'entry',
      READING_BELOW_FORMER: 'entry',
      READING_LOOKS_SWAPPED: 'entry',
    },
    done: (result, values, tr) => submittedScreen(result, values, tr),
  };
}

/** Who enters: from the values that the opening screen set, never from the message. */
function actorOf(values: Partial<ReadingsValues>, who: FormOwner): ReadingActor {
  if (values.staff === true && values.accountId !== undefined) {
    return { kind: 'staff', identityId: who.identityId, accountId: values.accountId };
  }
  if (who.residentId === null || values.linkId === undefined) throw new DomainError('DRAFT_EXPIRED');
  return { kind: 'resident', residentId: who.residentId, linkId: values.linkId };
}

function isQuestion(kind: string): kind is QuestionKind {
  return READING_QUESTIONS.some((known) => known === kind);
}

function meterOf(values: Partial<ReadingsValues>, meterId: number): FormMeter | undefined {
  return values.meters?.find(({ id }) => id === meterId);
}

/** Meters that take a value now. */
function openMeters(values: Partial<ReadingsValues>): FormMeter[] {
  return (values.meters ?? []).filter(({ period }) => period !== null);
}

// ── the question "is that right?" ─────────────────────────────────────────

function confirmStep(deps: BotDeps): FormStep<ReadingsValues> {
  return {
    id: 'confirm',
    when: (values) => (values.pending?.length ?? 0) > 0,
    done: (values) => (values.pending?.length ?? 0) === 0,
    help: ({ staff }) => (staff === true ? 'meters-help-confirm-staff' : 'meters-help-confirm'),
    takesNumbers: true,
    ask(values, tr) {
      const [pending] = values.pending ?? [];
      const meter = meterOf(values, pending?.meterId ?? 0);
      if (pending === undefined || meter === undefined) return { html: tr.html('meters-nothing-to-confirm') };
      const { suggestion } = pending;
      return {
        html: joinHtml(
          [
            tr.html('meters-check-title', { meter: meterLabel(meter, tr) }),
            tr.html('meters-check-values', {
              before: meter.previous === null ? '—' : valuesText(meter.previous, tr),
              now: valuesText(pending.values, tr),
            }),
            doubtHtml(pending, meter, values.staff === true, tr),
          ],
          '\n',
        ),
        options: [
          ...(suggestion === null || meter.zones > 1
            ? []
            : [
                [
                  {
                    caption: tr.plain('meters-button-take', { value: valuesText([suggestion], tr) }),
                    value: 'take',
                    style: 'primary' as const,
                  },
                ],
              ]),
          [
            { caption: tr.plain('meters-button-yes'), value: 'yes' },
            { caption: tr.plain('meters-button-retype'), value: 'no' },
          ],
        ],
      };
    },
    read(input, values) {
      if (input.kind === 'option') {
        const known = ['yes', 'no', 'take'].includes(input.value);
        return known
          ? { ok: true, patch: { typed: [{ meterId: 0, values: [input.value] }] } }
          : { ok: false, code: 'OTHER_INPUT' };
      }
      // Whoever types the right value at once need not press «Ввести заново».
      const [pending] = values.pending ?? [];
      return readTyped(input.kind === 'text' ? input.text : '', { ...values, at: pending?.meterId ?? 0 });
    },
    async apply(values, patch, who) {
      const [pending, ...rest] = values.pending ?? [];
      if (pending === undefined) return { kind: 'next', patch: { typed: [] } };
      const answer = patch.typed?.[0];
      const chosen = answer?.meterId === 0 ? answer.values[0] : null;
      if (chosen === 'no') {
        const entries = (values.entries ?? []).filter(({ meterId }) => meterId !== pending.meterId);
        return {
          kind: 'next',
          patch: { pending: rest, entries, at: pending.meterId, finished: false, typed: [] },
        };
      }
      if (chosen === 'yes') {
        const entry = entryOf(pending, [...pending.confirmed, pending.kind]);
        return { kind: 'next', patch: settle(values, entry, rest) };
      }
      const typed =
        chosen === 'take' && pending.suggestion !== null
          ? [{ meterId: pending.meterId, values: [pending.suggestion] }]
          : (patch.typed ?? []);
      return take(deps, { ...values, pending: rest }, typed, who);
    },
  };
}

function doubtHtml(pending: PendingEntry, meter: FormMeter, staff: boolean, tr: Translator): Html {
  const used = pending.used === null ? '' : amountText(meter.resource, [pending.used], tr);
  // With its space before it: most meters have one zone, of which nothing is said.
  const zone = meter.zones === 1 ? '' : ` ${tr.plain('meters-zone', { zone: String(pending.zone + 1) })}`;
  if (pending.kind === 'roll_over') return tr.html('meters-doubt-roll-over', { used, zone });
  if (pending.kind === 'below_estimate') return tr.html('meters-doubt-estimate', { zone });
  const guess =
    pending.guess === 'extra_digit'
      ? tr.html('meters-guess-extra-digit')
      : pending.guess === 'missing_point'
        ? tr.html('meters-guess-missing-point')
        : pending.guess === 'swapped'
          ? tr.html('meters-guess-swapped')
          : tr.html(staff ? 'meters-guess-none-staff' : 'meters-guess-none');
  return joinHtml([tr.html('meters-doubt-jump', { used, zone }), guess], '\n');
}

/** A confirmed value goes to the entries; a further question about the same meter keeps waiting. */
function settle(
  values: Partial<ReadingsValues>,
  entry: FormEntry,
  rest: readonly PendingEntry[],
): Partial<ReadingsValues> {
  const pending = rest.map((other) =>
    other.meterId === entry.meterId ? { ...other, confirmed: entry.confirmed } : other,
  );
  const entries = [...(values.entries ?? []).filter(({ meterId }) => meterId !== entry.meterId), entry];
  return moveOn({ ...values, entries, pending }, entry.meterId);
}

function entryOf(
  { meterId, values, consumption, cost, verificationExpired }: FormEntry,
  confirmed: string[],
): FormEntry {
  return { meterId, values, consumption, cost, verificationExpired, confirmed: [...new Set(confirmed)] };
}

// ── entering ──────────────────────────────────────────────────────────────

function entryStep(deps: BotDeps): FormStep<ReadingsValues> {
  return {
    id: 'entry',
    done: (values) => values.finished === true,
    help: ({ staff }) => (staff === true ? 'meters-help-entry-staff' : 'meters-help-entry'),
    takesNumbers: true,
    ask: (values, tr) => ({ html: entryHtml(values, tr), options: entryOptions(values, tr) }),
    read(input, values) {
      if (input.kind === 'file') {
        if (input.media !== 'photo') return { ok: false, code: 'READING_PHOTO_ONLY' };
        if (input.size > MAX_PHOTO) return { ok: false, code: 'READING_PHOTO_LARGE' };
        const { fileId, uniqueId, size } = input;
        const meterId = values.entries?.at(-1)?.meterId ?? values.at ?? 0;
        const photos = [...(values.photos ?? []).filter((photo) => photo.meterId !== meterId)];
        return { ok: true, patch: { photos: [...photos, { meterId, fileId, uniqueId, size }], typed: [] } };
      }
      if (input.kind === 'option') return readOption(input.value, values);
      if (input.kind !== 'text') return { ok: false, code: 'READING_NOT_A_NUMBER' };
      return readTyped(input.text, values);
    },
    async apply(values, patch, who) {
      const typed = patch.typed ?? [];
      if (typed.length === 0) return { kind: 'next', patch };
      return take(deps, values, typed, who);
    },
  };
}

function readOption(value: string, values: Partial<ReadingsValues>) {
  const entries = values.entries ?? [];
  if (value === ACTIONS.done) {
    return entries.length > 0
      ? { ok: true as const, patch: { finished: true, problems: [], typed: [] } }
      : { ok: false as const, code: 'READINGS_NOTHING_ENTERED' };
  }
  if (value === ACTIONS.next)
    return {
      ok: true as const,
      patch: { at: nextEmpty(values, values.at ?? 0), finished: false, typed: [] },
    };
  if (value === ACTIONS.clear) {
    const left = entries.filter(({ meterId }) => meterId !== values.at);
    return { ok: true as const, patch: { entries: left, finished: false, typed: [] } };
  }
  const meter = openMeters(values).find(({ id }) => value === `m${id}`);
  return meter === undefined
    ? { ok: false as const, code: 'OTHER_INPUT' }
    : { ok: true as const, patch: { at: meter.id, finished: false, typed: [] } };
}

/** A value for the meter asked, values of all its zones, or several meters in free words. */
function readTyped(text: string, values: Partial<ReadingsValues>) {
  const meter = meterOf(values, values.at ?? 0);
  const free = parseFreeReadings(text);
  if (free !== null) {
    const [match] = matchFreeReadings(free, [matchable(values)]);
    if (match === undefined) return { ok: false as const, code: 'READING_NO_SUCH_METER' };
    if (match.readings.length === 0) return { ok: false as const, code: 'READING_WHICH_METER' };
    return {
      ok: true as const,
      patch: { typed: match.readings.map(({ meterId, values: texts }) => ({ meterId, values: [...texts] })) },
    };
  }
  if (meter === undefined) return { ok: false as const, code: 'READING_WHICH_METER' };
  const pieces = meter.zones === 1 ? [text] : text.trim().split(/[\s;/|]+|,\s+/);
  const read = pieces.map(parseMeterValue);
  const wrong = read.find((reading) => !reading.ok);
  if (wrong !== undefined && !wrong.ok) return { ok: false as const, code: wrong.code };
  if (pieces.length !== meter.zones) {
    return {
      ok: false as const,
      code: 'READING_ZONES',
      details: { zones: meter.zones, given: pieces.length },
    };
  }
  const typed = read.flatMap((reading) => (reading.ok ? [valueToDecimal(reading.value)] : []));
  return { ok: true as const, patch: { typed: [{ meterId: meter.id, values: typed }] } };
}

function matchable(values: Partial<ReadingsValues>) {
  return {
    linkId: values.linkId ?? 0,
    number: '',
    flat: null,
    name: null,
    meters: openMeters(values).map((meter) => ({
      meterId: meter.id,
      resource: meter.resource,
      serial: meter.serial,
      place: `${meter.place ?? ''} ${meter.name ?? ''}`,
      zones: meter.zones,
      digits: 0,
      decimals: meter.decimals,
      previous: meter.previous?.map(valueFromDecimal) ?? null,
    })),
  };
}

/** Check what was typed and put it where it belongs. A single refused value changes nothing. */
async function take(
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
function moveOn(values: Partial<ReadingsValues>, from: number): Partial<ReadingsValues> {
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

function nextEmpty(values: Partial<ReadingsValues>, from: number): number {
  const open = openMeters(values);
  const start = open.findIndex(({ id }) => id === from);
  const around = [...open.slice(start + 1), ...open.slice(0, start + 1)];
  const busy = (id: number): boolean =>
    (values.entries ?? []).some(({ meterId }) => meterId === id) ||
    (values.pending ?? []).some(({ meterId }) => meterId === id);
  return (around.find(({ id }) => !busy(id)) ?? around[0])?.id ?? from;
}

// ── what the question shows ───────────────────────────────────────────────

function entryHtml(values: Partial<ReadingsValues>, tr: Translator): Html {
  const meters = values.meters ?? [];
  const current = meterOf(values, values.at ?? 0);
  const lines = meters.map((meter) => meterLine(meter, values, tr));
  return joinHtml(
    [
      tr.html(values.staff === true ? 'meters-enter-title-staff' : 'meters-enter-title', {
        account: values.title ?? '',
      }),
      ...(values.lastDay == null
        ? []
        : [tr.html('meters-enter-until', { day: dayText(values.lastDay, tr) })]),
      ...lines,
      current === undefined ? tr.html('meters-enter-choose') : askHtml(current, tr),
    ],
    '\n\n',
  );
}

function askHtml(meter: FormMeter, tr: Translator): Html {
  const label = meterLabel(meter, tr);
  const example = meter.previous === null ? exampleOf(meter) : meter.previous;
  const shown = { meter: label, example: valuesText(example, tr).replaceAll(' / ', ' ') };
  return meter.zones === 1
    ? tr.html('meters-enter-ask', shown)
    : tr.html('meters-enter-ask-zones', { ...shown, zones: meter.zones });
}

function exampleOf(meter: FormMeter): string[] {
  return Array.from({ length: meter.zones }, (_, zone) =>
    meter.decimals > 0 ? '123.4' : String(5432 - zone * 1000),
  );
}

function meterLine(meter: FormMeter, values: Partial<ReadingsValues>, tr: Translator): Html {
  const entry = values.entries?.find(({ meterId }) => meterId === meter.id);
  const problem = values.problems?.find(({ meterId }) => meterId === meter.id);
  const mark = entry !== undefined ? '✅' : meter.id === values.at && meter.period !== null ? '▶️' : '▫️';
  const lines = [tr.html('meters-line-name', { mark, meter: meterLabel(meter, tr) })];
  lines.push(previousHtml(meter, tr));
  if (meter.sent !== null) lines.push(tr.html('meters-line-sent', { values: valuesText(meter.sent, tr) }));
  if (meter.closed !== null) lines.push(closedHtml(meter, tr));
  if (entry !== undefined)
    lines.push(tr.html('meters-line-entered', { values: valuesText(entry.values, tr) }));
  if (values.photos?.some(({ meterId }) => meterId === meter.id) === true)
    lines.push(tr.html('meters-line-photo'));
  if (problem !== undefined) lines.push(errorHtml(new DomainError(problem.code, problem.details), tr));
  return joinHtml(lines, '\n');
}

function previousHtml(meter: FormMeter, tr: Translator): Html {
  if (meter.previous === null) return tr.html('meters-line-no-previous');
  const values = valuesText(meter.previous, tr);
  if (meter.previousOn === null) return tr.html('meters-line-initial', { values });
  const day = dayText(meter.previousOn, tr);
  return tr.html(meter.estimated ? 'meters-line-estimate' : 'meters-line-previous', { values, day });
}

function closedHtml(meter: FormMeter, tr: Translator): Html {
  if (meter.closed === 'automatic') return tr.html('meters-line-automatic');
  if (meter.closed === 'verification') return tr.html('meters-line-verification');
  return tr.html('meters-line-closed', { day: dayText(meter.opensOn ?? '', tr) });
}

function entryOptions(values: Partial<ReadingsValues>, tr: Translator): FormOption[][] {
  const open = openMeters(values);
  const entered = values.entries ?? [];
  const at = values.at ?? 0;
  const rows: FormOption[][] = [];
  if (open.length > 1) {
    const buttons = open.map((meter) => ({
      caption: `${entered.some(({ meterId }) => meterId === meter.id) ? '✅ ' : ''}${meterCaption(meter, open, tr)}`,
      value: `m${meter.id}`,
      ...(meter.id === at ? { style: 'primary' as const } : {}),
    }));
    for (let start = 0; start < buttons.length; start += 2) rows.push(buttons.slice(start, start + 2));
  }
  const moves: FormOption[] = [];
  if (open.length > 1 && entered.length < open.length) {
    moves.push({ caption: tr.plain('meters-button-next'), value: ACTIONS.next });
  }
  if (entered.some(({ meterId }) => meterId === at)) {
    moves.push({ caption: tr.plain('meters-button-clear'), value: ACTIONS.clear });
  }
  if (moves.length > 0) rows.push(moves);
  if (entered.length > 0) {
    rows.push([{ caption: tr.plain('meters-button-done'), value: ACTIONS.done, style: 'success' }]);
  }
  return rows;
}

// ── review ────────────────────────────────────────────────────────────────

function reviewHtml(values: Partial<ReadingsValues>, tr: Translator): Html {
  const entries = values.entries ?? [];
  const lines = entries.flatMap((entry) => {
    const meter = meterOf(values, entry.meterId);
    return meter === undefined ? [] : [reviewLine(meter, entry, values, tr)];
  });
  const left = openMeters(values).filter(({ id }) => !entries.some(({ meterId }) => meterId === id));
  const known = entries.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  const total = known.reduce((sum, cost) => sum + cost, 0);
  return joinHtml(
    [
      tr.html('meters-review-title', { account: values.title ?? '' }),
      ...lines,
      ...(known.length === 0 ? [] : [tr.html('meters-review-cost', { cost: tr.money(kopecks(total)) })]),
      ...(left.length === 0
        ? []
        : [tr.html('meters-review-left', { meters: left.map((meter) => meterLabel(meter, tr)).join('; ') })]),
      tr.html('meters-review-end'),
    ],
    '\n\n',
  );
}

function reviewLine(
  meter: FormMeter,
  entry: FormEntry,
  values: Partial<ReadingsValues>,
  tr: Translator,
): Html {
  const before = meter.previous === null ? '—' : valuesText(meter.previous, tr);
  const lines = [
    tr.html('meters-line-name', { mark: '▫️', meter: meterLabel(meter, tr) }),
    tr.html('meters-review-values', { before, now: valuesText(entry.values, tr) }),
  ];
  if (entry.consumption !== null) {
    const used = amountText(meter.resource, entry.consumption, tr);
    const cost = entry.cost === null ? null : tr.money(kopecks(entry.cost));
    lines.push(
      cost === null
        ? tr.html('meters-review-used', { used })
        : tr.html('meters-review-used-cost', { used, cost }),
    );
  }
  if (meter.sent !== null)
    lines.push(tr.html('meters-review-replaces', { values: valuesText(meter.sent, tr) }));
  if (entry.verificationExpired) lines.push(tr.html('meters-review-verification'));
  if (values.photos?.some(({ meterId }) => meterId === meter.id) === true)
    lines.push(tr.html('meters-line-photo'));
  return joinHtml(lines, '\n');
}

/** Shown values of a meter, for the confirmation. */
export function shownValue(value: string, tr: Translator): string {
  return formatMeterValue(valueFromDecimal(value), tr.locale);
}
