import { DateTime } from 'luxon';
import type { BillingDate } from '../domain/period.ts';
import type { ServiceDeps } from '../services/deps.ts';

export type DemoDeps = Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'hashes' | 'notify'>;

/** The services as they were at a moment: the demo has a past. */
export function clockAt(deps: DemoDeps, at: Date): DemoDeps {
  return { ...deps, clock: { now: () => at }, notify: () => undefined };
}

export function noonOf(date: BillingDate, zone: string): Date {
  return momentOf(date, '12:00:00', zone);
}

/** A time of the house's clock: `17:26:23`. */
export function momentOf(date: BillingDate, time: string, zone: string): Date {
  return DateTime.fromISO(`${date}T${time}`, { zone }).toJSDate();
}

export function daysBefore(date: BillingDate, days: number): BillingDate {
  const at = new Date(Date.parse(`${date}T00:00:00Z`) - days * 86_400_000);
  return at.toISOString().slice(0, 10) as BillingDate;
}
