import type { JsonObject } from '../../bot-api/params.ts';
import { isObject } from '../../bot-api/params.ts';
import type { Fields } from './fields.ts';
import { readAmount } from './money.ts';
import { invalid } from './problem.ts';

const SUBJECTS = (
  'commodity excise job service gambling_bet gambling_prize lottery lottery_prize intellectual_activity payment ' +
  'agent_commission property_right non_operating_gain insurance_premium sales_tax resort_fee composite another ' +
  'marked excise_marked non_marked_excise fine tax lien cost pension_insurance_without_payouts ' +
  'pension_insurance_with_payouts health_insurance_without_payouts health_insurance_with_payouts health_insurance ' +
  'casino agent_withdrawals'
).split(' ');
const MODES =
  'full_prepayment partial_prepayment advance full_payment partial_payment credit credit_payment'.split(' ');
const MEASURES = (
  'piece gram kilogram ton centimeter decimeter meter square_centimeter square_decimeter square_meter milliliter ' +
  'liter cubic_meter kilowatt_hour gigacalorie day hour minute second kilobyte megabyte gigabyte terabyte another'
).split(' ');

/**
 * Checks a receipt as the gateway does before it goes to the tax office (54-ФЗ): customer's address,
 * items, rates, and that the items' sum is the payment's.
 * @param total kopecks that the items must add up to.
 * @returns the receipt as given.
 * @throws GatewayProblem naming the field.
 */
export function readReceipt(fields: Fields, name: string, total: number): JsonObject | null {
  if (!fields.has(name)) return null;
  const receipt = fields.object(name);
  readCustomer(receipt);
  if (receipt.has('tax_system_code')) receipt.integer('tax_system_code', 1, 6);
  const items = receipt.objects('items', 1, 100);
  const sum = items.reduce((all, item) => all + readItem(item), 0);
  if (sum !== total) {
    throw invalid(receipt.at('items'), 'Sum of receipt items is not equal to the amount of the payment');
  }
  const value = fields.raw(name);
  return isObject(value) ? value : null;
}

function readCustomer(receipt: Fields): void {
  const customer = receipt.has('customer') ? receipt.object('customer') : receipt;
  const email = customer.optionalText('email', 256);
  const phone = customer.optionalText('phone', 64);
  if (email === null && phone === null) {
    throw invalid(receipt.at('customer'), 'Customer e-mail or phone is required');
  }
  if (email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    throw invalid(customer.at('email'), 'Invalid e-mail');
  }
  if (phone !== null && !/^[1-9]\d{10,14}$/.test(phone)) {
    throw invalid(customer.at('phone'), 'Invalid phone: digits of E.164 are expected, 79000000000');
  }
  if (customer.has('inn') && !/^(\d{10}|\d{12})$/.test(customer.text('inn'))) {
    throw invalid(customer.at('inn'), 'Invalid INN');
  }
}

/** @returns kopecks of the item: price × quantity. */
function readItem(item: Fields): number {
  item.text('description', 128);
  const price = readAmount(item, 'amount', 0);
  item.integer('vat_code', 1, 12);
  if (item.has('payment_subject')) item.oneOf('payment_subject', SUBJECTS);
  if (item.has('payment_mode')) item.oneOf('payment_mode', MODES);
  if (item.has('measure')) item.oneOf('measure', MEASURES);
  return Math.round((price * thousandths(item)) / 1000);
}

/** The quantity in thousandths; it may be a number or a text. */
function thousandths(item: Fields): number {
  const value = item.raw('quantity');
  const text = typeof value === 'number' ? String(value) : value;
  const match = typeof text === 'string' ? /^(\d{1,9})(?:\.(\d{1,3}))?$/.exec(text) : null;
  const amount = match === null ? 0 : Number(`${match[1]}${(match[2] ?? '').padEnd(3, '0')}`);
  if (amount === 0) throw invalid(item.at('quantity'), 'A positive quantity is required');
  return amount;
}
