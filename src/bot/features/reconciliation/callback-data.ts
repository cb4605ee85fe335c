import { defineRoute } from '../../ui/callback-data.ts';

/** Places only this feature leads to. */
export const reconciliationRoutes = {
  start: defineRoute('recgo', { source: 'word' }),
  show: defineRoute('rec', { id: 'id' }),
  rows: defineRoute('recl', { id: 'id', outcome: 'word', page: 'int' }),
  row: defineRoute('recr', { row: 'id' }),
  ask: defineRoute('reca', { row: 'id' }),
  /** resolution: a word of the list, `open` = not dealt with */
  resolve: defineRoute('recd', { row: 'id', resolution: 'word' }),
} as const;
