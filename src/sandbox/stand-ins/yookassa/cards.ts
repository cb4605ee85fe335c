import type { GatewayMethodType } from '../../gateway-api.ts';
import type { CardRecord, PaidBy } from './model.ts';

/** Test cards of the gateway's documentation: the first asks for 3-D Secure, the second does not. */
export const CARD_WITH_3DS = '5555555555554477';
export const CARD_WITHOUT_3DS = '5555555555554444';

const TITLES: Record<Exclude<GatewayMethodType, 'bank_card'>, string> = {
  sbp: 'СБП',
  yoo_money: 'YooMoney 410011758831136',
  sberbank: 'SberPay',
  tinkoff_bank: 'T-Pay',
};

/** Whether a number can be a card's: 16–19 digits whose check digit fits (ISO/IEC 7812, Luhn). */
export function isCardNumber(digits: string): boolean {
  if (!/^\d{16,19}$/.test(digits)) return false;
  let sum = 0;
  for (let at = 0; at < digits.length; at += 1) {
    const digit = Number(digits[digits.length - 1 - at]);
    const doubled = at % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Cards ask the bank's page, but for the one known not to. */
export function asksThreeDSecure(type: GatewayMethodType, digits: string): boolean {
  return type === 'bank_card' && digits !== CARD_WITHOUT_3DS;
}

/** A way of paying as the gateway shows it. @param id the gateway's id of it. */
export function paidBy(type: GatewayMethodType, digits: string, id: string, now: number): PaidBy {
  if (type !== 'bank_card') return { type, id, saved: false, title: TITLES[type], card: null };
  const card = cardOf(digits, now);
  return { type, id, saved: false, title: `Bank card *${card.last4}`, card };
}

function cardOf(digits: string, now: number): CardRecord {
  return {
    first6: digits.slice(0, 6),
    last4: digits.slice(-4),
    expiryMonth: '12',
    expiryYear: String(new Date(now).getUTCFullYear() + 3),
    cardType: { '2': 'Mir', '4': 'Visa', '5': 'MasterCard' }[digits[0] ?? ''] ?? 'Unknown',
    issuerName: 'Sandbox Bank',
  };
}
