import { z } from 'zod';
import type { Tx } from '../../database/client.ts';
import { enqueueDeliveries } from '../../delivery/enqueue.ts';
import type { DeliveryKind } from '../../delivery/renderers.ts';
import type { ServiceDeps } from '../deps.ts';

/** What was changed in the profile: the way back in, so its owner hears of it where a thief does not read. */
export const PROFILE_CHANGES = ['phone', 'email', 'email-removed', 'code-word', 'moved'] as const;
export type ProfileChange = (typeof PROFILE_CHANGES)[number];

export const PROFILE_CHANGED: DeliveryKind = {
  kind: 'residents.profile-changed',
  lane: 'reminders',
  afterCrash: 'resend',
  audience: 'anyone',
  toFormerAddress: true,
};

export const profileChangedParams = z.object({
  change: z.enum(PROFILE_CHANGES),
  /** where it goes; the new value, masked, is for the text */
  address: z.string(),
  now: z.string().nullable(),
});

/** Addresses before the change. */
export interface FormerAddresses {
  readonly phone: string | null;
  readonly email: string | null;
}

/**
 * Tell the address that was given up; of a new code word the letter box, else the phone. SMS cost money, so one way is
 * taken where one is enough. Unique by the draft of the change.
 */
export async function tellOfChange(
  tx: Tx,
  deps: Pick<ServiceDeps, 'clock' | 'sms' | 'email'>,
  change: {
    readonly identityId: number;
    readonly draftId: number;
    readonly what: ProfileChange;
    readonly former: FormerAddresses;
    /** the new value, masked; null where there is none to show */
    readonly now: string | null;
  },
): Promise<void> {
  const { former, what, identityId, draftId, now } = change;
  const letter = deps.email === null ? null : former.email;
  const phone = deps.sms === null ? null : former.phone;
  const way =
    what === 'phone'
      ? ([['sms', phone]] as const)
      : what === 'code-word' && letter === null
        ? ([['sms', phone]] as const)
        : ([['email', letter]] as const);
  await enqueueDeliveries(
    tx,
    deps.clock,
    way.flatMap(([channel, address]) =>
      address === null
        ? []
        : [
            {
              kind: PROFILE_CHANGED,
              subject: `draft:${draftId}`,
              to: { identityId },
              channel,
              params: { change: what, address, now },
            },
          ],
    ),
  );
}
