import { DomainError } from '../../domain/errors.ts';
import { datedSetting, newestSetting, saveSetting } from '../staff/company-settings.ts';
import { fieldsOf, settingField } from './fields.ts';
import type { PlaceKind } from './place-kind.ts';

/** Rows of `Setting` with a day of effect; id 0 = of every company. */
export const rulePlace: PlaceKind = {
  async load(db, id) {
    const companyId = id === 0 ? null : id;
    const company =
      companyId === null ? null : await db.company.findUnique({ where: { id }, select: { name: true } });
    if (companyId !== null && company === null) return null;
    const values: Record<string, unknown> = {};
    for (const { id: key, dated } of fieldsOf('rule'))
      values[key] = await (dated === true ? datedSetting : newestSetting)(db, key, companyId);
    return { name: company?.name ?? null, companyId, values };
  },
  async write(tx, deps, { id, field, value, from, by }) {
    if (value === null && settingField('rule', field)?.clearable !== true)
      throw new DomainError('SETTING_WRONG');
    await saveSetting(tx, { key: field, companyId: id === 0 ? null : id, value, from, by }, deps);
  },
};
