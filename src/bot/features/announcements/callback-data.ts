import { defineRoute } from '../../ui/callback-data.ts';

/** Places only this feature leads to. Targets are named (`on`), so that a repeated press changes nothing. */
export const annRoutes = {
  compose: defineRoute('annnew'),
  card: defineRoute('annc', { id: 'id' }),
  preview: defineRoute('annp', { id: 'id', lang: 'word' }),
  rewrite: defineRoute('annes', { id: 'id' }),
  times: defineRoute('annti', { id: 'id' }),

  audience: defineRoute('anna', { id: 'id' }),
  places: defineRoute('annpl', { id: 'id', what: 'word', page: 'int' }),
  place: defineRoute('annpt', { id: 'id', what: 'word', place: 'id', on: 'flag', page: 'int' }),
  narrow: defineRoute('annan', { id: 'id', what: 'word' }),
  widen: defineRoute('annax', { id: 'id', what: 'word' }),
  readings: defineRoute('annar', { id: 'id', on: 'flag' }),
  language: defineRoute('annal', { id: 'id', lang: 'word' }),

  askSend: defineRoute('anns', { id: 'id' }),
  // Both carry the mark of what was shown: nobody sends what was changed meanwhile.
  send: defineRoute('anngo', { id: 'id', mark: 'word' }),
  schedule: defineRoute('annat', { id: 'id' }),
  undo: defineRoute('annu', { id: 'id' }),
  approve: defineRoute('annok', { id: 'id', mark: 'word' }),
  pause: defineRoute('annpz', { id: 'id', on: 'flag' }),
  askCancel: defineRoute('annxq', { id: 'id' }),
  cancel: defineRoute('annx', { id: 'id' }),
  resend: defineRoute('annrs', { id: 'id', what: 'word' }),
  over: defineRoute('annov', { id: 'id' }),
  repeat: defineRoute('annrep', { id: 'id' }),

  /** under the message itself, for years */
  read: defineRoute('annrd', { id: 'id' }),
} as const;
