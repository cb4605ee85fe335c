import { DomainError } from '../../domain/errors.ts';
import { type EntranceRange, entranceRanges } from './entrance-field.ts';
import type { PlaceKind } from './place-kind.ts';

const COLUMNS = { timezone: 'timezone', fias: 'fiasGuid' } as const;

function isColumn(id: string): id is keyof typeof COLUMNS {
  return Object.hasOwn(COLUMNS, id);
}

/** A house. Its address comes with the company's registers: renamed here, the next register would make a second house. */
export const buildingPlace: PlaceKind = {
  async load(db, id) {
    const row = await db.building.findUnique({ where: { id } });
    if (row === null) return null;
    const entrances = await db.$queryRaw<EntranceRange[]>`
      SELECT "entrance", min(n)::int AS "from", max(n)::int AS "to"
        FROM (SELECT "entrance", substring("number" from '^[0-9]{1,5}')::int AS n FROM "Unit" WHERE "buildingId" = ${id}) u
       WHERE "entrance" IS NOT NULL AND n IS NOT NULL
       GROUP BY "entrance" ORDER BY 2, 1`;
    const values = { timezone: row.timezone, fias: row.fiasGuid, entrances };
    return { name: row.address, companyId: row.companyId, values };
  },
  async write(tx, _deps, { id, field, value }) {
    if (isColumn(field)) {
      await tx.building.update({ where: { id }, data: { [COLUMNS[field]]: value } });
      return;
    }
    if (field !== 'entrances') throw new DomainError('SETTING_NOT_FOUND');
    const ranges = entranceRanges(value);
    await tx.$executeRaw`
      UPDATE "Unit" u SET "entrance" = r."entrance"
        FROM "Unit" k LEFT JOIN unnest(
               ${ranges.map(({ entrance }) => entrance)}::text[], ${ranges.map(({ from }) => from)}::int[],
               ${ranges.map(({ to }) => to)}::int[]) AS r("entrance", "first", "last")
          ON substring(k."number" from '^[0-9]{1,5}')::int BETWEEN r."first" AND r."last"
       WHERE u."id" = k."id" AND u."buildingId" = ${id} AND u."entrance" IS DISTINCT FROM r."entrance"`;
  },
};
