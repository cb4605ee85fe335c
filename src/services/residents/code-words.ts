import { hash, verify } from '@node-rs/argon2';
import { foldCodeWord, readCodeWord } from '../../domain/code-word.ts';

/** OWASP's recommendation for argon2id: 19 MiB, 2 passes, 1 lane; about 20 ms. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
/** Argon2id of the library's enumeration, which `isolatedModules` cannot import. */
const ARGON2ID = 2;

/** What is kept of a code word: argon2id of its folded form. null when it cannot be a code word (`readCodeWord` says why). */
export async function hashCodeWord(typed: string): Promise<string | null> {
  const reading = readCodeWord(typed);
  return reading.ok ? hash(reading.folded, { ...COST, algorithm: ARGON2ID }) : null;
}

/** Whether a word said on the phone is the one kept; never throws on what people type. */
export async function codeWordMatches(stored: string, said: string): Promise<boolean> {
  return verify(stored, foldCodeWord(said));
}
