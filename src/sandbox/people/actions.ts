import type { Contact } from '@grammyjs/types';
import type { ActionResult, ContactView, PersonAction } from '../person-api.ts';
import type { Bot } from '../world/bot.ts';
import type { Chat } from '../world/chat.ts';
import { type Person, type StoredMessage, toUser } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { ActionRefusal } from './action-refusal.ts';
import { editText } from './edit-message.ts';
import { setBlocked } from './groups.ts';
import { openInvoice, pay } from './pay.ts';
import { pressButton, pressData, redeliver, repress } from './press.ts';
import { type Acting, chatFor, type Said, say, sayText } from './say.ts';
import { sendSpecial } from './special.ts';
import { messageView } from './views.ts';

type ActionOf<T extends PersonAction['type']> = Extract<PersonAction, { type: T }>;

/**
 * Does what a person does in the app.
 * @throws ActionRefusal when the app would not let them.
 */
export async function act(
  world: World,
  bot: Bot,
  person: Person,
  action: PersonAction,
): Promise<ActionResult> {
  const acting: Acting = { world, bot, person };
  if (person.isDeactivated === true) {
    throw new ActionRefusal('deactivated', `${person.firstName} has deleted the account`);
  }
  switch (action.type) {
    case 'send-text': {
      const chat = chatFor(acting, action.chatId);
      const said = sayText(acting, chat, action.text, { topicId: action.topicId, replyTo: action.replyTo });
      return sent(acting, chat, said);
    }
    case 'start':
      return sent(acting, world.privateChat(bot, person), start(acting, action.payload));
    case 'press': {
      const chat = chatFor(acting, action.chatId);
      const press = pressButton(acting, chat, action.messageId, action.row, action.column);
      return { callbackQueryId: press.id };
    }
    case 'forge': {
      const chat = chatFor(acting, action.chatId);
      const messageId = action.messageId ?? newestOfBot(chat);
      return { callbackQueryId: pressData(acting, chat, messageId, action.data).id };
    }
    case 'repress':
      return { callbackQueryId: repress(acting).id };
    case 'redeliver':
      redeliver(acting);
      return {};
    case 'press-reply': {
      const chat = chatFor(acting, action.chatId);
      return sent(acting, chat, pressReply(acting, chat, action.text));
    }
    case 'send-contact': {
      const chat = chatFor(acting, action.chatId);
      return sent(acting, chat, sendContact(acting, chat, action));
    }
    case 'send-location': {
      const chat = chatFor(acting, action.chatId);
      const { latitude, longitude, topicId, replyTo } = action;
      return sent(
        acting,
        chat,
        say(acting, chat, { location: { latitude, longitude } }, { topicId, replyTo }),
      );
    }
    case 'send-special': {
      const chat = chatFor(acting, action.chatId);
      return sent(
        acting,
        chat,
        sendSpecial(acting, chat, action.kind, { topicId: action.topicId, replyTo: action.replyTo }),
      );
    }
    case 'edit-text': {
      const chat = chatFor(acting, action.chatId);
      return sent(acting, chat, editText(acting, chat, action));
    }
    case 'forward': {
      const chat = chatFor(acting, action.toChatId);
      return sent(acting, chat, forward(acting, chat, action));
    }
    case 'block':
    case 'unblock':
      setBlocked(world, bot, person, action.type === 'block');
      return {};
    case 'deactivate':
      person.isDeactivated = true;
      world.putPerson(person);
      return {};
    case 'read':
      read(acting, chatFor(acting, action.chatId));
      return {};
    case 'open-invoice':
      return { invoice: openInvoice(acting, action) };
    case 'pay':
      return { payment: await pay(acting, action) };
  }
}

/** The message as the person sees it is made when somebody looks: tests and measurements mostly do not. */
function sent({ world, bot, person }: Acting, chat: Chat, stored: StoredMessage): ActionResult {
  return {
    get message() {
      return messageView(world, bot, chat, stored, person.id);
    },
  };
}

/** The Start button and deep links. Unblocks first, as the app does. */
function start(acting: Acting, payload: string | undefined): StoredMessage {
  const { world, bot, person } = acting;
  if (payload !== undefined && payload !== '' && !/^[\w-]{1,64}$/.test(payload)) {
    throw new ActionRefusal('bad-payload', 'A start payload has 1–64 characters of A-Z a-z 0-9 _ -');
  }
  setBlocked(world, bot, person, false);
  const text = payload === undefined || payload === '' ? '/start' : `/start ${payload}`;
  return sayText(acting, world.privateChat(bot, person), text);
}

function newestOfBot(chat: Chat): number {
  const newest = [...chat.messages.values()].findLast(({ outgoing, deleted }) => outgoing && !deleted);
  if (newest === undefined) throw new ActionRefusal('no-message', 'The bot has written nothing here');
  return newest.message.message_id;
}

/** A button of the keyboard in place of the letters: what it sends depends on its kind. */
function pressReply(acting: Acting, chat: Chat, text: string): StoredMessage {
  const { world, bot, person } = acting;
  const keyboard = chat.head.replyKeyboards[person.id];
  const buttons = keyboard?.markup.keyboard.flat() ?? [];
  const button = buttons.find((item) => (typeof item === 'string' ? item : item.text) === text);
  if (keyboard === undefined || button === undefined) {
    throw new ActionRefusal('no-button', `There is no keyboard button «${text}»`);
  }
  if (keyboard.markup.one_time_keyboard === true) {
    keyboard.collapsed = true;
    chat.save();
    world.events.emit({ type: 'reply-keyboard', bot, chat, personId: person.id });
  }
  if (typeof button !== 'string' && 'request_contact' in button && button.request_contact) {
    return say(acting, chat, { contact: ownContact(person) });
  }
  if (typeof button !== 'string' && 'request_location' in button && button.request_location) {
    return say(acting, chat, { location: { latitude: 55.7558, longitude: 37.6173 } });
  }
  return sayText(acting, chat, text);
}

/** The card that request_contact sends: with the sender's own id. */
function ownContact(person: Person): Contact {
  return {
    phone_number: person.phone,
    first_name: person.firstName,
    ...(person.lastName === null ? {} : { last_name: person.lastName }),
    user_id: person.id,
  };
}

function cardOf(world: World, card: ContactView): Contact {
  const owner = [...world.people.values()].find(({ phone }) => phone === card.phone);
  const userId = card.userId ?? owner?.id;
  return {
    phone_number: card.phone,
    first_name: card.firstName,
    ...(card.lastName === null ? {} : { last_name: card.lastName }),
    ...(userId === undefined ? {} : { user_id: userId }),
  };
}

function sendContact(acting: Acting, chat: Chat, action: ActionOf<'send-contact'>): StoredMessage {
  const { world, person } = acting;
  const contact = action.contact === undefined ? ownContact(person) : cardOf(world, action.contact);
  const author = action.forwardedFrom === undefined ? undefined : world.people.get(action.forwardedFrom);
  if (action.forwardedFrom !== undefined && author === undefined) {
    throw new ActionRefusal('no-person', `There is no person ${action.forwardedFrom}`);
  }
  if (author === undefined) return say(acting, chat, { contact });
  const origin = { type: 'user' as const, date: world.unixTime(), sender_user: toUser(author) };
  return say(acting, chat, { contact, forward_origin: origin });
}

function forward(acting: Acting, chat: Chat, action: ActionOf<'forward'>): StoredMessage {
  const { bot } = acting;
  const from = chatFor(acting, action.fromChatId);
  const stored = from.live(action.messageId);
  if (stored === undefined) throw new ActionRefusal('no-message', `There is no message ${action.messageId}`);
  const { message } = stored;
  if (message.has_protected_content === true) {
    throw new ActionRefusal('protected', 'The message may not be forwarded');
  }
  const {
    message_id: _id,
    date,
    chat: _chat,
    from: author,
    reply_markup: _markup,
    reply_to_message: _reply,
    message_thread_id: _thread,
    is_topic_message: _topic,
    edit_date: _edit,
    ...content
  } = message;
  const said: Said = {
    ...content,
    forward_origin: message.forward_origin ?? { type: 'user', date, sender_user: author ?? bot.user },
  };
  return say(acting, chat, said);
}

function read(acting: Acting, chat: Chat): void {
  const { world, bot, person } = acting;
  if ((chat.head.unread[person.id] ?? 0) === 0) return;
  chat.head.unread[person.id] = 0;
  chat.save();
  world.events.emit({ type: 'chat', bot, chat });
}
