import { type Api, GrammyError, HttpError, InputFile } from 'grammy';
import type { InlineKeyboardMarkup, InputMedia, InputMediaPhoto, InputMediaVideo } from 'grammy/types';
import type {
  AlbumItem,
  Attachment,
  DeliveryChannel,
  MessageButton,
  MessageFile,
  RenderedMessage,
  SendOutcome,
} from '../delivery/channels.ts';
import { htmlToPlain } from '../texts/html.ts';
import { isNotModified, isUndeletable, isUneditable } from './ui/screen.ts';

const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;

/**
 * The outbox' way into Telegram. Never retries: what became of a call is told by the outcome, because the Bot API
 * has no idempotency key and a blind retry could send twice.
 */
export function createTelegramSender(api: Api): DeliveryChannel {
  const attempt = async (call: () => Promise<{ message_id: number }>): Promise<SendOutcome> => {
    try {
      return { kind: 'sent', messageId: (await call()).message_id };
    } catch (error) {
      return classify(error);
    }
  };
  return {
    channel: 'telegram',
    async send(message, recipient) {
      if (recipient.channel !== 'telegram') return { kind: 'rejected', reason: 'not a Telegram recipient' };
      const { edits, otherwise, removes } = message;
      if (removes !== undefined) return remove(api, recipient.chatId, removes);
      if (edits !== undefined) {
        const edited = await edit(api, recipient.chatId, edits, message);
        if (edited !== 'uneditable') return edited;
        if (otherwise === undefined) return { kind: 'sent', messageId: edits };
        return attempt(() => sendRendered(api, recipient.chatId, otherwise));
      }
      return attempt(() => sendRendered(api, recipient.chatId, message));
    },
  };
}

interface CommonOptions {
  readonly parse_mode?: 'HTML';
  readonly reply_markup?: InlineKeyboardMarkup;
  readonly disable_notification?: boolean;
  readonly protect_content?: boolean;
  readonly message_thread_id?: number;
}

/** One message of whatever kind; refusals are thrown as grammY throws them. Also for files shown again in a chat. */
export async function sendRendered(
  api: Api,
  chatId: number,
  message: RenderedMessage,
): Promise<{ message_id: number }> {
  const plain = htmlToPlain(message.html);
  const withFile =
    message.document !== undefined ||
    message.photo !== undefined ||
    message.video !== undefined ||
    message.attachment !== undefined ||
    message.album !== undefined;
  // Cut only what has no markup: half a tag would be refused.
  const most = withFile ? MAX_CAPTION : MAX_TEXT;
  const fits = plain.length <= most;
  const text = fits ? message.html : plain.slice(0, most);
  const common: CommonOptions = {
    ...(fits ? { parse_mode: 'HTML' as const } : {}),
    ...(message.buttons === undefined ? {} : { reply_markup: markup(message.buttons) }),
    ...(message.disableNotification === true ? { disable_notification: true } : {}),
    ...(message.protectContent === true ? { protect_content: true } : {}),
    ...(message.threadId === undefined ? {} : { message_thread_id: message.threadId }),
  };
  if (message.album !== undefined) {
    const { reply_markup: _, parse_mode, ...rest } = common;
    const caption = { caption: text, ...(parse_mode === undefined ? {} : { parse_mode }) };
    return sendAlbum(api, chatId, message.album, { caption, rest });
  }
  if (message.attachment !== undefined) {
    return sendAttachment(api, chatId, message.attachment, { ...common, caption: text });
  }
  if (message.video !== undefined) {
    return api.sendVideo(chatId, inputFile(message.video), { ...common, caption: text });
  }
  if (message.document !== undefined) {
    return api.sendDocument(chatId, inputFile(message.document), { ...common, caption: text });
  }
  if (message.photo !== undefined) {
    return api.sendPhoto(chatId, inputFile(message.photo), { ...common, caption: text });
  }
  return api.sendMessage(chatId, text, {
    ...common,
    link_preview_options: { is_disabled: true },
  });
}

/** Changing a message twice is changing it once, so nothing here is ambiguous for long: a retry does no harm. */
async function edit(
  api: Api,
  chatId: number,
  messageId: number,
  message: RenderedMessage,
): Promise<SendOutcome | 'uneditable'> {
  const common = {
    parse_mode: 'HTML' as const,
    ...(message.buttons === undefined ? {} : { reply_markup: markup(message.buttons) }),
  };
  const media = inputMedia(message);
  if (media === 'not-replaceable') return 'uneditable';
  try {
    if (media !== null) {
      await api.editMessageMedia(chatId, messageId, media, {
        ...(message.buttons === undefined ? {} : { reply_markup: markup(message.buttons) }),
      });
    } else if (message.caption === true) {
      await api.editMessageCaption(chatId, messageId, { ...common, caption: message.html });
    } else {
      await api.editMessageText(chatId, messageId, message.html, {
        ...common,
        link_preview_options: { is_disabled: true },
      });
    }
    return { kind: 'sent', messageId };
  } catch (error) {
    if (isNotModified(error)) return { kind: 'sent', messageId };
    // Albums take only files of their kind, and other refusals come with other words: the new file is sent then.
    if (media !== null && error instanceof GrammyError && error.error_code === 400) return 'uneditable';
    return isUneditable(error) ? 'uneditable' : classify(error);
  }
}

/** The file that takes the place of a message's own; null: only its words change. Voices, rounds and places stay. */
function inputMedia(message: RenderedMessage): InputMedia | 'not-replaceable' | null {
  const { photo, video, document, attachment, album } = message;
  const words = { caption: message.html, parse_mode: 'HTML' as const };
  if (photo !== undefined) return { type: 'photo', media: inputFile(photo), ...words };
  if (video !== undefined) return { type: 'video', media: inputFile(video), ...words };
  if (document !== undefined) return { type: 'document', media: inputFile(document), ...words };
  if (album !== undefined) return 'not-replaceable';
  if (attachment === undefined) return null;
  const { kind, telegramFileId } = attachment;
  if (kind !== 'audio' && kind !== 'animation') return 'not-replaceable';
  return { type: kind, media: telegramFileId, ...words };
}

/** Taking a message away twice is taking it away once; after two days Telegram lets it stay. */
async function remove(api: Api, chatId: number, messageId: number): Promise<SendOutcome> {
  try {
    await api.deleteMessage(chatId, messageId);
  } catch (error) {
    if (!isUndeletable(error)) return classify(error);
  }
  return { kind: 'sent', messageId };
}

/** Papers go in albums of their own; photos and videos share one. The first message stands for all. */
async function sendAlbum(
  api: Api,
  chatId: number,
  album: readonly AlbumItem[],
  options: {
    /** under the first item */
    readonly caption: { readonly caption?: string; readonly parse_mode?: 'HTML' };
    readonly rest: Omit<CommonOptions, 'parse_mode' | 'reply_markup'>;
  },
): Promise<{ message_id: number }> {
  const { caption, rest } = options;
  const media = (file: MessageFile, index: number) => ({
    media: inputFile(file),
    ...(index === 0 ? caption : {}),
  });
  const papers = album.flatMap(({ type, file }, index) =>
    type === 'document' ? [{ type, ...media(file, index) }] : [],
  );
  const pictures = album.flatMap(({ type, file }, index): (InputMediaPhoto | InputMediaVideo)[] => {
    if (type === 'photo') return [{ type, ...media(file, index) }];
    return type === 'video' ? [{ type, ...media(file, index) }] : [];
  });
  const [first] = await (papers.length > 0
    ? api.sendMediaGroup(chatId, papers, rest)
    : api.sendMediaGroup(chatId, pictures, rest));
  if (first === undefined) throw new Error('an album without messages');
  return first;
}

interface CaptionedOptions extends CommonOptions {
  readonly caption: string;
}

/** Kinds that are never part of an album. */
async function sendAttachment(
  api: Api,
  chatId: number,
  { kind, telegramFileId }: Attachment,
  options: CaptionedOptions,
): Promise<{ message_id: number }> {
  const { caption: _, parse_mode: __, ...silent } = options;
  switch (kind) {
    case 'voice':
      return api.sendVoice(chatId, telegramFileId, options);
    case 'audio':
      return api.sendAudio(chatId, telegramFileId, options);
    case 'animation':
      return api.sendAnimation(chatId, telegramFileId, options);
    case 'video_note':
      return api.sendVideoNote(chatId, telegramFileId, silent);
    case 'location': {
      const [latitude = Number.NaN, longitude = Number.NaN] = telegramFileId
        .replace(/^geo:/, '')
        .split(',')
        .map(Number);
      return api.sendLocation(chatId, latitude, longitude, silent);
    }
  }
}

function inputFile(file: MessageFile): InputFile | string {
  return 'telegramFileId' in file ? file.telegramFileId : new InputFile(file.bytes, file.fileName);
}

function markup(rows: readonly (readonly MessageButton[])[]): InlineKeyboardMarkup {
  return {
    inline_keyboard: rows.map((row) =>
      row.map((button) => {
        if ('data' in button) return { text: button.caption, callback_data: button.data };
        if ('url' in button) return { text: button.caption, url: button.url };
        return { text: button.caption, copy_text: { text: button.copy } };
      }),
    ),
  };
}

/** Errors that prove that the request never left this machine. */
const NEVER_LEFT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Telegram's answers, by its exact words (server source, Client.cpp). */
function classify(error: unknown): SendOutcome {
  if (error instanceof GrammyError) return classifyRefusal(error);
  if (error instanceof HttpError) {
    const code = errorCode(error.error);
    return code !== null && NEVER_LEFT.has(code)
      ? { kind: 'not-sent', reason: code }
      : { kind: 'ambiguous', reason: code ?? 'connection broken' };
  }
  throw error;
}

function classifyRefusal({ error_code, description, parameters }: GrammyError): SendOutcome {
  if (error_code === 429) {
    return { kind: 'retry-later', retryAfterMs: (parameters.retry_after ?? 1) * 1000, scope: 'bot' };
  }
  if (error_code === 401) return { kind: 'refused-us', reason: 'unauthorized' };
  if (error_code >= 500) return { kind: 'ambiguous', reason: `${error_code}` };
  if (parameters.migrate_to_chat_id !== undefined)
    return { kind: 'migrated', chatId: parameters.migrate_to_chat_id };
  if (error_code === 403 || /chat not found|PEER_ID_INVALID/.test(description)) {
    return { kind: 'unreachable', reason: reasonOf(description) };
  }
  if (description.includes("can't parse entities")) return { kind: 'unparsable' };
  return { kind: 'rejected', reason: reasonOf(description) };
}

/** The words without what may quote a message. */
function reasonOf(description: string): string {
  return description.split(':').slice(0, 2).join(':').slice(0, 120);
}

function errorCode(error: unknown): string | null {
  if (typeof error !== 'object' || error === null) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return 'cause' in error ? errorCode(error.cause) : null;
}
