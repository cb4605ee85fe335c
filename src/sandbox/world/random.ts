/** A small seeded generator (mulberry32): the same seed gives the same run. Numbers in [0, 1). */
export function createRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A string of digits without a leading zero, as Telegram's query ids are. */
export function randomDigits(random: () => number, length: number): string {
  let digits = String(1 + Math.floor(random() * 9));
  while (digits.length < length) digits += Math.floor(random() * 10);
  return digits;
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export function randomLetters(random: () => number, length: number): string {
  let text = '';
  while (text.length < length) text += LETTERS.charAt(Math.floor(random() * LETTERS.length));
  return text;
}

/** A UUID shaped as YooKassa's payment ids are: `22223333-000f-5000-a000-12f6527400d9`. */
export function randomPaymentId(random: () => number): string {
  const hex = (length: number): string => {
    let text = '';
    while (text.length < length) text += Math.floor(random() * 16).toString(16);
    return text;
  };
  return `${hex(8)}-000f-5000-${(8 + Math.floor(random() * 4)).toString(16)}000-${hex(12)}`;
}
