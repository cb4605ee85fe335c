import { defineRoute } from '../../ui/callback-data.ts';

/** Places only this feature leads to. */
export const meterRoutes = {
  accounts: defineRoute('mtas', { page: 'int' }),
  account: defineRoute('mta', { link: 'id' }),
  enter: defineRoute('mte', { link: 'id' }),
  /** one flat of several for a message in free words; the draft keeps the message */
  enterFree: defineRoute('mtf', { draft: 'id', link: 'id' }),
  meter: defineRoute('mtm', { link: 'id', meter: 'id' }),
  history: defineRoute('mth', { link: 'id', meter: 'id', page: 'int' }),
  chart: defineRoute('mtg', { link: 'id', resource: 'word' }),
  exportHistory: defineRoute('mtx', { link: 'id', format: 'word' }),
  rename: defineRoute('mtn', { link: 'id', meter: 'id' }),
  remind: defineRoute('mtr', { link: 'id' }),
} as const;
