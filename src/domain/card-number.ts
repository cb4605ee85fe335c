/** Digits, maybe grouped by single spaces (any kind), dots or hyphens: as people copy card numbers. */
const DIGIT_RUN = /\d(?:[\s.\-\u00a0\u2007\u202f\u2009]?\d)*/gu;

/** Lengths of card numbers (ISO/IEC 7812, what is issued). */
const CARD_LENGTHS = { min: 13, max: 19 } as const;

/** How card numbers are grouped when written apart: by fours (or twice four), Amex, Diners, older Maestro. */
const CARD_GROUPS = /^((?:4|8|12)(?:,(?:4|8|12))*(?:,[1-3])?|4,6,[45]|6,13)$/;

/**
 * Whether a message where no number was asked holds a bank card number (D7): 13–19 digits that pass Luhn, in one
 * piece or grouped as cards are. Other groupings are readings, dates and phones that stand beside one another; a
 * 20-digit settlement account or a longer code is no card even if a part of it passes.
 */
export function looksLikeCardNumber(text: string): boolean {
  for (const [run] of text.normalize('NFKC').matchAll(DIGIT_RUN)) {
    if (hasCard(run.split(/\D/u))) return true;
  }
  return false;
}

/** Whether some neighbouring groups of digits together are a card number. */
function hasCard(groups: readonly string[]): boolean {
  return groups.some((_, from) => {
    let digits = '';
    for (let to = from; to < groups.length && digits.length <= CARD_LENGTHS.max; to++) {
      digits += groups[to];
      if (isCard(digits, groups.slice(from, to + 1))) return true;
    }
    return false;
  });
}

function isCard(digits: string, groups: readonly string[]): boolean {
  if (digits.length < CARD_LENGTHS.min || digits.length > CARD_LENGTHS.max || !passesLuhn(digits))
    return false;
  return groups.length === 1 || CARD_GROUPS.test(groups.map(({ length }) => length).join(','));
}

/** Luhn's check digit over a string of digits. */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 0 && sum % 10 === 0;
}
