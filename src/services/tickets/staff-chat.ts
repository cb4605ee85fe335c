import type { DbOrTx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { can, type RoleGrant } from '../../domain/roles.ts';
import { DEFAULT_GROUP_PRIVACY, type GroupPrivacy, isGroupPrivacy } from '../../domain/tickets.ts';
import type { ServiceDeps } from '../deps.ts';
import { newestSetting, saveSetting } from '../staff/company-settings.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { assignableStaff } from './assignable-staff.ts';
import { refreshGroup } from './refresh-group.ts';

/** Key of `Setting`: the group of tickets that belong to no company, when it differs from STAFF_CHAT_ID. */
const COMMON_CHAT = 'tickets.staff-chat';
/** Key of `Setting`: what of a resident the group sees. */
const PRIVACY = 'tickets.group-privacy';
/** Key of `Setting`: identity of the person who is told about late tickets. */
const ESCALATION = 'tickets.escalation';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>;

/** The group in which the tickets of a company (null: of none) are worked; null: the private queue only. */
export async function staffChatOf(
  db: DbOrTx,
  deps: Pick<ServiceDeps, 'installation'>,
  companyId: number | null,
): Promise<number | null> {
  if (companyId !== null) {
    const company = await db.company.findUnique({ where: { id: companyId }, select: { staffChatId: true } });
    if (company?.staffChatId != null) return Number(company.staffChatId);
  }
  const moved = await newestSetting(db, COMMON_CHAT, null);
  return typeof moved === 'number' ? moved : (deps.installation.staffChatId ?? null);
}

/** Companies whose tickets are worked in this chat; `common`: also those that belong to no company. */
export async function companiesOfChat(
  deps: Deps,
  options: { readonly chatId: number },
): Promise<{ readonly companyIds: readonly number[]; readonly common: boolean }> {
  const companies = await deps.db.company.findMany({ select: { id: true, staffChatId: true } });
  const common = await staffChatOf(deps.db, deps, null);
  const here = companies.filter(({ staffChatId }) =>
    staffChatId === null ? common === options.chatId : Number(staffChatId) === options.chatId,
  );
  return { companyIds: here.map(({ id }) => id), common: common === options.chatId };
}

/**
 * Make a group the place where a company's tickets are worked; those that are open come there too.
 * @throws DomainError NOT_ALLOWED
 */
export async function connectStaffChat(
  deps: Deps,
  options: {
    readonly chatId: number;
    readonly companyId: number;
    readonly identityId: number;
    readonly grants: readonly RoleGrant[];
  },
): Promise<string> {
  const now = deps.clock.now();
  if (!can(options.grants, 'tickets.assign', { companyId: options.companyId }, now)) {
    throw new DomainError('NOT_ALLOWED');
  }
  const name = await inTransaction(deps.db, async (tx) => {
    const company = await tx.company.update({
      where: { id: options.companyId },
      data: { staffChatId: BigInt(options.chatId) },
      select: { shortName: true },
    });
    const key = `connect:${options.chatId}:${now.getTime()}`;
    await refreshGroup(tx, deps, { companyId: options.companyId, key, cards: false });
    await recordAudit(tx, {
      at: now,
      actorId: options.identityId,
      actorKind: 'staff',
      action: 'tickets.connect-group',
      subject: `company:${options.companyId}`,
      companyId: options.companyId,
    });
    return company.shortName;
  });
  deps.notify('tasks');
  return name;
}

/** A group became a supergroup: everything that named the old chat names the new one. */
export async function moveStaffChat(
  deps: Deps,
  options: { readonly from: number; readonly to: number },
): Promise<void> {
  const [from, to] = [BigInt(options.from), BigInt(options.to)];
  await inTransaction(deps.db, async (tx) => {
    await tx.company.updateMany({ where: { staffChatId: from }, data: { staffChatId: to } });
    // The new chat has other message ids, and topics only from now on.
    await tx.ticket.updateMany({
      where: { topicChatId: from },
      data: { topicChatId: to, topicThreadId: null, topicMessageId: null },
    });
    await tx.delivery.updateMany({ where: { chatId: from, status: 'queued' }, data: { chatId: to } });
    if ((await staffChatOf(tx, deps, null)) === options.from) {
      await saveSetting(tx, { key: COMMON_CHAT, companyId: null, value: options.to, by: null }, deps);
    }
  });
}

/** What of a resident the company's group sees. */
export async function groupPrivacy(db: DbOrTx, companyId: number | null): Promise<GroupPrivacy> {
  const value = await newestSetting(db, PRIVACY, companyId);
  return isGroupPrivacy(value) ? value : DEFAULT_GROUP_PRIVACY;
}

/** @throws DomainError NOT_ALLOWED */
export async function setGroupPrivacy(
  deps: Deps,
  options: {
    readonly companyId: number | null;
    readonly privacy: GroupPrivacy;
    readonly identityId: number;
    readonly grants: readonly RoleGrant[];
  },
): Promise<void> {
  const { companyId } = options;
  await setByStaff(deps, options, PRIVACY, options.privacy);
  // Cards that show more than is allowed now are changed.
  const key = `privacy:${options.privacy}:${deps.clock.now().getTime()}`;
  await inTransaction(deps.db, (tx) => refreshGroup(tx, deps, { companyId, key, cards: true }));
  deps.notify('tasks');
}

/**
 * Who is told about late tickets besides the group; null = nobody is named, the company's managers are. Somebody who
 * was named and may not work its tickets any more is nobody.
 */
export async function escalationOf(
  db: DbOrTx,
  deps: Pick<ServiceDeps, 'clock' | 'installation'>,
  companyId: number | null,
): Promise<number | null> {
  const value = await newestSetting(db, ESCALATION, companyId);
  if (typeof value !== 'number') return null;
  const people = await assignableStaff({ ...deps, db }, { companyId });
  return people.some(({ identityId }) => identityId === value) ? value : null;
}

/** @throws DomainError NOT_ALLOWED */
export async function setEscalation(
  deps: Deps,
  options: {
    readonly companyId: number | null;
    /** null = the managers */
    readonly toIdentityId: number | null;
    readonly identityId: number;
    readonly grants: readonly RoleGrant[];
  },
): Promise<void> {
  await setByStaff(deps, options, ESCALATION, options.toIdentityId ?? 'managers');
}

async function setByStaff(
  deps: Deps,
  options: {
    readonly companyId: number | null;
    readonly identityId: number;
    readonly grants: readonly RoleGrant[];
  },
  key: string,
  value: string | number,
): Promise<void> {
  const { companyId } = options;
  const now = deps.clock.now();
  if (!can(options.grants, 'tickets.assign', { companyId }, now)) throw new DomainError('NOT_ALLOWED');
  await inTransaction(deps.db, async (tx) => {
    await saveSetting(tx, { key, companyId, value, by: options.identityId }, deps);
    await recordAudit(tx, {
      at: now,
      actorId: options.identityId,
      actorKind: 'staff',
      action: key,
      subject: `company:${companyId ?? 0}`,
      companyId,
      details: { value },
    });
  });
}
