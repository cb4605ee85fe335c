/** Encodings of Russian text with one byte per letter; the first wins a draw. */
export const SINGLE_BYTE_ENCODINGS = ['windows-1251', 'ibm866', 'koi8-r'] as const;
export type SingleByteEncoding = (typeof SINGLE_BYTE_ENCODINGS)[number];

/** Letters of Russian texts per thousand (national corpus); е and ё are counted apart. */
// biome-ignore format: a table is read by columns
const FREQUENCY: Readonly<Record<string, number>> = {
  о: 109.7, е: 84.5, а: 80.1, и: 73.5, н: 67.0, т: 62.6, с: 54.7, р: 47.3, в: 45.4, л: 44.0, к: 34.9,
  м: 32.1, д: 29.8, п: 28.1, у: 26.2, я: 20.1, ы: 19.0, ь: 17.4, г: 17.0, з: 16.5, б: 15.9, ч: 14.4,
  й: 12.1, х: 9.7, ж: 9.4, ш: 7.3, ю: 6.4, ц: 4.8, щ: 3.6, э: 3.2, ф: 2.6, ъ: 0.4, ё: 2.0,
};
const SIGNS = '№«»„“”–—…·°²³\u00a0';
const SIGN_SCORE = -4;
/** Pseudo-graphics, letters of other languages, holes of a code page. */
const ALIEN_SCORE = -9;
/** «иВАНОВ»: a small letter before a capital one inside a word gives a wrong reading away. */
const CASE_SCORE = -3;

const ALIEN = 0;
const SMALL = 1;
const CAPITAL = 2;

interface CodePage {
  /** log-likelihood of each byte 0x80–0xff */
  readonly scores: Float64Array;
  readonly kinds: Uint8Array;
}

const CODE_PAGES: readonly CodePage[] = SINGLE_BYTE_ENCODINGS.map((encoding) => {
  const upperHalf = Uint8Array.from({ length: 128 }, (_, index) => index + 128);
  const characters = Array.from(new TextDecoder(encoding).decode(upperHalf));
  const small = characters.map((character) => character.toLowerCase());
  return {
    scores: Float64Array.from(characters, (character, index) => {
      const perThousand = FREQUENCY[small[index] ?? ''];
      if (perThousand !== undefined) return Math.log(perThousand / 1000);
      return SIGNS.includes(character) ? SIGN_SCORE : ALIEN_SCORE;
    }),
    kinds: Uint8Array.from(characters, (character, index) => {
      if (FREQUENCY[small[index] ?? ''] === undefined) return ALIEN;
      return character === small[index] ? SMALL : CAPITAL;
    }),
  };
});

export interface EncodingGuess {
  /** null = in no encoding does it look like Russian */
  readonly encoding: SingleByteEncoding | null;
  /** first line (from 1) that is clearly written in another encoding than the rest */
  readonly mixedAt: number | null;
}

/**
 * A line counts as foreign when it is far likelier in the other encoding and reads there like Russian. Right
 * readings of names and addresses lie at -3.0 to -3.7 per letter, wrong ones below -3.9; lines of rare capitals
 * («ЖЭУ ФГУП») may prefer the wrong reading, but by less than the margin.
 */
const MIXED_MARGIN = 18;
const MIXED_LETTERS = 6;
const READABLE = -3.75;
const UNREADABLE = -3.8;
/** The mean of random bytes lies near -7, of Russian near -3.1, of abbreviations and rare names above -4.5. */
const RUSSIAN = -5.5;

/** Which encoding reads most like Russian, and whether all lines agree. One pass, no decoding. */
export function guessSingleByteEncoding(bytes: Uint8Array): EncodingGuess {
  const pages = CODE_PAGES.length;
  const totals = new Float64Array(pages);
  const inLine = new Float64Array(pages);
  const before = new Uint8Array(pages);
  /** rival[a * pages + b]: the first line that a reads and b does not */
  const rival = new Int32Array(pages * pages);
  let letters = 0;
  let lettersInLine = 0;
  let row = 1;

  const endLine = () => {
    if (lettersInLine >= MIXED_LETTERS) compareReadings(inLine, lettersInLine, row, rival);
    for (let page = 0; page < pages; page += 1) totals[page] = (totals[page] ?? 0) + (inLine[page] ?? 0);
    letters += lettersInLine;
    lettersInLine = 0;
    inLine.fill(0);
    before.fill(ALIEN);
    row += 1;
  };

  for (const byte of bytes) {
    if (byte < 0x80) {
      if (byte === 0x0a) endLine();
      else if (lettersInLine > 0) before.fill(ALIEN);
      continue;
    }
    lettersInLine += 1;
    for (let page = 0; page < pages; page += 1) {
      const codePage = CODE_PAGES[page];
      const kind = codePage?.kinds[byte - 128] ?? ALIEN;
      const turned = before[page] === SMALL && kind === CAPITAL ? CASE_SCORE : 0;
      inLine[page] = (inLine[page] ?? 0) + (codePage?.scores[byte - 128] ?? ALIEN_SCORE) + turned;
      before[page] = kind;
    }
  }
  endLine();

  let best = 0;
  for (let page = 1; page < pages; page += 1) if ((totals[page] ?? 0) > (totals[best] ?? 0)) best = page;
  if (letters > 0 && (totals[best] ?? 0) / letters < RUSSIAN) return { encoding: null, mixedAt: null };
  let mixedAt: number | null = null;
  for (let page = 0; page < pages; page += 1) {
    const at = rival[page * pages + best] ?? 0;
    if (at > 0 && (mixedAt === null || at < mixedAt)) mixedAt = at;
  }
  return { encoding: SINGLE_BYTE_ENCODINGS[best] ?? null, mixedAt };
}

function compareReadings(inLine: Float64Array, letters: number, row: number, rival: Int32Array): void {
  const pages = inLine.length;
  for (let page = 0; page < pages; page += 1) {
    const score = inLine[page] ?? 0;
    if (score / letters < READABLE) continue;
    for (let other = 0; other < pages; other += 1) {
      const otherScore = inLine[other] ?? 0;
      const clear = score - otherScore > MIXED_MARGIN && otherScore / letters < UNREADABLE;
      if (clear && rival[page * pages + other] === 0) rival[page * pages + other] = row;
    }
  }
}
