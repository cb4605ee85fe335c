import { type DeliveryRenderer, defineRenderer } from '../../../delivery/renderers.ts';
import {
  ACCESS_SWITCHED,
  accessSwitchedParams,
  TICKET_FOR_YOU,
  ticketForYouParams,
} from '../../../services/people/delivery-kinds.ts';
import { routes } from '../../ui/routes.ts';

/** Word to people for whom the staff did something. */
export const peopleRenderers: readonly DeliveryRenderer[] = [
  defineRenderer(
    ACCESS_SWITCHED,
    (value) => accessSwitchedParams.parse(value),
    async ({ blocked }, { tr }) => ({
      html: tr.html(blocked ? 'people-told-blocked' : 'people-told-unblocked'),
      buttons: [[{ caption: tr.plain('button-home'), data: routes.home.data() }]],
    }),
  ),
  defineRenderer(
    TICKET_FOR_YOU,
    (value) => ticketForYouParams.parse(value),
    async ({ ticketId, number }, { tr }) => ({
      html: tr.html('people-told-ticket', { number }),
      buttons: [
        [{ caption: tr.plain('tickets-button-open'), data: routes.ticket.data({ ticket: ticketId }) }],
      ],
    }),
  ),
];
