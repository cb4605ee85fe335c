import { type Api, GrammyError } from 'grammy';
import type { BotCommand } from 'grammy/types';
import type { Locale } from '../domain/locale.ts';
import { LOCALES } from '../domain/locale.ts';
import type { StaffRole } from '../domain/roles.ts';
import type { PlainTextKey, Texts, Translator } from '../texts/texts.ts';
import type { BotDeps } from './deps.ts';

export interface CommandRow {
  readonly name: string;
  /** Roles that see and may use it; null = everybody. Administrators see everything. */
  readonly roles: readonly StaffRole[] | null;
  /** What it does, in a few words: menus of Telegram, `/help`, the guides. */
  readonly description: PlainTextKey;
}

/** Every command of the bot: `setMyCommands`, `/help` and the documentation read this table. */
export const COMMANDS = [
  { name: 'start', roles: null, description: 'commands-start' },
  { name: 'menu', roles: null, description: 'commands-menu' },
  { name: 'bills', roles: null, description: 'commands-bills' },
  { name: 'pay', roles: null, description: 'commands-pay' },
  { name: 'readings', roles: null, description: 'commands-readings' },
  { name: 'tickets', roles: null, description: 'commands-tickets' },
  { name: 'history', roles: null, description: 'commands-history' },
  { name: 'accounts', roles: null, description: 'commands-accounts' },
  { name: 'settings', roles: null, description: 'commands-settings' },
  { name: 'help', roles: null, description: 'commands-help' },
  { name: 'cancel', roles: null, description: 'commands-cancel' },
  { name: 'language', roles: null, description: 'commands-language' },
  { name: 'announce', roles: ['manager'], description: 'commands-announce' },
  { name: 'queue', roles: ['manager'], description: 'commands-queue' },
  { name: 'find', roles: ['operator'], description: 'commands-find' },
  { name: 'pin', roles: ['operator'], description: 'commands-pin' },
  { name: 'block', roles: ['operator'], description: 'commands-block' },
  { name: 'unblock', roles: ['operator'], description: 'commands-unblock' },
  { name: 'admin', roles: [], description: 'commands-admin' },
  { name: 'import', roles: [], description: 'commands-import' },
  { name: 'export', roles: [], description: 'commands-export' },
  { name: 'grant', roles: [], description: 'commands-grant' },
  { name: 'revoke', roles: [], description: 'commands-revoke' },
  { name: 'window', roles: [], description: 'commands-window' },
  { name: 'stats', roles: [], description: 'commands-stats' },
  { name: 'audit', roles: [], description: 'commands-audit' },
] as const satisfies readonly CommandRow[];

/** Commands that a feature of this bot really answers. */
export type HasCommand = (name: string) => boolean;

/** The commands somebody with these roles has; rows without a handler are left out. */
export function commandsFor(roles: readonly StaffRole[], has: HasCommand): CommandRow[] {
  const rows: readonly CommandRow[] = COMMANDS;
  const administrator = roles.includes('administrator');
  return rows.filter(
    (row) =>
      has(row.name) &&
      (row.roles === null || administrator || row.roles.some((role) => roles.includes(role))),
  );
}

/** Rows as Telegram takes them. */
export function botCommands(rows: readonly CommandRow[], tr: Translator): BotCommand[] {
  return rows.map((row) => ({ command: row.name, description: tr.plain(row.description) }));
}

/** A staff member whose own list of commands Telegram shall show. */
export interface StaffMember {
  readonly telegramId: number;
  readonly locale: Locale;
  /** Roles in force; none = the list of everybody. */
  readonly roles: readonly StaffRole[];
}

export interface SyncOptions {
  readonly api: Pick<Api, 'setMyCommands' | 'deleteMyCommands'>;
  readonly texts: Texts;
  readonly has: HasCommand;
  readonly defaultLocale: Locale;
}

/**
 * Tell Telegram the commands of private chats: for everybody in each language (the installation's own also as
 * the list without a language), and for each staff member. Groups get none. Called at start; idempotent. A refusal
 * leaves the lists as they were and does not keep the bot from starting.
 */
export async function syncCommands(
  options: SyncOptions & {
    readonly staff: readonly StaffMember[];
    readonly log: Pick<BotDeps['log'], 'warn'>;
  },
): Promise<void> {
  const { api, texts, has, defaultLocale, staff, log } = options;
  const rows = commandsFor([], has);
  const scope = { type: 'all_private_chats' } as const;
  try {
    await api.setMyCommands(botCommands(rows, texts.for(defaultLocale)), { scope });
    for (const locale of LOCALES) {
      await api.setMyCommands(botCommands(rows, texts.for(locale)), { scope, language_code: locale });
    }
    await api.deleteMyCommands({ scope: { type: 'all_group_chats' } });
    for (const member of staff) await syncStaffCommands(options, member);
  } catch (error) {
    if (!(error instanceof GrammyError)) throw error;
    log.warn({ err: error }, 'the commands could not be set');
  }
}

/** The same for one staff member: after a role or the language changed. */
export async function syncStaffCommands(options: SyncOptions, member: StaffMember): Promise<void> {
  const scope = { type: 'chat', chat_id: member.telegramId } as const;
  try {
    if (member.roles.length === 0) {
      await options.api.deleteMyCommands({ scope });
      return;
    }
    const rows = commandsFor(member.roles, options.has);
    await options.api.setMyCommands(botCommands(rows, options.texts.for(member.locale)), { scope });
  } catch (error) {
    // No chat with them yet, or they blocked the bot: their first /start sets the list.
    if (!(error instanceof GrammyError && [400, 403].includes(error.error_code))) throw error;
  }
}
