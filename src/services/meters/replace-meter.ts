import { inTransaction } from '../../database/in-transaction.ts';
import { dateIn } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import type { MeterValue } from '../../domain/meters.ts';
import type { BillingDate } from '../../domain/period.ts';
import { createMeter, whenNew } from './add-meter.ts';
import { doneBefore, finishDeed, type MeterDeed, type MeterDeps, meterOfDeed } from './meter-changes.ts';
import {
  decimalTexts,
  judgeFinal,
  type MeterRecord,
  mustBeMeter,
  mustBeNew,
  removedAt,
} from './meter-record.ts';

export interface MeterReplacement {
  readonly meterId: number;
  readonly removedOn: BillingDate;
  /** what the old dial shows, by zone; null = not known */
  readonly final: readonly MeterValue[] | null;
  /** The new one, of the same resource and zones; it begins with `initial`. */
  readonly meter: Omit<MeterRecord, 'resource' | 'zones' | 'installedOn'>;
}

/**
 * Another meter hangs in the place of one: the old one keeps its history and its last values, the new one begins with
 * its own, so that the month of the change adds up. The residents are told whose numbers to read now.
 * @throws DomainError METER_EXISTS, those of `judgeFinal`, `mustBeMeter` and `meterOfDeed`
 */
export async function replaceMeter(
  deps: MeterDeps,
  options: MeterDeed & { readonly replacement: MeterReplacement; readonly locale: 'ru' | 'en' },
): Promise<{ readonly meterId: number }> {
  const { replacement } = options;
  const { removedOn, final } = replacement;
  const meterId = await whenNew(replacement.meter, () =>
    inTransaction(deps.db, async (tx) => {
      const done = await doneBefore(tx, options);
      if (done !== null) return done;
      const now = deps.clock.now();
      const { account, meter: old } = await meterOfDeed(tx, deps, {
        ...options,
        meterId: replacement.meterId,
      });
      const today = dateIn(now, account.zone);
      judgeFinal(account, old, { removedOn, values: final, today, now, locale: options.locale });
      const record: MeterRecord = {
        ...replacement.meter,
        resource: old.resource,
        zones: old.zones,
        installedOn: removedOn,
      };
      // The number of the old one would be taken for the new one by everybody.
      if (record.serial === old.serial) throw new DomainError('METER_EXISTS', { serial: record.serial });
      mustBeMeter(record, today);
      mustBeNew(account, record, old.id);
      const id = await createMeter(tx, { accountId: account.accountId, record, now });
      await tx.meter.update({ where: { id }, data: { replacedByHand: true } });
      await tx.meter.update({
        where: { id: old.id },
        data: {
          archivedAt: removedAt(removedOn, account.zone, now),
          finalValues: decimalTexts(final ?? []),
          replacedById: id,
        },
      });
      // The residents' own names of the place stay with the place.
      await tx.$executeRaw`
        INSERT INTO "MeterName" ("residentId", "meterId", "name")
        SELECT "residentId", ${id}, "name" FROM "MeterName" WHERE "meterId" = ${old.id}`;
      await finishDeed(tx, deps, {
        ...options,
        account,
        meterId: id,
        action: 'meter.replace',
        details: {
          replaces: old.id,
          removedOn,
          final: final === null ? null : decimalTexts(final).join(' '),
        },
        tell: 'replaced',
      });
      return id;
    }),
  );
  deps.notify('deliveries');
  return { meterId };
}
