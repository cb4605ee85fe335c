import { DomainError } from '../../domain/errors.ts';
import { newestSetting, saveSetting } from '../staff/company-settings.ts';
import { fieldsOf } from './fields.ts';
import type { PlaceKind } from './place-kind.ts';

/** Rows of `Setting` with a day of effect; id 0 = of every company. */
export const rulePlace: PlaceKind = {
  async load(db, id) {
    const companyId = id === 0 ? null : id;
    const company =
      companyId === null ? null : await db.company.findUnique({ where: { id }, select: { name: true } });
    if (companyId !== null && company === null) return null;
    const values: Record<string, unknown> = {};
    for (const field of fieldsOf('rule')) values[field.id] = await newestSetting(db, field.id, companyId);
    return { name: company?.name ?? null, companyId, values };
  },
  async write(tx, deps, { id, field, value, by }) {
    if (value === null) throw new DomainError('SETTING_WRONG');
    await saveSetting(tx, { key: field, companyId: id === 0 ? null : id, value, by }, deps);
  },
};
