import type { LabeledPrice, Message } from '@grammyjs/types';
import type { InvoiceTerms } from '../../world/model.ts';
import { randomLetters } from '../../world/random.ts';
import type { MethodCall } from '../call.ts';
import { deliver, readOutgoing } from '../deliver.ts';
import { isObject } from '../params.ts';
import { badRequest } from '../refusal.ts';
import { messageBase } from './send.ts';

const STARS = 'XTR';

/**
 * Terms of an invoice, checked as Telegram checks them.
 * @throws ApiRefusal 400
 */
function readTerms(call: MethodCall): InvoiceTerms {
  const { params, world } = call;
  const title = params.requiredText('title');
  const description = params.requiredText('description');
  const payload = params.requiredText('payload');
  const currency = params.requiredText('currency');
  const prices = readPrices(params.json('prices', 'prices'));
  if ([...title].length > 32) throw badRequest('INVOICE_TITLE_INVALID');
  if ([...description].length > 255) throw badRequest('INVOICE_DESCRIPTION_INVALID');
  if (Buffer.byteLength(payload) > 128) throw badRequest('INVOICE_PAYLOAD_INVALID');
  const providerToken = params.text('provider_token');
  const isStars = currency === STARS;
  if (!isStars && !/^\d+:(TEST|LIVE):\w+$/.test(providerToken)) throw badRequest('PAYMENT_PROVIDER_INVALID');
  if (isStars && providerToken !== '') throw badRequest('STARS_PROVIDER_TOKEN_INVALID');
  if (isStars && prices.length !== 1) throw badRequest('STARS_PRICES_INVALID');
  const total = prices.reduce((sum, { amount }) => sum + amount, 0);
  const limits = world.rules.invoiceLimits[currency];
  if (limits === undefined) throw badRequest('CURRENCY_INVALID');
  if (total < limits.min || total > limits.max) throw badRequest('CURRENCY_TOTAL_AMOUNT_INVALID');
  const photoUrl = params.text('photo_url');
  return {
    title,
    description,
    payload,
    providerToken,
    currency,
    prices,
    total,
    photoUrl: photoUrl === '' ? null : photoUrl,
    providerData: readProviderData(params.text('provider_data')),
    startParameter: params.text('start_parameter'),
    needs: {
      name: params.bool('need_name'),
      phone: params.bool('need_phone_number'),
      email: params.bool('need_email'),
    },
  };
}

function readPrices(value: unknown): LabeledPrice[] {
  if (value === undefined) throw badRequest('Parameter "prices" is required');
  if (!Array.isArray(value)) throw badRequest('Expected an Array of labeled prices');
  if (value.length === 0) throw badRequest('There must be at least one price');
  const failed = (why: string) => badRequest(`Can't parse labeled price: ${why}`);
  return value.map((item: unknown) => {
    if (!isObject(item)) throw failed('LabeledPrice must be an Object');
    const { label, amount } = item;
    if (typeof label !== 'string') throw failed('Can\'t find field "label"');
    if (label === '') throw failed('LabeledPrice label must be non-empty');
    if (amount === undefined) throw failed('Can\'t find field "amount"');
    const number = Number(amount);
    if (!Number.isSafeInteger(number)) throw failed('Field "amount" must be a valid Number');
    return { label, amount: number };
  });
}

function readProviderData(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest('PROVIDER_DATA_INVALID');
  }
}

export function sendInvoice(call: MethodCall): Message.InvoiceMessage {
  const terms = readTerms(call);
  const outgoing = readOutgoing(call, { invoice: true });
  // Without a keyboard Telegram puts the Pay button there itself.
  outgoing.common.reply_markup ??= {
    inline_keyboard: [[{ text: `Заплатить ${formatAmount(terms.total, terms.currency)}`, pay: true }]],
  };
  const message: Message.InvoiceMessage & Message = {
    ...messageBase(call, outgoing),
    invoice: {
      title: terms.title,
      description: terms.description,
      start_parameter: terms.startParameter,
      currency: terms.currency,
      total_amount: terms.total,
    },
  };
  return deliver(call, outgoing, message, terms);
}

export function createInvoiceLink(call: MethodCall): string {
  const terms = readTerms(call);
  const slug = randomLetters(call.world.random, 16);
  call.bot.saveInvoiceLink(slug, terms);
  return `https://t.me/$${slug}`;
}

/** Minor units as Telegram's apps show money: `12 221,81 ₽` with no-break spaces; Stars are whole. */
export function formatAmount(amount: number, currency: string): string {
  if (currency === STARS) return `${amount} ⭐`;
  const sign = amount < 0 ? '−' : '';
  const absolute = Math.abs(amount);
  const whole = String(Math.floor(absolute / 100)).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
  const rest = String(absolute % 100).padStart(2, '0');
  const symbol = { RUB: '₽', USD: '$', EUR: '€' }[currency] ?? currency;
  return `${sign}${whole},${rest}\u00a0${symbol}`;
}
