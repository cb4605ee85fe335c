import type { MessageEntity } from '@grammyjs/types';
import { cannotParse, checkedLink, type ParsedText, sortEntities } from './html-entities.ts';

/** Kinds as TDLib names them in its errors. */
type Kind =
  | 'Bold'
  | 'Italic'
  | 'Underline'
  | 'Strikethrough'
  | 'Spoiler'
  | 'Code'
  | 'Pre'
  | 'PreCode'
  | 'TextUrl'
  | 'CustomEmoji'
  | 'BlockQuote';

interface OpenMark {
  kind: Kind;
  /** Language of a `PreCode`. */
  argument: string;
  /** In the text without marks, UTF-16 units. */
  offset: number;
  /** Where the mark stands in the source. */
  at: number;
}

const RESERVED = new Set('_*[]()~`>#+-=|{}.!\n');
const IN_CODE = new Set('`');

/** Marks that open and close by the same characters. */
const CLOSED_BY: Partial<Record<Kind, string>> = {
  Bold: '*',
  Italic: '_',
  Underline: '__',
  Strikethrough: '~',
  Spoiler: '||',
  Code: '`',
  Pre: '```',
  PreCode: '```',
  TextUrl: ']',
  CustomEmoji: ']',
};

const SIMPLE = {
  Bold: 'bold',
  Italic: 'italic',
  Underline: 'underline',
  Strikethrough: 'strikethrough',
  Spoiler: 'spoiler',
  Code: 'code',
  Pre: 'pre',
} as const;

/**
 * Reads `parse_mode: MarkdownV2` by TDLib's rules and in its words; byte offsets there count UTF-8 bytes.
 * @throws ApiRefusal 400 `can't parse entities: …`
 */
export function parseMarkdown(source: string): ParsedText {
  return new MarkdownReader(source).read();
}

class MarkdownReader {
  readonly #source: string;
  #at = 0;
  #text = '';
  readonly #open: OpenMark[] = [];
  readonly #entities: MessageEntity[] = [];
  /** Nothing but marks and `\r` since the line began. */
  #isLineStart = true;
  #isInQuote = false;

  constructor(source: string) {
    this.#source = source;
  }

  read(): ParsedText {
    while (this.#at < this.#source.length) this.#step();
    if (this.#isInQuote) this.#endQuote();
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) this.#unclosed(unclosed);
    return { text: this.#text, entities: sortEntities(this.#entities) };
  }

  #step(): void {
    const char = this.#source.charAt(this.#at);
    if (char === '\\' && isAscii(this.#source.charAt(this.#at + 1))) {
      this.#take(this.#source.charAt(this.#at + 1), 2);
      return;
    }
    const top = this.#open.at(-1);
    const isCode = top?.kind === 'Code' || top?.kind === 'Pre' || top?.kind === 'PreCode';
    if (!(isCode ? IN_CODE : RESERVED).has(char)) this.#take(char, 1);
    else if (char === '\n') this.#newLine();
    else if (top !== undefined && this.#isEndOf(top)) this.#close(top);
    else this.#begin(char);
  }

  #take(char: string, length: number): void {
    this.#text += char;
    this.#at += length;
    if (length > 1 || char !== '\r') this.#isLineStart = false;
  }

  /** A quote goes on over a line that begins with `>`, and ends with its last line's break. */
  #newLine(): void {
    const goesOn = this.#isInQuote && this.#source.charAt(this.#at + 1) === '>';
    this.#at += goesOn ? 2 : 1;
    if (this.#isInQuote && !goesOn) this.#endQuote('\n');
    else this.#text += '\n';
    this.#isLineStart = !goesOn;
  }

  /** An empty spoiler at the end of a quote makes it one that unfolds. */
  #endQuote(last = ''): void {
    let top = this.#open.at(-1);
    const rest = top === undefined ? '' : this.#text.slice(top.offset);
    const isExpandable = top?.kind === 'Spoiler' && (rest === '' || rest === '\r');
    if (isExpandable) {
      this.#open.pop();
      top = this.#open.at(-1);
    }
    if (top === undefined || top.kind !== 'BlockQuote') this.#unclosed(top ?? this.#open[0]);
    this.#open.pop();
    this.#isInQuote = false;
    this.#text += last;
    const length = this.#text.length - top.offset;
    const type = isExpandable ? 'expandable_blockquote' : 'blockquote';
    if (length > 0) this.#entities.push({ type, offset: top.offset, length });
  }

  #isEndOf({ kind }: OpenMark): boolean {
    const end = CLOSED_BY[kind];
    if (end === undefined || !this.#source.startsWith(end, this.#at)) return false;
    return kind !== 'Italic' || this.#source.charAt(this.#at + 1) !== '_';
  }

  #begin(char: string): void {
    const { length } = this.#open;
    const at = this.#at;
    const next = this.#source.charAt(at + 1);
    if (char === '_') this.#openMark(next === '_' ? 'Underline' : 'Italic', next === '_' ? 2 : 1);
    else if (char === '*') this.#openMark('Bold', 1);
    else if (char === '~') this.#openMark('Strikethrough', 1);
    else if (char === '|' && next === '|') this.#openMark('Spoiler', 2);
    else if (char === '[') this.#openMark('TextUrl', 1);
    else if (char === '!' && next === '[') this.#openMark('CustomEmoji', 2);
    else if (char === '`') this.#openCode();
    else if (char === '>' && this.#isLineStart && !this.#isInQuote) {
      this.#isInQuote = true;
      this.#openMark('BlockQuote', 1);
    }
    if (this.#open.length === length) {
      cannotParse(`Character '${char}' is reserved and must be escaped with the preceding '\\'`);
    }
  }

  #openMark(kind: Kind, length: number, argument = ''): void {
    this.#open.push({ kind, argument, offset: this.#text.length, at: this.#at });
    this.#at += length;
  }

  /** A word right after the three marks is a language; one line break after it belongs to the mark. */
  #openCode(): void {
    if (!this.#source.startsWith('```', this.#at)) {
      this.#openMark('Code', 1);
      return;
    }
    const rest = this.#source.slice(this.#at + 3);
    const language = /^[^\s`\0]+(?=[\s\0])/.exec(rest)?.[0] ?? '';
    const lineBreak = /^(?:\r\n|\n\r|\r|\n)?/.exec(rest.slice(language.length))?.[0] ?? '';
    const length = 3 + language.length + lineBreak.length;
    this.#openMark(language === '' ? 'Pre' : 'PreCode', length, language);
  }

  #close(mark: OpenMark): void {
    const { kind, offset, argument } = mark;
    this.#at += CLOSED_BY[kind]?.length ?? 1;
    const place = { offset, length: this.#text.length - offset };
    if (kind === 'TextUrl') this.#closeLink(place);
    else if (kind === 'CustomEmoji') this.#closeEmoji(place);
    else if (place.length > 0 && kind === 'PreCode')
      this.#entities.push({ type: 'pre', ...place, language: argument });
    else if (place.length > 0 && kind !== 'PreCode' && kind !== 'BlockQuote')
      this.#entities.push({ type: SIMPLE[kind], ...place });
    this.#open.pop();
  }

  #closeLink(place: { offset: number; length: number }): void {
    const address = this.#address('a URL') ?? this.#text.slice(place.offset);
    const url = checkedLink(address);
    if (url !== null && place.length > 0) this.#entities.push({ type: 'text_link', ...place, url });
  }

  #closeEmoji(place: { offset: number; length: number }): void {
    const address = this.#address('a custom emoji URL');
    const custom_emoji_id =
      address === null
        ? cannotParse('Custom emoji entity must contain a tg://emoji URL')
        : emojiIdOf(address);
    if (place.length > 0) this.#entities.push({ type: 'custom_emoji', ...place, custom_emoji_id });
  }

  /** What stands in brackets after `]`; null when there are none. @param what for the refusal. */
  #address(what: string): string | null {
    if (this.#source.charAt(this.#at) !== '(') return null;
    const begin = this.#at + 1;
    let address = '';
    for (this.#at = begin; this.#at < this.#source.length; this.#at += 1) {
      const char = this.#source.charAt(this.#at);
      if (char === ')') {
        this.#at += 1;
        return address;
      }
      const next = this.#source.charAt(this.#at + 1);
      const isEscape = char === '\\' && isAscii(next);
      address += isEscape ? next : char;
      if (isEscape) this.#at += 1;
    }
    return cannotParse(`Can't find end of ${what} at byte offset ${this.#byte(begin)}`);
  }

  #unclosed(mark: OpenMark | undefined): never {
    return cannotParse(`Can't find end of ${mark?.kind} entity at byte offset ${this.#byte(mark?.at ?? 0)}`);
  }

  /** Where the source is, in UTF-8 bytes. */
  #byte(at: number): number {
    return Buffer.byteLength(this.#source.slice(0, at));
  }
}

/** Characters that a backslash takes the meaning from. */
function isAscii(char: string): boolean {
  return char > '\0' && char <= '~';
}

/** The id in `tg://emoji?id=…`. @throws ApiRefusal 400 */
function emojiIdOf(address: string): string {
  const [, scheme, host, query = ''] =
    /^(?:([^:/?#]*):)?(?:\/\/)?([^/?#]*)\/?(?:\?([^#]*))?/.exec(address) ?? [];
  if (scheme?.toLowerCase() !== 'tg') return cannotParse('Custom emoji URL must have scheme tg');
  if (host?.toLowerCase() !== 'emoji') return cannotParse('Custom emoji URL must have host "emoji"');
  const id = new URLSearchParams(query).get('id');
  if (id === null) return cannotParse('Custom emoji URL must have an emoji identifier');
  return /^[1-9][0-9]*$/.test(id) ? id : cannotParse('Invalid custom emoji identifier specified');
}
