import { defineRoute } from '../../ui/callback-data.ts';
import { routes } from '../../ui/routes.ts';

/** Windows and exports of readings: places only staff reach. Building 0 = every house. */
export const windowRoutes = {
  list: routes.readingWindows,
  provider: defineRoute('wp', { provider: 'id' }),
  /** choose a house, to set its window or to extend it */
  buildings: defineRoute('wb', { provider: 'id', extend: 'flag', page: 'int' }),
  set: defineRoute('ws', { provider: 'id', building: 'int' }),
  extend: defineRoute('wx', { provider: 'id', building: 'int' }),
  /** readings told on the phone: the account is asked for, then its form opens */
  caller: defineRoute('wc', { provider: 'id' }),
  enterFor: routes.enterReadings,
  exports: defineRoute('we', { provider: 'id', page: 'int' }),
  makeExport: defineRoute('wm', { provider: 'id' }),
  exportFile: defineRoute('wf', { batch: 'id', format: 'word' }),
} as const;

/** Meters of an account as the staff mends them. */
export const deskRoutes = {
  list: routes.staffMeters,
  meter: defineRoute('wmc', { meter: 'id' }),
  add: defineRoute('wma', { account: 'id' }),
  replace: defineRoute('wmr', { meter: 'id' }),
  remove: defineRoute('wmd', { meter: 'id' }),
  restore: defineRoute('wmu', { meter: 'id' }),
  edit: defineRoute('wme', { meter: 'id', field: 'word' }),
  automatic: defineRoute('wmt', { meter: 'id', automatic: 'flag' }),
  /** the photo kept with a reading */
  proof: defineRoute('wmp', { reading: 'id' }),
} as const;
