import type { JsonObject } from '../../bot-api/params.ts';
import type { GatewayMethodType } from '../../gateway-api.ts';
import { Fields } from './fields.ts';
import { METHOD_TYPES, type PaymentRecord } from './model.ts';
import { readAmount } from './money.ts';
import { GatewayProblem, invalid } from './problem.ts';
import { readReceipt } from './receipt.ts';

/** СБП moves 1 to 700 000 roubles a time. */
const SBP_MOST = 70_000_000;
const LEAST = 100;

/** `POST /payments`, checked. */
export interface PaymentRequest {
  amount: number;
  capture: boolean;
  description: string | null;
  metadata: Record<string, string>;
  confirmation: PaymentRecord['confirmation'];
  wanted: GatewayMethodType | null;
  /** A saved method to charge. */
  savedMethodId: string | null;
  saveMethod: boolean;
  merchantCustomerId: string | null;
  receipt: JsonObject | null;
}

/** @throws GatewayProblem 400 naming the field. */
export function readPayment(body: JsonObject): PaymentRequest {
  const f = new Fields(body);
  const amount = readAmount(f, 'amount', LEAST);
  const savedMethodId = f.optionalText('payment_method_id', 64);
  const saveMethod = f.flag('save_payment_method');
  const capture = f.flag('capture');
  const wanted = readWanted(f);
  if (savedMethodId !== null && saveMethod) {
    throw invalid('save_payment_method', 'Cannot be used together with payment_method_id');
  }
  if (savedMethodId !== null && wanted !== null) {
    throw invalid('payment_method_data', 'Cannot be used together with payment_method_id');
  }
  for (const name of ['payment_token', 'deal', 'transfers', 'airline']) {
    if (f.has(name)) throw invalid(name, `${name} is not served by the sandbox`);
  }
  if (wanted === 'sbp') checkSbp(amount, capture);
  return {
    amount,
    capture,
    description: f.optionalText('description', 128),
    metadata: readMetadata(f),
    confirmation: readConfirmation(f, savedMethodId !== null),
    wanted,
    savedMethodId,
    saveMethod,
    merchantCustomerId: f.optionalText('merchant_customer_id', 200),
    receipt: readReceipt(f, 'receipt', amount),
  };
}

/** СБП has limits of its own and no second stage. @throws GatewayProblem */
export function checkSbp(amount: number, capture: boolean): void {
  if (amount > SBP_MOST) throw invalid('amount', 'Amount is greater than the limit of the payment method');
  if (!capture) throw invalid('capture', 'Two-stage payments are not available for the payment method');
}

function readWanted(f: Fields): GatewayMethodType | null {
  if (!f.has('payment_method_data')) return null;
  const data = f.object('payment_method_data');
  const type = data.text('type');
  const wanted = METHOD_TYPES.find((known) => known === type);
  if (wanted === undefined) throw invalid(data.at('type'), `Payment method ${type} is not available`);
  if (data.has('card')) {
    throw new GatewayProblem('forbidden', 'Card data may be sent by shops with PCI DSS only');
  }
  return wanted;
}

/** At most 16 keys of 32 characters with values of 512. */
export function readMetadata(f: Fields): Record<string, string> {
  if (!f.has('metadata')) return {};
  const metadata = f.object('metadata');
  const names = metadata.names();
  if (names.length > 16) throw invalid('metadata', 'More than 16 keys');
  const result: Record<string, string> = {};
  for (const name of names) {
    const value = metadata.raw(name);
    if ([...name].length > 32) throw invalid('metadata', 'A key is longer than 32 characters');
    const text = typeof value === 'number' || typeof value === 'boolean' ? String(value) : value;
    if (typeof text !== 'string' || [...text].length > 512) {
      throw invalid(metadata.at(name), 'A string of at most 512 characters is required');
    }
    result[name] = text;
  }
  return result;
}

function readConfirmation(f: Fields, isSaved: boolean): PaymentRecord['confirmation'] {
  if (!f.has('confirmation')) {
    if (isSaved) return null;
    throw invalid('confirmation', 'Confirmation is required');
  }
  const confirmation = f.object('confirmation');
  const type = confirmation.text('type');
  if (type === 'qr') return { type, returnUrl: '', locale: null };
  if (type !== 'redirect') {
    throw invalid(confirmation.at('type'), `Confirmation ${type} is not served by the sandbox`);
  }
  return { type, returnUrl: readReturnUrl(confirmation), locale: readLocale(confirmation) };
}

function readReturnUrl(confirmation: Fields): string {
  const url = confirmation.text('return_url', 2048);
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw invalid(confirmation.at('return_url'), 'An absolute URL is required');
  }
  return url;
}

function readLocale(confirmation: Fields): string | null {
  return confirmation.has('locale') ? confirmation.oneOf('locale', ['ru_RU', 'en_US']) : null;
}

/** `POST /payments/{id}/capture`: all of it when there is no amount. */
export function readCapture(
  body: JsonObject,
  authorized: number,
): { amount: number; receipt: JsonObject | null } {
  const f = new Fields(body);
  const amount = f.has('amount') ? readAmount(f, 'amount', LEAST) : authorized;
  if (amount > authorized) throw invalid('amount', 'Amount is greater than the authorized one');
  return { amount, receipt: readReceipt(f, 'receipt', amount) };
}

export interface RefundRequest {
  paymentId: string;
  amount: number;
  description: string | null;
  receipt: JsonObject | null;
}

export function readRefund(body: JsonObject): RefundRequest {
  const f = new Fields(body);
  const paymentId = f.text('payment_id', 64);
  const amount = readAmount(f, 'amount');
  return {
    paymentId,
    amount,
    description: f.optionalText('description', 250),
    receipt: readReceipt(f, 'receipt', amount),
  };
}

/** `POST /payment_methods`: a card bound without a payment. */
export function readBinding(body: JsonObject): { returnUrl: string } {
  const f = new Fields(body);
  f.oneOf('type', ['bank_card']);
  if (f.has('card')) {
    throw new GatewayProblem('forbidden', 'Card data may be sent by shops with PCI DSS only');
  }
  const confirmation = f.object('confirmation');
  confirmation.oneOf('type', ['redirect']);
  return { returnUrl: readReturnUrl(confirmation) };
}
