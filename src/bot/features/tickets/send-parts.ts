import type { Attachment, RenderedMessage } from '../../../delivery/channels.ts';
import type { MessagePart, PartFile } from '../../../services/tickets/message-parts.ts';
import type { Html } from '../../../texts/html.ts';
import { EMPTY_HTML } from '../../../texts/html.ts';

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

/** Show files again in a chat, album by album, without words. */
export async function showParts(
  sender: (message: RenderedMessage) => Promise<void>,
  parts: readonly MessagePart[],
): Promise<void> {
  for (const part of parts) await sender(renderedPart(part, EMPTY_HTML));
}
