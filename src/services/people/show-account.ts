import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { type BillingDate, parseBillingDate } from '../../domain/period.ts';
import { can } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { requireAccount } from './account-scope.ts';
import type { PeopleActor } from './scope.ts';

const holderSchema = z.object({
  linkId: z.number(),
  residentId: z.number(),
  name: z.string(),
  level: z.enum(['basic', 'full']),
  status: z.enum(['active', 'frozen']),
  shared: z.boolean(),
  objected: z.boolean(),
  since: z.coerce.date(),
});
export type Holder = z.infer<typeof holderSchema>;

export interface StaffAccountCard {
  readonly accountId: number;
  readonly number: string;
  readonly providerName: string;
  readonly companyId: number | null;
  readonly address: string | null;
  readonly flat: string | null;
  readonly payerName: string | null;
  readonly phoneOnFile: string | null;
  /** `2026-10-15`; null = nobody told of another owner */
  readonly ownerSince: BillingDate | null;
  readonly closed: boolean;
  readonly lastPeriod: string | null;
  /** kopecks of the newest bill; null = none */
  readonly lastTotal: number | null;
  /** those whose links are not removed */
  readonly holders: readonly Holder[];
  /** of the newest PIN; 0 = none yet */
  readonly lastCodeId: number;
  readonly takesPin: boolean;
  readonly may: Readonly<Record<'pin' | 'owner' | 'freeze' | 'readings', boolean>>;
}

/**
 * An account as the staff sees it, linked by somebody or not, with who has it. Two statements.
 * @throws DomainError NOT_ALLOWED, ACCOUNT_NOT_SERVED
 */
export async function showAccountToStaff(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly actor: PeopleActor; readonly accountId: number },
): Promise<StaffAccountCard> {
  const now = deps.clock.now();
  const { actor, accountId } = options;
  const account = await requireAccount(deps.db, { actor, action: 'residents.view', accountId, now });
  const { companyId } = account.provider;
  const [raw]: unknown[] = await deps.db.$queryRaw(Prisma.sql`
    SELECT b."period" AS "lastPeriod", b."total" AS "lastTotal",
           COALESCE((SELECT max(c."id") FROM "AccessCode" c WHERE c."accountId" = ${accountId}), 0) AS "lastCodeId",
           COALESCE((SELECT json_agg(json_build_object(
                       'linkId', l."id", 'residentId', l."residentId", 'name', r."firstName" || ' ' || r."lastName",
                       'level', l."level", 'status', l."status", 'shared', l."sharedById" IS NOT NULL,
                       'objected', (l."objectedById" IS NOT NULL OR COALESCE(l."payerChangedAt" = l."frozenAt", false)), 'since', l."createdAt") ORDER BY l."id")
              FROM "AccountLink" l JOIN "Resident" r ON r."id" = l."residentId" AND r."deletedAt" IS NULL
             WHERE l."accountId" = ${accountId} AND l."status" <> 'revoked'), '[]'::json) AS "holders"
      FROM (SELECT 1) one
      LEFT JOIN LATERAL (SELECT b."period", v."total" FROM "Bill" b JOIN "BillVersion" v ON v."id" = b."currentVersionId"
                          WHERE b."accountId" = ${accountId} ORDER BY b."period" DESC, b."id" DESC LIMIT 1) b ON true`);
  const facts = z
    .object({
      lastPeriod: z.string().nullable(),
      lastTotal: z.number().nullable(),
      lastCodeId: z.number(),
      holders: z.array(holderSchema),
    })
    .parse(raw);
  return {
    accountId,
    number: account.number,
    providerName: account.provider.name,
    companyId,
    address: account.address,
    flat: account.flat,
    payerName: account.payerName,
    phoneOnFile: account.phoneOnFile,
    ownerSince:
      account.ownerSince === null ? null : parseBillingDate(account.ownerSince.toISOString().slice(0, 10)),
    closed: account.closedAt !== null,
    takesPin: account.provider.proofs.includes('pin'),
    ...facts,
    may: {
      pin: can(actor.grants, 'pins.issue', { companyId }, now),
      owner: can(actor.grants, 'accounts.change-owner', { companyId }, now),
      freeze: can(actor.grants, 'residents.block', { companyId }, now),
      readings: can(actor.grants, 'readings.enter', { companyId }, now),
    },
  };
}
