import { defineRoute } from '../../ui/callback-data.ts';

/**
 * The screen of subscriptions keeps nothing before Save: what is marked travels in the buttons, one bit for each topic
 * and channel. `tab`: 0 chat, 1 e-mail, 2 SMS.
 */
export const notifyRoutes = {
  mark: defineRoute('subm', { mask: 'int', tab: 'int' }),
  save: defineRoute('subs', { mask: 'int', tab: 'int' }),
  /** the consent to promotions, under the version that was shown */
  agree: defineRoute('suba', { mask: 'int', tab: 'int', doc: 'id' }),
  quiet: defineRoute('quiet'),
  /** from 24 = as everybody */
  setQuiet: defineRoute('quiets', { from: 'int', to: 'int' }),
} as const;
