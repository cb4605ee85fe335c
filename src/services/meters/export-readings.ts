import { z } from 'zod';
import { Prisma } from '../../database/generated/client.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueSelected } from '../../delivery/enqueue.ts';
import type { WorkbookDeps } from '../../documents/documents.ts';
import { dateIn, zoneOf } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { MAX_ZONES, RESOURCES } from '../../domain/meters.ts';
import { can, type RoleGrant } from '../../domain/roles.ts';
import { writeCsvInSteps } from '../../formats/csv-safe.ts';
import { encodeText } from '../../formats/encoding.ts';
import { writeReadingBlocks } from '../../formats/reading-blocks.ts';
import {
  METER_CHANGES,
  READING_COLUMNS,
  READING_SHEET,
  RESOURCE_WORDS,
  zoneWord,
} from '../../formats/reading-register.ts';
import type { XlsxColumn, XlsxSheet } from '../../formats/xlsx-writer.ts';
import type { ServiceDeps } from '../deps.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { EXPORTED } from './delivery-kinds.ts';

export const READING_EXPORT_FORMATS = ['csv', 'xlsx', 'blocks'] as const;
export type ReadingExportFormat = (typeof READING_EXPORT_FORMATS)[number];

export const EXPORTS_PER_PAGE = 6;

interface Actor {
  /** null = the command line */
  readonly identityId: number | null;
  readonly grants: readonly RoleGrant[] | 'cli';
}

type Deps = Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;

/** @throws DomainError PROVIDER_NOT_FOUND, NOT_ALLOWED */
async function mayExport(
  deps: Deps,
  { grants }: Actor,
  providerId: number,
): Promise<{ readonly companyId: number | null; readonly zone: string; readonly name: string }> {
  const row = await deps.db.provider.findUnique({
    where: { id: providerId },
    select: { name: true, companyId: true, company: { select: { timezone: true } } },
  });
  if (row === null) throw new DomainError('PROVIDER_NOT_FOUND');
  const { companyId, name } = row;
  if (grants !== 'cli' && !can(grants, 'exports.create', { companyId }, deps.clock.now())) {
    throw new DomainError('NOT_ALLOWED');
  }
  return {
    companyId,
    name,
    zone: zoneOf({ company: row.company?.timezone ?? null }, deps.installation.timezone),
  };
}

/**
 * Put every reading of a provider that no export took yet into a new batch, and every replacement of a meter that was
 * made by hand: each is marked once and the readings' residents told.
 * The batch's file can be had again by its number.
 * @throws DomainError READINGS_NOTHING_TO_EXPORT, PROVIDER_NOT_FOUND, NOT_ALLOWED
 */
export async function exportReadings(
  deps: Deps & Pick<ServiceDeps, 'notify'>,
  options: { readonly actor: Actor; readonly providerId: number },
): Promise<{ readonly batchId: number; readonly count: number; readonly replacements: number }> {
  const { actor, providerId } = options;
  const { companyId } = await mayExport(deps, actor, providerId);
  const now = deps.clock.now();
  const done = await inTransaction(
    deps.db,
    async (tx) => {
      const batch = await tx.exportBatch.create({
        data: {
          kind: 'readings',
          providerId,
          fromAt: now,
          untilAt: now,
          createdById: actor.identityId,
          createdAt: now,
        },
        select: { id: true },
      });
      const taken = await tx.$queryRaw<{ count: number; from: Date | null }[]>(Prisma.sql`
        WITH taken AS (
          UPDATE "Reading" r SET "status" = 'exported', "exportBatchId" = ${batch.id}
            FROM "Meter" m JOIN "Account" a ON a."id" = m."accountId"
           WHERE m."id" = r."meterId" AND a."providerId" = ${providerId} AND r."isCurrent" AND r."status" = 'accepted'
             AND r."exportBatchId" IS NULL AND r."source" IN ('resident', 'operator')
          RETURNING r."submittedAt"
        ) SELECT count(*)::int AS "count", min("submittedAt") AS "from" FROM taken`);
      const count = taken[0]?.count ?? 0;
      const replacements = await tx.$executeRaw`
        UPDATE "Meter" m SET "replacementBatchId" = ${batch.id}
          FROM "Account" a
         WHERE a."id" = m."accountId" AND a."providerId" = ${providerId} AND m."replacedByHand"
           AND m."replacementBatchId" IS NULL`;
      if (count + replacements === 0) throw new DomainError('READINGS_NOTHING_TO_EXPORT');
      await tx.exportBatch.update({
        where: { id: batch.id },
        data: { count, fromAt: taken[0]?.from ?? now, closedAt: now },
      });
      await recordAudit(tx, {
        at: now,
        actorId: actor.identityId,
        actorKind: actor.grants === 'cli' ? 'cli' : 'staff',
        action: 'readings.export',
        subject: `export:${batch.id}`,
        companyId,
        details: { count, replacements },
      });
      await enqueueSelected(tx, deps.clock, {
        kind: EXPORTED,
        select: Prisma.sql`
          SELECT DISTINCT i."id" AS "identityId", 'reading-export:' || ${batch.id}::int || ':' || m."accountId" AS "subject",
                 jsonb_build_object('accountId', m."accountId", 'batchId', ${batch.id}::int) AS "params",
                 ${now}::timestamptz AS "notBefore"
            FROM "Reading" r JOIN "Meter" m ON m."id" = r."meterId"
            JOIN "AccountLink" l ON l."accountId" = m."accountId" AND l."status" = 'active' AND l."level" = 'full'
            JOIN "TelegramIdentity" i ON i."residentId" = l."residentId"
           WHERE r."exportBatchId" = ${batch.id}`,
      });
      return { batchId: batch.id, count, replacements };
    },
    { timeout: 120_000, retry: true },
  );
  deps.notify('deliveries');
  return done;
}

export interface ReadingExportRow {
  readonly id: number;
  readonly count: number;
  readonly createdAt: Date;
}

/** Batches of a provider, newest first, page by page. */
export async function listReadingExports(
  deps: Deps,
  options: { readonly actor: Actor; readonly providerId: number; readonly page: number },
): Promise<{
  readonly items: readonly ReadingExportRow[];
  readonly total: number;
  readonly zone: string;
  readonly name: string;
}> {
  const { zone, name } = await mayExport(deps, options.actor, options.providerId);
  const where = { providerId: options.providerId, kind: 'readings' as const };
  const [items, total] = await Promise.all([
    deps.db.exportBatch.findMany({
      where,
      orderBy: { id: 'desc' },
      select: { id: true, count: true, createdAt: true },
      skip: Math.max(0, options.page) * EXPORTS_PER_PAGE,
      take: EXPORTS_PER_PAGE,
    }),
    deps.db.exportBatch.count({ where }),
  ]);
  return { items, total, zone, name };
}

const rowSchema = z.object({
  account: z.string(),
  payer: z.string().nullable(),
  address: z.string().nullable(),
  provider: z.string(),
  resource: z.enum(RESOURCES),
  serial: z.string(),
  zones: z.number(),
  values: z.array(z.string()),
  takenAt: z.date(),
  period: z.string(),
  number: z.string(),
});
type Row = z.infer<typeof rowSchema>;

const replacementSchema = rowSchema
  .omit({ values: true, takenAt: true, period: true, number: true })
  .extend({ former: z.string(), final: z.array(z.string()), initial: z.array(z.string()), at: z.date() });
type Replacement = z.infer<typeof replacementSchema>;

/**
 * The file of a batch: the same bytes' worth of rows whenever it is asked for, whatever was corrected since.
 * @throws DomainError READING_EXPORT_NOT_FOUND, NOT_ALLOWED
 */
export async function readingExportFile(
  deps: Deps & WorkbookDeps,
  options: { readonly actor: Actor; readonly batchId: number; readonly format: ReadingExportFormat },
): Promise<{ readonly fileName: string; readonly bytes: Uint8Array }> {
  const { batchId, format } = options;
  const batch = await deps.db.exportBatch.findFirst({
    where: { id: batchId, kind: 'readings' },
    select: { providerId: true },
  });
  if (batch === null) throw new DomainError('READING_EXPORT_NOT_FOUND');
  const { zone } = await mayExport(deps, options.actor, batch.providerId);
  const raw: unknown[] = await deps.db.$queryRaw`
    SELECT a."number" AS "account", a."payerName" AS "payer",
           concat_ws(', ', a."address", a."flat") AS "address", p."name" AS "provider", m."resource"::text AS "resource",
           m."serial", m."zones", r."values"::text[] AS "values", r."takenAt", r."period", r."number"
      FROM "Reading" r
      JOIN "Meter" m ON m."id" = r."meterId"
      JOIN "Account" a ON a."id" = m."accountId"
      JOIN "Provider" p ON p."id" = a."providerId"
     WHERE r."exportBatchId" = ${batchId}
     ORDER BY a."number", m."resource", m."id", r."id"`;
  const rows = raw.map((row) => rowSchema.parse(row));
  const replaced: unknown[] = await deps.db.$queryRaw`
    SELECT a."number" AS "account", a."payerName" AS "payer",
           concat_ws(', ', a."address", a."flat") AS "address", p."name" AS "provider", m."resource"::text AS "resource",
           m."serial", m."zones", m."initialValues"::text[] AS "initial", o."serial" AS "former",
           o."finalValues"::text[] AS "final", COALESCE(o."archivedAt", m."createdAt") AS "at"
      FROM "Meter" m
      JOIN "Meter" o ON o."replacedById" = m."id"
      JOIN "Account" a ON a."id" = m."accountId"
      JOIN "Provider" p ON p."id" = a."providerId"
     WHERE m."replacementBatchId" = ${batchId}
     ORDER BY a."number", m."resource", m."id"`;
  const replacements = replaced.map((row) => replacementSchema.parse(row));
  const name = `readings-${batchId}`;
  if (format === 'blocks') {
    const text = writeReadingBlocks(blocksOf(rows, replacements, zone));
    return { fileName: `${name}.txt`, bytes: encodeText(text, 'windows-1251') };
  }
  const table = [
    ...replacements.flatMap((row) => replacementCells(row, zone)),
    ...rows.map((row) => cells(row, zone)),
  ];
  if (format === 'xlsx') {
    return { fileName: `${name}.xlsx`, bytes: await deps.documents.workbook([workbook(table)]) };
  }
  const text = await writeCsvInSteps([READING_COLUMNS, ...table]);
  return { fileName: `${name}.csv`, bytes: encodeText(text, 'utf-8-bom') };
}

function cells(row: Row, zone: string): string[] {
  const [periodYear = '', periodMonth = ''] = row.period.split('-');
  return [
    ...meterCells(row, row.values, row.takenAt, zone),
    `${periodMonth}.${periodYear}`,
    row.number,
    '',
    '',
    '',
  ];
}

/** Two rows, so that the month of the change adds up: what the old meter ended with, what the new one began with. */
function replacementCells(row: Replacement, zone: string): string[][] {
  const { former, serial, final, initial, at } = row;
  const period = monthOf(at, zone);
  const { removed, installed } = METER_CHANGES;
  return [
    [...meterCells({ ...row, serial: former }, final, at, zone), period, '', removed, serial, ''],
    [...meterCells(row, initial, at, zone), period, '', installed, '', former],
  ];
}

function monthOf(at: Date, zone: string): string {
  const [year = '', month = ''] = dateIn(at, zone).split('-');
  return `${month}.${year}`;
}

function meterCells(
  row: Pick<Row, 'account' | 'provider' | 'resource' | 'serial' | 'zones'>,
  shown: readonly string[],
  at: Date,
  zone: string,
): string[] {
  const values = Array.from({ length: MAX_ZONES }, (_, index) =>
    trimmed(shown[index] ?? '').replace('.', ','),
  );
  const [year = '', month = '', day = ''] = dateIn(at, zone).split('-');
  return [
    row.account,
    row.provider,
    RESOURCE_WORDS[row.resource],
    row.serial,
    String(row.zones),
    ...values,
    `${day}.${month}.${year}`,
  ];
}

/** `56.0000` as `56`: the database keeps four decimals. */
function trimmed(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/0+$/, '').replace(/\.$/, '') : decimal;
}

function workbook(table: readonly (readonly string[])[]): XlsxSheet {
  const numbers = new Set([4, 5, 6, 7]);
  const columns = READING_COLUMNS.map(
    (header, index): XlsxColumn => ({ header, kind: numbers.has(index) ? 'number' : 'text' }),
  );
  const data = table.map((row) =>
    row.map((cell, index) =>
      numbers.has(index) ? (cell === '' ? null : Number(cell.replace(',', '.'))) : cell,
    ),
  );
  return { name: READING_SHEET, columns, rows: data };
}

function blocksOf(rows: readonly Row[], replacements: readonly Replacement[], zone: string) {
  interface Block {
    readonly id: string;
    readonly name: string;
    readonly value: string;
  }
  const accounts = new Map<
    string,
    { account: string; payer: string; address: string; period: string; meters: Block[] }
  >();
  const add = (
    { account, payer, address }: Pick<Row, 'account' | 'payer' | 'address'>,
    period: string,
    meters: readonly Block[],
  ): void => {
    const key = `${account}|${period}`;
    const known = accounts.get(key);
    if (known !== undefined) known.meters.push(...meters);
    else
      accounts.set(key, {
        account,
        payer: payer ?? '',
        address: address ?? '',
        period,
        meters: [...meters],
      });
  };
  /** `word`: after the name, of a meter that came or went. */
  const blocks = (
    { resource, zones }: Pick<Row, 'resource' | 'zones'>,
    id: string,
    values: readonly string[],
    word = '',
  ): Block[] =>
    values.map((value, index) => ({
      id,
      name: `${zoneWord(resource, index, zones)}${word}`,
      value: trimmed(value),
    }));
  for (const row of replacements) {
    const { removed, installed } = METER_CHANGES;
    add(row, dateIn(row.at, zone).slice(0, 7), [
      ...blocks(row, row.former, row.final, `, ${removed}`),
      ...blocks(row, row.serial, row.initial, `, ${installed}`),
    ]);
  }
  for (const row of rows) add(row, row.period, blocks(row, row.serial, row.values));
  return [...accounts.values()];
}
