import { GrammyError } from 'grammy';
import { escapeHtml, type Html } from '../../texts/html.ts';
import type { BotContext } from '../context.ts';
import { MESSAGE_DEFAULTS } from './screen.ts';

/** A short notice over the chat. One that comes too late, or twice after a redelivery, is left out: nothing hangs on it. */
export async function toastPress(ctx: BotContext, text: string): Promise<void> {
  try {
    await ctx.answerCallbackQuery({ text });
  } catch (error) {
    if (!isAnswerTooLate(error)) throw error;
  }
}

/**
 * An alert over the screen that was pressed. Telegram takes the answer for some seconds only and once: when it is
 * too late, or the guard has answered already, the sentence comes as a message, because it must be read.
 */
export async function alertPress(ctx: BotContext, text: string, html?: Html): Promise<void> {
  try {
    await ctx.answerCallbackQuery({ text, show_alert: true });
  } catch (error) {
    if (!isAnswerTooLate(error)) throw error;
    await ctx.reply(html ?? escapeHtml(text), MESSAGE_DEFAULTS);
  }
}

export function isAnswerTooLate(error: unknown): boolean {
  return error instanceof GrammyError && isTooLate(error.description);
}

/** Telegram's words for an answer that comes late or a second time. */
export function isTooLate(description: string): boolean {
  return description.includes('query is too old');
}
