import { type Kopecks, kopecks } from './money.ts';

/** The newest published bill of the account. */
export interface BillFacts {
  /** Sum to pay as the company counts it; negative = overpayment. */
  readonly total: Kopecks;
  /** The moment up to which the company's figures know payments. */
  readonly asOf: Date;
}

/** Money given back of one payment item. */
export interface RefundFacts {
  /** What of it belongs to the transfer; a returned commission never was the company's money. */
  readonly amount: Kopecks;
  readonly at: Date;
  /** When the export batch that told the company was closed; null = it was not told. */
  readonly exportClosedAt: Date | null;
}

/** A payment made here whose money was taken (succeeded, also if given back later): the item of this account. */
export interface OwnPaymentFacts {
  readonly id: string | number;
  /** Without commission. */
  readonly amount: Kopecks;
  readonly paidAt: Date;
  /** When the export batch it stands in was closed; null = in none, or in one still open. */
  readonly exportClosedAt: Date | null;
  readonly refunds: readonly RefundFacts[];
}

/** A payment made elsewhere, from a register of the bank or the company. */
export interface ImportedPaymentFacts {
  readonly id: string | number;
  readonly amount: Kopecks;
  readonly paidAt: Date;
  /** When the company learned of it, if the register says so; null = when it was made. */
  readonly knownAt: Date | null;
  /** Our own payment that this row reports, if it was recognised. */
  readonly ownPaymentId: string | number | null;
}

export interface LeftToPayInput {
  readonly bill: BillFacts;
  readonly ownPayments: readonly OwnPaymentFacts[];
  readonly importedPayments: readonly ImportedPaymentFacts[];
  /** The company takes payments from our export batches; else it sees the money itself as it comes. */
  readonly usesExports: boolean;
}

/** One payment that the bill does not know, and what it takes off. */
export interface Subtraction {
  readonly source: 'own' | 'imported';
  readonly id: string | number;
  /** Kopecks taken off the bill's total; negative when money the company had counted was given back. */
  readonly amount: Kopecks;
}

export interface LeftToPay {
  /** Negative = advance. */
  readonly leftToPay: Kopecks;
  /** What was taken off, by source and id: shown as "your payments since". */
  readonly subtracted: readonly Subtraction[];
}

/**
 * What is left to pay on an account (DESIGN promise 3): the newest published bill minus every payment the company
 * did not know at the bill's `asOf`, refunds added back.
 *
 * Known is: for a provider that uses exports, standing in a batch closed by then (closing at the very instant
 * counts: the company had it); else, paid before then. A payment made elsewhere was known when it was made, unless
 * its register says when. A refund is a fact of its own with the same rule, but is never known before its payment:
 * so a refund of money that the company has already counted raises what is left, and a refund of money it never
 * heard of simply cancels its payment.
 *
 * An imported row that reports one of the given own payments is skipped: the money came once. It still counts when
 * that payment is not among them (we think it failed, the bank says it did not).
 *
 * The order of the inputs does not matter. Throws when a payment is given twice: that would take it off twice.
 */
export function leftToPay(input: LeftToPayInput): LeftToPay {
  const { bill, ownPayments, importedPayments, usesExports } = input;
  const asOf = bill.asOf.getTime();
  const known = (at: Date, exportClosedAt: Date | null): boolean =>
    usesExports ? exportClosedAt !== null && exportClosedAt.getTime() <= asOf : at.getTime() < asOf;
  const ownIds = uniqueIds('own', ownPayments);
  uniqueIds('imported', importedPayments);

  const subtracted: Subtraction[] = [];
  for (const { id, amount, paidAt, exportClosedAt, refunds } of ownPayments) {
    const paymentKnown = known(paidAt, exportClosedAt);
    const given = refunds
      .filter((refund) => !(paymentKnown && known(refund.at, refund.exportClosedAt)))
      .reduce((sum, refund) => sum + refund.amount, 0);
    const takenOff = (paymentKnown ? 0 : amount) - given;
    if (takenOff !== 0) subtracted.push({ source: 'own', id, amount: kopecks(takenOff) });
  }
  for (const { id, amount, paidAt, knownAt, ownPaymentId } of importedPayments) {
    const reported = ownPaymentId !== null && ownIds.has(ownPaymentId);
    const paymentKnown = (knownAt ?? paidAt).getTime() < asOf;
    if (!reported && !paymentKnown) subtracted.push({ source: 'imported', id, amount });
  }

  const sum = subtracted.reduce((total, { amount }) => total + amount, 0);
  return { leftToPay: kopecks(bill.total - sum), subtracted };
}

function uniqueIds(source: string, payments: readonly { id: string | number }[]): Set<string | number> {
  const ids = new Set(payments.map(({ id }) => id));
  if (ids.size !== payments.length) throw new Error(`left to pay: an ${source} payment is given twice`);
  return ids;
}
