import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { type BillFinding, checkBillArithmetic } from '../../domain/bill-lines.ts';
import { type BillStatus, billStatus, isPayable } from '../../domain/bills.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Kopecks } from '../../domain/money.ts';
import { PAYMENT_METHODS } from '../../domain/payments.ts';
import type { ServiceDeps } from '../deps.ts';
import { kopecksColumn } from './columns.ts';
import { type LoadedBill, loadBill } from './load-bill.ts';
import { OUTSTANDING } from './outstanding-sql.ts';

/** Money that the bill's figures do not know yet: shown apart from its lines. */
export interface LaterPayment {
  /** kopecks; negative = given back */
  readonly amount: Kopecks;
  readonly at: Date;
  /** null: told by a register, see `channel` */
  readonly method: (typeof PAYMENT_METHODS)[number] | null;
  readonly channel: string | null;
  /** of the resident's own operation, for its card */
  readonly paymentId: number | null;
  readonly mine: boolean;
}

export interface BillCard extends LoadedBill {
  readonly status: BillStatus;
  readonly payable: boolean;
  readonly findings: readonly BillFinding[];
  readonly later: readonly LaterPayment[];
}

const laterSchema = z.array(
  z.object({
    amount: kopecksColumn,
    at: z.coerce.date(),
    method: z.enum(PAYMENT_METHODS).nullable(),
    channel: z.string().nullable(),
    paymentId: z.number().nullable(),
    mine: z.boolean(),
  }),
);

/** More than these are summed up by the balance anyway. */
const LATER_SHOWN = 10;

/**
 * A bill's card for one resident: everything their level shows, its arithmetic checked, what was paid after its
 * figures were made. Two statements.
 * @throws DomainError BILL_NOT_FOUND when none of their links in force shows it
 */
export async function showBill(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: { readonly residentId: number; readonly billId: number },
): Promise<BillCard> {
  const bill = await loadBill(deps.db, {
    ...options,
    now: deps.clock.now(),
    installation: deps.installation,
  });
  if (bill === null) throw new DomainError('BILL_NOT_FOUND');
  const later = bill.newest ? await laterPayments(deps.db, bill, options.residentId) : [];
  return cardOf(bill, later);
}

/** What follows from the loaded rows. */
export function cardOf(bill: LoadedBill, later: readonly LaterPayment[]): BillCard {
  const left = bill.left ?? bill.total;
  return {
    ...bill,
    later,
    status: billStatus({ ...bill, leftToPay: left }),
    payable: isPayable(bill) && bill.providerActive && !bill.accountClosed,
    findings: bill.level === 'full' ? checkBillArithmetic(bill.lines, bill.total) : [],
  };
}

/** At the basic level a stranger may hold the link: what others paid stays in the balance only. */
async function laterPayments(db: DbOrTx, bill: LoadedBill, residentId: number): Promise<LaterPayment[]> {
  const rows: unknown = await db.$queryRaw(Prisma.sql`
    WITH scope AS (SELECT ${bill.accountId}::int AS "accountId"), ${OUTSTANDING},
    told AS (
      SELECT s."amount", COALESCE(p."succeededAt", m."paidAt") AS "at", p."method"::text, m."channel",
             COALESCE(p."residentId" = ${residentId}, false) AS "mine",
             CASE WHEN p."residentId" = ${residentId} THEN p."id" END AS "paymentId"
        FROM subtractions s
        LEFT JOIN "PaymentItem" i ON i."id" = s."itemId"
        LEFT JOIN "Payment" p ON p."id" = i."paymentId"
        LEFT JOIN "ImportedPayment" m ON m."id" = s."importedId"
       WHERE s."amount" <> 0
    )
    SELECT * FROM told WHERE "mine" OR ${bill.level === 'full'} ORDER BY "at" DESC LIMIT ${LATER_SHOWN}`);
  return laterSchema.parse(rows);
}
