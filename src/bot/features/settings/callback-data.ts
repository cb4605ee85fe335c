import { defineRoute } from '../../ui/callback-data.ts';

/** Places only this feature leads to. Of rules id 0 = those of every company. */
export const settingRoutes = {
  places: defineRoute('setp', { target: 'word', page: 'int' }),
  place: defineRoute('sett', { target: 'word', id: 'int' }),
  /** the field's place in the list of its target, from 0: names with dots do not fit */
  field: defineRoute('setf', { target: 'word', id: 'int', field: 'int' }),
  maintenance: defineRoute('setm'),
  close: defineRoute('setc', { feature: 'word', closed: 'flag' }),
  texts: defineRoute('setx'),
  text: defineRoute('sety', { kind: 'word' }),
} as const;
