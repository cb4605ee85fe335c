import type { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { dateIn } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Dial, parseSerial } from '../../domain/meters.ts';
import type { BillingDate } from '../../domain/period.ts';
import { refuseByDial } from '../../domain/readings.ts';
import { whenNew } from './add-meter.ts';
import type { MeterChange } from './delivery-kinds.ts';
import type { LoadedMeter, MeteredAccount } from './load-metered.ts';
import { doneBefore, finishDeed, type MeterDeed, type MeterDeps, meterOfDeed } from './meter-changes.ts';
import { dateColumn, mustBeDial, mustBeNew, mustBePlace, mustFollow } from './meter-record.ts';

/** What can be mended on a meter: one thing at a time. Resource and zones belong to its history and stay. */
export type MeterEdit =
  | { readonly field: 'serial'; readonly value: string }
  /** null = nobody said */
  | { readonly field: 'place'; readonly value: string | null }
  | ({ readonly field: 'dial' } & Dial)
  | { readonly field: 'verifiedOn' | 'nextVerificationOn'; readonly value: BillingDate | null }
  /** it sends its readings by itself */
  | { readonly field: 'automatic'; readonly value: boolean };

/**
 * Change one fact of a meter. The residents are told where it changes what they have to do. The value that stands
 * already changes nothing.
 * @throws DomainError METER_TAKEN_AWAY, METER_EXISTS, METER_SERIAL_WRONG, METER_PLACE_WRONG, METER_DIAL_WRONG,
 *   METER_DIAL_SHORT, METER_DATE_FUTURE, METER_VERIFICATION_ORDER, those of `meterOfDeed`
 */
export async function editMeter(
  deps: MeterDeps,
  options: MeterDeed & { readonly meterId: number; readonly edit: MeterEdit },
): Promise<void> {
  const { meterId, edit } = options;
  const serial = edit.field === 'serial' ? edit.value : '';
  await whenNew({ serial }, () =>
    inTransaction(deps.db, async (tx) => {
      if ((await doneBefore(tx, options)) !== null) return;
      const { account, meter } = await meterOfDeed(tx, deps, options);
      if (meter.archived) throw new DomainError('METER_TAKEN_AWAY');
      const today = dateIn(deps.clock.now(), account.zone);
      const { data, before, after, tell } = changeOf(account, meter, edit, today);
      if (before !== after) await tx.meter.update({ where: { id: meterId }, data });
      await finishDeed(tx, deps, {
        ...options,
        account,
        action: 'meter.edit',
        // Where a meter hangs is the residents' own; numbers of dials are in no journal either.
        details: ['serial', 'place'].includes(edit.field)
          ? { field: edit.field }
          : { field: edit.field, before, after },
        tell: before === after ? null : tell,
      });
    }),
  );
  deps.notify('deliveries');
}

interface Change {
  readonly data: Prisma.MeterUncheckedUpdateInput;
  readonly before: string | boolean | null;
  readonly after: string | boolean | null;
  readonly tell: MeterChange | null;
}

function changeOf(account: MeteredAccount, meter: LoadedMeter, edit: MeterEdit, today: BillingDate): Change {
  switch (edit.field) {
    case 'serial': {
      if (parseSerial(edit.value) !== edit.value) throw new DomainError('METER_SERIAL_WRONG');
      mustBeNew(account, { resource: meter.resource, serial: edit.value }, meter.id);
      return { data: { serial: edit.value }, before: meter.serial, after: edit.value, tell: null };
    }
    case 'place': {
      if (edit.value !== null) mustBePlace(edit.value);
      return { data: { place: edit.value }, before: meter.place, after: edit.value, tell: null };
    }
    case 'dial': {
      const { digits, decimals } = edit;
      mustBeDial(edit);
      const longest = [meter.initialValues, ...meter.readings.map(({ values }) => values)];
      // Only the digits: a reading with more decimals than the dial has was rounded by nobody.
      const short = longest.some(
        (values) =>
          values.length === meter.zones &&
          refuseByDial({ zones: meter.zones, digits, decimals: 4 }, values) !== null,
      );
      if (short) throw new DomainError('METER_DIAL_SHORT', { digits });
      return {
        data: { digits, decimals },
        before: `${meter.digits}+${meter.decimals}`,
        after: `${digits}+${decimals}`,
        tell: null,
      };
    }
    case 'verifiedOn': {
      if (edit.value !== null && edit.value > today) throw new DomainError('METER_DATE_FUTURE');
      mustFollow(edit.value, meter.nextVerificationOn);
      const data = { verifiedOn: dateColumn(edit.value) };
      return { data, before: meter.verifiedOn, after: edit.value, tell: null };
    }
    case 'nextVerificationOn': {
      mustFollow(meter.verifiedOn, edit.value);
      const data = { nextVerificationOn: dateColumn(edit.value) };
      const tell = edit.value !== null && edit.value > today ? 'verified' : null;
      return { data, before: meter.nextVerificationOn, after: edit.value, tell };
    }
    case 'automatic': {
      const { value } = edit;
      const tell = value ? 'automatic' : 'manual';
      return { data: { automatic: value }, before: meter.automatic, after: value, tell };
    }
  }
}
