/** Latin letters that look like Cyrillic ones: keyboards, scanners and people mix them in numbers and names. */
const LATIN_TO_CYRILLIC: Readonly<Record<string, string>> = {
  a: 'а',
  b: 'в',
  c: 'с',
  e: 'е',
  h: 'н',
  k: 'к',
  m: 'м',
  o: 'о',
  p: 'р',
  t: 'т',
  x: 'х',
  y: 'у',
};
/** Small Latin letters that look like nothing Cyrillic in lower case (b, h, k, m, t look so as capitals only). */
const ALIKE_IN_LOWER_CASE = 'aceopxy';

/** Latin look-alikes as Cyrillic, for comparing: letter case is ignored and the result is in lower case. */
export function foldLookAlikes(text: string): string {
  return text.toLowerCase().replace(/[a-z]/g, (letter) => LATIN_TO_CYRILLIC[letter] ?? letter);
}

/**
 * A word with Cyrillic and Latin letters as all-Cyrillic; letter case is kept. null when some Latin letter has no
 * Cyrillic twin, so that the mixture cannot be a slip of the keyboard.
 */
export function asCyrillic(word: string): string | null {
  let foreign = false;
  const result = word.replace(/\p{Script=Latin}/gu, (letter) => {
    const small = letter.toLowerCase();
    const twin = LATIN_TO_CYRILLIC[small];
    if (twin === undefined || (letter === small && !ALIKE_IN_LOWER_CASE.includes(small))) {
      foreign = true;
      return letter;
    }
    return letter === small ? twin : twin.toUpperCase();
  });
  return foreign ? null : result;
}
