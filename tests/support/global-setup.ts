import { ensureTemplate } from './database.ts';

/** Once per run, before the workers: they all copy the same migrated, empty database. */
export default async function setup(): Promise<void> {
  await ensureTemplate();
}
