import { createHash } from 'node:crypto';
import { setImmediate as nextTick } from 'node:timers/promises';
import { chunksOf } from '../../../database/bulk.ts';
import type { DbOrTx } from '../../../database/client.ts';
import { zoneOf } from '../../../domain/clock-zone.ts';
import type { ErrorDetails } from '../../../domain/errors.ts';
import { kopecks } from '../../../domain/money.ts';
import { DEFAULT_LIMITS, FILE_LEVEL_ERRORS } from '../../../formats/accruals/model.ts';
import type { OpenedRegister } from '../../../formats/open-register.ts';
import type { ParsedRows } from '../../../formats/rows/model.ts';
import type { ServiceDeps } from '../../deps.ts';
import { chooseProvider, covers, type ImportProvider, loadImportProviders } from '../choose-provider.ts';
import type { ImportProblem } from '../import-plan.ts';
import { foreseeMoved } from '../moved-accounts.ts';
import { type ImportFile, publishedBatchId, refuseTooManyAccounts } from '../plan-import.ts';
import { fileRefusal } from '../problem-sentence.ts';
import type { PlannedRow, RowData, RowKind } from './row-kind.ts';
import type { RowsPlan } from './rows-plan.ts';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

const FILE_ERRORS: ReadonlySet<string> = FILE_LEVEL_ERRORS;

/**
 * Read a file of rows and say what applying it would do; nothing is written.
 * @throws DomainError with a code of FILE_PROBLEMS, IMPORT_TOO_LARGE
 */
export async function planRows(
  deps: Deps,
  options: { readonly kind: RowKind; readonly file: ImportFile; readonly opened: OpenedRegister },
): Promise<RowsPlan> {
  const { kind, file, opened } = options;
  const parsed = kind.parse(opened.text, {
    mapping: file.mapping ?? {},
    limits: { ...DEFAULT_LIMITS, ...file.limits },
  });
  if (!parsed.ok) throw fileRefusal(parsed);
  await nextTick();
  const providers = await loadImportProviders(deps.db);
  const assigned = assign(deps, kind, parsed, {
    providers,
    file,
    said: await saidOf(deps.db, kind, parsed, file),
  });
  const compared = await compare(deps.db, kind, assigned.rows);
  if (kind.kind === 'accounts') await refuseTooManyAccounts(deps, compared.counts.created);
  const errors = [...parsed.errors, ...assigned.errors, ...compared.errors].sort((a, b) => a.row - b.row);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  return {
    kind: kind.kind,
    sha256,
    fileName: file.fileName,
    parsed: {
      format: parsed.format,
      encoding: parsed.encoding,
      sheet: opened.sheet,
      unknownColumns: parsed.unknownColumns,
    },
    rows: compared.rows,
    counts: compared.counts,
    errors,
    damaged: errors.some(({ code }) => FILE_ERRORS.has(code)),
    warnings: parsed.warnings.slice(0, DEFAULT_LIMITS.warnings),
    warningCount: parsed.warnings.length,
    providers: sums(kind, compared.rows),
    moved: await foreseeMoved(deps.db, kind.kind === 'accounts' ? compared.rows.map(toldBy) : []),
    publishedBatchId: await publishedBatchId(deps.db, sha256, compared.rows, kind.kind),
  };
}

function toldBy({ provider, account, data }: PlannedRow): Parameters<typeof foreseeMoved>[1][number] {
  const text = (value: RowData[string] | undefined) => (typeof value === 'string' ? value : null);
  return {
    providerId: provider.id,
    number: account,
    payerName: text(data.payerName),
    flat: text(data.flat),
    bill: null,
  };
}

/** Providers that unnamed rows tell in another way; null when the sender has chosen one, or the kind knows no such way. */
async function saidOf(
  db: DbOrTx,
  kind: RowKind,
  { rows }: ParsedRows<RowData>,
  { providerId, companies }: ImportFile,
): Promise<ReadonlyMap<number, number> | null> {
  const asks =
    kind.providersOf !== undefined && providerId == null && rows.some(({ provider }) => provider === null);
  return asks ? ((await kind.providersOf?.(db, rows, companies)) ?? null) : null;
}

/** Find each row's provider; refuse what the sender may not load. */
function assign(
  deps: Deps,
  kind: RowKind,
  parsed: ParsedRows<RowData>,
  known: {
    readonly providers: readonly ImportProvider[];
    readonly file: ImportFile;
    readonly said: ReadonlyMap<number, number> | null;
  },
): { rows: PlannedRow[]; errors: ImportProblem[] } {
  const { providers, file, said } = known;
  const now = deps.clock.now();
  const errors: ImportProblem[] = [];
  const rows: PlannedRow[] = [];
  const repetitions = new Map<string, number>();
  const hints = {
    header: {},
    onlyOneName: new Set(parsed.rows.map(({ provider }) => provider)).size === 1,
    companies: file.companies,
    chosenId: file.providerId ?? null,
  };
  for (const [index, { row, account, provider: named, data }] of parsed.rows.entries()) {
    const refuse = (code: string, details: ErrorDetails = {}): void => {
      errors.push({ row, code, details });
    };
    const own = said === null || named !== null ? hints.chosenId : (said.get(index) ?? null);
    if (said !== null && named === null && own === null) {
      refuse('READING_UNKNOWN', { value: account, account });
      continue;
    }
    const choice = chooseProvider(providers, { ...hints, chosenId: own }, { provider: named });
    if (!choice.ok) {
      refuse(choice.code, choice.details);
      continue;
    }
    const { provider } = choice;
    if (!covers(file.companies, provider)) refuse('COMPANY_NOT_YOURS', { provider: provider.name });
    else if (!provider.hasNumber(account)) refuse('ACCOUNT_PATTERN', { value: account });
    else {
      const key = `${provider.id}|${account}|${JSON.stringify(data)}`;
      const repetition = repetitions.get(key) ?? 0;
      repetitions.set(key, repetition + 1);
      const zone = zoneOf({ company: provider.companyZone }, deps.installation.timezone);
      const prepared = kind.prepare({ data, provider, zone, now, repetition });
      if (typeof prepared === 'string') refuse(prepared, { value: account });
      else rows.push({ row, provider, account, data: prepared });
    }
  }
  return { rows: rows.sort(byKey), errors };
}

function byKey(a: PlannedRow, b: PlannedRow): number {
  if (a.provider.id !== b.provider.id) return a.provider.id - b.provider.id;
  if (a.account !== b.account) return a.account < b.account ? -1 : 1;
  return a.row - b.row;
}

async function compare(
  db: DbOrTx,
  kind: RowKind,
  rows: readonly PlannedRow[],
): Promise<{ rows: PlannedRow[]; counts: RowsPlan['counts']; errors: ImportProblem[] }> {
  const counts = { created: 0, changed: 0, same: 0, matched: 0 };
  const errors: ImportProblem[] = [];
  const good: PlannedRow[] = [];
  for (const chunk of chunksOf(rows)) {
    const compared = await kind.compare(db, chunk);
    counts.created += compared.created;
    counts.changed += compared.changed;
    counts.same += compared.same;
    counts.matched += compared.matched;
    const refused = new Map(compared.refused.map(({ index, code }) => [index, code]));
    for (const [index, row] of chunk.entries()) {
      const code = refused.get(index);
      if (code === undefined) good.push(row);
      else errors.push({ row: row.row, code, details: { value: row.account, account: row.account } });
    }
  }
  return { rows: good, counts, errors };
}

function sums(kind: RowKind, rows: readonly PlannedRow[]): RowsPlan['providers'] {
  const found = new Map<number, { id: number; name: string; rows: number; sum: number | null }>();
  for (const { provider, data } of rows) {
    const entry = found.get(provider.id) ?? { id: provider.id, name: provider.name, rows: 0, sum: null };
    entry.rows += 1;
    const sum = kind.sumOf(data);
    if (sum !== null) entry.sum = (entry.sum ?? 0) + sum;
    found.set(provider.id, entry);
  }
  return [...found.values()].map((entry) => ({
    ...entry,
    sum: entry.sum === null ? null : kopecks(entry.sum),
  }));
}
