/** Letters that look like digits, typed by mistake or by a bad scan. Used only when everything else is a digit. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  О: '0',
  о: '0',
  O: '0',
  o: '0',
  З: '3',
  з: '3',
  б: '6',
  Б: '6',
  l: '1',
  I: '1',
  '|': '1',
  i: '1',
  В: '8',
  B: '8',
  S: '5',
  s: '5',
};
/** Cyrillic letters that look like Latin ones, for numbers with letters in them. */
const CYRILLIC_TO_LATIN: Readonly<Record<string, string>> = {
  А: 'A',
  В: 'B',
  Е: 'E',
  К: 'K',
  М: 'M',
  Н: 'H',
  О: 'O',
  Р: 'P',
  С: 'C',
  Т: 'T',
  У: 'Y',
  Х: 'X',
};
const LATIN_TO_CYRILLIC: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(CYRILLIC_TO_LATIN).map(([cyrillic, latin]) => [latin, cyrillic]),
);
/** A QR's or a bill's longest form of a number is far below this. */
export const MAX_ACCOUNT_NUMBER = 30;
const MAX_TYPED = 100;
const MAX_PATTERN = 100;
/** Without a pattern of the provider: letters, digits, inner dashes and slashes, and at least one digit. */
const ANY_NUMBER = '(?=.*\\d)[\\p{L}\\d](?:[\\p{L}\\d/-]*[\\p{L}\\d])?';

export type AccountNumberReading = { readonly ok: true; readonly number: string } | { readonly ok: false };

/**
 * What a person typed as an account number, brought to the provider's form: spaces, «л/с №», dashes, full-width
 * digits and look-alike letters are forgiven; leading zeros stay. `pattern` is the source of the provider's
 * expression, always matched against the whole number; empty = no rule. A pattern that `isAccountPattern` refuses
 * fits nothing.
 */
export function normalizeAccountNumber(typed: string, pattern: string): AccountNumberReading {
  if (typed.length > MAX_TYPED) return { ok: false };
  const expression =
    pattern === '' ? compile(ANY_NUMBER) : isAccountPattern(pattern) ? compile(pattern) : null;
  if (expression === null) return { ok: false };
  for (const candidate of candidates(typed)) {
    if (candidate !== '' && candidate.length <= MAX_ACCOUNT_NUMBER && expression.test(candidate)) {
      return { ok: true, number: candidate };
    }
  }
  return { ok: false };
}

/** Does a whole number fit the pattern? Empty = no rule but the general form; an unsafe pattern fits nothing. */
export function accountPatternTest(pattern: string): (number: string) => boolean {
  const expression =
    pattern === '' ? compile(ANY_NUMBER) : isAccountPattern(pattern) ? compile(pattern) : null;
  return (number) =>
    expression !== null && number !== '' && number.length <= MAX_ACCOUNT_NUMBER && expression.test(number);
}

/**
 * May this be kept as a provider's pattern? A pattern comes from settings and runs on what strangers type, so it
 * must be short, compile, and match in a time that cannot explode: no look-around, no back-references, no
 * repetition of a group that varies inside, few varying repetitions in a row.
 */
export function isAccountPattern(pattern: string): boolean {
  if (pattern === '' || pattern.length > MAX_PATTERN || compile(pattern) === null) return false;
  if (/\(\?(?!:)|\\[1-9k]/.test(pattern)) return false;
  return repetitionIsBounded(pattern);
}

function compile(pattern: string): RegExp | null {
  try {
    // Alone first: a stray `)` must not close the group around it.
    new RegExp(pattern, 'u');
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return null;
  }
}

const MAX_VARYING = 5;

/** Walks the pattern once; `open` holds for every open group whether something inside it varies. */
function repetitionIsBounded(pattern: string): boolean {
  const atoms = /\\.|\[(?:\\.|[^\]\\])*\]|\(\?:|[()|]|[*+]\??|\?\??|\{\d+(?:,\d*)?\}\??|./gsu;
  const open: boolean[] = [false];
  let closedVaries = false;
  let varying = 0;
  for (const [atom] of pattern.matchAll(atoms)) {
    const inside = open.length - 1;
    if (atom.startsWith('(')) open.push(false);
    else if (atom === ')') {
      closedVaries = open.pop() ?? false;
      if (closedVaries) open[open.length - 1] = true;
      continue;
    } else if (atom === '|') open[inside] = true;
    else if (/^(?:[*+?]|\{\d)/.test(atom)) {
      const repeats = !/^\?|^\{[01](?:,1)?\}/.test(atom);
      if (closedVaries && repeats) return false;
      if (!/^\{\d+\}/.test(atom)) {
        open[inside] = true;
        varying += 1;
      }
    }
    closedVaries = false;
  }
  return varying <= MAX_VARYING;
}

/** From the most faithful reading to the most forgiving. */
function candidates(typed: string): string[] {
  const plain = typed
    .normalize('NFKC')
    .replaceAll(/[\u200b-\u200f\ufeff]/g, '')
    .trim()
    .replace(
      /^(?:лицевой\s+сч[её]т|плат[её]жный\s+код|договор|л\s*[/\\.]?\s*с\.?|уин|тел\.?)\s*(?:№|no\.?|n|:)?\s*/i,
      '',
    )
    .replace(/^(?:no\.?|#)\s*/i, '');
  const compact = plain.replaceAll(/\s/g, '').replaceAll(/[\u2010-\u2015\u2212]/g, '-');
  const bare = compact.replaceAll(/[-.]/g, '');
  const upper = compact.toUpperCase();
  const latin = translated(bare.toUpperCase(), CYRILLIC_TO_LATIN);
  const cyrillic = translated(bare.toUpperCase(), LATIN_TO_CYRILLIC);
  const digits = translated(bare, LOOK_ALIKES);
  const digitsOnly = /^\d+$/.test(digits) && digitCount(bare) * 2 > bare.length ? digits : '';
  const phone = /^(?:\+?7|8)(9\d{9})$/.exec(bare)?.[1] ?? '';
  return [compact, bare, upper, latin, cyrillic, digitsOnly, phone];
}

function translated(text: string, letters: Readonly<Record<string, string>>): string {
  return Array.from(text, (letter) => letters[letter] ?? letter).join('');
}

function digitCount(text: string): number {
  return text.replaceAll(/\D/g, '').length;
}

/** `******7890`: for logs and lists of staff. Of a short number at least half stays hidden. */
export function maskAccountNumber(number: string): string {
  const shown = number.length < 5 ? 0 : Math.min(4, Math.floor(number.length / 2));
  return `${'*'.repeat(number.length - shown)}${number.slice(number.length - shown)}`;
}
