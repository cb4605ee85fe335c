import type { ImportKind } from '../../database/generated/enums.ts';
import type { ServiceDeps } from '../deps.ts';
import { detectKind, openImportFile } from './detect-kind.ts';
import { type ImportPlan, isApplicable } from './import-plan.ts';
import { type ImportFile, planImport } from './plan-import.ts';
import { rowKind } from './rows/kinds.ts';
import { planRows } from './rows/plan-rows.ts';
import { isRowsApplicable, type RowsPlan } from './rows/rows-plan.ts';

/** The dry run of a file of any kind. */
export type AnyPlan = ImportPlan | RowsPlan;

/**
 * Read a file of any kind and say what applying it would do; nothing is written.
 * @throws DomainError with a code of FILE_PROBLEMS, IMPORT_TOO_LARGE
 */
export async function planFile(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  file: ImportFile & { /** null = by what the file holds */ readonly kind: ImportKind | null },
): Promise<AnyPlan> {
  const opened = await openImportFile(file.bytes, file.limits?.bytes);
  const kind = rowKind(file.kind ?? detectKind(opened));
  return kind === null ? planImport(deps, { ...file, opened }) : planRows(deps, { kind, file, opened });
}

/** Whether nothing stands against publishing it, but perhaps unknown accounts. */
export function isPlanApplicable(plan: AnyPlan): boolean {
  return plan.kind === 'bills' ? isApplicable(plan) : isRowsApplicable(plan);
}
