import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { cleanUp } from '../../../src/services/staff/clean-up.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createFixtures, type Fixtures } from '../../support/fixtures.ts';

let database: Database;
let make: Fixtures;
const NOW = new Date('2026-11-16T09:00:00Z');
const daysAgo = (days: number): Date => new Date(NOW.getTime() - days * 86_400_000);

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clean(database);
  make = createFixtures(database.prisma, () => NOW);
});

const run = () => cleanUp({ db: database.prisma, clock: { now: () => NOW } });

describe('what is kept only to look back', () => {
  it('goes with its time, and a second run finds nothing', async () => {
    const { prisma: db } = database;
    const { residentId, identityId } = await make.resident();
    const provider = await make.provider();
    const account = await make.account({ providerId: provider.id });

    const delivery = (subject: string, days: number, status: 'sent' | 'queued', announcementId?: number) =>
      db.delivery.create({
        data: {
          kind: 'test',
          subject,
          recipient: `identity:${identityId}`,
          identityId,
          lane: 2,
          status,
          notBefore: daysAgo(days),
          createdAt: daysAgo(days),
          sentAt: status === 'sent' ? daysAgo(days) : null,
          announcementId: announcementId ?? null,
        },
      });
    const announcement = await db.announcement.create({
      data: {
        kind: 'common',
        content: { ru: 'x', en: null },
        audience: {},
        authorId: identityId,
        createdAt: daysAgo(400),
      },
    });
    await delivery('old', 181, 'sent');
    await delivery('young', 179, 'sent');
    await delivery('waiting', 500, 'queued');
    // The report of an announcement lives as long as it.
    await delivery('announced', 400, 'sent', announcement.id);

    const entry = (subject: string, days: number) =>
      db.auditEntry.create({ data: { at: daysAgo(days), actorKind: 'staff', action: 'x', subject } });
    await entry('old', 3 * 366 + 1);
    await entry('young', 3 * 366 - 1);

    const request = async (
      number: string,
      status: 'pending' | 'approved' | 'cancelled',
      days: number,
      reviewed: boolean,
    ) => {
      const draft = await db.draft.create({
        data: { identityId, kind: 'pin', createdAt: daysAgo(days), expiresAt: daysAgo(days) },
      });
      const row = await db.accessRequest.create({
        data: {
          residentId,
          providerId: provider.id,
          accountId: account.id,
          number,
          status,
          draftId: draft.id,
          createdAt: daysAgo(days),
          reviewedAt: reviewed ? daysAgo(days) : null,
        },
      });
      await db.storedFile.create({
        data: {
          identityId,
          kind: 'request',
          telegramFileId: `f${number}`,
          telegramUniqueId: `u${number}`,
          requestId: row.id,
          createdAt: daysAgo(days),
        },
      });
    };
    await request('old', 'approved', 1200, true);
    await request('withdrawn', 'cancelled', 1200, false);
    await request('young', 'approved', 1000, true);
    // However long it waits, nobody has answered yet.
    await request('waiting', 'pending', 1200, false);

    expect(await run()).toMatchObject({ deliveries: 1, audit: 1, requests: 2 });
    const left = async () => ({
      deliveries: (await db.delivery.findMany({ orderBy: { id: 'asc' } })).map(({ subject }) => subject),
      audit: (await db.auditEntry.findMany()).map(({ subject }) => subject),
      requests: (await db.accessRequest.findMany({ orderBy: { id: 'asc' } })).map(({ number }) => number),
      files: (await db.storedFile.findMany({ orderBy: { id: 'asc' } })).map((file) => file.telegramFileId),
    });
    const kept = {
      deliveries: ['young', 'waiting', 'announced'],
      audit: ['young'],
      requests: ['young', 'waiting'],
      files: ['fyoung', 'fwaiting'],
    };
    expect(await left()).toEqual(kept);
    expect(await run()).toMatchObject({ deliveries: 0, audit: 0, requests: 0 });
    expect(await left()).toEqual(kept);
  });
});
