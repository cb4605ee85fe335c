import type { Tx } from '../../database/client.ts';
import { isUniqueViolation } from '../../database/errors.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { dateIn } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { accountOfDeed, doneBefore, finishDeed, type MeterDeed, type MeterDeps } from './meter-changes.ts';
import { dateColumn, decimalTexts, type MeterRecord, mustBeMeter, mustBeNew } from './meter-record.ts';

/**
 * A meter that the accounting has not told of yet. The residents of the flat are told that there is something to read.
 * @throws DomainError METER_EXISTS, those of `mustBeMeter` and `accountOfDeed`
 */
export async function addMeter(
  deps: MeterDeps,
  options: MeterDeed & { readonly accountId: number; readonly meter: MeterRecord },
): Promise<{ readonly meterId: number }> {
  const { accountId, meter: record } = options;
  const meterId = await whenNew(record, () =>
    inTransaction(deps.db, async (tx) => {
      const done = await doneBefore(tx, options);
      if (done !== null) return done;
      const account = await accountOfDeed(tx, deps, options);
      mustBeMeter(record, dateIn(deps.clock.now(), account.zone));
      mustBeNew(account, record);
      const id = await createMeter(tx, { accountId, record, now: deps.clock.now() });
      await finishDeed(tx, deps, {
        ...options,
        account,
        meterId: id,
        action: 'meter.add',
        details: { resource: record.resource, zones: record.zones },
        tell: 'added',
      });
      return id;
    }),
  );
  deps.notify('deliveries');
  return { meterId };
}

/** Of two who add the same meter at once, the second is told that it is there. */
export async function whenNew<T>({ serial }: Pick<MeterRecord, 'serial'>, add: () => Promise<T>): Promise<T> {
  try {
    return await add();
  } catch (error) {
    if (isUniqueViolation(error, 'Meter_one_active_key')) throw new DomainError('METER_EXISTS', { serial });
    throw error;
  }
}

export async function createMeter(
  tx: Tx,
  options: { readonly accountId: number; readonly record: MeterRecord; readonly now: Date },
): Promise<number> {
  const { accountId, record, now } = options;
  const { resource, serial, zones, place, digits, decimals } = record;
  const { id } = await tx.meter.create({
    data: {
      accountId,
      resource,
      serial,
      zones,
      place,
      digits,
      decimals,
      installedOn: dateColumn(record.installedOn),
      verifiedOn: dateColumn(record.verifiedOn),
      nextVerificationOn: dateColumn(record.nextVerificationOn),
      initialValues: decimalTexts(record.initial),
      createdAt: now,
    },
    select: { id: true },
  });
  return id;
}
