import { Prisma } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { type Kopecks, kopecks } from '../../domain/money.ts';
import { existingPage } from '../../domain/paging.ts';
import { companiesFor } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { EXPORTABLE } from './export-payments.ts';
import type { ExportActor } from './export-scope.ts';

export const EXPORT_ROWS_PER_PAGE = 6;

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

export interface WaitingProvider {
  readonly id: number;
  readonly name: string;
  /** payments that no export took yet */
  readonly count: number;
  readonly sum: Kopecks;
}

/**
 * Providers whose payments wait for an export or were exported before, within the companies the grants cover.
 * @throws DomainError NOT_ALLOWED
 */
export async function listWaitingPayments(
  deps: Deps,
  options: { readonly actor: ExportActor; readonly page: number },
): Promise<{ readonly rows: readonly WaitingProvider[]; readonly total: number; readonly page: number }> {
  const companies = companiesOf(deps, options.actor);
  const scope =
    companies === 'all' ? Prisma.sql`TRUE` : Prisma.sql`r."companyId" = ANY (${[...companies]}::int[])`;
  const read = (page: number) =>
    deps.db.$queryRaw<{ id: number; name: string; count: number; sum: bigint; total: number }[]>(Prisma.sql`
      SELECT r."id", r."name", w."count", w."sum", count(*) OVER ()::int AS "total"
        FROM "Provider" r
       CROSS JOIN LATERAL (
             SELECT count(*)::int AS "count", COALESCE(sum(i."amount"), 0)::bigint AS "sum"
               FROM "PaymentItem" i JOIN "Payment" p ON p."id" = i."paymentId"
              WHERE i."providerId" = r."id" AND ${EXPORTABLE}) w
       WHERE ${scope} AND (w."count" > 0 OR EXISTS (
             SELECT 1 FROM "ExportBatch" b WHERE b."providerId" = r."id" AND b."kind" = 'payments'))
       ORDER BY w."count" = 0, r."position", r."id"
       LIMIT ${EXPORT_ROWS_PER_PAGE} OFFSET ${page * EXPORT_ROWS_PER_PAGE}`);
  let page = options.page;
  let found = await read(page);
  if (found.length === 0 && page > 0) {
    page = 0;
    found = await read(page);
  }
  return {
    rows: found.map(({ id, name, count, sum }) => ({ id, name, count, sum: kopecks(Number(sum)) })),
    total: found[0]?.total ?? 0,
    page,
  };
}

export interface PaymentExport {
  readonly id: number;
  readonly providerId: number;
  readonly provider: string;
  readonly from: Date;
  readonly until: Date;
  readonly count: number;
  readonly sum: Kopecks;
  readonly createdAt: Date;
  /** null = the company does not know these payments yet */
  readonly closedAt: Date | null;
}

/** Exports of payments, newest first. @throws DomainError NOT_ALLOWED */
export async function listPaymentExports(
  deps: Deps,
  options: { readonly actor: ExportActor; readonly page: number; readonly providerId?: number },
): Promise<{ readonly rows: readonly PaymentExport[]; readonly total: number; readonly page: number }> {
  const where = scopeOf(deps, options);
  const total = await deps.db.exportBatch.count({ where });
  const page = existingPage(options.page, total, EXPORT_ROWS_PER_PAGE);
  const rows = await deps.db.exportBatch.findMany({
    where,
    include: { provider: { select: { name: true } } },
    orderBy: { id: 'desc' },
    skip: page * EXPORT_ROWS_PER_PAGE,
    take: EXPORT_ROWS_PER_PAGE,
  });
  return { rows: rows.map(asExport), total, page };
}

/** @throws DomainError EXPORT_NOT_FOUND (also for another company's), NOT_ALLOWED */
export async function showPaymentExport(
  deps: Deps,
  options: { readonly actor: ExportActor; readonly batchId: number },
): Promise<PaymentExport> {
  const row = await deps.db.exportBatch.findFirst({
    where: { ...scopeOf(deps, options), id: options.batchId },
    include: { provider: { select: { name: true } } },
  });
  if (row === null) throw new DomainError('EXPORT_NOT_FOUND');
  return asExport(row);
}

function asExport(
  row: Prisma.ExportBatchGetPayload<{ include: { provider: { select: { name: true } } } }>,
): PaymentExport {
  return {
    id: row.id,
    providerId: row.providerId,
    provider: row.provider.name,
    from: row.fromAt,
    until: row.untilAt,
    count: row.count,
    sum: kopecks(Number(row.sum)),
    createdAt: row.createdAt,
    closedAt: row.closedAt,
  };
}

function scopeOf(
  deps: Deps,
  { actor, providerId }: { readonly actor: ExportActor; readonly providerId?: number },
): Prisma.ExportBatchWhereInput {
  const companies = companiesOf(deps, actor);
  return {
    kind: 'payments',
    ...(providerId === undefined ? {} : { providerId }),
    ...(companies === 'all' ? {} : { provider: { companyId: { in: [...companies] } } }),
  };
}

function companiesOf(deps: Deps, { grants }: ExportActor): 'all' | readonly number[] {
  const companies = companiesFor(grants, 'exports.create', deps.clock.now());
  if (companies !== 'all' && companies.length === 0) throw new DomainError('NOT_ALLOWED');
  return companies;
}
