import { DomainError } from '../../domain/errors.ts';
import type { PlaceKind } from './place-kind.ts';

const COLUMNS = {
  name: 'name',
  'short-name': 'shortName',
  phone: 'contactPhone',
  email: 'contactEmail',
  website: 'website',
  address: 'officeAddress',
  hours: 'contactHours',
  timezone: 'timezone',
} as const;

function isField(id: string): id is keyof typeof COLUMNS {
  return Object.hasOwn(COLUMNS, id);
}

export const companyPlace: PlaceKind = {
  async load(db, id) {
    const row = await db.company.findUnique({ where: { id } });
    if (row === null) return null;
    const values = Object.fromEntries(Object.entries(COLUMNS).map(([field, column]) => [field, row[column]]));
    return { name: row.name, companyId: id, values };
  },
  async write(tx, _deps, { id, field, value }) {
    if (!isField(field)) throw new DomainError('SETTING_NOT_FOUND');
    await tx.company.update({
      where: { id },
      data: { [COLUMNS[field]]: value ?? (field === 'hours' ? [] : null) },
    });
  },
};
