import { type BillingDate, parseBillingDate } from './period.ts';
import { STAFF_ROLES, type StaffRole } from './roles.ts';

export interface RoleCommand {
  readonly telegramId: number;
  readonly role: StaffRole;
  /** Slug; null = every company. */
  readonly company: string | null;
}

/** `<telegram id> <role> [company]`; the role may be cut short («admin»); null when it does not read so. */
export function parseRoleCommand(args: string): RoleCommand | null {
  const match = /^(\d{1,15})\s+([a-z]{3,13})(?:\s+([a-z0-9-]{2,40}))?$/i.exec(args.trim());
  if (match === null) return null;
  const [, id = '', word = '', company] = match;
  const role = STAFF_ROLES.find((known) => known.startsWith(word.toLowerCase()));
  const telegramId = Number(id);
  if (role === undefined || telegramId === 0) return null;
  return { telegramId, role, company: company?.toLowerCase() ?? null };
}

export interface GrantCommand extends RoleCommand {
  /** The last day it is in force; null = until revoked. */
  readonly until: BillingDate | null;
}

/** `<telegram id> <role> [company] [last day]`, the day as `31.12.2026` or `2026-12-31`; null when it does not read so. */
export function parseGrantCommand(args: string): GrantCommand | null {
  const [, before = '', day = ''] = /^(.*?)\s+(\S+)$/s.exec(args.trim()) ?? [];
  const until = parseBillingDate(day);
  const command = parseRoleCommand(until === null ? args : before);
  return command === null ? null : { ...command, until };
}
