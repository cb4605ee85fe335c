import { normalizeFlat } from './flat.ts';

/** What a member of the staff typed to find somebody, read once for every way of finding. */
export interface PeopleQuery {
  /** end of a phone, or an account number; null when the text is not a number */
  readonly digits: string | null;
  /** an account number with letters in it, as typed without spaces; null = none */
  readonly number: string | null;
  /** folded words of a name or an address */
  readonly words: readonly string[];
  /** «кв. 12» → `12` */
  readonly flat: string | null;
}

/** Fewer digits or letters find half of the town. */
export const MIN_SEARCH = { digits: 4, letters: 2 } as const;
const MAX_TYPED = 100;
const MAX_WORDS = 8;

/**
 * `1234567890`, `67-89`, `Иванова`, `Спортивная 12к2 кв. 7`: one field for all of it, because the operator has one
 * question on the phone. null: too short to find anybody by.
 */
export function readPeopleQuery(typed: string): PeopleQuery | null {
  const text = typed.normalize('NFKC').trim().slice(0, MAX_TYPED);
  if (/^[\d\s+().–—-]+$/u.test(text)) {
    const digits = text.replaceAll(/\D/g, '');
    if (digits.length < MIN_SEARCH.digits) return null;
    return { digits: phoneTail(digits), number: digits, words: [], flat: null };
  }
  const compact = text.replaceAll(/\s/g, '');
  const number = /^(?=.*\d)[\p{L}\d/-]{4,30}$/u.test(compact) ? compact : null;
  const flatWord = /(?<!\p{L})(?:кв(?:артира)?|пом(?:ещение)?|flat|apt)(?!\p{L})\.?\s*№?\s*([\p{L}\d/-]+)/iu;
  const flat = normalizeFlat(flatWord.exec(text)?.[1] ?? '');
  const words = foldForSearch(text.replace(flatWord, ' '))
    .split(' ')
    .filter((word) => word !== '')
    .slice(0, MAX_WORDS);
  const enough = words.some((word) => Array.from(word).length >= MIN_SEARCH.letters);
  if (!enough && number === null) return null;
  return { digits: null, number, words, flat };
}

/** 8916… and +7916… are one phone: its last ten digits. */
function phoneTail(digits: string): string {
  return digits.length > 10 ? digits.slice(-10) : digits;
}

/** Small letters, ё as е, everything between words one space. `FOLDED_FROM` and `FOLDED_TO` do the same in SQL. */
export function foldForSearch(text: string): string {
  return Array.from(text, (letter) => {
    const at = FOLDED_FROM.indexOf(letter);
    return at < 0 ? letter : FOLDED_TO[at];
  })
    .join('')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** For `translate()`: databases of any locale fold alike. */
export const FOLDED_FROM = 'АБВГДЕЁёЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯABCDEFGHIJKLMNOPQRSTUVWXYZ.,;:«»"\'()/№%_\\';
export const FOLDED_TO = 'абвгдееежзийклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz               ';
