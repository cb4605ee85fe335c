import type { Message, Update } from '@grammyjs/types';
import type { Chat } from '../../world/chat.ts';
import type { StoredMessage } from '../../world/model.ts';
import type { MethodCall } from '../call.ts';
import { chatOf, requireAccount, requireMember } from '../chat-access.ts';
import { messageText } from '../formatted-text.ts';
import { mediaFields } from '../media.ts';
import { badRequest, forbidden } from '../refusal.ts';
import { readMarkup } from '../reply-markup.ts';
import { readMediaItem } from './media-group.ts';
import { captionFields } from './send.ts';

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current ' +
  'content and reply markup of the message';

interface EditTarget {
  chat: Chat;
  stored: StoredMessage;
  /** The keyboard after the edit; absent = it is taken away, as Telegram does. */
  keyboard: Message.CommonMessage['reply_markup'];
}

/** The message a call edits, found and allowed. */
function readTarget(call: MethodCall): EditTarget {
  const { params } = call;
  if (params.text('inline_message_id') !== '') throw badRequest('MESSAGE_ID_INVALID');
  if (params.text('chat_id') === '' && params.text('message_id') === '') {
    throw badRequest('Message identifier is not specified');
  }
  const chat = chatOf(call);
  requireMember(chat);
  requireAccount(call, chat);
  const stored = chat.live(params.int('message_id', 0));
  if (stored === undefined) throw badRequest('message to edit not found');
  const markup = readMarkup(params, {
    privateChat: chat.head.type === 'private',
    invoice: stored.invoice !== null,
    inlineOnly: true,
  });
  if (!stored.outgoing) throw badRequest("message can't be edited");
  // Said by Telegram itself, after all that the Bot API server sees on its own.
  if (chat.head.blocked) throw forbidden('bot was blocked by the user');
  return { chat, stored, keyboard: markup.inline };
}

type Edited = Update.Edited & Message;

/** Writes the new content unless nothing would change. */
function applyEdit(
  call: MethodCall,
  target: EditTarget,
  change: (message: Message) => Message,
  onlyMarkup = false,
): Edited {
  const { stored, chat } = target;
  const { reply_markup: _, ...bare } = stored.message;
  const next: Message = {
    ...change(bare),
    ...(target.keyboard === undefined ? {} : { reply_markup: target.keyboard }),
  };
  if (isSame(next, stored.message)) throw badRequest(NOT_MODIFIED);
  // Editing the keyboard alone leaves no "edited" mark in the apps; the Bot API gives a date all the same.
  const edited: Edited = { ...next, edit_date: call.world.unixTime() };
  stored.message = edited;
  chat.saveMessage(stored);
  if (!onlyMarkup) chat.action = null;
  call.world.events.emit({ type: 'message-changed', bot: call.bot, chat, stored });
  call.world.events.emit({ type: 'chat', bot: call.bot, chat });
  return edited;
}

function isSame(a: Message, b: Message): boolean {
  const { edit_date: _a, ...contentA } = a;
  const { edit_date: _b, ...contentB } = b;
  return stable(contentA) === stable(contentB);
}

/** JSON with sorted keys, so that equal contents are equal texts. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([x], [y]) => (x < y ? -1 : 1)));
  });
}

export function editMessageText(call: MethodCall): Update.Edited & Message.TextMessage {
  const { params } = call;
  if (params.values.rich_message !== undefined) {
    throw badRequest('rich_message is not served by the local Bot API server; use text');
  }
  const { text, entities } = messageText(
    params.text('text'),
    params.text('parse_mode'),
    params.json('entities'),
  );
  const target = readTarget(call);
  if (target.stored.message.text === undefined) {
    throw badRequest('there is no text in the message to edit');
  }
  const edited = applyEdit(call, target, (message) => {
    const { entities: _, ...rest } = message;
    return { ...rest, text, ...(entities.length === 0 ? {} : { entities }) };
  });
  return { ...edited, text };
}

export function editMessageCaption(call: MethodCall): Update.Edited & Message.CaptionableMessage {
  const { params } = call;
  const caption = captionFields(
    params.text('caption'),
    params.text('parse_mode'),
    params.json('caption_entities'),
  );
  const target = readTarget(call);
  const { message } = target.stored;
  const hasMedia = ['photo', 'document', 'video', 'animation', 'audio', 'voice'].some(
    (key) => key in message,
  );
  if (!hasMedia) throw badRequest('there is no caption in the message to edit');
  return applyEdit(call, target, ({ caption: _text, caption_entities: _marks, ...rest }) => ({
    ...rest,
    ...caption,
  }));
}

export function editMessageMedia(call: MethodCall): Edited {
  const value = call.params.json('media', 'input media');
  if (value === undefined) throw badRequest('Media is not specified');
  const item = readMediaItem(call, value);
  const target = readTarget(call);
  return applyEdit(call, target, (message) => {
    const {
      text: _t,
      entities: _e,
      photo: _p,
      document: _d,
      video: _v,
      animation: _a,
      audio: _au,
      voice: _vo,
      caption: _c,
      caption_entities: _ce,
      ...rest
    } = message;
    return { ...rest, ...mediaFields(call.bot.id, item.kind, item.file), ...item.caption };
  });
}

export function editMessageReplyMarkup(call: MethodCall): Edited {
  return applyEdit(call, readTarget(call), (message) => message, true);
}
