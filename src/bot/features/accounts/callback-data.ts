import { defineRoute } from '../../ui/callback-data.ts';

/** Places only this feature leads to. */
export const accountRoutes = {
  /** every provider whose account can be linked */
  providers: defineRoute('lprov', { page: 'int' }),
  category: defineRoute('lcat', { category: 'id', page: 'int' }),
  search: defineRoute('lfind'),
  provider: defineRoute('lp', { provider: 'id' }),

  /** one's own link: name, default, sharing, removal */
  manage: defineRoute('am', { link: 'id' }),
  rename: defineRoute('am.n', { link: 'id' }),
  makeDefault: defineRoute('am.d', { link: 'id' }),
  remove: defineRoute('am.r', { link: 'id' }),
  removeNow: defineRoute('am.rr', { link: 'id' }),
  restore: defineRoute('am.u', { link: 'id' }),
  shares: defineRoute('ash', { link: 'id' }),
  share: defineRoute('ash.n', { link: 'id' }),
  revokeShare: defineRoute('ash.r', { taken: 'flag', id: 'id' }),
  sibling: defineRoute('asib', { link: 'id', account: 'id' }),
  /** "it was not me": freezes the link of somebody else */
  object: defineRoute('aobj', { link: 'id' }),

  /** the resident's own applications for a PIN */
  enterPin: defineRoute('apin', { request: 'id' }),
  applyAgain: defineRoute('apin.a', { request: 'id' }),
  cancelApplication: defineRoute('apin.x', { request: 'id' }),

  /** staff */
  application: defineRoute('aq.a', { request: 'id' }),
  applicationPhotos: defineRoute('aq.ph', { request: 'id' }),
  /** code: the newest PIN when the button was shown, 0 = none; the same press come twice makes one PIN */
  approve: defineRoute('aq.ok', { request: 'id', code: 'int' }),
  reject: defineRoute('aq.no', { request: 'id' }),
  objection: defineRoute('aq.o', { link: 'id' }),
  decide: defineRoute('aq.od', { link: 'id', keep: 'flag' }),
  locks: defineRoute('aq.l'),
  unlock: defineRoute('aq.lu', { account: 'flag', id: 'id' }),
  letters: defineRoute('let', { page: 'int' }),
  letterHouses: defineRoute('let.h', { provider: 'id', page: 'int' }),
  /** house: one of its accounts, 0 = every house */
  letterLevel: defineRoute('let.l', { provider: 'id', house: 'int' }),
  /** nonce: names the batch, so that a press come twice prints once */
  printLetters: defineRoute('let.p', { provider: 'id', house: 'int', full: 'flag', nonce: 'word' }),
  siteCodes: defineRoute('let.s', { page: 'int' }),
  siteCode: defineRoute('let.q', { company: 'id' }),
  samplePhoto: defineRoute('let.f', { provider: 'id' }),
} as const;
