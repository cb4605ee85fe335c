import { inTransaction } from '../../database/in-transaction.ts';
import { dateIn } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import type { MeterValue } from '../../domain/meters.ts';
import type { BillingDate } from '../../domain/period.ts';
import { whenNew } from './add-meter.ts';
import { doneBefore, finishDeed, type MeterDeed, type MeterDeps, meterOfDeed } from './meter-changes.ts';
import { decimalTexts, judgeFinal, mustBeNew, removedAt } from './meter-record.ts';

/**
 * A meter that hangs no more: it takes no readings and leaves the residents' list, its history stays. They are told.
 * @throws DomainError those of `judgeFinal` and `meterOfDeed`
 */
export async function removeMeter(
  deps: MeterDeps,
  options: MeterDeed & {
    readonly meterId: number;
    readonly removedOn: BillingDate;
    /** what its dial shows, by zone; null = not known */
    readonly final: readonly MeterValue[] | null;
    readonly locale: 'ru' | 'en';
  },
): Promise<void> {
  const { meterId, removedOn, final, locale } = options;
  await inTransaction(deps.db, async (tx) => {
    if ((await doneBefore(tx, options)) !== null) return;
    const now = deps.clock.now();
    const { account, meter } = await meterOfDeed(tx, deps, options);
    judgeFinal(account, meter, {
      removedOn,
      values: final,
      today: dateIn(now, account.zone),
      now,
      locale,
    });
    await tx.meter.update({
      where: { id: meterId },
      data: { archivedAt: removedAt(removedOn, account.zone, now), finalValues: decimalTexts(final ?? []) },
    });
    await finishDeed(tx, deps, {
      ...options,
      account,
      action: 'meter.remove',
      details: { removedOn, final: final === null ? null : decimalTexts(final).join(' ') },
      tell: 'removed',
    });
  });
  deps.notify('deliveries');
}

/**
 * Take back what was removed by mistake. Said twice it is said once.
 * @throws DomainError METER_WAS_REPLACED (its place is taken), METER_EXISTS; those of `meterOfDeed`
 */
export async function restoreMeter(
  deps: MeterDeps,
  options: MeterDeed & { readonly meterId: number },
): Promise<void> {
  const { meterId } = options;
  await inTransaction(deps.db, async (tx) => {
    const { account, meter } = await meterOfDeed(tx, deps, options);
    if (!meter.archived) return;
    if (meter.replacedById !== null) throw new DomainError('METER_WAS_REPLACED');
    mustBeNew(account, meter);
    await whenNew(meter, () =>
      tx.meter.update({ where: { id: meterId }, data: { archivedAt: null, finalValues: [] } }),
    );
    await finishDeed(tx, deps, {
      ...options,
      account,
      action: 'meter.restore',
      details: { removedOn: meter.removedOn },
      tell: 'restored',
    });
  });
  deps.notify('deliveries');
}
