import { decodedChunks, detectEncoding, type TextEncoding } from './encoding.ts';
import { type FileProblem, fileProblem } from './file-problem.ts';
import { recognizeBinary, recognizeForeignText } from './magic-bytes.ts';
import { readLines } from './text-records.ts';

export interface OpenedText {
  readonly ok: true;
  readonly encoding: TextEncoding;
  /** the first lines, for finding the header */
  readonly head: readonly string[];
}

const HEAD_LINES = 200;
const LOOKED_AT = 5;

/** Make sure that a file is text, and in which encoding; or say what it is instead. */
export function openText(bytes: Uint8Array, limit: number): OpenedText | FileProblem {
  if (bytes.length === 0) return fileProblem('FILE_EMPTY');
  if (bytes.length > limit) return fileProblem('FILE_TOO_LARGE', { bytes: bytes.length, limit });
  const binary = recognizeBinary(bytes);
  if (binary !== null) return fileProblem(binary);
  const detected = detectEncoding(bytes);
  if (!detected.ok) return detected;
  const { encoding } = detected;
  const head = firstLines(bytes, encoding);
  const written = head.filter((line) => line.trim() !== '');
  if (written.length === 0) return fileProblem('FILE_EMPTY');
  const foreign = recognizeForeignText(written.slice(0, LOOKED_AT).join('\n'));
  if (foreign !== null) return fileProblem(foreign);
  return { ok: true, encoding, head };
}

function firstLines(bytes: Uint8Array, encoding: TextEncoding): string[] {
  const lines: string[] = [];
  for (const line of readLines(decodedChunks(bytes, encoding))) {
    lines.push(line);
    if (lines.length === HEAD_LINES) break;
  }
  return lines;
}
