import { foldLookAlikes } from './look-alikes.ts';

/** Legal forms: a payer that begins with one is a company, except ИП, who is a person. */
const COMPANY_FORMS: ReadonlySet<string> = new Set(
  'ооо оао зао пао ао нао тсж тсн жск жк снт гск муп гуп фгуп гбу мку мбу мау фгбу нко ано кфх филиал'.split(
    ' ',
  ),
);
const LONG_FORMS =
  /^(?:общество с ограниченной ответственностью|(?:публичное |закрытое |открытое |непубличное )?акционерное общество|товарищество собственников (?:жилья|недвижимости))\s+/u;
const ENTREPRENEUR = /^(?:ип|индивидуальный предприниматель)\s+/u;

const PATRONYMIC = /(?:вич|вна|ична|оглы|кызы)$/u;

/** Written small, no surname of its own: «де Бовуар» is not proved by «де», but «Ван Ли» is by «Ван». */
const NOBILIARY: ReadonlySet<string> = new Set(
  'де да ди ду дю ла ле фон ван дер ден эль аль бин ибн de da di du la le von van der den el al bin ibn'.split(
    ' ',
  ),
);

/**
 * Whether a typed surname proves the payer of a bill (proof surname + flat). Forgiven: letter case, ё/е, hyphen or
 * space in double surnames, apostrophes, accents, Latin look-alikes, and typing more than the surname.
 * The payer is written as companies do: «Иванов Иван Иванович», «ИВАНОВ И.И.», several owners with commas, a company
 * with its legal form, an entrepreneur (ИП), a surname of two words. A company is matched by its whole name, with or
 * without the form. An empty payer matches nothing.
 */
export function surnameMatches(typed: string, payerName: string): boolean {
  const answer = tokens(typed);
  if (answer.length === 0) return false;
  return payersOf(payerName).some((payer) => matchesPayer(answer, payer));
}

/**
 * Whether everybody an account named as its payer before is still its payer by the same rules as the proof: another
 * spelling, a first name or one more owner changes nothing, another surname or an owner who is gone does.
 * An empty side says nothing: true.
 */
export function stillPaidBy(before: string, after: string): boolean {
  const now = new Set(payersOf(after).flatMap(namesOf));
  if (now.size === 0) return true;
  return payersOf(before).every((payer) => {
    const names = namesOf(payer);
    return names.length === 0 || names.some((name) => now.has(name));
  });
}

/** Several owners stand in one line: «Иванов И.И., Петрова А.А.». */
function payersOf(payerName: string): readonly string[] {
  return payerName.split(/[,;/]|\sи\s/u);
}

function matchesPayer(answer: readonly string[], payer: string): boolean {
  const party = readParty(payer);
  if (party.company) return matchesCompany(answer, party.words);
  const typed = withoutEntrepreneur(answer).join('');
  return (
    surnames(party.words, party.particle).includes(typed) ||
    (!party.particle && matchesFullName(answer, party.words))
  );
}

/** What alone proves this payer. */
function namesOf(payer: string): readonly string[] {
  const { company, words, particle } = readParty(payer);
  if (!company) return surnames(words, particle);
  const name = companyName(words);
  return name === '' ? [] : [name];
}

function readParty(payer: string): {
  readonly company: boolean;
  readonly words: readonly string[];
  /** begins with a small «де», «фон»: no surname of its own */
  readonly particle: boolean;
} {
  const plain = fold(payer)
    .replace(/["«»„“”]/g, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  const withoutForm = plain.replace(ENTREPRENEUR, '');
  const short = withoutForm.replace(LONG_FORMS, '');
  const words = tokens(short);
  const particle = /^\s*\p{Ll}/u.test(payer) && NOBILIARY.has(words[0] ?? '');
  return { company: short !== withoutForm || isCompany(payer, words), words, particle };
}

/** «ООО "Ромашка"», «ТСЖ Заря», but «Мау Владимир» and «ЗАО ИВАН ПЕТРОВИЧ»: there are such surnames. */
function isCompany(payer: string, payerTokens: readonly string[]): boolean {
  if (!COMPANY_FORMS.has(payerTokens[0] ?? '')) return false;
  if (/["«»„“”]/u.test(payer)) return true;
  return /^\s*\p{Lu}+(?!\p{L})/u.test(payer) && !PATRONYMIC.test(payerTokens.at(-1) ?? '');
}

/** The first word, and the first two together for double surnames written apart. */
function surnames(payer: readonly string[], particle: boolean): readonly string[] {
  const [first, second] = payer;
  if (first === undefined) return [];
  const both = second === undefined || second.length < 2 ? [] : [first + second];
  return particle ? both : [first, ...both];
}

/** «Иванов Иван Иванович» typed in full against the same, or against initials. */
function matchesFullName(answer: readonly string[], payer: readonly string[]): boolean {
  const [first] = payer;
  if (first === undefined || answer.length < 2 || answer[0] !== first) return false;
  return answer.slice(1).every((word, index) => {
    const stated = payer[index + 1];
    return (
      stated !== undefined &&
      (stated === word || (Array.from(stated).length === 1 && word.startsWith(stated)))
    );
  });
}

function matchesCompany(answer: readonly string[], payer: readonly string[]): boolean {
  const name = companyName(payer);
  const typed = answer.filter((word) => !COMPANY_FORMS.has(word)).join('');
  return name !== '' && typed.replace(/^обществосограниченнойответственностью/u, '') === name;
}

function companyName(words: readonly string[]): string {
  return words.filter((word) => !COMPANY_FORMS.has(word)).join('');
}

function withoutEntrepreneur(answer: readonly string[]): readonly string[] {
  return answer[0] === 'ип' && answer.length > 1 ? answer.slice(1) : answer;
}

/** Words of letters and digits; a hyphen joins, an apostrophe vanishes, a dot separates initials. */
function tokens(text: string): readonly string[] {
  return fold(text)
    .replace(/\s*\p{Pd}+\s*/gu, '')
    .replace(/['\u2018\u2019\u02bc`´]/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

/** Lower case, ё as е, accents off (й stays й); Latin look-alikes as Cyrillic where Cyrillic is written. */
function fold(text: string): string {
  const small = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/ё/g, 'е')
    .replace(/[^й]/gu, (letter) => letter.normalize('NFD').replace(/\p{M}/gu, ''));
  return /\p{Script=Cyrillic}/u.test(small) ? foldLookAlikes(small) : small;
}
