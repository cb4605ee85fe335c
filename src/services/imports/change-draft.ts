import type { ServiceDeps } from '../deps.ts';
import { startDraft, updateDraft } from '../drafts/drafts.ts';
import { IMPORT_DRAFT, type ImportDraft } from './import-draft.ts';

const LIVES_MINUTES = 24 * 60;

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

/** Keep a file that was looked at. `key` is the update that brought it: its second delivery finds the same draft. */
export async function startImportDraft(
  deps: Deps,
  options: { identityId: number; key: string; draft: ImportDraft },
): Promise<number> {
  const { identityId, key, draft } = options;
  const known = await deps.db.draft.findFirst({
    where: { identityId, kind: IMPORT_DRAFT, data: { path: ['key'], equals: key } },
    select: { id: true },
  });
  if (known !== null) return known.id;
  return startDraft(deps, {
    identityId,
    kind: IMPORT_DRAFT,
    data: { ...draft, key },
    minutes: LIVES_MINUTES,
  });
}

/** Change what its sender said about the file, or note that it was begun. */
export async function updateImportDraft(
  deps: Deps,
  options: {
    draftId: number;
    identityId: number;
    patch: Partial<Pick<ImportDraft, 'providerId' | 'asOf' | 'started' | 'kind' | 'mapping' | 'period'>>;
  },
): Promise<void> {
  await updateDraft(deps, { ...options, patch: { ...options.patch } });
}

/** Throw the file away; nothing of it was loaded. */
export async function discardImportDraft(
  deps: Deps,
  options: { draftId: number; identityId: number },
): Promise<void> {
  await deps.db.draft.deleteMany({
    where: { id: options.draftId, identityId: options.identityId, completedAt: null },
  });
}
