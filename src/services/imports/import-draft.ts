import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { ImportKind } from '../../database/generated/enums.ts';
import { isPeriod, type Period } from '../../domain/period.ts';
import { loadDraft } from '../drafts/drafts.ts';
import { mappingSchema } from './column-mapping.ts';

export const IMPORT_DRAFT = 'import';
export type { ImportKind } from '../../database/generated/enums.ts';
/** Every kind of file, in the order in which they are offered. */
export const IMPORT_KINDS = Object.values(ImportKind);

/** A file that an administrator sent to the bot, until it is applied or thrown away. */
const schema = z.object({
  fileId: z.string(),
  fileName: z.string(),
  sha256: z.string(),
  providerId: z.number().nullable(),
  /** ISO instant */
  asOf: z.string().nullable(),
  /** its button was pressed: the work has begun or will */
  started: z.boolean().default(false),
  /** what the sender says it is about; null = by what it holds */
  kind: z.enum(ImportKind).nullable().default(null),
  /** what the sender said about its columns */
  mapping: mappingSchema.default({}),
  /** month of rows that name none */
  period: z
    .custom<Period>((value) => typeof value === 'string' && isPeriod(value))
    .nullable()
    .default(null),
});
export type ImportDraft = z.infer<typeof schema>;

/** @throws DomainError DRAFT_EXPIRED when it is not this identity's open import */
export async function loadImportDraft(
  db: DbOrTx,
  options: { draftId: number; identityId: number; now: Date },
): Promise<ImportDraft & { completed: boolean }> {
  const draft = await loadDraft(db, { ...options, kind: IMPORT_DRAFT });
  return { ...schema.parse(draft.data), completed: draft.completed };
}
