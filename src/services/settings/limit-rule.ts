import type { DbOrTx } from '../../database/client.ts';
import type { ServiceDeps } from '../deps.ts';

/** A limit of the installation as it is set today; `usual` where nobody set it. */
export async function limitInForce(
  deps: { readonly db: DbOrTx } & Pick<ServiceDeps, 'clock'>,
  key: string,
  usual: number,
): Promise<number> {
  const row = await deps.db.setting.findFirst({
    where: { key, companyId: null, effectiveFrom: { lte: deps.clock.now() } },
    orderBy: [{ effectiveFrom: 'desc' }, { id: 'desc' }],
    select: { value: true },
  });
  return typeof row?.value === 'number' ? row.value : usual;
}
