/** Cleans a text of what must not be in a log. */
export type RedactText = (text: string) => string;

const LONGEST_TEXT = 2_000;
/** A shorter "secret" would erase ordinary words. */
const SHORTEST_SECRET = 6;

/** Patterns of things, not of fields: they are found in the middle of any sentence. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  // Bot tokens, also inside the addresses of API calls and files.
  [/\d{6,}:[\w-]{30,}/g, '[token]'],
  // user:password@ of connection addresses
  [/(\w+:\/\/)[^\s/@]*@/g, '$1[secret]@'],
  [/\bBearer\s+[\w.~+/=-]{8,}/gi, 'Bearer [secret]'],
  [/[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)+/gu, '[email]'],
  // Russian numbers as people write them, and anything international.
  [/(?<!\d)(\+7|7|8)[\s(-]{0,2}\d{3}[\s)-]{0,2}\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)/g, '[phone]'],
  [/\+\d[\d\s()-]{8,16}\d/g, '[phone]'],
  // Cards in groups of four.
  [/(?<!\d)\d{4}[ -]\d{4}[ -]\d{4}[ -]\d{4}(?!\d)/g, '[card]'],
];

/** Words alone hold nothing a pattern could find: the names of fields and our own sentences, which are most of it. */
const WORDS = /^(?!.*bearer)[a-z][a-z _-]{0,80}$/i;

/** Account and card numbers; digits inside hexadecimal ids stay. */
const LONG_NUMBER = /(?<![\da-fA-F.])\d{7,}(?![\da-fA-F])/g;

/**
 * A cleaner that knows patterns (tokens, phones, e-mails, long numbers down to their last four digits) and the secrets
 * of this installation, in whatever text they turn up. Keeps one line: no record can be forged with line breaks.
 */
export function createRedactText(secrets: readonly string[]): RedactText {
  const known = [...new Set(secrets)]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .flatMap((secret) => [secret, encodeURIComponent(secret)])
    .sort((a, b) => b.length - a.length);
  return (text) => {
    let clean = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
    for (const secret of known) clean = clean.replaceAll(secret, '[secret]');
    if (WORDS.test(clean)) return clean;
    for (const [pattern, replacement] of PATTERNS) clean = clean.replace(pattern, replacement);
    clean = clean.replace(LONG_NUMBER, lastFour);
    return escapeControls(clean);
  };
}

/** `…7890`: enough to recognise it, too little to use it. */
export function lastFour(digits: string): string {
  return digits.length <= 4 ? digits : `…${digits.slice(-4)}`;
}

/** Line breaks, terminal sequences and bidirectional tricks become visible marks. */
function escapeControls(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (character) =>
      character === '\n' ? ' ⏎ ' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
