import { InputFile } from 'grammy';
import type { Html } from '../../texts/html.ts';
import type { BotContext } from '../context.ts';
import { MESSAGE_DEFAULTS, markupOf, type Screen } from './screen.ts';

/** A file for a person: what a service made. */
export interface FileToSend {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

interface Under {
  readonly caption?: Html;
  readonly buttons?: Screen['buttons'];
}

/** Send a document (PDF, table) as a new message. While it is made, show it with `showUploading`. */
export async function sendDocument(ctx: BotContext, file: FileToSend, under: Under = {}): Promise<void> {
  await ctx.replyWithDocument(new InputFile(file.bytes, file.fileName), extras(under));
}

/** Send a picture (PNG) as a new message. */
export async function sendPicture(ctx: BotContext, file: FileToSend, under: Under = {}): Promise<void> {
  await ctx.replyWithPhoto(new InputFile(file.bytes, file.fileName), extras(under));
}

/** "Sends a file…" under the bot's name; call before the file is made. */
export async function showUploading(ctx: BotContext, kind: 'document' | 'photo'): Promise<void> {
  await ctx.replyWithChatAction(kind === 'document' ? 'upload_document' : 'upload_photo');
}

function extras({ caption, buttons }: Under) {
  return {
    parse_mode: MESSAGE_DEFAULTS.parse_mode,
    ...(caption === undefined ? {} : { caption }),
    ...(buttons === undefined ? {} : { reply_markup: markupOf(buttons) }),
  };
}
