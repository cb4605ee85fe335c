import { insertRows, rowsAsTable } from '../../database/bulk.ts';
import type { Tx } from '../../database/client.ts';
import { Prisma } from '../../database/generated/client.ts';
import { foldAddress } from '../../domain/address-key.ts';
import { normalizeFlat } from '../../domain/flat.ts';

/** What stands for the flat of an account of a whole house. */
const NO_FLAT = '-';

/**
 * Give accounts their house and flat in the books (announcements, windows and tickets go by them): by the address the
 * company writes, one house for all its spellings, one flat for both providers. Accounts that have theirs stay.
 * @param accounts a query whose one column is the account's id
 */
export async function placeAccounts(tx: Tx, options: { accounts: Prisma.Sql; now: Date }): Promise<void> {
  const rows = await tx.$queryRaw<
    { id: number; companyId: number; address: string; flat: string | null }[]
  >(Prisma.sql`
    SELECT a."id", p."companyId", a."address", a."flat"
      FROM "Account" a JOIN "Provider" p ON p."id" = a."providerId"
     WHERE a."unitId" IS NULL AND a."address" IS NOT NULL AND p."companyId" IS NOT NULL
       AND a."id" IN (${options.accounts})
     ORDER BY a."id"`);
  const placed = rows.flatMap(({ id, companyId, address, flat }) => {
    const key = foldAddress(address);
    if (key === '') return [];
    const number = flat === null ? NO_FLAT : (normalizeFlat(flat) ?? flat.trim().slice(0, 20));
    return [{ id, companyId, address: address.trim(), key, number: number === '' ? NO_FLAT : number }];
  });
  if (placed.length === 0) return;
  const houses = new Map(
    placed.map(({ companyId, key, address }) => [`${companyId} ${key}`, { companyId, key, address }]),
  );
  await insertRows(tx, {
    table: 'Building',
    columns: { companyId: 'int', key: 'text', address: 'text', createdAt: 'timestamptz' },
    rows: [...houses.values()].map((house) => ({ ...house, createdAt: options.now })),
    onConflict: '("companyId", "key") DO NOTHING',
  });
  const table = rowsAsTable(
    { id: 'int', companyId: 'int', key: 'text', number: 'text' },
    placed.map(({ id, companyId, key, number }) => ({ id, companyId, key, number })),
  );
  await tx.$executeRaw(Prisma.sql`
    INSERT INTO "Unit" ("buildingId", "number")
    SELECT DISTINCT b."id", k."number" FROM ${table} AS k
      JOIN "Building" b ON b."companyId" = k."companyId" AND b."key" = k."key"
    ON CONFLICT ("buildingId", "number") DO NOTHING`);
  await tx.$executeRaw(Prisma.sql`
    UPDATE "Account" a SET "unitId" = u."id"
      FROM ${table} AS k
      JOIN "Building" b ON b."companyId" = k."companyId" AND b."key" = k."key"
      JOIN "Unit" u ON u."buildingId" = b."id" AND u."number" = k."number"
     WHERE a."id" = k."id"`);
}
