import { inTransaction } from '../../database/in-transaction.ts';
import { dateIn } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { kopecks } from '../../domain/money.ts';
import { isPeriod } from '../../domain/period.ts';
import { writePaymentQr } from '../../formats/payment-qr-writer.ts';
import type { Translator } from '../../texts/texts.ts';
import { loadRequisites } from '../bills/make-bill-pdf.ts';
import type { ServiceDeps } from '../deps.ts';
import { changePayment } from './change-payment.ts';
import { lockPayment, type PaymentRow } from './payment-row.ts';
import { itemSnapshotSchema } from './snapshots.ts';

/**
 * The code of a bank-QR payment, for the payer's bank app. The bank tells us nothing: a register of the company says
 * later that the money came, by account, sum and the number in the purpose. The same payment gives the same code.
 * @returns the picture (PNG)
 * @throws DomainError METHOD_UNAVAILABLE when the provider's requisites do not make a code
 */
export async function openBankQr(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'documents'>,
  options: { readonly payment: PaymentRow; readonly tr: Translator },
): Promise<Uint8Array> {
  const { payment, tr } = options;
  const [item] = payment.items;
  if (item === undefined) throw new DomainError('METHOD_UNAVAILABLE');
  const snapshot = itemSnapshotSchema.parse(item.snapshot);
  const month = dateIn(payment.createdAt, snapshot.zone).slice(0, 7);
  const period = snapshot.bill?.period ?? month;
  if (!isPeriod(period)) throw new DomainError('METHOD_UNAVAILABLE');
  const text = writePaymentQr({
    payee: await loadRequisites(deps.db, item.providerId),
    payeeInn: snapshot.provider.inn,
    sum: kopecks(payment.total),
    account: item.accountNumber,
    period,
    purpose: tr.plain('payments-qr-purpose', { number: item.accountNumber, operation: payment.number }),
  });
  if (text === null) throw new DomainError('METHOD_UNAVAILABLE');
  const now = deps.clock.now();
  await inTransaction(deps.db, async (tx) => {
    const row = await lockPayment(tx, { id: payment.id });
    if (row === null || row.status !== 'created') return;
    await changePayment(tx, row, {
      to: 'pending',
      patch: { pendingAt: now },
      key: `qr:${row.id}`,
      source: 'resident',
      at: now,
    });
  });
  return deps.documents.qrPicture(text);
}
