import { type BulkRow, type Columns, insertRows, rowsAsTable } from '../../database/bulk.ts';
import type { Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { DomainError } from '../../domain/errors.ts';
import type { ParsedLine } from '../../formats/accruals/model.ts';
import type { PlannedBill } from './import-plan.ts';

/** Somebody may take away what we are about to lean on; so often we make it anew. */
const ATTEMPTS = 3;

/**
 * Write bills under a batch, invisible until it is published: accounts nobody knows yet, bills, versions, lines. All of
 * a chunk or nothing. Safe beside other imports of the same accounts: whatever a version leans on is locked against
 * their clearing up.
 * @returns how many lines were written
 * @throws DomainError IMPORT_CANCELLED when the batch was given up meanwhile, IMPORT_UNKNOWN_ACCOUNTS
 */
export async function stageBills(
  tx: Tx,
  options: { batchId: number; bills: readonly PlannedBill[]; createAccounts: boolean },
): Promise<number> {
  const { batchId, bills } = options;
  await assertStaging(tx, batchId);
  const accountIds = await takeAccounts(tx, options);
  const billIds = await takeBills(tx, bills, accountIds);
  return insertLines(tx, bills, await insertVersions(tx, { batchId, bills, billIds }));
}

/** A batch whose holder was believed dead is cleared away; its holder must not go on writing. */
async function assertStaging(tx: Tx, batchId: number): Promise<void> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 FROM "ImportBatch" WHERE "id" = ${batchId} AND "status" = 'staging' FOR SHARE`;
  if (rows.length === 0) throw new DomainError('IMPORT_CANCELLED');
}

/** Ids by the bill's place in the chunk. */
type Ids = ReadonlyMap<number, number>;

interface Found {
  readonly index: number;
  readonly id: number;
}

const NUMBER_COLUMNS = { index: 'int', providerId: 'int', number: 'text' } as const;

async function takeAccounts(
  tx: Tx,
  {
    batchId,
    bills,
    createAccounts,
  }: { batchId: number; bills: readonly PlannedBill[]; createAccounts: boolean },
): Promise<Ids> {
  const numbers = bills.map(({ bill, provider }, index) => ({
    index,
    providerId: provider.id,
    number: bill.account,
  }));
  let missing = bills.length;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    if (createAccounts) await insertAccounts(tx, batchId, bills);
    const found = await tx.$queryRaw<Found[]>(Prisma.sql`
      SELECT k."index", a."id"
        FROM ${rowsAsTable(NUMBER_COLUMNS, numbers)} AS k
        JOIN "Account" a ON a."providerId" = k."providerId" AND a."number" = k."number"
         FOR KEY SHARE OF a`);
    if (found.length === bills.length) return byIndex(found);
    missing = bills.length - found.length;
    if (!createAccounts) break;
  }
  throw new DomainError('IMPORT_UNKNOWN_ACCOUNTS', { count: missing });
}

const ACCOUNT_COLUMNS = {
  providerId: 'int',
  number: 'text',
  address: 'text?',
  flat: 'text?',
  payerName: 'text?',
  area: 'numeric?',
  livingArea: 'numeric?',
  residentsCount: 'int?',
  els: 'text?',
  createdByBatchId: 'int',
} as const;

function insertAccounts(tx: Tx, batchId: number, bills: readonly PlannedBill[]): Promise<number> {
  const rows = bills.map(({ bill, provider }) => ({
    providerId: provider.id,
    number: bill.account,
    address: bill.address,
    flat: bill.flat,
    payerName: bill.payerName,
    area: bill.area,
    livingArea: bill.livingArea,
    residentsCount: bill.residents,
    els: bill.els,
    createdByBatchId: batchId,
  }));
  return insertRows(tx, {
    table: 'Account',
    columns: ACCOUNT_COLUMNS,
    rows,
    onConflict: '("providerId", "number") DO NOTHING',
  });
}

const BILL_COLUMNS = { index: 'int', accountId: 'int', type: 'text', period: 'text' } as const;

async function takeBills(tx: Tx, bills: readonly PlannedBill[], accountIds: Ids): Promise<Ids> {
  const keys = bills.map(({ bill, type }, index) => ({
    index,
    accountId: idAt(accountIds, index),
    type,
    period: bill.period,
  }));
  const table = rowsAsTable(BILL_COLUMNS, keys);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    await tx.$executeRaw(Prisma.sql`
      INSERT INTO "Bill" ("accountId", "type", "period")
      SELECT k."accountId", k."type", k."period" FROM ${table} AS k
      ON CONFLICT ("accountId", "type", "period") DO NOTHING`);
    const found = await tx.$queryRaw<Found[]>(Prisma.sql`
      SELECT k."index", b."id"
        FROM ${table} AS k
        JOIN "Bill" b ON b."accountId" = k."accountId" AND b."type" = k."type" AND b."period" = k."period"
         FOR KEY SHARE OF b`);
    if (found.length === bills.length) return byIndex(found);
  }
  throw new Error('bills vanish as fast as they are made');
}

const VERSION_COLUMNS = {
  billId: 'int',
  batchId: 'int',
  billDate: 'date',
  total: 'int',
  asOf: 'timestamptz',
  comment: 'text?',
  payerName: 'text?',
  address: 'text?',
  flat: 'text?',
  area: 'numeric?',
  livingArea: 'numeric?',
  residentsCount: 'int?',
} as const;

async function insertVersions(
  tx: Tx,
  { batchId, bills, billIds }: { batchId: number; bills: readonly PlannedBill[]; billIds: Ids },
): Promise<Ids> {
  const rows = bills.map(({ bill, billDate, asOf }, index) => ({
    billId: idAt(billIds, index),
    batchId,
    billDate,
    total: bill.total,
    asOf,
    comment: bill.comment,
    payerName: bill.payerName,
    address: bill.address,
    flat: bill.flat,
    area: bill.area,
    livingArea: bill.livingArea,
    residentsCount: bill.residents,
  }));
  const columns = Prisma.raw(
    Object.keys(VERSION_COLUMNS)
      .map((name) => `"${name}"`)
      .join(', '),
  );
  const inserted = await tx.$queryRaw<{ id: number; billId: number }[]>(Prisma.sql`
    INSERT INTO "BillVersion" (${columns})
    SELECT ${columns} FROM ${rowsAsTable(VERSION_COLUMNS, rows)} AS source
    RETURNING "id", "billId"`);
  const byBill = new Map(inserted.map(({ id, billId }) => [billId, id]));
  return new Map(bills.map((_, index) => [index, idAt(byBill, idAt(billIds, index))]));
}

const LINE_COLUMNS = {
  versionId: 'int',
  position: 'int',
  service: 'text',
  subline: 'boolean',
  unit: 'text?',
  volume: 'numeric?',
  tariff: 'numeric?',
  accrued: 'int?',
  recalculation: 'int?',
  benefits: 'int?',
  penalty: 'int?',
  openingBalance: 'int?',
  paid: 'int?',
  undersupplyDays: 'numeric?',
  undersupplySum: 'int?',
  withinNorm: 'int?',
  total: 'int',
} as const;
const LINES_PER_STATEMENT = 10_000;

function insertLines(tx: Tx, bills: readonly PlannedBill[], versions: Ids): Promise<number> {
  const rows = bills.flatMap(({ bill }, index) => {
    const versionId = idAt(versions, index);
    return bill.lines.map((line, position) => lineRow(line, versionId, position));
  });
  return insertRows(tx, {
    table: 'BillLine',
    columns: usedColumns(rows),
    rows,
    chunkSize: LINES_PER_STATEMENT,
  });
}

type LineRow = BulkRow<typeof LINE_COLUMNS>;

function lineRow(line: ParsedLine, versionId: number, position: number): LineRow {
  const { parent: _parent, row: _row, ...columns } = line;
  return { versionId, position, ...columns };
}

/** Few registers have every column: those that are empty throughout are not sent. */
function usedColumns(rows: readonly LineRow[]): Columns {
  const columns: Columns = LINE_COLUMNS;
  const used = (Object.keys(LINE_COLUMNS) as (keyof LineRow)[]).filter((name) =>
    rows.some((row) => row[name] !== null),
  );
  return Object.fromEntries(used.map((name) => [name, columns[name] ?? 'text']));
}

function byIndex(found: readonly Found[]): Ids {
  return new Map(found.map(({ index, id }) => [index, id]));
}

function idAt(ids: Ids, key: number): number {
  const id = ids.get(key);
  if (id === undefined) throw new Error(`nothing was written for ${key}`);
  return id;
}
