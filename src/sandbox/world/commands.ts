import type { BotCommand } from '@grammyjs/types';
import type { BotRecord, ChatHead } from './model.ts';

/** Key under which a list of commands is kept. */
export function commandsKey(scope: string, language: string): string {
  return `${scope}|${language}`;
}

/** A BotCommandScope as text, or what is wrong with it. */
export function readScope(value: unknown): string | { problem: string } {
  if (value === undefined || value === null) return 'default';
  if (typeof value !== 'object') return { problem: 'BotCommandScope must be an Object' };
  const fields = new Map<string, unknown>(Object.entries(value));
  const type = fields.get('type');
  const chatId = fields.get('chat_id');
  const userId = fields.get('user_id');
  switch (type) {
    case 'default':
    case 'all_private_chats':
    case 'all_group_chats':
    case 'all_chat_administrators':
      return type;
    case 'chat':
    case 'chat_administrators':
      return chatId === undefined ? { problem: 'Empty chat_id specified' } : `${type}:${String(chatId)}`;
    case 'chat_member':
      if (chatId === undefined) return { problem: 'Empty chat_id specified' };
      if (userId === undefined) return { problem: 'Invalid user_id specified' };
      return `${type}:${String(chatId)}:${String(userId)}`;
    default:
      return { problem: 'Unsupported type specified' };
  }
}

/**
 * Commands that a person sees in a chat: the narrowest list that is set, in the person's language
 * before the one for everybody (the documentation's order).
 */
export function visibleCommands(
  bot: BotRecord,
  chat: ChatHead,
  person: { id: number; languageCode: string },
): BotCommand[] {
  const isAdministrator = ['creator', 'administrator'].includes(chat.members[person.id] ?? '');
  const scopes =
    chat.type === 'private'
      ? [`chat:${chat.id}`, 'all_private_chats', 'default']
      : [
          `chat_member:${chat.id}:${person.id}`,
          ...(isAdministrator ? [`chat_administrators:${chat.id}`] : []),
          `chat:${chat.id}`,
          ...(isAdministrator ? ['all_chat_administrators'] : []),
          'all_group_chats',
          'default',
        ];
  const language = person.languageCode.slice(0, 2);
  for (const scope of scopes) {
    const list = bot.commands[commandsKey(scope, language)] ?? bot.commands[commandsKey(scope, '')];
    if (list !== undefined) return list;
  }
  return [];
}
