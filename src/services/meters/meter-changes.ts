import type { Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { enqueueSelected } from '../../delivery/enqueue.ts';
import { DomainError } from '../../domain/errors.ts';
import { can } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { holderJoins } from '../notifications/holders-sql.ts';
import { requireAccount } from '../people/account-scope.ts';
import { actorKind, type PeopleActor } from '../people/scope.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { METER_CHANGED, type MeterChange } from './delivery-kinds.ts';
import { type LoadedMeter, loadMetered, type MeteredAccount } from './load-metered.ts';

/** Who changes a meter, and the form it is done with: the same form changes it once. null = the terminal, a toggle. */
export interface MeterDeed {
  readonly actor: PeopleActor;
  readonly draftId: number | null;
}

export type MeterDeps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>;

/**
 * The account with all its meters, taken away ones too, when the actor may change them.
 * @throws DomainError NOT_ALLOWED, ACCOUNT_NOT_SERVED
 */
export async function accountOfDeed(
  tx: Tx,
  deps: Pick<MeterDeps, 'clock' | 'installation'>,
  options: { readonly actor: PeopleActor; readonly accountId: number },
): Promise<MeteredAccount> {
  const { actor, accountId } = options;
  const now = deps.clock.now();
  await requireAccount(tx, { actor, action: 'meters.edit', accountId, now });
  const [account] = await loadMetered(tx, {
    scope: { accountId },
    now,
    timezone: deps.installation.timezone,
    archived: true,
  });
  if (account === undefined) throw new DomainError('ACCOUNT_NOT_SERVED');
  return account;
}

/**
 * One meter of an account that the actor may change, its row locked.
 * @throws DomainError NOT_ALLOWED, ACCOUNT_NOT_SERVED (another company's, or none: one answer)
 */
export async function meterOfDeed(
  tx: Tx,
  deps: Pick<MeterDeps, 'clock' | 'installation'>,
  options: { readonly actor: PeopleActor; readonly meterId: number },
): Promise<{ readonly account: MeteredAccount; readonly meter: LoadedMeter }> {
  const { actor, meterId } = options;
  if (!can(actor.grants, 'meters.edit', {}, deps.clock.now())) throw new DomainError('NOT_ALLOWED');
  const [row] = await tx.$queryRaw<{ accountId: number }[]>`
    SELECT "accountId" FROM "Meter" WHERE "id" = ${meterId} FOR UPDATE`;
  if (row === undefined) throw new DomainError('ACCOUNT_NOT_SERVED');
  const account = await accountOfDeed(tx, deps, { actor, accountId: row.accountId });
  const meter = account.meters.find(({ id }) => id === meterId);
  if (meter === undefined) throw new DomainError('ACCOUNT_NOT_SERVED');
  return { account, meter };
}

/** The meter that this form made or changed already; null = it has not been sent yet. Locks the form. */
export async function doneBefore(tx: Tx, { actor, draftId }: MeterDeed): Promise<number | null> {
  if (draftId === null) return null;
  const [draft] = await tx.$queryRaw<{ completedAt: Date | null }[]>`
    SELECT "completedAt" FROM "Draft" WHERE "id" = ${draftId} AND "identityId" = ${actor.identityId} FOR UPDATE`;
  if (draft === undefined) throw new DomainError('DRAFT_EXPIRED');
  if (draft.completedAt === null) return null;
  const entry = await tx.auditEntry.findFirst({
    where: { action: { startsWith: 'meter.' }, details: { path: ['draft'], equals: draftId } },
    orderBy: { id: 'desc' },
    select: { subject: true },
  });
  const meterId = Number(entry?.subject.split(':')[1]);
  if (!Number.isInteger(meterId)) throw new DomainError('DRAFT_EXPIRED');
  return meterId;
}

/** The journal, the end of the form, and, where it matters to them, word to the residents: one transaction. */
export async function finishDeed(
  tx: Tx,
  deps: Pick<MeterDeps, 'clock'>,
  options: MeterDeed & {
    readonly account: Pick<MeteredAccount, 'accountId' | 'companyId'>;
    readonly meterId: number;
    readonly action: 'meter.add' | 'meter.edit' | 'meter.replace' | 'meter.remove' | 'meter.restore';
    /** ids, dates and values of dials; no names */
    readonly details: Readonly<Record<string, string | number | boolean | null>>;
    /** null = nothing the resident would do otherwise */
    readonly tell: MeterChange | null;
  },
): Promise<void> {
  const { actor, draftId, account, meterId, action, details, tell } = options;
  const now = deps.clock.now();
  await recordAudit(tx, {
    at: now,
    actorId: actor.identityId,
    actorKind: actorKind(actor),
    action,
    subject: `meter:${meterId}`,
    companyId: account.companyId,
    details: { ...details, account: account.accountId, draft: draftId },
  });
  if (draftId !== null) await completeDraft(tx, { draftId, now });
  if (tell === null) return;
  const subject = `meter:${meterId}:${tell}:${now.getTime()}`;
  await enqueueSelected(tx, deps.clock, {
    kind: METER_CHANGED,
    select: Prisma.sql`
      SELECT chat."id" AS "identityId", ${subject}::text AS "subject",
             jsonb_build_object('meterId', ${meterId}::int, 'change', ${tell}::text) AS "params",
             ${now}::timestamptz AS "notBefore"
        FROM "Account" a ${holderJoins(now)}
       WHERE a."id" = ${account.accountId} AND l."level" = 'full'`,
  });
}
