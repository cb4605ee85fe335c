import { createHash, randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { imageSize } from './image-size.ts';
import type { Journal } from './journal.ts';
import type { FileRecord } from './model.ts';

const EXTENSIONS: Record<string, string> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/gif': 'gif',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'text/csv': 'csv',
  'audio/ogg': 'oga',
  'audio/mpeg': 'mp3',
  'video/mp4': 'mp4',
  'application/zip': 'zip',
};

/** Beyond this the oldest files are forgotten. */
const KEEP_BYTES = 512 * 1024 * 1024;
const KEEP_FILES = 20_000;

/**
 * Bytes that people and bots have sent. Kept in memory, or in `directory` when there is one.
 * A file_id belongs to one bot, as in Telegram: another bot's id is refused.
 */
export class FileStore {
  readonly #journal: Journal;
  readonly #directory: string | null;
  readonly #records = new Map<string, FileRecord>();
  readonly #bytes = new Map<string, Buffer>();
  #lastNumber = 0;
  /** Bytes of all. */
  #size = 0;

  constructor(journal: Journal, directory: string | null) {
    this.#journal = journal;
    this.#directory = directory;
    if (directory !== null) mkdirSync(directory, { recursive: true });
  }

  restore(record: FileRecord): void {
    this.#records.set(record.id, record);
    this.#size += record.size;
    const number = Number(/file_(\d+)\./.exec(record.path)?.[1] ?? 0);
    this.#lastNumber = Math.max(this.#lastNumber, number);
  }

  #nextNumber(): number {
    this.#lastNumber += 1;
    return this.#lastNumber;
  }

  /** Stores the bytes. The same bytes under the same name share a record. */
  add(bytes: Buffer, name: string, mimeType: string): FileRecord {
    const digest = createHash('sha256').update(mimeType).update('\0').update(name).update('\0').update(bytes);
    const id = digest.digest('base64url').slice(0, 20);
    const known = this.#records.get(id);
    if (known !== undefined) return known;
    const size = imageSize(bytes);
    const record: FileRecord = {
      id,
      name,
      mimeType,
      size: bytes.length,
      width: size?.width ?? null,
      height: size?.height ?? null,
      path: `${folderOf(mimeType)}/file_${this.#nextNumber()}.${extensionOf(name, mimeType)}`,
    };
    this.#records.set(id, record);
    this.#size += record.size;
    if (this.#directory === null) this.#bytes.set(id, bytes);
    else writeFileSync(path.join(this.#directory, id), bytes);
    this.#journal.touch(`file/${id}`, () => record);
    this.#forget(id);
    return record;
  }

  /** Long runs send more files than a machine can keep: the oldest go. */
  #forget(newest: string): void {
    for (const { id, size } of this.#records.values()) {
      if (this.#size <= KEEP_BYTES && this.#records.size <= KEEP_FILES) return;
      if (id === newest) return;
      this.#size -= size;
      this.#remove(id);
    }
  }

  #remove(id: string): void {
    if (this.#directory !== null) rmSync(path.join(this.#directory, id), { force: true });
    this.#journal.remove(`file/${id}`);
    this.#records.delete(id);
    this.#bytes.delete(id);
  }

  clear(): void {
    for (const id of [...this.#records.keys()]) this.#remove(id);
    this.#size = 0;
  }

  record(id: string): FileRecord | undefined {
    return this.#records.get(id);
  }

  byPath(filePath: string): FileRecord | undefined {
    for (const record of this.#records.values()) if (record.path === filePath) return record;
    return undefined;
  }

  bytes(id: string): Buffer {
    const held = this.#bytes.get(id);
    if (held !== undefined) return held;
    if (this.#directory === null || !this.#records.has(id)) return Buffer.alloc(0);
    return readFileSync(path.join(this.#directory, id));
  }
}

/** file_id of a file for one bot and one kind (`photo`, `document`); the size marks a thumbnail. */
export function fileIdFor(botId: number, kind: string, id: string, size: 's' | 'x' = 'x'): string {
  return `${KIND_PREFIX[kind] ?? 'BQAC'}${Buffer.from(`${botId}.${id}.${size}`).toString('base64url')}`;
}

const KIND_PREFIX: Record<string, string> = {
  photo: 'AgAC',
  document: 'BQAC',
  video: 'BAAC',
  audio: 'CQAC',
  voice: 'AwAC',
  animation: 'CgAC',
};

/** The stored file's id behind a file_id; null when the file_id is not this bot's or is damaged. */
export function fileOfId(botId: number, fileId: string): string | null {
  const match = /^([0-9]+)\.([\w-]+)\.[sx]$/.exec(Buffer.from(fileId.slice(4), 'base64url').toString());
  if (match === null || match[1] !== String(botId)) return null;
  return match[2] ?? null;
}

/** A name for an upload that came without one. */
export function makeUpName(mimeType: string): string {
  return `file_${randomBytes(3).toString('hex')}.${EXTENSIONS[mimeType] ?? 'bin'}`;
}

/** The type by name and by first bytes, for uploads that do not tell it. */
export function guessMimeType(name: string, bytes: Buffer): string {
  const size = imageSize(bytes);
  if (size !== null) return size.mimeType;
  if (bytes.subarray(0, 5).toString('latin1') === '%PDF-') return 'application/pdf';
  const extension = path.extname(name).slice(1).toLowerCase();
  for (const [type, known] of Object.entries(EXTENSIONS)) if (known === extension) return type;
  return 'application/octet-stream';
}

function folderOf(mimeType: string): string {
  const kind = mimeType.split('/')[0];
  if (kind === 'image') return 'photos';
  if (kind === 'video') return 'videos';
  if (kind === 'audio') return 'music';
  return 'documents';
}

function extensionOf(name: string, mimeType: string): string {
  const own = path.extname(name).slice(1);
  return /^[A-Za-z0-9]{1,8}$/.test(own) ? own : (EXTENSIONS[mimeType] ?? 'bin');
}
