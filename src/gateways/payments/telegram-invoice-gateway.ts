import type { Kopecks } from '../../domain/money.ts';

/**
 * Paying by an invoice message of Telegram. The money is taken by the provider behind the bot's token; this side
 * only sends the invoice. What speaks to Telegram lives in the bot and is injected.
 */
export interface TelegramInvoiceGateway {
  /**
   * Send the invoice message into the payer's private chat.
   * @throws InvoiceRefusedError when Telegram answered that this invoice cannot be sent; anything else
   *   (no connection, time-out) leaves it unknown whether the message went out
   */
  sendInvoice(invoice: TelegramInvoice): Promise<{ readonly messageId: number }>;
}

export interface TelegramInvoice {
  readonly telegramId: number;
  /** 1–32 characters; the gateway cuts by code points. */
  readonly title: string;
  /** 1–255 characters; cut by code points. */
  readonly description: string;
  /** Opaque to the payer, 1–128 bytes; comes back in pre_checkout_query and successful_payment. */
  readonly payload: string;
  /** The one price line: with several the provider has answered «incorrect information». */
  readonly label: string;
  readonly total: Kopecks;
  /** Lines of the fiscal receipt (54-ФЗ); their sum is `total`. */
  readonly receiptItems: readonly ReceiptItem[];
  /** Where the fiscal receipt goes; null = Telegram asks the payer for an address. */
  readonly receiptEmail: string | null;
  readonly payCaption: string;
  readonly cancelButton: { readonly caption: string; readonly data: string };
}

/** One line of the fiscal receipt as the provider behind Telegram takes it. */
export interface ReceiptItem {
  /** 1–128 characters */
  readonly description: string;
  readonly amount: Kopecks;
  readonly vatCode: number;
  readonly subject: 'service' | 'agent_commission';
}

/** Telegram refused the invoice itself (limits, token, blocked bot): nothing was sent. */
export class InvoiceRefusedError extends Error {
  /** Telegram's description, for logs and the payment's journal; never shown to the payer. */
  readonly reason: string;

  constructor(reason: string) {
    super(`Telegram refused the invoice: ${reason}`);
    this.name = 'InvoiceRefusedError';
    this.reason = reason;
  }
}
