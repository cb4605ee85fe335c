import type { ServiceDeps } from '../deps.ts';

/** Kind of the task that packs somebody's data. */
export const EXPORT_DATA_TASK = 'residents.export-data';

/** Keyed hash of a Telegram id: tells whether somebody came back, not who it was. */
export function hashPerson(deps: Pick<ServiceDeps, 'hashes'>, telegramId: bigint | number): string {
  return deps.hashes.hash('deleted-person', String(telegramId));
}
