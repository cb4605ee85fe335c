import { isDeepStrictEqual } from 'node:util';
import type { ServiceDeps } from '../deps.ts';
import { readSeedDocuments, type SeedDocument } from './seed-documents.ts';

export interface SeedingReport {
  /** `kind/slug vN` of what was written now */
  readonly written: readonly string[];
  /** texts whose file differs from the version in force; they are published only when told */
  readonly differing: readonly string[];
}

/**
 * Bring the texts of the installation into the database: what is missing becomes version 1, in force at once.
 * A file that differs from the newest version is left alone unless `publishChanges` says so, because a new
 * version of terms or consent asks every resident again. Safe to run in several processes at once.
 */
export async function ensureTextDocuments(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { publishChanges?: boolean; documents?: readonly SeedDocument[] } = {},
): Promise<SeedingReport> {
  const documents = options.documents ?? readSeedDocuments();
  const stored = await deps.db.textDocument.findMany({
    where: { companyId: null },
    orderBy: { version: 'asc' },
    select: { kind: true, slug: true, version: true, title: true, body: true },
  });
  const newest = new Map(stored.map((row) => [`${row.kind}/${row.slug}`, row]));
  const written: string[] = [];
  const differing: string[] = [];
  for (const document of documents) {
    const key = `${document.kind}/${document.slug}`;
    const known = newest.get(key);
    const same =
      known !== undefined &&
      isDeepStrictEqual(known.title, document.title) &&
      isDeepStrictEqual(known.body, document.body);
    if (same) continue;
    if (known !== undefined && options.publishChanges !== true) {
      differing.push(key);
      continue;
    }
    const version = (known?.version ?? 0) + 1;
    if (await insertVersion(deps, document, version)) written.push(`${key} v${version}`);
  }
  return { written, differing };
}

/** False when another process was faster. */
async function insertVersion(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  document: SeedDocument,
  version: number,
): Promise<boolean> {
  const now = deps.clock.now();
  const inserted = await deps.db.$executeRaw`
    INSERT INTO "TextDocument" ("kind", "slug", "version", "title", "body", "publishedAt", "createdAt")
    VALUES (${document.kind}::"TextKind", ${document.slug}, ${version}, ${JSON.stringify(document.title)}::jsonb,
            ${JSON.stringify(document.body)}::jsonb, ${now}, ${now})
    ON CONFLICT DO NOTHING`;
  return inserted === 1;
}
