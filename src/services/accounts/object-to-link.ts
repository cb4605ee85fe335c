import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDelivery } from '../../delivery/enqueue.ts';
import { DomainError } from '../../domain/errors.ts';
import { can } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { ACCESS_QUEUE_GREW } from './delivery-kinds.ts';
import { liftHistoryCut } from './lift-history-cut.ts';
import { LINK_PARTS, setShares, tellHolder } from './link-status.ts';
import type { StaffActor } from './review-application.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'notify'>;

/**
 * Somebody who has the account at the full level does not know who linked it now: the new link is frozen, with all it
 * shared, until staff decides. Only later links can be objected to, so a newcomer cannot shut the owner out.
 * Pressed twice it is one objection; once staff has decided it stays decided.
 * @throws DomainError OBJECTION_NOT_YOURS, OBJECTION_DECIDED
 */
export async function objectToLink(
  deps: Deps,
  options: { residentId: number; identityId: number; linkId: number },
): Promise<{ providerName: string; number: string }> {
  const now = deps.clock.now();
  const told = await inTransaction(deps.db, async (tx) => {
    const link = await tx.accountLink.findUnique({ where: { id: options.linkId }, include: LINK_PARTS });
    const own =
      link === null
        ? null
        : await tx.accountLink.findFirst({
            where: {
              residentId: options.residentId,
              accountId: link.accountId,
              status: 'active',
              level: 'full',
              sharedById: null,
              id: { lt: link.id },
            },
            select: { id: true },
          });
    if (link === null || own === null) throw new DomainError('OBJECTION_NOT_YOURS');
    const about = { providerName: link.account.provider.name, number: link.account.number };
    if (link.status === 'frozen' || link.status === 'revoked') return about;
    // Decided before: the staff looked at it and kept the link.
    if (link.objectedById !== null) throw new DomainError('OBJECTION_DECIDED');
    await tx.accountLink.update({
      where: { id: link.id },
      data: { status: 'frozen', frozenAt: now, objectedById: own.id },
    });
    await setShares(tx, link.id, 'frozen', now);
    await recordAudit(tx, {
      at: now,
      actorId: options.identityId,
      actorKind: 'resident',
      action: 'account.object',
      subject: `account:${link.accountId}`,
      companyId: link.account.provider.companyId,
      details: { link: link.id },
    });
    await tellHolder(tx, deps, link, 'frozen');
    const chatId = link.account.provider.company?.staffChatId;
    if (chatId != null) {
      await enqueueDelivery(tx, deps.clock, {
        kind: ACCESS_QUEUE_GREW,
        subject: `link:${link.id}:objection`,
        to: { chatId: Number(chatId) },
        params: { what: 'objection' },
      });
    }
    return about;
  });
  deps.notify('deliveries');
  return told;
}

/**
 * Staff decides about a frozen link: the holder keeps it or loses it. The same decision twice is one. Kept although an
 * import told of another payer, the account counts as the same household's.
 * @throws DomainError NOT_ALLOWED, LINK_NOT_FOUND, OBJECTION_DECIDED
 */
export async function decideObjection(
  deps: Deps,
  options: { actor: StaffActor; linkId: number; keep: boolean },
): Promise<void> {
  const now = deps.clock.now();
  const { actor, keep } = options;
  await inTransaction(deps.db, async (tx) => {
    const link = await tx.accountLink.findUnique({ where: { id: options.linkId }, include: LINK_PARTS });
    if (link === null || link.frozenAt === null) throw new DomainError('LINK_NOT_FOUND');
    const { companyId } = link.account.provider;
    if (!can(actor.grants, 'requests.review', { companyId }, now)) throw new DomainError('NOT_ALLOWED');
    if (link.status !== 'frozen') {
      if ((link.status === 'active') === keep) return;
      throw new DomainError('OBJECTION_DECIDED');
    }
    await tx.accountLink.update({
      where: { id: link.id },
      data: keep
        ? { status: 'active' }
        : { status: 'revoked', revokedAt: now, revokedReason: 'the company decided so' },
    });
    await setShares(tx, link.id, keep ? 'active' : 'revoked', now);
    const { accountId, payerChangedAt } = link;
    const byPayer = payerChangedAt?.getTime() === link.frozenAt.getTime() ? payerChangedAt : null;
    const whole =
      keep && byPayer !== null && (await liftHistoryCut(tx, { accountId, payerChangedAt: byPayer }));
    await recordAudit(tx, {
      at: now,
      actorId: actor.identityId,
      actorKind: 'staff',
      action: keep ? 'account.unfreeze' : 'account.revoke',
      subject: `account:${accountId}`,
      companyId,
      details: { link: link.id, ...(whole ? { history: 'whole' } : {}) },
    });
    // A link given back may be suspended for another reason later, and given back again.
    await tellHolder(tx, deps, link, keep ? 'kept' : 'revoked', `:${link.frozenAt.getTime()}`);
  });
  deps.notify('deliveries');
}
