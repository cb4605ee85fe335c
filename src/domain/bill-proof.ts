import type { Kopecks } from './money.ts';
import { flatMatches } from './names.ts';
import { surnameMatches } from './payer-match.ts';
import type { Period } from './period.ts';

/** Photos that Telegram squeezed are far below; a scan of one page fits too. */
export const MAX_BILL_BYTES = 10 * 1024 * 1024;

/** What the QR of a paper bill says, as far as a proof needs it. */
export interface QrFacts {
  readonly sum: Kopecks | null;
  readonly period: Period | null;
  readonly payer: string | null;
  readonly flat: string | null;
}

/** The newest bill of the account, as the company issued it. */
export interface NewestBill {
  readonly total: Kopecks;
  readonly period: string;
  readonly payerName: string | null;
  readonly flat: string | null;
}

/**
 * Whether a QR can prove anything here. Where the sum is shown at the basic level it is no secret, so the QR must also
 * name the payer; the answer depends on the QR and the provider alone and tells nothing about the account.
 */
export function qrCanProve(qr: QrFacts, basicLevel: boolean): boolean {
  if (qr.sum === null || qr.period === null) return false;
  return !basicLevel || qr.payer !== null;
}

/** Whether the QR is that of the newest bill: sum, month, and everything it says about the payer. */
export function qrProves(qr: QrFacts, bill: NewestBill | null, basicLevel: boolean): boolean {
  if (bill === null || !qrCanProve(qr, basicLevel)) return false;
  if (qr.sum !== bill.total || qr.period !== bill.period) return false;
  if (qr.payer !== null && !surnameMatches(qr.payer, bill.payerName ?? '')) return false;
  return qr.flat === null || flatMatches(qr.flat, bill.flat ?? '');
}
