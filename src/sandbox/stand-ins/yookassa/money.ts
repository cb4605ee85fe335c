import type { Fields } from './fields.ts';
import { invalid } from './problem.ts';

/** The gateway's amounts: `{"value": "12221.81", "currency": "RUB"}`. */
export interface Amount {
  value: string;
  currency: 'RUB';
}

/** @param kopecks not negative. */
export function toAmount(kopecks: number): Amount {
  const rest = String(kopecks % 100).padStart(2, '0');
  return { value: `${Math.floor(kopecks / 100)}.${rest}`, currency: 'RUB' };
}

/**
 * Kopecks of an amount field.
 * @throws GatewayProblem when it is not a text with a dot and two decimals, not roubles, or zero.
 */
export function readAmount(fields: Fields, name: string, least = 1): number {
  const amount = fields.object(name);
  const value = amount.text('value');
  if (!/^\d{1,11}\.\d{2}$/.test(value)) {
    throw invalid(amount.at('value'), 'Invalid amount: two decimals after a dot are expected');
  }
  const currency = amount.text('currency');
  if (currency !== 'RUB') throw invalid(amount.at('currency'), `Currency ${currency} is not supported`);
  const kopecks = Number(value.replace('.', ''));
  if (kopecks < least) throw invalid(amount.at('value'), 'Amount is too small');
  return kopecks;
}
