import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { accountPatternTest } from '../../domain/account-number.ts';
import type { ErrorDetails } from '../../domain/errors.ts';
import type { AccrualsHeader, ParsedBill } from '../../formats/accruals/model.ts';

export interface ImportProvider {
  readonly id: number;
  readonly code: string;
  readonly companyId: number | null;
  /** IANA name; null = the installation's */
  readonly companyZone: string | null;
  readonly name: string;
  /** Whether a number is of the provider's form. */
  readonly hasNumber: (number: string) => boolean;
  /** Folded names by which registers may call it. */
  readonly names: readonly string[];
  readonly inn: string | null;
  readonly serviceCode: string | null;
  /** settlement account of its requisites */
  readonly bankAccount: string | null;
}

const requisitesSchema = z.object({ personalAcc: z.string().optional() }).catch({});

/** Providers that issue bills; few enough to hold. */
export async function loadImportProviders(db: DbOrTx): Promise<readonly ImportProvider[]> {
  const rows = await db.provider.findMany({
    where: { issuesBills: true, active: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    include: { company: { select: { timezone: true } } },
  });
  return rows.map((row) => ({
    id: row.id,
    code: row.code,
    companyId: row.companyId,
    companyZone: row.company?.timezone ?? null,
    name: row.name,
    hasNumber: accountPatternTest(row.numberPattern),
    names: [row.name, row.shortName, row.code, ...row.aliases].map(foldName),
    inn: row.inn,
    serviceCode: row.serviceCode,
    bankAccount: requisitesSchema.parse(row.requisites).personalAcc ?? null,
  }));
}

/** Why a bill finds no provider; sentences `imports-problem-…`. */
export const PROVIDER_PROBLEMS = [
  'PROVIDER_UNKNOWN',
  'PROVIDER_OTHER',
  'PROVIDER_AMBIGUOUS',
  'PROVIDER_NOT_NAMED',
] as const;
export type ProviderProblem = (typeof PROVIDER_PROBLEMS)[number];

/** Whether choosing the provider by hand may mend the row. */
export function isProviderProblem(code: string): boolean {
  return PROVIDER_PROBLEMS.some((problem) => problem === code);
}

type Choice =
  | { readonly ok: true; readonly provider: ImportProvider }
  | { readonly ok: false; readonly code: ProviderProblem; readonly details: ErrorDetails };

/** Whether the provider is of the companies that somebody may load for. */
export function covers(companies: 'all' | readonly number[], { companyId }: ImportProvider): boolean {
  return companies === 'all' || (companyId !== null && companies.includes(companyId));
}

/** What is known of a file as a whole, and of who sends it. */
export interface ProviderHints {
  readonly header: AccrualsHeader;
  readonly onlyOneName: boolean;
  /** Companies the sender may load for. */
  readonly companies: 'all' | readonly number[];
  /** The provider the sender chose; null = none. */
  readonly chosenId: number | null;
}

/**
 * Whose bill a row is: the provider the sender chose, else the one the row names, else what the file says about
 * itself (service number, settlement account, ИНН). Nothing is guessed: a file that names nobody, two, or somebody
 * else than was chosen is refused with the row. A single name that nobody here has is the chosen one's own. Another
 * company's provider of the same name is no second candidate to who may not load for it; where only such fit, one of
 * them is the answer, for the caller to refuse.
 */
export function chooseProvider(
  providers: readonly ImportProvider[],
  hints: ProviderHints,
  bill: Pick<ParsedBill, 'provider'>,
): Choice {
  const { chosenId, companies } = hints;
  const named = bill.provider === null ? null : foldName(bill.provider);
  const details: ErrorDetails = bill.provider === null ? {} : { provider: cut(bill.provider) };
  if (chosenId !== null) {
    const chosen = providers.find((provider) => provider.id === chosenId);
    if (chosen === undefined) return { ok: false, code: 'PROVIDER_NOT_NAMED', details: {} };
    const unknown = named !== null && hints.onlyOneName && providersNamed(providers, named).length === 0;
    return named === null || chosen.names.includes(named) || unknown
      ? { ok: true, provider: chosen }
      : { ok: false, code: 'PROVIDER_OTHER', details };
  }
  const found = named === null ? describedBy(providers, hints.header) : providersNamed(providers, named);
  const own = found.filter((provider) => covers(companies, provider));
  return only(
    own.length === 0 ? found.slice(0, 1) : own,
    named === null ? 'PROVIDER_NOT_NAMED' : 'PROVIDER_UNKNOWN',
    details,
  );
}

function only(found: readonly ImportProvider[], whenNone: ProviderProblem, details: ErrorDetails): Choice {
  const [provider, another] = found;
  if (provider === undefined) return { ok: false, code: whenNone, details };
  if (another === undefined) return { ok: true, provider };
  const names = cut(found.map(({ name }) => name).join(', '), 120);
  return { ok: false, code: 'PROVIDER_AMBIGUOUS', details: { names } };
}

function providersNamed(providers: readonly ImportProvider[], folded: string): readonly ImportProvider[] {
  return providers.filter(({ names }) => names.includes(folded));
}

/** One company's housing bills and its capital-repair fund share an ИНН: the settlement account tells them apart. */
function describedBy(
  providers: readonly ImportProvider[],
  header: AccrualsHeader,
): readonly ImportProvider[] {
  const { service, companyInn, companyAccount } = header;
  if (service !== undefined) {
    const served = providers.filter(
      ({ serviceCode, bankAccount }) => serviceCode === service || bankAccount === service,
    );
    if (served.length > 0) return served;
  }
  if (companyInn === undefined) return [];
  const owned = providers.filter(({ inn }) => inn === companyInn);
  const paidTo = owned.filter(
    ({ bankAccount }) => companyAccount !== undefined && bankAccount === companyAccount,
  );
  return paidTo.length > 0 ? paidTo : owned;
}

/** Case, ё/е, quotes and spaces do not tell providers apart. */
export function foldName(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replaceAll(/[«»"'„“]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function cut(text: string, length = 40): string {
  return Array.from(text).slice(0, length).join('');
}
