import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { listStaffMembers } from '../../../src/services/residents/list-staff-members.ts';
import { openTestDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
});

it('lists roles in force, each once, and the administrators of the environment', async () => {
  const { prisma } = database;
  const company = await prisma.company.create({ data: { slug: 'c', name: 'Компания', shortName: 'К' } });
  const [, operator, former, configured] = await prisma.telegramIdentity.createManyAndReturn({
    data: [1n, 2n, 3n, 4n].map((telegramId) => ({ telegramId, locale: telegramId === 2n ? 'en' : 'ru' })),
  });
  const grant = (
    identityId: number | undefined,
    role: 'manager' | 'operator' | 'administrator',
    over: object = {},
  ) => prisma.staffRole.create({ data: { identityId: identityId ?? 0, role, ...over } });
  await grant(operator?.id, 'operator');
  await grant(operator?.id, 'operator', { companyId: company.id });
  await grant(operator?.id, 'manager', { expiresAt: new Date(NOW.getTime() + 1) });
  await grant(former?.id, 'manager', { revokedAt: NOW });
  await grant(former?.id, 'operator', { expiresAt: NOW });
  await grant(configured?.id, 'manager');
  const members = await listStaffMembers({
    db: prisma,
    clock: { now: () => NOW },
    installation: {
      timezone: 'Europe/Moscow',
      defaultLocale: 'ru',
      adminTelegramIds: [4, 99],
      botUsername: 'b',
      embedded: true,
    },
  });
  expect(members.map(({ telegramId, locale, roles }) => [telegramId, locale, [...roles].sort()])).toEqual([
    [2, 'en', ['manager', 'operator']],
    [4, 'ru', ['administrator', 'manager']],
  ]);
});
