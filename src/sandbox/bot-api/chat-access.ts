import type { Chat } from '../world/chat.ts';
import type { BotRights, ChatHead } from '../world/model.ts';
import type { MethodCall } from './call.ts';
import { ApiRefusal, badRequest, forbidden } from './refusal.ts';

/**
 * The chat a call is about.
 * @throws ApiRefusal 400 `chat_id is empty`, `chat not found`.
 */
export function chatOf(call: MethodCall, field = 'chat_id'): Chat {
  const { world, bot, params } = call;
  const text = params.text(field).trim();
  if (text === '') throw badRequest(`${field} is empty`);
  const chat = text.startsWith('@') ? chatByUsername(call, text.slice(1)) : bot.chats.get(Number(text));
  if (chat !== undefined) return chat;
  const person = world.people.get(Number(text));
  if (person === undefined) throw badRequest('chat not found');
  return world.privateChat(bot, person);
}

function chatByUsername(call: MethodCall, username: string): Chat | undefined {
  // Only public groups have such names, and groups here have none.
  for (const person of call.world.people.values()) {
    if (person.username?.toLowerCase() === username.toLowerCase()) throw badRequest('chat not found');
  }
  return undefined;
}

/**
 * The chat, when the bot may write there.
 * @throws ApiRefusal 403 blocked, kicked, cannot begin a conversation.
 */
export function writableChat(call: MethodCall): Chat {
  const chat = chatOf(call);
  const { head } = chat;
  if (head.type === 'private') {
    requireAccount(call, chat);
    if (head.blocked) throw forbidden('bot was blocked by the user');
    if (!head.started) throw forbidden("bot can't initiate conversation with a user");
    return chat;
  }
  requireMember(chat);
  if (head.botStatus === 'restricted')
    throw badRequest('not enough rights to send text messages to the chat');
  return chat;
}

/** @throws ApiRefusal 403 when the person of a private chat has deleted the account. */
export function requireAccount(call: MethodCall, { head }: Chat): void {
  if (head.type === 'private' && call.world.people.get(head.id)?.isDeactivated === true) {
    throw forbidden('user is deactivated');
  }
}

/**
 * @throws ApiRefusal 403 when the bot is not in the group or there is no group any more, 400 with
 * `migrate_to_chat_id` when it has become a supergroup.
 */
export function requireMember(chat: Chat): void {
  const { type, botStatus, migratedTo, isDissolved } = chat.head;
  if (type === 'private') return;
  if (migratedTo !== undefined) {
    throw new ApiRefusal(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: migratedTo,
    });
  }
  if (isDissolved === true) {
    // A deleted supergroup cannot be told from one that the bot is not in.
    throw forbidden(
      type === 'group' ? 'the group chat was deleted' : 'bot is not a member of the supergroup chat',
    );
  }
  if (botStatus === 'kicked') throw forbidden(`bot was kicked from the ${type} chat`);
  if (botStatus === 'left') throw forbidden(`bot is not a member of the ${type} chat`);
}

/** @throws ApiRefusal 400 when the bot may not do it in the group. @param what its name in the refusal. */
export function requireRight(chat: Chat, right: keyof BotRights, what: string): void {
  if (chat.head.type !== 'private' && !hasRight(chat.head, right)) {
    throw badRequest(`not enough rights to ${what}`);
  }
}

/** Whether the bot is an administrator with this right. */
export function hasRight({ botStatus, botRights }: ChatHead, right: keyof BotRights): boolean {
  return botStatus === 'administrator' && (botRights?.[right] ?? true);
}

/** Who manages topics may write into closed ones. */
export function mayManageTopics(chat: Chat): boolean {
  return hasRight(chat.head, 'manageTopics');
}

/** A positive user id. @throws ApiRefusal 400 `invalid user_id specified`. */
export function userIdOf(call: MethodCall): number {
  const id = Number.parseInt(call.params.text('user_id'), 10);
  if (!Number.isSafeInteger(id) || id <= 0)
    throw new ApiRefusal(400, 'Bad Request: invalid user_id specified');
  return id;
}
