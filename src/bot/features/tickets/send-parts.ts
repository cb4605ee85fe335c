import type { Attachment, RenderedMessage } from '../../../delivery/channels.ts';
import type { MessagePart, PartFile } from '../../../services/tickets/message-parts.ts';
import type { Html } from '../../../texts/html.ts';
import { EMPTY_HTML } from '../../../texts/html.ts';
import type { BotContext } from '../../context.ts';
import { sendRendered } from '../../telegram-sender.ts';
import { isFileGone, MESSAGE_DEFAULTS } from '../../ui/screen.ts';

const SINGLE = ['voice', 'audio', 'animation', 'video_note', 'location'] as const;

/** One part of a message as the outbox sends it. */
export function renderedPart(part: MessagePart, html: Html): RenderedMessage {
  const [first] = part.files;
  if (first === undefined) return { html };
  const file = { telegramFileId: first.fileId };
  if (part.files.length > 1) {
    return {
      html,
      album: part.files.map(({ kind, fileId }) => ({
        type: kind === 'video' ? 'video' : kind === 'document' ? 'document' : 'photo',
        file: { telegramFileId: fileId },
      })),
    };
  }
  if (first.kind === 'photo') return { html, photo: file };
  if (first.kind === 'video') return { html, video: file };
  const attachment = attachmentOf(first);
  return attachment === null ? { html, document: file } : { html, attachment };
}

function attachmentOf({ kind, fileId }: PartFile): Attachment | null {
  const known = SINGLE.find((single) => single === kind);
  return known === undefined ? null : { kind: known, telegramFileId: fileId };
}

/**
 * Show files again in a chat, album by album, without words. An album of which Telegram keeps not all any more is shown
 * file by file.
 * @returns how many are gone
 */
async function showParts(
  sender: (message: RenderedMessage) => Promise<unknown>,
  parts: readonly MessagePart[],
): Promise<number> {
  let gone = 0;
  for (const part of parts) {
    try {
      await sender(renderedPart(part, EMPTY_HTML));
    } catch (error) {
      if (!isFileGone(error)) throw error;
      const alone = part.files.map((file) => ({ text: false, files: [file] }));
      gone += alone.length > 1 ? await showParts(sender, alone) : 1;
    }
  }
  return gone;
}

/** Answer a press with the files of a ticket; what cannot be shown any more is said. */
export async function showFiles(ctx: BotContext, parts: readonly MessagePart[]): Promise<void> {
  const chatId = ctx.chat?.id ?? 0;
  const gone = await showParts((message) => sendRendered(ctx.api, chatId, message), parts);
  if (gone > 0) await ctx.reply(ctx.tr.html('tickets-files-gone', { count: gone }), MESSAGE_DEFAULTS);
}
