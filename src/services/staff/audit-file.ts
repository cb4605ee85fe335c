import type { WorkbookDeps } from '../../documents/documents.ts';
import type { RoleGrant } from '../../domain/roles.ts';
import { writeCsvInSteps } from '../../formats/csv-safe.ts';
import { encodeText } from '../../formats/encoding.ts';
import type { XlsxColumn } from '../../formats/xlsx-writer.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import { auditActor, auditSentence, auditSubject } from './audit-sentence.ts';
import { type AuditFilter, exportAudit } from './list-audit.ts';

export const AUDIT_FORMATS = ['xlsx', 'csv'] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

/**
 * The journal as a file that spreadsheets open, by the same filter as the screen.
 * @throws DomainError NOT_ALLOWED
 */
export async function auditFile(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'> & WorkbookDeps,
  options: {
    readonly grants: readonly RoleGrant[];
    readonly filter: AuditFilter;
    readonly format: AuditFormat;
    readonly tr: Translator;
  },
): Promise<{ bytes: Uint8Array; fileName: string; total: number; written: number }> {
  const { tr, format } = options;
  const { rows, total } = await exportAudit(deps, options);
  const zone = deps.installation.timezone;
  const columns: XlsxColumn[] = [
    { header: tr.plain('staff-audit-column-at'), width: 18 },
    { header: tr.plain('staff-audit-column-who') },
    { header: tr.plain('staff-audit-column-what'), width: 48 },
    { header: tr.plain('staff-audit-column-about') },
    { header: tr.plain('staff-audit-column-company') },
    { header: tr.plain('staff-audit-column-action') },
    { header: tr.plain('staff-audit-column-details'), width: 32 },
  ];
  const cells = rows.map((row) => [
    tr.dateTimeSeconds(row.at, zone),
    auditActor(row, tr),
    auditSentence(row, tr),
    auditSubject(row, tr),
    row.company ?? '',
    row.action,
    Object.keys(row.details).length === 0 ? '' : JSON.stringify(row.details),
  ]);
  const bytes =
    format === 'xlsx'
      ? await deps.documents.workbook([{ name: tr.plain('staff-audit-file'), columns, rows: cells }])
      : encodeText(await writeCsvInSteps([columns.map(({ header }) => header), ...cells]), 'utf-8-bom');
  return { bytes, fileName: `${tr.plain('staff-audit-file')}.${format}`, total, written: rows.length };
}
