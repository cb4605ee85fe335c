import type { DbOrTx } from '../../database/client.ts';
import type { Prisma } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ServiceDeps } from '../deps.ts';

/** What a form keeps; plain JSON. */
export type DraftData = Readonly<Record<string, Prisma.JsonValue>>;

export interface Draft {
  readonly id: number;
  readonly identityId: number;
  readonly kind: string;
  readonly data: DraftData;
  readonly completed: boolean;
}

type Deps = Pick<ServiceDeps, 'db' | 'clock'>;

/** Open a draft. Its id is the key of the one effect that will end the form. Lives `minutes`. */
export async function startDraft(
  deps: Deps,
  options: { identityId: number; kind: string; data?: DraftData; minutes: number },
): Promise<number> {
  const now = deps.clock.now();
  const row = await deps.db.draft.create({
    data: {
      identityId: options.identityId,
      kind: options.kind,
      data: { ...options.data },
      createdAt: now,
      expiresAt: new Date(now.getTime() + options.minutes * 60_000),
    },
    select: { id: true },
  });
  return row.id;
}

/** Merge what one step collected. Only the owner's open draft changes. */
export async function updateDraft(
  deps: Deps,
  options: { draftId: number; identityId: number; patch: DraftData },
): Promise<void> {
  await deps.db.$executeRaw`
    UPDATE "Draft" SET "data" = "data" || ${JSON.stringify(options.patch)}::jsonb
     WHERE "id" = ${options.draftId} AND "identityId" = ${options.identityId} AND "completedAt" IS NULL`;
}

/**
 * The owner's draft of a kind.
 * @throws DomainError DRAFT_EXPIRED when it is not theirs, of another kind, or too old
 */
export async function loadDraft(
  db: DbOrTx,
  options: { draftId: number; identityId: number; kind: string; now: Date },
): Promise<Draft> {
  const row = await db.draft.findFirst({
    where: { id: options.draftId, identityId: options.identityId, kind: options.kind },
  });
  const alive = row !== null && (row.completedAt !== null || row.expiresAt > options.now);
  if (!alive) throw new DomainError('DRAFT_EXPIRED');
  return {
    id: row.id,
    identityId: row.identityId,
    kind: row.kind,
    data: row.data as DraftData,
    completed: row.completedAt !== null,
  };
}

/**
 * The owner's draft that can still be filled, of whatever kind.
 * @throws DomainError DRAFT_COMPLETED, DRAFT_EXPIRED when it is not theirs or too old
 */
export async function openDraft(
  deps: Deps,
  options: { draftId: number; identityId: number },
): Promise<Pick<Draft, 'kind' | 'data'>> {
  const row = await deps.db.draft.findFirst({
    where: { id: options.draftId, identityId: options.identityId },
  });
  if (row !== null && row.completedAt !== null) throw new DomainError('DRAFT_COMPLETED');
  if (row === null || row.expiresAt <= deps.clock.now()) throw new DomainError('DRAFT_EXPIRED');
  return { kind: row.kind, data: row.data as DraftData };
}

/** What a draft of the owner held, too old or not; null when it is gone. For starting anew where the person stopped. */
export async function formerDraft(
  deps: Pick<Deps, 'db'>,
  options: { draftId: number; identityId: number; kind: string },
): Promise<DraftData | null> {
  const { draftId, identityId, kind } = options;
  const row = await deps.db.draft.findFirst({
    where: { id: draftId, identityId, kind },
    select: { data: true },
  });
  return row === null ? null : (row.data as DraftData);
}

/** Mark the draft done, in the transaction of its effect. */
export async function completeDraft(db: DbOrTx, options: { draftId: number; now: Date }): Promise<void> {
  await db.draft.updateMany({
    where: { id: options.draftId, completedAt: null },
    data: { completedAt: options.now },
  });
}

/** What became of a draft whose button was pressed after its form had ended. */
export async function draftState(
  deps: Deps,
  options: { draftId: number; identityId: number },
): Promise<'completed' | 'open' | 'gone'> {
  const row = await deps.db.draft.findFirst({
    where: { id: options.draftId, identityId: options.identityId },
    select: { completedAt: true, expiresAt: true },
  });
  if (row === null) return 'gone';
  if (row.completedAt !== null) return 'completed';
  return row.expiresAt > deps.clock.now() ? 'open' : 'gone';
}
