import { Menu } from '@grammyjs/menu';
import { GrammyError } from 'grammy';
import type { InlineKeyboardMarkup, Message } from 'grammy/types';
import type { Html } from '../../texts/html.ts';
import type { BotContext } from '../context.ts';
import type { ButtonRows } from './buttons.ts';
import { entitiesToHtml } from './entities-html.ts';

/** One message: text and inline buttons. It is edited in place while the person moves about. */
export interface Screen {
  readonly html: Html;
  readonly buttons: ButtonRows | InlineKeyboardMarkup;
}

/** Options common to every message of ours. */
export const MESSAGE_DEFAULTS = { parse_mode: 'HTML', link_preview_options: { is_disabled: true } } as const;

export function markupOf(buttons: Screen['buttons']): InlineKeyboardMarkup {
  if ('inline_keyboard' in buttons) return buttons;
  return { inline_keyboard: buttons.filter((row) => row.length > 0).map((row) => [...row]) };
}

/**
 * Show a screen: after a press the pressed message changes in place, else a new message is sent.
 * A message that can no longer be edited (too old, deleted, a photo) is replaced by a new one.
 */
export async function showScreen(ctx: BotContext, screen: Screen): Promise<void> {
  await placeScreen(ctx, screen);
}

/** As `showScreen`. @returns the id of the message that shows it now */
export async function placeScreen(ctx: BotContext, screen: Screen): Promise<number> {
  const message = ctx.callbackQuery?.message;
  if (message === undefined || message.date === 0 || !('text' in message) || ctx.keepPressed) {
    return sendScreen(ctx, screen);
  }
  // Refresh pressed, or a button once more: Telegram would only say that nothing changes.
  if (!looksSo(message, screen) && !(await changeScreen(ctx, message.message_id, screen))) {
    return sendScreen(ctx, screen);
  }
  return message.message_id;
}

/** Show a screen in a message of this chat. @returns false when it cannot be changed any more */
export async function changeScreen(ctx: BotContext, messageId: number, screen: Screen): Promise<boolean> {
  const chatId = ctx.chat?.id;
  if (chatId === undefined) return false;
  try {
    await ctx.api.editMessageText(chatId, messageId, screen.html, {
      ...MESSAGE_DEFAULTS,
      reply_markup: markupOf(screen.buttons),
    });
  } catch (error) {
    if (isUneditable(error)) return false;
    if (!isNotModified(error)) throw error;
  }
  return true;
}

/** Whether the message, as the press showed it, is this screen already. */
function looksSo(message: Message, screen: Screen): boolean {
  // A menu of the plugin becomes buttons only on its way out.
  if (message.text === undefined || screen.buttons instanceof Menu) return false;
  const shown = message.reply_markup?.inline_keyboard ?? [];
  return (
    entitiesToHtml(message.text, message.entities) === screen.html &&
    JSON.stringify(shown) === JSON.stringify(markupOf(screen.buttons).inline_keyboard)
  );
}

/** Send a screen as a new message: results and receipts, which must stay in the chat. @returns its id */
export async function sendScreen(ctx: BotContext, screen: Screen): Promise<number> {
  const { buttons } = screen;
  const empty = !('inline_keyboard' in buttons) && buttons.every((row) => row.length === 0);
  const sent = await ctx.reply(screen.html, {
    ...MESSAGE_DEFAULTS,
    ...(empty ? {} : { reply_markup: markupOf(buttons) }),
  });
  return sent.message_id;
}

/** Take the buttons off the pressed message, so that what is done cannot be pressed again. */
export async function removePressedButtons(ctx: BotContext): Promise<void> {
  const message = ctx.callbackQuery?.message;
  if (message === undefined || message.date === 0) return;
  try {
    await ctx.api.editMessageReplyMarkup(message.chat.id, message.message_id);
  } catch (error) {
    if (!isNotModified(error) && !isUneditable(error)) throw error;
  }
}

/** Telegram's way to say that the message already looks so: success for us. */
export function isNotModified(error: unknown): boolean {
  return error instanceof GrammyError && error.description.includes('message is not modified');
}

/** The message is gone or may not be edited any more. */
export function isUneditable(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    error.error_code === 400 &&
    /message to edit not found|message can't be edited|MESSAGE_ID_INVALID|there is no text in the message to edit/.test(
      error.description,
    )
  );
}

/** Telegram does not keep the file any more, or has it only for another bot. */
export function isFileGone(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    /wrong (remote )?file.?id|file is temporarily unavailable|file reference/i.test(
      error.description.replaceAll('_', ' '),
    )
  );
}

/** The message is gone or may not be taken away any more (two days). */
export function isUndeletable(error: unknown): boolean {
  return (
    error instanceof GrammyError &&
    error.error_code === 400 &&
    /message to delete not found|message can't be deleted|MESSAGE_ID_INVALID/.test(error.description)
  );
}
