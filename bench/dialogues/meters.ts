import type { Db } from '../../src/database/client.ts';
import type { TownPerson } from '../support/town.ts';

/** As many as a large flat has, and one more than the steps that are compared: the last one would end the entering. */
export const METERS = 12;
const RESOURCES = ['cold_water', 'hot_water', 'heat', 'electricity'] as const;
const BEFORE = 100;

/** Every flat of the town gets its meters, each with a reading of last month, and a window that is always open. */
export async function furnishMeters(db: Db, people: readonly TownPerson[]): Promise<void> {
  const accountIds = people.map(({ accountId }) => accountId);
  const now = new Date();
  const lastMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 20));
  const first = await db.account.findFirstOrThrow({ where: { id: { in: accountIds } } });
  await db.readingWindow.create({
    data: {
      providerId: first.providerId,
      fromDay: 1,
      toDay: 31,
      effectiveFrom: new Date('2020-01-01'),
    },
  });
  await db.meter.createMany({
    data: accountIds.flatMap((accountId) =>
      Array.from({ length: METERS }, (_, n) => ({
        accountId,
        resource: RESOURCES[n % RESOURCES.length] ?? 'cold_water',
        serial: `${accountId}-${n + 1}`,
        place: n % 2 === 0 ? 'кухня' : 'ванная',
      })),
    ),
  });
  const meters = await db.meter.findMany({ where: { accountId: { in: accountIds } }, select: { id: true } });
  await db.reading.createMany({
    data: meters.map(({ id }) => ({
      number: `d-${id}`,
      meterId: id,
      period: lastMonth.toISOString().slice(0, 7),
      values: [BEFORE],
      takenAt: lastMonth,
      submittedAt: lastMonth,
      source: 'import' as const,
      status: 'exported' as const,
      key: `d-${id}`,
    })),
  });
}

/** What somebody types for the meter asked next: a little more than before, so that nothing is doubted. */
export function typedValue(step: number): string {
  return `=${BEFORE + 3},${step}`;
}
