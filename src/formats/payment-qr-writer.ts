import type { Kopecks } from '../domain/money.ts';
import type { Period } from '../domain/period.ts';

/** What a payment QR of GOST R 56042-2014 says. */
export interface PaymentOrder {
  readonly payee: PayeeRequisites;
  readonly payeeInn: string | null;
  /** kopecks, > 0 */
  readonly sum: Kopecks;
  /** the resident's account number */
  readonly account: string;
  readonly period: Period;
  readonly purpose: string;
}

export interface PayeeRequisites {
  readonly name: string;
  /** settlement account, 20 digits */
  readonly personalAcc: string;
  readonly bankName: string;
  /** 9 digits */
  readonly bic: string;
  /** 20 digits; empty for an account at the central bank */
  readonly correspAcc: string;
  readonly kpp: string | null;
}

/** Limits of the standard, in letters; the five required fields together in bytes. */
const MAX = { name: 160, bankName: 45, purpose: 210 } as const;
const MAX_REQUIRED_BYTES = 300;
const HOUSING = '02';
/** The first that no value contains. */
const SEPARATORS = [...'|#;:^_~{}!$%&()*+,/@'];
const PERSONAL_ACC = /^[1-9]\d{4}[0-9ABCEHKMPTX]\d{14}$/;

/**
 * The text of a payment QR in UTF-8 (`ST00012`), or null when the requisites do not make one: bank apps refuse a code
 * with a wrong account, and a person who pays somewhere else pays for nothing.
 */
export function writePaymentQr(order: PaymentOrder): string | null {
  const { payee, sum } = order;
  const correct =
    payee.name.trim() !== '' &&
    payee.bankName.trim() !== '' &&
    PERSONAL_ACC.test(payee.personalAcc) &&
    /^\d{9}$/.test(payee.bic) &&
    /^(?:\d{20})?$/.test(payee.correspAcc) &&
    sum > 0;
  if (!correct) return null;
  const required: [string, string][] = [
    ['Name', cut(payee.name, MAX.name)],
    ['PersonalAcc', payee.personalAcc],
    ['BankName', cut(payee.bankName, MAX.bankName)],
    ['BIC', payee.bic],
    ['CorrespAcc', payee.correspAcc === '' ? '0' : payee.correspAcc],
  ];
  shortenName(required);
  const [year = '', month = ''] = order.period.split('-');
  const fields: [string, string][] = [
    ...required,
    ['Sum', String(sum)],
    ['Purpose', cut(order.purpose, MAX.purpose)],
    ...optional('PayeeINN', order.payeeInn),
    ...optional('KPP', payee.kpp),
    ['PersAcc', order.account],
    ['PaymPeriod', `${month}${year}`],
    ['TechCode', HOUSING],
  ];
  const values = fields.map(([, value]) => value).join('');
  const separator = SEPARATORS.find((candidate) => !values.includes(candidate));
  if (separator === undefined) return null;
  return `ST00012${separator}${fields.map(([key, value]) => `${key}=${value}`).join(separator)}`;
}

/** A long name gives way, because the rest of the required fields cannot. */
function shortenName(required: [string, string][]): void {
  const bytes = (): number => Buffer.byteLength(required.map(([key, value]) => `${key}=${value}|`).join(''));
  const name = required[0];
  while (name !== undefined && name[1].length > 1 && bytes() > MAX_REQUIRED_BYTES) {
    name[1] = [...name[1]].slice(0, -1).join('').trimEnd();
  }
}

function optional(key: string, value: string | null): [string, string][] {
  return value === null || !/^\d+$/.test(value) ? [] : [[key, value]];
}

/** One line, cut by letters. */
function cut(text: string, length: number): string {
  return [...text.replaceAll(/\s+/g, ' ').trim()].slice(0, length).join('').trimEnd();
}
