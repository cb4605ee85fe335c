import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { type AuditRecord, recordAudit } from '../staff/record-audit.ts';
import { firstMonthsOfPayers, lockProviders, renewAccountFacts } from './account-facts.ts';
import { cutHistory } from './cut-history.ts';
import { placeAccounts } from './place-accounts.ts';
import { suspendMoved } from './suspend-moved.ts';

/** A whole town's register; statements of screens are kept far shorter. */
export const BATCH_TIMEOUT_MS = 120_000;

export interface PublishOptions {
  readonly batchId: number;
  readonly companyId: number | null;
  /** Numbers without an account may become accounts. */
  readonly createAccounts: boolean;
  readonly actor: Pick<AuditRecord, 'actorId' | 'actorKind'>;
  readonly details: NonNullable<AuditRecord['details']>;
}

/**
 * Make a staged batch what people see, in one transaction: accounts appear, its versions stand, the company's facts
 * about flats are renewed, and whoever proved a payer or flat that is no more waits for the staff's decision.
 * @returns how many accounts appeared
 * @throws DomainError IMPORT_CANCELLED (given up meanwhile), IMPORT_UNKNOWN_ACCOUNTS; unique violation of
 *   ImportBatch_published_once_key when the same file was published meanwhile
 */
export async function publishBatch(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: PublishOptions,
): Promise<number> {
  const { batchId } = options;
  return inTransaction(
    deps.db,
    async (tx) => {
      await lockProviders(tx, batchId);
      const now = deps.clock.now();
      // First of all, so that of the same file sent twice the second one ends here.
      const { count } = await tx.importBatch.updateMany({
        where: { id: batchId, status: 'staging' },
        data: { status: 'published', publishedAt: now },
      });
      if (count === 0) throw new DomainError('IMPORT_CANCELLED');
      const appeared = await tx.$executeRaw`
        UPDATE "Account" SET "publishedAt" = ${now}, "createdByBatchId" = ${batchId}
         WHERE "publishedAt" IS NULL
           AND "id" IN (SELECT b."accountId" FROM "BillVersion" v JOIN "Bill" b ON b."id" = v."billId"
                         WHERE v."batchId" = ${batchId})`;
      // Known in the dry run, rolled back since.
      if (appeared > 0 && !options.createAccounts) {
        throw new DomainError('IMPORT_UNKNOWN_ACCOUNTS', { count: appeared });
      }
      await tx.$executeRaw`UPDATE "BillVersion" SET "publishedAt" = ${now} WHERE "batchId" = ${batchId}`;
      await tx.$executeRaw`
        UPDATE "Bill" b SET "currentVersionId" = v."id" FROM "BillVersion" v
         WHERE v."batchId" = ${batchId} AND b."id" = v."billId"`;
      const moved = await renewAccountFacts(tx, batchId);
      const since = await firstMonthsOfPayers(
        tx,
        moved.map(({ id }) => id),
      );
      await cutHistory(tx, {
        moved: moved.map((account) => ({ ...account, since: since.get(account.id) ?? account.since })),
        batchId,
        now,
        actor: options.actor,
      });
      const suspendedLinks = await suspendMoved(tx, { moved, batchId, now, actor: options.actor });
      await placeAccounts(tx, {
        accounts: Prisma.sql`SELECT b."accountId" FROM "BillVersion" v JOIN "Bill" b ON b."id" = v."billId"
                              WHERE v."batchId" = ${batchId}`,
        now,
      });
      await recordAudit(tx, {
        at: now,
        ...options.actor,
        action: 'import.publish',
        subject: `import:${batchId}`,
        companyId: options.companyId,
        details: {
          ...options.details,
          createdAccounts: appeared,
          ...(suspendedLinks === 0 ? {} : { suspendedLinks }),
        },
      });
      return appeared;
    },
    { timeout: BATCH_TIMEOUT_MS, retry: true },
  );
}
