import type { InlineKeyboardButton, MaybeInaccessibleMessage } from '@grammyjs/types';
import type { Chat } from '../world/chat.ts';
import { type CallbackPress, toUser } from '../world/model.ts';
import { randomDigits } from '../world/random.ts';
import { ActionRefusal } from './action-refusal.ts';
import type { Acting } from './say.ts';

/**
 * Sends a press to the bot, twice when that trouble was asked for. The message may be gone: then the
 * bot gets an inaccessible one.
 */
export function pressData(acting: Acting, chat: Chat, messageId: number, data: string): CallbackPress {
  const press = pressOnce(acting, chat, messageId, data);
  if (acting.world.troubles.pressesAgain()) pressOnce(acting, chat, messageId, data);
  return press;
}

function pressOnce(acting: Acting, chat: Chat, messageId: number, data: string): CallbackPress {
  const { world, bot, person } = acting;
  const press: CallbackPress = {
    id: randomDigits(world.random, 18),
    personId: person.id,
    chatId: chat.id,
    messageId,
    data,
    createdAt: world.now(),
    answered: false,
  };
  const stored = chat.live(messageId);
  const message: MaybeInaccessibleMessage = stored?.message ?? {
    chat: chat.api,
    message_id: messageId,
    date: 0,
  };
  chat.hear(world.ticks());
  bot.addPress(press);
  bot.push('callback_query', `callback:${person.id}`, person.id, world.now(), (update) => {
    update.callback_query = {
      id: press.id,
      from: toUser(person),
      message,
      chat_instance: String(BigInt.asUintN(63, BigInt(chat.id) * 2_654_435_761n + BigInt(bot.id))),
      data,
    };
  });
  if (stored !== undefined) world.events.emit({ type: 'message-changed', bot, chat, stored });
  return press;
}

/** The button at a place of a live message. @throws ActionRefusal */
export function buttonAt(chat: Chat, messageId: number, row: number, column: number): InlineKeyboardButton {
  const stored = chat.live(messageId);
  if (stored === undefined) throw new ActionRefusal('no-message', `There is no message ${messageId}`);
  const button = stored.message.reply_markup?.inline_keyboard[row]?.[column];
  if (button === undefined) {
    throw new ActionRefusal('no-button', `Message ${messageId} has no button at ${row}:${column}`);
  }
  return button;
}

/** Presses a callback button by place. @throws ActionRefusal for buttons that the app handles itself. */
export function pressButton(
  acting: Acting,
  chat: Chat,
  messageId: number,
  row: number,
  column: number,
): CallbackPress {
  const button = buttonAt(chat, messageId, row, column);
  if (!('callback_data' in button)) {
    throw new ActionRefusal('not-callback', `«${button.text}» is not sent to the bot: the app handles it`);
  }
  return pressData(acting, chat, messageId, button.callback_data);
}

/** The last press of the person once more under a new update id. */
export function repress(acting: Acting): CallbackPress {
  const { bot, person } = acting;
  const last = [...bot.presses.values()].findLast((press) => press.personId === person.id);
  const chat = last === undefined ? undefined : bot.chats.get(last.chatId);
  if (last === undefined || chat === undefined) {
    throw new ActionRefusal('no-press', `${person.firstName} has not pressed anything`);
  }
  return pressData(acting, chat, last.messageId, last.data);
}

/** The last update of the person once more under the same id, as after a lost confirmation. */
export function redeliver(acting: Acting): void {
  const { world, bot, person } = acting;
  const last = bot.lastUpdateOf.get(person.id);
  if (last === undefined) throw new ActionRefusal('no-update', `${person.firstName} has sent nothing`);
  bot.queue.addAgain({ ...last, expiresAt: world.now() + 150_000 });
}
