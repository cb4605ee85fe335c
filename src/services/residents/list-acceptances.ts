import { z } from 'zod';
import type { Localized } from '../../domain/locale.ts';
import type { ServiceDeps } from '../deps.ts';
import { localizedSchema } from '../texts/localized-schema.ts';

const rowSchema = z.object({
  documentId: z.number(),
  kind: z.enum(['terms', 'consent', 'promotions']),
  title: localizedSchema,
  version: z.number(),
  acceptedAt: z.coerce.date(),
});

/** A text somebody accepted, and when. */
export interface AcceptanceView {
  readonly documentId: number;
  readonly kind: 'terms' | 'consent' | 'promotions';
  readonly title: Localized;
  readonly version: number;
  readonly acceptedAt: Date;
}

/** Acceptances of an identity that are in force, newest first: at most one per text and version. */
export async function listAcceptances(
  deps: Pick<ServiceDeps, 'db'>,
  options: { identityId: number },
): Promise<AcceptanceView[]> {
  const rows: unknown[] = await deps.db.$queryRaw`
    SELECT a."documentId", a."kind"::text AS "kind", d."title", d."version", a."acceptedAt"
      FROM "Acceptance" a JOIN "TextDocument" d ON d."id" = a."documentId"
     WHERE a."identityId" = ${options.identityId} AND a."withdrawnAt" IS NULL
     ORDER BY a."acceptedAt" DESC, a."id" DESC LIMIT 8`;
  return rows.map((row) => rowSchema.parse(row));
}
