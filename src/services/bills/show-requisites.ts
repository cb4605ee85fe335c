import { DomainError } from '../../domain/errors.ts';
import type { PayeeRequisites } from '../../formats/payment-qr-writer.ts';
import type { ServiceDeps } from '../deps.ts';
import { type LoadedBill, loadBill } from './load-bill.ts';
import { loadRequisites } from './make-bill-pdf.ts';

export interface BillRequisites {
  readonly bill: Pick<
    LoadedBill,
    'billId' | 'accountNumber' | 'numberLabel' | 'providerName' | 'providerInn'
  >;
  /** empty fields where the provider's settings have none */
  readonly payee: PayeeRequisites;
}

/**
 * Where to pay a bill without the bot. Two statements.
 * @throws DomainError BILL_NOT_FOUND
 */
export async function showRequisites(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: { readonly residentId: number; readonly billId: number },
): Promise<BillRequisites> {
  const bill = await loadBill(deps.db, {
    ...options,
    now: deps.clock.now(),
    installation: deps.installation,
  });
  if (bill === null) throw new DomainError('BILL_NOT_FOUND');
  return { bill, payee: await loadRequisites(deps.db, bill.providerId) };
}
