import iconv from 'iconv-lite';
import { type Kopecks, kopecks, parseMoney } from '../domain/money.ts';
import { type Period, parsePeriod, period } from '../domain/period.ts';

/** A payment QR of a paper bill (GOST R 56042-2014), read. Nothing in it is to be trusted: anybody can print one. */
export interface PaymentQr {
  readonly name: string;
  /** Settlement account of the payee, as written. */
  readonly personalAcc: string;
  readonly bankName: string;
  readonly bic: string;
  readonly correspAcc: string;
  readonly payeeInn: string | null;
  /** The resident's account number (лицевой счёт), as written. */
  readonly account: string | null;
  readonly sum: QrSum;
  readonly period: Period | null;
  readonly purpose: string | null;
  /** Surname, name and patronymic of the payer in one text, where the bill prints them. */
  readonly payer: string | null;
  readonly address: string | null;
  readonly flat: string | null;
  readonly uin: string | null;
  readonly phone: string | null;
  /** Every field by its key in lower case: bills carry keys that no standard knows. */
  readonly fields: ReadonlyMap<string, string>;
}

/**
 * The standard wants kopecks in digits alone. Some bills write roubles with a comma or dot: then the sum is told as
 * it may have been meant, for a person to confirm.
 */
export type QrSum =
  | { readonly kind: 'none' }
  | { readonly kind: 'exact'; readonly kopecks: Kopecks }
  | { readonly kind: 'roubles'; readonly text: string; readonly kopecks: Kopecks }
  | { readonly kind: 'unreadable'; readonly text: string };

export const PAYMENT_QR_PROBLEMS = ['QR_BANK_LINK', 'QR_OTHER', 'QR_DAMAGED'] as const;
export type PaymentQrProblem = (typeof PAYMENT_QR_PROBLEMS)[number];

export type PaymentQrReading =
  | { readonly ok: true; readonly qr: PaymentQr }
  /** QR_BANK_LINK: a link of the fast payment system; QR_OTHER: something else; QR_DAMAGED: a payment QR with holes. */
  | { readonly ok: false; readonly code: PaymentQrProblem };

/** Encoding by its digit in the head. */
const ENCODINGS: Readonly<Record<string, string>> = { '1': 'win1251', '2': 'utf8', '3': 'koi8-r' };
const HEAD = /^ST(\d{4})([123])([\s\S])$/;
const HEAD_BYTES = 8;
/** A QR code holds less than this anyway. */
const MAX_BYTES = 4096;
const REQUIRED = ['name', 'personalacc', 'bankname', 'bic'] as const;
const BANK_LINK = /^https?:\/\/(?:qr\.nspk\.ru|sub\.nspk\.ru|[\w.-]*sbp[\w.-]*)\//i;
/** «лс 110100000», «л/с № 1234567890», «лицевой счет 123» inside the purpose. */
const ACCOUNT_IN_PURPOSE =
  /(?:^|[^\p{L}])(?:л\s*[/\\.]?\s*с(?:ч[её]т)?|лицевой\s+сч[её]т)\.?\s*(?:№|n|:)?\s*([\dA-ZА-Я][\dA-ZА-Я/-]{2,28}\d)/iu;

/**
 * Read the bytes of one QR code. Encoding (windows-1251, UTF-8, KOI8-R) and separator come from its 8-byte head, keys
 * are compared without case, pairs are split at the first `=` only.
 */
export function parsePaymentQr(bytes: Uint8Array): PaymentQrReading {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const head = HEAD.exec(buffer.toString('latin1', 0, HEAD_BYTES));
  if (head === null || bytes.byteLength > MAX_BYTES) {
    const text = buffer.toString('latin1', 0, 200).trim();
    return { ok: false, code: BANK_LINK.test(text) ? 'QR_BANK_LINK' : 'QR_OTHER' };
  }
  const [, , digit = '2', separator = '|'] = head;
  const fields = pairs(decoded(buffer.subarray(HEAD_BYTES), digit), separator);
  if (REQUIRED.some((key) => (fields.get(key) ?? '') === '')) return { ok: false, code: 'QR_DAMAGED' };
  return { ok: true, qr: paymentQr(fields) };
}

/** Some printers write UTF-8 and say windows-1251, or the other way: what is valid UTF-8 with letters is UTF-8. */
function decoded(body: Buffer, digit: string): string {
  const utf8 = body.toString('utf8');
  const isUtf8 = !utf8.includes('\ufffd');
  if (digit === '2' && !isUtf8) return iconv.decode(body, 'win1251');
  if (digit !== '2' && isUtf8 && /[А-Яа-яЁё]/.test(utf8)) return utf8;
  return iconv.decode(body, ENCODINGS[digit] ?? 'utf8');
}

function pairs(text: string, separator: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const pair of text.split(separator)) {
    const at = pair.indexOf('=');
    if (at === -1) continue;
    const key = pair.slice(0, at).trim().toLowerCase();
    const value = pair.slice(at + 1).trim();
    // The first of two wins: what is appended later must not replace what was signed off.
    if (key !== '' && value !== '' && !fields.has(key)) fields.set(key, value);
  }
  return fields;
}

function paymentQr(fields: ReadonlyMap<string, string>): PaymentQr {
  const of = (...keys: readonly string[]): string | null => {
    for (const key of keys) {
      const value = fields.get(key);
      if (value !== undefined) return value;
    }
    return null;
  };
  const payer = [of('lastname'), of('firstname'), of('middlename')].filter((part) => part !== null).join(' ');
  const inn = of('payeeinn')?.replace(/\D/g, '') ?? '';
  return {
    name: of('name') ?? '',
    personalAcc: (of('personalacc') ?? '').replace(/\s/g, ''),
    bankName: of('bankname') ?? '',
    bic: (of('bic') ?? '').replace(/\s/g, ''),
    correspAcc: of('correspacc') ?? '',
    payeeInn: /^\d{10}(?:\d{2})?$/.test(inn) ? inn : null,
    account: of('persacc', 'contract', 'personalaccount') ?? accountInPurpose(of('purpose')),
    sum: readSum(of('sum')),
    period: readPeriod(of('paymperiod')),
    purpose: of('purpose'),
    payer: payer === '' ? null : payer,
    address: of('payeraddress'),
    flat: of('flat'),
    uin: of('uin'),
    phone: of('phone'),
    fields,
  };
}

function accountInPurpose(purpose: string | null): string | null {
  return purpose === null ? null : (ACCOUNT_IN_PURPOSE.exec(purpose)?.[1] ?? null);
}

function readSum(text: string | null): QrSum {
  if (text === null) return { kind: 'none' };
  const compact = text.replace(/\s/g, '');
  if (/^\d{1,11}$/.test(compact)) return { kind: 'exact', kopecks: kopecks(Number(compact)) };
  const roubles = /[.,]/.test(compact) ? parseMoney(compact) : null;
  return roubles?.ok === true && roubles.amount >= 0
    ? { kind: 'roubles', text, kopecks: roubles.amount }
    : { kind: 'unreadable', text };
}

/** `102026`, `10.2026`, «ОКТЯБРЬ 2026», and the short `1026`. */
function readPeriod(text: string | null): Period | null {
  if (text === null) return null;
  const short = /^(0[1-9]|1[0-2])(\d{2})$/.exec(text.trim());
  return short === null ? parsePeriod(text) : period(2000 + Number(short[2]), Number(short[1]));
}
