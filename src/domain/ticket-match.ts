/** A type of ticket as free text is compared with it. */
export interface MatchableType {
  readonly id: number;
  /** Phrases; each word is the beginning of a word of the text: `гор вод` is found in «нет горячей воды». */
  readonly keywords: readonly string[];
}

/** Lower case, ё as е, letters and digits only. */
function wordsOf(text: string): string[] {
  return (
    text
      .toLowerCase()
      .replaceAll('ё', 'е')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** Texts longer than this are stories; their beginning says what it is about. */
const MOST_WORDS = 60;

/**
 * The type a free text is most likely about; null when none of the phrases is in it. The phrase with most letters wins:
 * `гор вод` says more than `вод`. Equal ones go to who comes first.
 */
export function matchType<T extends MatchableType>(text: string, types: readonly T[]): T | null {
  const words = wordsOf(text).slice(0, MOST_WORDS);
  let best: { readonly type: T; readonly weight: number } | null = null;
  for (const type of types) {
    for (const phrase of type.keywords) {
      const parts = wordsOf(phrase);
      const found = parts.length > 0 && parts.every((part) => words.some((word) => word.startsWith(part)));
      const weight = parts.join('').length;
      if (found && (best === null || weight > best.weight)) best = { type, weight };
    }
  }
  return best?.type ?? null;
}

/** The same words said again: for noticing a ticket sent twice. */
export function sameText(one: string, other: string): boolean {
  return wordsOf(one).join(' ') === wordsOf(other).join(' ');
}

const MOST_PHRASES = 40;
const SHORTEST_WORD = 3;

/**
 * Phrases as staff type them, between commas or on lines; null when one says too little to tell anything by (shorter
 * than three letters) or there are too many.
 */
export function parsePhrases(text: string): readonly string[] | null {
  const phrases = text
    .split(/[,;\n]/)
    .map((phrase) => wordsOf(phrase).join(' '))
    .filter((phrase) => phrase !== '');
  const distinct = [...new Set(phrases)];
  if (distinct.length === 0 || distinct.length > MOST_PHRASES) return null;
  return distinct.every((phrase) => phrase.length >= SHORTEST_WORD && phrase.length <= 40) ? distinct : null;
}
