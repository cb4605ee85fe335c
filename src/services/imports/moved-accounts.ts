import { chunksOf, rowsAsTable } from '../../database/bulk.ts';
import type { DbOrTx, Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { sameFlat, stillPaidBy } from '../../domain/names.ts';
import type { BillingDate } from '../../domain/period.ts';
import type { MovedAccounts, PlannedBill } from './import-plan.ts';

const SAMPLE = 5;

/**
 * Links `l` of account `a` that show more than the number alone does. Who proved nothing sees masked names whoever
 * the payer is, and goes on paying.
 */
export const SHOWING_LINK = Prisma.sql`l."status" = 'active' AND (l."level" = 'full' OR l."sharedById" IS NOT NULL)`;

interface Facts {
  readonly payerBefore: string | null;
  readonly payerAfter: string | null;
  readonly flatBefore: string | null;
  readonly flatAfter: string | null;
}

/** Another one in the eyes of the proof by surname and flat: spelling and what is not said change nothing. */
function isMoved({ payerBefore, payerAfter, flatBefore, flatAfter }: Facts): boolean {
  return !stillPaidBy(payerBefore ?? '', payerAfter ?? '') || !sameFlat(flatBefore ?? '', flatAfter ?? '');
}

/**
 * Whether a bill, with its "period", is of a month that began before the present owner's first day: it may still go to
 * the former one. `a` is the account. Neither true nor false where nothing is known of either.
 */
export function ofFormerOwner(bill: 'f' | 'k'): Prisma.Sql {
  return Prisma.sql`a."ownerSince" > (${Prisma.raw(bill)}."period" || '-01')::date`;
}

/** An account that has another payer or flat. */
export interface MovedAccount {
  readonly id: number;
  /** first day of the new one, as far as the file tells */
  readonly since: BillingDate;
  /** The file that says so says the phone, too: it is the new payer's. */
  readonly phoneTold: boolean;
}

/** For files that say nothing of phones. */
export const NO_PHONES = Prisma.sql`false`;

/**
 * Run a statement that changes facts of accounts and say which accounts have another payer or flat by it, also those
 * that nobody has: who links them later must not see the former one's bills.
 * @param update an UPDATE of "Account" a, without RETURNING, whose FROM also has the same row as "Account" o
 * @param told by its rows: whether the statement also says the phone, and the first day (text) of what it says
 */
export async function updateAccounts(
  tx: Tx,
  update: Prisma.Sql,
  told: { readonly phone: Prisma.Sql; readonly since: Prisma.Sql },
): Promise<MovedAccount[]> {
  const rows = await tx.$queryRaw<(Facts & MovedAccount)[]>(Prisma.sql`
    WITH changed AS (
      ${update}
      RETURNING a."id", ${told.phone} AS "phoneTold", ${told.since} AS "since",
                o."payerName" AS "payerBefore", a."payerName" AS "payerAfter",
                o."flat" AS "flatBefore", a."flat" AS "flatAfter")
    SELECT * FROM changed c WHERE c."payerBefore" <> c."payerAfter" OR c."flatBefore" <> c."flatAfter"`);
  return rows.filter(isMoved).map(({ id, phoneTold, since }) => ({ id, phoneTold, since }));
}

/** What a file says about the payer and the flat of one account; `bill`: of the bill that says it. */
interface Told {
  readonly providerId: number;
  readonly number: string;
  readonly payerName: string | null;
  readonly flat: string | null;
  readonly bill: { readonly type: string; readonly period: string; readonly date: string } | null;
}

const TOLD = {
  providerId: 'int',
  number: 'text',
  payerName: 'text?',
  flat: 'text?',
  type: 'text?',
  period: 'text?',
  date: 'date?',
} as const;

/** The dry run of `updateAccounts`: accounts that people have and that would get another payer or flat. */
export async function foreseeMoved(db: DbOrTx, told: readonly Told[]): Promise<MovedAccounts> {
  const saying = told.filter(({ payerName, flat }) => payerName !== null || flat !== null);
  const numbers: string[] = [];
  for (const chunk of chunksOf(saying)) {
    const rows = chunk.map(({ bill, ...facts }) => ({
      ...facts,
      type: bill?.type ?? null,
      period: bill?.period ?? null,
      date: bill?.date ?? null,
    }));
    const found = await db.$queryRaw<(Facts & { readonly number: string })[]>(Prisma.sql`
      SELECT a."number", a."payerName" AS "payerBefore", n."payerName" AS "payerAfter",
             a."flat" AS "flatBefore", k."flat" AS "flatAfter"
        FROM ${rowsAsTable(TOLD, rows)} AS k
        JOIN "Account" a ON a."providerId" = k."providerId" AND a."number" = k."number" AND a."publishedAt" IS NOT NULL
       CROSS JOIN LATERAL (SELECT CASE WHEN ${ofFormerOwner('k')} THEN a."payerName" ELSE k."payerName" END) n ("payerName")
       WHERE (a."payerName" <> n."payerName" OR a."flat" <> k."flat")
         AND EXISTS (SELECT 1 FROM "AccountLink" l WHERE l."accountId" = a."id" AND ${SHOWING_LINK})
         AND NOT EXISTS (
               SELECT 1 FROM "Bill" b JOIN "BillVersion" v ON v."id" = b."currentVersionId"
                WHERE b."accountId" = a."id" AND (b."period", v."billDate") > (k."period", k."date")
                  AND NOT (b."period" = k."period" AND b."type" = k."type"))
       ORDER BY a."number"`);
    numbers.push(...found.filter(isMoved).map(({ number }) => number));
  }
  const moved = [...new Set(numbers)];
  return { count: moved.length, sample: moved.slice(0, SAMPLE) };
}

/** What the newest bill of each account says. @param bills by provider, number and month */
export function toldByBills(bills: readonly PlannedBill[]): Told[] {
  const newest = new Map<string, PlannedBill>();
  for (const planned of bills) {
    const key = `${planned.provider.id} ${planned.bill.account}`;
    const other = newest.get(key);
    if (other?.bill.period === planned.bill.period && other.billDate > planned.billDate) continue;
    newest.set(key, planned);
  }
  return [...newest.values()].map(({ bill, provider, type, billDate }) => ({
    providerId: provider.id,
    number: bill.account,
    payerName: bill.payerName,
    flat: bill.flat,
    bill: { type, period: bill.period, date: billDate },
  }));
}
