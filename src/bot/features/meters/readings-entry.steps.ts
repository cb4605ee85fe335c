import { parseFreeReadings } from '../../../domain/free-readings.ts';
import { matchFreeReadings } from '../../../domain/match-free-readings.ts';
import { parseZoneValues, valueFromDecimal, valueToDecimal } from '../../../domain/meters.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import type { FormOption, FormStep } from '../../ui/form.ts';
import { meterCaption } from './meter-texts.ts';
import { meterOf, nextEmpty, openMeters, type ReadingsValues, take } from './readings-values.steps.ts';
import { entryHtml } from './readings-view.ts';

const MAX_PHOTO = 20 * 1024 * 1024;
const ACTIONS = { done: 'done', next: 'next', clear: 'clear' } as const;

/** A value for one meter after another, in any order, or all of them in free words. */
export function entryStep(deps: BotDeps): FormStep<ReadingsValues> {
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
export function readTyped(text: string, values: Partial<ReadingsValues>) {
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
  const read = parseZoneValues(text, meter.zones);
  if (!read.ok) return read;
  const typed = read.values.map(valueToDecimal);
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
