import { defineRoute } from '../../ui/callback-data.ts';

/** Places only this feature leads to. What was searched for stands in a draft of who searched. */
export const peopleRoutes = {
  results: defineRoute('pfr', { draft: 'id', page: 'int' }),
  word: defineRoute('pwd', { resident: 'id' }),
  block: defineRoute('pbl', { resident: 'id' }),
  /** how the person was recognised: `word`, `office` */
  unblock: defineRoute('pub', { resident: 'id', how: 'word' }),
  freeze: defineRoute('pfz', { link: 'id', frozen: 'flag', account: 'id' }),
  /** resident 0 = whoever holds the PIN; code = the newest PIN when the screen was shown */
  pinFor: defineRoute('ppw', { account: 'id', resident: 'int' }),
  pin: defineRoute('ppn', { account: 'id', resident: 'int', how: 'word', code: 'int' }),
  owner: defineRoute('pow', { account: 'id' }),
  ticketFor: defineRoute('ptf', { link: 'id', resident: 'id' }),
} as const;
