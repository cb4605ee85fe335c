import { Prisma } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { companiesFor, type RoleGrant, type StaffAction } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';

/** Who acts for the staff: `identityId` null = the operator's terminal. */
export interface PeopleActor {
  readonly identityId: number | null;
  readonly grants: readonly RoleGrant[];
}

export function actorKind({ identityId }: PeopleActor): 'staff' | 'cli' {
  return identityId === null ? 'cli' : 'staff';
}

/** In whose journal a deed about a person stands: of the company for which the actor may do it; null = of everybody. */
export function companyOf(
  deps: Pick<ServiceDeps, 'clock'>,
  { grants }: PeopleActor,
  action: StaffAction,
): number | null {
  const companies = companiesFor(grants, action, deps.clock.now());
  return companies === 'all' ? null : (companies[0] ?? null);
}

/** Companies for which the actor may do this; null = every one. @throws DomainError NOT_ALLOWED when there is none */
export function servedCompanies(
  deps: Pick<ServiceDeps, 'clock'>,
  { grants }: { readonly grants: readonly RoleGrant[] },
  action: StaffAction,
): number[] | null {
  const companies = companiesFor(grants, action, deps.clock.now());
  if (companies === 'all') return null;
  if (companies.length === 0) throw new DomainError('NOT_ALLOWED');
  return [...companies];
}

/**
 * Condition on `r` ("Resident"): somebody the companies serve — an account of theirs is linked, a ticket or a payment
 * went to them, or the person came by their start link. Somebody of no company is for the staff of every company.
 */
export function servedResident(companies: readonly number[] | null): Prisma.Sql {
  if (companies === null) return Prisma.sql`r."deletedAt" IS NULL`;
  const ids = [...companies];
  return Prisma.sql`(r."deletedAt" IS NULL AND (
    EXISTS (SELECT 1 FROM "AccountLink" l JOIN "Account" a ON a."id" = l."accountId"
              JOIN "Provider" p ON p."id" = a."providerId"
             WHERE l."residentId" = r."id" AND l."status" <> 'revoked' AND p."companyId" = ANY(${ids}::int[]))
    OR EXISTS (SELECT 1 FROM "Ticket" t WHERE t."residentId" = r."id" AND t."companyId" = ANY(${ids}::int[]))
    OR EXISTS (SELECT 1 FROM "Payment" y JOIN "PaymentItem" i ON i."paymentId" = y."id"
                 JOIN "Provider" p ON p."id" = i."providerId"
                WHERE y."residentId" = r."id" AND p."companyId" = ANY(${ids}::int[]))
    OR EXISTS (SELECT 1 FROM "TelegramIdentity" n
                WHERE n."residentId" = r."id" AND n."startCompanyId" = ANY(${ids}::int[]))))`;
}

/**
 * The resident, if the actor's companies serve them. @throws DomainError NOT_ALLOWED, PERSON_NOT_FOUND (another
 * company's, or none: one answer)
 */
export async function requireResident(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly actor: PeopleActor; readonly action: StaffAction; readonly residentId: number },
): Promise<void> {
  const companies = servedCompanies(deps, options.actor, options.action);
  const rows = await deps.db.$queryRaw<unknown[]>(
    Prisma.sql`SELECT 1 FROM "Resident" r WHERE r."id" = ${options.residentId} AND ${servedResident(companies)}`,
  );
  if (rows.length === 0) throw new DomainError('PERSON_NOT_FOUND');
}
