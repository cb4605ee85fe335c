import type { Context } from 'grammy';
import type { Message } from 'grammy/types';
import { entitiesToHtml } from './entities-html.ts';
import type { FormFile, FormInput } from './form.ts';

/** What an update says to a form. Edits, stickers and the like are `other`. */
export function readFormInput(ctx: Context): FormInput {
  const message = ctx.message;
  if (message === undefined) return { kind: 'other' };
  if (message.contact !== undefined) {
    // Anybody's card can be sent; only the sender's own, not forwarded, proves a phone.
    const own = message.contact.user_id === message.from.id && message.forward_origin === undefined;
    return { kind: 'contact', phone: message.contact.phone_number, own };
  }
  const forwarded = message.forward_origin !== undefined;
  const sealed = sealedAnswer(message);
  if (sealed !== null) return { kind: 'sealed', value: sealed, forwarded };
  if (message.text !== undefined) {
    const payload = startPayload(message.text);
    if (payload !== null) return { kind: 'start', payload };
    const html = entitiesToHtml(message.text, message.entities);
    return { kind: 'text', text: message.text, html, forwarded };
  }
  const file = readFile(message);
  return file === null ? { kind: 'other' } : { kind: 'file', ...file };
}

/** The file or place of a message, of whatever kind; null when it carries none. */
export function readFile(message: Message): FormFile | null {
  const common = {
    caption: message.caption ?? null,
    ...(message.caption === undefined
      ? {}
      : { captionHtml: entitiesToHtml(message.caption, message.caption_entities) }),
    album: message.media_group_id ?? null,
  };
  const photo = message.photo?.at(-1);
  if (photo !== undefined) return { ...common, media: 'photo', ...fileFields(photo) };
  // An animation comes with a document beside it, for old apps.
  for (const media of ['animation', 'video', 'voice', 'audio', 'video_note', 'document'] as const) {
    const file = message[media];
    if (file !== undefined) return { ...common, media, ...fileFields(file) };
  }
  // A venue is a place with a name.
  if (message.location === undefined) return null;
  const geo = `geo:${message.location.latitude},${message.location.longitude}`;
  return { ...common, media: 'location', ...fileFields({ file_id: geo, file_unique_id: geo }) };
}

function fileFields(file: {
  readonly file_id: string;
  readonly file_unique_id: string;
  readonly file_size?: number;
  readonly file_name?: string;
  readonly mime_type?: string;
}): Pick<FormFile, 'fileId' | 'uniqueId' | 'size' | 'fileName' | 'mimeType'> {
  return {
    fileId: file.file_id,
    uniqueId: file.file_unique_id,
    size: file.file_size ?? 0,
    fileName: file.file_name ?? null,
    mimeType: file.mime_type ?? null,
  };
}

/** The payload of `/start <payload>`: a deep link that leads back into the chat. */
export function startPayload(text: string): string | null {
  return /^\/start(?:@\w+)? ([\w-]{1,64})$/.exec(text)?.[1] ?? null;
}

/** Put what may be kept in place of a typed secret, in the update itself: conversations store updates whole. */
export function sealMessage(message: Message, sealed: string): void {
  delete message.text;
  delete message.entities;
  Object.assign(message, { [SEALED]: sealed });
}

/** Telegram has no field of this name. */
const SEALED = 'domovoy_sealed';

function sealedAnswer(message: Message): string | null {
  const entry = Object.entries(message).find(([name]) => name === SEALED);
  return typeof entry?.[1] === 'string' ? entry[1] : null;
}
