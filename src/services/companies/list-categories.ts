import type { Localized } from '../../domain/locale.ts';
import type { ServiceDeps } from '../deps.ts';
import type { ProviderPurpose } from './list-providers.ts';

export interface CategoryRow {
  readonly id: number;
  readonly name: Localized;
  /** Providers in it for this purpose. */
  readonly providers: number;
}

/** Sections that have something to offer, in their order; one statement. */
export async function listCategories(
  deps: Pick<ServiceDeps, 'db'>,
  options: { purpose: ProviderPurpose },
): Promise<CategoryRow[]> {
  const every = options.purpose === 'pay';
  return deps.db.$queryRaw<CategoryRow[]>`
    SELECT c."id", c."name", count(*)::int AS "providers"
      FROM "Category" c
      JOIN "Provider" p ON p."categoryId" = c."id" AND p."active" AND (${every}::boolean OR p."issuesBills")
     GROUP BY c."id"
     ORDER BY c."position", c."id"`;
}
