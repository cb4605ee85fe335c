import { createHash } from 'node:crypto';
import { setImmediate as nextTick } from 'node:timers/promises';
import type { DbOrTx } from '../../database/client.ts';
import type { ImportKind } from '../../database/generated/enums.ts';
import { DEFAULT_BILL_TYPE } from '../../domain/bill-type.ts';
import { dateIn, startOfDay, zoneOf } from '../../domain/clock-zone.ts';
import { DomainError, type ErrorDetails } from '../../domain/errors.ts';
import { kopecks } from '../../domain/money.ts';
import { addMonths, type BillingDate, firstDay, monthOf, type Period } from '../../domain/period.ts';
import { ACCRUALS_BOOK, countKnownHeaders } from '../../formats/accruals/columns.ts';
import {
  type AccrualsLimits,
  DEFAULT_LIMITS,
  type ParsedAccruals,
  type ParsedBill,
  type ParsedLine,
  type ParseProgress,
} from '../../formats/accruals/model.ts';
import { type AccrualsResult, parseAccrualsInSteps } from '../../formats/accruals/parse-accruals.ts';
import { type OpenedRegister, openRegister } from '../../formats/open-register.ts';
import type { ServiceDeps } from '../deps.ts';
import { chooseProvider, covers, type ImportProvider, loadImportProviders } from './choose-provider.ts';
import { compareBills } from './compare-bills.ts';
import { gisTable } from './gis-table.ts';
import { batchScope, type ImportPlan, type ImportProblem, type PlannedBill } from './import-plan.ts';
import { foreseeMoved, toldByBills } from './moved-accounts.ts';
import { fileRefusal } from './problem-sentence.ts';
import { mappingFor } from './rows/row-kind.ts';

/** A register as bytes, and what its sender said about it. */
export interface ImportFile {
  readonly bytes: Uint8Array;
  /** the same bytes, when somebody has opened them already */
  readonly opened?: OpenedRegister;
  readonly fileName: string;
  /** For files that do not name the provider; a row that names another one is refused. */
  readonly providerId?: number | null;
  /** The moment up to which the company's figures know payments; else the bill dates of the file. */
  readonly asOf?: Date | null;
  /** Month of rows that name none. */
  readonly period?: Period | null;
  /** Companies whose bills the sender may load; bills of others are refused. */
  readonly companies: 'all' | readonly number[];
  /** Wider ones for files that do not come from a chat. */
  readonly limits?: Partial<AccrualsLimits>;
  /** Headers that the synonyms do not know, or know wrongly; keys of the kind. */
  readonly mapping?: Readonly<Record<string, string | null>>;
  readonly onRead?: (progress: ParseProgress) => void;
}

/** Problems found here, besides those of the formats and of `chooseProvider`. */
export const PLAN_PROBLEMS = [
  'COMPANY_NOT_YOURS',
  'PERIOD_TOO_FAR',
  'BILL_REPEATED',
  'BILL_TOO_LARGE',
  'DAYS_TOO_MANY',
] as const;

/** The embedded database serves one company of this size well; larger ones need PostgreSQL. */
export const EMBEDDED_MAX_ACCOUNTS = 5_000;
/** Bills may be issued for the month to come; what is later is a slip of the finger that would hide newer bills. */
const MONTHS_AHEAD = 1;
/** A bill's sum is a 32-bit number of kopecks: 21 474 836,47 ₽. */
const MAX_TOTAL = 2_147_483_647;
/** Days of undersupply beyond the column. */
const MAX_DAYS = 9_999;

/**
 * Read a register and say what applying it would do; nothing is written. A file with row errors can be looked at,
 * but not applied as long as they stand: half a register is worse than none.
 * @throws DomainError with a code of FILE_PROBLEMS for files that cannot be read at all, IMPORT_TOO_LARGE
 */
export async function planImport(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  file: ImportFile,
): Promise<ImportPlan> {
  const opened = file.opened ?? (await open(file));
  const text = (await gisTable(deps.db, opened, file.companies)) ?? opened.text;
  const parsed = await parse({ ...file, bytes: text });
  if (!parsed.ok) throw fileRefusal(parsed);
  const providers = await loadImportProviders(deps.db);
  const { bills, errors } = assign(deps, parsed, providers, file);
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const comparison = await compareBills(deps.db, bills);
  await refuseTooManyAccounts(deps, comparison.counts.unknownAccounts);
  return {
    kind: 'bills',
    sha256,
    fileName: file.fileName,
    parsed: {
      format: parsed.format,
      encoding: parsed.encoding,
      sheet: opened.sheet,
      totals: parsed.totals,
      unknownColumns: parsed.columns
        .filter(({ key, header }) => key === null && header !== '')
        .map(({ header }) => header),
    },
    bills,
    errors: [...parsed.errors, ...errors].sort((a, b) => a.row - b.row),
    warnings: parsed.warnings,
    warningCount: Object.values(parsed.warningCounts).reduce((sum, count) => sum + count, 0),
    providers: sumsByProvider(bills),
    asOf: latest(bills),
    ...comparison,
    moved: await foreseeMoved(deps.db, toldByBills(bills)),
    publishedBatchId: await publishedBatchId(deps.db, sha256, bills),
  };
}

/** @throws DomainError with a code of FILE_PROBLEMS */
async function open({ bytes, limits }: ImportFile): Promise<OpenedRegister> {
  const opened = await openRegister(bytes, {
    limit: limits?.bytes ?? DEFAULT_LIMITS.bytes,
    score: (cells) => countKnownHeaders(cells),
  });
  if (!opened.ok) throw fileRefusal(opened);
  return opened;
}

/** In steps, so that the bot goes on answering while a large file is read. */
function parse(file: ImportFile): Promise<AccrualsResult> {
  const { bytes, fileName, period, limits, mapping, onRead } = file;
  return parseAccrualsInSteps(
    bytes,
    {
      fileName,
      ...(period === undefined || period === null ? {} : { period }),
      ...(limits === undefined ? {} : { limits }),
      ...(mapping === undefined ? {} : { mapping: mappingFor(ACCRUALS_BOOK, mapping) }),
    },
    async (progress) => {
      onRead?.(progress);
      await nextTick();
    },
  );
}

type Deps = Pick<ServiceDeps, 'clock' | 'installation'>;

/** Find each bill's provider and dates; refuse what the sender may not load or what would hide other bills. */
function assign(
  deps: Deps,
  parsed: ParsedAccruals,
  providers: readonly ImportProvider[],
  file: ImportFile,
): { bills: PlannedBill[]; errors: ImportProblem[] } {
  const errors: ImportProblem[] = [];
  const bills: PlannedBill[] = [];
  const seen = new Map<string, number>();
  const dates = createDating(deps, file.asOf ?? null);
  const hints = {
    header: parsed.header,
    onlyOneName: new Set(parsed.bills.map(({ provider }) => provider)).size === 1,
    companies: file.companies,
    chosenId: file.providerId ?? null,
  };
  for (const bill of parsed.bills) {
    const row = bill.sourceRows[0] ?? 0;
    const refuse = (code: string, details: ErrorDetails = {}): void => {
      errors.push({ row, code, details });
    };
    const choice = chooseProvider(providers, hints, bill);
    if (!choice.ok) {
      refuse(choice.code, choice.details);
      continue;
    }
    const { provider } = choice;
    const planned = { bill, provider, type: bill.type ?? DEFAULT_BILL_TYPE, ...dates(bill, provider) };
    const key = planKey(planned);
    const twin = seen.get(key);
    seen.set(key, twin ?? row);
    if (!covers(file.companies, provider)) refuse('COMPANY_NOT_YOURS', { provider: provider.name });
    else if (!provider.hasNumber(bill.account)) refuse('ACCOUNT_PATTERN', { value: bill.account });
    else if (Math.abs(bill.total) > MAX_TOTAL) refuse('BILL_TOO_LARGE', { account: bill.account });
    else if (bill.lines.some(tooManyDays)) refuse('DAYS_TOO_MANY', { account: bill.account });
    else if (bill.period > dates.lastPeriod(provider)) refuse('PERIOD_TOO_FAR', { period: bill.period });
    else if (twin !== undefined) refuse('BILL_REPEATED', { account: bill.account, first: twin });
    else bills.push(planned);
  }
  // One order for everybody who writes: two imports at once wait for each other instead of locking each other out.
  return { bills: bills.sort(byKey), errors };
}

function tooManyDays({ undersupplyDays }: ParsedLine): boolean {
  return undersupplyDays !== null && Math.abs(Number(undersupplyDays)) > MAX_DAYS;
}

function planKey({ provider, bill, type }: Pick<PlannedBill, 'provider' | 'bill' | 'type'>): string {
  return `${provider.id}\u0000${bill.account}\u0000${bill.period}\u0000${type}`;
}

function byKey(a: PlannedBill, b: PlannedBill): number {
  if (a.provider.id !== b.provider.id) return a.provider.id - b.provider.id;
  if (a.bill.account !== b.bill.account) return a.bill.account < b.bill.account ? -1 : 1;
  if (a.bill.period !== b.bill.period) return a.bill.period < b.bill.period ? -1 : 1;
  return a.type < b.type ? -1 : 1;
}

/** Dates of bills, with the calendar of each company's zone. */
function createDating(deps: Deps, asOf: Date | null) {
  const now = deps.clock.now();
  const zones = new Map<number, string>();
  const zoneFor = ({ id, companyZone }: ImportProvider): string => {
    const known = zones.get(id) ?? zoneOf({ company: companyZone }, deps.installation.timezone);
    zones.set(id, known);
    return known;
  };
  const todays = new Map<string, BillingDate>();
  const todayIn = (zone: string): BillingDate => {
    const known = todays.get(zone) ?? dateIn(now, zone);
    todays.set(zone, known);
    return known;
  };
  const starts = new Map<string, Date>();
  const startIn = (date: BillingDate, zone: string): Date => {
    const key = `${date} ${zone}`;
    const known = starts.get(key) ?? startOfDay(date, zone);
    starts.set(key, known);
    return known;
  };
  const datesOf = (bill: ParsedBill, provider: ImportProvider): Pick<PlannedBill, 'billDate' | 'asOf'> => {
    const zone = zoneFor(provider);
    const today = todayIn(zone);
    // Without a date of its own a bill is made when its month is over.
    const billDate = bill.billDate ?? earlier(firstDay(addMonths(bill.period, 1)), today);
    // A payment made here on the day of the bill is later than its figures, and nobody's figures know the future:
    // it must not be asked for twice.
    return { billDate, asOf: asOf ?? startIn(earlier(billDate, today), zone) };
  };
  const lastPeriod = (provider: ImportProvider): Period =>
    addMonths(monthOf(todayIn(zoneFor(provider))), MONTHS_AHEAD);
  return Object.assign(datesOf, { lastPeriod });
}

function earlier(a: BillingDate, b: BillingDate): BillingDate {
  return a < b ? a : b;
}

/** @throws DomainError IMPORT_TOO_LARGE */
export async function refuseTooManyAccounts(
  deps: Pick<ServiceDeps, 'db' | 'installation'>,
  unknown: number,
): Promise<void> {
  if (!deps.installation.embedded || unknown === 0) return;
  const accounts = unknown + (await deps.db.account.count({ where: { publishedAt: { not: null } } }));
  if (accounts > EMBEDDED_MAX_ACCOUNTS) {
    throw new DomainError('IMPORT_TOO_LARGE', { accounts, max: EMBEDDED_MAX_ACCOUNTS });
  }
}

function sumsByProvider(bills: readonly PlannedBill[]): ImportPlan['providers'] {
  const sums = new Map<number, { id: number; name: string; bills: number; sum: number }>();
  for (const { provider, bill } of bills) {
    const row = sums.get(provider.id) ?? { id: provider.id, name: provider.name, bills: 0, sum: 0 };
    row.bills += 1;
    row.sum += bill.total;
    sums.set(provider.id, row);
  }
  return [...sums.values()].map((row) => ({ ...row, sum: kopecks(row.sum) }));
}

function latest(bills: readonly PlannedBill[]): Date | null {
  return bills.reduce<Date | null>(
    (newest, { asOf }) => (newest === null || asOf > newest ? asOf : newest),
    null,
  );
}

/** Where this very file stands published; null when it does not. */
export async function publishedBatchId(
  db: DbOrTx,
  sha256: string,
  rows: readonly { readonly provider: ImportProvider }[],
  kind: ImportKind = 'bills',
): Promise<number | null> {
  const { providerId, companyId } = batchScope(rows);
  const batch = await db.importBatch.findFirst({
    where: { kind, fileSha256: sha256, providerId, companyId, status: 'published' },
    select: { id: true },
  });
  return batch?.id ?? null;
}
