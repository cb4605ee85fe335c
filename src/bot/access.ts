import { activeGrants } from '../domain/roles.ts';
import type { BotContext } from './context.ts';

/**
 * Who may reach a handler at all. Finer rights (whose bill, which company) are checked by the use cases.
 * public: everybody, also before consent and while blocked · accepted: both texts accepted ·
 * registered: a resident that is not blocked · staff: somebody with a role in force.
 */
export type Access = 'public' | 'accepted' | 'registered' | 'staff';

/** Why somebody was stopped; the residents feature has a screen for each. */
export type Denial = 'blocked' | 'acceptance' | 'registration' | 'staff' | 'maintenance';

/** Commands of features that can be closed. */
const COMMAND_FEATURES: Readonly<Record<string, string>> = {
  pay: 'payments',
  bills: 'bills',
  history: 'bills',
  readings: 'meters',
  tickets: 'tickets',
  accounts: 'accounts',
};

/** Whether a feature, or the one a command belongs to, is closed for maintenance: for residents, never for the staff's side. */
export function isClosed(ctx: BotContext, access: Access, name: string): boolean {
  return access !== 'staff' && access !== 'public' && ctx.closed.includes(COMMAND_FEATURES[name] ?? name);
}

/** null = may pass. Roles that expired or were revoked a second ago do not count. */
export function denialOf(ctx: BotContext, access: Access, now: Date): Denial | null {
  if (access === 'public') return null;
  const { person } = ctx;
  const staff = person !== null && activeGrants(person.grants, now).length > 0;
  if (access === 'staff') return staff ? null : 'staff';
  if (person?.resident?.blockedAt) return 'blocked';
  if (person === null || !person.accepted.terms || !person.accepted.consent) return 'acceptance';
  if (access === 'registered' && person.resident === null) return 'registration';
  return null;
}
