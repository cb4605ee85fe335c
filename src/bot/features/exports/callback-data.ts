import { defineRoute } from '../../ui/callback-data.ts';

/** Places only this feature leads to. */
export const exportRoutes = {
  provider: defineRoute('expp', { provider: 'id' }),
  /** `until`: seconds of the epoch, frozen when the screen was shown, so that a second press means the same */
  create: defineRoute('expgo', { provider: 'id', until: 'int' }),
  /** `202610` */
  createMonth: defineRoute('expm', { provider: 'id', period: 'int' }),
  history: defineRoute('exph', { provider: 'int', page: 'int' }),
  batch: defineRoute('expb', { batch: 'id' }),
  file: defineRoute('expf', { batch: 'id', format: 'word' }),
  close: defineRoute('expok', { batch: 'id' }),
  cancel: defineRoute('expx', { batch: 'id' }),
  template: defineRoute('expt', { provider: 'id' }),
  /** one setting of the template takes the value with this place in its list */
  setTemplate: defineRoute('expts', { provider: 'id', setting: 'word', value: 'int' }),
  columns: defineRoute('exptc', { provider: 'id' }),
} as const;
