import type { RoleGrant } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { type OperationPage, operationPage } from './operation-rows.ts';
import { staffScope } from './show-operation.ts';

/**
 * Payments that staff may see, newest first: of companies for which their roles cover `payments.view`. One statement.
 * @throws DomainError NOT_ALLOWED when no role covers it anywhere
 */
export async function listCompanyPayments(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: { readonly grants: readonly RoleGrant[]; readonly page: number },
): Promise<OperationPage> {
  return operationPage(deps.db, {
    condition: staffScope(options.grants, deps.clock.now()),
    page: options.page,
    timezone: deps.installation.timezone,
  });
}
