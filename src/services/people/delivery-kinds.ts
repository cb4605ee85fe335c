import { z } from 'zod';
import type { DeliveryKind } from '../../delivery/renderers.ts';

/** To the person whose access the staff closed or opened: goes in any case, a thief learns nothing by it. */
export const ACCESS_SWITCHED: DeliveryKind = {
  kind: 'people.access-switched',
  lane: 'emergency',
  afterCrash: 'resend',
  audience: 'anyone',
};
export const accessSwitchedParams = z.object({ blocked: z.boolean() });

/** To the person for whom an operator opened a ticket: who did not ask for it can say so. */
export const TICKET_FOR_YOU: DeliveryKind = {
  kind: 'people.ticket-for-you',
  lane: 'reminders',
  afterCrash: 'resend',
  topic: 'tickets',
};
export const ticketForYouParams = z.object({ ticketId: z.number().int(), number: z.string() });
