import type { scheduledJobs } from '../jobs/schedule.ts';
import { endExpiredShares } from '../services/accounts/end-expired-shares.ts';
import type { ServiceDeps } from '../services/deps.ts';
import { discardAbandonedBatches } from '../services/imports/discard-batch.ts';
import { announceBills } from '../services/notifications/announce-bills.ts';
import { remindOfBills } from '../services/notifications/remind-bills.ts';
import { remindOfDueDates } from '../services/notifications/remind-due.ts';
import { remindOfReadings } from '../services/notifications/remind-readings.ts';
import { remindOfVerification } from '../services/notifications/remind-verification.ts';
import { confirmBankQr } from '../services/payments/confirm-bank-qr.ts';
import { expirePayments } from '../services/payments/expire-payments.ts';
import { pollGateway } from '../services/payments/poll-gateway.ts';
import { deleteExpired } from '../services/residents/delete-expired.ts';
import { cleanUp } from '../services/staff/clean-up.ts';
import { closeDoneTickets } from '../services/tickets/auto-close.ts';
import { tellLateTickets } from '../services/tickets/late-tickets.ts';
import type { Translator } from '../texts/texts.ts';

/** What each scheduled job does; when, stands in `jobs/schedule.ts`. Every one returns its counts. */
export function allJobs(services: ServiceDeps, staffTexts: Translator): Parameters<typeof scheduledJobs>[0] {
  return {
    'payments.poll': async () => ({
      ...(await pollGateway(services, staffTexts)),
      ...(await confirmBankQr(services)),
    }),
    'payments.expire': async () => ({ ...(await expirePayments(services)) }),
    'accounts.shares': async () => ({ ...(await endExpiredShares(services)) }),
    'notifications.bills': () => announceBills(services),
    'notifications.due': () => remindOfDueDates(services),
    'notifications.readings': () => remindOfReadings(services),
    'notifications.verification': () => remindOfVerification(services),
    'notifications.missing-bills': () => remindOfBills(services),
    'imports.abandoned': async () => ({ discarded: await discardAbandonedBatches(services) }),
    'staff.clean-up': () => cleanUp(services),
    'residents.delete-expired': async () => ({ ...(await deleteExpired(services)) }),
    'tickets.auto-close': async () => ({ ...(await closeDoneTickets(services)) }),
    'tickets.late': async () => ({ ...(await tellLateTickets(services)) }),
  };
}
