/** A mail taken apart. Texts are decoded. */
export interface ParsedMail {
  from: string;
  subject: string;
  text: string;
  html: string | null;
  attachments: { name: string; mimeType: string; bytes: Buffer }[];
}

interface Part {
  /** Lower-case names, unfolded values. */
  headers: Map<string, string>;
  body: Buffer;
}

/** Nested deeper is not a mail but a trap. */
const MAX_DEPTH = 10;

/** Reads a mail as mail programs write it: RFC 2045–2047 and 2231; unknown charsets are read as UTF-8. */
export function parseMail(raw: Buffer): ParsedMail {
  const mail: ParsedMail = { from: '', subject: '', text: '', html: null, attachments: [] };
  const top = splitPart(raw);
  mail.from = decodeWords(top.headers.get('from') ?? '');
  mail.subject = decodeWords(top.headers.get('subject') ?? '');
  collect(top, mail, 0);
  if (mail.text === '' && mail.html !== null) mail.text = htmlToText(mail.html);
  return mail;
}

function splitPart(raw: Buffer): Part {
  // Bytes as Latin-1, so that positions in the text are positions in the bytes.
  const text = raw.toString('latin1');
  const gap = /\r?\n\r?\n/.exec(text);
  const head = gap === null ? text : text.slice(0, gap.index);
  const body = gap === null ? Buffer.alloc(0) : raw.subarray(gap.index + gap[0].length);
  const headers = new Map<string, string>();
  for (const line of head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    // Headers may hold raw UTF-8 (SMTPUTF8).
    const value = Buffer.from(line.slice(colon + 1).trim(), 'latin1').toString('utf8');
    headers.set(line.slice(0, colon).toLowerCase(), value);
  }
  return { headers, body };
}

function collect(part: Part, mail: ParsedMail, depth: number): void {
  const type = parameterised(part.headers.get('content-type') ?? 'text/plain');
  const boundary = type.parameters.get('boundary');
  if (type.value.startsWith('multipart/') && boundary !== undefined) {
    if (depth >= MAX_DEPTH) return;
    for (const piece of splitMultipart(part.body, boundary)) collect(splitPart(piece), mail, depth + 1);
    return;
  }
  const bytes = decodeTransfer(part.body, part.headers.get('content-transfer-encoding') ?? '');
  const disposition = parameterised(part.headers.get('content-disposition') ?? '');
  const name = disposition.parameters.get('filename') ?? type.parameters.get('name');
  const isText = type.value === 'text/plain' || type.value === 'text/html';
  if (disposition.value === 'attachment' || name !== undefined || !isText) {
    mail.attachments.push({
      name: decodeWords(name ?? 'attachment'),
      mimeType: type.value === '' ? 'application/octet-stream' : type.value,
      bytes,
    });
    return;
  }
  const text = decodeCharset(bytes, type.parameters.get('charset') ?? 'utf-8').replaceAll('\r\n', '\n');
  if (type.value === 'text/html') mail.html = (mail.html ?? '') + text;
  else mail.text += text;
}

function splitMultipart(body: Buffer, boundary: string): Buffer[] {
  const text = body.toString('latin1');
  const line = new RegExp(`(?:^|\\r?\\n)--${escapeRegExp(boundary)}(--)?[ \\t]*(?=\\r?\\n|$)`, 'g');
  const pieces: Buffer[] = [];
  let begin = -1;
  for (const match of text.matchAll(line)) {
    if (begin >= 0) pieces.push(body.subarray(begin, match.index));
    begin = match.index + match[0].length + (text.startsWith('\r\n', match.index + match[0].length) ? 2 : 1);
    if (match[1] !== undefined) break;
  }
  return pieces;
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** `value; a=b; c="d"`, with RFC 2231 continuations and encodings. */
function parameterised(header: string): { value: string; parameters: Map<string, string> } {
  const [value = '', ...rest] = header.split(/;(?=(?:[^"]*"[^"]*")*[^"]*$)/);
  const parameters = new Map<string, string>();
  for (const item of rest) {
    const match = /^\s*([\w-]+)(?:\*(\d+))?(\*)?\s*=\s*(.*)$/s.exec(item);
    if (match === null) continue;
    const [, name = '', index, encoded, given = ''] = match;
    const plain = given.trim().replace(/^"(.*)"$/s, (_, inner: string) => inner.replaceAll(/\\(.)/g, '$1'));
    const text = encoded === undefined ? plain : decodeExtended(plain);
    const key = name.toLowerCase();
    parameters.set(key, index === undefined || index === '0' ? text : (parameters.get(key) ?? '') + text);
  }
  return { value: value.trim().toLowerCase(), parameters };
}

function decodeExtended(text: string): string {
  const [, charset = 'utf-8', rest = text] = /^([^']*)'[^']*'(.*)$/s.exec(text) ?? [];
  const bytes = Buffer.from(
    rest.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );
  return decodeCharset(bytes, charset);
}

/** `=?utf-8?B?…?=` and `=?…?Q?…?=`; spaces between two of them are dropped. */
function decodeWords(header: string): string {
  const joined = header.replaceAll(/(\?=)\s+(=\?)/g, '$1$2');
  const parts: { bytes: Buffer; charset: string }[] = [];
  let text = '';
  const flush = (): void => {
    // A character may be cut between two words of one charset.
    const [first] = parts;
    if (first !== undefined)
      text += decodeCharset(Buffer.concat(parts.map(({ bytes }) => bytes)), first.charset);
    parts.length = 0;
  };
  let at = 0;
  for (const match of joined.matchAll(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi)) {
    if (match.index > at) {
      flush();
      text += joined.slice(at, match.index);
    }
    const [whole, charset = 'utf-8', kind = 'b', data = ''] = match;
    if (parts[0] !== undefined && parts[0].charset !== charset) flush();
    const bytes =
      kind.toLowerCase() === 'b'
        ? Buffer.from(data, 'base64')
        : decodeQuotedPrintable(Buffer.from(data.replaceAll('_', ' '), 'latin1'));
    parts.push({ bytes, charset });
    at = match.index + whole.length;
  }
  flush();
  return text + joined.slice(at);
}

function decodeTransfer(body: Buffer, encoding: string): Buffer {
  switch (encoding.trim().toLowerCase()) {
    case 'base64':
      return Buffer.from(body.toString('latin1'), 'base64');
    case 'quoted-printable':
      return decodeQuotedPrintable(body);
    default:
      return body;
  }
}

function decodeQuotedPrintable(body: Buffer): Buffer {
  const text = body
    .toString('latin1')
    .replaceAll(/[ \t]+(?=\r?\n)/g, '')
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(text, 'latin1');
}

function decodeCharset(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset.replace(/\*.*$/, '')).decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

/** A readable text for mails that have only HTML. */
function htmlToText(html: string): string {
  return html
    .replaceAll(/<(style|script)[\s\S]*?<\/\1>/gi, '')
    .replaceAll(/<(br|\/p|\/div|\/tr|\/h\d)[^>]*>/gi, '\n')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&')
    .replaceAll(/\n{3,}/g, '\n\n')
    .trim();
}
