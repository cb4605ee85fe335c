import { type BillChanges, compareBills } from '../../domain/bill-changes.ts';
import type { ServiceDeps } from '../deps.ts';
import { type BillRun, loadBillRun } from './load-bill-run.ts';

export interface BillExplanation extends Omit<BillRun, 'bills'> {
  readonly bill: BillRun['bills'][0];
  /** null: there is no earlier bill of this kind to compare with */
  readonly previous: { readonly bill: BillRun['bills'][0]; readonly changes: BillChanges } | null;
}

/**
 * Why a bill differs from the one before it, by line (PRODUCT C3). One statement.
 * @throws DomainError BILL_NOT_FOUND, FULL_LEVEL_NEEDED
 */
export async function explainBill(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly residentId: number; readonly billId: number },
): Promise<BillExplanation> {
  const { bills, ...about } = await loadBillRun(deps.db, { ...options, months: 2, now: deps.clock.now() });
  const [bill, before] = bills;
  return {
    ...about,
    bill,
    previous: before === undefined ? null : { bill: before, changes: compareBills(before, bill) },
  };
}
