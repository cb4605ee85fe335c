import type {
  ApiCallView,
  BotView,
  ChatSummary,
  ChatView,
  MailView,
  PersonView,
  SmsView,
} from '../person-api.ts';
import { PollingConsumer } from '../updates/polling.ts';
import type { Bot } from '../world/bot.ts';
import type { Chat } from '../world/chat.ts';
import { visibleCommands } from '../world/commands.ts';
import type { ApiCall, MailRecord, Person, SmsRecord } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { messageLine } from './message-words.ts';
import { messageView, oneLine, replyKeyboardView } from './views.ts';

export function botView(bot: Bot): BotView {
  const { record } = bot;
  const isPolled = bot.consumer instanceof PollingConsumer;
  return {
    id: bot.id,
    username: record.username,
    name: bot.user.first_name,
    descriptions: { ...record.descriptions },
    shortDescriptions: { ...record.shortDescriptions },
    connection: record.webhook !== null ? 'webhook' : isPolled ? 'polling' : 'none',
    pendingUpdates: bot.queue.size,
  };
}

export function personView(person: Person): PersonView {
  const { isDeactivated = false, ...rest } = person;
  return { ...rest, deactivated: isDeactivated };
}

export function smsView(sms: SmsRecord): SmsView {
  return { ...sms };
}

export function mailView(mail: MailRecord): MailView {
  const { attachments, ...rest } = mail;
  return {
    ...rest,
    attachments: attachments.map(({ name, mimeType, size }, index) => ({
      name,
      mimeType,
      size,
      url: `/sandbox/api/mail/${mail.id}/attachments/${index}`,
    })),
  };
}

export function callView(call: ApiCall): ApiCallView {
  return { ...call };
}

/** A line of the list of chats. */
export function chatSummary(world: World, bot: Bot, chat: Chat, personId: number): ChatSummary {
  const { head } = chat;
  const last = [...chat.messages.values()].findLast(({ deleted }) => !deleted)?.message;
  return {
    id: head.id,
    type: head.type,
    title: head.type === 'private' ? bot.user.first_name : head.title,
    forum: head.forum,
    blocked: head.blocked,
    isOver: head.migratedTo !== undefined || head.isDissolved === true,
    started: head.started,
    unread: head.unread[personId] ?? 0,
    lastText: last === undefined ? '' : oneLine(messageLine(last, world.people.get(personId)?.languageCode)),
    lastDate: last === undefined ? null : new Date(last.date * 1000).toISOString(),
  };
}

/** Chats of a person, newest first. */
export function chatsOf(world: World, bot: Bot, person: Person): ChatSummary[] {
  world.privateChat(bot, person);
  return [...bot.chats.values()]
    .filter((chat) => chat.personIds().includes(person.id))
    .map((chat) => chatSummary(world, bot, chat, person.id))
    .sort((a, b) => (b.lastDate ?? '').localeCompare(a.lastDate ?? ''));
}

/** A chat with its newest messages, or with those before one. */
export function chatView(
  world: World,
  bot: Bot,
  chat: Chat,
  person: Person,
  page: { limit: number; before?: number },
): ChatView {
  const { head } = chat;
  const all = [...chat.messages.values()].filter(
    ({ message }) => page.before === undefined || message.message_id < page.before,
  );
  const shown = all.slice(-page.limit);
  const isActing = chat.action !== null && chat.action.until > world.now();
  return {
    chat: chatSummary(world, bot, chat, person.id),
    messages: shown.map((stored) => messageView(world, bot, chat, stored, person.id)),
    hasMore: all.length > shown.length,
    replyKeyboard: replyKeyboardView(head.replyKeyboards[person.id]),
    action:
      chat.action !== null && isActing
        ? { name: chat.action.name, until: new Date(chat.action.until).toISOString() }
        : null,
    commands: visibleCommands(bot.record, head, person),
    menuButton: menuButton(bot, chat),
    members: members(world, bot, chat),
    topics: head.topics.map(({ id, name, closed }) => ({ id, name, closed })),
    pinned: [...head.pinned].reverse(),
  };
}

function menuButton(bot: Bot, chat: Chat): ChatView['menuButton'] {
  const { menuButtons } = bot.record;
  const button = menuButtons[chat.id] ?? menuButtons[''] ?? { type: 'default' };
  if (button.type === 'web_app') return { type: 'web_app', text: button.text, url: button.web_app.url };
  return { type: button.type };
}

function members(world: World, bot: Bot, chat: Chat): ChatView['members'] {
  const { head } = chat;
  if (head.type === 'private') return [];
  const people = Object.entries(head.members).map(([id, status]) => {
    const person = world.people.get(Number(id));
    const name = person === undefined ? id : [person.firstName, person.lastName ?? ''].join(' ').trim();
    return { id: Number(id), name, isBot: false, status };
  });
  const { botStatus } = head;
  if (botStatus === 'left' || botStatus === 'kicked') return people;
  const status = botStatus === 'administrator' ? botStatus : 'member';
  return [...people, { id: bot.id, name: bot.user.first_name, isBot: true, status }];
}
