import { DomainError } from '../../../domain/errors.ts';
import { MAX_PLACE, parseDial, parseSerial } from '../../../domain/meters.ts';
import { parseBillingDate } from '../../../domain/period.ts';
import { editMeter, type MeterEdit } from '../../../services/meters/edit-meter.ts';
import type { BotDeps } from '../../deps.ts';
import type { Form, FormStep } from '../../ui/form.ts';
import { deskDone } from './desk-screens.ts';
import { deskActor, readPastDay } from './meter.steps.ts';

/** What the card offers to mend, as its buttons name it. */
export const DESK_FIELDS = ['serial', 'place', 'dial', 'verified', 'next'] as const;
export type DeskField = (typeof DESK_FIELDS)[number];

export type MeterEditValues = {
  accountId: number;
  meterId: number;
  label: string;
  field: DeskField;
  today: string;
  /** as it is shown now */
  current: string;
  /** text as it is kept; null = taken away */
  value: string | null;
};

const NONE = 'none';
/** What may stand empty. */
const EMPTIED: readonly DeskField[] = ['place', 'verified', 'next'];

/** One fact of a meter is mended. */
export function meterEditForm(deps: BotDeps): Form<MeterEditValues> {
  return {
    id: 'meter-edit',
    minutes: 60,
    steps: [VALUE],
    review: null,
    async submit(values, who) {
      const { meterId, value } = values;
      if (meterId === undefined || value === undefined) throw new DomainError('DRAFT_EXPIRED');
      const edit = editOf(values.field ?? 'place', value);
      await editMeter(deps.services, {
        actor: await deskActor(deps, who),
        draftId: who.draftId,
        meterId,
        edit,
      });
      return { meterId };
    },
    mend: {
      METER_EXISTS: 'value',
      METER_DIAL_SHORT: 'value',
      METER_DATE_FUTURE: 'value',
      METER_VERIFICATION_ORDER: 'value',
    },
    done: (result, values, tr) =>
      deskDone(
        tr.html('meters-desk-edited', { meter: values.label ?? '' }),
        { meter: Number(result.meterId), account: values.accountId ?? 0 },
        tr,
      ),
  };
}

const VALUE: FormStep<MeterEditValues> = {
  id: 'value',
  done: (values) => values.value !== undefined,
  help: ({ field = 'place' }) => `meters-desk-help-${field}`,
  takesNumbers: true,
  ask: ({ field = 'place', label = '', current = '—' }, tr) => ({
    html: tr.html(`meters-desk-edit-${field}`, { meter: label, current }),
    options:
      EMPTIED.includes(field) && current !== '—'
        ? [[{ caption: tr.plain('meters-desk-empty'), value: NONE }]]
        : [],
  }),
  read(input, { field = 'place', today = '' }) {
    if (input.kind === 'option' && input.value === NONE && EMPTIED.includes(field)) {
      return { ok: true, patch: { value: null } };
    }
    if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
    return readField(field, input.text, today);
  },
};

function readField(field: DeskField, text: string, today: string): ReturnType<typeof VALUE.read> {
  switch (field) {
    case 'serial': {
      const serial = parseSerial(text);
      return serial === null
        ? { ok: false, code: 'METER_SERIAL_WRONG' }
        : { ok: true, patch: { value: serial } };
    }
    case 'place': {
      const place = text.replaceAll(/\s+/g, ' ').trim();
      return place !== '' && Array.from(place).length <= MAX_PLACE
        ? { ok: true, patch: { value: place } }
        : { ok: false, code: 'METER_PLACE_WRONG', details: { max: MAX_PLACE } };
    }
    case 'dial': {
      const dial = parseDial(text);
      return dial === null
        ? { ok: false, code: 'METER_DIAL_WRONG' }
        : { ok: true, patch: { value: `${dial.digits} ${dial.decimals}` } };
    }
    case 'verified': {
      const read = readPastDay(text, today);
      return read.ok ? { ok: true, patch: { value: read.day } } : read;
    }
    case 'next': {
      const next = parseBillingDate(text);
      return next === null ? { ok: false, code: 'METER_DATE_WRONG' } : { ok: true, patch: { value: next } };
    }
  }
}

/** The change that a field and its text mean. @throws DomainError METER_DIAL_WRONG, METER_DATE_WRONG */
export function editOf(field: DeskField, value: string | null): MeterEdit {
  if (field === 'serial') return { field, value: value ?? '' };
  if (field === 'place') return { field, value };
  if (field === 'dial') {
    const dial = parseDial(value ?? '');
    if (dial === null) throw new DomainError('METER_DIAL_WRONG');
    return { field, ...dial };
  }
  const date = value === null ? null : parseBillingDate(value);
  if (value !== null && date === null) throw new DomainError('METER_DATE_WRONG');
  return { field: field === 'verified' ? 'verifiedOn' : 'nextVerificationOn', value: date };
}
