import type { Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import type { ServiceDeps } from '../deps.ts';
import { OPEN_SQL } from './ticket-sql.ts';

/** Brings the staff group up to date about one ticket: topic, card, what is not posted yet. */
export const GROUP_TASK = 'tickets.group';

/** More would keep a group busy for an hour: 20 messages a minute are its limit. */
const MOST = 300;

/**
 * Bring the group up to date about every open ticket of a company (null: of none): it is a new group, it works again,
 * or shows more or less of residents. Gives how many tickets that are.
 * @param key why, once: `connect:-1001:1763280000000`
 */
export async function refreshGroup(
  tx: Tx,
  deps: Pick<ServiceDeps, 'clock'>,
  options: { readonly companyId: number | null; readonly key: string; readonly cards: boolean },
): Promise<number> {
  const now = deps.clock.now();
  const { companyId, key, cards } = options;
  return tx.$executeRaw(Prisma.sql`
    INSERT INTO "Task" ("kind", "key", "args", "runAfter", "createdAt")
    SELECT ${GROUP_TASK}, ${GROUP_TASK} || ':' || t."id" || ':' || ${key},
           jsonb_build_object('ticketId', t."id") || CASE WHEN ${cards} THEN jsonb_build_object('refresh', ${key}::text)
                                                          ELSE '{}'::jsonb END,
           ${now}, ${now}
      FROM "Ticket" t
     WHERE t."companyId" IS NOT DISTINCT FROM ${companyId}::int AND t."mergedIntoId" IS NULL
       AND (t."status" IN ${OPEN_SQL} OR t."status" = 'done')
     ORDER BY t."id" DESC LIMIT ${MOST}
        ON CONFLICT ("key") DO NOTHING`);
}

/** The bot may write in the group again: what could not be posted is posted now. */
export async function resumeGroup(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'notify'>,
  options: { readonly companyId: number | null; readonly key: string },
): Promise<number> {
  const count = await inTransaction(deps.db, (tx) => refreshGroup(tx, deps, { ...options, cards: false }));
  if (count > 0) deps.notify('tasks');
  return count;
}
