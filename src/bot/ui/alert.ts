import { GrammyError } from 'grammy';
import { escapeHtml, type Html } from '../../texts/html.ts';
import type { BotContext } from '../context.ts';
import { MESSAGE_DEFAULTS } from './screen.ts';

/** A short notice over the chat. One that comes too late, or twice after a redelivery, is left out: nothing hangs on it. */
export async function toastPress(ctx: BotContext, text: string): Promise<void> {
  try {
    await ctx.answerCallbackQuery({ text });
  } catch (error) {
    if (!isAnswerLost(error)) throw error;
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
    if (!isAnswerLost(error)) throw error;
    await ctx.reply(html ?? escapeHtml(text), MESSAGE_DEFAULTS);
  }
}

/** Whether Telegram does not take this answer any more, or not soon enough. */
export function isAnswerLost(error: unknown): boolean {
  return error instanceof GrammyError && isLostAnswer(error);
}

/** An answer that comes late or a second time, or that a flood kept away until its retries were used up. */
export function isLostAnswer(refusal: {
  readonly error_code: number;
  readonly description: string;
}): boolean {
  return refusal.error_code === 429 || refusal.description.includes('query is too old');
}
