import type { Tx } from '../../database/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { DomainError } from '../../domain/errors.ts';
import type { Locale } from '../../domain/locale.ts';
import type { ServiceDeps } from '../deps.ts';

/** One pressed "I accept": under which version, and when. */
export interface AcceptedDocument {
  readonly documentId: number;
  readonly acceptedAt: Date;
}

/** Terms may have been accepted on an earlier screen, before anything was stored; not longer ago than this. */
const OLDEST_ACCEPTANCE_MS = 24 * 3600_000;

/**
 * Record acceptances of the versions in force. For somebody new this is the first thing ever stored about them:
 * identity, dialogue and both acceptances in one transaction. Pressed twice, it records once.
 * @throws DomainError DOCUMENT_OUTDATED when a version is no longer in force, so that the new text is shown
 */
export async function acceptDocuments(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: {
    telegramId: number;
    locale: Locale;
    /** Company of the start link; only the first one counts. */
    startCompanyId: number | null;
    terms: AcceptedDocument | null;
    consent: AcceptedDocument | null;
  },
): Promise<{ identityId: number }> {
  const now = deps.clock.now();
  return inTransaction(deps.db, async (tx) => {
    if (options.terms !== null) await requireInForce(tx, 'terms', options.terms.documentId);
    if (options.consent !== null) await requireInForce(tx, 'consent', options.consent.documentId);
    const identityId = await ensureIdentity(tx, options, now);
    for (const kind of ['terms', 'consent'] as const) {
      const accepted = options[kind];
      if (accepted === null) continue;
      await tx.$executeRaw`
        INSERT INTO "Acceptance" ("identityId", "kind", "documentId", "acceptedAt")
        VALUES (${identityId}, ${kind}::"AcceptanceKind", ${accepted.documentId}, ${clamp(accepted.acceptedAt, now)})
        ON CONFLICT DO NOTHING`;
    }
    return { identityId };
  });
}

async function requireInForce(tx: Tx, kind: 'terms' | 'consent', documentId: number): Promise<void> {
  const row = await tx.textDocument.findFirst({
    where: { kind, slug: 'main', companyId: null, publishedAt: { not: null } },
    orderBy: { version: 'desc' },
    select: { id: true },
  });
  if (row?.id !== documentId) throw new DomainError('DOCUMENT_OUTDATED');
}

async function ensureIdentity(
  tx: Tx,
  options: { telegramId: number; locale: Locale; startCompanyId: number | null },
  now: Date,
): Promise<number> {
  const telegramId = BigInt(options.telegramId);
  const companyId =
    options.startCompanyId === null
      ? null
      : ((await tx.company.findUnique({ where: { id: options.startCompanyId }, select: { id: true } }))?.id ??
        null);
  // Two at once make one: who comes second waits for the first and reads its row.
  await tx.telegramIdentity.createMany({
    data: [{ telegramId, locale: options.locale, startCompanyId: companyId, createdAt: now }],
    skipDuplicates: true,
  });
  const identity = await tx.telegramIdentity.findUniqueOrThrow({
    where: { telegramId },
    select: { id: true },
  });
  await tx.$executeRaw`
    INSERT INTO "Dialogue" ("identityId", "updatedAt") VALUES (${identity.id}, ${now}) ON CONFLICT DO NOTHING`;
  return identity.id;
}

/** The time comes back in callback data, which the client chooses: within the last day, never in the future. */
function clamp(acceptedAt: Date, now: Date): Date {
  const time = Math.min(now.getTime(), Math.max(acceptedAt.getTime(), now.getTime() - OLDEST_ACCEPTANCE_MS));
  return new Date(time);
}
