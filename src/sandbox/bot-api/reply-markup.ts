import type {
  InlineKeyboardButton,
  InlineKeyboardMarkup,
  KeyboardButton,
  ReplyKeyboardMarkup,
} from '@grammyjs/types';
import { checkedLink } from './html-entities.ts';
import { isObject, type JsonObject, type Params } from './params.ts';
import { ApiRefusal, badRequest } from './refusal.ts';

/** The server does not document it; 400 `reply markup is too long` comes at about this many. */
const MAX_BUTTONS = 100;
const MAX_COLUMNS = 8;

/** What a `reply_markup` asks for. At most one field is set. */
export interface Markup {
  inline?: InlineKeyboardMarkup;
  reply?: ReplyKeyboardMarkup;
  remove?: { selective: boolean };
  force?: { selective: boolean };
}

export interface MarkupRules {
  /** request_contact and web_app buttons work only there. */
  privateChat: boolean;
  /** Pay buttons belong to invoices, and an invoice's keyboard must begin with one. */
  invoice: boolean;
  /** Edits take inline keyboards only. */
  inlineOnly: boolean;
}

/**
 * Reads and checks the reply_markup of a call.
 * @throws ApiRefusal 400 in the real server's words.
 */
export function readMarkup(params: Params, rules: MarkupRules): Markup {
  const value = params.json('reply_markup', 'reply keyboard markup');
  if (value === undefined) return {};
  if (!isObject(value)) throw badRequest('Object expected as reply markup');
  const { keyboard, inline_keyboard: inline } = value;
  if (keyboard !== undefined && !Array.isArray(keyboard)) {
    throw badRequest('Field "keyboard" must be of type Array');
  }
  if (inline !== undefined && !Array.isArray(inline)) {
    throw badRequest('Field "inline_keyboard" must be of type Array');
  }
  if (Array.isArray(keyboard) && keyboard.length > 0) {
    if (rules.inlineOnly || rules.invoice) throw badRequest('Inline keyboard expected');
    return { reply: readReplyKeyboard(value, keyboard, rules) };
  }
  if (Array.isArray(inline) && inline.length > 0) {
    const markup = readInlineKeyboard(inline, rules);
    return markup.inline_keyboard.length === 0 ? {} : { inline: markup };
  }
  const selective = value.selective === true;
  if (value.remove_keyboard === true) {
    if (rules.inlineOnly) throw badRequest('Inline keyboard expected');
    return { remove: { selective } };
  }
  if (value.force_reply === true) {
    if (rules.inlineOnly) throw badRequest('Inline keyboard expected');
    return { force: { selective } };
  }
  return {};
}

function readInlineKeyboard(rows: unknown[], rules: MarkupRules): InlineKeyboardMarkup {
  const keyboard: InlineKeyboardButton[][] = [];
  for (const row of rows) {
    if (!Array.isArray(row)) {
      throw badRequest('Field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays');
    }
    const buttons = row.map((button: unknown, column) =>
      readInlineButton(button, rules, keyboard.length === 0 && column === 0),
    );
    if (buttons.length > 0) keyboard.push(buttons);
  }
  checkSize(keyboard);
  const first = keyboard[0]?.[0];
  if (rules.invoice && first !== undefined && !('pay' in first)) throw badRequest('BUTTON_TYPE_INVALID');
  return { inline_keyboard: keyboard };
}

function checkSize(keyboard: unknown[][]): void {
  const count = keyboard.reduce((sum, row) => sum + row.length, 0);
  const isWide = keyboard.some((row) => row.length > MAX_COLUMNS);
  if (count > MAX_BUTTONS || isWide) throw badRequest('reply markup is too long');
}

type Style = 'danger' | 'success' | 'primary';

function commonFields(object: JsonObject): { text: string; style?: Style } {
  const { text, style } = object;
  if (text === undefined) throw badRequest(`Can't find field "text"`);
  if (typeof text !== 'string') throw badRequest('Field "text" must be of type String');
  if (style === undefined || style === '' || style === null) return { text };
  if (style !== 'danger' && style !== 'success' && style !== 'primary') {
    throw badRequest('Invalid button style specified');
  }
  return { text, style };
}

function readInlineButton(value: unknown, rules: MarkupRules, isFirst: boolean): InlineKeyboardButton {
  try {
    if (!isObject(value)) throw badRequest('InlineKeyboardButton must be an Object');
    return inlineButton(value, rules, isFirst);
  } catch (error) {
    throw withPrefix(error, "can't parse inline keyboard button: ");
  }
}

/** Parsing mistakes are reported with where they were; the other checks happen later and are not. */
function withPrefix(error: unknown, prefix: string): unknown {
  if (!(error instanceof ApiRefusal)) return error;
  const words = error.message.replace('Bad Request: ', '');
  const isParsing =
    /^(can't find field|field |inlineKeyboardButton|keyboardButton|text buttons|invalid button style)/i;
  if (!isParsing.test(words)) return error;
  return new ApiRefusal(400, `Bad Request: ${prefix}${words.charAt(0).toUpperCase()}${words.slice(1)}`);
}

function inlineButton(object: JsonObject, rules: MarkupRules, isFirst: boolean): InlineKeyboardButton {
  const common = commonFields(object);
  if (common.text.trim() === '') throw badRequest('Inline keyboard button text must be non-empty');
  const { url, callback_data: data } = object;
  if (typeof url === 'string' && url !== '') {
    return { ...common, url: buttonLink(url, 'Inline keyboard button') };
  }
  if (data !== undefined && typeof data !== 'string' && typeof data !== 'number') {
    throw badRequest('Field "callback_data" must be of type String');
  }
  if (data !== undefined && data !== '') {
    const callbackData = String(data);
    if (Buffer.byteLength(callbackData) > 64) throw badRequest('BUTTON_DATA_INVALID');
    return { ...common, callback_data: callbackData };
  }
  if ('pay' in object) {
    if (!rules.invoice || !isFirst) throw badRequest('BUTTON_TYPE_INVALID');
    return { ...common, pay: true };
  }
  if (typeof object.switch_inline_query === 'string') {
    return { ...common, switch_inline_query: object.switch_inline_query };
  }
  if (typeof object.switch_inline_query_current_chat === 'string') {
    return { ...common, switch_inline_query_current_chat: object.switch_inline_query_current_chat };
  }
  if (isObject(object.login_url)) {
    const link = String(object.login_url.url ?? '');
    return { ...common, login_url: { url: buttonLink(link, 'Inline keyboard button login') } };
  }
  if (isObject(object.web_app)) {
    if (!rules.privateChat) throw badRequest('BUTTON_TYPE_INVALID');
    return { ...common, web_app: { url: webAppLink(object.web_app, 'Inline keyboard button Web App') } };
  }
  if (isObject(object.copy_text)) {
    const text = object.copy_text.text;
    if (typeof text !== 'string') throw badRequest(`Can't find field "text"`);
    if (text === '' || text.length > 256) throw badRequest('BUTTON_COPY_TEXT_INVALID');
    return { ...common, copy_text: { text } };
  }
  if (isObject(object.disabled)) return { ...common, disabled: {} };
  throw badRequest('Text buttons are unallowed in the inline keyboard');
}

function buttonLink(url: string, what: string): string {
  const checked = checkedLink(url);
  if (checked === null) throw badRequest(`${what} URL '${url}' is invalid: Wrong HTTP URL`);
  return checked;
}

/** The address of a Web App. @throws ApiRefusal 400. @param what how the refusal calls it. */
export function webAppLink(object: JsonObject, what: string): string {
  const url = String(object.url ?? '');
  if (!/^https:\/\//i.test(url)) {
    throw badRequest(`${what} URL '${url}' is invalid: Only HTTPS links are allowed`);
  }
  return buttonLink(url, what);
}

function readReplyKeyboard(object: JsonObject, rows: unknown[], rules: MarkupRules): ReplyKeyboardMarkup {
  const keyboard: KeyboardButton[][] = [];
  for (const row of rows) {
    if (!Array.isArray(row)) throw badRequest('Field "keyboard" must be an Array of Arrays');
    const buttons = row.map((button: unknown) => readReplyButton(button, rules));
    if (buttons.length > 0) keyboard.push(buttons);
  }
  checkSize(keyboard);
  const placeholder = object.input_field_placeholder;
  if (typeof placeholder === 'string' && placeholder.length > 64) {
    throw badRequest('Field "input_field_placeholder" is too long');
  }
  return {
    keyboard,
    ...(object.is_persistent === true ? { is_persistent: true } : {}),
    ...(object.resize_keyboard === true ? { resize_keyboard: true } : {}),
    ...(object.one_time_keyboard === true ? { one_time_keyboard: true } : {}),
    ...(typeof placeholder === 'string' && placeholder !== ''
      ? { input_field_placeholder: placeholder }
      : {}),
    ...(object.selective === true ? { selective: true } : {}),
  };
}

function readReplyButton(value: unknown, rules: MarkupRules): KeyboardButton {
  try {
    if (typeof value === 'string') {
      if (value.trim() === '') throw badRequest('Keyboard button text must be non-empty');
      return { text: value };
    }
    if (!isObject(value)) throw badRequest('KeyboardButton must be a String or an Object');
    return replyButton(value, rules);
  } catch (error) {
    throw withPrefix(error, "can't parse keyboard button: ");
  }
}

function replyButton(object: JsonObject, rules: MarkupRules): KeyboardButton {
  const common = commonFields(object);
  if (common.text.trim() === '') throw badRequest('Keyboard button text must be non-empty');
  if (object.request_contact === true) {
    if (!rules.privateChat) throw badRequest('Phone number can be requested in private chats only');
    return { ...common, request_contact: true };
  }
  if (object.request_location === true) {
    if (!rules.privateChat) throw badRequest('Location can be requested in private chats only');
    return { ...common, request_location: true };
  }
  for (const unserved of [
    'request_users',
    'request_chat',
    'request_poll',
    'request_managed_bot',
    'web_app',
  ]) {
    if (object[unserved] !== undefined) {
      throw badRequest(`Keyboard button ${unserved} is not served by the local Bot API server`);
    }
  }
  return common;
}
