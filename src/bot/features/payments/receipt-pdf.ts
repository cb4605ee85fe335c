import type { ServiceDeps } from '../../../services/deps.ts';
import { makeReceiptPdf } from '../../../services/payments/make-receipt-pdf.ts';
import type { Operation } from '../../../services/payments/show-operation.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotContext } from '../../context.ts';
import { sendDocument, showUploading } from '../../ui/send-file.ts';
import { receiptLines } from './receipt-screen.ts';

/** «Версия для печати»: the receipt as a file below the pressed message, which stays. */
export async function sendReceiptPdf(
  ctx: BotContext,
  services: Pick<ServiceDeps, 'documents' | 'installation'>,
  operation: Operation,
): Promise<void> {
  await showUploading(ctx, 'document');
  await sendDocument(ctx, await receiptPdf(services, operation, ctx.tr));
}

/** The receipt of an operation that has ended, on paper. @throws those of `makeReceiptPdf` */
export function receiptPdf(
  services: Pick<ServiceDeps, 'documents' | 'installation'>,
  operation: Operation,
  tr: Translator,
): Promise<{ readonly bytes: Uint8Array; readonly fileName: string }> {
  const blocks = receiptLines(operation, services.installation.botUsername, tr);
  return makeReceiptPdf(services, { operation, blocks, tr });
}
