import { DomainError } from '../../domain/errors.ts';
import { type LoadedBill, loadBill } from '../bills/load-bill.ts';
import type { ServiceDeps } from '../deps.ts';
import { leftOfPayable } from './payables.ts';

/**
 * A bill for the review before paying. One statement.
 * @throws DomainError BILL_NOT_FOUND (not theirs), BILL_NOT_PAYABLE (not the newest, or not served any more)
 */
export async function showPayableBill(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: { readonly residentId: number; readonly billId: number },
): Promise<LoadedBill> {
  const now = deps.clock.now();
  const bill = await loadBill(deps.db, { ...options, now, installation: deps.installation });
  if (bill === null) throw new DomainError('BILL_NOT_FOUND');
  leftOfPayable(bill);
  return bill;
}
