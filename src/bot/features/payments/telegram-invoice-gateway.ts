import { type Api, GrammyError, InlineKeyboard } from 'grammy';
import { toDecimalString } from '../../../domain/money.ts';
import {
  InvoiceRefusedError,
  type ReceiptItem,
  type TelegramInvoiceGateway,
} from '../../../gateways/payments/telegram-invoice-gateway.ts';

/** Not empty, so that a forwarded copy gets a link instead of a Pay button. */
const START_PARAMETER = 'bills';

/** Invoices through the Bot API, with the fiscal receipt's data for the provider behind the token. */
export function createTelegramInvoiceGateway(api: Api, providerToken: string): TelegramInvoiceGateway {
  return {
    async sendInvoice(invoice) {
      const keyboard = new InlineKeyboard()
        .pay(invoice.payCaption)
        .row()
        .text(invoice.cancelButton.caption, invoice.cancelButton.data);
      try {
        const message = await api.sendInvoice(
          invoice.telegramId,
          invoice.title,
          invoice.description,
          invoice.payload,
          'RUB',
          [{ label: invoice.label, amount: invoice.total }],
          {
            provider_token: providerToken,
            provider_data: providerData(invoice.receiptItems, invoice.receiptEmail),
            start_parameter: START_PARAMETER,
            protect_content: true,
            // The fiscal receipt must reach the payer: without a contact the provider refuses the payment.
            ...(invoice.receiptEmail === null ? { need_email: true, send_email_to_provider: true } : {}),
            reply_markup: keyboard,
          },
        );
        return { messageId: message.message_id };
      } catch (error) {
        if (
          error instanceof GrammyError &&
          error.error_code >= 400 &&
          error.error_code < 500 &&
          error.error_code !== 429
        ) {
          throw new InvoiceRefusedError(error.description);
        }
        throw error;
      }
    },
  };
}

/** 54-ФЗ: the lines of the fiscal receipt in the form of YooKassa, whose sum is the invoice's total. */
export function providerData(items: readonly ReceiptItem[], email: string | null): string {
  return JSON.stringify({
    receipt: {
      ...(email === null ? {} : { customer: { email } }),
      items: items.map(({ description, amount, vatCode, subject }) => ({
        description,
        quantity: '1.00',
        amount: { value: toDecimalString(amount), currency: 'RUB' },
        vat_code: vatCode,
        payment_mode: 'full_payment',
        payment_subject: subject,
      })),
    },
  });
}
