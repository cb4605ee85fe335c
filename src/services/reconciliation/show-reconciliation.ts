import { z } from 'zod';
import type { Prisma } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Kopecks, kopecks } from '../../domain/money.ts';
import { existingPage } from '../../domain/paging.ts';
import { RECONCILIATION_OUTCOMES, type ReconciliationOutcome } from '../../domain/reconciliation.ts';
import { companiesFor, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';

export const RECONCILIATIONS_PER_PAGE = 6;

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

export interface ReconciliationHead {
  readonly id: number;
  readonly source: string;
  readonly fileName: string;
  readonly from: Date;
  /** instant after the last day */
  readonly until: Date;
  readonly createdAt: Date;
}

/** @throws DomainError NOT_ALLOWED */
export async function listReconciliations(
  deps: Deps,
  options: { readonly grants: readonly RoleGrant[]; readonly page: number },
): Promise<{ readonly rows: readonly ReconciliationHead[]; readonly total: number; readonly page: number }> {
  const where = scopeOf(deps, options.grants);
  const total = await deps.db.reconciliation.count({ where });
  const page = existingPage(options.page, total, RECONCILIATIONS_PER_PAGE);
  const rows = await deps.db.reconciliation.findMany({
    where,
    orderBy: { id: 'desc' },
    skip: page * RECONCILIATIONS_PER_PAGE,
    take: RECONCILIATIONS_PER_PAGE,
  });
  return { rows: rows.map(headOf), total, page };
}

export interface OutcomeCount {
  readonly outcome: ReconciliationOutcome;
  readonly count: number;
  /** of them nobody has dealt with yet */
  readonly open: number;
}

/** @throws DomainError RECONCILIATION_NOT_FOUND, NOT_ALLOWED */
export async function showReconciliation(
  deps: Deps,
  options: { readonly grants: readonly RoleGrant[]; readonly id: number },
): Promise<{ readonly head: ReconciliationHead; readonly counts: readonly OutcomeCount[] }> {
  const row = await deps.db.reconciliation.findFirst({
    where: { ...scopeOf(deps, options.grants), id: options.id },
  });
  if (row === null) throw new DomainError('RECONCILIATION_NOT_FOUND');
  const counted = await deps.db.reconciliationRow.groupBy({
    by: ['outcome'],
    where: { reconciliationId: row.id },
    _count: { _all: true, resolvedAt: true },
  });
  const counts = RECONCILIATION_OUTCOMES.map((outcome) => {
    const found = counted.find((group) => group.outcome === outcome);
    const count = found?._count._all ?? 0;
    return { outcome, count, open: outcome === 'matched' ? 0 : count - (found?._count.resolvedAt ?? 0) };
  });
  return { head: headOf(row), counts };
}

export interface DifferenceRow {
  readonly id: number;
  readonly reconciliationId: number;
  readonly outcome: ReconciliationOutcome;
  /** our payment, when we know one by that number */
  readonly paymentId: number | null;
  readonly paymentNumber: string | null;
  readonly externalId: string | null;
  readonly ours: Kopecks | null;
  readonly theirs: Kopecks | null;
  readonly account: string | null;
  readonly resolvedAt: Date | null;
  readonly resolution: string | null;
}

const detailsSchema = z.object({ account: z.string().nullable().catch(null) }).catch({ account: null });
const include = { payment: { select: { number: true } } } as const;

/** Rows of one outcome, those to be dealt with first. @throws DomainError RECONCILIATION_NOT_FOUND, NOT_ALLOWED */
export async function listDifferences(
  deps: Deps,
  options: {
    readonly grants: readonly RoleGrant[];
    readonly id: number;
    readonly outcome: ReconciliationOutcome;
    readonly page: number;
  },
): Promise<{ readonly rows: readonly DifferenceRow[]; readonly total: number; readonly page: number }> {
  const where: Prisma.ReconciliationRowWhereInput = {
    reconciliationId: options.id,
    outcome: options.outcome,
    reconciliation: scopeOf(deps, options.grants),
  };
  const total = await deps.db.reconciliationRow.count({ where });
  const page = existingPage(options.page, total, RECONCILIATIONS_PER_PAGE);
  const rows = await deps.db.reconciliationRow.findMany({
    where,
    include,
    orderBy: [{ resolvedAt: { sort: 'asc', nulls: 'first' } }, { id: 'asc' }],
    skip: page * RECONCILIATIONS_PER_PAGE,
    take: RECONCILIATIONS_PER_PAGE,
  });
  return { rows: rows.map(rowOf), total, page };
}

/** @throws DomainError RECONCILIATION_NOT_FOUND, NOT_ALLOWED */
export async function showDifference(
  deps: Deps,
  options: { readonly grants: readonly RoleGrant[]; readonly rowId: number },
): Promise<DifferenceRow> {
  const row = await deps.db.reconciliationRow.findFirst({
    where: { id: options.rowId, reconciliation: scopeOf(deps, options.grants) },
    include,
  });
  if (row === null) throw new DomainError('RECONCILIATION_NOT_FOUND');
  return rowOf(row);
}

function rowOf(row: Prisma.ReconciliationRowGetPayload<{ include: typeof include }>): DifferenceRow {
  return {
    id: row.id,
    reconciliationId: row.reconciliationId,
    outcome: row.outcome,
    paymentId: row.paymentId,
    paymentNumber: row.payment?.number ?? null,
    externalId: row.externalId,
    ours: row.ourAmount === null ? null : kopecks(row.ourAmount),
    theirs: row.theirAmount === null ? null : kopecks(row.theirAmount),
    account: detailsSchema.parse(row.details).account,
    resolvedAt: row.resolvedAt,
    resolution: row.resolution,
  };
}

function headOf(row: Prisma.ReconciliationGetPayload<object>): ReconciliationHead {
  return {
    id: row.id,
    source: row.source,
    fileName: row.fileName,
    from: row.fromAt,
    until: row.untilAt,
    createdAt: row.createdAt,
  };
}

function scopeOf(deps: Deps, grants: readonly RoleGrant[]): Prisma.ReconciliationWhereInput {
  const companies = companiesFor(grants, 'payments.reconcile', deps.clock.now());
  if (companies === 'all') return {};
  if (companies.length === 0) throw new DomainError('NOT_ALLOWED');
  return { companyId: { in: [...companies] } };
}
