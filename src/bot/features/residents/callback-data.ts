import { defineRoute } from '../../ui/callback-data.ts';

/**
 * Screens before consent: nothing is stored, so everything travels in the data. `at` is the moment the terms were
 * accepted, in base-36 seconds, `0` = not yet; `terms` and `consent` are the document ids that were shown (0 = none).
 */
export const residentRoutes = {
  begin: defineRoute('st.t', { lang: 'word', company: 'int' }),
  acceptTerms: defineRoute('st.c', { lang: 'word', company: 'int', terms: 'int', at: 'word' }),
  acceptConsent: defineRoute('st.ok', {
    lang: 'word',
    company: 'int',
    terms: 'int',
    at: 'word',
    consent: 'id',
  }),
  /** Read a document; `terms` and `at` lead back to where the reader was. */
  read: defineRoute('st.d', {
    lang: 'word',
    company: 'int',
    doc: 'id',
    page: 'int',
    terms: 'int',
    at: 'word',
  }),
  decline: defineRoute('st.no', { lang: 'word', company: 'int' }),

  setLanguage: defineRoute('lang.set', { lang: 'word' }),
  /** What was accepted, with its texts. */
  documents: defineRoute('set.doc'),
  document: defineRoute('set.txt', { doc: 'id', page: 'int' }),

  /** Withdraw consent = delete everything: what goes, then the one press that does it. */
  deleteMe: defineRoute('me.del'),
  confirmDelete: defineRoute('me.delok', { draft: 'id' }),
  exportData: defineRoute('me.zip'),
  stopPromotions: defineRoute('me.noads'),

  recover: defineRoute('me.back'),
  signOut: defineRoute('me.out'),
  confirmSignOut: defineRoute('me.out.ok'),
  block: defineRoute('me.block'),
  confirmBlock: defineRoute('me.block.ok'),

  editName: defineRoute('me.name'),
  newEmail: defineRoute('me.mail.new'),
  removeEmail: defineRoute('me.mail.no'),
  editCodeWord: defineRoute('me.word'),
  details: defineRoute('me.more'),
  editDetail: defineRoute('me.more.ed', { field: 'word' }),
  defaultAccount: defineRoute('me.acc', { page: 'int' }),
  setDefaultAccount: defineRoute('me.acc.set', { link: 'id', page: 'int' }),
} as const;

/** Seconds as base 36, for callback data. */
export function packTime(at: Date | null): string {
  return at === null ? '0' : Math.floor(at.getTime() / 1000).toString(36);
}

/** null = none, or not a time at all. */
export function unpackTime(text: string): Date | null {
  const seconds = /^[0-9a-z]{1,7}$/.test(text) ? Number.parseInt(text, 36) : 0;
  return seconds === 0 ? null : new Date(seconds * 1000);
}
