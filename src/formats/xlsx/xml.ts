import sax from 'sax';

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
  /** Of the element that was just opened: by the whole name, or by what stands behind any prefix; null = has none. */
  attribute(name: string, prefix?: 'any'): string | null;
}

type Happened =
  | { readonly event: 'open'; readonly name: string; readonly attributes: Readonly<Record<string, string>> }
  | { readonly event: 'close'; readonly name: string }
  | { readonly event: 'text'; readonly text: string };

/** Characters that are parsed before anybody looks: what they told waits in memory. */
const PIECE = 16_384;
/** Entities that XML itself knows; a page's `&nbsp;` is a fault. */
const OPTIONS: sax.SAXOptions & { readonly strictEntities: boolean } = { strictEntities: true };
const NONE: Readonly<Record<string, string>> = {};

/**
 * Read XML as OOXML allows it: no document type, so no entities but the five and numbers, nothing is expanded and no
 * address is followed. The work and the memory are those of one look at the text.
 */
export function createXmlCursor(bytes: Uint8Array): XmlCursor {
  const xml = new TextDecoder('utf-8').decode(bytes);
  const happened: Happened[] = [];
  let looked = 0;
  let written = 0;
  let name = '';
  let text = '';
  let attributes = NONE;

  const parser = sax.parser(true, OPTIONS);
  parser.onopentag = (tag) => {
    happened.push({ event: 'open', name: localName(tag.name), attributes: asTexts(tag.attributes) });
  };
  parser.onclosetag = (whole) => happened.push({ event: 'close', name: localName(whole) });
  parser.ontext = (piece) => happened.push({ event: 'text', text: piece });
  parser.oncdata = (piece) => happened.push({ event: 'text', text: piece });
  parser.ondoctype = () => {
    throw new XmlError('has a document type');
  };
  parser.onerror = (error) => {
    throw new XmlError(error.message.split('\n', 1)[0] ?? '');
  };

  /** @returns false at the end of the document */
  function parseOn(): boolean {
    happened.length = 0;
    looked = 0;
    while (happened.length === 0) {
      if (written > xml.length) return false;
      if (written === xml.length) parser.close();
      else parser.write(xml.slice(written, written + PIECE));
      written = written === xml.length ? written + 1 : Math.min(written + PIECE, xml.length);
    }
    return true;
  }

  return {
    next() {
      if (looked === happened.length && !parseOn()) return 'end';
      const now = happened[looked];
      if (now === undefined) return 'end';
      looked += 1;
      attributes = NONE;
      if (now.event === 'text') text = now.text;
      else name = now.name;
      if (now.event === 'open') attributes = now.attributes;
      return now.event;
    },
    get name() {
      return name;
    },
    get text() {
      return text;
    },
    attribute(wanted, prefix) {
      if (Object.hasOwn(attributes, wanted)) return attributes[wanted] ?? null;
      if (prefix !== 'any') return null;
      const whole = Object.keys(attributes).find(
        (key) => !key.startsWith('xmlns:') && localName(key) === wanted,
      );
      return whole === undefined ? null : (attributes[whole] ?? null);
    },
  };
}

function asTexts(attributes: sax.Tag['attributes'] | sax.QualifiedTag['attributes']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(attributes).map(([key, value]) => [key, typeof value === 'string' ? value : value.value]),
  );
}

function localName(whole: string): string {
  const colon = whole.indexOf(':');
  return colon === -1 ? whole : whole.slice(colon + 1);
}
