import { ACCOUNT_ROWS, JKU_ROWS } from './accounts.ts';
import { METER_ROWS } from './meters.ts';
import { PAYMENT_ROWS } from './payments.ts';
import { ANSWER_ROWS } from './reading-answers.ts';
import type { RowKind, RowKindName } from './row-kind.ts';

/** In the order in which a header is tried: the more particular first. */
export const ROW_KINDS: readonly RowKind[] = [JKU_ROWS, METER_ROWS, ANSWER_ROWS, PAYMENT_ROWS, ACCOUNT_ROWS];

export function rowKind(name: string): RowKind | null {
  return ROW_KINDS.find(({ kind }) => kind === name) ?? null;
}

export function isRowKind(name: string): name is RowKindName {
  return rowKind(name) !== null;
}
