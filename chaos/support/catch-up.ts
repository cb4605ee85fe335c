import type { Database } from '../../src/database/client.ts';
import { pause } from './pause.ts';
import type { Stage } from './stage.ts';

/** How long an installation may need to catch up once nothing disturbs it any more. */
const CATCH_UP_MS = 40_000;

/** Wait until nothing is left to do, or that takes too long. @returns the updates that are still offered */
export async function catchUp(stage: Stage): Promise<readonly string[]> {
  const deadline = performance.now() + CATCH_UP_MS;
  let pending = await stage.telegram.pending(undefined);
  while (pending.length > 0 && performance.now() < deadline) {
    await pause(200);
    pending = await stage.telegram.pending(undefined);
  }
  // The embedded database belongs to the running bot; it sends what is due when it stops and starts.
  if (stage.proxy === null) return pending;
  const database = await stage.openDatabase();
  try {
    await endLeasesOfTheDead(database, stage);
    while ((await unfinishedDeliveries(database)) > 0 && performance.now() < deadline) await pause(200);
  } finally {
    await database.close();
  }
  return pending;
}

async function unfinishedDeliveries({ prisma }: Database): Promise<number> {
  return prisma.delivery.count({ where: { status: { in: ['queued', 'leased', 'sending'] } } });
}

/** Leases of senders that are gone run out after 90 s; here they are ended as if that time had passed. */
async function endLeasesOfTheDead({ prisma }: Database, stage: Stage): Promise<void> {
  const alive = stage.bots.map((bot) => `%:${bot.current()?.pid ?? 0}:%`);
  await prisma.$executeRaw`
    UPDATE "Delivery" SET "leasedUntil" = clock_timestamp() - interval '1 second'
     WHERE "status" IN ('leased', 'sending') AND NOT ("owner" LIKE ANY(${alive}::text[]))`;
}
