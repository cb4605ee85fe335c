import { foldLookAlikes } from './look-alikes.ts';

/** Longest flat number kept. */
export const MAX_FLAT_LENGTH = 10;

const FLAT_WORD =
  /(?<!\p{L})(?:квартира|кварт|кв|помещение|помещ|пом|офис|оф|апартаменты|апарт|flat|apartment|apt|unit)(?!\p{L})\.?/giu;
const ROOM_WORD = /[\s,]*(?:комната|комн|ком|room)(?!\p{L})\.?/giu;
/** A number below zero is a slip of the hand, not the flat without its sign. */
const NEGATIVE = /^\s*\p{Pd}\s*\d/u;
const FLAT = /^[\p{L}\p{N}]+(?:-[\p{L}\p{N}]+)*$/u;

/**
 * A flat number in its normal form: «кв. 012 А» → `12а`, «12, комн. 3» → `12-3`, «12/3» → `12-3`. Words and № are
 * dropped, zeros in front too, Latin look-alikes become Cyrillic, a letter stands beside its number.
 * null when nothing like a number or a letter is left, it is below zero, or it is longer than ten characters.
 */
export function normalizeFlat(typed: string): string | null {
  if (NEGATIVE.test(typed)) return null;
  const plain = typed
    .replace(/[№#]/gu, ' ')
    .normalize('NFKC')
    .toLowerCase()
    .replace(FLAT_WORD, ' ')
    .replace(ROOM_WORD, '-')
    .replace(/(?<!\p{L})n\s*(?=\d)/gu, ' ');
  const flat = foldLookAlikes(plain)
    .replace(/[\s.,/\\_\p{Pd}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .replace(/(?<=\d)-(?=\p{L}(?:-|$))/gu, '')
    .replace(/(?<![\d\p{L}])0+(?=\d)/gu, '');
  return FLAT.test(flat) && Array.from(flat).length <= MAX_FLAT_LENGTH ? flat : null;
}

/** Whether a typed flat is the one on the bill; an empty or unreadable one matches nothing. */
export function flatMatches(typed: string, flat: string): boolean {
  const answer = normalizeFlat(typed);
  return answer !== null && answer === normalizeFlat(flat);
}

/** Whether two flats of the books are one in the proof's eyes; what is empty says nothing: true. */
export function sameFlat(before: string, after: string): boolean {
  const [was, is] = [before, after].map((flat) => normalizeFlat(flat) ?? flat.trim());
  return was === '' || is === '' || was === is;
}
