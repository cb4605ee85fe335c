import type { Localized } from '../../domain/locale.ts';
import type { ServiceDeps } from '../deps.ts';

export interface ProviderRow {
  readonly id: number;
  readonly name: string;
  readonly category: Localized;
}

/** Linking: providers that issue bills. Paying: all of them. */
export type ProviderPurpose = 'link' | 'pay';

export interface ProviderListOptions {
  /** Its providers come first: the company whose start link brought the person. */
  readonly companyId?: number | null;
  /** Only theirs; default: everybody's. */
  readonly companies?: 'all' | readonly number[];
  /** Only this section; default: all of them. */
  readonly categoryId?: number | null;
  readonly page: number;
  readonly pageSize: number;
}

/** Providers in the order of their sections, one page. */
export async function listProviders(
  deps: Pick<ServiceDeps, 'db'>,
  options: ProviderListOptions & { readonly purpose: ProviderPurpose },
): Promise<{ items: ProviderRow[]; total: number }> {
  const { companies = 'all' } = options;
  const owners = companies === 'all' ? null : [...companies];
  const every = options.purpose === 'pay';
  const rows = await deps.db.$queryRaw<{ id: number; name: string; category: Localized; total: bigint }[]>`
    SELECT p."id", p."name", c."name" AS "category", count(*) OVER () AS "total"
      FROM "Provider" p JOIN "Category" c ON c."id" = p."categoryId"
     WHERE p."active" AND (${every}::boolean OR p."issuesBills")
       AND (${owners}::int[] IS NULL OR p."companyId" = ANY(${owners}::int[]))
       AND (${options.categoryId ?? null}::int IS NULL OR p."categoryId" = ${options.categoryId ?? null}::int)
     ORDER BY (p."companyId" IS NOT DISTINCT FROM ${options.companyId ?? null}::int AND p."companyId" IS NOT NULL) DESC,
              c."position", p."position", p."id"
     LIMIT ${options.pageSize} OFFSET ${options.page * options.pageSize}`;
  return {
    items: rows.map(({ id, name, category }) => ({ id, name, category })),
    total: Number(rows[0]?.total ?? 0),
  };
}

/** Providers that issue bills: what can be linked, and whose registers can be loaded. */
export function listBillingProviders(
  deps: Pick<ServiceDeps, 'db'>,
  options: ProviderListOptions,
): Promise<{ items: ProviderRow[]; total: number }> {
  return listProviders(deps, { ...options, purpose: 'link' });
}
