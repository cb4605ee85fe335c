import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { GUESSABLE_PROOFS, type ProofLimit, proofLimits } from '../../domain/proof-limits.ts';
import { companiesFor } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { proofsAnHour } from './proof-attempts.ts';
import type { StaffActor } from './review-application.ts';

const MAX_SHOWN = 20;
const DAY_MS = 86_400_000;

/** Something that wrong proofs have locked now. */
export interface ProofLock {
  readonly kind: 'account' | 'resident';
  readonly id: number;
  /** account number and provider, or name of the resident */
  readonly label: string;
  readonly wrong: number;
  readonly last: Date;
}

/**
 * What is locked now, of the companies the person's roles cover: accounts of theirs, and people who tried at them.
 * Numbers that do not exist are nobody's and open by themselves. @throws DomainError NOT_ALLOWED
 */
export async function listProofLocks(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { actor: StaffActor },
): Promise<readonly ProofLock[]> {
  const owners = scopeOf(deps, options.actor);
  const limits = proofLimits(await proofsAnHour(deps.db, deps.clock.now()));
  return deps.db.$queryRaw<ProofLock[]>`
    SELECT 'account' AS "kind", a."id", a."number" || ' · ' || p."shortName" AS "label",
           count(*)::int AS "wrong", max(t."createdAt") AS "last"
      FROM "ProofAttempt" t
      JOIN "Account" a ON a."id" = t."accountId"
      JOIN "Provider" p ON p."id" = a."providerId"
     WHERE ${counted(deps)} AND (${owners}::int[] IS NULL OR p."companyId" = ANY(${owners}::int[]))
     GROUP BY a."id", p."shortName"
    HAVING ${locked('account', limits, deps)}
    UNION ALL
    SELECT 'resident', r."id", r."firstName" || ' ' || r."lastName", count(*)::int, max(t."createdAt")
      FROM "ProofAttempt" t
      JOIN "Resident" r ON r."id" = t."residentId"
     WHERE ${counted(deps)}
     GROUP BY r."id"
    HAVING ${locked('resident', limits, deps)}
       AND (${owners}::int[] IS NULL OR EXISTS (
             SELECT 1 FROM "ProofAttempt" o JOIN "Provider" q ON q."id" = o."providerId"
              WHERE o."residentId" = r."id" AND q."companyId" = ANY(${owners}::int[])))
     ORDER BY "last" DESC
     LIMIT ${MAX_SHOWN}`;
}

/**
 * Lift a lock after the person was recognised: the wrong proofs so far count no more, at the providers of the
 * companies the role covers. The ten numbers a day stay. Twice is once. @throws DomainError NOT_ALLOWED
 */
export async function liftProofLock(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { actor: StaffActor; kind: ProofLock['kind']; id: number },
): Promise<void> {
  const now = deps.clock.now();
  const owners = scopeOf(deps, options.actor);
  const whose = Prisma.raw(options.kind === 'account' ? '"accountId"' : '"residentId"');
  await inTransaction(deps.db, async (tx) => {
    const lifted = await tx.$executeRaw`
      UPDATE "ProofAttempt" t SET "forgivenAt" = ${now}
        FROM "Provider" p
       WHERE p."id" = t."providerId" AND t.${whose} = ${options.id} AND NOT t."succeeded" AND t."forgivenAt" IS NULL
         AND t."createdAt" > ${new Date(now.getTime() - DAY_MS)}
         AND (${owners}::int[] IS NULL OR p."companyId" = ANY(${owners}::int[]))`;
    if (lifted === 0) return;
    await recordAudit(tx, {
      at: now,
      actorId: options.actor.identityId,
      actorKind: 'staff',
      action: 'access.unlock',
      subject: `${options.kind}:${options.id}`,
      details: { lifted },
    });
  });
}

/** null = every company. */
function scopeOf(deps: Pick<ServiceDeps, 'clock'>, actor: StaffActor): number[] | null {
  const companies = companiesFor(actor.grants, 'requests.review', deps.clock.now());
  if (companies === 'all') return null;
  if (companies.length === 0) throw new DomainError('NOT_ALLOWED');
  return [...companies];
}

function counted(deps: Pick<ServiceDeps, 'clock'>): Prisma.Sql {
  return Prisma.sql`NOT t."succeeded" AND t."forgivenAt" IS NULL
       AND t."proof"::text = ANY(${[...GUESSABLE_PROOFS]}::text[])
       AND t."createdAt" > ${new Date(deps.clock.now().getTime() - DAY_MS)}`;
}

/** Any limit of the table is reached. */
function locked(
  scope: ProofLock['kind'],
  limits: readonly ProofLimit[],
  deps: Pick<ServiceDeps, 'clock'>,
): Prisma.Sql {
  const reached = limits
    .filter((limit) => limit.scope === scope)
    .map(({ windowMinutes, max }) => {
      const since = new Date(deps.clock.now().getTime() - windowMinutes * 60_000);
      return Prisma.sql`count(*) FILTER (WHERE t."createdAt" > ${since}) >= ${max}::int`;
    });
  return Prisma.sql`(${Prisma.join(reached, ' OR ')})`;
}
