import type { WorkbookDeps } from '../../documents/documents.ts';
import { dateIn } from '../../domain/clock-zone.ts';
import { MAX_ZONES, valueToDecimal } from '../../domain/meters.ts';
import { writeCsv } from '../../formats/csv-safe.ts';
import { encodeText } from '../../formats/encoding.ts';
import type { XlsxColumn } from '../../formats/xlsx-writer.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ExportedReading } from './reading-history.ts';

export const HISTORY_FORMATS = ['csv', 'xlsx'] as const;
export type HistoryFormat = (typeof HISTORY_FORMATS)[number];

/** All readings as a file that spreadsheets open; decimal commas in CSV, numbers in Excel. */
export async function historyFile(
  deps: WorkbookDeps,
  readings: readonly ExportedReading[],
  options: { readonly format: HistoryFormat; readonly zone: string; readonly tr: Translator },
): Promise<{ readonly fileName: string; readonly bytes: Uint8Array }> {
  const { format, zone, tr } = options;
  const zones = Math.min(MAX_ZONES, Math.max(1, ...readings.map(({ row }) => row.values.length)));
  const columns: XlsxColumn[] = [
    { header: tr.plain('meters-column-resource') },
    { header: tr.plain('meters-column-serial') },
    { header: tr.plain('meters-column-place') },
    { header: tr.plain('meters-column-period'), width: 16 },
    ...Array.from(
      { length: zones },
      (_, index): XlsxColumn => ({
        header: tr.plain('meters-column-value', { zone: String(index + 1) }),
        kind: 'number',
      }),
    ),
    { header: tr.plain('meters-column-date'), kind: 'date' },
    { header: tr.plain('meters-column-status') },
    { header: tr.plain('meters-column-reason') },
    { header: tr.plain('meters-column-number') },
  ];
  const rows = readings.map(({ meter, row }) => {
    const status = row.source === 'estimate' || row.source === 'import' ? row.source : row.status;
    return {
      before: [
        tr.plain(`meters-name-${meter.resource}`),
        meter.serial,
        meter.name ?? meter.place,
        tr.period(row.period),
      ],
      values: Array.from({ length: zones }, (_, index) => row.values[index] ?? null),
      day: dateIn(row.takenAt, zone),
      after: [tr.plain(`meters-status-${status}`), row.reason, row.number],
    };
  });
  const fileName = `${tr.plain('meters-file-name')}.${format}`;
  if (format === 'xlsx') {
    const sheet = rows.map(({ before, values, day, after }) => [
      ...before,
      ...values.map((value) => (value === null ? null : Number(valueToDecimal(value)))),
      day,
      ...after,
    ]);
    return {
      fileName,
      bytes: await deps.documents.workbook([{ name: tr.plain('meters-file-sheet'), columns, rows: sheet }]),
    };
  }
  const text = writeCsv([
    columns.map(({ header }) => header),
    ...rows.map(({ before, values, day, after }) => [
      ...before,
      ...values.map((value) => (value === null ? null : valueToDecimal(value).replace('.', ','))),
      tr.date(day, 'UTC'),
      ...after,
    ]),
  ]);
  return { fileName, bytes: encodeText(text, 'utf-8-bom') };
}
