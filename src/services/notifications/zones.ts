import { DateTime } from 'luxon';
import { isZone } from '../../domain/clock-zone.ts';
import type { BillingDate } from '../../domain/period.ts';
import type { ServiceDeps } from '../deps.ts';
import { MORNING_HOUR } from './holders-sql.ts';

export interface ZoneMorning {
  readonly zone: string;
  /** the day there */
  readonly today: BillingDate;
}

/** Zones in use whose morning has come: there the reminders of the day may be queued. */
export async function zonesAwake(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
): Promise<ZoneMorning[]> {
  const rows = await deps.db.$queryRaw<{ zone: string }[]>`
    SELECT DISTINCT "timezone" AS "zone" FROM "Building" WHERE "timezone" IS NOT NULL
    UNION SELECT DISTINCT "timezone" FROM "Company" WHERE "timezone" IS NOT NULL`;
  const zones = new Set([...rows.map(({ zone }) => zone), deps.installation.timezone]);
  return [...zones].filter(isZone).flatMap((zone) => {
    const local = DateTime.fromJSDate(deps.clock.now(), { zone });
    return local.hour < MORNING_HOUR ? [] : [{ zone, today: local.toFormat('yyyy-MM-dd') as BillingDate }];
  });
}
