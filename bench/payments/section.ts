import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/database/client.ts';
import { createOwnDatabase } from '../../tests/support/processes/own-database.ts';
import type { BenchContext, Section, SectionResult } from '../support/section.ts';
import { median, round } from '../support/statistics.ts';
import { buildTown } from '../support/town.ts';
import { createTill, type Till } from './till.ts';

const PEOPLE = 24;
/** The embedded database runs one transaction after the other. */
const AT_ONCE = { postgres: 8, embedded: 1 } as const;

/** From a pressed bill to the receipt in the outbox, with a gateway that answers at once. */
export const payments: Section = {
  name: 'payments',
  what: 'operations/s from the press to the receipt (gateway in memory), statements of each step, against bare rows',
  async run(context): Promise<SectionResult> {
    const folder = mkdtempSync(join(tmpdir(), 'domovoy-bench-'));
    const { databaseUrl } = context.services;
    const own = databaseUrl === null ? null : await createOwnDatabase(databaseUrl, 'bench');
    try {
      const where =
        own === null
          ? ({ kind: 'embedded', dataDir: folder } as const)
          : ({ kind: 'postgres', url: own.url } as const);
      context.progress('building a town');
      await buildTown(where, PEOPLE);
      const database = await openDatabase(where);
      try {
        return await measure(await createTill(database), AT_ONCE[database.kind], context);
      } finally {
        await database.close();
      }
    } finally {
      await own?.drop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(
  till: Till,
  atOnce: number,
  { rounds, progress }: BenchContext,
): Promise<SectionResult> {
  const ours: number[] = [];
  const floor: number[] = [];
  for (let turn = 0; turn <= rounds; turn += 1) {
    progress(turn === 0 ? 'warming up' : `round ${turn} of ${rounds}`);
    const bare = await perSecond(till.payers, atOnce, (payer) => till.bareRows(payer));
    const paid = await perSecond(till.payers, atOnce, (payer) => till.pay(payer));
    if (turn === 0) continue;
    floor.push(bare);
    ours.push(paid);
  }
  const steps = await till.statements();
  const each = steps.reduce((sum, { count }) => sum + count, 0);
  return {
    figures: [
      { name: 'operations, press to receipt', value: median(ours), unit: '/s' },
      { name: 'bare rows of an operation in one transaction', value: median(floor), unit: '/s' },
      {
        name: 'share of the bare rows',
        value: median(ours.map((value, turn) => value / (floor[turn] ?? Number.NaN))),
        unit: '×',
      },
      { name: 'statements of an operation', value: each, unit: '' },
    ],
    tables: [
      {
        columns: ['step', 'statements'],
        rows: steps.map(({ step, count }) => [step, count]),
      },
    ],
    notes: [
      `${PEOPLE} payers, ${atOnce} at once; each operation: quote, draft, payment, request to the gateway, its notification looked up and applied, receipt queued`,
      `The gateway is in memory, so the figure is ours alone; median of ${ours.length} rounds, ${round(median(ours), 1)} operations/s`,
      'BEGIN and COMMIT are counted',
    ],
  };
}

/** Works through the list, so many at once. */
async function perSecond<T>(
  list: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<void>,
): Promise<number> {
  const began = performance.now();
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let one = list[next++]; one !== undefined; one = list[next++]) await work(one);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return list.length / ((performance.now() - began) / 1000);
}
