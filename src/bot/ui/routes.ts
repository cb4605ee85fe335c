import { defineRoute } from './callback-data.ts';

/**
 * Places one feature may send a person to in another feature. A feature registers handlers for its own routes
 * and navigates by these; it never imports another feature. Routes used by one feature only stand in its
 * `callback-data.ts`. Pages count from 0. Names are part of old messages: never reuse one with other fields.
 */
export const routes = {
  /** main menu, in place of the pressed message */
  home: defineRoute('home'),
  /**
   * First screen for people about whom nothing is stored yet: language and company (0 = none) travel in the data.
   * The same two fields in help and contacts; they are ignored for people we know.
   */
  start: defineRoute('st', { lang: 'word', company: 'int' }),
  /** acceptance of terms and consent, then registration, when they are wanted first */
  register: defineRoute('reg'),
  /** why registration is wanted, with the button that begins it */
  registrationNeeded: defineRoute('regn'),
  /** all that somebody blocked may see */
  blocked: defineRoute('blocked'),
  /** back into a form that a command has interrupted */
  continueForm: defineRoute('cont', { draft: 'id' }),
  language: defineRoute('lang'),
  settings: defineRoute('set'),
  /** the resident's own data; phone and e-mail are proved there */
  profile: defineRoute('set.me'),
  editPhone: defineRoute('me.tel'),
  editEmail: defineRoute('me.mail'),
  help: defineRoute('help', { lang: 'word', company: 'int' }),
  /** emergency phones and office hours, page by page */
  emergency: defineRoute('sos', { lang: 'word', company: 'int', page: 'int' }),

  accounts: defineRoute('accs', { page: 'int' }),
  account: defineRoute('acc', { link: 'id' }),
  linkAccount: defineRoute('link'),
  /** a photo or PDF of the paper bill, before any provider is chosen */
  linkByBill: defineRoute('lbill'),
  /** raise a basic link to full */
  proveAccount: defineRoute('prove', { link: 'id' }),
  /** staff: applications for a PIN and frozen links that wait */
  accessQueue: defineRoute('aq', { page: 'int' }),

  /** all: unpaid only or all; link 0 = every account */
  bills: defineRoute('bills', { all: 'flag', link: 'int', page: 'int' }),
  bill: defineRoute('bill', { bill: 'id' }),
  /** an account by month: owed, charged, paid */
  finance: defineRoute('fin', { link: 'id', page: 'int' }),
  payBill: defineRoute('pay', { bill: 'id' }),
  /** choose what to pay */
  pay: defineRoute('pays'),

  operations: defineRoute('ops', { page: 'int' }),
  operation: defineRoute('op', { payment: 'id' }),
  /** one's own operations by one saved card */
  cardOperations: defineRoute('opc', { card: 'id' }),

  readings: defineRoute('meters'),
  tickets: defineRoute('tix', { page: 'int' }),
  ticket: defineRoute('tic', { ticket: 'id' }),
  /** what is off now, then the tree of types */
  newTicket: defineRoute('tixn'),
  /**
   * A new ticket of a known type (its code, e.g. `recalculation`, `certificate`) about a bill (0 = none) and one of its
   * lines (`BillLine.position` + 1, 0 = none): account, period and line are filled in.
   */
  ticketAbout: defineRoute('tixa', { type: 'word', bill: 'int', line: 'int' }),
  /** «Обратная связь»: open to everybody who accepted the texts */
  feedback: defineRoute('fback'),
  templates: defineRoute('tpl', { page: 'int' }),

  admin: defineRoute('admin'),
  /** staff: find somebody; a person, an account, a ticket as the staff sees them */
  findPeople: defineRoute('pfd'),
  person: defineRoute('per', { resident: 'id' }),
  staffAccount: defineRoute('sacc', { account: 'id' }),
  staffTicket: defineRoute('tis', { ticket: 'id' }),
  /** staff types the readings that somebody tells on the phone */
  enterReadings: defineRoute('wr', { account: 'id' }),
  /** meters of an account as the staff sees and mends them */
  staffMeters: defineRoute('wms', { account: 'id' }),
  /** company 0 = every one; span: week, month, quarter, year */
  statistics: defineRoute('stat', { company: 'int', span: 'word' }),
  /** companies, providers, rules, texts, maintenance */
  staffSettings: defineRoute('sets'),
  /** what runs by itself */
  jobs: defineRoute('jobs', { page: 'int' }),
  /** what works, what waits, what needs a person */
  health: defineRoute('heal'),
  announcements: defineRoute('ann', { page: 'int' }),
  /** what was announced to the person's houses, and one of them in full */
  feed: defineRoute('feed', { page: 'int' }),
  feedItem: defineRoute('feedi', { id: 'id' }),
  /** subscriptions and quiet hours */
  notifications: defineRoute('subsn'),
  ticketQueue: defineRoute('queue', { page: 'int' }),
  imports: defineRoute('imps', { page: 'int' }),
  /** payments for the accounting */
  exports: defineRoute('exps', { page: 'int' }),
  /** windows of readings and their export, by provider */
  readingWindows: defineRoute('wl', { page: 'int' }),
  /** payments against the gateway's or the bank's register */
  reconciliations: defineRoute('recs', { page: 'int' }),
  importBatch: defineRoute('imp', { batch: 'id' }),
  staffPayments: defineRoute('sops', { page: 'int' }),
  staffPayment: defineRoute('sop', { payment: 'id' }),
} as const;
