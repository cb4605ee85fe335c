import { Prisma } from '../../database/generated/client.ts';
import { EVERYTHING, type HistoryFilter } from '../../domain/history-filter.ts';
import type { ServiceDeps } from '../deps.ts';
import { type OperationPage, operationPage } from '../payments/operation-rows.ts';
import { operationsWhere } from './filters.ts';

type Deps = Pick<ServiceDeps, 'db' | 'installation'>;

export interface ListOperationsOptions {
  readonly residentId: number;
  readonly page: number;
  readonly filter?: HistoryFilter;
  readonly pageSize?: number;
}

/**
 * What a resident paid here, also for others, newest first, with how many there are and how much was taken. Invoices that
 * a newer attempt replaced are not operations to people and are left out. One statement.
 */
export async function listOperations(deps: Deps, options: ListOperationsOptions): Promise<OperationPage> {
  const { timezone } = deps.installation;
  const { pageSize } = options;
  return operationPage(deps.db, {
    condition: Prisma.sql`p."residentId" = ${options.residentId} AND p."supersededById" IS NULL
      AND ${operationsWhere(options.filter ?? EVERYTHING, timezone)}`,
    page: options.page,
    timezone,
    ...(pageSize === undefined ? {} : { pageSize }),
  });
}

/** Providers a resident has paid here, for the filter. One statement. */
export async function listPaidProviders(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly residentId: number },
): Promise<{ id: number; name: string }[]> {
  return deps.db.$queryRaw`
    SELECT r."id", r."shortName" AS "name"
      FROM "Provider" r
     WHERE EXISTS (SELECT 1 FROM "PaymentItem" i JOIN "Payment" p ON p."id" = i."paymentId"
                    WHERE i."providerId" = r."id" AND p."residentId" = ${options.residentId})
     ORDER BY r."position", r."shortName", r."id" LIMIT 20`;
}
