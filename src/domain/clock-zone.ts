import { DateTime, IANAZone } from 'luxon';
import type { BillingDate } from './period.ts';

const HOUR_MS = 3_600_000;
/** No zone changes its offset between two quarters of an hour. */
const STEP_MS = HOUR_MS / 4;
/** Entries kept per cache; what is asked is a few zones around a few days. */
const MAX_KEPT = 2_000;

const zones = new Map<string, IANAZone | null>();
const offsets = new Map<string, number>();

/** Whether the text names a zone of the IANA database this machine knows. */
export function isZone(text: string): boolean {
  return zoneNamed(text) !== null;
}

/** Asking the system about a name or an offset costs as much as a small query, and every row of a list asks. */
function zoneNamed(name: string): IANAZone | null {
  const known = zones.get(name);
  if (known !== undefined) return known;
  const zone = IANAZone.isValidZone(name) ? IANAZone.create(name) : null;
  if (zones.size >= MAX_KEPT) zones.clear();
  zones.set(name, zone);
  return zone;
}

/**
 * What clocks in a zone show at an instant, as a Date whose UTC fields hold it: for formatting only.
 * @throws RangeError for a zone that is none
 */
export function wallClock(instant: Date, zone: string): Date {
  const time = instant.getTime();
  const key = `${zone}/${Math.floor(time / STEP_MS)}`;
  let minutes = offsets.get(key);
  if (minutes === undefined) {
    const known = zoneNamed(zone);
    if (known === null) throw new RangeError(`no zone ${zone}`);
    minutes = known.offset(time);
    if (offsets.size >= MAX_KEPT) offsets.clear();
    offsets.set(key, minutes);
  }
  return new Date(time + minutes * 60_000);
}

/** A house's zone (promise 7): the building's, else the company's, else the installation's. Unknown names are skipped. */
export function zoneOf(
  place: { readonly building?: string | null; readonly company?: string | null },
  installation: string,
): string {
  return (
    [place.building, place.company].find((zone) => typeof zone === 'string' && isZone(zone)) ?? installation
  );
}

/** The calendar day of an instant in a zone. */
export function dateIn(instant: Date, zone: string): BillingDate {
  return wallClock(instant, zone).toISOString().slice(0, 10) as BillingDate;
}

/** The first instant of a day in a zone (not always midnight: some zones skip it). */
export function startOfDay(date: BillingDate, zone: string): Date {
  return DateTime.fromISO(date, { zone }).startOf('day').toJSDate();
}

/** The first instant after a day in a zone: ends of windows and due dates are exclusive. */
export function endOfDay(date: BillingDate, zone: string): Date {
  return DateTime.fromISO(date, { zone }).plus({ days: 1 }).startOf('day').toJSDate();
}

/** The instant of a wall clock's `2026-11-05T14:30:00` in a zone; null when it is no moment of the calendar. */
export function instantIn(local: string, zone: string): Date | null {
  const moment = DateTime.fromISO(local, { zone });
  return moment.isValid ? moment.toJSDate() : null;
}
