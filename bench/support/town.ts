import { type Db, openDatabase } from '../../src/database/client.ts';
import { migrate } from '../../src/database/migrate.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { acceptDocuments } from '../../src/services/residents/accept-documents.ts';
import { ensureTextDocuments } from '../../src/services/texts/ensure-text-documents.ts';
import { createFixtures, SMART_ZAPAD_LINES } from '../../tests/support/fixtures.ts';

export interface TownPerson {
  readonly telegramId: number;
  readonly linkId: number;
  readonly accountId: number;
  readonly billId: number;
}

/** Adds to a town what a section needs besides, before anything runs on it. */
export type Furnish = (db: Db, people: readonly TownPerson[]) => Promise<void>;

const FIRST_ID = 720_000_001;
const DAY_MS = 24 * 3600_000;

/**
 * A town in a fresh database: residents who have accepted the texts, each with two linked accounts, three months of
 * bills and a payment. What screens show is believable, what they cost is what people's would.
 */
export async function buildTown(
  where: { kind: 'postgres'; url: string } | { kind: 'embedded'; dataDir: string },
  residents: number,
  furnish?: Furnish,
): Promise<TownPerson[]> {
  const database = await openDatabase(where);
  try {
    await migrate(database);
    const db = database.prisma;
    const services = { db, clock: systemClock };
    const now = systemClock.now();
    const months = [3, 2, 1].map((back) => monthBefore(now, back));
    await ensureTextDocuments(services);
    const documents = await db.textDocument.findMany({ where: { kind: { in: ['terms', 'consent'] } } });
    const accepted = (kind: string) => ({
      documentId: documents.find((document) => document.kind === kind)?.id ?? 0,
      acceptedAt: now,
    });
    const build = createFixtures(db, () => systemClock.now());
    const utilities = await build.provider();
    const repairs = await build.provider({
      name: 'Капитальный ремонт',
      companyId: utilities.companyId,
      proofs: [],
    });
    await build.commissionRule({ providerId: utilities.id });
    await build.agent();

    const people: TownPerson[] = [];
    for (let n = 0; n < residents; n += 1) {
      const telegramId = FIRST_ID + n;
      const { identityId } = await acceptDocuments(services, {
        telegramId,
        locale: 'ru',
        startCompanyId: null,
        terms: accepted('terms'),
        consent: accepted('consent'),
      });
      const resident = await db.resident.create({
        data: { firstName: 'Иван', lastName: 'Иванов', registeredAt: now },
      });
      await db.telegramIdentity.update({ where: { id: identityId }, data: { residentId: resident.id } });
      const home = await build.account({ providerId: utilities.id });
      const repair = await build.account({ providerId: repairs.id });
      const link = await build.link({ residentId: resident.id, accountId: home.id, name: 'Дом' });
      await build.link({ residentId: resident.id, accountId: repair.id, position: 1 });
      let billId = 0;
      for (const period of months) {
        ({ billId } = await build.bill({ accountId: home.id, period, lines: SMART_ZAPAD_LINES }));
      }
      await build.bill({ accountId: repair.id, period: months.at(-1) ?? '', total: 120_950 });
      await build.payment({
        residentId: resident.id,
        identityId,
        accountId: home.id,
        amount: 100_000,
        at: new Date(now.getTime() - DAY_MS),
      });
      people.push({ telegramId, linkId: link.id, accountId: home.id, billId });
    }
    await furnish?.(db, people);
    // Planner figures as a database that has lived has them.
    await db.$executeRaw`ANALYZE`;
    return people;
  } finally {
    await database.close();
  }
}

/** `2026-10` */
function monthBefore(now: Date, back: number): string {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, 1)).toISOString().slice(0, 7);
}
