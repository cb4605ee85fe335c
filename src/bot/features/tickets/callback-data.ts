import { defineRoute } from '../../ui/callback-data.ts';
import { routes } from '../../ui/routes.ts';

/** Routes inside tickets. Names are part of old messages: never reuse one with other fields. */
export const ticketRoutes = {
  /** own tickets: those that are over, or those that are not */
  list: defineRoute('tixl', { closed: 'flag', page: 'int' }),
  /** the tree of types; 0 = its top */
  types: defineRoute('tixt', { type: 'int' }),
  /** a type of emergencies: phones first */
  emergency: defineRoute('tixe', { type: 'id' }),
  fill: defineRoute('tixf', { type: 'id' }),
  /** a certificate: of which account (0 = to be asked), for which months; or the ticket for a signed one */
  certificate: defineRoute('tice', { type: 'id', link: 'int' }),
  certificateMake: defineRoute('ticm', { type: 'id', link: 'id', span: 'word' }),
  certificateOrder: defineRoute('tico', { type: 'id', link: 'int' }),
  /** the type offered for a free text, which waits in a draft */
  offered: defineRoute('tixo', { type: 'id', draft: 'id' }),
  files: defineRoute('tifi', { ticket: 'id' }),
  /** everything that was written, page by page */
  talk: defineRoute('titk', { ticket: 'id', page: 'int' }),
  write: defineRoute('tiwr', { ticket: 'id' }),
  cancel: defineRoute('tica', { ticket: 'id' }),
  cancelSure: defineRoute('ticx', { ticket: 'id' }),
  rate: defineRoute('tira', { ticket: 'id', stars: 'int' }),
  rateWords: defineRoute('tirw', { ticket: 'id' }),
  reopen: defineRoute('tiro', { ticket: 'id' }),
  feedbackTo: defineRoute('fbto', { company: 'int' }),
  feedbackPage: defineRoute('fbpg', { page: 'int' }),

  /** the queue of the staff; house and type 0 = every */
  queue: defineRoute('tiq', { filter: 'word', house: 'int', type: 'int', page: 'int' }),
  queueHouses: defineRoute('tiqh', { filter: 'word' }),
  queueTypes: defineRoute('tiqt', { filter: 'word' }),
  staffTicket: routes.staffTicket,
  staffFiles: defineRoute('tisf', { ticket: 'id' }),
  staffTalk: defineRoute('tisk', { ticket: 'id', page: 'int' }),
  staffContacts: defineRoute('tisc', { ticket: 'id' }),
  staffWrite: defineRoute('tisw', { ticket: 'id', internal: 'flag' }),
  take: defineRoute('tit', { ticket: 'id' }),
  start: defineRoute('tist', { ticket: 'id' }),
  done: defineRoute('tid', { ticket: 'id' }),
  doneNow: defineRoute('tidn', { ticket: 'id' }),
  reject: defineRoute('tirj', { ticket: 'id' }),
  /** one of the ready reasons */
  rejectFor: defineRoute('tirf', { ticket: 'id', reason: 'word' }),
  rejectOther: defineRoute('tirx', { ticket: 'id' }),
  assign: defineRoute('tias', { ticket: 'id' }),
  assignTo: defineRoute('tiat', { ticket: 'id', identity: 'id' }),
  merge: defineRoute('timg', { ticket: 'id' }),
  /** what the neighbours of an outage reported; words to all of them; out of the outage again */
  reports: defineRoute('tirp', { ticket: 'id', page: 'int' }),
  writeAll: defineRoute('tiwa', { ticket: 'id' }),
  split: defineRoute('tisl', { ticket: 'id' }),
  figures: defineRoute('tifg', { company: 'int' }),
  figuresFile: defineRoute('tifx', { company: 'int' }),
  settings: defineRoute('tise', { company: 'int' }),
  setPrivacy: defineRoute('tisp', { company: 'int', privacy: 'word' }),
  setEscalation: defineRoute('tiee', { company: 'int', identity: 'int' }),
  /** the types themselves and the working days, for who may change them */
  editTypes: defineRoute('tty'),
  editType: defineRoute('ttyc', { type: 'id' }),
  typeActive: defineRoute('ttya', { type: 'id', on: 'flag' }),
  /** to a place among its siblings, from 0 */
  typeMove: defineRoute('ttym', { type: 'id', place: 'int' }),
  typeEmergency: defineRoute('ttye', { type: 'id', on: 'flag' }),
  /** type 0 = a new one below `parent` (0 = at the top) */
  typeNames: defineRoute('ttyn', { type: 'int', parent: 'int' }),
  typeDeadline: defineRoute('ttyd', { type: 'id' }),
  typeKeywords: defineRoute('ttyk', { type: 'id' }),
  typeFields: defineRoute('ttyf', { type: 'id' }),
  typeFieldAdd: defineRoute('ttfa', { type: 'id' }),
  typeFieldForget: defineRoute('ttff', { type: 'id', key: 'word' }),
  calendar: defineRoute('tcal', { company: 'id' }),
  calendarAdd: defineRoute('tcaa', { company: 'id' }),
  /** day: 20261231 */
  calendarForget: defineRoute('tcaf', { company: 'id', day: 'int' }),
  connect: defineRoute('ticn', { company: 'id' }),
  /** back to the card from a question in the group */
  card: defineRoute('tick', { ticket: 'id' }),
} as const;
