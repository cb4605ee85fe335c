import type { Database } from '../../src/database/client.ts';
import { migrate } from '../../src/database/migrate.ts';
import { addMonths, type Period } from '../../src/domain/period.ts';
import type { ServiceDeps } from '../../src/services/deps.ts';
import { startDraft } from '../../src/services/drafts/drafts.ts';
import { READINGS_DRAFT } from '../../src/services/meters/submit-readings.ts';
import { createFixtures } from '../../tests/support/fixtures.ts';

export interface Flat {
  readonly residentId: number;
  readonly identityId: number;
  readonly linkId: number;
  readonly draftId: number;
  readonly meterIds: readonly number[];
  /** what stands for the month already, by meter */
  readonly sentIds: ReadonlyMap<number, number>;
  /** what is typed, a whole number above everything before */
  readonly value: number;
}

export interface House {
  readonly deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>;
  readonly flats: readonly Flat[];
  readonly metersPerFlat: number;
  countSaved(): Promise<number>;
  /** The same flats once more, each with a new form: corrections. */
  again(): Promise<House>;
}

/** The last minute of the window, in the house's zone. */
const NOW = new Date('2026-11-25T20:59:20.000Z');
const PERIOD: Period = '2026-11';
const MONTHS = 12;
const RESOURCES = ['cold_water', 'hot_water', 'electricity'] as const;
const START = 100;
const MONTHLY = 4;

/** A house whose flats have three meters and a year of readings each. */
export async function buildHouse(database: Database, count: number): Promise<House> {
  await migrate(database);
  const db = database.prisma;
  const clock = { now: () => NOW };
  const deps = {
    db,
    clock,
    installation: {
      timezone: 'Europe/Moscow',
      defaultLocale: 'ru',
      adminTelegramIds: [],
      botUsername: 'bench_bot',
      embedded: false,
    },
  } as const;
  const build = createFixtures(db, () => NOW);
  const provider = await build.provider();
  const flats: Omit<Flat, 'draftId' | 'sentIds' | 'value'>[] = [];
  for (let index = 0; index < count; index += 1) {
    const account = await build.account({ providerId: provider.id });
    const resident = await build.resident();
    const link = await build.link({ residentId: resident.residentId, accountId: account.id });
    await db.meter.createMany({
      data: RESOURCES.map((resource) => ({
        accountId: account.id,
        resource,
        serial: `${resource}-${index}`,
      })),
    });
    const meters = await db.meter.findMany({ where: { accountId: account.id }, orderBy: { id: 'asc' } });
    await db.reading.createMany({
      data: meters.flatMap(({ id }) =>
        Array.from({ length: MONTHS }, (_, back) => ({
          number: `b-${id}-${back}`,
          meterId: id,
          period: addMonths(PERIOD, back - MONTHS),
          values: [START + back * MONTHLY],
          takenAt: NOW,
          submittedAt: NOW,
          source: 'import' as const,
          status: 'exported' as const,
          key: `b-${id}-${back}`,
        })),
      ),
    });
    const { residentId, identityId } = resident;
    flats.push({ residentId, identityId, linkId: link.id, meterIds: meters.map(({ id }) => id) });
  }
  await db.$executeRaw`ANALYZE`;

  const withForms = async (round: number): Promise<House> => {
    const standing = await db.reading.findMany({
      where: { period: PERIOD, isCurrent: true },
      select: { id: true, meterId: true },
    });
    const sentIds = new Map(standing.map(({ id, meterId }) => [meterId, id]));
    const ready: Flat[] = [];
    for (const flat of flats) {
      const { identityId } = flat;
      const draftId = await startDraft(deps, { identityId, kind: READINGS_DRAFT, minutes: 60 });
      ready.push({ ...flat, draftId, sentIds, value: START + MONTHS * MONTHLY + round });
    }
    return {
      deps,
      flats: ready,
      metersPerFlat: RESOURCES.length,
      countSaved: () =>
        db.reading.count({
          where: {
            period: PERIOD,
            isCurrent: true,
            source: 'resident',
            values: { equals: [START + MONTHS * MONTHLY + round] },
          },
        }),
      again: () => withForms(round + 1),
    };
  };
  return withForms(0);
}
