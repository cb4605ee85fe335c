import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { accountForReadings } from './reading-access.ts';

export const MAX_METER_NAME = 30;

/**
 * The resident's own name for a meter; null takes it away. Only they see it.
 * @throws DomainError METER_NOT_FOUND, METER_NAME_WRONG and those of `accountForReadings`
 */
export async function renameMeter(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: {
    readonly residentId: number;
    readonly linkId: number;
    readonly meterId: number;
    readonly name: string | null;
  },
): Promise<void> {
  const { residentId, linkId, meterId } = options;
  const account = await accountForReadings(deps, deps.db, { kind: 'resident', residentId, linkId });
  if (!account.meters.some(({ id }) => id === meterId)) throw new DomainError('METER_NOT_FOUND');
  const name = options.name?.replaceAll(/\s+/g, ' ').trim() ?? null;
  if (name === null) {
    await deps.db.meterName.deleteMany({ where: { residentId, meterId } });
    return;
  }
  if (name === '' || Array.from(name).length > MAX_METER_NAME) {
    throw new DomainError('METER_NAME_WRONG', { max: MAX_METER_NAME });
  }
  await deps.db.meterName.upsert({
    where: { residentId_meterId: { residentId, meterId } },
    create: { residentId, meterId, name },
    update: { name },
  });
}
