import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Keeps records over a restart: one line per change, the last line of a key wins. Lines are written
 * before the change is answered, so that a killed process forgets nothing it has acknowledged.
 * A torn last line (killed while writing) is left out.
 */
export interface Journal {
  /** The record will be written by the next flush as `value()` then returns it. */
  touch(key: string, value: () => unknown): void;
  remove(key: string): void;
  flush(): void;
  /** What was touched so far is what the file holds already: nothing of it needs writing. */
  markClean(): void;
  /** Rewrites the file without outdated lines. */
  compact(): void;
}

/** For a sandbox without a directory: nothing is kept. */
export const noJournal: Journal = {
  touch() {},
  remove() {},
  flush() {},
  markClean() {},
  compact() {},
};

const FILE = 'journal.jsonl';
/** After so many lines the file is rewritten. */
const COMPACT_AFTER = 50_000;

/**
 * Opens the journal in `directory` (made when missing).
 * @returns the journal and the records it held.
 */
export function openJournal(directory: string): { journal: Journal; records: Map<string, unknown> } {
  mkdirSync(directory, { recursive: true });
  const file = path.join(directory, FILE);
  const live = new Map<string, string>();
  const records = new Map<string, unknown>();
  if (existsSync(file)) {
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      const entry = parseLine(line);
      if (entry === null) continue;
      if (entry.value === undefined) {
        live.delete(entry.key);
        records.delete(entry.key);
      } else {
        live.set(entry.key, line);
        records.set(entry.key, entry.value);
      }
    }
  }

  const dirty = new Map<string, () => unknown>();
  let lines = 0;
  let scheduled = false;

  function rewrite(): void {
    const fresh = `${file}.new`;
    writeFileSync(fresh, [...live.values()].map((line) => `${line}\n`).join(''));
    renameSync(fresh, file);
    lines = live.size;
  }

  function flush(): void {
    if (dirty.size === 0) return;
    let out = '';
    for (const [key, value] of dirty) {
      const now = value();
      const line = JSON.stringify(now === undefined ? [key] : [key, now]);
      if (now === undefined) live.delete(key);
      else live.set(key, line);
      out += `${line}\n`;
      lines += 1;
    }
    dirty.clear();
    appendFileSync(file, out);
    if (lines > COMPACT_AFTER + live.size * 2) rewrite();
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      flush();
    });
  }

  rewrite();
  return {
    records,
    journal: {
      touch(key, value) {
        dirty.set(key, value);
        schedule();
      },
      remove(key) {
        dirty.set(key, () => undefined);
        schedule();
      },
      flush,
      markClean: () => dirty.clear(),
      compact() {
        flush();
        rewrite();
      },
    },
  };
}

function parseLine(line: string): { key: string; value: unknown } | null {
  if (line === '') return null;
  try {
    const parsed: unknown = JSON.parse(line);
    if (!Array.isArray(parsed) || typeof parsed[0] !== 'string') return null;
    return { key: parsed[0], value: parsed[1] };
  } catch {
    return null;
  }
}
