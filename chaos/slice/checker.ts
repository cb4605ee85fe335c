import type { Database } from '../../src/database/client.ts';
import { faultsOfOurs, leftAsPaid, receiptsSent } from '../support/checks.ts';
import type { Tenant } from '../support/houses.ts';
import type { Lived } from '../support/resident.ts';
import type { Books } from '../support/telegram.ts';
import type { Disturbances } from './disturber.ts';

export interface Evidence {
  readonly books: Books;
  readonly tenants: readonly Tenant[];
  readonly lives: readonly Lived[];
  readonly disturbances: Disturbances;
  /** Updates that the bots have not confirmed though everything runs. */
  readonly pending: readonly string[];
  readonly logs: string;
}

/** Compare what Telegram has seen with what the database holds. @returns every promise that was broken */
export async function findViolations(database: Database, evidence: Evidence): Promise<string[]> {
  return [
    ...updatesLost(evidence),
    ...(await peopleAndLinks(database, evidence)),
    ...(await money(database, evidence)),
    ...(await receiptsSent(database, evidence.books, evidence.disturbances)),
    ...strangersData(evidence),
    ...faultsOfOurs(evidence.logs),
  ];
}

function updatesLost({ books, pending }: Evidence): string[] {
  return [
    ...pending.map((update) => `never confirmed though everything runs: ${update}`),
    ...books.silent.map((update) => `confirmed without a word: ${update}`),
    ...(books.expired === 0 ? [] : [`${books.expired} updates were offered until they expired`]),
  ];
}

async function peopleAndLinks({ prisma }: Database, { tenants, lives }: Evidence): Promise<string[]> {
  const found: string[] = [];
  for (const [index, tenant] of tenants.entries()) {
    const lived = lives[index];
    if (lived === undefined) continue;
    const identity = await prisma.telegramIdentity.findUnique({
      where: { telegramId: BigInt(tenant.id) },
      include: { acceptances: true, resident: { include: { links: true } } },
    });
    const who = `person ${tenant.id}`;
    const residents = await prisma.resident.count({ where: { phone: tenant.phone } });
    if (lived.welcomed && residents !== 1)
      found.push(`${who} was welcomed and is ${residents} residents in the database`);
    if (residents > 1) found.push(`${who} was registered ${residents} times`);
    const acceptances = identity?.acceptances.length ?? 0;
    if (identity !== null && acceptances !== 2) found.push(`${who} has ${acceptances} acceptances, not 2`);
    const links = identity?.resident?.links.filter(({ accountId }) => accountId === tenant.accountId) ?? [];
    if (lived.linked && links.length === 0) found.push(`${who} saw the account linked, it is not`);
    if (links.length > 1) found.push(`${who} has account ${tenant.accountId} linked ${links.length} times`);
    const foreign = identity?.resident?.links.filter(({ accountId }) => accountId !== tenant.accountId) ?? [];
    if (foreign.length > 0) found.push(`${who} has a link to a stranger’s account`);
  }
  const audited = await prisma.auditEntry.count({ where: { action: 'account.link' } });
  const links = await prisma.accountLink.count();
  if (audited !== links) found.push(`${links} links and ${audited} audit entries of linking`);
  return found;
}

async function money({ prisma }: Pick<Database, 'prisma'>, { books, tenants }: Evidence): Promise<string[]> {
  const found: string[] = [];
  const charges = books.chats.flatMap((chat) =>
    chat.charges.map((charge) => ({ ...charge, personId: chat.personId })),
  );
  const payments = await prisma.payment.findMany({ include: { items: true, events: true } });
  const succeeded = payments.filter(({ status }) => status === 'succeeded');
  const paidByAccount = new Map<number, number>();
  for (const charge of charges) {
    const matching = succeeded.filter(({ telegramChargeId }) => telegramChargeId === charge.chargeId);
    const [payment] = matching;
    if (payment === undefined || matching.length > 1) {
      found.push(`charge ${charge.chargeId} of ${charge.personId} is in ${matching.length} payments`);
      continue;
    }
    if (payment.total !== charge.total)
      found.push(`payment ${payment.number}: ${payment.total} kopecks, Telegram took ${charge.total}`);
    if (Number(payment.payerTelegramId) !== charge.personId)
      found.push(`payment ${payment.number} was paid by ${charge.personId}, not by its payer`);
    const successes = payment.events.filter(({ toStatus }) => toStatus === 'succeeded');
    if (successes.length !== 1) found.push(`payment ${payment.number} succeeded ${successes.length} times`);
    for (const item of payment.items) {
      if (item.accountId === null) continue;
      paidByAccount.set(item.accountId, (paidByAccount.get(item.accountId) ?? 0) + item.amount);
    }
  }
  const known = new Set(charges.map(({ chargeId }) => chargeId));
  for (const payment of succeeded) {
    if (payment.telegramChargeId === null || !known.has(payment.telegramChargeId))
      found.push(`payment ${payment.number} succeeded, Telegram took nothing`);
  }
  return [...found, ...(await leftAsPaid({ prisma }, tenants, paidByAccount))];
}

/** Nobody may read an account number that is not theirs. */
function strangersData({ books, tenants }: Evidence): string[] {
  const found: string[] = [];
  for (const chat of books.chats) {
    const own = tenants.find(({ id }) => id === chat.personId)?.accountNumber;
    const strangers = tenants.filter(({ accountNumber }) => accountNumber !== own);
    for (const text of chat.texts) {
      const seen = strangers.find(({ accountNumber }) => text.includes(accountNumber));
      if (seen !== undefined) found.push(`person ${chat.personId} saw the number of ${seen.id}`);
    }
  }
  return found;
}
