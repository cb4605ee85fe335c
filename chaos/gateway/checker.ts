import type { Database } from '../../src/database/client.ts';
import { moneyWasTaken } from '../../src/domain/payments.ts';
import { faultsOfOurs, leftAsPaid, receiptsSent } from '../support/checks.ts';
import type { Tenant } from '../support/houses.ts';
import type { Books, Till } from '../support/telegram.ts';
import type { Disturbances } from './scenario.ts';

export interface Evidence {
  readonly books: Books;
  readonly till: Till;
  readonly tenants: readonly Tenant[];
  readonly done: Disturbances;
  readonly logs: string;
}

/** Compare the gateway's till with what the database holds. @returns every promise that was broken */
export async function findViolations(database: Database, evidence: Evidence): Promise<string[]> {
  const { books, done, logs } = evidence;
  return [
    ...(await leftovers(database)),
    ...(await money(database, evidence)),
    ...(await receiptsSent(database, books, { kills: done.kills, freezes: 0, cuts: 0 })),
    ...faultsOfOurs(logs),
  ];
}

/**
 * Payments without an end and messages that have not gone. Leases of processes that are gone run out after 90 s, and who
 * sat at the page for long is asked about ever more rarely: both happen here as if that time had passed.
 * @param alive ids of the running bots
 */
export async function unhealed({ prisma }: Database, alive: readonly number[]): Promise<number> {
  const owners = alive.map((pid) => `%:${pid}:%`);
  await prisma.$executeRaw`
    UPDATE "Delivery" SET "leasedUntil" = clock_timestamp() - interval '1 second'
     WHERE "status" IN ('leased', 'sending') AND NOT ("owner" LIKE ANY(${owners}::text[]))`;
  await prisma.$executeRaw`
    UPDATE "Payment" SET "nextPollAt" = clock_timestamp()
     WHERE "status" IN ('created', 'pending', 'authorized') AND "nextPollAt" > clock_timestamp()`;
  const payments = await prisma.payment.count({
    where: { status: { in: ['created', 'pending', 'authorized'] } },
  });
  const deliveries = await prisma.delivery.count({
    where: { status: { in: ['queued', 'leased', 'sending'] } },
  });
  return payments + deliveries;
}

/** What has not come to an end by itself, one by one. */
async function leftovers({ prisma }: Database): Promise<string[]> {
  const payments = await prisma.payment.findMany({
    where: { status: { in: ['created', 'pending', 'authorized'] } },
    select: { number: true, status: true, pollCount: true, gatewayPaymentId: true },
  });
  const deliveries = await prisma.delivery.findMany({
    where: { status: { in: ['queued', 'leased', 'sending'] } },
    select: { kind: true, status: true, attempt: true, notBefore: true, lastError: true },
  });
  return [...payments, ...deliveries].map(
    (row) => `has not come to an end by itself: ${JSON.stringify(row)}`,
  );
}

async function money({ prisma }: Database, { till, books, tenants }: Evidence): Promise<string[]> {
  const found: string[] = [];
  const payments = await prisma.payment.findMany({ include: { items: true, events: true } });
  const paid = till.payments.filter(({ status }) => status === 'succeeded');
  const paidByAccount = new Map<number, number>();
  const add = (accountId: number | null, amount: number): void => {
    if (accountId !== null) paidByAccount.set(accountId, (paidByAccount.get(accountId) ?? 0) + amount);
  };
  for (const { id, amount } of paid) {
    const matching = payments.filter(({ gatewayPaymentId }) => gatewayPaymentId === id);
    const [payment] = matching;
    if (payment === undefined || matching.length > 1) {
      found.push(`payment ${id} of the gateway is ${matching.length} payments here`);
      continue;
    }
    if (!moneyWasTaken(payment.status))
      found.push(`payment ${payment.number} is ${payment.status}, it was paid`);
    if (payment.total !== amount)
      found.push(`payment ${payment.number}: ${payment.total} kopecks, the gateway took ${amount}`);
    const successes = payment.events.filter(({ toStatus }) => toStatus === 'succeeded');
    if (successes.length !== 1) found.push(`payment ${payment.number} succeeded ${successes.length} times`);
    for (const { accountId, amount: part } of payment.items) add(accountId, part);
  }
  // Any button is pressed sometimes: a few pay by an invoice instead.
  const charges = new Set(books.chats.flatMap((chat) => chat.charges.map(({ chargeId }) => chargeId)));
  const known = new Set(paid.map(({ id }) => id));
  for (const { number, status, gatewayPaymentId, telegramChargeId, items } of payments) {
    if (!moneyWasTaken(status)) continue;
    if (telegramChargeId !== null && charges.has(telegramChargeId)) {
      for (const { accountId, amount } of items) add(accountId, amount);
    } else if (!known.has(gatewayPaymentId ?? '')) {
      found.push(`payment ${number} succeeded, the gateway took nothing`);
    }
  }
  // One confirmed press is one payment at the gateway, however often it had to be asked for.
  const drafts = new Set(payments.map(({ draftId }) => draftId));
  if (drafts.size !== payments.length)
    found.push(`${payments.length} payments of ${drafts.size} confirmations`);
  const numbers = till.payments.map(({ metadata }) => JSON.stringify(metadata));
  const twice = numbers.filter((number, index) => numbers.indexOf(number) !== index);
  for (const number of new Set(twice)) found.push(`made twice at the gateway: ${number}`);
  return [...found, ...(await leftAsPaid({ prisma }, tenants, paidByAccount))];
}
