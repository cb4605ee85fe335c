import type { WorkbookDeps } from '../../documents/documents.ts';
import { readGisDocuments } from '../../formats/accruals/gis.ts';
import { decodedChunks } from '../../formats/encoding.ts';
import { buildErrorFile, type ErrorFile } from '../../formats/error-file.ts';
import { sheetAsText } from '../../formats/open-register.ts';
import { readLines, readRecords } from '../../formats/text-records.ts';
import { XLSX_MAX_ROWS } from '../../formats/xlsx-writer.ts';
import type { Translator } from '../../texts/texts.ts';
import { bookOf, openImportFile } from './detect-kind.ts';
import type { AnyPlan } from './plan-file.ts';
import { fileRefusal, problemSentence } from './problem-sentence.ts';

/**
 * The register as it came (a workbook as a workbook) with the reason beside every row that was refused: to be
 * corrected and sent again.
 * @throws DomainError with a code of FILE_PROBLEMS when the bytes are not the plan's any more
 */
export async function importErrorFile(
  deps: WorkbookDeps,
  bytes: Uint8Array,
  plan: Pick<AnyPlan, 'kind' | 'errors' | 'fileName'> & { readonly parsed: { readonly format: string } },
  tr: Translator,
): Promise<ErrorFile> {
  const opened = await openImportFile(bytes, Number.POSITIVE_INFINITY);
  const book = bookOf(plan.kind);
  const gis = opened.workbook === null || plan.kind !== 'bills' ? null : readGisDocuments(opened.workbook);
  const file = buildErrorFile(gis === null ? opened.text : sheetAsText(gis.services), plan.errors, {
    fileName: plan.fileName,
    sentence: (problem) => problemSentence(problem, tr),
    reasonHeader: tr.plain('imports-error-column'),
    limits: { bytes: Number.POSITIVE_INFINITY },
    ...(gis !== null ? { other: { count: gis.count } } : {}),
    ...(plan.kind === 'bills'
      ? {}
      : {
          other:
            plan.parsed.format === 'table'
              ? { count: (cells: readonly string[]) => book.count(cells) }
              : ({ delimiter: ';' } as const),
        }),
  });
  if (!file.ok) throw fileRefusal(file);
  return opened.sheet === null ? file : asWorkbook(deps, file, gis?.services.name ?? opened.sheet);
}

/** Larger sheets stay a table, under a name that says so. */
async function asWorkbook(deps: WorkbookDeps, file: ErrorFile, name: string): Promise<ErrorFile> {
  const records = [...readRecords(readLines(decodedChunks(file.bytes, 'utf-8-bom')), ';')];
  const bare = file.fileName.replace(/\.[^.]{1,5}$/, '');
  if (records.length > XLSX_MAX_ROWS) return { ...file, fileName: `${bare}.csv` };
  const width = Math.max(1, ...records.map(({ cells }) => cells.length));
  const [first, ...rest] = records.map(({ cells }) => cells);
  const bytes = await deps.documents.workbook([
    {
      name,
      columns: Array.from({ length: width }, (_, index) => ({ header: first?.[index] ?? '' })),
      rows: rest,
    },
  ]);
  return { ok: true, fileName: `${bare}.xlsx`, bytes };
}
