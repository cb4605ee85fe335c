import { inTransaction } from '../../database/in-transaction.ts';
import { moneyWasTaken } from '../../domain/payments.ts';
import type { ServiceDeps } from '../deps.ts';
import { lockAccounts, lockPayment } from './payment-row.ts';
import { recordSuccess } from './record-success.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>;

const BATCH = 100;

/**
 * Bank-QR payments that a published register reports: by our number in it, else by the account, the sum and a day after
 * the code was made, when no other payment has taken that row. The register's row then stands for this operation and its
 * money counts once, as of the day the bank had it. Providers that take payments from our export batches keep the
 * register's row as it is: their books would otherwise get the money twice. Meant for a job; any number may run.
 */
export async function confirmBankQr(deps: Deps): Promise<{ readonly confirmed: number }> {
  const found = await deps.db.$queryRaw<{ paymentId: number; importedId: number }[]>`
    SELECT DISTINCT ON (p."id") p."id" AS "paymentId", m."id" AS "importedId"
      FROM "Payment" p
      JOIN "PaymentItem" i ON i."paymentId" = p."id"
      JOIN "Provider" r ON r."id" = i."providerId" AND NOT r."usesExports"
      JOIN "ImportedPayment" m ON m."accountId" = i."accountId" AND m."publishedAt" IS NOT NULL
       AND (m."paymentId" = p."id"
         OR (m."paymentId" IS NULL AND m."amount" = p."total" AND m."paidAt" >= p."createdAt" - interval '1 day'))
     WHERE p."method" = 'bank_qr' AND p."status" IN ('created', 'pending', 'expired')
     ORDER BY p."id", (m."paymentId" = p."id") DESC NULLS LAST, m."paidAt", m."id"
     LIMIT ${BATCH}`;
  let confirmed = 0;
  for (const one of found) if (await confirm(deps, one)) confirmed += 1;
  if (confirmed > 0) deps.notify('deliveries');
  return { confirmed };
}

async function confirm(
  deps: Deps,
  { paymentId, importedId }: { readonly paymentId: number; readonly importedId: number },
): Promise<boolean> {
  return inTransaction(
    deps.db,
    async (tx) => {
      const items = await tx.paymentItem.findMany({ where: { paymentId }, select: { accountId: true } });
      await lockAccounts(
        tx,
        items.flatMap(({ accountId }) => accountId ?? []),
      );
      const payment = await lockPayment(tx, { id: paymentId });
      if (payment === null || moneyWasTaken(payment.status)) return false;
      const row = await tx.importedPayment.findUnique({ where: { id: importedId } });
      if (row?.publishedAt == null) return false;
      const { count } = await tx.importedPayment.updateMany({
        where: { id: importedId, OR: [{ paymentId: null }, { paymentId }] },
        data: { paymentId },
      });
      if (count === 0) return false;
      const took = new Date(Math.max(row.paidAt.getTime(), payment.createdAt.getTime()));
      await recordSuccess(tx, deps, payment, {
        source: 'job',
        key: `register:${importedId}`,
        patch: {},
        takenAt: took,
        details: { imported: importedId },
      });
      return true;
    },
    { retry: true },
  );
}
