import { DomainError } from '../../domain/errors.ts';
import { can, companiesFor, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';

/** Companies the person's roles cover, one page. @throws DomainError NOT_ALLOWED */
export async function listStaffCompanies(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { grants: readonly RoleGrant[]; page: number; pageSize: number },
): Promise<{ companies: { id: number; shortName: string }[]; total: number }> {
  const scope = companiesFor(options.grants, 'pins.issue', deps.clock.now());
  if (scope !== 'all' && scope.length === 0) throw new DomainError('NOT_ALLOWED');
  const owners = scope === 'all' ? null : [...scope];
  const rows = await deps.db.$queryRaw<{ id: number; shortName: string; total: bigint }[]>`
    SELECT c."id", c."shortName", count(*) OVER () AS "total"
      FROM "Company" c
     WHERE c."active" AND (${owners}::int[] IS NULL OR c."id" = ANY(${owners}::int[]))
     ORDER BY c."shortName", c."id"
     LIMIT ${options.pageSize} OFFSET ${options.page * options.pageSize}`;
  return {
    companies: rows.map(({ id, shortName }) => ({ id, shortName })),
    total: Number(rows[0]?.total ?? 0),
  };
}

/**
 * The start link of a company and its QR code, for the company's site and notice boards.
 * @throws DomainError COMPANY_GONE, NOT_ALLOWED
 */
export async function companyStartCode(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'documents'>,
  options: { grants: readonly RoleGrant[]; companyId: number },
): Promise<{ company: string; url: string; png: Uint8Array }> {
  const company = await deps.db.company.findFirst({ where: { id: options.companyId, active: true } });
  if (company === null) throw new DomainError('COMPANY_GONE');
  if (!can(options.grants, 'pins.issue', { companyId: company.id }, deps.clock.now())) {
    throw new DomainError('NOT_ALLOWED');
  }
  const url = `https://t.me/${deps.installation.botUsername}?start=${company.slug}`;
  return { company: company.name, url, png: await deps.documents.qrPicture(url) };
}
