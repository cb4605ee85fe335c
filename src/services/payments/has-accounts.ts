import { Prisma } from '../../database/generated/client.ts';
import { visibleLinks } from '../bills/visible-links-sql.ts';
import type { ServiceDeps } from '../deps.ts';

/** Whether the resident has linked any account, so that "nothing is owed" says something. One statement. */
export async function hasAccounts(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly residentId: number },
): Promise<boolean> {
  const links = visibleLinks({ residentId: options.residentId, linkId: null, now: deps.clock.now() });
  const [row] = await deps.db.$queryRaw<{ some: boolean }[]>(
    Prisma.sql`WITH links AS (${links}) SELECT EXISTS (SELECT FROM links) AS "some"`,
  );
  return row?.some === true;
}
