import { z } from 'zod';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDelivery } from '../../delivery/enqueue.ts';
import type { DeliveryKind } from '../../delivery/renderers.ts';
import { endOfDay } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { type BillingDate, parseBillingDate } from '../../domain/period.ts';
import { can, STAFF_ROLES } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { grantRole, type RoleChangeResult, revokeRole } from './change-role.ts';
import { grantsOf } from './grants-of.ts';

/** Asks the other administrators; must reach them, and twice does no harm. */
export const ROLE_REQUEST_DELIVERY: DeliveryKind = {
  kind: 'staff.role-request',
  lane: 'reminders',
  afterCrash: 'resend',
  audience: 'anyone',
};

const ROLE_REQUEST = 'role-change';
const LIVES_MINUTES = 24 * 60;

const schema = z.object({
  kind: z.enum(['grant', 'revoke']),
  telegramId: z.number(),
  role: z.enum(STAFF_ROLES),
  company: z.string().nullable(),
  /** the last day in force; requests of before have none */
  until: z.string().nullable().default(null),
});
export type RoleRequest = z.input<typeof schema>;

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>;

/**
 * A role lasts to the end of its last day.
 * @throws DomainError ROLE_UNTIL_PAST
 */
export function expiryOf(
  { clock, installation }: Pick<ServiceDeps, 'clock' | 'installation'>,
  until: BillingDate | null,
): Date | null {
  if (until === null) return null;
  const expiresAt = endOfDay(until, installation.timezone);
  if (expiresAt <= clock.now()) throw new DomainError('ROLE_UNTIL_PAST');
  return expiresAt;
}

/**
 * Ask another administrator to agree to a change of the administrator's role: a draft that everyone asked can
 * confirm with one button, once, within a day.
 */
export async function askSecondPerson(
  deps: Deps,
  options: { identityId: number; request: RoleRequest; askIdentityIds: readonly number[] },
): Promise<void> {
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const draft = await tx.draft.create({
      data: {
        identityId: options.identityId,
        kind: ROLE_REQUEST,
        data: options.request,
        createdAt: now,
        expiresAt: new Date(now.getTime() + LIVES_MINUTES * 60_000),
      },
    });
    for (const identityId of options.askIdentityIds) {
      await enqueueDelivery(tx, deps.clock, {
        kind: ROLE_REQUEST_DELIVERY,
        subject: `draft:${draft.id}`,
        to: { identityId },
        params: { draftId: draft.id, ...options.request, telegramId: String(options.request.telegramId) },
      });
    }
  });
  deps.notify('deliveries');
}

/**
 * Another administrator agrees. Who asked must still be an administrator, who agrees must be one of the same scope;
 * agreeing twice is agreeing once.
 * @throws DomainError DRAFT_EXPIRED, ROLE_CONFIRM_OWN, NOT_ALLOWED and those of `grantRole` and `revokeRole`
 */
export async function confirmRoleRequest(
  deps: Deps,
  options: { draftId: number; identityId: number },
): Promise<RoleChangeResult> {
  const now = deps.clock.now();
  const draft = await deps.db.draft.findFirst({ where: { id: options.draftId, kind: ROLE_REQUEST } });
  const grants = await grantsOf(deps, { identityId: options.identityId });
  if (!can(grants, 'roles.grant', {}, now)) throw new DomainError('NOT_ALLOWED');
  if (draft === null || draft.expiresAt <= now) throw new DomainError('DRAFT_EXPIRED');
  if (draft.identityId === options.identityId) throw new DomainError('ROLE_CONFIRM_OWN');
  const request = schema.parse(draft.data);
  const company =
    request.company === null ? null : await deps.db.company.findUnique({ where: { slug: request.company } });
  if (!can(grants, 'roles.grant', { companyId: company?.id ?? null }, now))
    throw new DomainError('NOT_ALLOWED');
  if (draft.completedAt !== null) return { kind: 'done', changed: false, identityId: draft.identityId };
  const change = {
    actor: {
      kind: 'staff',
      identityId: draft.identityId,
      grants: await grantsOf(deps, { identityId: draft.identityId }),
    },
    telegramId: request.telegramId,
    role: request.role,
    company: request.company,
    expiresAt: expiryOf(deps, request.until === null ? null : parseBillingDate(request.until)),
    confirmedById: options.identityId,
  } as const;
  const result = request.kind === 'grant' ? await grantRole(deps, change) : await revokeRole(deps, change);
  if (result.kind === 'second-person-needed') throw new DomainError('NOT_ALLOWED');
  await completeDraft(deps.db, { draftId: draft.id, now });
  return result;
}
