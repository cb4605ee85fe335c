import type { BillFinding, BillLine } from '../../domain/bill-lines.ts';
import type { Kopecks } from '../../domain/money.ts';

/** What a bill's paper says; loaded by a service for somebody who may see all of it. */
export interface BillFacts {
  readonly period: string;
  readonly type: string;
  /** `2026-11-05` */
  readonly billDate: string;
  readonly asOf: Date;
  readonly zone: string;
  readonly provider: { readonly name: string; readonly inn: string | null };
  readonly company: {
    readonly name: string;
    readonly phone: string | null;
    readonly email: string | null;
  } | null;
  readonly numberLabel: string;
  readonly number: string;
  readonly payer: string | null;
  readonly address: string | null;
  readonly flat: string | null;
  readonly area: string | null;
  readonly livingArea: string | null;
  readonly people: number | null;
  readonly lines: readonly BillLine[];
  /** kopecks; negative = overpayment */
  readonly total: Kopecks;
  readonly findings: readonly BillFinding[];
  readonly comment: string | null;
  /** kopecks, negative = advance; null: an older bill, its debt stands in the newest one */
  readonly left: Kopecks | null;
  readonly later: readonly { readonly at: Date; readonly amount: Kopecks }[];
  readonly requisites: {
    readonly name: string;
    readonly personalAcc: string;
    readonly bankName: string;
    readonly bic: string;
    readonly correspAcc: string;
    readonly kpp: string | null;
  };
  /** text of the payment QR; null: nothing to pay, or the requisites do not make one */
  readonly qr: string | null;
}
