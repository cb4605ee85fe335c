/** Length of a code word after folding, in letters. */
export const CODE_WORD_LENGTH = { min: 3, max: 64 } as const;

export type CodeWordReading =
  | {
      readonly ok: true;
      /** What is hashed; never shown, never stored. */
      readonly folded: string;
    }
  | {
      readonly ok: false;
      readonly code: 'CODE_WORD_TOO_SHORT' | 'CODE_WORD_TOO_LONG' | 'CODE_WORD_NOT_TEXT';
      readonly details: { readonly min: number; readonly max: number };
    };

/**
 * The form in which code words are compared: it is said on the phone, so letter case, spaces, ё/е, hyphens and the
 * way of writing quotes say nothing. Compatible forms (full-width, ligatures) are one.
 */
export function foldCodeWord(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Cf}\p{Cc}\p{Pd}'"«»„“”‘’`]/gu, '')
    .normalize('NFKC')
    .replace(/ё/g, 'е');
}

/** Check a new code word. `CODE_WORD_NOT_TEXT`: nothing of it can be said aloud (stickers as text, emoji only). */
export function readCodeWord(typed: string): CodeWordReading {
  const refuse = (
    code: 'CODE_WORD_TOO_SHORT' | 'CODE_WORD_TOO_LONG' | 'CODE_WORD_NOT_TEXT',
  ): CodeWordReading => ({
    ok: false,
    code,
    details: CODE_WORD_LENGTH,
  });
  // Before folding: a megabyte of spaces must not reach the regular expressions of hashing code.
  if (typed.length > CODE_WORD_LENGTH.max * 4) return refuse('CODE_WORD_TOO_LONG');
  const folded = foldCodeWord(typed);
  const length = Array.from(folded).length;
  if (length > 0 && !/[\p{L}\p{N}]/u.test(folded)) return refuse('CODE_WORD_NOT_TEXT');
  if (length < CODE_WORD_LENGTH.min) return refuse('CODE_WORD_TOO_SHORT');
  if (length > CODE_WORD_LENGTH.max) return refuse('CODE_WORD_TOO_LONG');
  return { ok: true, folded };
}
