import { z } from 'zod';
import type { TextKind } from '../../database/generated/enums.ts';
import type { Localized } from '../../domain/locale.ts';
import type { ServiceDeps } from '../deps.ts';
import { localizedSchema } from './localized-schema.ts';

/** A version of a text that people read. */
export interface TextDocumentView {
  readonly id: number;
  readonly kind: TextKind;
  readonly slug: string;
  readonly version: number;
  readonly title: Localized;
  readonly body: Localized;
  readonly publishedAt: Date | null;
}

const rowSchema = z.object({
  id: z.number(),
  kind: z.enum(['terms', 'consent', 'about', 'question', 'notice', 'how_to_pay', 'promotions']),
  slug: z.string(),
  version: z.number(),
  title: localizedSchema,
  body: localizedSchema,
  publishedAt: z.coerce.date().nullable(),
});
const listedSchema = rowSchema.extend({ total: z.coerce.number() });

type Deps = Pick<ServiceDeps, 'db'>;

/** The version in force of a text of the installation; null when none is published. */
export async function currentDocument(
  deps: Deps,
  options: { kind: TextKind; slug?: string },
): Promise<TextDocumentView | null> {
  const row = await deps.db.textDocument.findFirst({
    where: { kind: options.kind, slug: options.slug ?? 'main', companyId: null, publishedAt: { not: null } },
    orderBy: { version: 'desc' },
  });
  return row === null ? null : rowSchema.parse(row);
}

/** A published version by its id: what somebody is about to accept, or has accepted. */
export async function documentById(deps: Deps, options: { id: number }): Promise<TextDocumentView | null> {
  const row = await deps.db.textDocument.findFirst({ where: { id: options.id, publishedAt: { not: null } } });
  return row === null ? null : rowSchema.parse(row);
}

/** A page of the texts of a kind in force, ordered by slug: the questions of the help. One statement. */
export async function listDocuments(
  deps: Deps,
  options: { kind: TextKind; page: number; size: number },
): Promise<{ documents: TextDocumentView[]; total: number }> {
  const rows: unknown[] = await deps.db.$queryRaw`
    SELECT *, count(*) OVER () AS "total" FROM (
      SELECT DISTINCT ON ("slug") "id", "kind"::text, "slug", "version", "title", "body", "publishedAt"
        FROM "TextDocument"
       WHERE "kind" = ${options.kind}::"TextKind" AND "companyId" IS NULL AND "publishedAt" IS NOT NULL
       ORDER BY "slug", "version" DESC) newest
     ORDER BY "slug" LIMIT ${options.size} OFFSET ${options.page * options.size}`;
  const parsed = rows.map((row) => listedSchema.parse(row));
  return { documents: parsed.map(({ total: _, ...document }) => document), total: parsed[0]?.total ?? 0 };
}
