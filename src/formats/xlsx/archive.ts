import { inflateRawSync } from 'node:zlib';
import { type FileProblem, fileProblem } from '../file-problem.ts';

/** Bounds of a workbook before anything of it is unpacked. */
export interface ArchiveLimits {
  readonly entries: number;
  /** bytes of all parts together, unpacked */
  readonly unpacked: number;
  /** unpacked to packed size of one part; only parts above a megabyte are asked */
  readonly ratio: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  entries: 1_000,
  unpacked: 128 * 1024 * 1024,
  // Sheets of equal rows reach 100; deflate itself ends at 1032.
  ratio: 300,
};

const END = 0x06054b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const CENTRAL_BYTES = 46;
const LOCAL_BYTES = 30;
const LONGEST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 1;
const RATIO_ASKED_FROM = 1024 * 1024;

export interface Archive {
  readonly ok: true;
  /** path → bytes, of the parts whose path was wanted */
  readonly parts: ReadonlyMap<string, Uint8Array>;
}

interface Entry {
  readonly name: string;
  readonly method: number;
  readonly packed: number;
  readonly unpacked: number;
  readonly offset: number;
}

/**
 * The wanted parts of a zip archive. Its directory is judged before a byte is unpacked, and every part is unpacked
 * into no more than the directory promised: a directory that lies is a broken file, not a full memory. Nothing is
 * written to disk, so paths do no harm.
 * @returns FILE_UNPACKS_TOO_LARGE for bombs, FILE_XLSX_BROKEN for what no program of repute writes
 */
export function unpackArchive(
  bytes: Uint8Array,
  wanted: (path: string) => boolean,
  limits: ArchiveLimits = ARCHIVE_LIMITS,
): Archive | FileProblem {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readDirectory(all, limits);
  if (!Array.isArray(entries)) return entries;
  let total = 0;
  for (const { packed, unpacked } of entries) {
    total += unpacked;
    if (unpacked > RATIO_ASKED_FROM && unpacked > packed * limits.ratio) return tooLarge(limits);
  }
  if (total > limits.unpacked) return tooLarge(limits);
  const parts = new Map<string, Uint8Array>();
  for (const entry of entries) {
    if (!wanted(entry.name)) continue;
    const part = unpackEntry(all, entry);
    if (part === null || parts.has(entry.name)) return broken();
    parts.set(entry.name, part);
  }
  return { ok: true, parts };
}

function readDirectory(all: Buffer, limits: ArchiveLimits): Entry[] | FileProblem {
  const end = findEnd(all);
  if (end === -1) return broken();
  const count = all.readUInt16LE(end + 10);
  const size = all.readUInt32LE(end + 12);
  const start = all.readUInt32LE(end + 16);
  // Several volumes and zip64: nobody needs them below 4 GB, and they are two ways to say the same thing.
  const plain = all.readUInt16LE(end + 4) === 0 && all.readUInt16LE(end + 8) === count;
  if (!plain || count === 0 || start + size > end) return broken();
  if (count > limits.entries) return tooLarge(limits);
  const entries: Entry[] = [];
  let at = start;
  for (let index = 0; index < count; index += 1) {
    if (at + CENTRAL_BYTES > end || all.readUInt32LE(at) !== CENTRAL) return broken();
    const nameLength = all.readUInt16LE(at + 28);
    const nameStart = at + CENTRAL_BYTES;
    if (nameStart + nameLength > end || (all.readUInt16LE(at + 8) & ENCRYPTED) !== 0) return broken();
    entries.push({
      name: all.toString('utf8', nameStart, nameStart + nameLength),
      method: all.readUInt16LE(at + 10),
      packed: all.readUInt32LE(at + 20),
      unpacked: all.readUInt32LE(at + 24),
      offset: all.readUInt32LE(at + 42),
    });
    at = nameStart + nameLength + all.readUInt16LE(at + 30) + all.readUInt16LE(at + 32);
  }
  return entries;
}

function findEnd(all: Buffer): number {
  const lowest = Math.max(0, all.length - END_BYTES - LONGEST_COMMENT);
  for (let at = all.length - END_BYTES; at >= lowest; at -= 1) {
    if (all.readUInt32LE(at) === END) return at;
  }
  return -1;
}

function unpackEntry(all: Buffer, entry: Entry): Uint8Array | null {
  const { offset, packed, unpacked, method } = entry;
  if (offset + LOCAL_BYTES > all.length || all.readUInt32LE(offset) !== LOCAL) return null;
  const start = offset + LOCAL_BYTES + all.readUInt16LE(offset + 26) + all.readUInt16LE(offset + 28);
  const data = all.subarray(start, start + packed);
  if (data.length !== packed) return null;
  if (method === STORED) return packed === unpacked ? data : null;
  if (method !== DEFLATED) return null;
  try {
    const part = inflateRawSync(data, { maxOutputLength: Math.max(1, unpacked) });
    return part.length === unpacked ? part : null;
  } catch {
    return null;
  }
}

function tooLarge(limits: ArchiveLimits): FileProblem {
  return fileProblem('FILE_UNPACKS_TOO_LARGE', { limit: limits.unpacked });
}

function broken(): FileProblem {
  return fileProblem('FILE_XLSX_BROKEN');
}
