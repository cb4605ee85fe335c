import type { Tx } from '../../database/client.ts';
import type { ServiceDeps } from '../deps.ts';
import { changePayment } from '../payments/change-payment.ts';
import { lockPayment } from '../payments/payment-row.ts';
import { changeInTransaction } from '../tickets/change-ticket.ts';
import { OPEN_SQL } from '../tickets/ticket-sql.ts';
import type { DeletionSubject } from './deletion-facts.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'hashes' | 'installation' | 'notify'>;

/**
 * Payments stay, because accounting and the fiscal law need them, without a tie to the person. An unpaid invoice is
 * given up; what can be paid at the gateway may end by itself and then counts for the account.
 * @returns messages with the invoices of this identity
 */
export async function detachPayments(
  tx: Tx,
  deps: Deps,
  subject: DeletionSubject,
  identityId: number,
): Promise<number[]> {
  const at = deps.clock.now();
  const identityIds = [...subject.identityIds];
  const residentId = subject.residentId ?? 0;
  const invoices = await tx.payment.findMany({
    where: {
      OR: [{ residentId }, { residentId: null, identityId: { in: identityIds } }],
      method: 'telegram',
      status: { in: ['created', 'pending'] },
    },
    orderBy: { id: 'asc' },
    select: { id: true },
  });
  const messages: number[] = [];
  for (const { id } of invoices) {
    const payment = await lockPayment(tx, { id });
    if (payment === null || (payment.status !== 'created' && payment.status !== 'pending')) continue;
    await changePayment(tx, payment, {
      to: 'failed',
      patch: { finishedAt: at, failureCode: 'cancelled-by-payer' },
      key: `cancelled:${id}`,
      source: 'resident',
      at,
    });
    if (payment.identityId === identityId && payment.invoiceMessageId !== null) {
      messages.push(payment.invoiceMessageId);
    }
  }
  await tx.$executeRaw`
    UPDATE "Payment"
       SET "residentId" = NULL, "identityId" = NULL, "payerTelegramId" = NULL, "savedCardId" = NULL,
           "invoiceMessageId" = NULL,
           "gatewayData" = CASE WHEN jsonb_exists("gatewayData", 'request')
                                THEN jsonb_set("gatewayData", '{request}', 'null') ELSE "gatewayData" END
     WHERE "residentId" = ${residentId} OR ("residentId" IS NULL AND "identityId" = ANY(${identityIds}::int[]))`;
  return messages;
}

/**
 * Open tickets are cancelled and their staff hears of it as of any cancellation. What stays of every ticket is number,
 * type, house, states and dates: the dispatcher's journal that the law wants, without words, files and person.
 */
export async function eraseTickets(
  tx: Tx,
  deps: Deps,
  subject: DeletionSubject,
  identityId: number,
): Promise<void> {
  const identityIds = [...subject.identityIds];
  const tickets = await tx.$queryRaw<{ id: number; open: boolean }[]>`
    SELECT "id", "status" IN ${OPEN_SQL} AS "open" FROM "Ticket"
     WHERE "residentId" = ${subject.residentId ?? 0}
        OR ("residentId" IS NULL AND "identityId" = ANY(${identityIds}::int[]))
     ORDER BY "id"`;
  for (const { id } of tickets.filter(({ open }) => open)) {
    await changeInTransaction(tx, deps, {
      ticketId: id,
      action: 'cancel',
      actor: { role: 'resident', identityId },
    });
  }
  const ids = tickets.map(({ id }) => id);
  if (ids.length === 0) return;
  await tx.storedFile.deleteMany({ where: { ticketId: { in: ids } } });
  await tx.ticketMessage.deleteMany({ where: { ticketId: { in: ids } } });
  await tx.$executeRaw`
    UPDATE "Ticket"
       SET "residentId" = NULL, "identityId" = NULL, "accountId" = NULL, "text" = '', "fields" = '{}',
           "contactWay" = NULL, "contactTime" = NULL, "ratingText" = NULL,
           "reason" = CASE WHEN "status" = 'rejected' THEN '' END
     WHERE "id" = ANY(${ids}::int[])`;
  await tx.$executeRaw`
    UPDATE "TicketEvent"
       SET "details" = "details" - 'reason',
           "byId" = CASE WHEN "byId" = ANY(${identityIds}::int[]) THEN NULL ELSE "byId" END
     WHERE "ticketId" = ANY(${ids}::int[])`;
}
