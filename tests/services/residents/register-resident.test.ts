import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import type { ServiceDeps } from '../../../src/services/deps.ts';
import { startDraft, updateDraft } from '../../../src/services/drafts/drafts.ts';
import { createKeyedHashes } from '../../../src/services/keyed-hashes.ts';
import { codeWordMatches, hashCodeWord } from '../../../src/services/residents/code-words.ts';
import { assertPhoneFree } from '../../../src/services/residents/phone-taken.ts';
import { REGISTER_DRAFT, registerResident } from '../../../src/services/residents/register-resident.ts';
import { clean, openTestDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';

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

function deps(): Pick<ServiceDeps, 'db' | 'clock' | 'hashes'> {
  return { db: database.prisma, clock: { now: () => NOW }, hashes: createKeyedHashes('secret', 'salt') };
}

let telegramId = 1n;
async function identity(): Promise<number> {
  telegramId += 1n;
  return (await database.prisma.telegramIdentity.create({ data: { telegramId } })).id;
}

async function draft(
  identityId: number,
  over: Record<string, string | boolean | null> = {},
): Promise<number> {
  const data = {
    phone: '+79161234567',
    phoneProof: 'contact',
    firstName: 'Анна',
    lastName: 'Иванова',
    codeWordHash: HASH,
    email: null,
    ...over,
  };
  return startDraft(deps(), { identityId, kind: REGISTER_DRAFT, data, minutes: 60 });
}

describe('registering', () => {
  it('twice with one draft is the same resident, also at the same time', async () => {
    const identityId = await identity();
    const draftId = await draft(identityId);
    const results = await Promise.all([1, 2, 3].map(() => registerResident(deps(), { identityId, draftId })));
    expect(new Set(results.map(({ residentId }) => residentId)).size).toBe(1);
    expect(await database.prisma.resident.count()).toBe(1);
  });

  it('two drafts of one person make one resident', async () => {
    const identityId = await identity();
    const drafts = [await draft(identityId), await draft(identityId, { phone: '+79160000000' })];
    const results = await Promise.allSettled(
      drafts.map((draftId) => registerResident(deps(), { identityId, draftId })),
    );
    expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'ALREADY_REGISTERED' });
  });

  it('two people with one phone: one is refused, and nothing of theirs remains', async () => {
    const people = [await identity(), await identity()];
    const results = await Promise.allSettled(
      people.map(async (identityId) =>
        registerResident(deps(), { identityId, draftId: await draft(identityId) }),
      ),
    );
    const refused = results.find((result) => result.status === 'rejected');
    expect(refused?.reason).toMatchObject({ code: 'PHONE_TAKEN', details: { contacts: 'none' } });
    expect(await database.prisma.resident.count()).toBe(1);
    expect(await database.prisma.draft.count({ where: { completedAt: null } })).toBe(1);
  });

  it("needs one's own, living, complete draft", async () => {
    const identityId = await identity();
    const other = await identity();
    const draftId = await draft(identityId);
    await expect(registerResident(deps(), { identityId: other, draftId })).rejects.toMatchObject({
      code: 'DRAFT_EXPIRED',
    });
    await expect(registerResident(deps(), { identityId, draftId: 424242 })).rejects.toMatchObject({
      code: 'DRAFT_EXPIRED',
    });
    const plain = await draft(identityId, { codeWordHash: 'Смирнова' });
    await expect(registerResident(deps(), { identityId, draftId: plain })).rejects.toMatchObject({
      code: 'DRAFT_EXPIRED',
    });
    const late = { ...deps(), clock: { now: () => new Date(NOW.getTime() + 61 * 60_000) } };
    await expect(registerResident(late, { identityId, draftId })).rejects.toMatchObject({
      code: 'DRAFT_EXPIRED',
    });
    expect(await database.prisma.resident.count()).toBe(0);
  });

  it('does not believe a form that says "proved"', async () => {
    const identityId = await identity();
    const typed = await draft(identityId, { phoneProof: 'sms', phoneProved: true });
    await expect(registerResident(deps(), { identityId, draftId: typed })).rejects.toMatchObject({
      code: 'PHONE_NOT_PROVED',
    });
    const mail = await draft(identityId, { email: 'anna@example.test', emailProved: true });
    await expect(registerResident(deps(), { identityId, draftId: mail })).rejects.toMatchObject({
      code: 'EMAIL_NOT_PROVED',
    });
  });

  it('a draft changed by its owner only', async () => {
    const identityId = await identity();
    const draftId = await draft(identityId);
    await updateDraft(deps(), { draftId, identityId: await identity(), patch: { firstName: 'Чужой' } });
    await updateDraft(deps(), { draftId, identityId, patch: { firstName: 'Мария' } });
    expect((await registerResident(deps(), { identityId, draftId })).firstName).toBe('Мария');
  });
});

describe('a taken phone', () => {
  it('is free for its own owner, and names at most three contact centres, the own company first', async () => {
    const identityId = await identity();
    const draftId = await draft(identityId);
    await registerResident(deps(), { identityId, draftId });
    await assertPhoneFree(deps(), { phone: '+79161234567', identityId });
    const companies = await database.prisma.company.createManyAndReturn({
      data: [1, 2, 3, 4, 5].map((n) => ({
        slug: `c${n}`,
        name: `Компания ${n}`,
        shortName: `К${n}`,
        contactPhone: n === 2 ? null : `8 800 000-00-0${n}`,
        active: n !== 3,
      })),
    });
    telegramId += 1n;
    const stranger = await database.prisma.telegramIdentity.create({
      data: { telegramId, startCompanyId: companies[4]?.id ?? 0 },
    });
    await expect(
      assertPhoneFree(deps(), { phone: '+79161234567', identityId: stranger.id }),
    ).rejects.toMatchObject({
      code: 'PHONE_TAKEN',
      details: { contacts: 'К5: 8 800 000-00-05, К1: 8 800 000-00-01, К4: 8 800 000-00-04' },
    });
  });
});

describe('code words', () => {
  it('are kept as argon2id of the folded form, salted', async () => {
    const [first, second] = await Promise.all([hashCodeWord('Смирнова'), hashCodeWord('Смирнова')]);
    expect(first).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(first).not.toBe(second);
    expect(await codeWordMatches(first ?? '', ' СМИРНОВА ')).toBe(true);
    expect(await codeWordMatches(first ?? '', 'Смирнов')).toBe(false);
    expect(await hashCodeWord('аб')).toBeNull();
    expect(await hashCodeWord('🙂🙂🙂')).toBeNull();
  });
});
