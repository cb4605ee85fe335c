import { defineRoute } from '../../ui/callback-data.ts';

/** Places only this feature leads to. */
export const importRoutes = {
  /** load and publish the file of a draft; `create` also makes the accounts nobody knows yet */
  apply: defineRoute('impgo', { draft: 'id', create: 'flag' }),
  discard: defineRoute('impx', { draft: 'id' }),
  chooseProvider: defineRoute('impp', { draft: 'id', provider: 'id' }),
  providers: defineRoute('impps', { draft: 'id', page: 'int' }),
  changeAsOf: defineRoute('impd', { draft: 'id' }),
  /** what the file is about, when it was taken for something else */
  kinds: defineRoute('impk', { draft: 'id' }),
  chooseKind: defineRoute('impks', { draft: 'id', kind: 'word' }),
  /** columns of a table and what they are taken for */
  columns: defineRoute('impcs', { draft: 'id', page: 'int' }),
  column: defineRoute('impcc', { draft: 'id', column: 'int', page: 'int' }),
  /** key: its place in the kind's list, from 1; 0 = not used */
  chooseKey: defineRoute('impck', { draft: 'id', column: 'int', key: 'int' }),
  plan: defineRoute('impn', { draft: 'id' }),
  periods: defineRoute('impm', { draft: 'id' }),
  /** `202610` */
  choosePeriod: defineRoute('impms', { draft: 'id', period: 'int' }),
  /** another month, typed */
  typePeriod: defineRoute('impmt', { draft: 'id' }),
  errorFile: defineRoute('impe', { draft: 'id' }),
  cancel: defineRoute('impc', { task: 'id' }),
  askRollBack: defineRoute('imprb', { batch: 'id' }),
  rollBack: defineRoute('imprbok', { batch: 'id' }),
} as const;
