import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { acceptDocuments } from '../../../src/services/residents/accept-documents.ts';
import { loadPerson } from '../../../src/services/residents/load-person.ts';
import { ensureTextDocuments } from '../../../src/services/texts/ensure-text-documents.ts';
import { clean, openTestDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
});
beforeEach(async () => {
  await clean(database);
  await ensureTextDocuments(deps());
});

const deps = () => ({ db: database.prisma, clock: { now: () => NOW } });
const installation = {
  timezone: 'Europe/Moscow',
  defaultLocale: 'ru',
  adminTelegramIds: [],
  botUsername: 'b',
  embedded: true,
} as const;

async function current(): Promise<{ terms: number; consent: number }> {
  const { currentDocuments } = await loadPerson({ db: database.prisma, installation }, { telegramId: 5 });
  return { terms: currentDocuments.terms ?? 0, consent: currentDocuments.consent ?? 0 };
}

async function acceptBoth(at = NOW): Promise<{ identityId: number }> {
  const { terms, consent } = await current();
  return acceptDocuments(deps(), {
    telegramId: 5,
    locale: 'en',
    startCompanyId: null,
    terms: { documentId: terms, acceptedAt: at },
    consent: { documentId: consent, acceptedAt: NOW },
  });
}

describe('accepting both texts', () => {
  it('makes identity, dialogue and acceptances in one go; again changes nothing', async () => {
    const results = await Promise.all([acceptBoth(), acceptBoth(), acceptBoth()]);
    expect(new Set(results.map(({ identityId }) => identityId)).size).toBe(1);
    const { person, dialogue } = await loadPerson({ db: database.prisma, installation }, { telegramId: 5 });
    expect(person).toMatchObject({ locale: 'en', accepted: { terms: true, consent: true }, resident: null });
    expect(dialogue).toMatchObject({ version: 0, recentUpdateIds: [] });
    expect(await database.prisma.acceptance.count()).toBe(2);
  });

  it('a withdrawn consent may be given again, and the former stays on record', async () => {
    await acceptBoth();
    await database.prisma.acceptance.updateMany({ where: { kind: 'consent' }, data: { withdrawnAt: NOW } });
    expect(
      (await loadPerson({ db: database.prisma, installation }, { telegramId: 5 })).person?.accepted,
    ).toEqual({
      terms: true,
      consent: false,
    });
    await acceptBoth();
    expect(await database.prisma.acceptance.count({ where: { kind: 'consent' } })).toBe(2);
    expect(await database.prisma.acceptance.count({ where: { kind: 'terms' } })).toBe(1);
  });

  it.each([
    ['in the future', new Date('2030-01-01T00:00:00Z'), NOW],
    ['long ago', new Date('1970-01-02T00:00:00Z'), new Date('2026-11-22T09:00:00Z')],
    ['an hour ago', new Date('2026-11-23T08:00:00Z'), new Date('2026-11-23T08:00:00Z')],
  ])('a time %s is clamped to the last day', async (_, at, expected) => {
    await acceptBoth(at);
    const row = await database.prisma.acceptance.findFirstOrThrow({ where: { kind: 'terms' } });
    expect(row.acceptedAt).toEqual(expected);
  });

  it('an outdated, swapped or foreign text stores nothing', async () => {
    const { terms, consent } = await current();
    const about = await database.prisma.textDocument.findFirstOrThrow({ where: { kind: 'about' } });
    for (const [termsId, consentId] of [
      [consent, terms],
      [terms, about.id],
      [424242, consent],
    ] as const) {
      const attempt = acceptDocuments(deps(), {
        telegramId: 5,
        locale: 'ru',
        startCompanyId: null,
        terms: { documentId: termsId, acceptedAt: NOW },
        consent: { documentId: consentId, acceptedAt: NOW },
      });
      await expect(attempt).rejects.toMatchObject({ code: 'DOCUMENT_OUTDATED' });
    }
    expect(await database.prisma.telegramIdentity.count()).toBe(0);
  });
});
