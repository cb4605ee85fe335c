import type { ErrorDetails } from '../../domain/errors.ts';
import type { Kopecks } from '../../domain/money.ts';
import type { BillingDate } from '../../domain/period.ts';
import type { ParsedAccruals, ParsedBill } from '../../formats/accruals/model.ts';
import type { ImportProvider } from './choose-provider.ts';

/** A bill with its provider known. */
export interface PlannedBill {
  readonly bill: ParsedBill;
  readonly provider: ImportProvider;
  readonly type: string;
  readonly billDate: BillingDate;
  readonly asOf: Date;
}

/** What is wrong with a row, or only noteworthy: its sentence is `problemSentence`. */
export interface ImportProblem {
  /** line in the file, from 1 */
  readonly row: number;
  readonly code: string;
  readonly details: ErrorDetails;
}

/** How a file's bills stand to those in the database. */
export interface Comparison {
  readonly counts: {
    readonly newBills: number;
    /** another sum than the one that stands now */
    readonly changedBills: number;
    readonly sameBills: number;
    readonly unknownAccounts: number;
  };
  /** Numbers that no account of the provider has: offered to be created. At most 20 of them. */
  readonly unknownSample: readonly { readonly provider: string; readonly number: string }[];
}

/** Accounts that people have and that a file gives another payer or flat; their access will be suspended. */
export interface MovedAccounts {
  readonly count: number;
  /** their numbers, the first of them */
  readonly sample: readonly string[];
}

/** What a file holds and what applying it would change: the dry run. */
export interface ImportPlan extends Comparison {
  readonly kind: 'bills';
  readonly sha256: string;
  readonly fileName: string;
  readonly parsed: Pick<ParsedAccruals, 'format' | 'encoding' | 'totals'> & {
    /** name of the workbook's sheet; null = the file is text */
    readonly sheet: string | null;
    /** headers that nothing is taken from */
    readonly unknownColumns: readonly string[];
  };
  /** In the order in which they are written: provider, number, month. */
  readonly bills: readonly PlannedBill[];
  readonly errors: readonly ImportProblem[];
  /** the first of them */
  readonly warnings: readonly ImportProblem[];
  readonly warningCount: number;
  readonly providers: readonly {
    readonly id: number;
    readonly name: string;
    readonly bills: number;
    readonly sum: Kopecks;
  }[];
  /** The latest moment up to which payments are known; null without bills. */
  readonly asOf: Date | null;
  /** Publishing suspends access to them until staff decides. */
  readonly moved: MovedAccounts;
  /** The batch in which this very file stands published already. */
  readonly publishedBatchId: number | null;
}

/** Whether nothing stands against applying it, but perhaps unknown accounts. */
export function isApplicable(plan: ImportPlan): boolean {
  return plan.errors.length === 0 && plan.bills.length > 0 && plan.publishedBatchId === null;
}

/** What a batch is about: its one provider and one company, or null where it has several. */
export function batchScope(bills: readonly { readonly provider: ImportProvider }[]): {
  readonly providerId: number | null;
  readonly companyId: number | null;
} {
  const providers = new Set(bills.map(({ provider }) => provider.id));
  const companies = new Set(bills.map(({ provider }) => provider.companyId));
  return { providerId: theOnly(providers) ?? null, companyId: theOnly(companies) ?? null };
}

function theOnly<Value>(values: ReadonlySet<Value>): Value | undefined {
  const [only] = values;
  return values.size === 1 ? only : undefined;
}
