import { defineRoute } from '../../ui/callback-data.ts';

/** Places only this feature leads to. */
export const billRoutes = {
  /** lines of a long bill, page by page */
  lines: defineRoute('bl', { bill: 'id', page: 'int' }),
  /** bills of a period, both months included; link 0 = every account */
  period: defineRoute('bp', { link: 'int', from: 'word', to: 'word', page: 'int' }),
  pickFrom: defineRoute('bpf', { link: 'int', year: 'int' }),
  pickTo: defineRoute('bpt', { link: 'int', from: 'word', year: 'int' }),
  /** type the period instead */
  typePeriod: defineRoute('bpty', { link: 'int' }),
  why: defineRoute('bw', { bill: 'id' }),
  whyPicture: defineRoute('bwp', { bill: 'id' }),
  yearPicture: defineRoute('by', { bill: 'id' }),
  disagree: defineRoute('bd', { bill: 'id', page: 'int' }),
  pdf: defineRoute('bpdf', { bill: 'id' }),
  /** every line and column as a table of a rich message */
  table: defineRoute('btab', { bill: 'id' }),
  mark: defineRoute('bm', { bill: 'id', on: 'flag' }),
  requisites: defineRoute('breq', { bill: 'id' }),
  financePicture: defineRoute('finp', { link: 'id' }),
  financePdf: defineRoute('find', { link: 'id' }),
} as const;
