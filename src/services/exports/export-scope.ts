import { zoneOf } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { can, type RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';

export interface ExportActor {
  /** null = the command line */
  readonly identityId: number | null;
  readonly grants: readonly RoleGrant[];
}

export interface ExportProvider {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly companyId: number | null;
  readonly zone: string;
}

/** @throws DomainError PROVIDER_NOT_FOUND (also for another company's), NOT_ALLOWED */
export async function exportProvider(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  actor: ExportActor,
  providerId: number,
): Promise<ExportProvider> {
  const row = await deps.db.provider.findUnique({
    where: { id: providerId },
    select: { id: true, code: true, name: true, companyId: true, company: { select: { timezone: true } } },
  });
  if (row === null) throw new DomainError('PROVIDER_NOT_FOUND');
  const { company, ...provider } = row;
  if (!can(actor.grants, 'exports.create', { companyId: provider.companyId }, deps.clock.now())) {
    throw new DomainError('NOT_ALLOWED');
  }
  return {
    ...provider,
    zone: zoneOf({ company: company?.timezone ?? null }, deps.installation.timezone),
  };
}
