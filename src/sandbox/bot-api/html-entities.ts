import type { MessageEntity } from '@grammyjs/types';
import { badRequest } from './refusal.ts';

/** Text with marks taken out, and where they were. Offsets are UTF-16 units, as JavaScript counts. */
export interface ParsedText {
  text: string;
  entities: MessageEntity[];
}

const TAGS = new Set(
  'a b strong i em s strike del u ins tg-spoiler tg-emoji tg-time span pre code blockquote'.split(' '),
);

interface OpenTag {
  name: string;
  argument: string;
  /** In the text without marks. */
  offset: number;
}

/** @throws ApiRefusal 400 `can't parse entities: …` */
export function cannotParse(message: string): never {
  throw badRequest(`Can't parse entities: ${message}`);
}

/**
 * Reads `parse_mode: HTML` by TDLib's rules: its tags, attributes and escapes, nesting, and its words
 * for errors. Byte offsets in those words count UTF-8 bytes, as there.
 * @throws ApiRefusal 400 `can't parse entities: …`
 */
export function parseHtml(source: string): ParsedText {
  const reader = new HtmlReader(source);
  return reader.read();
}

class HtmlReader {
  readonly #source: string;
  #at = 0;
  #text = '';
  readonly #open: OpenTag[] = [];
  readonly #entities: (MessageEntity & { codeLanguage?: string })[] = [];

  constructor(source: string) {
    this.#source = source;
  }

  read(): ParsedText {
    while (this.#at < this.#source.length) {
      const char = this.#source.charAt(this.#at);
      if (char === '&') this.#text += this.#readEscape();
      else if (char !== '<') {
        this.#text += char;
        this.#at += 1;
      } else if (this.#source.charAt(this.#at + 1) === '/') this.#readEndTag();
      else this.#readStartTag();
    }
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined)
      cannotParse(`Can't find end tag corresponding to start tag "${unclosed.name}"`);
    const entities = this.#entities.map(({ codeLanguage: _, ...entity }): MessageEntity => entity);
    return { text: this.#text, entities: sortEntities(entities) };
  }

  /** Where the source is, in UTF-8 bytes. */
  #byte(at: number): number {
    return Buffer.byteLength(this.#source.slice(0, at));
  }

  /** `&lt;` and its kin; what is none of them stays as it is. */
  #readEscape(): string {
    const match = /^&(?:#x([0-9a-f]{1,7})|#([0-9]{1,8})|(lt|gt|amp|quot)(?![a-z]));?/i.exec(
      this.#source.slice(this.#at, this.#at + 12),
    );
    const code = match === null ? 0 : escapeCode(match);
    if (match === null || code === 0) {
      this.#at += 1;
      return '&';
    }
    this.#at += match[0].length;
    return String.fromCodePoint(code);
  }

  #skipSpaces(): void {
    while (isSpace(this.#source.charAt(this.#at))) this.#at += 1;
  }

  #readUntil(stop: (char: string) => boolean): string {
    const begin = this.#at;
    while (this.#at < this.#source.length && !stop(this.#source.charAt(this.#at))) this.#at += 1;
    return this.#source.slice(begin, this.#at);
  }

  #readStartTag(): void {
    const begin = this.#at;
    this.#at += 1;
    const name = this.#readUntil((char) => isSpace(char) || char === '>').toLowerCase();
    if (this.#at >= this.#source.length)
      cannotParse(`Unclosed start tag at byte offset ${this.#byte(begin)}`);
    if (!TAGS.has(name)) cannotParse(`Unsupported start tag "${name}" at byte offset ${this.#byte(begin)}`);
    const attributes = new Map<string, string>();
    for (;;) {
      this.#skipSpaces();
      if (this.#source.charAt(this.#at) === '>') break;
      this.#readAttribute(name, begin, attributes);
    }
    this.#at += 1;
    const argument = argumentOf(name, attributes);
    if (name === 'span' && argument !== 'spoiler') {
      cannotParse(`Tag "span" must have class "tg-spoiler" at byte offset ${this.#byte(begin)}`);
    }
    this.#open.push({ name, argument, offset: this.#text.length });
  }

  #readAttribute(tag: string, begin: number, attributes: Map<string, string>): void {
    if (this.#at >= this.#source.length)
      cannotParse(`Unclosed start tag "${tag}" at byte offset ${this.#byte(begin)}`);
    const name = this.#readUntil((char) => isSpace(char) || char === '=' || char === '>' || char === '/');
    if (name === '')
      cannotParse(`Empty attribute name in the tag "${tag}" at byte offset ${this.#byte(begin)}`);
    this.#skipSpaces();
    if (this.#source.charAt(this.#at) !== '=') {
      // Since 2024 an attribute may stand without a value: `<blockquote expandable>`.
      attributes.set(name, '');
      return;
    }
    this.#at += 1;
    this.#skipSpaces();
    if (this.#at >= this.#source.length)
      cannotParse(`Unclosed start tag "${tag}" at byte offset ${this.#byte(begin)}`);
    attributes.set(name, this.#readAttributeValue(begin));
  }

  #readAttributeValue(begin: number): string {
    const quote = this.#source.charAt(this.#at);
    if (quote !== '"' && quote !== "'") {
      const start = this.#at;
      const token = this.#readUntil((char) => !/[A-Za-z0-9.-]/.test(char));
      const next = this.#source.charAt(this.#at);
      if (!isSpace(next) && next !== '>') {
        cannotParse(`Unexpected end of name token at byte offset ${this.#byte(start)}`);
      }
      return token.toLowerCase();
    }
    this.#at += 1;
    let value = '';
    while (this.#at < this.#source.length && this.#source.charAt(this.#at) !== quote) {
      if (this.#source.charAt(this.#at) === '&') value += this.#readEscape();
      else {
        value += this.#source.charAt(this.#at);
        this.#at += 1;
      }
    }
    this.#at += 1;
    if (this.#at >= this.#source.length)
      cannotParse(`Unclosed start tag at byte offset ${this.#byte(begin)}`);
    return value;
  }

  #readEndTag(): void {
    const begin = this.#at;
    const open = this.#open.at(-1);
    if (open === undefined) cannotParse(`Unexpected end tag at byte offset ${this.#byte(begin)}`);
    this.#at += 2;
    const name = this.#readUntil((char) => isSpace(char) || char === '>').toLowerCase();
    this.#skipSpaces();
    if (this.#source.charAt(this.#at) !== '>')
      cannotParse(`Unclosed end tag at byte offset ${this.#byte(begin)}`);
    this.#at += 1;
    if (name !== '' && name !== open.name) {
      cannotParse(
        `Unmatched end tag at byte offset ${this.#byte(begin)}, expected "</${open.name}>", found "</${name}>"`,
      );
    }
    this.#open.pop();
    if (this.#text.length > open.offset) this.#close(open);
  }

  #close(open: OpenTag): void {
    const place = { offset: open.offset, length: this.#text.length - open.offset };
    const simple = SIMPLE[open.name];
    if (simple !== undefined) {
      this.#entities.push({ type: simple, ...place });
      return;
    }
    const last = this.#entities.at(-1);
    const fills = last !== undefined && last.offset === place.offset && last.length === place.length;
    if (open.name === 'pre') {
      // <pre><code class="language-x">: the two become one entity with a language.
      if (fills && last.type === 'code' && last.codeLanguage !== undefined) {
        this.#entities[this.#entities.length - 1] = { type: 'pre', ...place, language: last.codeLanguage };
      } else this.#entities.push({ type: 'pre', ...place });
    } else if (open.name === 'code') {
      if (fills && last.type === 'pre' && open.argument !== '') {
        this.#entities[this.#entities.length - 1] = { type: 'pre', ...place, language: open.argument };
      } else if (open.argument !== '') {
        this.#entities.push({ type: 'code', ...place, codeLanguage: open.argument });
      } else this.#entities.push({ type: 'code', ...place });
    } else if (open.name === 'blockquote') {
      this.#entities.push({ type: open.argument === '' ? 'blockquote' : 'expandable_blockquote', ...place });
    } else if (open.name === 'a') this.#closeLink(open, place);
    else if (open.name === 'tg-emoji') {
      if (!/^[1-9][0-9]*$/.test(open.argument)) throw badRequest('Invalid custom emoji identifier specified');
      this.#entities.push({ type: 'custom_emoji', ...place, custom_emoji_id: open.argument });
    } else if (open.name === 'tg-time') {
      const time = Number(open.argument);
      if (!Number.isInteger(time) || time <= 0) cannotParse('Invalid date-time specified');
      this.#entities.push({ type: 'date_time', ...place, unix_time: time, date_time_format: 'r' });
    }
  }

  #closeLink(open: OpenTag, place: { offset: number; length: number }): void {
    const url = open.argument === '' ? this.#text.slice(open.offset) : open.argument;
    const checked = checkedLink(url);
    if (checked !== null) this.#entities.push({ type: 'text_link', ...place, url: checked });
  }
}

const SIMPLE: Record<string, 'bold' | 'italic' | 'strikethrough' | 'underline' | 'spoiler'> = {
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  u: 'underline',
  ins: 'underline',
  'tg-spoiler': 'spoiler',
  span: 'spoiler',
};

function argumentOf(tag: string, attributes: Map<string, string>): string {
  if (tag === 'a') return attributes.get('href') ?? '';
  if (tag === 'code') {
    const name = attributes.get('class') ?? '';
    return name.startsWith('language-') ? name.slice('language-'.length) : '';
  }
  if (tag === 'span') {
    const name = attributes.get('class') ?? '';
    return name.startsWith('tg-') ? name.slice('tg-'.length) : '';
  }
  if (tag === 'tg-emoji') return attributes.get('emoji-id') ?? '';
  if (tag === 'tg-time') return attributes.get('unix') ?? '';
  if (tag === 'blockquote') return attributes.has('expandable') ? 'expandable' : '';
  return '';
}

function escapeCode(match: RegExpExecArray): number {
  const [, hex, decimal, name] = match;
  if (name !== undefined) return { lt: 60, gt: 62, amp: 38, quot: 34 }[name.toLowerCase()] ?? 0;
  const code = hex === undefined ? Number.parseInt(decimal ?? '0', 10) : Number.parseInt(hex, 16);
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code > 0 && code < 0x10ffff && !isSurrogate ? code : 0;
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r' || char === '\v' || char === '\f';
}

/** Outer entities first; the order in which Telegram lists them. */
export function sortEntities(entities: MessageEntity[]): MessageEntity[] {
  return entities.sort((a, b) => a.offset - b.offset || b.length - a.length);
}

/**
 * A link as Telegram keeps it: with a scheme, and with a slash after a bare host. null when it is not
 * one Telegram accepts (http, https, tg, ton, tonsite; a host needs a dot).
 */
export function checkedLink(link: string): string | null {
  const trimmed = link.trim();
  if (/^(tg|ton|tonsite):/i.test(trimmed)) return trimmed;
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `http://${trimmed}`;
  if (!/^https?:\/\//i.test(withScheme)) return null;
  try {
    const url = new URL(withScheme);
    return url.hostname.includes('.') && /^[^\s]+$/.test(trimmed) ? url.href : null;
  } catch {
    return null;
  }
}
