import { kopecks } from '../../../domain/money.ts';
import type { ReceiptItem, TelegramInvoice } from '../../../gateways/payments/telegram-invoice-gateway.ts';
import { payloadOf } from '../../../services/payments/payment-number.ts';
import type { PaymentRow } from '../../../services/payments/payment-row.ts';
import { cut } from '../../../services/payments/receipt-items.ts';
import { itemSnapshotSchema } from '../../../services/payments/snapshots.ts';
import type { Translator } from '../../../texts/texts.ts';
import { payRoutes } from './callback-data.ts';

const MAX_TITLE = 32;
const MAX_DESCRIPTION = 255;

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
  const period = periodText(first.snapshot.bill, tr);
  const provider = first.snapshot.provider.name;
  const commission = kopecks(payment.commission);
  return {
    telegramId: Number(payment.payerTelegramId),
    title: cut(tr.plain('payments-invoice-title', { period, provider }), MAX_TITLE),
    description: cut(
      tr.plain('payments-invoice-description', {
        provider,
        period,
        number: first.accountNumber,
        sum: tr.money(kopecks(payment.amount)),
        commission: tr.money(commission),
        operation: payment.number,
      }),
      MAX_DESCRIPTION,
    ),
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

function periodText(bill: { readonly period: string } | null, tr: Translator): string {
  return bill === null ? '' : tr.period(bill.period);
}
