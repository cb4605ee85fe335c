import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import type { ImportKind } from '../../database/generated/enums.ts';
import type { OpenedRegister } from '../../formats/open-register.ts';
import { openText } from '../../formats/open-text.ts';
import { normalizeHeader, type RecognizedHeader } from '../../formats/tables/column-book.ts';
import { findHeader } from '../../formats/tables/find-header.ts';
import { bookOf } from './detect-kind.ts';

/** Header as it stands in the file → key of the kind, null = not used. */
export type ColumnMapping = Readonly<Record<string, string | null>>;
export const mappingSchema = z.record(z.string(), z.string().nullable());

/** The columns of a file and what each is taken for; empty for registers, whose columns are fixed. */
export function fileColumns(
  opened: OpenedRegister,
  kind: ImportKind,
  mapping: ColumnMapping,
): readonly RecognizedHeader<string>[] {
  const text = openText(opened.text, Number.POSITIVE_INFINITY);
  if (!text.ok) return [];
  const book = bookOf(kind);
  const header = findHeader(text.head, (cells) => book.count(cells, mapping));
  return header === null ? [] : book.recognize(header.headerCells, mapping).columns;
}

/**
 * What was said about such columns before: of the provider, else of the newest file of any of them whose columns are
 * all here.
 */
export async function rememberedMapping(
  db: DbOrTx,
  options: {
    readonly kind: ImportKind;
    readonly providerId: number | null;
    readonly companies: 'all' | readonly number[];
    readonly columns: readonly RecognizedHeader<string>[];
  },
): Promise<ColumnMapping> {
  const { kind, providerId, companies, columns } = options;
  const rows = await db.importMapping.findMany({
    where: {
      kind,
      ...(providerId === null ? {} : { providerId }),
      ...(companies === 'all' ? {} : { provider: { companyId: { in: [...companies] } } }),
    },
    orderBy: { updatedAt: 'desc' },
    take: 50,
  });
  const here = new Set(columns.map(({ header }) => normalizeHeader(header)));
  for (const row of rows) {
    const mapping = mappingSchema.safeParse(row.mapping);
    if (!mapping.success) continue;
    const headers = Object.keys(mapping.data);
    if (headers.length > 0 && headers.every((header) => here.has(normalizeHeader(header))))
      return mapping.data;
  }
  return {};
}

/** Keep what was said about the columns for the next file of these providers. */
export async function rememberMapping(
  db: DbOrTx,
  options: {
    readonly kind: ImportKind;
    readonly providerIds: readonly number[];
    readonly mapping: ColumnMapping;
    readonly now: Date;
  },
): Promise<void> {
  const { kind, providerIds, mapping, now } = options;
  if (Object.keys(mapping).length === 0) return;
  for (const providerId of providerIds) {
    await db.importMapping.upsert({
      where: { providerId_kind: { providerId, kind } },
      create: { providerId, kind, mapping, updatedAt: now },
      update: { mapping, updatedAt: now },
    });
  }
}
