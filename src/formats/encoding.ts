import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { type FileProblem, fileProblem } from './file-problem.ts';
import { guessSingleByteEncoding } from './single-byte-encoding.ts';

export const TEXT_ENCODINGS = [
  'utf-8',
  'utf-8-bom',
  'windows-1251',
  'ibm866',
  'koi8-r',
  'utf-16le',
  'utf-16be',
] as const;
export type TextEncoding = (typeof TEXT_ENCODINGS)[number];

const BOMS: Readonly<Partial<Record<TextEncoding, readonly number[]>>> = {
  'utf-8-bom': [0xef, 0xbb, 0xbf],
  'utf-16le': [0xff, 0xfe],
  'utf-16be': [0xfe, 0xff],
};
const REPLACEMENT = Buffer.from('\ufffd', 'utf8');
const NEWLINE = 0x0a;

export type DetectedEncoding = { readonly ok: true; readonly encoding: TextEncoding } | FileProblem;

/**
 * The encoding of a register: by its BOM, else valid UTF-8, else the Russian single-byte encoding in which it reads
 * most like Russian. A file whose lines disagree is refused (two exports were pasted together): decoding it either
 * way would spoil names silently. `details.row` is the first line of the minority.
 */
export function detectEncoding(bytes: Uint8Array): DetectedEncoding {
  for (const encoding of ['utf-8-bom', 'utf-16le', 'utf-16be'] as const) {
    const bom = BOMS[encoding] ?? [];
    if (!bom.every((byte, index) => bytes[index] === byte)) continue;
    return encoding === 'utf-8-bom' ? checkUtf8(bytes, encoding) : checkUtf16(bytes, encoding);
  }
  if (isUtf8(bytes)) return checkUtf8(bytes, 'utf-8');
  const strangers = linesInUtf8(bytes);
  if (strangers !== null) return fileProblem('FILE_MIXED_ENCODING', { row: strangers });
  const guess = guessSingleByteEncoding(bytes);
  if (guess.mixedAt !== null) return fileProblem('FILE_MIXED_ENCODING', { row: guess.mixedAt });
  if (guess.encoding === null) return fileProblem('FILE_ENCODING_UNKNOWN');
  return { ok: true, encoding: guess.encoding };
}

function checkUtf8(bytes: Uint8Array, encoding: 'utf-8' | 'utf-8-bom'): DetectedEncoding {
  const text = asBuffer(bytes);
  if (!isUtf8(bytes)) {
    let row = 1;
    for (const line of lines(bytes)) {
      if (!isUtf8(line)) break;
      row += 1;
    }
    return fileProblem('FILE_MIXED_ENCODING', { row });
  }
  const lost = text.indexOf(REPLACEMENT);
  return lost === -1 ? { ok: true, encoding } : fileProblem('FILE_LETTERS_LOST', { row: rowOf(text, lost) });
}

function checkUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): DetectedEncoding {
  let row = 1;
  try {
    for (const chunk of decodedChunks(bytes, encoding)) {
      // No text has it, and the database takes none that does.
      if (chunk.includes('\u0000')) return fileProblem('FILE_IS_BINARY');
      const lost = chunk.indexOf('\ufffd');
      if (lost !== -1) {
        return fileProblem('FILE_LETTERS_LOST', { row: row + newlines(chunk.slice(0, lost)) });
      }
      row += newlines(chunk);
    }
  } catch {
    return fileProblem('FILE_ENCODING_UNKNOWN');
  }
  return { ok: true, encoding };
}

/**
 * When the whole is no UTF-8 but some lines clearly are, two encodings met. Two letters are asked for, because a
 * lone pair of single-byte letters may look like UTF-8 by chance.
 */
function linesInUtf8(bytes: Uint8Array): number | null {
  const rows = { utf8: { count: 0, first: 0 }, other: { count: 0, first: 0 } };
  let row = 0;
  for (const line of lines(bytes)) {
    row += 1;
    const letters = line.reduce((count, byte) => count + (byte >= 0xc2 ? 1 : 0), 0);
    if (letters === 0) continue;
    const valid = isUtf8(line);
    if (valid && letters < 2) continue;
    const group = valid ? rows.utf8 : rows.other;
    if (group.count === 0) group.first = row;
    group.count += 1;
  }
  if (rows.utf8.count === 0 || rows.other.count === 0) return null;
  return rows.utf8.count < rows.other.count ? rows.utf8.first : rows.other.first;
}

const CHUNK_BYTES = 1 << 20;

/**
 * The text of a file in pieces, so that a large register never becomes one string. The BOM is left out.
 * @param onRead told how many bytes have been decoded
 * @throws TypeError when bytes are not of this encoding
 */
export function* decodedChunks(
  bytes: Uint8Array,
  encoding: TextEncoding,
  onRead: (bytes: number) => void = () => undefined,
): Generator<string> {
  const decoder = new TextDecoder(encoding === 'utf-8-bom' ? 'utf-8' : encoding, { fatal: true });
  for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
    const end = Math.min(start + CHUNK_BYTES, bytes.length);
    const text = decoder.decode(bytes.subarray(start, end), { stream: end < bytes.length });
    onRead(end);
    if (text !== '') yield text;
  }
}

/** Signs of our sentences that single-byte encodings lack, in the words a reader expects. */
const REPLACEMENTS: Readonly<Record<string, string>> = {
  '₽': 'руб.',
  '«': '"',
  '»': '"',
  '“': '"',
  '”': '"',
  '„': '"',
  '—': '-',
  '–': '-',
  '\u2212': '-',
  '…': '...',
  '№': 'N',
  '\u00a0': ' ',
  '\u202f': ' ',
  '\u2009': ' ',
  '’': "'",
  '×': 'x',
  ё: 'е',
  Ё: 'Е',
};

/** Write text in the encoding a file came in, BOM included. What the encoding lacks becomes its nearest sign. */
export function encodeText(text: string, encoding: TextEncoding): Buffer {
  if (encoding === 'utf-8' || encoding === 'utf-8-bom') {
    return Buffer.concat([Buffer.from(BOMS[encoding] ?? []), Buffer.from(text, 'utf8')]);
  }
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    return Buffer.concat([Buffer.from(BOMS[encoding] ?? []), iconv.encode(text, encoding)]);
  }
  return iconv.encode(replaceUnsupported(text, encoding), encoding);
}

function replaceUnsupported(text: string, encoding: TextEncoding): string {
  return text.replaceAll(/[^\n\r\x20-\x7eА-Яа-я]/g, (sign) => {
    const kept = iconv.decode(iconv.encode(sign, encoding), encoding) === sign;
    return kept ? sign : (REPLACEMENTS[sign] ?? sign);
  });
}

function* lines(bytes: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  while (start < bytes.length) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline === -1 ? bytes.length : newline;
    yield bytes.subarray(start, end);
    start = end + 1;
  }
}

function rowOf(text: Buffer, offset: number): number {
  let row = 1;
  for (let at = text.indexOf(NEWLINE); at !== -1 && at < offset; at = text.indexOf(NEWLINE, at + 1)) row += 1;
  return row;
}

function newlines(text: string): number {
  return text.split('\n').length - 1;
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
