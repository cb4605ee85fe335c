import type { DbOrTx, Tx } from '../../database/client.ts';
import type { Prisma } from '../../database/generated/client.ts';
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

/** Write a version of today; a second change of the same day replaces it. */
export async function saveSetting(
  tx: Tx,
  setting: {
    readonly key: string;
    readonly companyId: number | null;
    readonly value: Prisma.InputJsonValue;
    readonly by: number | null;
  },
  deps: Pick<ServiceDeps, 'clock'>,
): Promise<void> {
  const now = deps.clock.now();
  const effectiveFrom = new Date(`${now.toISOString().slice(0, 10)}T00:00:00Z`);
  const { key, companyId } = setting;
  const change = { value: setting.value, changedById: setting.by, changedAt: now };
  const { count } = await tx.setting.updateMany({ where: { key, companyId, effectiveFrom }, data: change });
  if (count === 0) await tx.setting.create({ data: { key, companyId, effectiveFrom, ...change } });
}
