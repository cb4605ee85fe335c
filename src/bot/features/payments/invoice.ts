import { kopecks } from '../../../domain/money.ts';
import type { ReceiptItem, TelegramInvoice } from '../../../gateways/payments/telegram-invoice-gateway.ts';
import { payloadOf } from '../../../services/payments/payment-number.ts';
import type { PaymentRow } from '../../../services/payments/payment-row.ts';
import { cut } from '../../../services/payments/receipt-items.ts';
import { type ItemSnapshot, itemSnapshotSchema } from '../../../services/payments/snapshots.ts';
import type { Translator } from '../../../texts/texts.ts';
import { payRoutes } from './callback-data.ts';

const MAX_TITLE = 32;
const MAX_DESCRIPTION = 255;
/** Leaves room for the sums and the operation's number. */
const MAX_NUMBERS = 120;

/** A payment as the invoice message that Telegram shows; the sums are the payment's own. */
export function telegramInvoice(
  payment: PaymentRow,
  receipt: { readonly email: string | null; readonly items: readonly ReceiptItem[] },
  tr: Translator,
): TelegramInvoice {
  const items = payment.items.map((item) => ({
    amount: kopecks(item.amount),
    accountNumber: item.accountNumber,
    snapshot: itemSnapshotSchema.parse(item.snapshot),
  }));
  const [first] = items;
  if (first === undefined || payment.payerTelegramId === null)
    throw new Error('an invoice needs an item and a payer');
  const sums = {
    sum: tr.money(kopecks(payment.amount)),
    commission: tr.money(kopecks(payment.commission)),
    operation: payment.number,
  };
  const { title, what } = named(first, items, tr);
  return {
    telegramId: Number(payment.payerTelegramId),
    title: cut(title, MAX_TITLE),
    description: cut(`${what} ${tr.plain('payments-invoice-sums', sums)}`, MAX_DESCRIPTION),
    payload: payloadOf(payment.number),
    label: tr.plain('payments-invoice-label'),
    total: kopecks(payment.total),
    receiptItems: receipt.items,
    receiptEmail: receipt.email,
    payCaption: tr.plain('payments-button-pay', { sum: tr.money(kopecks(payment.total)) }),
    cancelButton: {
      caption: tr.plain('payments-button-cancel'),
      data: payRoutes.cancel.data({ payment: payment.id }),
    },
  };
}

interface InvoiceItem {
  readonly accountNumber: string;
  readonly snapshot: ItemSnapshot;
}

/** A bill by its month, a number by its provider, several by how many they are. */
function named(
  first: InvoiceItem,
  items: readonly InvoiceItem[],
  tr: Translator,
): { readonly title: string; readonly what: string } {
  if (items.length > 1) {
    const numbers = cut(items.map(({ accountNumber }) => accountNumber).join(', '), MAX_NUMBERS);
    return {
      title: tr.plain('payments-invoice-title-several', { count: String(items.length) }),
      what: tr.plain('payments-invoice-several', { numbers }),
    };
  }
  const { bill, provider } = first.snapshot;
  const params = { provider: provider.name, number: first.accountNumber };
  if (bill === null) {
    return {
      title: tr.plain('payments-invoice-title-number', params),
      what: tr.plain('payments-invoice-number', params),
    };
  }
  const period = tr.period(bill.period);
  return {
    title: tr.plain('payments-invoice-title', { ...params, period }),
    what: tr.plain('payments-invoice-bill', { ...params, period }),
  };
}
