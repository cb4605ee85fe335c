/** Where money of a provider goes, as a payment order names it. */
export interface BankDetails {
  /** 9 digits */
  readonly bic: string;
  /** Account of the payee, 20 digits. */
  readonly personalAcc: string;
  /** Correspondent account of the bank, or the single treasury account; 20 digits. */
  readonly correspAcc: string;
}

const WEIGHTS = [7, 1, 3] as const;
/** Correspondent accounts of banks, single accounts of the treasury. */
const CORRESPONDENT = /^(?:301|401)/;

/**
 * Take apart what somebody copied from a contract: three numbers in any order, whatever stands between them. Null when
 * they are not three, or a control key does not fit: one wrong digit sends money to somebody else.
 * Source of the keys: Bank of Russia, order 515 of 1997-09-08, rules of accounts 579-P.
 */
export function readBankDetails(text: string): BankDetails | null {
  const numbers = text.match(/\d+/g) ?? [];
  if (numbers.length !== 3) return null;
  const bic = numbers.find((number) => number.length === 9);
  const correspAcc = numbers.find((number) => number.length === 20 && CORRESPONDENT.test(number));
  const personalAcc = numbers.find((number) => number.length === 20 && number !== correspAcc);
  if (bic === undefined || correspAcc === undefined || personalAcc === undefined) return null;
  const fits =
    fitsCentralBank(correspAcc, bic) && (fitsBank(personalAcc, bic) || fitsCentralBank(personalAcc, bic));
  return fits ? { bic, personalAcc, correspAcc } : null;
}

/** Whether the control key of an account in a commercial bank fits. */
function fitsBank(account: string, bic: string): boolean {
  return keyFits(bic.slice(6) + account);
}

/** The same for accounts that the Bank of Russia keeps: of banks and of the treasury. */
function fitsCentralBank(account: string, bic: string): boolean {
  return keyFits(`0${bic.slice(4, 6)}${account}`);
}

function keyFits(digits: string): boolean {
  const sum = [...digits].reduce(
    (total, digit, at) => total + ((Number(digit) * (WEIGHTS[at % 3] ?? 0)) % 10),
    0,
  );
  return sum % 10 === 0;
}

const INN_WEIGHTS = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8] as const;

/** Whether a taxpayer's number has the right check digits: 10 digits of a company, 12 of a person. */
export function isInn(text: string): boolean {
  if (/^\d{10}$/.test(text)) return checkDigit(text.slice(0, 9)) === text[9];
  if (!/^\d{12}$/.test(text)) return false;
  return checkDigit(text.slice(0, 10)) === text[10] && checkDigit(text.slice(0, 11)) === text[11];
}

/** The weights end at the digit before the checked one. */
function checkDigit(digits: string): string {
  const weights = INN_WEIGHTS.slice(-digits.length);
  const sum = weights.reduce<number>((total, weight, at) => total + weight * Number(digits[at]), 0);
  return String((sum % 11) % 10);
}
