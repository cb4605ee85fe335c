import { defineRoute } from '../../ui/callback-data.ts';

/** Places only this feature leads to. Sums in the data are wishes: they are checked again and frozen in a draft. */
export const payRoutes = {
  /** choose the way to pay; amount 0 = the whole sum left, else kopecks */
  methods: defineRoute('paym', { bill: 'id', amount: 'int' }),
  /** another provider and number */
  other: defineRoute('payoth'),
  otherCategory: defineRoute('payoc', { category: 'id', page: 'int' }),
  otherProvider: defineRoute('payop', { provider: 'id' }),
  cards: defineRoute('cards'),
  savedCard: defineRoute('cardo', { card: 'id' }),
  addCard: defineRoute('cardad'),
  defaultCard: defineRoute('carddf', { card: 'id' }),
  renameCard: defineRoute('cardnm', { card: 'id' }),
  forgetCard: defineRoute('cardx', { card: 'id', sure: 'flag' }),
  template: defineRoute('tplo', { template: 'id' }),
  payTemplate: defineRoute('tplp', { template: 'id' }),
  renameTemplate: defineRoute('tpln', { template: 'id' }),
  deleteTemplate: defineRoute('tplx', { template: 'id', sure: 'flag' }),
  saveTemplate: defineRoute('tpls', { payment: 'id' }),
  /** pay the same once more */
  repeat: defineRoute('oprep', { payment: 'id' }),
  receiptPdf: defineRoute('rcpdf', { payment: 'id' }),
  /** VAT in fiscal receipts */
  vat: defineRoute('svat'),
  vatOf: defineRoute('svatc', { company: 'id' }),
  setVat: defineRoute('svats', { company: 'id', code: 'id' }),
  refund: defineRoute('sopref', { payment: 'id' }),
  staffReceiptPdf: defineRoute('soppdf', { payment: 'id' }),
  /** all that is owed: begins a basket with every bill in it */
  allDebt: defineRoute('payall'),
  /** bills of a basket with ticks */
  basket: defineRoute('paybk', { draft: 'id', page: 'int' }),
  tick: defineRoute('paytk', { draft: 'id', bill: 'id', on: 'flag', page: 'int' }),
  /** sums of one's own in a basket: which bill */
  basketSums: defineRoute('paybs', { draft: 'id', page: 'int' }),
  basketSum: defineRoute('paybo', { draft: 'id', bill: 'id', page: 'int' }),
  /** ways to pay for a basket; `agent` picks those of one payment agent (0 = whatever is in it) */
  basketMethods: defineRoute('paybm', { draft: 'id', agent: 'int' }),
  /** the confirm screen of a basket */
  basketConfirm: defineRoute('paybc', { draft: 'id', agent: 'int', method: 'word' }),
  /** the gateway remembers the method, or not: shows the confirm screen anew */
  remember: defineRoute('paysv', { draft: 'id', on: 'flag' }),
  /** this way to pay is offered first from now on, or no way is: shows the confirm screen anew */
  prefer: defineRoute('payprf', { draft: 'id', on: 'flag' }),
  ownSum: defineRoute('payown', { bill: 'id' }),
  /** the confirm screen; method `card-12` is a saved card */
  confirm: defineRoute('payc', { bill: 'id', amount: 'int', method: 'word' }),
  /** make the payment of a draft; anyway = though somebody is paying the same */
  start: defineRoute('payok', { draft: 'id', anyway: 'flag' }),
  /** send the invoice of an unfinished payment once more */
  again: defineRoute('payre', { payment: 'id' }),
  /** ask the gateway now what became of an unfinished payment */
  check: defineRoute('paychk', { payment: 'id' }),
  cancel: defineRoute('payx', { payment: 'id' }),
  commission: defineRoute('paycm'),
  /** a receipt, short or in full, in place */
  receipt: defineRoute('rcpt', { payment: 'id', more: 'flag' }),
  /** the card of an operation in full or short, with a way back to the list */
  card: defineRoute('opm', { payment: 'id', more: 'flag' }),
  /** home, leaving the message as it is: a receipt stays in the chat */
  leave: defineRoute('rhome'),
} as const;
