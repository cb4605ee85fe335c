import type { Kopecks } from '../../../domain/money.ts';
import type { ImportProblem, MovedAccounts } from '../import-plan.ts';
import type { PlannedRow, RowComparison, RowKindName } from './row-kind.ts';

/** What a file of rows holds and what applying it would change: the dry run. */
export interface RowsPlan {
  readonly kind: RowKindName;
  readonly sha256: string;
  readonly fileName: string;
  readonly parsed: {
    readonly format: string;
    readonly encoding: string;
    readonly sheet: string | null;
    readonly unknownColumns: readonly string[];
  };
  /** good rows, in the order in which they are written: provider, number, row */
  readonly rows: readonly PlannedRow[];
  readonly counts: Omit<RowComparison, 'refused'>;
  /** rows with an error are left out when the rest is published; all of them, sorted */
  readonly errors: readonly ImportProblem[];
  /** the file was cut or edited: nothing of it may be published */
  readonly damaged: boolean;
  readonly warnings: readonly ImportProblem[];
  readonly warningCount: number;
  readonly providers: readonly {
    readonly id: number;
    readonly name: string;
    readonly rows: number;
    /** null = this kind knows no sums */
    readonly sum: Kopecks | null;
  }[];
  /** Publishing suspends access to them until staff decides. */
  readonly moved: MovedAccounts;
  readonly publishedBatchId: number | null;
}

/** Whether there is something to publish and nothing against it. */
export function isRowsApplicable(plan: RowsPlan): boolean {
  return plan.rows.length > 0 && !plan.damaged && plan.publishedBatchId === null;
}
