/** Digits of a PIN for the full level: few enough to be told on the phone, many for five tries. */
export const PIN_DIGITS = 6;
export const PIN_ATTEMPTS = 5;
/** A letter or an e-mail may wait. */
export const PIN_LIFETIME_DAYS = 14;
/** An application nobody looked at for so long is over; another may be made. */
export const APPLICATION_LIFETIME_DAYS = 30;

/** A uniformly random number below a million as a PIN. */
export function pinFromNumber(random: number): string {
  if (!Number.isInteger(random) || random < 0 || random >= 10 ** PIN_DIGITS) {
    throw new RangeError('a PIN comes from a whole number below a million');
  }
  return String(random).padStart(PIN_DIGITS, '0');
}

/** The PIN as typed: spaces, hyphens and full-width digits forgiven; null when it cannot be one (that is no attempt). */
export function normalizePin(typed: string): string | null {
  const pin = typed.normalize('NFKC').replace(/[\s\p{Pd}.]/gu, '');
  return /^\d{6}$/.test(pin) ? pin : null;
}
