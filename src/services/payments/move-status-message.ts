import { Prisma } from '../../database/generated/client.ts';
import type { ServiceDeps } from '../deps.ts';

/**
 * From now on this message shows the payment, and is brought up to date by itself; one message does at a time, so that
 * no other goes on saying "in progress" after the end.
 * @returns the message that showed it before (null: none); `ended` when there is nothing left to wait for
 */
export async function moveStatusMessage(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly paymentId: number; readonly messageId: number },
): Promise<{ readonly ended: boolean; readonly former: number | null }> {
  const { paymentId, messageId } = options;
  const [moved] = await deps.db.$queryRaw<{ former: number | null }[]>(Prisma.sql`
    WITH old AS (
      SELECT "id", "invoiceMessageId" FROM "Payment"
       WHERE "id" = ${paymentId} AND "status" IN ('created', 'pending', 'authorized') FOR UPDATE
    )
    UPDATE "Payment" p SET "invoiceMessageId" = ${messageId}
      FROM old WHERE p."id" = old."id" RETURNING old."invoiceMessageId" AS "former"`);
  return moved === undefined ? { ended: true, former: null } : { ended: false, former: moved.former };
}
