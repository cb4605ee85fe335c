import { dateIn } from '../domain/clock-zone.ts';
import {
  type MeterValue,
  parseDial,
  parseSerial,
  parseZoneValues,
  resourceByName,
  USUAL_DIAL,
  valueToDecimal,
} from '../domain/meters.ts';
import { type BillingDate, parseBillingDate } from '../domain/period.ts';
import { CONFIGURED_ADMINISTRATOR } from '../domain/roles.ts';
import { addMeter } from '../services/meters/add-meter.ts';
import { editMeter, type MeterEdit } from '../services/meters/edit-meter.ts';
import type { LoadedMeter } from '../services/meters/load-metered.ts';
import { showMetersToStaff, showMeterToStaff } from '../services/meters/meter-desk.ts';
import { removeMeter, restoreMeter } from '../services/meters/remove-meter.ts';
import { replaceMeter } from '../services/meters/replace-meter.ts';
import type { PeopleActor } from '../services/people/scope.ts';
import type { ExportCall } from './admin-exports.ts';
import { EXIT, type ExitCode, UsageError } from './program.ts';

const ACTOR: PeopleActor = { identityId: null, grants: [CONFIGURED_ADMINISTRATOR] };
const DEED = { actor: ACTOR, draftId: null } as const;
/** Nothing is sent from a terminal: the bot's own process finds what waits. */
const notify = (): void => undefined;

/** Commands about meters, by name: the same services as the staff's screens. */
export const METER_COMMANDS: Readonly<Record<string, (call: ExportCall) => Promise<ExitCode>>> = {
  'meters list': list,
  'meters add': add,
  'meters edit': edit,
  'meters replace': replace,
  'meters remove': remove,
  'meters restore': restore,
};

/** `meters list ACCOUNT` */
async function list(call: ExportCall): Promise<ExitCode> {
  const { tr, say } = call.terminal;
  const { meters } = await showMetersToStaff(call.services, { actor: ACTOR, accountId: idOf(call, 1) });
  if (meters.length === 0) say(tr.plain('cli-meters-none'));
  for (const meter of meters) {
    const [last] = meter.readings;
    const values = last === undefined ? '—' : zonesText(last.values);
    const state = meter.removedOn === null ? '' : tr.plain('cli-meters-removed', { day: meter.removedOn });
    say(
      [meter.id, tr.plain(`meters-name-${meter.resource}`), meter.serial, meter.place ?? '—', values, state]
        .join('  ')
        .trimEnd(),
    );
  }
  return EXIT.ok;
}

/** `meters add ACCOUNT RESOURCE SERIAL [VALUES]`: as many tariffs as values. */
async function add(call: ExportCall): Promise<ExitCode> {
  const { services, args } = call;
  const [, name = '', typed = '', values] = args;
  const resource = resourceByName(name);
  const serial = parseSerial(typed);
  if (resource === null || serial === null || args.length > 4) throw usage(call);
  const zones = values === undefined ? 1 : values.split('/').length;
  const { meterId } = await addMeter(
    { ...services, notify },
    {
      ...DEED,
      accountId: idOf(call),
      meter: {
        resource,
        serial,
        zones,
        ...USUAL_DIAL[resource],
        place: null,
        installedOn: null,
        verifiedOn: null,
        nextVerificationOn: null,
        initial: values === undefined ? [] : valuesOf(call, values, zones),
      },
    },
  );
  call.terminal.say(call.terminal.tr.plain('cli-meters-added', { id: String(meterId) }));
  return EXIT.ok;
}

/** `meters edit METER FIELD [VALUE]`; without a value the field stands empty. */
async function edit(call: ExportCall): Promise<ExitCode> {
  const [, field = '', ...words] = call.args;
  await editMeter(
    { ...call.services, notify },
    { ...DEED, meterId: idOf(call), edit: editOf(call, field, words.join(' ')) },
  );
  return saidDone(call);
}

function editOf(call: ExportCall, field: string, value: string): MeterEdit {
  const day = parseBillingDate(value);
  const dial = parseDial(value);
  if (field === 'serial') return { field, value: parseSerial(value) ?? '' };
  if (field === 'place') return { field, value: value === '' ? null : value };
  if (field === 'dial' && dial !== null) return { field, ...dial };
  if (field === 'verified' && (value === '' || day !== null)) return { field: 'verifiedOn', value: day };
  if (field === 'next' && (value === '' || day !== null)) return { field: 'nextVerificationOn', value: day };
  if (field === 'automatic' && ['yes', 'no'].includes(value)) return { field, value: value === 'yes' };
  throw usage(call);
}

/** `meters replace METER DAY FINAL SERIAL [INITIAL]`; `-` = not known */
async function replace(call: ExportCall): Promise<ExitCode> {
  const { services, args, terminal } = call;
  const [, , final = '', typed = '', initial] = args;
  const old = await meterOf(call);
  const serial = parseSerial(typed);
  if (serial === null || args.length > 5) throw usage(call);
  const { meterId } = await replaceMeter(
    { ...services, notify },
    {
      ...DEED,
      locale: terminal.tr.locale,
      replacement: {
        meterId: old.id,
        removedOn: dayOf(call, old),
        final: final === '-' ? null : valuesOf(call, final, old.zones),
        meter: {
          serial,
          place: old.place,
          digits: old.digits,
          decimals: old.decimals,
          initial: initial === undefined ? [] : valuesOf(call, initial, old.zones),
          verifiedOn: null,
          nextVerificationOn: null,
        },
      },
    },
  );
  terminal.say(terminal.tr.plain('cli-meters-replaced', { id: String(meterId) }));
  return EXIT.ok;
}

/** `meters remove METER DAY [FINAL]` */
async function remove(call: ExportCall): Promise<ExitCode> {
  const { services, args, terminal } = call;
  const old = await meterOf(call);
  const [, , final] = args;
  if (args.length > 3) throw usage(call);
  await removeMeter(
    { ...services, notify },
    {
      ...DEED,
      meterId: old.id,
      removedOn: dayOf(call, old),
      final: final === undefined || final === '-' ? null : valuesOf(call, final, old.zones),
      locale: terminal.tr.locale,
    },
  );
  return saidDone(call);
}

/** `meters restore METER` */
async function restore(call: ExportCall): Promise<ExitCode> {
  await restoreMeter({ ...call.services, notify }, { ...DEED, meterId: idOf(call, 1) });
  return saidDone(call);
}

async function meterOf(call: ExportCall): Promise<LoadedMeter & { readonly zone: string }> {
  const { meter, account } = await showMeterToStaff(call.services, { actor: ACTOR, meterId: idOf(call) });
  return { ...meter, zone: account.zone };
}

/** The second word: a day, or `today` where the meter hangs. */
function dayOf(call: ExportCall, { zone }: { readonly zone: string }): BillingDate {
  const word = call.args[1] ?? '';
  const day = word === 'today' ? dateIn(call.services.clock.now(), zone) : parseBillingDate(word);
  if (day === null) throw usage(call);
  return day;
}

/** `5001/2101`: tariffs with a slash between. */
function valuesOf(call: ExportCall, text: string, zones: number): readonly MeterValue[] {
  const read = parseZoneValues(text, zones);
  if (!read.ok) throw usage(call);
  return read.values;
}

const zonesText = (values: readonly MeterValue[]): string => values.map(valueToDecimal).join('/');

function saidDone({ terminal }: ExportCall): ExitCode {
  terminal.say(terminal.tr.plain('cli-meters-done'));
  return EXIT.ok;
}

/** The first word; `most` words at all. */
function idOf(call: ExportCall, most = 9): number {
  const [id = ''] = call.args;
  if (!/^[1-9]\d{0,8}$/.test(id) || call.args.length > most) throw usage(call);
  return Number(id);
}

const usage = ({ terminal }: ExportCall): UsageError => new UsageError(terminal.tr.plain('cli-meters-usage'));
