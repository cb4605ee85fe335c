import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { isPayable } from '../../domain/bills.ts';
import { dateIn, zoneOf } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { maskAddress } from '../../domain/masking.ts';
import type { Kopecks } from '../../domain/money.ts';
import type { BillingDate } from '../../domain/period.ts';
import { billingDateColumn, kopecksColumn } from '../bills/columns.ts';
import { type LoadedBill, loadBills } from '../bills/load-bill.ts';
import { OUTSTANDING } from '../bills/outstanding-sql.ts';
import type { Installation } from '../deps.ts';

/** One thing somebody wants to pay; `amount` null = the whole of what is left. */
export const wantedItemSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('bill'),
    billId: z.number().int(),
    amount: z.number().int().nullable(),
  }),
  /** A provider and a number, whoever's it is (PRODUCT D2). */
  z.object({
    kind: z.literal('number'),
    providerId: z.number().int(),
    number: z.string(),
    /** what else the provider asks, by the keys of its `extraFields` */
    fields: z.record(z.string(), z.string()).default({}),
    amount: z.number().int().nullable(),
  }),
]);
export type WantedItem = z.infer<typeof wantedItemSchema>;

/** What can be paid, as the payer may see it. */
export interface Payable {
  readonly providerId: number;
  readonly providerName: string;
  readonly providerInn: string | null;
  readonly companyId: number | null;
  readonly companyName: string | null;
  readonly companyPhone: string | null;
  readonly companyEmail: string | null;
  /** of the house, else of the company */
  readonly zone: string;
  readonly today: BillingDate;
  /** null: a number that nobody here keeps an account for */
  readonly accountId: number | null;
  readonly accountNumber: string;
  readonly numberLabel: LoadedBill['numberLabel'];
  /** masked at the basic level and for strangers */
  readonly address: string | null;
  readonly flat: string | null;
  /** what else was filled in */
  readonly fields: Readonly<Record<string, string>>;
  /** null: nothing is known of what is owed */
  readonly left: Kopecks | null;
  readonly bill: PayableBill | null;
  readonly notice: { readonly ru?: string | undefined; readonly en?: string | undefined };
  readonly noticeSince: BillingDate | null;
}

export interface PayableBill {
  readonly billId: number;
  readonly versionId: number;
  readonly period: LoadedBill['period'];
  readonly type: string;
  readonly billDate: BillingDate;
  readonly total: Kopecks;
  readonly comment: string | null;
  readonly lines: readonly { readonly service: string; readonly subline: boolean; readonly total: Kopecks }[];
}

interface LoadOptions {
  readonly residentId: number;
  readonly now: Date;
  readonly installation: Pick<Installation, 'timezone'>;
}

/**
 * What the items pay, in their order. One statement for all bills, one for all numbers.
 * @throws DomainError BILL_NOT_FOUND (not theirs), BILL_NOT_PAYABLE, PAYEE_NOT_FOUND (no such provider, or the account
 *   of a provider with bills does not exist any more), NOTHING_CHOSEN
 */
export async function loadPayables(
  db: DbOrTx,
  options: LoadOptions & { readonly items: readonly WantedItem[] },
): Promise<Payable[]> {
  const { items } = options;
  if (items.length === 0) throw new DomainError('NOTHING_CHOSEN');
  const billIds = items.flatMap((item) => (item.kind === 'bill' ? [item.billId] : []));
  const numbers = items.flatMap((item) => (item.kind === 'number' ? [item] : []));
  const bills = billIds.length === 0 ? [] : await loadBills(db, { ...options, billIds });
  const payees = numbers.length === 0 ? [] : await loadPayees(db, { ...options, numbers });
  return items.map((item) => {
    if (item.kind === 'bill') {
      const bill = bills.find(({ billId }) => billId === item.billId);
      if (bill === undefined) throw new DomainError('BILL_NOT_FOUND');
      return ofBill(bill);
    }
    const payee = payees.find(
      ({ providerId, number }) => providerId === item.providerId && number === item.number,
    );
    if (payee === undefined) throw new DomainError('PAYEE_NOT_FOUND');
    return ofPayee(payee, item.fields, options);
  });
}

/**
 * What is left to pay on the account of a payable bill.
 * @throws DomainError BILL_NOT_PAYABLE: not the newest of its account, or the account is not served any more
 */
export function leftOfPayable(bill: LoadedBill): Kopecks {
  if (!isPayable(bill) || bill.left === null || !bill.providerActive || bill.accountClosed) {
    throw new DomainError('BILL_NOT_PAYABLE');
  }
  return bill.left;
}

function ofBill(bill: LoadedBill): Payable {
  return {
    ...bill,
    left: leftOfPayable(bill),
    fields: {},
    bill: { ...bill },
  };
}

const payeeSchema = z.object({
  providerId: z.number(),
  number: z.string(),
  providerName: z.string(),
  providerInn: z.string().nullable(),
  numberLabel: z.enum(['account', 'payment_code', 'contract', 'uin', 'phone']),
  issuesBills: z.boolean(),
  notice: z.object({ ru: z.string().optional(), en: z.string().optional() }),
  noticeSince: billingDateColumn.nullable(),
  companyId: z.number().nullable(),
  companyName: z.string().nullable(),
  companyPhone: z.string().nullable(),
  companyEmail: z.string().nullable(),
  companyZone: z.string().nullable(),
  buildingZone: z.string().nullable(),
  accountId: z.number().nullable(),
  address: z.string().nullable(),
  left: kopecksColumn.nullable(),
});
type Payee = z.infer<typeof payeeSchema>;

async function loadPayees(
  db: DbOrTx,
  options: { readonly numbers: readonly { readonly providerId: number; readonly number: string }[] },
): Promise<Payee[]> {
  const { numbers } = options;
  const raw: unknown[] = await db.$queryRaw(Prisma.sql`
    WITH wanted AS (
      SELECT * FROM unnest(${numbers.map(({ providerId }) => providerId)}::int[],
                           ${numbers.map(({ number }) => number)}::text[]) AS w("providerId", "number")
    ),
    accounts AS (
      SELECT a."id", a."providerId", a."number", a."address", g."timezone"
        FROM wanted w
        JOIN "Account" a ON a."providerId" = w."providerId" AND a."number" = w."number"
                        AND a."publishedAt" IS NOT NULL AND a."closedAt" IS NULL
        LEFT JOIN "Unit" u ON u."id" = a."unitId"
        LEFT JOIN "Building" g ON g."id" = u."buildingId"
    ),
    scope AS (SELECT a."id" AS "accountId" FROM accounts a),
    ${OUTSTANDING}
    SELECT w."providerId", w."number", r."name" AS "providerName", r."inn" AS "providerInn", r."numberLabel",
           r."issuesBills", r."notice", to_char(r."noticeSince", 'YYYY-MM-DD') AS "noticeSince",
           c."id" AS "companyId", c."name" AS "companyName", c."contactPhone" AS "companyPhone",
           c."contactEmail" AS "companyEmail", c."timezone" AS "companyZone", a."timezone" AS "buildingZone",
           a."id" AS "accountId", a."address", o."left"
      FROM wanted w
      JOIN "Provider" r ON r."id" = w."providerId" AND r."active"
      LEFT JOIN "Company" c ON c."id" = r."companyId"
      LEFT JOIN accounts a ON a."providerId" = w."providerId" AND a."number" = w."number"
      LEFT JOIN outstanding o ON o."accountId" = a."id"`);
  return raw
    .map((row) => payeeSchema.parse(row))
    .filter((payee) => payee.accountId !== null || !payee.issuesBills);
}

function ofPayee(payee: Payee, fields: Readonly<Record<string, string>>, options: LoadOptions): Payable {
  const { companyZone, buildingZone, number, address, ...shown } = payee;
  const zone = zoneOf({ building: buildingZone, company: companyZone }, options.installation.timezone);
  return {
    ...shown,
    accountNumber: number,
    address: address === null ? null : maskAddress(address),
    flat: null,
    zone,
    today: dateIn(options.now, zone),
    fields,
    bill: null,
  };
}
