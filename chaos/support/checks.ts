import type { Database } from '../../src/database/client.ts';
import { leftToPay } from '../../src/services/bills/left-to-pay.ts';
import type { Tenant } from './houses.ts';
import type { Books } from './telegram.ts';

/** Messages a bot may have under way at once: so many may be doubtful after each of its sudden ends. */
const IN_FLIGHT = 8;
const RECEIPT = 'payments.receipt';

/** Sudden ends that leave what was in flight in doubt. */
export interface Doubts {
  readonly kills: number;
  readonly freezes: number;
  /** Calls that Telegram did and never answered. */
  readonly cuts: number;
}

/** @param paidByAccount kopecks by who took them, not by our database */
export async function leftAsPaid(
  { prisma }: Pick<Database, 'prisma'>,
  tenants: readonly Tenant[],
  paidByAccount: ReadonlyMap<number, number>,
): Promise<string[]> {
  const found: string[] = [];
  const accountIds = [...new Set(tenants.map(({ accountId }) => accountId))];
  const outstanding = await leftToPay({ db: prisma }, { accountIds });
  for (const accountId of accountIds) {
    const bill = outstanding.get(accountId);
    if (bill === undefined) found.push(`account ${accountId} has lost its bill`);
    else {
      const expected = bill.total - (paidByAccount.get(accountId) ?? 0);
      if (bill.left !== expected)
        found.push(`account ${accountId}: left to pay ${bill.left} kopecks, by the charges ${expected}`);
    }
  }
  return found;
}

/** Every success wants one receipt, which reached its payer; only what was in flight at a kill may come twice. */
export async function receiptsSent(
  { prisma }: Pick<Database, 'prisma'>,
  books: Books,
  doubts: Doubts,
): Promise<string[]> {
  const found: string[] = [];
  const succeeded = await prisma.payment.findMany({ where: { status: 'succeeded' } });
  const deliveries = await prisma.delivery.findMany({ where: { kind: RECEIPT } });
  let repeated = 0;
  let doubtful = 0;
  for (const payment of succeeded) {
    const wanted = deliveries.filter(({ subject }) => subject === `payment:${payment.id}`);
    const [delivery] = wanted;
    if (delivery === undefined || wanted.length > 1) {
      found.push(`payment ${payment.number} wants ${wanted.length} receipts`);
      continue;
    }
    const arrived = books.receipts.filter(({ paymentId }) => paymentId === payment.id);
    if (arrived.some(({ personId }) => personId !== Number(payment.payerTelegramId)))
      found.push(`the receipt of payment ${payment.number} went to a stranger`);
    if (delivery.status === 'unknown') doubtful += 1;
    else if (delivery.status !== 'sent')
      found.push(`the receipt of payment ${payment.number} is ${delivery.status}`);
    else if (arrived.length === 0)
      found.push(`the receipt of payment ${payment.number} counts as sent and never arrived`);
    repeated += Math.max(0, arrived.length - 1);
  }
  const { kills, freezes, cuts } = doubts;
  const bound = (kills + freezes) * IN_FLIGHT + cuts;
  if (repeated + doubtful > bound)
    found.push(`${repeated} receipts came twice, ${doubtful} are unknown: more than the ${bound} in flight`);
  return found;
}

/** What broke without a disturbance that explains it. */
export function faultsOfOurs(logs: string): string[] {
  const found = new Set<string>();
  for (const line of logs.split('\n')) {
    if (!line.startsWith('{')) continue;
    let entry: {
      level?: unknown;
      msg?: unknown;
      err?: { type?: unknown; message?: unknown; error_code?: unknown };
    };
    try {
      entry = JSON.parse(line);
    } catch {
      // The last line of a killed process.
      continue;
    }
    const fault = entry.msg === 'handler failed' || entry.msg === 'update failed outside the error boundary';
    // A call to Telegram that was cut, came too late or met flood after flood is what we did to it.
    if (fault && entry.err?.type !== 'HttpError' && entry.err?.error_code !== 429)
      found.add(`${entry.msg}: ${entry.err?.type} ${entry.err?.message}`);
  }
  return [...found];
}
