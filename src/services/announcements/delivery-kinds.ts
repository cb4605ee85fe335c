import { z } from 'zod';
import type { DeliveryKind } from '../../delivery/renderers.ts';
import type { AnnouncementKind } from '../../domain/announcements.ts';

export const announcementParams = z.object({ announcementId: z.number() });

/** One kind of delivery for each kind of announcement; what is unclear after a crash is left for staff. */
export const ANNOUNCEMENT_DELIVERIES: Readonly<Record<AnnouncementKind, DeliveryKind>> = {
  common: {
    kind: 'announcements.common',
    lane: 'bulk',
    afterCrash: 'leave',
    topic: 'letters',
    fallback: ['email'],
    patience: 'ordinary',
  },
  outage: {
    kind: 'announcements.outage',
    lane: 'bulk',
    afterCrash: 'leave',
    topic: 'outages',
    fallback: ['email', 'sms'],
    patience: 'night',
  },
  emergency: {
    kind: 'announcements.emergency',
    lane: 'emergency',
    afterCrash: 'resend',
    fallback: ['sms', 'email'],
  },
  promotion: {
    kind: 'announcements.promotion',
    lane: 'bulk',
    afterCrash: 'leave',
    topic: 'promotions',
    patience: 'ordinary',
  },
};

/** To the author alone, exactly as residents will get it. */
export const ANNOUNCEMENT_PREVIEW: DeliveryKind = {
  kind: 'announcements.preview',
  lane: 'reminders',
  afterCrash: 'leave',
  audience: 'anyone',
};
export const previewParams = z.object({ announcementId: z.number(), locale: z.enum(['ru', 'en']) });

/** Asks colleagues to agree to a big one. */
export const APPROVAL_REQUEST: DeliveryKind = {
  kind: 'announcements.approval',
  lane: 'reminders',
  afterCrash: 'resend',
  audience: 'anyone',
};

/** To the author: its audience grew past one person's word before its time, so it waits. */
export const APPROVAL_HELD: DeliveryKind = {
  kind: 'announcements.held',
  lane: 'reminders',
  afterCrash: 'resend',
  audience: 'anyone',
};
