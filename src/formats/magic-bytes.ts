import type { FileProblemCode } from './file-problem.ts';

/** Signatures at the beginning of files that people send instead of a text register. */
const SIGNATURES: readonly (readonly [FileProblemCode, readonly number[]])[] = [
  ['FILE_IS_IMAGE', [0xff, 0xd8, 0xff]],
  ['FILE_IS_IMAGE', [0x89, 0x50, 0x4e, 0x47]],
  ['FILE_IS_IMAGE', ascii('GIF8')],
  ['FILE_IS_IMAGE', [0x49, 0x49, 0x2a, 0x00]],
  ['FILE_IS_IMAGE', [0x4d, 0x4d, 0x00, 0x2a]],
  ['FILE_IS_PDF', ascii('%PDF')],
  ['FILE_IS_XLS', [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]],
  ['FILE_IS_ARCHIVE', ascii('Rar!')],
  ['FILE_IS_ARCHIVE', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
  ['FILE_IS_ARCHIVE', [0x1f, 0x8b]],
  ['FILE_IS_ARCHIVE', ascii('BZh')],
  ['FILE_IS_ARCHIVE', [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00]],
  ['FILE_IS_DOCUMENT', ascii('{\\rtf')],
  ['FILE_IS_BINARY', [0x7f, 0x45, 0x4c, 0x46]],
];

const HEAD = 4096;
const UTF16_BOMS: readonly (readonly number[])[] = [
  [0xff, 0xfe],
  [0xfe, 0xff],
];

/**
 * What a file is when it is not text: by its first bytes, never by its name (names lie; `.xls` is often HTML).
 * null = may be text.
 */
export function recognizeBinary(bytes: Uint8Array): FileProblemCode | null {
  for (const [code, signature] of SIGNATURES) if (startsWith(bytes, signature)) return code;
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, HEAD));
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) {
    return zipKind(bytes);
  }
  const container = head.toString('latin1', 4, 12);
  if (head.toString('latin1', 0, 4) === 'RIFF' && container.endsWith('WEBP')) return 'FILE_IS_IMAGE';
  if (/^ftyp(?:heic|heix|hevc|mif1|msf1|avif)/.test(container)) return 'FILE_IS_IMAGE';
  if (startsWith(bytes, ascii('BM')) && head.includes(0)) return 'FILE_IS_IMAGE';
  if (isDbf(head)) return 'FILE_IS_DBF';
  const wide = UTF16_BOMS.some((bom) => startsWith(bytes, bom));
  // UTF-32 has a text's zeros at every place; nobody writes registers in it.
  if (wide) return head.length >= 4 && head[2] === 0 && head[3] === 0 ? 'FILE_IS_BINARY' : null;
  return bytes.includes(0) ? 'FILE_IS_BINARY' : null;
}

/** Text that is markup or another program's exchange file; `head` is the decoded beginning. */
export function recognizeForeignText(head: string): FileProblemCode | null {
  const start = head.trimStart().slice(0, 500).toLowerCase();
  if (/^(?:<!doctype html|<html|<head|<body|<table|<meta|<div|<script)/.test(start)) return 'FILE_IS_HTML';
  // Excel saves "web pages" under .xls, some behind an XML declaration.
  if (start.startsWith('<?xml') && start.includes('<html')) return 'FILE_IS_HTML';
  if (start.startsWith('<?xml') || /^<[a-zа-я_][^>]*>/.test(start)) return 'FILE_IS_XML';
  if (start.startsWith('1cclientbankexchange')) return 'FILE_IS_BANK_STATEMENT';
  return null;
}

/** Names of the entries stand in the local headers at the beginning and in the directory at the end. */
function zipKind(bytes: Uint8Array): FileProblemCode {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends = `${all.toString('latin1', 0, HEAD)}${all.toString('latin1', Math.max(HEAD, all.length - 65_536))}`;
  if (/xl\/(?:workbook|worksheets)/.test(ends)) return 'FILE_IS_XLSX';
  if (ends.includes('word/document') || ends.includes('opendocument.text')) return 'FILE_IS_DOCUMENT';
  if (ends.includes('opendocument.spreadsheet')) return 'FILE_IS_XLS';
  return 'FILE_IS_ARCHIVE';
}

/** dBASE: version, date of the last change, header length that fits its field descriptors (32 bytes each). */
function isDbf(head: Buffer): boolean {
  if (head.length < 32 || ![0x02, 0x03, 0x30, 0x31, 0x43, 0x83, 0x8b, 0xf5].includes(head[0] ?? 0))
    return false;
  const month = head[2] ?? 0;
  const day = head[3] ?? 0;
  return (
    month <= 12 && day <= 31 && head.readUInt16LE(8) >= 65 && head.readUInt16LE(10) > 0 && head.includes(0)
  );
}

function startsWith(bytes: Uint8Array, signature: readonly number[]): boolean {
  return bytes.length >= signature.length && signature.every((byte, index) => bytes[index] === byte);
}

function ascii(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}
