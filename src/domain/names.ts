import { asCyrillic } from './look-alikes.ts';

// Names are typed (here), proved against a bill, and shown to strangers masked: one door to all three.
export { flatMatches, MAX_FLAT_LENGTH, normalizeFlat, sameFlat } from './flat.ts';
export { maskAddress, maskName } from './masking.ts';
export { stillPaidBy, surnameMatches } from './payer-match.ts';

/** Longest name part kept, in letters. */
export const MAX_NAME_LENGTH = 64;

export const NAME_PROBLEMS = [
  'NAME_EMPTY',
  'NAME_TOO_LONG',
  'NAME_NOT_LETTERS',
  'NAME_MIXED_SCRIPTS',
] as const;
export type NameProblem = (typeof NAME_PROBLEMS)[number];

export type NameReading =
  | { readonly ok: true; readonly name: string }
  | { readonly ok: false; readonly code: NameProblem; readonly details: { readonly max: number } };

/** Parts that stay small after the first word: «Мамед оглы», «фон Визен», "van der Berg". */
const PARTICLES: ReadonlySet<string> = new Set(
  (
    'оглы оглу кызы гызы улы уулу заде фон ван де дер ден да ди ду дю ла ле эль аль бин бинт ибн ага ' +
    'ogly oglu kyzy qizi uly zade von van de der den da di du la le el al bin bint ibn del dos das y'
  ).split(' '),
);

const APOSTROPHES = /[\u2018\u2019\u201b\u02bc\u02bb\u0060\u00b4\u2032\uff07]/gu;
const INVISIBLE = /[\p{Cf}\p{Cc}]/gu;
const WORD = /^\p{L}[\p{L}\p{M}]*(?:['-]\p{L}[\p{L}\p{M}]*)*'?$/u;

/**
 * Name, surname or patronymic in its normal form: trimmed, single spaces, plain hyphen and apostrophe, every part
 * capitalised. Typed in one case, the parts are cased for the person («САЛТЫКОВ-щедрин», «мамед оглы»); what has its
 * own capitals («МакДональд») keeps them. Letters of any script; no digits, dots, emoji or links;
 * a Latin "a" inside a Cyrillic name is taken for a slip. Applying it twice changes nothing.
 */
export function normalizePersonName(typed: string): NameReading {
  const problem = (code: NameProblem): NameReading => ({
    ok: false,
    code,
    details: { max: MAX_NAME_LENGTH },
  });
  const text = typed
    .replace(/[\t\r\n]/g, ' ')
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(APOSTROPHES, "'")
    .replace(/\s*\p{Pd}+\s*/gu, '-')
    .replace(/\s+/gu, ' ')
    .trim();
  if (text === '') return problem('NAME_EMPTY');
  if (Array.from(text).length > MAX_NAME_LENGTH) return problem('NAME_TOO_LONG');

  const words: string[] = [];
  for (const [index, word] of text.split(' ').entries()) {
    if (!WORD.test(word)) return problem('NAME_NOT_LETTERS');
    const oneScript = inOneScript(word);
    if (oneScript === null) return problem('NAME_MIXED_SCRIPTS');
    words.push(caseWord(oneScript, index === 0));
  }
  // A letter may grow when its case changes (ß → SS).
  const name = words.join(' ').normalize('NFC');
  return Array.from(name).length > MAX_NAME_LENGTH ? problem('NAME_TOO_LONG') : { ok: true, name };
}

function inOneScript(word: string): string | null {
  const mixed = /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word);
  return mixed ? asCyrillic(word) : word;
}

function caseWord(word: string, first: boolean): string {
  return word
    .split('-')
    .map((part, index) => casePart(part, first && index === 0, index === 0))
    .join('-');
}

function casePart(part: string, firstOfAll: boolean, firstOfWord: boolean): string {
  const small = part.toLowerCase();
  const rest = Array.from(part).slice(1).join('');
  // Typed in one case, or with Caps Lock the wrong way round: the capitals say nothing.
  const casual =
    part === small || part === part.toUpperCase() || (rest !== '' && rest === rest.toUpperCase());
  const particle = PARTICLES.has(small);
  if (!casual) return particle ? part : capitalize(part);
  if (particle && !firstOfAll) return small;
  if (particle && firstOfWord && part === small) return capitalize(small);
  // «О'Коннор», but «Лук'яненко»: only a one-letter beginning gives the next letter its capital.
  return small
    .split("'")
    .map((piece, index, pieces) =>
      index === 0 || (index === 1 && Array.from(pieces[0] ?? '').length === 1) ? capitalize(piece) : piece,
    )
    .join("'");
}

/** Scripts without capitals stay as they are; Georgian has capitals that names do not use. */
function capitalize(text: string): string {
  const [first = '', ...rest] = Array.from(text);
  if (/\p{Script=Georgian}/u.test(first)) return text;
  const upper = first.toUpperCase();
  return (Array.from(upper).length === 1 ? upper : first) + rest.join('');
}
