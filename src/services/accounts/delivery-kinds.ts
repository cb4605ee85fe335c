import { z } from 'zod';
import type { DeliveryKind } from '../../delivery/renderers.ts';

/** To those who have the account already: somebody else got in. They can object. */
export const LINKED_BY_ANOTHER: DeliveryKind = {
  kind: 'accounts.linked-by-another',
  lane: 'emergency',
  afterCrash: 'resend',
};

/** To who shared the account: the relative's link has been opened. */
export const SHARE_TAKEN: DeliveryKind = {
  kind: 'accounts.share-taken',
  lane: 'emergency',
  afterCrash: 'resend',
};

/** To the holder of a link that was frozen, given back or taken away by the company's decision. */
export const LINK_DECIDED: DeliveryKind = {
  kind: 'accounts.link-decided',
  lane: 'reminders',
  afterCrash: 'resend',
};

/** To whoever applied for a PIN: approved or rejected. */
export const APPLICATION_DECIDED: DeliveryKind = {
  kind: 'accounts.application-decided',
  lane: 'reminders',
  afterCrash: 'resend',
};

/** To the staff's chat: something waits in the queue of accesses; names nobody. */
export const ACCESS_QUEUE_GREW: DeliveryKind = {
  kind: 'accounts.queue-grew',
  lane: 'reminders',
  afterCrash: 'leave',
  audience: 'anyone',
};

export const linkedByAnotherParams = z.object({
  linkId: z.number().int(),
  level: z.enum(['basic', 'full']),
  providerName: z.string(),
  number: z.string(),
});
export const shareTakenParams = z.object({
  /** the sharer's own link */
  linkId: z.number().int(),
  /** the relative, as in the list of shares: «Анна С.» */
  who: z.string(),
  level: z.enum(['basic', 'full']),
  providerName: z.string(),
  number: z.string(),
});
export const linkDecidedParams = z.object({
  decision: z.enum(['frozen', 'kept', 'revoked', 'owner', 'held', 'payer']),
  providerName: z.string(),
  number: z.string(),
  /** phone or e-mail of the company; "" = it has none here */
  contact: z.string().default(''),
});
export const applicationDecidedParams = z.object({
  requestId: z.number().int(),
  decision: z.enum(['approved', 'rejected']),
  /** how the PIN was sent; "staff" = it is told by phone */
  sentBy: z.enum(['sms', 'email', 'staff']).nullable(),
  reason: z.string().nullable(),
  providerName: z.string(),
  number: z.string(),
});
export const queueGrewParams = z.object({ what: z.enum(['application', 'objection', 'payer']) });
