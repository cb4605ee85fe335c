import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { moneyWasTaken } from '../../domain/payments.ts';
import { judgeOperation, type Resolution } from '../../domain/reconciliation.ts';
import type { RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { pollPayment } from '../payments/poll-gateway.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { showDifference } from './show-reconciliation.ts';

interface Options {
  readonly grants: readonly RoleGrant[];
  readonly identityId: number;
  readonly rowId: number;
}

/**
 * Note what was done about a difference, or (null) that it is open again. Money is not touched: that is done where
 * payments, refunds and imports are. The same choice twice is one.
 * @throws DomainError RECONCILIATION_NOT_FOUND, NOT_ALLOWED
 */
export async function resolveDifference(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: Options & { readonly resolution: Resolution | null },
): Promise<void> {
  const { resolution, identityId } = options;
  const row = await showDifference(deps, options);
  if (row.resolution === resolution) return;
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    await tx.reconciliationRow.update({
      where: { id: row.id },
      data: {
        resolution,
        resolvedAt: resolution === null ? null : now,
        resolvedById: resolution === null ? null : identityId,
      },
    });
    await recordAudit(tx, {
      at: now,
      actorId: identityId,
      actorKind: 'staff',
      action: 'reconciliation.resolve',
      subject: `reconciliation-row:${row.id}`,
      details: { resolution },
    });
  });
}

/**
 * Ask the gateway about our payment now and judge the row anew: a late success settles here and now.
 * @throws DomainError RECONCILIATION_NOT_FOUND, RECONCILIATION_NO_PAYMENT, NOT_ALLOWED, GATEWAY_SILENT
 */
export async function askAboutDifference(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify' | 'gateway'>,
  options: Options,
): Promise<void> {
  const row = await showDifference(deps, options);
  if (row.paymentId === null) throw new DomainError('RECONCILIATION_NO_PAYMENT');
  if (!(await pollPayment(deps, { paymentId: row.paymentId }))) throw new DomainError('GATEWAY_SILENT');
  const payment = await deps.db.payment.findUniqueOrThrow({ where: { id: row.paymentId } });
  const taken = moneyWasTaken(payment.status);
  const outcome =
    row.theirs === null
      ? taken
        ? 'missing_there'
        : 'matched'
      : judgeOperation({ ...payment, taken }, row.theirs);
  await deps.db.reconciliationRow.updateMany({
    where: { id: row.id },
    data: { outcome, ourAmount: payment.total },
  });
}
