import { z } from 'zod';
import type { DeliveryKind } from '../../delivery/renderers.ts';

/** What became of a ticket, told to its resident. */
export const TICKET_STATUS: DeliveryKind = {
  kind: 'tickets.status',
  lane: 'reminders',
  afterCrash: 'resend',
  topic: 'tickets',
};

/** Words and files of the staff for the resident: asked for, so nothing switches them off. */
export const TICKET_ANSWER: DeliveryKind = {
  kind: 'tickets.answer',
  lane: 'reminders',
  afterCrash: 'resend',
};

export const TICKET_CLOSING: DeliveryKind = {
  kind: 'tickets.closing',
  lane: 'reminders',
  afterCrash: 'resend',
  topic: 'tickets',
  patience: 'night',
};

const staff = { lane: 'reminders', afterCrash: 'resend', audience: 'anyone' } as const;

/** The card of a ticket in the staff group; rendered from what is true when it is sent. */
export const GROUP_CARD: DeliveryKind = { kind: 'tickets.group-card', ...staff };
/** The same card brought up to date in place. */
export const GROUP_CARD_EDIT: DeliveryKind = { kind: 'tickets.group-card-edit', ...staff };
/** Words and files of the resident (or of staff outside the group) in the staff group. */
export const GROUP_MESSAGE: DeliveryKind = { kind: 'tickets.group-message', ...staff };
/** What the resident or the program did. */
export const GROUP_EVENT: DeliveryKind = { kind: 'tickets.group-event', ...staff };
/** A neighbour joined the outage. */
export const GROUP_NEIGHBOUR: DeliveryKind = { kind: 'tickets.group-neighbour', ...staff };
/** Late and open tickets, once a day. */
export const GROUP_DIGEST: DeliveryKind = { kind: 'tickets.digest', ...staff };

/** A new ticket, to staff that has no group. */
export const STAFF_NEW: DeliveryKind = { kind: 'tickets.staff-new', ...staff };
/** Somebody gave the ticket to you. */
export const STAFF_ASSIGNED: DeliveryKind = { kind: 'tickets.staff-assigned', ...staff };
/** The resident wrote or acted, to who works on it where there is no group. */
export const STAFF_NEWS: DeliveryKind = { kind: 'tickets.staff-news', ...staff };
/** A ticket became late, to the person named for it. */
export const STAFF_LATE: DeliveryKind = { kind: 'tickets.staff-late', ...staff };
/** The group does not work as it should, and how to mend it. */
export const GROUP_TROUBLE: DeliveryKind = { kind: 'tickets.group-trouble', ...staff };

export const eventParams = z.object({ ticketId: z.number(), eventId: z.number() });
export const messageParams = z.object({
  ticketId: z.number(),
  messageId: z.number(),
  /** which of `messageParts` */
  part: z.number(),
  /** the copy that is brought up to date after an edit */
  edits: z.number().optional(),
  /** that copy carries the words under a file */
  caption: z.boolean().optional(),
  /** its file changed too */
  media: z.boolean().optional(),
});
export const ticketParams = z.object({ ticketId: z.number() });
export const neighbourParams = z.object({
  ticketId: z.number(),
  /** the report that joined; absent in rows queued before it was told apart */
  neighbourId: z.number().optional(),
});
export const digestParams = z.object({ companyId: z.number().nullable() });

/** Why a group does not work; the text says the cure. */
export const GROUP_TROUBLES = ['no-topics-right', 'no-write-right', 'gone'] as const;
export type GroupTrouble = (typeof GROUP_TROUBLES)[number];
export const troubleParams = z.object({ trouble: z.enum(GROUP_TROUBLES), company: z.string().nullable() });
