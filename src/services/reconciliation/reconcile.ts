import { z } from 'zod';
import { chunksOf, insertRows } from '../../database/bulk.ts';
import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { dateIn, endOfDay, startOfDay } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { judgeOperation, type OwnSums } from '../../domain/reconciliation.ts';
import { companiesFor, type RoleGrant } from '../../domain/roles.ts';
import { DEFAULT_LIMITS } from '../../formats/accruals/model.ts';
import { openRegister } from '../../formats/open-register.ts';
import { parseSettlements, SETTLEMENTS_BOOK, type Settlement } from '../../formats/rows/settlements.ts';
import type { ServiceDeps } from '../deps.ts';
import { fileRefusal } from '../imports/problem-sentence.ts';
import { recordAudit } from '../staff/record-audit.ts';

export const RECONCILIATION_SOURCES = ['gateway', 'bank'] as const;
export type ReconciliationSource = (typeof RECONCILIATION_SOURCES)[number];

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

export interface ReconcileOptions {
  readonly grants: readonly RoleGrant[];
  /** null = the command line */
  readonly identityId: number | null;
  /** The form whose file it is: comparing twice is comparing once; null = the command line. */
  readonly draftId: number | null;
  readonly source: ReconciliationSource;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/**
 * Compare a register of the gateway or the bank with our payments of its days and keep the result. Nothing else is
 * changed.
 * @returns the id of the reconciliation
 * @throws DomainError NOT_ALLOWED, RECONCILIATION_ROWS_WRONG and codes of FILE_PROBLEMS
 */
export async function reconcile(deps: Deps, options: ReconcileOptions): Promise<{ readonly id: number }> {
  const { draftId, identityId } = options;
  const now = deps.clock.now();
  const companies = companiesFor(options.grants, 'payments.reconcile', now);
  if (companies !== 'all' && companies.length === 0) throw new DomainError('NOT_ALLOWED');
  if (draftId !== null) {
    const known = await deps.db.reconciliation.findUnique({ where: { draftId }, select: { id: true } });
    if (known !== null) return known;
  }
  const settlements = await readSettlements(options.bytes);
  const own = await ownPayments(deps, settlements, companies);
  const days = settlements.flatMap(({ date }) => (date === null ? [] : [date])).sort();
  const zone = deps.installation.timezone;
  const today = dateIn(now, zone);
  const fromAt = startOfDay(days[0] ?? today, zone);
  const untilAt = endOfDay(days.at(-1) ?? today, zone);
  const rows: RowInput[] = settlements.flatMap((settlement) => {
    const payment = own.byOperation.get(settlement.operation) ?? null;
    // Somebody else's payment: not ours to look at.
    if (payment === 'foreign') return [];
    return [
      {
        outcome: judgeOperation(payment, settlement.amount),
        paymentId: payment?.id ?? null,
        externalId: settlement.operation,
        ourAmount: payment?.total ?? null,
        theirAmount: settlement.amount,
        details: { account: settlement.account, date: settlement.date },
      },
    ];
  });
  const told = new Set(rows.flatMap(({ paymentId }) => (paymentId === null ? [] : [paymentId])));
  const silent = days.length === 0 ? [] : await takenBetween(deps, { fromAt, untilAt, companies });
  for (const payment of silent) {
    if (told.has(payment.id)) continue;
    rows.push({
      outcome: 'missing_there',
      paymentId: payment.id,
      externalId: payment.externalId,
      ourAmount: payment.total,
      theirAmount: null,
      details: { account: null, date: null },
    });
  }
  return inTransaction(
    deps.db,
    async (tx) => {
      const { id } = await tx.reconciliation.create({
        data: {
          source: options.source,
          fileName: options.fileName,
          draftId,
          companyId: companies === 'all' ? null : (companies[0] ?? null),
          fromAt,
          untilAt,
          createdById: identityId,
          createdAt: now,
        },
        select: { id: true },
      });
      await insertRows(tx, {
        table: 'ReconciliationRow',
        columns: ROW_COLUMNS,
        rows: rows.map((row) => ({ reconciliationId: id, ...row })),
      });
      await recordAudit(tx, {
        at: now,
        actorId: identityId,
        actorKind: identityId === null ? 'cli' : 'staff',
        action: 'payments.reconcile',
        subject: `reconciliation:${id}`,
        companyId: companies === 'all' ? null : (companies[0] ?? null),
        details: {
          rows: rows.length,
          differences: rows.filter(({ outcome }) => outcome !== 'matched').length,
        },
      });
      return { id };
    },
    { timeout: 120_000 },
  );
}

const ROW_COLUMNS = {
  reconciliationId: 'int',
  outcome: 'enum:ReconciliationOutcome',
  paymentId: 'int?',
  externalId: 'text?',
  ourAmount: 'int?',
  theirAmount: 'int?',
  details: 'json',
} as const;

interface RowInput {
  readonly outcome: string;
  readonly paymentId: number | null;
  readonly externalId: string | null;
  readonly ourAmount: number | null;
  readonly theirAmount: number | null;
  readonly details: { readonly account: string | null; readonly date: string | null };
}

/** @throws DomainError RECONCILIATION_ROWS_WRONG: half a register would show differences that are none */
async function readSettlements(bytes: Uint8Array): Promise<readonly Settlement[]> {
  const opened = await openRegister(bytes, {
    limit: DEFAULT_LIMITS.bytes,
    score: (cells) => SETTLEMENTS_BOOK.count(cells),
  });
  if (!opened.ok) throw fileRefusal(opened);
  const parsed = parseSettlements(opened.text, DEFAULT_LIMITS);
  if (!parsed.ok) throw fileRefusal(parsed);
  const [first] = parsed.errors;
  if (first !== undefined) {
    throw new DomainError('RECONCILIATION_ROWS_WRONG', { errors: parsed.errors.length, row: first.row });
  }
  if (parsed.settlements.length === 0) throw new DomainError('FILE_WITHOUT_ROWS');
  return parsed.settlements;
}

interface OwnPayment extends OwnSums {
  readonly id: number;
}

const ownSchema = z.array(
  z.object({
    operation: z.string(),
    id: z.number(),
    amount: z.number(),
    total: z.number(),
    refunded: z.number(),
    taken: z.boolean(),
    mine: z.boolean(),
  }),
);

const TAKEN = Prisma.sql`p."status" IN ('succeeded', 'partially_refunded', 'refunded')`;

async function ownPayments(
  deps: Deps,
  settlements: readonly Settlement[],
  companies: 'all' | readonly number[],
): Promise<{ readonly byOperation: ReadonlyMap<string, OwnPayment | 'foreign'> }> {
  const byOperation = new Map<string, OwnPayment | 'foreign'>();
  for (const chunk of chunksOf(settlements)) {
    const operations = chunk.map(({ operation }) => operation);
    const found: unknown = await deps.db.$queryRaw(Prisma.sql`
      SELECT k."operation", p."id", p."amount", p."total", p."refunded", ${TAKEN} AS "taken", ${mine(companies)} AS "mine"
        FROM unnest(${operations}::text[]) AS k("operation")
       CROSS JOIN LATERAL (
             SELECT * FROM "Payment" p
              WHERE p."gatewayPaymentId" = k."operation" OR p."providerChargeId" = k."operation"
                 OR p."telegramChargeId" = k."operation" OR p."number" = k."operation"
              ORDER BY p."id" LIMIT 1) p`);
    for (const { operation, mine: own, ...payment } of ownSchema.parse(found)) {
      byOperation.set(operation, own ? payment : 'foreign');
    }
  }
  return { byOperation };
}

/** Payments whose every item belongs to these companies. */
function mine(companies: 'all' | readonly number[]): Prisma.Sql {
  if (companies === 'all') return Prisma.sql`TRUE`;
  return Prisma.sql`NOT EXISTS (
    SELECT 1 FROM "PaymentItem" i JOIN "Provider" r ON r."id" = i."providerId"
     WHERE i."paymentId" = p."id" AND (r."companyId" IS NULL OR r."companyId" <> ALL (${[...companies]}::int[])))`;
}

/** Money taken in these days that a gateway or bank should know of. */
async function takenBetween(
  deps: Deps,
  at: { readonly fromAt: Date; readonly untilAt: Date; readonly companies: 'all' | readonly number[] },
): Promise<{ id: number; total: number; externalId: string | null }[]> {
  return deps.db.$queryRaw(Prisma.sql`
    SELECT p."id", p."total",
           COALESCE(p."gatewayPaymentId", p."providerChargeId", p."telegramChargeId", p."number") AS "externalId"
      FROM "Payment" p
     WHERE ${TAKEN} AND p."succeededAt" >= ${at.fromAt}::timestamptz AND p."succeededAt" < ${at.untilAt}::timestamptz
       AND p."method" <> 'bank_qr' AND ${mine(at.companies)}
     ORDER BY p."id"`);
}
