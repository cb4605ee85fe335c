import type { Prisma } from '../../../src/database/generated/client.ts';
import type { User } from '../../../src/sandbox/driver-api.ts';
import type { TestApp } from '../../support/app.ts';
import { somebody } from './billing.ts';

export interface MeterInput {
  readonly resource: Prisma.MeterUncheckedCreateInput['resource'];
  readonly serial: string;
  readonly over?: Partial<Prisma.MeterUncheckedCreateInput>;
  /** newest last: [period, values] */
  readonly readings?: readonly (readonly [string, readonly number[]])[];
}

let numbers = 0;

/** A meter with its past. */
export async function meter(t: TestApp, accountId: number, input: MeterInput) {
  const db = t.database.prisma;
  const row = await db.meter.create({
    data: { accountId, resource: input.resource, serial: input.serial, digits: 5, ...input.over },
  });
  for (const [period, values] of input.readings ?? []) {
    numbers += 1;
    await db.reading.create({
      data: {
        number: `T-${numbers}`,
        meterId: row.id,
        period,
        values: [...values],
        takenAt: new Date(`${period}-20T09:00:00Z`),
        submittedAt: new Date(`${period}-20T09:00:00Z`),
        source: 'import',
        status: 'exported',
        key: `test:${row.id}:${period}`,
      },
    });
  }
  return row;
}

/** Cold 123,4, hot 51,4 and electricity of three zones, read in September and October. */
export const THREE_METERS: readonly MeterInput[] = [
  {
    resource: 'cold_water',
    serial: '100001',
    readings: [
      ['2026-09', [118]],
      ['2026-10', [123.4]],
    ],
  },
  {
    resource: 'hot_water',
    serial: '200001',
    readings: [
      ['2026-09', [48]],
      ['2026-10', [51.4]],
    ],
  },
  {
    resource: 'electricity',
    serial: '300001',
    over: { zones: 3, decimals: 0, digits: 6 },
    readings: [
      ['2026-09', [4900, 2050, 1450]],
      ['2026-10', [5001, 2101, 1501]],
    ],
  },
];

export interface FlatOptions {
  readonly languageCode?: 'ru' | 'en';
  readonly level?: 'basic' | 'full';
  readonly meters?: readonly MeterInput[];
  readonly name?: string | null;
  readonly timezone?: string;
}

/** Somebody with a flat of Смарт Запад whose meters are read from the 10th to the 25th. */
export async function flat(t: TestApp, options: FlatOptions = {}) {
  const { fixtures } = t;
  const lang = options.languageCode ?? 'ru';
  const user: User = t.user(somebody('Жилец'), { languageCode: lang });
  const company = await fixtures.company({ timezone: options.timezone ?? 'Europe/Moscow' });
  const provider = await fixtures.provider({ companyId: company.id });
  const account = await fixtures.account({ providerId: provider.id });
  const resident = await fixtures.registered({ telegramId: user.id, locale: lang });
  const link = await fixtures.link({
    residentId: resident.residentId,
    accountId: account.id,
    level: options.level ?? 'full',
    name: options.name === undefined ? 'Дом' : options.name,
  });
  const meters = [];
  for (const input of options.meters ?? THREE_METERS) meters.push(await meter(t, account.id, input));
  return { user, company, provider, account, resident, link, meters };
}
