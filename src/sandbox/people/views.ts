import type { InlineKeyboardButton, KeyboardButton, Message } from '@grammyjs/types';
import { formatAmount } from '../bot-api/methods/invoices.ts';
import type {
  InlineButtonView,
  MediaView,
  MessageKind,
  MessageView,
  ReplyButtonView,
  ReplyKeyboardView,
} from '../person-api.ts';
import type { Bot } from '../world/bot.ts';
import type { Chat } from '../world/chat.ts';
import { fileOfId } from '../world/files.ts';
import type { ReplyKeyboardState, StoredMessage } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { blocksHtml, blocksText } from './blocks-html.ts';
import { entityHtml } from './entity-html.ts';
import { messageLine, wordsInstead } from './message-words.ts';
import { SPECIAL_KINDS } from './special.ts';

const MEDIA_KINDS = ['photo', 'animation', 'video', 'document', 'audio', 'voice'] as const;

function kindOf(message: Message): MessageKind {
  if (message.text !== undefined || message.rich_message !== undefined) return 'text';
  for (const kind of MEDIA_KINDS) if (message[kind] !== undefined) return kind;
  for (const kind of SPECIAL_KINDS) if (message[kind] !== undefined) return kind;
  if (message.location !== undefined) return 'location';
  if (message.contact !== undefined) return 'contact';
  if (message.invoice !== undefined) return 'invoice';
  if (message.successful_payment !== undefined) return 'payment';
  return 'service';
}

/** A message as a person sees it. */
export function messageView(
  world: World,
  bot: Bot,
  chat: Chat,
  stored: StoredMessage,
  personId: number,
): MessageView {
  const { message } = stored;
  const kind = kindOf(message);
  const language = world.people.get(personId)?.languageCode;
  const rich = message.rich_message?.blocks ?? [];
  const text =
    rich.length > 0 ? blocksText(rich) : (message.text ?? message.caption ?? wordsInstead(message, language));
  const entities = message.entities ?? message.caption_entities ?? [];
  const author = message.from ?? bot.user;
  return {
    id: message.message_id,
    chatId: chat.id,
    topicId: message.message_thread_id ?? null,
    kind,
    side: sideOf(kind, author.id, personId, bot.id),
    authorId: author.id,
    authorName: [author.first_name, author.last_name ?? ''].join(' ').trim(),
    date: instant(message.date),
    editDate: message.edit_date === undefined ? null : instant(message.edit_date),
    deleted: stored.deleted,
    pinned: chat.head.pinned.includes(message.message_id),
    silent: stored.silent,
    protected: message.has_protected_content === true,
    text,
    html: rich.length > 0 ? blocksHtml(rich) : entityHtml(text, entities),
    albumId: message.media_group_id ?? null,
    media: mediaView(world, bot, message, kind),
    contact: contactView(message),
    location: message.location === undefined ? null : coordinates(message.location),
    invoice: invoiceView(stored),
    payment: paymentView(stored),
    replyTo: replyView(message, language),
    forwardedFrom: forwardedFrom(message),
    inlineKeyboard: keyboardView(bot, chat, stored, personId),
  };
}

function sideOf(kind: MessageKind, authorId: number, personId: number, botId: number): MessageView['side'] {
  if (kind === 'service' || kind === 'payment') return 'service';
  if (authorId === botId) return 'bot';
  return authorId === personId ? 'me' : 'other';
}

/** Seconds since 1970 as ISO text. */
function instant(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

function coordinates(location: { latitude: number; longitude: number }) {
  return { latitude: location.latitude, longitude: location.longitude };
}

function mediaView(world: World, bot: Bot, message: Message, kind: MessageKind): MediaView | null {
  const file = MEDIA_KINDS.some((known) => known === kind) ? fileFields(message) : undefined;
  const id = file === undefined ? null : fileOfId(bot.id, file.file_id);
  const record = id === null ? undefined : world.files.record(id);
  if (file === undefined || record === undefined) return null;
  return {
    fileId: record.id,
    url: fileAddress(record.id, record.name),
    name: record.name,
    mimeType: record.mimeType,
    size: record.size,
    width: record.width,
    height: record.height,
    duration: 'duration' in file ? file.duration : null,
  };
}

/** With the name at the end: a tab or a PDF viewer takes its title from there. */
function fileAddress(id: string, name: string): string {
  const isPlain = /^\.*$/.test(name);
  return isPlain ? `/sandbox/api/files/${id}` : `/sandbox/api/files/${id}/${encodeURIComponent(name)}`;
}

function fileFields(message: Message) {
  return (
    message.photo?.at(-1) ??
    message.animation ??
    message.video ??
    message.document ??
    message.audio ??
    message.voice
  );
}

function contactView({ contact }: Message): MessageView['contact'] {
  if (contact === undefined) return null;
  return {
    phone: contact.phone_number,
    firstName: contact.first_name,
    lastName: contact.last_name ?? null,
    userId: contact.user_id ?? null,
  };
}

function invoiceView({ message, invoice, paid }: StoredMessage): MessageView['invoice'] {
  if (message.invoice === undefined) return null;
  const { title, description, currency, total_amount: total } = message.invoice;
  return {
    title,
    description,
    currency,
    total,
    totalText: formatAmount(total, currency),
    photoUrl: invoice?.photoUrl ?? null,
    paid,
  };
}

function paymentView({ message, paymentTitle }: StoredMessage): MessageView['payment'] {
  const payment = message.successful_payment;
  if (payment === undefined) return null;
  return {
    currency: payment.currency,
    total: payment.total_amount,
    totalText: formatAmount(payment.total_amount, payment.currency),
    title: paymentTitle ?? '',
    telegramChargeId: payment.telegram_payment_charge_id,
    providerChargeId: payment.provider_payment_charge_id,
  };
}

function replyView(
  { reply_to_message: replied }: Message,
  language: string | undefined,
): MessageView['replyTo'] {
  if (replied === undefined) return null;
  return { id: replied.message_id, text: oneLine(messageLine(replied, language)) };
}

function forwardedFrom({ forward_origin: origin }: Message): string | null {
  if (origin === undefined) return null;
  if (origin.type === 'user') {
    return [origin.sender_user.first_name, origin.sender_user.last_name ?? ''].join(' ').trim();
  }
  return origin.type === 'hidden_user' ? origin.sender_user_name : null;
}

/** Text for lists: one line, cut. */
export function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 120 ? `${line.slice(0, 119)}…` : line;
}

function keyboardView(bot: Bot, chat: Chat, stored: StoredMessage, personId: number): InlineButtonView[][] {
  const markup = stored.message.reply_markup;
  if (markup === undefined) return [];
  const waiting = new Set<string>();
  for (const press of bot.openPresses) {
    const isHere = press.chatId === chat.id && press.messageId === stored.message.message_id;
    if (isHere && press.personId === personId) waiting.add(press.data);
  }
  return markup.inline_keyboard.map((row, r) => row.map((button, c) => buttonView(button, r, c, waiting)));
}

function buttonView(
  button: InlineKeyboardButton,
  row: number,
  column: number,
  waiting: Set<string>,
): InlineButtonView {
  const view: InlineButtonView = {
    row,
    column,
    text: button.text,
    kind: 'disabled',
    style: button.style ?? null,
    url: null,
    copyText: null,
    data: null,
    waiting: false,
  };
  if ('callback_data' in button) {
    const data = button.callback_data;
    return { ...view, kind: 'callback', data, waiting: waiting.has(data) };
  }
  if ('url' in button) return { ...view, kind: 'url', url: button.url };
  if ('web_app' in button) return { ...view, kind: 'web_app', url: button.web_app.url };
  if ('login_url' in button) return { ...view, kind: 'login', url: button.login_url.url };
  if ('copy_text' in button) return { ...view, kind: 'copy', copyText: button.copy_text.text };
  if ('pay' in button) return { ...view, kind: 'pay' };
  if ('disabled' in button) return view;
  return { ...view, kind: 'switch_inline' };
}

/** The keyboard in place of the letters. */
export function replyKeyboardView(state: ReplyKeyboardState | undefined): ReplyKeyboardView | null {
  if (state === undefined) return null;
  const { markup, collapsed } = state;
  return {
    rows: markup.keyboard.map((row) => row.map(replyButtonView)),
    resize: markup.resize_keyboard === true,
    oneTime: markup.one_time_keyboard === true,
    persistent: markup.is_persistent === true,
    placeholder: markup.input_field_placeholder ?? null,
    collapsed,
  };
}

function replyButtonView(button: KeyboardButton): ReplyButtonView {
  if (typeof button === 'string') return { text: button, kind: 'text', style: null };
  const style = button.style ?? null;
  if ('request_contact' in button) return { text: button.text, kind: 'request_contact', style };
  if ('request_location' in button) return { text: button.text, kind: 'request_location', style };
  return { text: button.text, kind: 'text', style };
}
