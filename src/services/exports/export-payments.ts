import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { type ExportActor, exportProvider } from './export-scope.ts';
import { registerTemplate } from './export-template.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

/** A whole year of a big provider. */
const TIMEOUT_MS = 120_000;

/**
 * Items that an export may take: money that was taken and not given back in full, in no batch yet. Refunds are told to
 * the company by whoever makes them (left to pay, promise 3), so the sum is the one that was paid. A bank QR is done
 * because the company's own register said so: it is not told what it told us.
 */
export const EXPORTABLE = Prisma.sql`
  p."status" IN ('succeeded', 'partially_refunded') AND i."refunded" < i."amount" AND i."exportBatchId" IS NULL
  AND p."method" <> 'bank_qr'`;

/**
 * Put payments of one provider that no export took yet into a new batch, each once. The company does not know them
 * before the batch is closed (`closeExport`). When nothing is left and a batch is still open, that batch is the answer:
 * the same press twice is one export.
 * @param options.from first instant, null = from the beginning
 * @param options.until instant after the last one
 * @throws DomainError EXPORT_EMPTY, PROVIDER_NOT_FOUND, NOT_ALLOWED
 */
export async function exportPayments(
  deps: Deps,
  options: {
    readonly actor: ExportActor;
    readonly providerId: number;
    readonly from: Date | null;
    readonly until: Date;
  },
): Promise<{ readonly batchId: number; readonly count: number }> {
  const { actor, providerId, from, until } = options;
  const { companyId } = await exportProvider(deps, actor, providerId);
  return inTransaction(
    deps.db,
    async (tx) => {
      const now = deps.clock.now();
      const template = await registerTemplate(tx, providerId);
      const { id } = await tx.exportBatch.create({
        data: {
          kind: 'payments',
          providerId,
          fromAt: from ?? until,
          untilAt: until,
          createdById: actor.identityId,
          createdAt: now,
          template: { ...template, columns: [...template.columns] },
        },
        select: { id: true },
      });
      const [taken] = await tx.$queryRaw<
        { count: number; sum: bigint | null; first: Date | null }[]
      >(Prisma.sql`
        WITH taken AS (
          UPDATE "PaymentItem" i SET "exportBatchId" = ${id}
            FROM "Payment" p
           WHERE p."id" = i."paymentId" AND i."providerId" = ${providerId} AND ${EXPORTABLE}
             AND p."succeededAt" < ${until}::timestamptz
             AND (${from}::timestamptz IS NULL OR p."succeededAt" >= ${from}::timestamptz)
          RETURNING i."amount", p."succeededAt"
        ) SELECT count(*)::int AS "count", sum("amount")::bigint AS "sum", min("succeededAt") AS "first" FROM taken`);
      const count = taken?.count ?? 0;
      if (count === 0) {
        await tx.exportBatch.delete({ where: { id } });
        const open = await tx.exportBatch.findFirst({
          where: { kind: 'payments', providerId, closedAt: null, untilAt: { lte: until } },
          orderBy: { id: 'desc' },
          select: { id: true, count: true },
        });
        if (open === null) throw new DomainError('EXPORT_EMPTY');
        return { batchId: open.id, count: open.count };
      }
      await tx.exportBatch.update({
        where: { id },
        data: { count, sum: taken?.sum ?? 0n, fromAt: from ?? taken?.first ?? until },
      });
      await recordAudit(tx, {
        at: now,
        actorId: actor.identityId,
        actorKind: actor.identityId === null ? 'cli' : 'staff',
        action: 'export.create',
        subject: `export:${id}`,
        companyId,
        details: { count, sum: Number(taken?.sum ?? 0n) },
      });
      return { batchId: id, count };
    },
    { timeout: TIMEOUT_MS, retry: true },
  );
}
