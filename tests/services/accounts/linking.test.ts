import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { checkSurnameAndFlat } from '../../../src/services/accounts/check-proof.ts';
import { linkAccount } from '../../../src/services/accounts/link-account.ts';
import { linkToProve } from '../../../src/services/accounts/link-to-prove.ts';
import { listAccounts } from '../../../src/services/accounts/list-accounts.ts';
import { raiseLink } from '../../../src/services/accounts/raise-link.ts';
import { showAccount } from '../../../src/services/accounts/show-account.ts';
import { showLinkableProvider } from '../../../src/services/accounts/show-provider.ts';
import { tryNumber } from '../../../src/services/accounts/try-number.ts';
import { startDraft } from '../../../src/services/drafts/drafts.ts';
import { createKeyedHashes } from '../../../src/services/keyed-hashes.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createFixtures, type Fixtures } from '../../support/fixtures.ts';
import { plannedAnew } from '../../support/kept-plan.ts';

let database: Database;
let make: Fixtures;
let now: Date;
let keys = 0;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clean(database);
  now = new Date('2026-11-16T09:00:00Z');
  make = createFixtures(database.prisma, () => now);
});

const hashes = createKeyedHashes('secret', 'salt');
const deps = () => ({ db: database.prisma, clock: { now: () => now }, hashes, notify: () => undefined });
const pass = (minutes: number): void => {
  now = new Date(now.getTime() + minutes * 60_000);
};

interface Resident {
  readonly residentId: number;
  readonly identityId: number;
}

/** A provider, its account 1234567890 of Иванов, flat 12а, and a resident who has not linked it. */
async function household(over: { readonly basicLevel?: boolean } = {}) {
  const provider = await make.provider(over);
  const account = await make.account({
    providerId: provider.id,
    number: '1234567890',
    payerName: 'Иванов Иван Иванович',
    flat: '12а',
    address: 'г. Москва, ул. Спортивная, д. 12к2',
  });
  return { provider, account, anna: await make.resident() };
}

function look(who: Resident, providerId: number, number: string, key?: string) {
  keys += 1;
  return tryNumber(deps(), { residentId: who.residentId, providerId, number, key: key ?? `n${keys}` });
}

interface Answer {
  readonly number?: string;
  readonly surname?: string;
  readonly flat?: string;
  readonly key?: string;
}

/** Answer surname and flat; the key of the try, or the code of its refusal. */
async function prove(who: Resident, providerId: number, answer: Answer = {}): Promise<string> {
  keys += 1;
  const key = answer.key ?? `p${keys}`;
  try {
    await checkSurnameAndFlat(deps(), {
      residentId: who.residentId,
      providerId,
      number: '1234567890',
      surname: 'Иванов',
      flat: '12а',
      ...answer,
      key,
    });
    return key;
  } catch (error) {
    const { code, details } = error as { code: string; details: Record<string, number> };
    return [code, ...Object.values(details)].join(' ');
  }
}

async function link(
  who: Resident,
  providerId: number,
  over: { number?: string; proofKey?: string | null; draftId?: number } = {},
) {
  const draftId =
    over.draftId ?? (await startDraft(deps(), { identityId: who.identityId, kind: 'link', minutes: 60 }));
  return linkAccount(deps(), {
    ...who,
    providerId,
    number: '1234567890',
    name: 'Дом',
    proofKey: null,
    ...over,
    draftId,
  });
}

describe('trying a number', () => {
  it('shows a masked address at the basic level', async () => {
    const { provider, anna } = await household();
    expect(await look(anna, provider.id, '1234567890')).toEqual({
      proofFirst: false,
      address: 'г. Москва, ул. С***, д. 12к2',
    });
  });

  it.each([
    ['unknown', {}],
    ['only staged', { publishedAt: null }],
    ['closed', { closedAt: new Date('2026-01-01T00:00:00Z') }],
  ])('an account that is %s is not found', async (_, over) => {
    const { provider, anna } = await household();
    if (Object.keys(over).length > 0)
      await make.account({ providerId: provider.id, number: '4200000000', ...over });
    await expect(look(anna, provider.id, '4200000000')).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
  });

  it('with the basic level off every number gets the same answer', async () => {
    const { provider, anna } = await household({ basicLevel: false });
    const known = await look(anna, provider.id, '1234567890');
    expect(await look(anna, provider.id, '9999999999')).toEqual(known);
    expect(known).toEqual({ proofFirst: true, address: null });
  });

  it('ten different numbers a day and no more; the same again is free, tomorrow too', async () => {
    const { provider, anna } = await household();
    for (let n = 0; n < 9; n += 1) {
      await expect(look(anna, provider.id, `420000000${n}`)).rejects.toMatchObject({
        code: 'ACCOUNT_NOT_FOUND',
      });
    }
    await look(anna, provider.id, '1234567890');
    await expect(look(anna, provider.id, '4300000000')).rejects.toMatchObject({
      code: 'NUMBER_LIMIT',
      details: { limit: 10 },
    });
    await look(anna, provider.id, '1234567890');
    const other = await make.resident();
    await look(other, provider.id, '1234567890');
    pass(24 * 60);
    await expect(look(anna, provider.id, '4300000000')).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
  });

  it('a redelivered answer is one try, and no number is stored as it is', async () => {
    const { provider, anna } = await household();
    await look(anna, provider.id, '1234567890', 'same');
    await look(anna, provider.id, '1234567890', 'same');
    const attempts = await database.prisma.proofAttempt.findMany();
    expect(attempts).toHaveLength(1);
    expect(JSON.stringify(attempts)).not.toContain('1234567890');
  });

  it('an account that is linked already says so', async () => {
    const { provider, account, anna } = await household();
    await make.link({ residentId: anna.residentId, accountId: account.id });
    await expect(look(anna, provider.id, '1234567890')).rejects.toMatchObject({
      code: 'ACCOUNT_ALREADY_LINKED',
    });
  });
});

describe('the proof by surname and flat', () => {
  it.each([
    ['Иванов', '12а'],
    ['иванов', 'кв. 12 А'],
    ['  ИВАНОВ ', '012а'],
  ])('%j and %j prove', async (surname, flat) => {
    const { provider, anna } = await household();
    expect(await prove(anna, provider.id, { surname, flat, key: 'k' })).toBe('k');
  });

  it('whatever is wrong the answer is one', async () => {
    const { provider, anna } = await household();
    expect(await prove(anna, provider.id, { surname: 'Петров' })).toBe('PROOF_WRONG 4');
    expect(await prove(anna, provider.id, { flat: '13' })).toBe('PROOF_WRONG 3');
    expect(await prove(anna, provider.id, { number: '9999999999' })).toBe('PROOF_WRONG 2');
    expect(await prove(anna, provider.id, { surname: 'Ив', flat: '12а' })).toBe('PROOF_WRONG 1');
  });

  it('a house without flats is proved by 0, other houses are not', async () => {
    const { provider, anna } = await household();
    await make.account({
      providerId: provider.id,
      number: '4200000000',
      payerName: 'Иванов И.И.',
      flat: null,
    });
    expect(await prove(anna, provider.id, { number: '4200000000', flat: '0', key: 'k' })).toBe('k');
    expect(await prove(anna, provider.id, { flat: '0' })).toMatch(/^PROOF_WRONG/);
    expect(await prove(anna, provider.id, { number: '4200000000', flat: '1' })).toMatch(/^PROOF_WRONG/);
  });

  it('an account without a payer is proved by nobody', async () => {
    const { provider, anna } = await household();
    await make.account({ providerId: provider.id, number: '4200000000', payerName: null, flat: '1' });
    for (const surname of ['', ' ', 'null', 'Иванов']) {
      expect(await prove(anna, provider.id, { number: '4200000000', flat: '1', surname })).toMatch(/^PROOF_/);
    }
  });

  it('five wrong ones lock the person for an hour, even the right answer', async () => {
    const { provider, anna } = await household();
    for (let n = 4; n >= 0; n -= 1) {
      expect(await prove(anna, provider.id, { surname: 'Петров' })).toBe(`PROOF_WRONG ${n}`);
      pass(1);
    }
    expect(await prove(anna, provider.id)).toBe('PROOF_LOCKED 55');
    pass(55);
    expect(await prove(anna, provider.id, { key: 'k' })).toBe('k');
  });

  it('many people guessing at one account lock the account, and a day of it is told in hours', async () => {
    const { provider } = await household();
    for (let round = 0; round < 3; round += 1) {
      for (let n = 0; n < 5; n += 1) {
        expect(await prove(await make.resident(), provider.id, { surname: 'Петров' })).toBe('PROOF_WRONG 4');
      }
      expect(await prove(await make.resident(), provider.id)).toMatch(/^PROOF_LOCKED/);
      pass(61);
    }
    expect(await prove(await make.resident(), provider.id)).toBe('PROOF_LOCKED_LONG 21');
    const other = await make.account({ providerId: provider.id, payerName: 'Иванов И.', flat: '1' });
    expect(
      await prove(await make.resident(), provider.id, { number: other.number, flat: '1', key: 'k' }),
    ).toBe('k');
  });

  it('a redelivered try is one try with one answer', async () => {
    const { provider, anna } = await household();
    const wrong = { surname: 'Петров', key: 'same' };
    expect(await prove(anna, provider.id, wrong)).toBe('PROOF_WRONG 4');
    expect(await prove(anna, provider.id, wrong)).toBe('PROOF_WRONG 4');
    expect(await prove(anna, provider.id, { key: 'right' })).toBe('right');
    expect(await prove(anna, provider.id, { key: 'right' })).toBe('right');
    expect(await database.prisma.proofAttempt.count()).toBe(2);
  });

  it('tries at once are all counted', async () => {
    const { provider, anna } = await household();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => prove(anna, provider.id, { surname: 'Петров' })),
    );
    expect(answers.filter((answer) => answer.startsWith('PROOF_WRONG'))).toHaveLength(5);
    expect(await prove(anna, provider.id)).toMatch(/^PROOF_LOCKED/);
  });
});

describe('linking', () => {
  it('without a proof is basic, with one full; the first is the default; both stand in the journal', async () => {
    const { provider, anna } = await household();
    const basic = await link(anna, provider.id);
    expect(basic).toMatchObject({ level: 'basic', canProve: true });
    const other = await make.account({ providerId: provider.id, payerName: 'Иванов', flat: '1' });
    const key = await prove(anna, provider.id, { number: other.number, flat: '1' });
    const full = await link(anna, provider.id, { number: other.number, proofKey: key });
    expect(full).toMatchObject({ level: 'full', canProve: false });
    const resident = await database.prisma.resident.findUniqueOrThrow({ where: { id: anna.residentId } });
    expect(resident.defaultLinkId).toBe(basic.linkId);
    const audit = await database.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(audit.map(({ action, details }) => [action, details])).toEqual([
      ['account.link', { level: 'basic', proof: 'none', link: basic.linkId }],
      ['account.link', { level: 'full', proof: 'surname_flat', link: full.linkId }],
    ]);
  });

  it('the same draft twice is the same link, another draft is refused', async () => {
    const { provider, anna } = await household();
    const draftId = await startDraft(deps(), { identityId: anna.identityId, kind: 'link', minutes: 60 });
    const first = await link(anna, provider.id, { draftId });
    expect(await link(anna, provider.id, { draftId })).toEqual(first);
    await expect(link(anna, provider.id)).rejects.toMatchObject({ code: 'ACCOUNT_ALREADY_LINKED' });
    expect(await database.prisma.accountLink.count()).toBe(1);
  });

  it('two drafts at once make one link', async () => {
    const { provider, anna } = await household();
    const results = await Promise.allSettled([link(anna, provider.id), link(anna, provider.id)]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await database.prisma.accountLink.count()).toBe(1);
  });

  it('a link that was taken away may be made again', async () => {
    const { provider, account, anna } = await household();
    await make.link({
      residentId: anna.residentId,
      accountId: account.id,
      status: 'revoked',
      revokedAt: now,
    });
    expect(await link(anna, provider.id)).toMatchObject({ level: 'basic' });
  });

  it('a proof counts for who gave it, for its number, and only when it succeeded', async () => {
    const { provider, anna } = await household({ basicLevel: false });
    const other = await make.resident();
    const neighbour = await make.account({ providerId: provider.id, payerName: 'Иванов', flat: '1' });
    const others = await prove(other, provider.id);
    const anotherNumber = await prove(anna, provider.id, { number: neighbour.number, flat: '1' });
    await prove(anna, provider.id, { surname: 'Петров', key: 'wrong' });
    await look(anna, provider.id, '1234567890', 'looked');
    for (const proofKey of [null, 'nothing', others, anotherNumber, 'wrong', 'number:looked']) {
      await expect(link(anna, provider.id, { proofKey })).rejects.toMatchObject({ code: 'PROOF_WRONG' });
    }
    expect(await database.prisma.accountLink.count()).toBe(0);
    const own = await prove(anna, provider.id);
    expect(await link(anna, provider.id, { proofKey: own })).toMatchObject({ level: 'full' });
  });

  it('an account that vanished between the steps', async () => {
    const { provider, account, anna } = await household();
    await database.prisma.account.update({ where: { id: account.id }, data: { publishedAt: null } });
    await expect(link(anna, provider.id)).rejects.toMatchObject({ code: 'ACCOUNT_NOT_FOUND' });
  });
});

describe('raising a link', () => {
  it('takes the resident’s own basic link and a proof of its number; twice is once', async () => {
    const { provider, anna } = await household();
    const { linkId } = await link(anna, provider.id);
    expect(await linkToProve(deps(), { ...anna, linkId })).toMatchObject({ number: '1234567890' });
    const raise = async (who: Resident, proofKey: string) =>
      raiseLink(deps(), {
        ...who,
        linkId,
        proofKey,
        draftId: await startDraft(deps(), { identityId: who.identityId, kind: 'prove', minutes: 60 }),
      });
    const stranger = await make.resident();
    const strangers = await prove(stranger, provider.id);
    await expect(raise(stranger, strangers)).rejects.toMatchObject({ code: 'LINK_NOT_FOUND' });
    await expect(raise(anna, strangers)).rejects.toMatchObject({ code: 'PROOF_WRONG' });
    const own = await prove(anna, provider.id);
    await raise(anna, own);
    await raise(anna, own);
    const row = await database.prisma.accountLink.findUniqueOrThrow({ where: { id: linkId } });
    expect(row).toMatchObject({ level: 'full', proof: 'surname_flat' });
    expect(await database.prisma.auditEntry.count({ where: { action: 'account.prove' } })).toBe(1);
    await expect(linkToProve(deps(), { ...anna, linkId })).rejects.toMatchObject({ code: 'ALREADY_FULL' });
  });

  it('a provider without this proof, a frozen link, a stranger’s link', async () => {
    const { provider, account, anna } = await household();
    const frozen = await make.link({
      residentId: anna.residentId,
      accountId: account.id,
      level: 'basic',
      status: 'frozen',
    });
    await expect(linkToProve(deps(), { ...anna, linkId: frozen.id })).rejects.toMatchObject({
      code: 'LINK_NOT_FOUND',
    });
    await database.prisma.provider.update({ where: { id: provider.id }, data: { proofs: [] } });
    await database.prisma.accountLink.update({ where: { id: frozen.id }, data: { status: 'active' } });
    await expect(linkToProve(deps(), { ...anna, linkId: frozen.id })).rejects.toMatchObject({
      code: 'PROOF_NOT_OFFERED',
    });
    const stranger = await make.resident();
    await expect(linkToProve(deps(), { ...stranger, linkId: frozen.id })).rejects.toMatchObject({
      code: 'LINK_NOT_FOUND',
    });
  });
});

describe('list and card', () => {
  it('tell the balance, in one statement each', async () => {
    const { account, anna } = await household();
    const { id } = await make.link({ residentId: anna.residentId, accountId: account.id, name: 'Дом' });
    await make.bill({ accountId: account.id, total: 100_000, asOf: new Date('2026-11-05T00:00:00Z') });
    await make.payment({ accountId: account.id, amount: 30_000 });
    const list = await database.countStatements(() =>
      listAccounts(deps(), { residentId: anna.residentId, page: 0 }),
    );
    expect(list.statements).toHaveLength(1);
    expect(plannedAnew(list.statements)).toEqual([]);
    expect(list.result).toMatchObject({
      total: 1,
      rows: [{ name: 'Дом', number: '1234567890', left: 70_000 }],
    });
    const card = await database.countStatements(() =>
      showAccount(deps(), { residentId: anna.residentId, linkId: id }),
    );
    expect(card.statements).toHaveLength(1);
    expect(plannedAnew(card.statements)).toEqual([]);
    expect(card.result).toMatchObject({
      payer: 'Иванов Иван Иванович',
      address: 'г. Москва, ул. Спортивная, д. 12к2, 12а',
      area: '54.30',
      balance: { total: 100_000, left: 70_000, paidSince: 30_000 },
    });
  });

  it('hide the owner, the address and the flat at the basic level', async () => {
    const { account, anna } = await household();
    const { id } = await make.link({ residentId: anna.residentId, accountId: account.id, level: 'basic' });
    const card = await showAccount(deps(), { residentId: anna.residentId, linkId: id });
    expect(card).toMatchObject({
      payer: 'И*** И. И.',
      address: 'г. Москва, ул. С***, д. 12к2',
      area: null,
      residents: null,
      canProve: true,
    });
    expect(JSON.stringify(card)).not.toMatch(/Иванов|Спортивная|12а/);
  });

  it.each([
    ['a stranger’s', {}],
    ['a frozen', { status: 'frozen' as const }],
    ['a revoked', { status: 'revoked' as const, revokedAt: new Date() }],
    ['an expired', { expiresAt: new Date('2026-11-16T09:00:00Z') }],
  ])('%s link is not shown', async (which, over) => {
    const { account, anna } = await household();
    const owner = which.startsWith('a stranger') ? await make.resident() : anna;
    const { id } = await make.link({ residentId: owner.residentId, accountId: account.id, ...over });
    await expect(showAccount(deps(), { residentId: anna.residentId, linkId: id })).rejects.toMatchObject({
      code: 'LINK_NOT_FOUND',
    });
    expect(await listAccounts(deps(), { residentId: anna.residentId, page: 0 })).toMatchObject({
      total: 0,
      rows: [],
    });
  });

  it('page, and a page beyond the end is the last one', async () => {
    const { provider, anna } = await household();
    for (let n = 0; n < 8; n += 1) {
      const account = await make.account({ providerId: provider.id });
      await make.link({ residentId: anna.residentId, accountId: account.id, name: `Дом ${n}` });
    }
    const names = async (page: number) => {
      const list = await listAccounts(deps(), { residentId: anna.residentId, page });
      return [list.page, list.rows.map(({ name }) => name)];
    };
    expect(await names(0)).toEqual([0, ['Дом 0', 'Дом 1', 'Дом 2', 'Дом 3', 'Дом 4', 'Дом 5']]);
    expect(await names(9)).toEqual([1, ['Дом 6', 'Дом 7']]);
  });
});

describe('a provider that can be linked', () => {
  it('is active and issues bills', async () => {
    const { provider } = await household();
    expect(await showLinkableProvider(deps(), { providerId: provider.id })).toMatchObject({
      numberExample: '1234567890',
      basicLevel: true,
    });
    for (const over of [{ active: false }, { issuesBills: false }]) {
      const other = await make.provider(over);
      await expect(showLinkableProvider(deps(), { providerId: other.id })).rejects.toMatchObject({
        code: 'PROVIDER_NOT_FOUND',
      });
    }
  });
});
