import { defineRoute } from '../../ui/callback-data.ts';

/** `filter` is the draft that keeps what is chosen (0 = everything); `link` 0 = one's own operations. */
export const historyRoutes = {
  mine: defineRoute('hist', { filter: 'int', page: 'int' }),
  account: defineRoute('hista', { link: 'id', filter: 'int', page: 'int' }),
  /** choose the account whose payments are shown */
  accounts: defineRoute('histac', { page: 'int' }),
  /** all filters on one screen */
  filter: defineRoute('histf', { filter: 'int', link: 'int' }),
  choose: defineRoute('histc', { filter: 'int', link: 'int', field: 'word' }),
  set: defineRoute('hists', { filter: 'int', link: 'int', field: 'word', value: 'word' }),
  /** type a period of one's own */
  period: defineRoute('histp', { filter: 'int', link: 'int' }),
  file: defineRoute('histx', { filter: 'int', link: 'int', format: 'word' }),
} as const;
