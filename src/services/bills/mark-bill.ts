import { Prisma } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { loadBill } from './load-bill.ts';

/**
 * "Mark as paid" and undo (PRODUCT C4): for this person alone, for the version that stands now; no balance changes and
 * the next import decides anew. Wanting the same twice is the same.
 * @throws DomainError BILL_NOT_FOUND, BILL_NOT_MARKABLE when it is an old one, paid, or being paid
 */
export async function markBill(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: { readonly residentId: number; readonly billId: number; readonly marked: boolean },
): Promise<void> {
  const { residentId, billId, marked } = options;
  const now = deps.clock.now();
  const bill = await loadBill(deps.db, { residentId, billId, now, installation: deps.installation });
  if (bill === null) throw new DomainError('BILL_NOT_FOUND');
  if (!marked) {
    await deps.db.billMark.deleteMany({ where: { residentId, billId } });
    return;
  }
  const waits = bill.newest && !bill.held && bill.left !== null && bill.left > 0;
  if (!waits) throw new DomainError('BILL_NOT_MARKABLE');
  await deps.db.$executeRaw(Prisma.sql`
    INSERT INTO "BillMark" ("residentId", "billId", "versionId", "markedAt")
    VALUES (${residentId}, ${billId}, ${bill.versionId}, ${now})
    ON CONFLICT ("residentId", "billId") DO UPDATE SET "versionId" = EXCLUDED."versionId", "markedAt" = EXCLUDED."markedAt"`);
}
