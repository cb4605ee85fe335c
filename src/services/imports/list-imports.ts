import { z } from 'zod';
import type { Prisma } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Kopecks } from '../../domain/money.ts';
import { existingPage } from '../../domain/paging.ts';
import { companiesFor, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';

export const IMPORTS_PER_PAGE = 6;

export interface ImportRow {
  readonly id: number;
  readonly kind: 'accounts' | 'bills' | 'meters' | 'payments' | 'reading_answers' | 'jku_map';
  readonly fileName: string;
  readonly status: 'staging' | 'staged' | 'published' | 'rolled_back' | 'cancelled' | 'failed';
  readonly format: string;
  readonly encoding: string;
  readonly createdAt: Date;
  readonly publishedAt: Date | null;
  readonly rolledBackAt: Date | null;
  /** bills, or rows of other files */
  readonly bills: number;
  readonly providers: readonly { readonly name: string; readonly bills: number; readonly sum: Kopecks }[];
}

const summarySchema = z.object({
  bills: z.number().default(0),
  /** of other files than bills */
  rows: z.number().default(0),
  providers: z.array(z.object({ id: z.number(), bills: z.number(), sum: z.number() })).default([]),
});

/**
 * History of registers, newest first, within the companies the grants cover.
 * @throws DomainError NOT_ALLOWED
 */
export async function listImports(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { grants: readonly RoleGrant[]; page: number },
): Promise<{ rows: ImportRow[]; total: number; page: number }> {
  const where = scopeOf(options.grants, deps.clock.now());
  const total = await deps.db.importBatch.count({ where });
  const page = existingPage(options.page, total, IMPORTS_PER_PAGE);
  const batches = await deps.db.importBatch.findMany({
    where,
    orderBy: { id: 'desc' },
    skip: page * IMPORTS_PER_PAGE,
    take: IMPORTS_PER_PAGE,
  });
  return { rows: await withProviderNames(deps, batches), total, page };
}

/** @throws DomainError NOT_ALLOWED, IMPORT_NOT_FOUND (also for a batch of another company) */
export async function showImport(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { grants: readonly RoleGrant[]; batchId: number },
): Promise<ImportRow> {
  const batch = await deps.db.importBatch.findFirst({
    where: { ...scopeOf(options.grants, deps.clock.now()), id: options.batchId },
  });
  const [row] = batch === null ? [] : await withProviderNames(deps, [batch]);
  if (row === undefined) throw new DomainError('IMPORT_NOT_FOUND');
  return row;
}

function scopeOf(grants: readonly RoleGrant[], now: Date): Prisma.ImportBatchWhereInput {
  const companies = companiesFor(grants, 'bills.import', now);
  if (companies === 'all') return {};
  if (companies.length === 0) throw new DomainError('NOT_ALLOWED');
  return { companyId: { in: [...companies] } };
}

async function withProviderNames(
  deps: Pick<ServiceDeps, 'db'>,
  batches: readonly Prisma.ImportBatchGetPayload<object>[],
): Promise<ImportRow[]> {
  const summaries = batches.map((batch) => summarySchema.parse(batch.summary));
  const ids = [...new Set(summaries.flatMap((summary) => summary.providers.map((provider) => provider.id)))];
  const providers = await deps.db.provider.findMany({
    where: { id: { in: ids } },
    select: { id: true, name: true },
  });
  const names = new Map(providers.map((provider) => [provider.id, provider.name]));
  return batches.map((batch, index) => ({
    id: batch.id,
    kind: batch.kind,
    fileName: batch.fileName,
    status: batch.status,
    format: batch.format,
    encoding: batch.encoding,
    createdAt: batch.createdAt,
    publishedAt: batch.publishedAt,
    rolledBackAt: batch.rolledBackAt,
    bills: (summaries[index]?.bills ?? 0) + (summaries[index]?.rows ?? 0),
    providers: (summaries[index]?.providers ?? []).map(({ id, bills, sum }) => ({
      name: names.get(id) ?? '—',
      bills,
      sum: sum as Kopecks,
    })),
  }));
}
