import { accountRenderers } from '../bot/features/accounts/messages.ts';
import { announcementRenderers } from '../bot/features/announcements/messages.ts';
import { meterRenderers } from '../bot/features/meters/messages.ts';
import { notificationRenderers } from '../bot/features/notifications/messages.ts';
import { paymentRenderers } from '../bot/features/payments/messages.ts';
import { peopleRenderers } from '../bot/features/people/messages.ts';
import { residentRenderers } from '../bot/features/residents/messages.ts';
import { staffRenderers } from '../bot/features/staff/messages.ts';
import { ticketRenderers } from '../bot/features/tickets/messages.ts';
import { DIGEST_RENDERER } from '../delivery/digest.ts';
import type { ServiceDeps } from '../services/deps.ts';
import type { Texts } from '../texts/texts.ts';

/** How every kind of delivery becomes words. */
export function allRenderers(services: ServiceDeps, texts: Texts) {
  return [
    ...accountRenderers,
    DIGEST_RENDERER,
    ...announcementRenderers(services, texts),
    ...notificationRenderers(services),
    ...paymentRenderers(services),
    ...meterRenderers(services),
    ...residentRenderers(services),
    ...peopleRenderers,
    ...staffRenderers,
    ...ticketRenderers(services),
  ];
}
