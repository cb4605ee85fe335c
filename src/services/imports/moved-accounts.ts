import { chunksOf, rowsAsTable } from '../../database/bulk.ts';
import type { DbOrTx, Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { sameFlat, stillPaidBy } from '../../domain/names.ts';
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

/** An account that has another payer or flat. */
export interface MovedAccount {
  readonly id: number;
  /** The file that says so says the phone, too: it is the new payer's. */
  readonly phoneTold: boolean;
}

/** For files that say nothing of phones. */
const NO_PHONES = Prisma.sql`false`;

/**
 * Run a statement that changes facts of accounts and say which accounts have another payer or flat by it, of those
 * that somebody has, has just proved, or can open with a PIN, a link or the phone in the books.
 * @param update an UPDATE of "Account" a, without RETURNING, whose FROM also has the same row as "Account" o
 * @param phoneTold whether the statement also says the phone, by its rows
 */
export async function updateAccounts(
  tx: Tx,
  update: Prisma.Sql,
  phoneTold: Prisma.Sql = NO_PHONES,
): Promise<MovedAccount[]> {
  const rows = await tx.$queryRaw<(Facts & MovedAccount)[]>(Prisma.sql`
    WITH changed AS (
      ${update}
      RETURNING a."id", a."phoneOnFile", ${phoneTold} AS "phoneTold",
                o."payerName" AS "payerBefore", a."payerName" AS "payerAfter",
                o."flat" AS "flatBefore", a."flat" AS "flatAfter")
    SELECT * FROM changed c
     WHERE (c."payerBefore" <> c."payerAfter" OR c."flatBefore" <> c."flatAfter")
       AND (c."phoneOnFile" IS NOT NULL
         OR EXISTS (SELECT 1 FROM "AccountLink" l WHERE l."accountId" = c."id")
         OR EXISTS (SELECT 1 FROM "ProofAttempt" t WHERE t."accountId" = c."id" AND t."succeeded" AND t."proof" <> 'none')
         OR EXISTS (SELECT 1 FROM "AccessCode" k WHERE k."accountId" = c."id" AND k."consumedAt" IS NULL AND k."revokedAt" IS NULL)
         OR EXISTS (SELECT 1 FROM "LinkToken" t WHERE t."accountId" = c."id" AND t."revokedAt" IS NULL))`);
  return rows.filter(isMoved).map(({ id, phoneTold }) => ({ id, phoneTold }));
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
      SELECT a."number", a."payerName" AS "payerBefore", k."payerName" AS "payerAfter",
             a."flat" AS "flatBefore", k."flat" AS "flatAfter"
        FROM ${rowsAsTable(TOLD, rows)} AS k
        JOIN "Account" a ON a."providerId" = k."providerId" AND a."number" = k."number" AND a."publishedAt" IS NOT NULL
       WHERE (a."payerName" <> k."payerName" OR a."flat" <> k."flat")
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
