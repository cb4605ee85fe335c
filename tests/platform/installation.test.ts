import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assertDemoDatabase, NotADemoDatabaseError } from '../../src/app/installation.ts';
import type { Database } from '../../src/database/client.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { hashSalt } from '../../src/services/hash-salt.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { createFixtures } from '../support/fixtures.ts';

let database: Database;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
});
beforeEach(async () => {
  await clean(database);
});

describe('the first start', () => {
  it('of several processes at once agrees on one salt', async () => {
    const salts = await Promise.all(Array.from({ length: 12 }, () => hashSalt(database.prisma)));
    expect(new Set(salts).size).toBe(1);
    expect(salts[0]?.length).toBeGreaterThan(20);
    expect(await hashSalt(database.prisma)).toBe(salts[0]);
  });
});

describe('the sandbox', () => {
  it('opens an empty database, which is a demo from then on', async () => {
    await Promise.all([assertDemoDatabase(database.prisma), assertDemoDatabase(database.prisma)]);
    await createFixtures(database.prisma, () => systemClock.now()).company();
    await expect(assertDemoDatabase(database.prisma)).resolves.toBeUndefined();
  });

  it('never opens somebody’s real house', async () => {
    await createFixtures(database.prisma, () => systemClock.now()).company();
    await expect(assertDemoDatabase(database.prisma)).rejects.toThrow(NotADemoDatabaseError);
  });
});
