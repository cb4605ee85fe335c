import type { WorkingDays } from './law-dates.ts';
import type { StaffRole } from './roles.ts';
import { afterWorkingDays } from './working-days.ts';

export const TICKET_STATUSES = [
  'new',
  'accepted',
  'in_progress',
  'done',
  'closed',
  'rejected',
  'cancelled',
  'reopened',
] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

/** Somebody has to do something about it. */
export const OPEN_STATUSES = ['new', 'accepted', 'in_progress', 'reopened'] as const;

export function isOpen(status: TicketStatus): boolean {
  return OPEN_STATUSES.some((open) => open === status);
}

export const TICKET_ROLES = ['resident', 'manager', 'operator', 'administrator', 'system'] as const;
/** As whom somebody acts on a ticket: its owner, a role of the staff, or the program itself. */
export type TicketRole = (typeof TICKET_ROLES)[number];

const STAFF = ['manager', 'operator', 'administrator'] as const satisfies readonly StaffRole[];
const CHIEFS = ['manager', 'administrator'] as const satisfies readonly StaffRole[];

/** 'free': nobody works on it, or the actor does · 'own': the actor does, or nobody · 'any': whoever does. */
type Hold = 'free' | 'own' | 'any';

interface TicketRule {
  readonly moves: Readonly<Partial<Record<TicketStatus, TicketStatus>>>;
  readonly by: readonly TicketRole[];
  readonly hold: Hold;
}

/** What may be done with a ticket in which state, by whom, and where it leads. Everything else is refused. */
export const TICKET_TRANSITIONS = {
  take: {
    moves: { new: 'accepted', accepted: 'accepted', reopened: 'accepted' },
    by: STAFF,
    hold: 'free',
  },
  assign: {
    moves: { new: 'accepted', accepted: 'accepted', in_progress: 'in_progress', reopened: 'accepted' },
    by: CHIEFS,
    hold: 'any',
  },
  start: { moves: { accepted: 'in_progress' }, by: STAFF, hold: 'own' },
  done: { moves: { accepted: 'done', in_progress: 'done' }, by: STAFF, hold: 'own' },
  reject: {
    moves: { new: 'rejected', accepted: 'rejected', in_progress: 'rejected', reopened: 'rejected' },
    by: STAFF,
    hold: 'own',
  },
  cancel: {
    moves: { new: 'cancelled', accepted: 'cancelled', in_progress: 'cancelled', reopened: 'cancelled' },
    by: ['resident'],
    hold: 'any',
  },
  close: { moves: { done: 'closed' }, by: ['resident'], hold: 'any' },
  reopen: {
    moves: { done: 'reopened', closed: 'reopened', rejected: 'reopened' },
    by: ['resident'],
    hold: 'any',
  },
  'auto-close': { moves: { done: 'closed' }, by: ['system'], hold: 'any' },
} as const satisfies Readonly<Record<string, TicketRule>>;
export type TicketAction = keyof typeof TICKET_TRANSITIONS;

export const TICKET_ACTIONS: readonly TicketAction[] = [
  'take',
  'assign',
  'start',
  'done',
  'reject',
  'cancel',
  'close',
  'reopen',
  'auto-close',
];

const DAY_MS = 86_400_000;
/** A ticket that is done closes by itself after so many days; the resident is told a day before. */
export const AUTO_CLOSE_DAYS = 7;
export const WARN_BEFORE_DAYS = 1;
/** So long after it was closed or rejected the resident may return it. */
export const REOPEN_DAYS = 14;
/** Tickets one person may open in 24 hours, where a row of `Setting` says nothing else. */
export const TICKETS_A_DAY = 10;
export const TICKETS_A_DAY_RULE = 'tickets.most-a-day';
/** A second ticket of the same person and type within so many minutes looks like the same one. */
export const DUPLICATE_MINUTES = 15;
/** Reports of one type from one house within so many hours are about one outage. */
export const OUTAGE_HOURS = 24;
export const MAX_TICKET_TEXT = 2000;
export const MAX_TICKET_FILES = 10;

/** What a judgement needs to know of the ticket. */
export interface TicketFacts {
  readonly status: TicketStatus;
  /** identity of who works on it */
  readonly assigneeId: number | null;
  /** end of the work as the resident sees it: closed, or rejected; null while it is open */
  readonly endedAt: Date | null;
}

export type TicketVerdict =
  | { readonly ok: true; readonly to: TicketStatus }
  | {
      readonly ok: false;
      readonly code: 'TICKET_NOT_ALLOWED' | 'TICKET_WRONG_STATE' | 'TICKET_TAKEN' | 'TICKET_REOPEN_OVER';
    };

/**
 * Whether the action may be done now. Whose ticket it is (owner, company of the role) is checked before. A manager or
 * administrator may act in place of who holds it, but nobody takes it away by "take".
 */
export function judgeTicket(
  action: TicketAction,
  ticket: TicketFacts,
  actor: { readonly role: TicketRole; readonly identityId: number | null },
  now: Date,
): TicketVerdict {
  const rule: TicketRule = TICKET_TRANSITIONS[action];
  if (!rule.by.includes(actor.role)) return { ok: false, code: 'TICKET_NOT_ALLOWED' };
  const to = rule.moves[ticket.status];
  if (to === undefined) return { ok: false, code: 'TICKET_WRONG_STATE' };
  const held = ticket.assigneeId !== null && ticket.assigneeId !== actor.identityId;
  const chief = CHIEFS.some((role) => role === actor.role);
  if (held && (rule.hold === 'free' || (rule.hold === 'own' && !chief)))
    return { ok: false, code: 'TICKET_TAKEN' };
  if (action === 'reopen' && ticket.status !== 'done') {
    const until = (ticket.endedAt?.getTime() ?? 0) + REOPEN_DAYS * DAY_MS;
    if (now.getTime() >= until) return { ok: false, code: 'TICKET_REOPEN_OVER' };
  }
  return { ok: true, to };
}

/** What the actor may do now, in the order of the table: the buttons of a card. */
export function possibleActions(
  ticket: TicketFacts,
  actor: { readonly role: TicketRole; readonly identityId: number | null },
  now: Date,
): TicketAction[] {
  return TICKET_ACTIONS.filter((action) => judgeTicket(action, ticket, actor, now).ok);
}

/** How long a type gives: hours on the clock, or working days; null = no deadline. */
export interface TicketTerms {
  readonly deadlineHours: number | null;
  readonly workingDays: number | null;
}

/** Until when a ticket opened (or returned) at `from` is to be done. */
export function ticketDeadline(
  terms: TicketTerms,
  from: Date,
  zone: string,
  isWorking: WorkingDays,
): Date | null {
  if (terms.deadlineHours !== null) return new Date(from.getTime() + terms.deadlineHours * 3_600_000);
  return terms.workingDays === null ? null : afterWorkingDays(from, terms.workingDays, zone, isWorking);
}

/** A deadline as staff type it: `24 ч`, `36 h`, `5 дней`, `3 working days`; null = not readable. */
export function parseDeadline(text: string): TicketTerms | null {
  const match = /^(\d{1,3})\s*(?:раб\S*\s+|working\s+)?(ч|h|д|d)[a-zа-я.]*$/.exec(text.trim().toLowerCase());
  const [, number, unit] = match ?? [];
  const count = Number(number);
  if (unit === undefined || count < 1) return null;
  if (unit === 'ч' || unit === 'h')
    return count > MOST_HOURS ? null : { deadlineHours: count, workingDays: null };
  return count > MOST_DAYS ? null : { deadlineHours: null, workingDays: count };
}

const MOST_HOURS = 720;
const MOST_DAYS = 60;

/** Late: still open after its deadline, or done after it. */
export function isLate(
  ticket: { readonly status: TicketStatus; readonly deadlineAt: Date | null; readonly doneAt: Date | null },
  now: Date,
): boolean {
  if (ticket.deadlineAt === null || ticket.status === 'cancelled' || ticket.status === 'rejected')
    return false;
  const at = isOpen(ticket.status) ? now : ticket.doneAt;
  return at !== null && at > ticket.deadlineAt;
}

/** What of a resident the staff group is shown; more is shown to who asks for it, alone, with an entry in the journal. */
export const GROUP_PRIVACY = ['house', 'flat', 'contacts'] as const;
export type GroupPrivacy = (typeof GROUP_PRIVACY)[number];
export const DEFAULT_GROUP_PRIVACY: GroupPrivacy = 'flat';

export function isGroupPrivacy(value: unknown): value is GroupPrivacy {
  return GROUP_PRIVACY.some((level) => level === value);
}

/**
 * In a topic: a message that begins with `!` goes to the resident without the marker, one that begins with `!!` to
 * everybody who reported the outage; null = internal. The words may be empty: a file under the bare marker.
 */
export function markedForResident(text: string): { readonly text: string; readonly all: boolean } | null {
  const [, marker, rest = ''] = /^\s*(!{1,2})(.*)$/s.exec(text) ?? [];
  return marker === undefined ? null : { text: rest.trim(), all: marker === '!!' };
}
