import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDelivery } from '../../delivery/enqueue.ts';
import { DomainError } from '../../domain/errors.ts';
import { firstDayOf, type Window } from '../../domain/reading-windows.ts';
import type { ServiceDeps } from '../deps.ts';
import { WINDOW_OPENED } from './delivery-kinds.ts';
import { type MeteredAccount, windowOfResource } from './load-metered.ts';
import { accountForReadings } from './reading-access.ts';

/** Nobody is woken at midnight when a window opens. */
const MORNING_HOURS = 10;

/**
 * Tell the resident when readings of the account are taken again; pressed twice it is told once.
 * @returns the first day of that window
 * @throws DomainError METERS_NONE when there is nothing to enter, and those of `accountForReadings`
 */
export async function remindOfWindow(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>,
  options: { readonly residentId: number; readonly identityId: number; readonly linkId: number },
): Promise<{ readonly day: string }> {
  const { residentId, linkId, identityId } = options;
  const account = await accountForReadings(deps, deps.db, { kind: 'resident', residentId, linkId });
  const window = nextWindow(account, deps.clock.now());
  if (window === null) throw new DomainError('METERS_NONE');
  const { accountId } = account;
  const { period } = window;
  await inTransaction(deps.db, async (tx) => {
    await tx.readingReminder.upsert({
      where: { residentId_accountId_period: { residentId, accountId, period } },
      create: { residentId, accountId, period },
      update: {},
    });
    await enqueueDelivery(tx, deps.clock, {
      kind: WINDOW_OPENED,
      subject: windowSubject(accountId, period),
      to: { identityId },
      params: { accountId, period },
      notBefore: new Date(window.opensAt.getTime() + MORNING_HOURS * 3_600_000),
      validUntil: window.closesAt,
    });
  });
  deps.notify('deliveries');
  return { day: firstDayOf(window, account.zone) };
}

/** What a message about one window of an account is about: the same news goes once, whoever wants it sent. */
export function windowSubject(accountId: number, period: string): string {
  return `reading-window:${accountId}:${period}`;
}

/** The window that opens first, of the resources a person enters by hand. */
export function nextWindow(account: MeteredAccount, now: Date): Window | null {
  const resources = new Set(
    account.meters.filter(({ automatic }) => !automatic).map(({ resource }) => resource),
  );
  const windows = [...resources].map((resource) => windowOfResource(account, resource, now).next);
  return windows.sort((a, b) => a.opensAt.getTime() - b.opensAt.getTime())[0] ?? null;
}
