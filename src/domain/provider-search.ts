/** What somebody may call a provider: short, full, former names, Latin spellings, the company behind it. */
export interface NamedProvider {
  readonly id: number;
  readonly names: readonly string[];
}

const CYRILLIC =
  'а:a б:b в:v г:g д:d е:e ж:zh з:z и:i й:y к:k л:l м:m н:n о:o п:p р:r с:s т:t у:u ф:f х:h ц:ts ч:ch ш:sh щ:sch ъ: ы:y ь: э:e ю:yu я:ya';
const TO_LATIN: ReadonlyMap<string, string> = new Map(
  CYRILLIC.split(' ').map((pair) => {
    const [from = '', to = ''] = pair.split(':');
    return [from, to];
  }),
);
/** Legal forms and fillers say nothing about which provider is meant. */
const FILLERS: ReadonlySet<string> = new Set(
  'ооо оао зао пао ао нао тсж тсн ук жск муп гуп компания управляющая ooo oao zao pao ao uk'
    .split(' ')
    .map(skeleton),
);
/** The same keys of the two keyboards: «cvfhn» is «смарт» typed in the wrong layout. */
const LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.";
const CYRILLIC_KEYS = 'йцукенгшщзхъфывапролджэячсмитьбю';

/** Longest query that is compared. */
export const MAX_QUERY = 60;

/**
 * Providers whose names fit what was typed, best first: part of any name, letter case, ё/е, Latin or Cyrillic
 * spelling, the wrong keyboard and small typos forgiven (one in 4–6 letters, two in longer words). Every word of the
 * query must be found.
 */
export function searchProviders(query: string, providers: readonly NamedProvider[]): readonly number[] {
  const readings = [words(query), words(fromWrongLayout(query))].filter((reading) => reading.length > 0);
  const found: { readonly id: number; readonly score: number; readonly order: number }[] = [];
  for (const [order, { id, names }] of providers.entries()) {
    const scores = readings.flatMap((reading) =>
      names.map((name) => score(reading, words(name))).filter((value) => value !== null),
    );
    if (scores.length > 0) found.push({ id, score: Math.min(...scores), order });
  }
  return found.sort((a, b) => a.score - b.score || a.order - b.order).map(({ id }) => id);
}

/** 0 = every word stands there as it is; null = some word is not there. Words of the name left over cost a little. */
function score(query: readonly string[], name: readonly string[]): number | null {
  let total = 0;
  for (const word of query) {
    const best = Math.min(...name.map((candidate) => distance(word, candidate)));
    if (best === Number.POSITIVE_INFINITY) return null;
    total += best;
  }
  return total + Math.max(0, name.length - query.length) * 0.1;
}

/** Whole word 0, beginning 1, inside 2, with typos 3 and more. */
function distance(word: string, candidate: string): number {
  if (word === candidate) return 0;
  if (candidate.startsWith(word)) return 1;
  if (word.length >= 3 && candidate.includes(word)) return 2;
  const allowed = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
  if (allowed === 0) return Number.POSITIVE_INFINITY;
  // A word that is still being typed is compared with as many letters of the name.
  const typos = Math.min(edits(word, candidate), edits(word, candidate.slice(0, word.length)));
  return typos <= allowed ? 2 + typos : Number.POSITIVE_INFINITY;
}

/** Edits between two words: change, add, drop a letter, swap two neighbours. */
function edits(a: string, b: string): number {
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, index) => index)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (rows[i - 1]?.[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swap = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (rows[i - 2]?.[j - 2] ?? 0) + 1 : change;
      row.push(Math.min(change, swap, (rows[i - 1]?.[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1));
    }
    rows.push(row);
  }
  return rows[a.length]?.[b.length] ?? Number.POSITIVE_INFINITY;
}

function words(text: string): readonly string[] {
  const all = text
    .slice(0, MAX_QUERY)
    .toLowerCase()
    .normalize('NFKC')
    .split(/[^\p{L}\p{N}]+/u)
    .map(skeleton)
    .filter((word) => word !== '');
  const telling = all.filter((word) => !FILLERS.has(word));
  return telling.length === 0 ? all : telling;
}

/** A word as Latin letters: «Запад» and "Zapad" are one; ё is е, doubled letters are single. */
function skeleton(word: string): string {
  return Array.from(word.replaceAll('ё', 'е'), (letter) => TO_LATIN.get(letter) ?? letter)
    .join('')
    .replace(/(.)\1+/g, '$1');
}

function fromWrongLayout(text: string): string {
  if (!/[a-z]/i.test(text)) return '';
  return Array.from(text.toLowerCase(), (letter) => {
    const at = LATIN_KEYS.indexOf(letter);
    return at === -1 ? letter : (CYRILLIC_KEYS[at] ?? letter);
  }).join('');
}
