import type { Tx } from '../database/client.ts';
import { Prisma } from '../database/generated/client.ts';
import { inTransaction } from '../database/in-transaction.ts';
import type { DemoDeps } from './demo-clock.ts';
import { DEMO_DATA_MARK, seedDemo } from './seed-demo.ts';

/** What says that the database is a demo, and under which salt its codes are hashed, outlives the rows. */
const KEPT = new Set(['Installation', '_prisma_migrations']);

/**
 * Back to the beginning: every row goes, the demo is told anew from today.
 * @throws Error when the database is not marked as a demo
 */
export async function resetDemo(deps: DemoDeps): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    const mark = await tx.installation.findUnique({ where: { key: 'demo' } });
    if (mark === null) throw new Error('only a database marked as a demo is emptied');
    const tables = await tableNames(tx);
    await tx.$executeRaw`TRUNCATE ${Prisma.raw(tables.map((table) => `"${table}"`).join(', '))} RESTART IDENTITY CASCADE`;
    await tx.installation.deleteMany({ where: { key: DEMO_DATA_MARK } });
  });
  await seedDemo(deps);
}

async function tableNames(tx: Tx): Promise<string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>`
    SELECT tablename::text AS "name" FROM pg_tables WHERE schemaname = current_schema()`;
  return rows.map((row) => row.name).filter((name) => !KEPT.has(name));
}
