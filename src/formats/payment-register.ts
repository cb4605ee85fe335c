import { encodeText } from './encoding.ts';

/** What a column of the register of payments may hold. */
export const REGISTER_COLUMNS = [
  'date',
  'time',
  'branch',
  'cashier',
  'operation',
  'account',
  'payer',
  'address',
  'period',
  'amount',
  'transfer',
  'fee',
  'number',
  'method',
  'els',
  'empty',
] as const;
export type RegisterColumn = (typeof REGISTER_COLUMNS)[number];

export const REGISTER_ENCODINGS = ['windows-1251', 'utf-8', 'utf-8-bom', 'ibm866', 'koi8-r'] as const;

/** How one company's accounting wants its register. */
export interface RegisterTemplate {
  readonly columns: readonly RegisterColumn[];
  readonly delimiter: ';' | '|' | '\t';
  readonly decimal: ',' | '.';
  readonly encoding: (typeof REGISTER_ENCODINGS)[number];
  /** the last line `=count;sum;transfer;fee` */
  readonly trailer: boolean;
}

/** Like Sberbank's register of payments, without meters. */
export const DEFAULT_REGISTER_TEMPLATE: RegisterTemplate = {
  columns: [
    'date',
    'time',
    'branch',
    'cashier',
    'operation',
    'account',
    'payer',
    'address',
    'period',
    'amount',
    'transfer',
    'fee',
  ],
  delimiter: ';',
  decimal: ',',
  encoding: 'windows-1251',
  trailer: true,
};

/** One paid item; sums in kopecks. */
export interface RegisterPayment {
  /** `2026-11-05T14:30:59` in the company's zone */
  readonly paidAt: string;
  /** the gateway's id of the payment */
  readonly operation: string;
  /** our number, which the payer sees */
  readonly number: string;
  readonly account: string;
  readonly els: string | null;
  readonly payer: string | null;
  readonly address: string | null;
  /** `2026-10` */
  readonly period: string;
  readonly method: string;
  readonly amount: number;
  /** what the company bears of it */
  readonly fee: number;
}

const BRANCH = '0000';
const CASHIER = 'TGBOT';

/** The register as bytes, CRLF. A text never holds the delimiter or a formula, so that every reader cuts it alike. */
export function writePaymentRegister(
  payments: readonly RegisterPayment[],
  template: RegisterTemplate,
): Buffer {
  const { columns, delimiter, encoding } = template;
  const lines = payments.map((payment) => {
    const cells = columns.map((column) => plain(cell(column, payment, template), delimiter));
    return cells.join(delimiter);
  });
  if (template.trailer) lines.push(trailer(payments, template));
  return encodeText(lines.map((line) => `${line}\r\n`).join(''), encoding);
}

function cell(column: RegisterColumn, payment: RegisterPayment, { decimal }: RegisterTemplate): string {
  const [day = '', clock = ''] = payment.paidAt.split('T');
  const [year = '', month = '', date = ''] = day.split('-');
  switch (column) {
    case 'date':
      return `${date}-${month}-${year}`;
    case 'time':
      return clock.replaceAll(':', '-');
    case 'branch':
      return BRANCH;
    case 'cashier':
      return CASHIER;
    case 'period':
      return `${payment.period.slice(5)}${payment.period.slice(0, 4)}`;
    case 'amount':
      return roubles(payment.amount, decimal);
    case 'transfer':
      return roubles(payment.amount - payment.fee, decimal);
    case 'fee':
      return roubles(payment.fee, decimal);
    case 'empty':
      return '';
    default:
      return payment[column] ?? '';
  }
}

function trailer(payments: readonly RegisterPayment[], { delimiter, decimal }: RegisterTemplate): string {
  let amount = 0;
  let fee = 0;
  for (const payment of payments) {
    amount += payment.amount;
    fee += payment.fee;
  }
  const sums = [amount, amount - fee, fee].map((sum) => roubles(sum, decimal));
  return [`=${payments.length}`, ...sums].join(delimiter);
}

/** Such registers have no quoting. Accounts and sums keep every sign. */
function plain(text: string, delimiter: string): string {
  const line = text.replaceAll(/[\r\n\t]+/g, ' ').replaceAll(delimiter, delimiter === ';' ? ',' : ' ');
  // The signs by which a spreadsheet knows a formula, and by which registers know their trailer.
  return /^-\d/.test(line) ? line : line.replace(/^[\s=+\-@]+/, '');
}

export function roubles(sum: number, decimal: ',' | '.'): string {
  const digits = String(Math.abs(sum)).padStart(3, '0');
  return `${sum < 0 ? '-' : ''}${digits.slice(0, -2)}${decimal}${digits.slice(-2)}`;
}
