import type { Message } from '@grammyjs/types';
import type { Chat } from '../world/chat.ts';
import type { InvoiceTerms, StoredMessage } from '../world/model.ts';
import type { MethodCall } from './call.ts';
import { mayManageTopics, writableChat } from './chat-access.ts';
import { isObject } from './params.ts';
import { badRequest } from './refusal.ts';
import { type Markup, type MarkupRules, readMarkup } from './reply-markup.ts';

/** What every send method shares: where, in reply to what, with which keyboard. */
export interface Outgoing {
  chat: Chat;
  markup: Markup;
  silent: boolean;
  /** Fields for the message. */
  common: Pick<Message, 'message_thread_id' | 'is_topic_message' | 'has_protected_content' | 'effect_id'> &
    Pick<Message.CommonMessage, 'reply_to_message' | 'reply_markup'>;
}

/**
 * Checks the shared parameters of a send method in the order the real server does.
 * @throws ApiRefusal
 */
export function readOutgoing(call: MethodCall, rules: Partial<MarkupRules> = {}): Outgoing {
  const chat = writableChat(call);
  const { params } = call;
  const markup = readMarkup(params, {
    privateChat: chat.head.type === 'private',
    invoice: rules.invoice ?? false,
    inlineOnly: rules.inlineOnly ?? false,
  });
  const replied = repliedMessage(call, chat);
  const thread = threadOf(call, chat);
  return {
    chat,
    markup,
    silent: params.bool('disable_notification'),
    common: {
      ...(thread === 0 ? {} : { message_thread_id: thread, is_topic_message: true as const }),
      ...(params.bool('protect_content') ? { has_protected_content: true as const } : {}),
      ...(replied === undefined ? {} : { reply_to_message: replied }),
      ...(markup.inline === undefined ? {} : { reply_markup: markup.inline }),
    },
  };
}

function threadOf(call: MethodCall, chat: Chat): number {
  const thread = call.params.int('message_thread_id', 0);
  if (thread <= 0) return 0;
  const topic = chat.head.topics.find(({ id }) => id === thread);
  if (topic === undefined) throw badRequest('message thread not found');
  if (topic.closed && !mayManageTopics(chat)) throw badRequest('TOPIC_CLOSED');
  return thread;
}

type Replied = NonNullable<Message['reply_to_message']>;

/** The message without its own reply, as it is shown inside another. */
export function asReplied(stored: StoredMessage): Replied {
  const { reply_to_message: _, ...flat } = stored.message;
  if (!isFlat(flat)) throw new Error('a reply inside a reply');
  return flat;
}

/** The library's type for it cannot be written down with exactOptionalPropertyTypes. */
function isFlat(message: Message): message is Replied {
  return !('reply_to_message' in message);
}

function repliedMessage(call: MethodCall, chat: Chat): Replied | undefined {
  const parameters = call.params.json('reply_parameters', 'reply parameters');
  if (parameters !== undefined && !isObject(parameters)) {
    throw badRequest('Object expected as reply parameters');
  }
  const messageId = Number(parameters?.message_id ?? call.params.int('reply_to_message_id', 0));
  if (!Number.isInteger(messageId) || messageId <= 0) return undefined;
  const stored = chat.live(messageId);
  if (stored !== undefined) return asReplied(stored);
  const without =
    parameters?.allow_sending_without_reply === true || call.params.bool('allow_sending_without_reply');
  if (!without) throw badRequest('message to be replied not found');
  return undefined;
}

/** Number and date of the next message in a chat. */
export function nextMessageHead(
  call: Pick<MethodCall, 'world' | 'bot'>,
  chat: Chat,
): { message_id: number; date: number } {
  const date = call.world.unixTime();
  // Only supergroups count for themselves.
  if (chat.head.type !== 'supergroup') return { message_id: call.bot.takeMessageId(), date };
  const id = chat.head.nextMessageId;
  chat.head.nextMessageId += 1;
  chat.save();
  return { message_id: id, date };
}

/**
 * Puts a message of the bot into the chat: unread counters, keyboards, events.
 * @returns the same message.
 */
export function deliver<M extends Message>(
  call: MethodCall,
  outgoing: Outgoing,
  message: M,
  invoice: InvoiceTerms | null = null,
): M {
  const { chat, markup } = outgoing;
  const { events } = call.world;
  const stored: StoredMessage = {
    message,
    outgoing: true,
    deleted: false,
    silent: outgoing.silent,
    invoice,
    paid: false,
    paymentTitle: null,
  };
  chat.append(stored);
  chat.action = null;
  for (const id of chat.personIds()) chat.head.unread[id] = (chat.head.unread[id] ?? 0) + 1;
  applyKeyboard(call, chat, markup, message);
  chat.save();
  if (events.hasListeners) {
    events.emit({ type: 'message', bot: call.bot, chat, stored });
    events.emit({ type: 'chat', bot: call.bot, chat });
  }
  return message;
}

/** Shows or removes the keyboard in place of the letters, for those the message is meant for. */
function applyKeyboard(call: MethodCall, chat: Chat, markup: Markup, message: Message): void {
  if (markup.reply === undefined && markup.remove === undefined) return;
  const selective = markup.reply?.selective ?? markup.remove?.selective ?? false;
  const repliedTo = message.reply_to_message?.from?.id;
  const people =
    selective && chat.head.type !== 'private' && repliedTo !== undefined ? [repliedTo] : chat.personIds();
  for (const personId of people) {
    if (markup.reply !== undefined) {
      chat.head.replyKeyboards[personId] = { markup: markup.reply, collapsed: false };
    } else delete chat.head.replyKeyboards[personId];
    call.world.events.emit({ type: 'reply-keyboard', bot: call.bot, chat, personId });
  }
}
