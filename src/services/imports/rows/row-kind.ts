import type { DbOrTx, Tx } from '../../../database/client.ts';
import type { StaffAction } from '../../../domain/roles.ts';
import type { FileProblem } from '../../../formats/file-problem.ts';
import type { ParsedRows, RowFileLimits } from '../../../formats/rows/model.ts';
import type { ColumnBook } from '../../../formats/tables/column-book.ts';
import type { AuditRecord } from '../../staff/record-audit.ts';
import type { ImportProvider } from '../choose-provider.ts';

/** Kinds of files whose rows speak of one account each; bills have a way of their own. */
export const ROW_KIND_NAMES = ['accounts', 'jku_map', 'payments', 'meters', 'reading_answers'] as const;
export type RowKindName = (typeof ROW_KIND_NAMES)[number];

/** What a row says, as it is staged. */
export type RowData = Readonly<Record<string, string | number | boolean | null>>;

/** A row with its provider known. */
export interface PlannedRow {
  /** line in the file, from 1 */
  readonly row: number;
  readonly provider: ImportProvider;
  readonly account: string;
  readonly data: RowData;
}

/** How the rows stand to what is in the database. */
export interface RowComparison {
  readonly created: number;
  readonly changed: number;
  readonly same: number;
  /** payments of ours that the file reports: they do not count again */
  readonly matched: number;
  /** rows that cannot be taken, by the place of the row */
  readonly refused: readonly { readonly index: number; readonly code: string }[];
}

export interface RowPublishing {
  readonly batchId: number;
  readonly now: Date;
  readonly actor: Pick<AuditRecord, 'actorId' | 'actorKind'>;
}

/**
 * One kind of such files. Rows are staged in `ImportRow` (`data` plus `providerId` and `account`); publishing and
 * rolling back are statements over the batch inside one transaction.
 */
export interface RowKind {
  readonly kind: RowKindName;
  readonly action: StaffAction;
  readonly book: ColumnBook<string>;
  /** Whether a header line with these keys is of this kind. */
  fits(keys: ReadonlySet<string>, header: readonly string[]): boolean;
  parse(
    text: Uint8Array,
    options: { readonly mapping: Readonly<Record<string, string | null>>; readonly limits: RowFileLimits },
  ): ParsedRows<RowData> | FileProblem;
  /**
   * Whose rows are that name no provider, where something else in them says so: ids of providers of these companies, by
   * the place of the row. What is not found is refused with `READING_UNKNOWN`: choosing a provider would not help.
   */
  providersOf?(
    db: DbOrTx,
    rows: readonly { readonly data: RowData }[],
    companies: 'all' | readonly number[],
  ): Promise<ReadonlyMap<number, number>>;
  /** The row as it is staged; a text = the code of what is wrong with it. */
  prepare(row: PreparedFrom): RowData | string;
  compare(db: DbOrTx, rows: readonly PlannedRow[]): Promise<RowComparison>;
  publish(tx: Tx, at: RowPublishing): Promise<void>;
  rollBack(tx: Tx, at: RowPublishing): Promise<void>;
  /** Kopecks that a row brings, for the report; null = the kind knows no sums. */
  sumOf(data: RowData): number | null;
}

export interface PreparedFrom {
  readonly data: RowData;
  readonly provider: ImportProvider;
  /** zone of the provider's company */
  readonly zone: string;
  readonly now: Date;
  /** how many rows before it say the same of the same account */
  readonly repetition: number;
}

/** A mapping of a file holds texts; keys that the kind does not know are left out. */
export function mappingFor<Key extends string>(
  book: ColumnBook<Key>,
  mapping: Readonly<Record<string, string | null>>,
): Readonly<Record<string, Key | null>> {
  const known: Record<string, Key | null> = {};
  for (const [header, key] of Object.entries(mapping)) {
    if (key === null || book.isKey(key)) known[header] = key;
  }
  return known;
}
