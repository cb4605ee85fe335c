import type { Message, Update } from '@grammyjs/types';
import { asReplied, nextMessageHead } from '../bot-api/deliver.ts';
import { cleanWords } from '../bot-api/formatted-text.ts';
import { withFoundEntities } from '../bot-api/text-entities.ts';
import type { Bot } from '../world/bot.ts';
import type { Chat } from '../world/chat.ts';
import { type Person, type StoredMessage, toUser } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { ActionRefusal } from './action-refusal.ts';

/** Who acts, where. */
export interface Acting {
  world: World;
  bot: Bot;
  person: Person;
}

/** Longest message an app sends; longer texts go out in parts. */
const MAX_TEXT = 4096;

/** The chat meant; the private one with the bot when none is named. */
export function chatFor(acting: Acting, chatId: number | undefined): Chat {
  const { world, bot, person } = acting;
  if (chatId === undefined || chatId === person.id) return world.privateChat(bot, person);
  const chat = bot.chats.get(chatId);
  if (chat === undefined || chat.head.members[person.id] === undefined) {
    throw new ActionRefusal('no-chat', `${person.firstName} is not in the chat ${chatId}`);
  }
  return chat;
}

export interface SayOptions {
  topicId?: number | undefined;
  replyTo?: number | undefined;
}

export type NonChannelMessage = NonNullable<Update['message']>;

/** Content of a message from a person. */
export type Said = Partial<Omit<Message, 'message_id' | 'date' | 'chat' | 'from'>>;

/**
 * A person's message: into the chat, and to the bot unless privacy hides it.
 * @throws ActionRefusal the bot is blocked, or the reply's message is gone.
 */
export function say(acting: Acting, chat: Chat, said: Said, options: SayOptions = {}): StoredMessage {
  const { bot, person } = acting;
  const { head } = chat;
  if (head.blocked) throw new ActionRefusal('blocked', 'The bot is blocked; unblock it first');
  if (head.migratedTo !== undefined || head.isDissolved === true) {
    throw new ActionRefusal('no-chat', 'The group is no more');
  }
  const replied = options.replyTo === undefined ? undefined : chat.live(options.replyTo);
  if (options.replyTo !== undefined && replied === undefined) {
    throw new ActionRefusal('no-message', `There is no message ${options.replyTo} to reply to`);
  }
  const topicId = options.topicId ?? replied?.message.message_thread_id;
  const topic = topicId === undefined ? undefined : head.topics.find(({ id }) => id === topicId);
  if (topicId !== undefined && topic === undefined) {
    throw new ActionRefusal('no-topic', `There is no topic ${topicId}`);
  }
  if (topic?.closed === true && head.members[person.id] === 'member') {
    throw new ActionRefusal('topic-closed', `The topic «${topic.name}» is closed`);
  }
  const message: NonChannelMessage = {
    ...nextMessageHead(acting, chat),
    from: toUser(person),
    chat: chat.api,
    ...(topicId === undefined ? {} : { message_thread_id: topicId, is_topic_message: true as const }),
    ...(replied === undefined ? {} : { reply_to_message: asReplied(replied) }),
    ...said,
  };
  const stored = keep(acting, chat, message);
  if (isHeard(bot, chat, message)) offer(acting, chat, message);
  return stored;
}

function offer({ world, bot, person }: Acting, chat: Chat, message: NonChannelMessage): void {
  bot.push('message', `chat:${chat.id}`, person.id, world.now(), (update) => {
    update.message = message;
  });
}

/** A service message that a person's action brings; the bot hears it when it is in the chat. */
export function serve(acting: Acting, chat: Chat, message: NonChannelMessage): void {
  keep(acting, chat, message);
  const { botStatus } = chat.head;
  if (botStatus !== 'left' && botStatus !== 'kicked') offer(acting, chat, message);
}

function keep(acting: Acting, chat: Chat, message: NonChannelMessage): StoredMessage {
  const { world, bot, person } = acting;
  const stored: StoredMessage = {
    message,
    outgoing: false,
    deleted: false,
    silent: false,
    invoice: null,
    paid: false,
    paymentTitle: null,
  };
  chat.head.started = true;
  chat.hear(world.ticks());
  chat.head.unread[person.id] = 0;
  for (const id of chat.personIds()) {
    if (id !== person.id) chat.head.unread[id] = (chat.head.unread[id] ?? 0) + 1;
  }
  chat.append(stored);
  chat.save();
  world.events.emit({ type: 'message', bot, chat, stored });
  world.events.emit({ type: 'chat', bot, chat });
  return stored;
}

/** In groups a bot that is no administrator hears commands, mentions and replies to itself only. */
function isHeard(bot: Bot, chat: Chat, message: Message): boolean {
  if (chat.head.type === 'private' || chat.head.botStatus === 'administrator') return true;
  if (chat.head.botStatus !== 'member' && chat.head.botStatus !== 'restricted') return false;
  if (message.reply_to_message?.from?.id === bot.id) return true;
  const text = message.text ?? message.caption ?? '';
  const entities = message.entities ?? message.caption_entities ?? [];
  return entities.some((entity) => {
    const part = text.slice(entity.offset, entity.offset + entity.length);
    if (entity.type === 'bot_command') return !part.includes('@') || part.endsWith(`@${bot.record.username}`);
    return entity.type === 'mention' && part.slice(1) === bot.record.username;
  });
}

/** Text with the marks Telegram puts there itself. Long texts are cut into several messages, as apps do. */
export function sayText(acting: Acting, chat: Chat, text: string, options: SayOptions = {}): StoredMessage {
  const trimmed = cleanWords(text);
  if (trimmed === '') throw new ActionRefusal('empty-text', 'The text is empty');
  const parts: string[] = [];
  for (let at = 0; at < trimmed.length; at += MAX_TEXT) parts.push(trimmed.slice(at, at + MAX_TEXT));
  let last: StoredMessage | null = null;
  for (const part of parts) {
    const entities = withFoundEntities(part, []);
    last = say(acting, chat, { text: part, ...(entities.length === 0 ? {} : { entities }) }, options);
  }
  if (last === null) throw new ActionRefusal('empty-text', 'The text is empty');
  return last;
}
