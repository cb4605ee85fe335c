import type { DbOrTx, Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import type { BillingDate } from '../../domain/period.ts';
import type { ServiceDeps } from '../deps.ts';

/** The value in force: the newest version; undefined = never set. */
export async function newestSetting(db: DbOrTx, key: string, companyId: number | null): Promise<unknown> {
  const row = await db.setting.findFirst({
    where: { key, companyId },
    orderBy: [{ effectiveFrom: 'desc' }, { id: 'desc' }],
    select: { value: true },
  });
  return row?.value;
}

/** A value and the day from which it holds; null = as if it had not been set. */
export interface DatedValue {
  readonly from: BillingDate;
  readonly value: unknown;
}

const DATED_SHOWN = 4;

/** The newest versions with their first days, also those still to come; the oldest first. */
export async function datedSetting(db: DbOrTx, key: string, companyId: number | null): Promise<DatedValue[]> {
  const rows = await db.setting.findMany({
    where: { key, companyId },
    orderBy: [{ effectiveFrom: 'desc' }, { id: 'desc' }],
    take: DATED_SHOWN,
    select: { value: true, effectiveFrom: true },
  });
  return rows
    .map(({ value, effectiveFrom }) => ({
      value,
      from: effectiveFrom.toISOString().slice(0, 10) as BillingDate,
    }))
    .toReversed();
}

/** Write a version of today, or of `from`; a second change of the same day replaces it. `null` = not set from then on. */
export async function saveSetting(
  tx: Tx,
  setting: {
    readonly key: string;
    readonly companyId: number | null;
    readonly value: Prisma.InputJsonValue | null;
    readonly from?: BillingDate | undefined;
    readonly by: number | null;
  },
  deps: Pick<ServiceDeps, 'clock'>,
): Promise<void> {
  const now = deps.clock.now();
  const effectiveFrom = new Date(`${setting.from ?? now.toISOString().slice(0, 10)}T00:00:00Z`);
  const { key, companyId } = setting;
  const change = { value: setting.value ?? Prisma.JsonNull, changedById: setting.by, changedAt: now };
  const { count } = await tx.setting.updateMany({ where: { key, companyId, effectiveFrom }, data: change });
  if (count === 0) await tx.setting.create({ data: { key, companyId, effectiveFrom, ...change } });
}
