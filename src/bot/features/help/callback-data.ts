import { defineRoute } from '../../ui/callback-data.ts';

/** Language and company travel for people about whom nothing is stored (see `routes.help`). */
const travelling = { lang: 'word', company: 'int' } as const;

export const helpRoutes = {
  questions: defineRoute('hlp.q', { ...travelling, page: 'int' }),
  question: defineRoute('hlp.qa', { ...travelling, doc: 'id', page: 'int' }),
  /** `about`, `how_to_pay` */
  text: defineRoute('hlp.t', { ...travelling, kind: 'word', page: 'int' }),
} as const;
