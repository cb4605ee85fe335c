import { loadBill } from '../bills/load-bill.ts';
import type { ServiceDeps } from '../deps.ts';

/** What a bill already answers of the questions of a ticket. */
export interface AboutBill {
  readonly linkId: number;
  /** `2026-10` */
  readonly period: string;
  /** null: no line was meant, or the level does not show lines */
  readonly line: string | null;
}

/** Account, period and line of a bill of the resident's; null when it is not theirs. `line` counts from 1, 0 = none. */
export async function aboutBill(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: { readonly residentId: number; readonly billId: number; readonly line: number },
): Promise<AboutBill | null> {
  const bill = await loadBill(deps.db, {
    residentId: options.residentId,
    billId: options.billId,
    now: deps.clock.now(),
    installation: deps.installation,
  });
  if (bill === null) return null;
  const line = options.line === 0 ? null : (bill.lines[options.line - 1]?.service ?? null);
  return { linkId: bill.linkId, period: bill.period, line };
}
