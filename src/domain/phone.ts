import { ParseError, type PhoneNumber, parsePhoneNumberWithError } from 'libphonenumber-js/min';
import { isValidPhoneNumber as isValidMobile } from 'libphonenumber-js/mobile';

export const PHONE_PROBLEMS = [
  'PHONE_NOT_A_NUMBER',
  'PHONE_TOO_SHORT',
  'PHONE_TOO_LONG',
  'PHONE_WRONG',
  'PHONE_NOT_MOBILE',
] as const;
export type PhoneProblem = (typeof PHONE_PROBLEMS)[number];

export type PhoneReading =
  | { readonly ok: true /** E.164 */; readonly phone: string }
  | { readonly ok: false; readonly code: PhoneProblem };

const MAX_TYPED = 40;

/**
 * Read a phone as people write it: `8 (916) 123-45-67`, `+7 916 123 45 67`, `9161234567`, `+375 29 …`; a number
 * without a country is Russian. `kind: 'mobile'` where an SMS will be sent: a landline never gets it.
 */
export function normalizePhone(typed: string, kind: 'any' | 'mobile' = 'any'): PhoneReading {
  const text = typed
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .trim();
  const digits = text.replace(/\D/g, '').length;
  // Words around a number are no phone: the library would find one in them.
  if (text.length > MAX_TYPED || digits === 0 || !/^(?:tel:|тел\.?:?)?\s*[+\d\s().\-\p{Pd}]+$/iu.test(text)) {
    return { ok: false, code: 'PHONE_NOT_A_NUMBER' };
  }
  const parsed = parse(text.replace(/^(?:tel:|тел\.?:?)\s*/iu, ''));
  if (typeof parsed === 'string') return { ok: false, code: parsed };
  if (!parsed.isValid()) return { ok: false, code: problemOf(parsed) };
  const phone = parsed.number;
  if (kind === 'mobile' && !isValidMobile(phone)) return { ok: false, code: 'PHONE_NOT_MOBILE' };
  return { ok: true, phone };
}

function parse(text: string): PhoneNumber | PhoneProblem {
  try {
    return parsePhoneNumberWithError(text, { defaultCountry: 'RU', extract: false });
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    if (error.message === 'TOO_SHORT') return 'PHONE_TOO_SHORT';
    if (error.message === 'TOO_LONG') return 'PHONE_TOO_LONG';
    return error.message === 'NOT_A_NUMBER' ? 'PHONE_NOT_A_NUMBER' : 'PHONE_WRONG';
  }
}

/** The commonest slip is a digit too few or too many; how many there should be is known for +7. */
function problemOf(parsed: PhoneNumber): PhoneProblem {
  const digits = parsed.nationalNumber.length;
  if (parsed.countryCallingCode !== '7' || digits === 10) return 'PHONE_WRONG';
  return digits < 10 ? 'PHONE_TOO_SHORT' : 'PHONE_TOO_LONG';
}

/**
 * `+7 916 123-45-67`, `8 800 100-39-00`, `+375 29 123 45 67`: how a stored phone (E.164) is shown to its owner and to
 * staff. Anything else, such as a company's phone as it wrote it, is shown as it is.
 */
export function formatPhone(phone: string): string {
  const russian = RUSSIAN.exec(phone);
  if (russian !== null) {
    const [, area, first, second, third] = russian;
    return `${area === TOLL_FREE ? '8' : '+7'} ${area} ${first}-${second}-${third}`;
  }
  const parsed = phone.startsWith('+') ? parse(phone) : 'PHONE_NOT_A_NUMBER';
  return typeof parsed === 'string' ? phone : parsed.formatInternational();
}

/** `+7 916 ***-**-67`: where the code went. Other countries: `+375 *** 67`. */
export function maskPhone(phone: string): string {
  const russian = RUSSIAN.exec(phone);
  if (russian !== null) return `+7 ${russian[1]} ***-**-${russian[4]}`;
  const parsed = parse(phone);
  const country = typeof parsed === 'string' ? '' : `+${parsed.countryCallingCode} `;
  return `${country}*** ${phone.replace(/\D/g, '').slice(-2)}`;
}

const RUSSIAN = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/;
const TOLL_FREE = '800';
