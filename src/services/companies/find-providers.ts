import { searchProviders } from '../../domain/provider-search.ts';
import type { ServiceDeps } from '../deps.ts';
import type { ProviderPurpose } from './list-providers.ts';

export interface FoundProviders {
  /** Best first, at most `limit`. */
  readonly rows: readonly { readonly id: number; readonly name: string }[];
  readonly total: number;
}

/**
 * Providers by part of any name. The names of an installation's providers (some hundreds at most) are compared here,
 * because typos and two alphabets are beyond a LIKE; one statement.
 */
export async function findProviders(
  deps: Pick<ServiceDeps, 'db'>,
  options: { purpose: ProviderPurpose; query: string; limit: number },
): Promise<FoundProviders> {
  const rows = await deps.db.provider.findMany({
    where: { active: true, ...(options.purpose === 'pay' ? {} : { issuesBills: true }) },
    select: {
      id: true,
      name: true,
      shortName: true,
      aliases: true,
      company: { select: { name: true, shortName: true } },
    },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  const found = searchProviders(
    options.query,
    rows.map(({ id, name, shortName, aliases, company }) => ({
      id,
      names: [name, shortName, ...aliases, ...(company === null ? [] : [company.name, company.shortName])],
    })),
  );
  const byId = new Map(rows.map((row) => [row.id, row.name]));
  return {
    total: found.length,
    rows: found.slice(0, options.limit).map((id) => ({ id, name: byId.get(id) ?? '' })),
  };
}
