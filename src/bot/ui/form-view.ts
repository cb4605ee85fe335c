import { type Context, GrammyError, InputFile } from 'grammy';
import type { InlineKeyboardMarkup } from 'grammy/types';
import type { DraftData } from '../../services/drafts/drafts.ts';
import { type Html, htmlToPlain } from '../../texts/html.ts';
import type { Translator } from '../../texts/texts.ts';
import { isAnswerLost } from './alert.ts';
import { type ButtonRows, button } from './buttons.ts';
import { contactKeyboard, FORM_PREFIX, type FormQuestion, type FormReview, formData } from './form.ts';
import { routes } from './routes.ts';
import { isNotModified, MESSAGE_DEFAULTS, markupOf, type Screen } from './screen.ts';
import { isPassingFault, isTelegramFault } from './telegram-fault.ts';

/** Telegram's limit of a toast or alert. */
const MAX_TOAST = 200;

/** What stands around a question: which of the common buttons it has. */
export interface QuestionFrame {
  readonly draftId: number;
  readonly back: boolean;
  readonly skip: boolean;
}

/** Options of the question, then Back and Skip, then Cancel and "?". */
export function questionButtons(question: FormQuestion, frame: QuestionFrame, tr: Translator): ButtonRows {
  const data = (action: 'back' | 'skip' | 'cancel' | 'help'): string => formData(frame.draftId, { action });
  const rows = (question.options ?? []).map((row) =>
    row.map(({ caption, value, style }) =>
      button(caption, formData(frame.draftId, { action: 'option', value }), style),
    ),
  );
  const moves = [
    ...(frame.back ? [button(question.back ?? tr.plain('button-back'), data('back'))] : []),
    ...(frame.skip ? [button(tr.plain('button-skip'), data('skip'))] : []),
  ];
  const foot = [
    button(tr.plain('button-cancel'), data('cancel')),
    button(tr.plain('button-help'), data('help')),
  ];
  return [...rows, moves, foot];
}

export function reviewButtons(review: FormReview, draftId: number, tr: Translator): ButtonRows {
  return [
    [button(review.confirm, formData(draftId, { action: 'confirm' }), 'success')],
    ...review.edit.map((edit) => [
      button(edit.caption, formData(draftId, { action: 'edit', value: edit.step })),
    ]),
    [button(tr.plain('button-cancel'), formData(draftId, { action: 'cancel' }))],
  ];
}

/**
 * The messages of one running form. Everything here is called from inside its conversation, so every call of
 * the Bot API is logged and not repeated when the conversation is replayed.
 */
export class FormView {
  readonly #tr: Translator;
  /** The message that carries the live buttons. */
  #promptId: number | null = null;
  /** The press answered last: Telegram takes one answer for each. */
  #answeredPress: string | null = null;

  /** The pressed screen that is not this form's stays as it is. */
  readonly #beside: boolean;

  constructor(tr: Translator, beside = false) {
    this.#tr = tr;
    this.#beside = beside;
  }

  get promptId(): number | null {
    return this.#promptId;
  }

  /** Go on where the view of the question before has stopped, within the same update. */
  takeOver(promptId: number | null, answeredPress: string | null): void {
    this.#promptId = promptId;
    this.#answeredPress = answeredPress;
  }

  /** After a press the question changes in place; after a typed answer it is a new message. */
  async show(ctx: Context, html: Html, buttons: ButtonRows | InlineKeyboardMarkup): Promise<void> {
    const reply_markup = markupOf(buttons);
    const pressed = this.#pressed(ctx);
    if (pressed !== undefined && pressed.date !== 0) {
      try {
        await ctx.api.editMessageText(pressed.chat.id, pressed.message_id, html, {
          ...MESSAGE_DEFAULTS,
          reply_markup,
        });
        this.#promptId = pressed.message_id;
        return;
      } catch (error) {
        if (!(error instanceof GrammyError)) throw error;
        if (isNotModified(error)) return;
      }
    }
    const sent = await ctx.reply(html, { ...MESSAGE_DEFAULTS, reply_markup });
    this.#promptId = sent.message_id;
  }

  /** A question that is answered by the reply keyboard; it cannot carry inline buttons. */
  async showContactQuestion(ctx: Context, html: Html, question: FormQuestion): Promise<void> {
    await this.dropButtons(ctx);
    await ctx.reply(html, { ...MESSAGE_DEFAULTS, ...this.#keyboardOf(question) });
  }

  /** A result stays in the chat: a new message; the review above it keeps what was agreed, without its buttons. */
  async showResult(ctx: Context, screen: Screen): Promise<void> {
    await this.dropButtons(ctx);
    await ctx.reply(screen.html, { ...MESSAGE_DEFAULTS, reply_markup: markupOf(screen.buttons) });
  }

  /** A sentence about a refused answer; the question stands as it is, its reply keyboard comes up again. */
  async say(ctx: Context, html: Html, question: FormQuestion | null): Promise<void> {
    const press = ctx.callbackQuery !== undefined;
    if (press && (await this.answerPress(ctx, htmlToPlain(html), true))) return;
    await ctx.reply(html, { ...MESSAGE_DEFAULTS, ...(question === null ? {} : this.#keyboardOf(question)) });
  }

  /** What an explanation looks like; the question above it stands. */
  async showPicture(ctx: Context, picture: Uint8Array | string, caption: Html): Promise<void> {
    const photo = typeof picture === 'string' ? picture : new InputFile(picture, 'picture.png');
    await ctx.replyWithPhoto(photo, { caption, parse_mode: 'HTML' });
  }

  /** The last word of a form that cannot go on. */
  async sayLast(ctx: Context, html: Html): Promise<void> {
    await this.dropButtons(ctx);
    const home = button(this.#tr.plain('button-home'), routes.home.data());
    await ctx.reply(html, { ...MESSAGE_DEFAULTS, reply_markup: markupOf([[home]]) });
  }

  /** False when Telegram takes no answer (any more): answered before, pressed too long ago, the text does not fit. */
  async answerPress(ctx: Context, text?: string, alert = false): Promise<boolean> {
    if (ctx.callbackQuery === undefined) return false;
    if (text !== undefined && Array.from(text).length > MAX_TOAST) return false;
    if (this.#answeredPress === ctx.callbackQuery.id) return false;
    this.#answeredPress = ctx.callbackQuery.id;
    try {
      await ctx.answerCallbackQuery(text === undefined ? {} : { text, show_alert: alert });
      return true;
    } catch (error) {
      if (!isAnswerLost(error) && !isPassingFault(error)) throw error;
      return false;
    }
  }

  /** Take the contact keyboard away; Telegram does it only with a message. */
  async dropKeyboard(ctx: Context, html: Html): Promise<void> {
    await ctx.reply(html, { ...MESSAGE_DEFAULTS, reply_markup: { remove_keyboard: true } });
  }

  /** Only the newest question carries buttons: not the one before, nor the screen that opened the form. */
  async dropButtons(ctx: Context): Promise<void> {
    const pressed = this.#pressed(ctx);
    const messageId =
      this.#promptId ?? (pressed !== undefined && pressed.date !== 0 ? pressed.message_id : null);
    this.#promptId = null;
    if (messageId === null || ctx.chat === undefined) return;
    try {
      await ctx.api.editMessageReplyMarkup(ctx.chat.id, messageId);
    } catch (error) {
      // The person may have deleted the message, the connection may be broken; the form goes on.
      if (!isTelegramFault(error)) throw error;
    }
  }

  /** A secret does not stay in the chat, as far as Telegram lets a bot delete it. */
  async deleteAnswer(ctx: Context): Promise<void> {
    try {
      await ctx.deleteMessage();
    } catch (error) {
      if (!isTelegramFault(error)) throw error;
    }
  }

  #pressed(ctx: Context) {
    const own = ctx.callbackQuery?.data?.startsWith(FORM_PREFIX) === true;
    return this.#beside && !own ? undefined : ctx.callbackQuery?.message;
  }

  #keyboardOf(question: FormQuestion): object {
    if (question.contact === undefined) return {};
    const { caption } = question.contact;
    return {
      reply_markup: {
        keyboard: contactKeyboard(caption, this.#tr.plain('button-cancel'), this.#tr.plain('button-help')),
        resize_keyboard: true,
        one_time_keyboard: true,
      },
    };
  }
}

/** Values as the draft row keeps them. */
export function asDraftData(values: object): DraftData {
  return values as DraftData;
}
