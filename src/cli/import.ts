import { readFile, writeFile } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { startOfDay } from '../domain/clock-zone.ts';
import { DomainError } from '../domain/errors.ts';
import { type BillingDate, isPeriod, type Period, parseBillingDate } from '../domain/period.ts';
import { applyImport } from '../services/imports/apply-import.ts';
import { IMPORT_KINDS, type ImportKind } from '../services/imports/import-draft.ts';
import { importErrorFile } from '../services/imports/import-error-file.ts';
import { type AnyPlan, isPlanApplicable, planFile } from '../services/imports/plan-file.ts';
import { planReport } from '../services/imports/plan-report.ts';
import { applyRows } from '../services/imports/rows/apply-rows.ts';
import { type Html, htmlToPlain } from '../texts/html.ts';
import type { Translator } from '../texts/texts.ts';
import { type CliServices, openServices } from './open-services.ts';
import { EXIT, type ExitCode, runProgram, type Terminal, UsageError } from './program.ts';
import { createProgressLine } from './progress-line.ts';

/** A file from the server's own disk may be larger than what Telegram hands over. */
const LIMITS = { bytes: 512 * 1024 * 1024, rows: 10_000_000 } as const;

interface ImportCommand {
  readonly file: string;
  readonly provider: string | null;
  readonly asOf: BillingDate | null;
  readonly period: Period | null;
  readonly createAccounts: boolean;
  readonly apply: boolean;
  readonly errors: string | null;
  /** null = by what the file holds */
  readonly kind: ImportKind | null;
}

/** @throws UsageError */
function readCommand(args: readonly string[], tr: Translator): ImportCommand {
  const { values, positionals } = parse(args);
  const [file, ...others] = positionals;
  if (file === undefined) throw new UsageError(tr.plain('cli-import-no-file'));
  if (others.length > 0) throw new UsageError(tr.plain('cli-import-one-file'));
  const asOf = values['as-of'] === undefined ? null : parseBillingDate(values['as-of']);
  if (values['as-of'] !== undefined && asOf === null) {
    throw new UsageError(tr.plain('cli-wrong-date', { value: values['as-of'] }));
  }
  const { period } = values;
  if (period !== undefined && !isPeriod(period)) {
    throw new UsageError(tr.plain('cli-wrong-period', { value: period }));
  }
  return {
    file,
    provider: values.provider ?? null,
    asOf,
    period: period ?? null,
    createAccounts: values['create-accounts'] ?? false,
    apply: values.apply ?? false,
    errors: values.errors ?? null,
    kind: readKind(values.kind, tr),
  };
}

/** @throws UsageError */
function readKind(text: string | undefined, tr: Translator): ImportKind | null {
  if (text === undefined) return null;
  const kind = IMPORT_KINDS.find((name) => name === text);
  if (kind === undefined)
    throw new UsageError(tr.plain('cli-import-wrong-kind', { kinds: IMPORT_KINDS.join(', ') }));
  return kind;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        provider: { type: 'string' },
        'as-of': { type: 'string' },
        period: { type: 'string' },
        'create-accounts': { type: 'boolean' },
        apply: { type: 'boolean' },
        errors: { type: 'string' },
        kind: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

async function runImport(
  services: CliServices,
  command: ImportCommand,
  terminal: Terminal,
): Promise<ExitCode> {
  const { tr, say, complain } = terminal;
  const bytes = await readRegister(command.file, tr);
  const progress = createProgressLine();
  const plan = await planFile(services, {
    kind: command.kind,
    bytes,
    fileName: basename(command.file),
    companies: 'all',
    providerId: await providerIdOf(services, command.provider, tr),
    asOf: asOfMoment(services, command.asOf),
    period: command.period,
    limits: LIMITS,
    onRead: ({ bytesRead, bytesTotal }) =>
      progress.show(tr.plain('cli-import-reading'), bytesRead, bytesTotal),
  });
  progress.clear();
  say(htmlToPlain(planReport(plan, tr, services.installation.timezone)));
  if (command.errors !== null) await writeErrors(services, command, bytes, plan, terminal);
  if (plan.publishedBatchId !== null) return EXIT.ok;
  if (!isPlanApplicable(plan)) return EXIT.refused;
  if (!command.apply) {
    complain(tr.plain(needsCreate(plan, command) ? 'cli-import-dry-run-create' : 'cli-import-dry-run'));
    return EXIT.ok;
  }
  if (needsCreate(plan, command)) {
    complain(tr.plain('cli-import-needs-create', { count: unknownAccounts(plan) }));
    return EXIT.refused;
  }
  await apply(services, plan, command, terminal);
  return EXIT.ok;
}

function needsCreate(plan: AnyPlan, command: ImportCommand): boolean {
  return unknownAccounts(plan) > 0 && !command.createAccounts;
}

function unknownAccounts(plan: AnyPlan): number {
  return plan.kind === 'bills' ? plan.counts.unknownAccounts : 0;
}

async function apply(
  services: CliServices,
  plan: AnyPlan,
  { createAccounts }: ImportCommand,
  { tr, say }: Terminal,
): Promise<void> {
  const progress = createProgressLine();
  const cancel = new AbortController();
  const stop = (): void => cancel.abort(new DomainError('IMPORT_CANCELLED'));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
  try {
    const shared = {
      actor: { actorId: null, actorKind: 'cli' },
      signal: cancel.signal,
      onProgress: (done: number, total: number) => progress.show(tr.plain('cli-import-loading'), done, total),
    } as const;
    let done: Html;
    let result: { readonly batchId: number; readonly alreadyApplied: boolean };
    if (plan.kind === 'bills') {
      const applied = await applyImport(services, { plan, createAccounts, ...shared });
      result = applied;
      done = tr.html('imports-done', {
        bills: applied.bills,
        lines: String(applied.lines),
        created: applied.createdAccounts,
      });
    } else {
      const applied = await applyRows(services, { plan, ...shared });
      result = applied;
      done = tr.html('imports-done-rows', { rows: applied.rows });
    }
    progress.clear();
    if (result.alreadyApplied) done = tr.html('imports-done-already', { batch: String(result.batchId) });
    say(htmlToPlain(done));
    if (!result.alreadyApplied) say(tr.plain('cli-import-roll-back-hint', { batch: String(result.batchId) }));
  } finally {
    progress.clear();
    process.off('SIGINT', stop);
    process.off('SIGTERM', stop);
  }
}

async function readRegister(file: string, tr: Translator): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(tr.plain('cli-import-unreadable', { file, reason }));
  }
}

async function providerIdOf(
  services: CliServices,
  code: string | null,
  tr: Translator,
): Promise<number | null> {
  if (code === null) return null;
  const providers = await services.db.provider.findMany({
    where: { issuesBills: true, active: true },
    select: { id: true, code: true },
    orderBy: { position: 'asc' },
  });
  const found = providers.find((provider) => provider.code === code);
  if (found !== undefined) return found.id;
  const known = providers.map((provider) => provider.code).join(', ');
  throw new UsageError(tr.plain('cli-import-no-provider', { code, known }));
}

function asOfMoment(services: CliServices, date: BillingDate | null): Date | null {
  if (date === null) return null;
  const asOf = startOfDay(date, services.installation.timezone);
  if (asOf > services.clock.now()) throw new DomainError('DATE_IN_FUTURE');
  return asOf;
}

async function writeErrors(
  services: CliServices,
  { file, errors }: ImportCommand,
  bytes: Uint8Array,
  plan: AnyPlan,
  { tr, complain }: Terminal,
): Promise<void> {
  if (errors === null) return;
  if (plan.errors.length === 0) {
    complain(tr.plain('cli-import-no-errors'));
    return;
  }
  if (resolve(errors) === resolve(file)) throw new UsageError(tr.plain('cli-import-errors-same-file'));
  await writeFile(errors, (await importErrorFile(services, bytes, plan, tr)).bytes);
  complain(tr.plain('cli-import-errors-written', { file: errors }));
}

await runProgram({
  usage: (tr) => tr.plain('cli-import-usage'),
  async run(config, terminal) {
    const command = readCommand(process.argv.slice(2), terminal.tr);
    const { services, close } = await openServices(config);
    try {
      return await runImport(services, command, terminal);
    } finally {
      await close();
    }
  },
});
