import type { Message, MessageId } from '@grammyjs/types';
import type { Chat } from '../../world/chat.ts';
import type { StoredMessage } from '../../world/model.ts';
import { toUser } from '../../world/model.ts';
import type { MethodCall } from '../call.ts';
import { chatOf, hasRight, requireMember } from '../chat-access.ts';
import { deliver, readOutgoing } from '../deliver.ts';
import { badRequest } from '../refusal.ts';
import { captionFields, messageBase } from './send.ts';

/** Messages older than this can only be deleted by nobody, seconds. */
const DELETABLE = 48 * 3600;

/** Why the bot may not delete a message; null = it may. */
function deleteObstacle(call: MethodCall, chat: Chat, stored: StoredMessage): string | null {
  if (call.world.unixTime() - stored.message.date >= DELETABLE)
    return "message can't be deleted for everyone";
  if (stored.outgoing || chat.head.type === 'private') return null;
  return hasRight(chat.head, 'deleteMessages') ? null : "message can't be deleted";
}

/** Marks messages as deleted and tells who looks on. */
function erase(call: MethodCall, chat: Chat, found: StoredMessage[]): void {
  if (found.length === 0) return;
  for (const stored of found) {
    stored.deleted = true;
    chat.saveMessage(stored);
  }
  const messageIds = found.map(({ message }) => message.message_id);
  chat.head.pinned = chat.head.pinned.filter((id) => !messageIds.includes(id));
  chat.save();
  call.world.events.emit({ type: 'messages-deleted', bot: call.bot, chat, messageIds });
  call.world.events.emit({ type: 'chat', bot: call.bot, chat });
}

export function deleteMessage(call: MethodCall): true {
  const { params } = call;
  if (params.text('chat_id') === '') throw badRequest('Chat identifier is not specified');
  const messageId = params.int('message_id', 0);
  if (messageId <= 0) throw badRequest('Message identifier is not specified');
  const chat = chatOf(call);
  requireMember(chat);
  const stored = chat.live(messageId);
  if (stored === undefined) throw badRequest('message to delete not found');
  const obstacle = deleteObstacle(call, chat, stored);
  if (obstacle !== null) throw badRequest(obstacle);
  erase(call, chat, [stored]);
  return true;
}

/** 1–100 message ids. */
function messageIds(call: MethodCall): number[] {
  const value = call.params.json('message_ids');
  if (value === undefined) throw badRequest('Message identifiers are not specified');
  if (!Array.isArray(value)) throw badRequest('Expected an Array of message identifiers');
  if (value.length > 100) throw badRequest('Too many message identifiers specified');
  if (value.length === 0) throw badRequest('Message identifiers are not specified');
  return value.map((item: unknown) => {
    const id = Number(item);
    if (!Number.isInteger(id) || id <= 0) throw badRequest('Invalid message identifier specified');
    return id;
  });
}

export function deleteMessages(call: MethodCall): true {
  const ids = messageIds(call);
  const chat = chatOf(call);
  requireMember(chat);
  // Those that cannot be found or deleted are passed over.
  const found = ids.flatMap((id) => {
    const stored = chat.live(id);
    return stored !== undefined && deleteObstacle(call, chat, stored) === null ? [stored] : [];
  });
  erase(call, chat, found);
  return true;
}

function source(call: MethodCall, what: string, messageId: number): StoredMessage {
  const chat = chatOf(call, 'from_chat_id');
  requireMember(chat);
  const stored = chat.live(messageId);
  if (stored === undefined) throw badRequest(`message to ${what} not found`);
  return stored;
}

const CONTENT = [
  'text',
  'entities',
  'photo',
  'document',
  'video',
  'animation',
  'audio',
  'voice',
  'caption',
  'caption_entities',
  'location',
  'contact',
  'venue',
  'sticker',
  'dice',
  'poll',
  'video_note',
] as const;

/** What is carried over from the copied message. */
function contentOf(message: Message): Partial<Pick<Message, (typeof CONTENT)[number]>> {
  const kept = Object.entries(message).filter(([key]) => CONTENT.some((field) => field === key));
  return Object.fromEntries(kept);
}

function copyOne(
  call: MethodCall,
  messageId: number,
  caption: ReturnType<typeof captionFields> | null,
): MessageId {
  const stored = source(call, 'copy', messageId);
  const content = contentOf(stored.message);
  if (Object.keys(content).length === 0) throw badRequest("message can't be copied");
  const outgoing = readOutgoing(call);
  const { caption: _c, caption_entities: _e, ...bare } = content;
  const message: Message = {
    ...messageBase(call, outgoing),
    ...(caption === null ? content : { ...bare, ...caption }),
  };
  return { message_id: deliver(call, outgoing, message).message_id };
}

export function copyMessage(call: MethodCall): MessageId {
  const { params } = call;
  const caption =
    params.values.caption === undefined
      ? null
      : captionFields(params.text('caption'), params.text('parse_mode'), params.json('caption_entities'));
  return copyOne(call, params.int('message_id', 0), caption);
}

export function copyMessages(call: MethodCall): MessageId[] {
  return messageIds(call).map((id) => copyOne(call, id, call.params.bool('remove_caption') ? {} : null));
}

function forwardOne(call: MethodCall, messageId: number): Message {
  const stored = source(call, 'forward', messageId);
  const { message } = stored;
  if (message.has_protected_content === true) throw badRequest("message can't be forwarded");
  const content = contentOf(message);
  if (Object.keys(content).length === 0) throw badRequest("message can't be forwarded");
  const outgoing = readOutgoing(call);
  const author = message.from;
  const person = author === undefined ? undefined : call.world.people.get(author.id);
  const origin = message.forward_origin ?? {
    type: 'user' as const,
    date: message.date,
    sender_user: person === undefined ? (author ?? call.bot.user) : toUser(person),
  };
  return deliver(call, outgoing, {
    ...messageBase(call, outgoing),
    ...content,
    forward_origin: origin,
  });
}

export function forwardMessage(call: MethodCall): Message {
  return forwardOne(call, call.params.int('message_id', 0));
}

export function forwardMessages(call: MethodCall): MessageId[] {
  return messageIds(call).map((id) => ({ message_id: forwardOne(call, id).message_id }));
}
