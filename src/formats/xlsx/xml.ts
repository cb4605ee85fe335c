/** A part that is not XML as spreadsheets write it. */
export class XmlError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'XmlError';
  }
}

export type XmlEvent = 'open' | 'close' | 'text' | 'end';

/** A walk through a document; nothing of it is built. */
export interface XmlCursor {
  /** @throws XmlError at what is not well-formed: wrong nesting, an early end, a document type */
  next(): XmlEvent;
  /** of the element that was opened or closed, without its prefix */
  readonly name: string;
  /** the decoded text, in one or more pieces */
  readonly text: string;
  /**
   * Of the element that was just opened: by the whole name, or by what stands behind any prefix; null = has none.
   * @throws XmlError
   */
  attribute(name: string, prefix?: 'any'): string | null;
}

const NAME = /^[\p{L}_][\p{L}\p{N}_.:-]*$/u;
const ATTRIBUTE = /\s*([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/y;
const REFERENCE = /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi;
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Read XML as OOXML allows it: no document type, so no entities but the five and numbers, nothing is expanded and no
 * address is followed. The work and the memory are those of one look at the text.
 */
export function createXmlCursor(bytes: Uint8Array): XmlCursor {
  const xml = new TextDecoder('utf-8').decode(bytes);
  const open: string[] = [];
  let at = 0;
  let name = '';
  let text = '';
  let attributes = '';
  let closes = false;
  let began = false;

  function take(end: number, length: number): number {
    if (end === -1) throw new XmlError('ends inside of markup');
    at = end + length;
    return end;
  }

  function markup(): XmlEvent | null {
    if (xml.startsWith('<?', at)) {
      take(xml.indexOf('?>', at), 2);
      return null;
    }
    if (xml.startsWith('<!--', at)) {
      take(xml.indexOf('-->', at + 4), 3);
      return null;
    }
    if (xml.startsWith('<![CDATA[', at)) {
      const from = at + 9;
      text = xml.slice(from, take(xml.indexOf(']]>', from), 3));
      return text === '' ? null : 'text';
    }
    if (xml.startsWith('<!', at)) throw new XmlError('has a document type');
    return xml.startsWith('</', at) ? closing() : opening();
  }

  function closing(): XmlEvent {
    const from = at + 2;
    const whole = xml.slice(from, take(xml.indexOf('>', from), 1)).trimEnd();
    if (open.pop() !== whole) throw new XmlError('elements are not nested');
    name = localName(whole);
    return 'close';
  }

  function opening(): XmlEvent {
    if (began && open.length === 0) throw new XmlError('has two roots');
    began = true;
    const from = at + 1;
    const end = take(tagEnd(xml, from), 1);
    closes = xml[end - 1] === '/';
    const tag = xml.slice(from, closes ? end - 1 : end);
    const space = tag.search(/\s/);
    const whole = space === -1 ? tag : tag.slice(0, space);
    if (!NAME.test(whole)) throw new XmlError('has an element without a name');
    attributes = space === -1 ? '' : tag.slice(space);
    open.push(whole);
    name = localName(whole);
    return 'open';
  }

  return {
    next() {
      if (closes) {
        closes = false;
        open.pop();
        return 'close';
      }
      while (at < xml.length) {
        if (xml[at] === '<') {
          const event = markup();
          if (event !== null) return event;
          continue;
        }
        const from = at;
        const next = xml.indexOf('<', at);
        at = next === -1 ? xml.length : next;
        // Between elements are line breaks and indents only.
        if (open.length === 0) continue;
        text = decoded(xml.slice(from, at));
        return 'text';
      }
      if (!began || open.length > 0) throw new XmlError('ends early');
      return 'end';
    },
    get name() {
      return name;
    },
    get text() {
      return text;
    },
    attribute(wanted, prefix) {
      let read = 0;
      for (;;) {
        ATTRIBUTE.lastIndex = read;
        const found = ATTRIBUTE.exec(attributes);
        if (found === null) {
          // One that cannot be read may be the wanted one.
          if (attributes.slice(read).trim() !== '') throw new XmlError('an attribute without a value');
          return null;
        }
        read = ATTRIBUTE.lastIndex;
        const [, key = '', double, single = ''] = found;
        if (key === wanted || (prefix === 'any' && !key.startsWith('xmlns:') && localName(key) === wanted))
          return decoded(double ?? single);
      }
    },
  };
}

/** Where the tag ends; a `>` inside of a value does not end it. */
function tagEnd(xml: string, from: number): number {
  let quote = '';
  for (let at = from; at < xml.length; at += 1) {
    const sign = xml[at];
    if (quote !== '') {
      if (sign === quote) quote = '';
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === '>') return at;
    else if (sign === '<') throw new XmlError('a tag inside of a tag');
  }
  return -1;
}

function localName(whole: string): string {
  const colon = whole.indexOf(':');
  return colon === -1 ? whole : whole.slice(colon + 1);
}

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(REFERENCE, (all, hex?: string, decimal?: string, named?: string) => {
    if (named !== undefined) return NAMED[named.toLowerCase()] ?? all;
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : all;
  });
}
