import { z } from 'zod';
import type { Rates } from '../coordination/rates.ts';
import type { Db } from '../database/client.ts';
import type { Clock } from '../domain/clock.ts';
import { LONG_PAUSE_MS } from './outcome.ts';

interface PauseMemory {
  readonly db: Db;
  readonly clock: Clock;
  readonly rates: Rates;
}

const rowKey = (key: string): string => `delivery-pause:${key}`;
const remembered = z.object({ until: z.iso.datetime() });

/** A flood wait can last hours: a long one is written down, so that a restart without Redis does not forget it. */
export async function rememberPause(memory: PauseMemory, key: string, ms: number): Promise<void> {
  if (ms <= LONG_PAUSE_MS) return;
  const value = { until: new Date(memory.clock.now().getTime() + ms).toISOString() };
  await memory.db.installation.upsert({
    where: { key: rowKey(key) },
    create: { key: rowKey(key), value },
    update: { value },
  });
}

/** At start: go on waiting. */
export async function restorePauses(memory: PauseMemory, keys: readonly string[]): Promise<void> {
  const rows = await memory.db.installation.findMany({ where: { key: { in: keys.map(rowKey) } } });
  for (const key of keys) {
    const parsed = remembered.safeParse(rows.find((row) => row.key === rowKey(key))?.value);
    if (!parsed.success) continue;
    const left = new Date(parsed.data.until).getTime() - memory.clock.now().getTime();
    if (left > 0) await memory.rates.pause(key, left);
  }
}
