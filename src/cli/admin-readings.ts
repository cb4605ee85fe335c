import { writeFile } from 'node:fs/promises';
import {
  EXPORTS_PER_PAGE,
  exportReadings,
  listReadingExports,
  READING_EXPORT_FORMATS,
  readingExportFile,
} from '../services/meters/export-readings.ts';
import { batchOf, type ExportCall, providerOf } from './admin-exports.ts';
import { EXIT, type ExitCode, sayPage, UsageError } from './program.ts';

const ACTOR = { identityId: null, grants: 'cli' } as const;

/** Commands about readings for the accounting, by name. */
export const READING_COMMANDS: Readonly<Record<string, (call: ExportCall) => Promise<ExitCode>>> = {
  'readings export': create,
  'readings list': list,
  'readings file': file,
};

async function create(call: ExportCall): Promise<ExitCode> {
  const { services, terminal, options } = call;
  const format = formatOf(call);
  const providerId = await providerOf(call, 'readings export smart-zapad-zhku');
  // Nobody to ring here: the bot looks at its queue by itself.
  const deps = { ...services, notify: () => undefined };
  const { batchId, ...made } = await exportReadings(deps, { actor: ACTOR, providerId });
  terminal.say(terminal.tr.plain('cli-readings-exported', { batch: String(batchId), ...made }));
  if (options.out !== null) await write(call, batchId, format, options.out);
  return EXIT.ok;
}

async function list(call: ExportCall): Promise<ExitCode> {
  const { services, terminal, page } = call;
  const providerId = await providerOf(call, 'readings list smart-zapad-zhku');
  const found = await listReadingExports(services, { actor: ACTOR, providerId, page });
  if (found.total === 0) terminal.say(terminal.tr.plain('meters-export-none'));
  for (const { id, count, createdAt } of found.items) {
    const day = terminal.tr.dateTime(createdAt, found.zone);
    terminal.say(terminal.tr.plain('meters-export-row', { batch: String(id), day, count: String(count) }));
  }
  sayPage(terminal, { page, total: found.total }, EXPORTS_PER_PAGE);
  return EXIT.ok;
}

async function file(call: ExportCall): Promise<ExitCode> {
  const { out } = call.options;
  if (out === null) throw new UsageError(call.terminal.tr.plain('cli-readings-out'));
  await write(call, batchOf(call), formatOf(call), out);
  return EXIT.ok;
}

type Format = (typeof READING_EXPORT_FORMATS)[number];

/** Looked at before anything is marked: a typing mistake must not use up an export. */
function formatOf({ options, terminal }: ExportCall): Format {
  const format = READING_EXPORT_FORMATS.find((known) => known === (options.format ?? 'csv'));
  if (format === undefined) throw new UsageError(terminal.tr.plain('cli-readings-out'));
  return format;
}

async function write(
  { services, terminal }: ExportCall,
  batchId: number,
  format: Format,
  out: string,
): Promise<void> {
  const { bytes } = await readingExportFile(services, { actor: ACTOR, batchId, format });
  await writeFile(out, bytes);
  terminal.complain(terminal.tr.plain('cli-export-written', { file: out }));
}
