import { lastDayOf } from '../../domain/reading-windows.ts';
import type { ServiceDeps } from '../deps.ts';
import { loadMetered, windowOfResource } from './load-metered.ts';

export interface MissingReadings {
  /** first of the last days, `2026-11-25` */
  readonly to: string;
  /** flats with a meter that waits: the resident's own name, else the number */
  readonly accounts: readonly string[];
}

/** Of a month's reading nothing older matters here. */
const NEWEST = 2;

/** What a resident could send now and has not; null = nothing. One statement. */
export async function missingReadings(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  options: { readonly residentId: number },
): Promise<MissingReadings | null> {
  const now = deps.clock.now();
  const accounts = await loadMetered(deps.db, {
    scope: { residentId: options.residentId, linkId: null },
    now,
    timezone: deps.installation.timezone,
    readings: NEWEST,
  });
  const waiting = accounts.flatMap((account) => {
    if (account.level !== 'full') return [];
    const days = account.meters.flatMap((meter) => {
      const { current } = windowOfResource(account, meter.resource, now);
      const sent = meter.readings.some(
        (reading) => reading.period === current?.period && reading.status !== 'rejected',
      );
      return current === null || meter.automatic || sent ? [] : [lastDayOf(current, account.zone)];
    });
    const [to] = days.sort();
    return to === undefined ? [] : [{ to, name: account.name ?? account.number }];
  });
  const to = waiting.map((one) => one.to).sort()[0];
  return to === undefined ? null : { to, accounts: [...new Set(waiting.map(({ name }) => name))] };
}
