import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { DomainError } from '../../domain/errors.ts';
import { projectRoot } from '../../domain/project-root.ts';
import { matchType } from '../../domain/ticket-match.ts';
import type { ServiceDeps } from '../deps.ts';

const localizedSchema = z.object({ ru: z.string(), en: z.string() });

/** Something a type asks besides the text. */
export const ticketFieldSchema = z.object({
  key: z.string(),
  label: localizedSchema,
  example: localizedSchema,
});
export type TicketField = z.infer<typeof ticketFieldSchema>;

const leafSchema = z.object({
  code: z.string(),
  name: localizedSchema,
  emergency: z.boolean().default(false),
  keywords: z.array(z.string()).default([]),
  deadlineHours: z.number().int().nullable().default(null),
  workingDays: z.number().int().nullable().default(null),
  fields: z.array(ticketFieldSchema).default([]),
});
const treeSchema = z.array(leafSchema.extend({ children: z.array(leafSchema).default([]) }));

/** The types an installation begins with. */
export function readSeedTypes(): z.infer<typeof treeSchema> {
  const file = join(projectRoot(), 'locales', 'ticket-types.json');
  return treeSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

/**
 * Bring the tree of types into the database: what is missing is added, rows that people changed stay as they are.
 * Safe to run in several processes at once.
 */
export async function ensureTicketTypes({ db }: Pick<ServiceDeps, 'db'>): Promise<void> {
  const idsByCode = async () =>
    new Map(
      (await db.ticketType.findMany({ select: { id: true, code: true } })).map((row) => [row.code, row.id]),
    );
  const tree = readSeedTypes();
  const known = await idsByCode();
  const isMissing = ({ code }: { code: string }) => !known.has(code);
  const top = tree.map((type, position) => rowOf(type, { position, parentId: null })).filter(isMissing);
  if (top.length > 0) await db.ticketType.createMany({ data: top, skipDuplicates: true });
  const parents = top.length > 0 ? await idsByCode() : known;
  const children = tree.flatMap(({ code, emergency, children: below }) =>
    below.map((child, position) =>
      rowOf(
        { ...child, emergency: child.emergency || emergency },
        { position, parentId: parents.get(code) ?? null },
      ),
    ),
  );
  const missing = children.filter(isMissing);
  if (missing.length > 0) await db.ticketType.createMany({ data: missing, skipDuplicates: true });
}

function rowOf(type: z.infer<typeof leafSchema>, place: { position: number; parentId: number | null }) {
  const { code, name, keywords, deadlineHours, workingDays, emergency, fields } = type;
  return { code, name, keywords, deadlineHours, workingDays, emergency, fields, ...place };
}

export const typeSchema = z.object({
  id: z.number(),
  code: z.string(),
  parentId: z.number().nullable(),
  name: localizedSchema,
  keywords: z.array(z.string()),
  deadlineHours: z.number().nullable(),
  workingDays: z.number().nullable(),
  emergency: z.boolean(),
  fields: z.array(ticketFieldSchema),
});
export type TicketTypeRow = z.infer<typeof typeSchema>;

/** Columns of `typeSchema`. */
export const TYPE_COLUMNS = {
  id: true,
  code: true,
  parentId: true,
  name: true,
  keywords: true,
  deadlineHours: true,
  workingDays: true,
  emergency: true,
  fields: true,
} as const;

/** In force: switched on, and its parent too. */
const IN_FORCE = { active: true, OR: [{ parentId: null }, { parent: { active: true } }] };

/** Types in force, in the order of the screen; a dozen rows each time, one statement. */
export async function listTypes(deps: Pick<ServiceDeps, 'db'>): Promise<TicketTypeRow[]> {
  const rows = await deps.db.ticketType.findMany({
    where: IN_FORCE,
    orderBy: [{ parentId: { sort: 'asc', nulls: 'first' } }, { position: 'asc' }, { id: 'asc' }],
    select: TYPE_COLUMNS,
  });
  return z.array(typeSchema).parse(rows);
}

/** @throws DomainError TICKET_TYPE_GONE */
export async function loadType(
  db: DbOrTx,
  by: { readonly id: number } | { readonly code: string },
): Promise<TicketTypeRow> {
  const row = await db.ticketType.findFirst({ where: { ...by, ...IN_FORCE }, select: TYPE_COLUMNS });
  if (row === null) throw new DomainError('TICKET_TYPE_GONE');
  return typeSchema.parse(row);
}

/** The type that a free text is most likely about; null when it says nothing we know. */
export async function suggestType(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly text: string },
): Promise<TicketTypeRow | null> {
  const types = await listTypes(deps);
  const parents = new Set(types.map(({ parentId }) => parentId));
  return matchType(
    options.text,
    types.filter(({ id }) => !parents.has(id)),
  );
}
