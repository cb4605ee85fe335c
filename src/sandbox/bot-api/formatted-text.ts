import type { MessageEntity } from '@grammyjs/types';
import { checkedLink, type ParsedText, parseHtml, sortEntities } from './html-entities.ts';
import { parseMarkdown } from './markdown-entities.ts';
import { badRequest } from './refusal.ts';
import { withFoundEntities } from './text-entities.ts';

/** Longest source before parsing, bytes (Client.cpp). */
const MAX_SOURCE_BYTES = 32_768;
export const MAX_TEXT = 4096;
export const MAX_CAPTION = 1024;

const GIVEN_SIMPLE = new Set<string>(
  'bold italic underline strikethrough spoiler blockquote expandable_blockquote code'.split(' '),
);
/** Telegram finds these itself and leaves out what the program says about them. */
const FOUND_BY_TELEGRAM = new Set<string>(
  'mention hashtag cashtag bot_command url email phone_number bank_card_number'.split(' '),
);

/**
 * Text as Telegram will show it: marks parsed, ends trimmed, characters cleaned.
 * @param source text as the program sent it, not empty.
 * @throws ApiRefusal 400 with TDLib's words.
 */
export function formatText(source: string, parseMode: string, entities: unknown): ParsedText {
  if (Buffer.byteLength(source) > MAX_SOURCE_BYTES) throw badRequest('Text is too long');
  const mode = parseMode.toLowerCase();
  if (mode === '' || mode === 'none') return finish({ text: source, entities: givenEntities(entities) });
  if (mode === 'html') return finish(parseHtml(source));
  if (mode === 'markdownv2') return finish(parseMarkdown(source));
  if (mode === 'markdown') {
    throw badRequest(
      `parse_mode ${parseMode} is not served by the local Bot API server; use HTML or MarkdownV2`,
    );
  }
  throw badRequest('Unsupported parse_mode');
}

function givenEntities(value: unknown): MessageEntity[] {
  if (!Array.isArray(value)) return [];
  const entities: MessageEntity[] = [];
  for (const item of value) {
    const entity = givenEntity(item);
    if (entity !== null) entities.push(entity);
  }
  return sortEntities(entities);
}

function givenEntity(value: unknown): MessageEntity | null {
  const failed = (why: string) => badRequest(`Can't parse MessageEntity: ${why}`);
  if (typeof value !== 'object' || value === null) throw failed('expected an Object');
  const fields = new Map<string, unknown>(Object.entries(value));
  const offset = Number(fields.get('offset') ?? Number.NaN);
  const length = Number(fields.get('length') ?? Number.NaN);
  if (!Number.isInteger(offset)) throw failed(`Can't find field "offset"`);
  if (!Number.isInteger(length)) throw failed(`Can't find field "length"`);
  const type = String(fields.get('type') ?? '');
  if (FOUND_BY_TELEGRAM.has(type)) return null;
  if (isSimple(type)) return { type, offset, length };
  if (type === 'pre') {
    const language = fields.get('language');
    return { type, offset, length, ...(typeof language === 'string' ? { language } : {}) };
  }
  if (type === 'text_link') {
    const url = checkedLink(String(fields.get('url') ?? ''));
    return url === null ? null : { type, offset, length, url };
  }
  if (type === 'custom_emoji') {
    return { type, offset, length, custom_emoji_id: String(fields.get('custom_emoji_id') ?? '') };
  }
  // Mentions of people without a username need their account; the text is kept, the mark is not.
  if (type === 'text_mention' || type === 'date_time') return null;
  throw failed('Unsupported type specified');
}

type SimpleType =
  | 'bold'
  | 'italic'
  | 'underline'
  | 'strikethrough'
  | 'spoiler'
  | 'blockquote'
  | 'expandable_blockquote'
  | 'code';

function isSimple(type: string): type is SimpleType {
  return GIVEN_SIMPLE.has(type);
}

/** Cleans and trims, and moves the entities accordingly. */
function finish(parsed: ParsedText): ParsedText {
  for (const { offset, length } of parsed.entities) {
    if (offset < 0 || length < 0 || offset + length > parsed.text.length) {
      throw badRequest('Entity beyond the end of the text');
    }
  }
  if (!UNCLEAN.test(parsed.text)) return trim(parsed);
  // Position in the cleaned text for every position in the source.
  const moved: number[] = [];
  let text = '';
  for (const char of parsed.text) {
    for (let unit = 0; unit < char.length; unit += 1) moved.push(text.length + Math.min(unit, 1));
    text += cleanCharacter(char);
  }
  moved.push(text.length);
  return trim({
    text,
    entities: parsed.entities.map((entity) => {
      const offset = moved[entity.offset] ?? 0;
      return { ...entity, offset, length: (moved[entity.offset + entity.length] ?? 0) - offset };
    }),
  });
}

/** Without blanks at the ends; with the entities that Telegram finds. */
function trim({ text, entities }: ParsedText): ParsedText {
  const end = text.trimEnd().length;
  const begin = Math.min(text.length - text.trimStart().length, end);
  const shown = text.slice(begin, end);
  const kept: MessageEntity[] = [];
  for (const entity of entities) {
    const from = Math.min(Math.max(entity.offset, begin), end);
    const to = Math.min(Math.max(entity.offset + entity.length, begin), end);
    if (to > from) kept.push({ ...entity, offset: from - begin, length: to - from });
  }
  return { text: shown, entities: withFoundEntities(shown, kept) };
}

/** Has characters that `cleanCharacter` changes; most texts have none. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what it looks for.
const UNCLEAN = /[\0-\x09\x0b-\x1f\u2028-\u202e]/;

/** TDLib's clean_input_string: control characters become spaces, direction overrides vanish. */
function cleanCharacter(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  if (code === 0x0d) return '';
  if (code < 0x20 && code !== 0x0a) return ' ';
  if (code >= 0x2028 && code <= 0x202e) return '';
  return char;
}

/** Words of a person as bots get them: cleaned like those of bots, without blanks at the ends. */
export function cleanWords(text: string): string {
  return (UNCLEAN.test(text) ? Array.from(text, cleanCharacter).join('') : text).trim();
}

/** Text of a message: 1–4096 after parsing. */
export function messageText(source: string, parseMode: string, entities: unknown): ParsedText {
  if (source === '') throw badRequest('Message text is empty');
  const parsed = formatText(source, parseMode, entities);
  if (parsed.text === '') throw badRequest('Text must be non-empty');
  if (parsed.text.length > MAX_TEXT) throw badRequest('Message is too long');
  return parsed;
}

/** Caption: 0–1024 after parsing. */
export function captionText(source: string, parseMode: string, entities: unknown): ParsedText {
  if (source === '') return { text: '', entities: [] };
  const parsed = formatText(source, parseMode, entities);
  if (parsed.text.length > MAX_CAPTION) throw badRequest('Message caption is too long');
  return parsed;
}
