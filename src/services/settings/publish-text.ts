import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import { can } from '../../domain/roles.ts';
import type { ServiceDeps } from '../deps.ts';
import { completeDraft } from '../drafts/drafts.ts';
import { recordAudit } from '../staff/record-audit.ts';
import type { SettingsActor } from './change-setting.ts';

/** Texts that everybody accepts: a new version asks everybody again. */
export const ACCEPTED_TEXTS = ['terms', 'consent'] as const;
export type AcceptedText = (typeof ACCEPTED_TEXTS)[number];

export function isAcceptedText(text: string): text is AcceptedText {
  return ACCEPTED_TEXTS.some((kind) => kind === text);
}

export const TEXT_LENGTH = { min: 200, max: 100_000 } as const;

export interface TextInForce {
  readonly kind: AcceptedText;
  readonly version: number;
  readonly publishedAt: Date | null;
  /** who accepted it and would be asked again */
  readonly accepted: number;
}

/** @throws DomainError NOT_ALLOWED */
export async function textsInForce(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { readonly actor: SettingsActor },
): Promise<readonly TextInForce[]> {
  requireRight(deps, options.actor);
  return deps.db.$queryRaw<TextInForce[]>`
    SELECT DISTINCT ON (d."kind") d."kind"::text AS "kind", d."version", d."publishedAt",
           (SELECT count(*)::int FROM "Acceptance" a WHERE a."documentId" = d."id" AND a."withdrawnAt" IS NULL) AS "accepted"
      FROM "TextDocument" d
     WHERE d."kind" IN ('terms', 'consent') AND d."slug" = 'main' AND d."companyId" IS NULL AND d."publishedAt" IS NOT NULL
     ORDER BY d."kind", d."version" DESC`;
}

/**
 * Publish a new version: whoever presses anything next is asked to accept it first. The draft is the key.
 * @throws DomainError NOT_ALLOWED, TEXT_LENGTH
 */
export async function publishText(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: {
    readonly actor: SettingsActor;
    readonly kind: AcceptedText;
    readonly draftId: number;
    readonly body: { readonly ru: string; readonly en: string | null };
  },
): Promise<{ readonly version: number }> {
  const { actor, kind, body, draftId } = options;
  requireRight(deps, actor);
  for (const text of [body.ru, body.en ?? body.ru]) {
    if (text.length < TEXT_LENGTH.min || text.length > TEXT_LENGTH.max)
      throw new DomainError('TEXT_LENGTH', TEXT_LENGTH);
  }
  return inTransaction(deps.db, async (tx) => {
    const draft = await tx.draft.findUnique({ where: { id: draftId }, select: { completedAt: true } });
    const newest = await tx.textDocument.findFirst({
      where: { kind, slug: 'main', companyId: null },
      orderBy: { version: 'desc' },
      select: { version: true, title: true },
    });
    if (draft?.completedAt != null) return { version: newest?.version ?? 1 };
    const version = (newest?.version ?? 0) + 1;
    const now = deps.clock.now();
    await tx.textDocument.create({
      data: {
        kind,
        slug: 'main',
        version,
        title: newest?.title ?? { ru: kind },
        body: body.en === null ? { ru: body.ru } : { ru: body.ru, en: body.en },
        publishedAt: now,
        changedById: actor.identityId,
        createdAt: now,
      },
    });
    await completeDraft(tx, { draftId, now });
    await recordAudit(tx, {
      at: now,
      actorId: actor.identityId,
      actorKind: 'staff',
      action: 'text.publish',
      subject: `text:${version}`,
      details: { kind, version },
    });
    return { version };
  });
}

function requireRight(deps: Pick<ServiceDeps, 'clock'>, { grants }: SettingsActor): void {
  if (!can(grants, 'texts.edit', { companyId: null }, deps.clock.now())) throw new DomainError('NOT_ALLOWED');
}
