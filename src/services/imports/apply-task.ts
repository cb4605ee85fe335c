import type { ImportKind } from '../../database/generated/enums.ts';
import { DomainError } from '../../domain/errors.ts';
import { companiesFor, type RoleGrant, type StaffAction } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { type ApplyResult, applyImport } from './apply-import.ts';
import { type ColumnMapping, fileColumns, rememberedMapping, rememberMapping } from './column-mapping.ts';
import { detectKind, openImportFile } from './detect-kind.ts';
import { type ImportDraft, loadImportDraft } from './import-draft.ts';
import { type AnyPlan, planFile } from './plan-file.ts';
import { type ApplyRowsResult, applyRows } from './rows/apply-rows.ts';
import { rowKind } from './rows/kinds.ts';

export const APPLY_IMPORT_TASK = 'import.apply';

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

export interface ApplyDraftOptions {
  readonly draftId: number;
  readonly identityId: number;
  readonly grants: readonly RoleGrant[];
  readonly createAccounts: boolean;
  readonly download: (fileId: string) => Promise<Uint8Array>;
  readonly onProgress?: (done: number, total: number) => Promise<void> | void;
  readonly signal?: AbortSignal;
}

export type ApplyDraftResult =
  | ({ readonly kind: 'bills' } & ApplyResult)
  | ({ readonly kind: Exclude<ImportKind, 'bills'> } & ApplyRowsResult);

/**
 * Apply the file of a draft: read it again, make sure that it is the one that was looked at, and publish. Rights are
 * asked again. The draft is the key: a second run finds the file published.
 * @throws DomainError NOT_ALLOWED, IMPORT_FILE_CHANGED and those of `planFile`, `applyImport` and `applyRows`
 */
export async function applyImportDraft(deps: Deps, options: ApplyDraftOptions): Promise<ApplyDraftResult> {
  const now = deps.clock.now();
  const draft = await loadImportDraft(deps.db, { ...options, now });
  const { plan } = await planDraft(deps, { draft, ...options });
  if (plan.sha256 !== draft.sha256) throw new DomainError('IMPORT_FILE_CHANGED');
  const shared = {
    actor: { actorId: options.identityId, actorKind: 'staff' },
    ...(options.onProgress === undefined ? {} : { onProgress: options.onProgress }),
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  } as const;
  const result: ApplyDraftResult =
    plan.kind === 'bills'
      ? {
          kind: plan.kind,
          ...(await applyImport(deps, { plan, createAccounts: options.createAccounts, ...shared })),
        }
      : { kind: plan.kind, ...(await applyRows(deps, { plan, ...shared })) };
  await rememberMapping(deps.db, {
    kind: plan.kind,
    providerIds: plan.providers.map(({ id }) => id),
    mapping: draft.mapping,
    now,
  });
  await completeDraft(deps.db, { draftId: options.draftId, now });
  return result;
}

/** What a draft's file is: its columns, and what they are taken for. */
export interface DraftColumns {
  readonly kind: ImportKind;
  readonly columns: ReturnType<typeof fileColumns>;
  readonly mapping: ColumnMapping;
}

interface DraftOptions {
  readonly draft: ImportDraft;
  readonly grants: readonly RoleGrant[];
  readonly download: (fileId: string) => Promise<Uint8Array>;
}

/**
 * The dry run of a draft's file, within the companies the grants cover for this kind of file.
 * @throws DomainError NOT_ALLOWED and those of `planFile`
 */
export async function planDraft(
  deps: Deps,
  options: DraftOptions,
): Promise<{ bytes: Uint8Array; plan: AnyPlan }> {
  const { draft } = options;
  const bytes = await options.download(draft.fileId);
  const { kind, mapping, companies } = await lookAt(deps, options, bytes);
  const plan = await planFile(deps, {
    bytes,
    fileName: draft.fileName,
    kind,
    providerId: draft.providerId,
    asOf: draft.asOf === null ? null : new Date(draft.asOf),
    period: draft.period,
    mapping,
    companies,
  });
  return { bytes, plan };
}

/** @throws DomainError NOT_ALLOWED and those of opening the file */
export async function draftColumns(deps: Deps, options: DraftOptions): Promise<DraftColumns> {
  return lookAt(deps, options, await options.download(options.draft.fileId));
}

async function lookAt(
  deps: Deps,
  { draft, grants }: DraftOptions,
  bytes: Uint8Array,
): Promise<DraftColumns & { companies: 'all' | readonly number[] }> {
  // A role that covers nothing at all learns nothing about the file.
  companiesAllowed(deps, grants, draft.kind ?? 'bills');
  const opened = await openImportFile(bytes);
  const kind = draft.kind ?? detectKind(opened);
  const companies = companiesAllowed(deps, grants, kind);
  const plain = fileColumns(opened, kind, draft.mapping);
  const remembered = await rememberedMapping(deps.db, {
    kind,
    providerId: draft.providerId,
    companies,
    columns: plain,
  });
  const mapping = { ...remembered, ...draft.mapping };
  return { kind, mapping, companies, columns: fileColumns(opened, kind, mapping) };
}

/** The right that a kind of file needs. */
export function importAction(kind: ImportKind): StaffAction {
  return rowKind(kind)?.action ?? 'bills.import';
}

function companiesAllowed(
  deps: Deps,
  grants: readonly RoleGrant[],
  kind: ImportKind,
): 'all' | readonly number[] {
  const companies = companiesFor(grants, importAction(kind), deps.clock.now());
  if (companies !== 'all' && companies.length === 0) throw new DomainError('NOT_ALLOWED');
  return companies;
}
