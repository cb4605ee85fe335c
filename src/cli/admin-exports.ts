import { readFile, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { endOfDay, startOfDay } from '../domain/clock-zone.ts';
import { parseBillingDate } from '../domain/period.ts';
import { CONFIGURED_ADMINISTRATOR } from '../domain/roles.ts';
import { PAYMENT_FILE_FORMATS, paymentExportFile } from '../services/exports/export-file.ts';
import { exportPayments } from '../services/exports/export-payments.ts';
import type { ExportActor } from '../services/exports/export-scope.ts';
import { cancelExport, closeExport } from '../services/exports/finish-export.ts';
import {
  listPaymentExports,
  type PaymentExport,
  showPaymentExport,
} from '../services/exports/list-exports.ts';
import { RECONCILIATION_SOURCES, reconcile } from '../services/reconciliation/reconcile.ts';
import { showReconciliation } from '../services/reconciliation/show-reconciliation.ts';
import type { CliServices } from './open-services.ts';
import { EXIT, type ExitCode, type Terminal, UsageError } from './program.ts';

export interface ExportCall {
  readonly services: CliServices;
  readonly terminal: Terminal;
  readonly args: readonly string[];
  readonly page: number;
  readonly options: {
    readonly from: string | null;
    readonly until: string | null;
    readonly out: string | null;
    readonly format: string | null;
    readonly source: string | null;
    readonly phone: string | null;
  };
}

const ACTOR: ExportActor = { identityId: null, grants: [CONFIGURED_ADMINISTRATOR] };

/** Commands about payments for the accounting, by name. */
export const EXPORT_COMMANDS: Readonly<Record<string, (call: ExportCall) => Promise<ExitCode>>> = {
  'export payments': create,
  'export list': list,
  'export file': file,
  'export close': close,
  'export cancel': cancel,
  reconcile: compare,
};

async function create(call: ExportCall): Promise<ExitCode> {
  const { services, terminal, options } = call;
  const providerId = await providerOf(call, 'export payments smart-zapad-zhku');
  const zone = services.installation.timezone;
  const from = readDay(options.from, terminal);
  const until = readDay(options.until, terminal);
  const { batchId } = await exportPayments(services, {
    actor: ACTOR,
    providerId,
    from: from === null ? null : startOfDay(from, zone),
    until: until === null ? services.clock.now() : endOfDay(until, zone),
  });
  sayExport(call, await showPaymentExport(services, { actor: ACTOR, batchId }));
  if (options.out !== null) await writeExport(call, batchId);
  terminal.complain(terminal.tr.plain('cli-export-close-hint', { batch: String(batchId) }));
  return EXIT.ok;
}

/** The provider whose code is the only argument. @throws UsageError that shows how it is written */
export async function providerOf({ services, terminal, args }: ExportCall, example: string): Promise<number> {
  const [code = ''] = args;
  const provider = await services.db.provider.findUnique({ where: { code }, select: { id: true } });
  if (provider === null || args.length !== 1) {
    throw new UsageError(terminal.tr.plain('cli-export-provider', { code, example }));
  }
  return provider.id;
}

async function list(call: ExportCall): Promise<ExitCode> {
  const found = await listPaymentExports(call.services, { actor: ACTOR, page: call.page });
  if (found.total === 0) call.terminal.say(call.terminal.tr.plain('exports-history-empty'));
  for (const row of found.rows) sayExport(call, row);
  return EXIT.ok;
}

async function file(call: ExportCall): Promise<ExitCode> {
  if (call.options.out === null) throw new UsageError(call.terminal.tr.plain('cli-export-out'));
  await writeExport(call, batchOf(call));
  return EXIT.ok;
}

async function close(call: ExportCall): Promise<ExitCode> {
  const batchId = batchOf(call);
  await closeExport(call.services, { actor: ACTOR, batchId });
  sayExport(call, await showPaymentExport(call.services, { actor: ACTOR, batchId }));
  return EXIT.ok;
}

async function cancel(call: ExportCall): Promise<ExitCode> {
  const batchId = batchOf(call);
  await cancelExport(call.services, { actor: ACTOR, batchId });
  call.terminal.say(call.terminal.tr.plain('cli-export-cancelled', { batch: String(batchId) }));
  return EXIT.ok;
}

async function compare({ services, terminal, args, options }: ExportCall): Promise<ExitCode> {
  const { tr, say } = terminal;
  const [path] = args;
  const source = RECONCILIATION_SOURCES.find((known) => known === (options.source ?? 'gateway'));
  if (path === undefined || args.length > 1 || source === undefined) {
    throw new UsageError(tr.plain('cli-reconcile-file'));
  }
  const { id } = await reconcile(services, {
    grants: ACTOR.grants,
    identityId: null,
    draftId: null,
    source,
    fileName: basename(path),
    bytes: await readBytes(path, terminal),
  });
  const { counts } = await showReconciliation(services, { grants: ACTOR.grants, id });
  say(tr.plain('cli-reconciled', { id: String(id) }));
  for (const { outcome, count } of counts) {
    const name = tr.plainOr(`reconciliation-${outcome.replace('_', '-')}`, {}, 'reconciliation-matched');
    say(`${name}: ${count}`);
  }
  return EXIT.ok;
}

function sayExport({ services, terminal: { tr, say } }: ExportCall, row: PaymentExport): void {
  const zone = services.installation.timezone;
  const state =
    row.closedAt === null
      ? tr.plain('cli-export-open')
      : tr.plain('cli-export-closed', { at: tr.dateTime(row.closedAt, zone) });
  const sums = tr.plain('exports-batch-sum', { count: row.count, sum: tr.money(row.sum) });
  say(`№ ${row.id}  ${tr.dateTime(row.createdAt, zone)}  ${row.provider}  ${sums}  ${state}`);
}

async function writeExport({ services, terminal, options }: ExportCall, batchId: number): Promise<void> {
  const format = PAYMENT_FILE_FORMATS.find((known) => known === (options.format ?? 'register'));
  if (format === undefined || options.out === null) throw new UsageError(terminal.tr.plain('cli-export-out'));
  const { bytes } = await paymentExportFile(services, { actor: ACTOR, batchId, format, tr: terminal.tr });
  await writeFile(options.out, bytes);
  terminal.complain(terminal.tr.plain('cli-export-written', { file: options.out }));
}

/** The number of an export, the only argument. @throws UsageError */
export function batchOf({ args, terminal }: ExportCall): number {
  const batchId = Number(args[0]);
  if (args.length !== 1 || !/^[1-9]\d{0,8}$/.test(args[0] ?? '')) {
    throw new UsageError(terminal.tr.plain('cli-export-number'));
  }
  return batchId;
}

function readDay(text: string | null, { tr }: Terminal) {
  if (text === null) return null;
  const date = parseBillingDate(text);
  if (date === null) throw new UsageError(tr.plain('cli-wrong-date', { value: text }));
  return date;
}

async function readBytes(path: string, { tr }: Terminal): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(tr.plain('cli-import-unreadable', { file: path, reason }));
  }
}
