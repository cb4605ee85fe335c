/** Russian numerals as a phone writes down speech: «сто двадцать три целых четыре десятых». */
const UNITS: Readonly<Record<string, number>> = {
  ноль: 0,
  нуль: 0,
  один: 1,
  одна: 1,
  одно: 1,
  два: 2,
  две: 2,
  три: 3,
  четыре: 4,
  пять: 5,
  шесть: 6,
  семь: 7,
  восемь: 8,
  девять: 9,
};
const TEENS: Readonly<Record<string, number>> = {
  десять: 10,
  одиннадцать: 11,
  двенадцать: 12,
  тринадцать: 13,
  четырнадцать: 14,
  пятнадцать: 15,
  шестнадцать: 16,
  семнадцать: 17,
  восемнадцать: 18,
  девятнадцать: 19,
};
const TENS: Readonly<Record<string, number>> = {
  двадцать: 20,
  тридцать: 30,
  сорок: 40,
  пятьдесят: 50,
  шестьдесят: 60,
  семьдесят: 70,
  восемьдесят: 80,
  девяносто: 90,
};
const HUNDREDS: Readonly<Record<string, number>> = {
  сто: 100,
  двести: 200,
  триста: 300,
  четыреста: 400,
  пятьсот: 500,
  шестьсот: 600,
  семьсот: 700,
  восемьсот: 800,
  девятьсот: 900,
};
const THOUSAND = /^тысяч[аи]?$/;
const WHOLE = /^(?:целых|целая|целые|целое|точка|запятая)$/;
/** How many decimals the name of a fraction has. */
const FRACTIONS: readonly (readonly [RegExp, number])[] = [
  [/^десят(?:ых|ая|ые)$/, 1],
  [/^сот(?:ых|ая|ые)$/, 2],
  [/^тысячн(?:ых|ая|ые)$/, 3],
];

/** Whether the word is a part of a numeral. */
export function isNumberWord(word: string): boolean {
  return [UNITS, TEENS, TENS, HUNDREDS].some((table) => Object.hasOwn(table, word)) || THOUSAND.test(word);
}

interface Taken {
  readonly value: number;
  /** index of the first word that does not belong to it */
  readonly end: number;
}

/** The whole number that begins at a word; null when none does. Below a million. */
function takeWhole(words: readonly string[], start: number): Taken | null {
  let total = 0;
  let group = 0;
  // The smallest power a further word of this group may still fill: 1000 = a new group.
  let room = 1000;
  let end = start;
  let thousands = false;
  for (; end < words.length; end += 1) {
    const word = words[end] ?? '';
    const found = placeOf(word);
    if (found !== null && found.size < room) {
      group += found.value;
      room = found.size;
    } else if (THOUSAND.test(word) && !thousands && (end === start || room < 1000)) {
      total = (end === start ? 1 : group) * 1000;
      group = 0;
      room = 1000;
      thousands = true;
    } else break;
  }
  return end === start ? null : { value: total + group, end };
}

/** The value of a word and the power of ten it fills (1, 10, 100); teens fill tens and units. */
function placeOf(word: string): { readonly value: number; readonly size: number } | null {
  if (Object.hasOwn(UNITS, word)) return { value: UNITS[word] ?? 0, size: 1 };
  if (Object.hasOwn(TEENS, word)) return { value: TEENS[word] ?? 0, size: 1.5 };
  if (Object.hasOwn(TENS, word)) return { value: TENS[word] ?? 0, size: 10 };
  if (Object.hasOwn(HUNDREDS, word)) return { value: HUNDREDS[word] ?? 0, size: 100 };
  return null;
}

/**
 * The numeral that begins at a word: its text (`123.4`) and where it ends; null when none does. «сто двадцать три
 * целых сорок пять тысячных» is 123.045, «сто точка пять» is 100.5.
 */
export function takeNumeral(
  words: readonly string[],
  start: number,
): { readonly text: string; readonly end: number } | null {
  const whole = takeWhole(words, start);
  if (whole === null) return null;
  if (!WHOLE.test(words[whole.end] ?? '')) return withHalf(words, whole);
  return withFraction(words, whole);
}

/** The same for a number in figures that begins at a word: «125 целых 4 десятых», «57 целых». */
export function takeFigures(
  words: readonly string[],
  start: number,
): { readonly text: string; readonly end: number } | null {
  const word = words[start] ?? '';
  if (!/^\d{1,10}$/.test(word) || !WHOLE.test(words[start + 1] ?? '')) return null;
  return withFraction(words, { value: Number(word), end: start + 1 });
}

/** Behind «целых»: figures or words, and what they are parts of. */
function withFraction(
  words: readonly string[],
  whole: Taken,
): { readonly text: string; readonly end: number } {
  const figures = /^\d{1,4}$/.test(words[whole.end + 1] ?? '');
  const fraction = figures
    ? { value: Number(words[whole.end + 1]), end: whole.end + 2 }
    : takeWhole(words, whole.end + 1);
  if (fraction === null) return { text: String(whole.value), end: whole.end + 1 };
  const named = FRACTIONS.find(([name]) => name.test(words[fraction.end] ?? ''));
  const digits = String(fraction.value).padStart(named?.[1] ?? 0, '0');
  return { text: `${whole.value}.${digits}`, end: named === undefined ? fraction.end : fraction.end + 1 };
}

/** «двенадцать с половиной» */
function withHalf(words: readonly string[], whole: Taken): { readonly text: string; readonly end: number } {
  if (words[whole.end] === 'с' && words[whole.end + 1] === 'половиной') {
    return { text: `${whole.value}.5`, end: whole.end + 2 };
  }
  return { text: String(whole.value), end: whole.end };
}
