import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { inTransaction } from '../../../src/database/in-transaction.ts';
import { kopecks } from '../../../src/domain/money.ts';
import type { RoleGrant } from '../../../src/domain/roles.ts';
import {
  listAccessQueue,
  showApplication,
  showObjection,
} from '../../../src/services/accounts/access-queue.ts';
import {
  applyForPin,
  cancelApplication,
  listApplications,
} from '../../../src/services/accounts/apply-for-pin.ts';
import { checkProof, type ProofAnswer } from '../../../src/services/accounts/check-proof.ts';
import { endExpiredShares } from '../../../src/services/accounts/end-expired-shares.ts';
import { makeLetters } from '../../../src/services/accounts/letters.ts';
import { linkAccount } from '../../../src/services/accounts/link-account.ts';
import { linkByToken, openLinkToken, tokenOfPayload } from '../../../src/services/accounts/link-tokens.ts';
import { listAccounts } from '../../../src/services/accounts/list-accounts.ts';
import { removeLink, restoreLink, setDefaultLink } from '../../../src/services/accounts/manage-link.ts';
import { decideObjection, objectToLink } from '../../../src/services/accounts/object-to-link.ts';
import { liftProofLock, listProofLocks } from '../../../src/services/accounts/proof-locks.ts';
import { approveApplication, rejectApplication } from '../../../src/services/accounts/review-application.ts';
import { listShares, revokeShare, shareAccount } from '../../../src/services/accounts/share-account.ts';
import { linkSibling, listSiblings } from '../../../src/services/accounts/siblings.ts';
import { tryNumber } from '../../../src/services/accounts/try-number.ts';
import { startDraft } from '../../../src/services/drafts/drafts.ts';
import { createKeyedHashes } from '../../../src/services/keyed-hashes.ts';
import { findPayee } from '../../../src/services/payments/find-payee.ts';
import { eraseResident } from '../../../src/services/residents/erase-person.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createFixtures, type Fixtures } from '../../support/fixtures.ts';

let database: Database;
let make: Fixtures;
let now: Date;
let keys = 0;
let sent: { phone: string; text: string }[];

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  await clean(database);
  now = new Date('2026-11-16T09:00:00Z');
  sent = [];
  make = createFixtures(database.prisma, () => now);
});

const hashes = createKeyedHashes('secret', 'salt');
const installation = {
  timezone: 'Europe/Moscow',
  defaultLocale: 'ru',
  adminTelegramIds: [],
  botUsername: 'bot',
  embedded: true,
} as const;
const deps = () => ({
  db: database.prisma,
  clock: { now: () => now },
  hashes,
  installation,
  notify: () => undefined,
  email: null,
  sms: {
    send: async ({ phone, text }: { phone: string; text: string }) => {
      sent.push({ phone, text });
    },
  },
});
const pass = (minutes: number): void => {
  now = new Date(now.getTime() + minutes * 60_000);
};
const code = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
    return 'ok';
  } catch (error) {
    return (error as { code: string }).code;
  }
};

interface Resident {
  readonly residentId: number;
  readonly identityId: number;
}
type Over = Parameters<Fixtures['provider']>[0];

async function household(over: Over = {}) {
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

async function draftOf({ identityId }: Resident, kind = 'link'): Promise<number> {
  return startDraft(deps(), { identityId, kind, minutes: 60 });
}

async function prove(who: Resident, providerId: number, answer: ProofAnswer, number = '1234567890') {
  keys += 1;
  const key = `k${keys}`;
  await checkProof(deps(), { residentId: who.residentId, providerId, number, answer, key });
  return key;
}

const FLAT = { kind: 'surname_flat', surname: 'Иванов', flat: '12а' } as const;

async function linked(who: Resident, providerId: number, answer: ProofAnswer | null = FLAT) {
  const proofKey = answer === null ? null : await prove(who, providerId, answer);
  const { linkId } = await linkAccount(deps(), {
    ...who,
    draftId: await draftOf(who),
    providerId,
    number: '1234567890',
    name: null,
    proofKey,
  });
  return linkId;
}

const everywhere: readonly RoleGrant[] = [{ id: 1, role: 'operator', companyId: null, expiresAt: null }];
const nowhere: readonly RoleGrant[] = [{ id: 1, role: 'manager', companyId: null, expiresAt: null }];
async function operator(companyId: number | null = null) {
  const { identityId } = await make.staff('operator', companyId);
  return { identityId, grants: [{ id: 1, role: 'operator', companyId, expiresAt: null }] as const };
}

describe('brute force and harvesting', () => {
  it('a thousand tries from many residents are stopped: by account, by person, in total', async () => {
    const { provider } = await household();
    const thieves = await Promise.all(Array.from({ length: 200 }, () => make.resident()));
    const others = await Promise.all(
      Array.from({ length: 140 }, (_, n) => make.account({ providerId: provider.id, flat: String(n) })),
    );
    const answers = new Map<string, number>();
    for (let n = 0; n < 1000; n += 1) {
      const thief = thieves[n % thieves.length];
      // Half of them at one flat, half at the rest of the house.
      const number = n % 2 === 0 ? '1234567890' : (others[n % others.length]?.number ?? '');
      if (thief === undefined) throw new Error('no thief');
      const answer = { kind: 'surname_flat', surname: `Вор${'абвгдежзик'[n % 10]}`, flat: '12а' } as const;
      const result = await code(prove(thief, provider.id, answer, number));
      answers.set(result, (answers.get(result) ?? 0) + 1);
    }
    // Neither the flats of the house nor the thieves are used up: it is the total that stops them.
    expect(Object.fromEntries(answers)).toEqual({ PROOF_WRONG: 300, PROOF_LOCKED: 700 });
    const byAccount = await database.prisma.proofAttempt.groupBy({ by: ['numberHash'], _count: true });
    const byPerson = await database.prisma.proofAttempt.groupBy({ by: ['residentId'], _count: true });
    expect(Math.max(...byAccount.map((row) => row._count))).toBe(5);
    expect(Math.max(...byPerson.map((row) => row._count))).toBeLessThanOrEqual(5);
    // Even the right answer is refused now, and nothing was linked.
    expect(await code(prove(await make.resident(), provider.id, FLAT))).toBe('PROOF_LOCKED');
    expect(await database.prisma.accountLink.count()).toBe(0);
  }, 600_000);

  it('patience does not help: a thousand tries over ten days are fifteen a day at one flat', async () => {
    const { provider } = await household();
    const thieves = await Promise.all(Array.from({ length: 50 }, () => make.resident()));
    const looked: number[] = [];
    for (let n = 0; n < 1000; n += 1) {
      const thief = thieves[n % thieves.length] ?? thieves[0];
      if (thief === undefined) throw new Error('no thief');
      const result = await code(prove(thief, provider.id, { ...FLAT, surname: 'Петров' }));
      if (result === 'PROOF_WRONG') looked.push(now.getTime());
      else expect(result).toMatch(/^PROOF_LOCKED/);
      pass(14);
    }
    const within = (ms: number) =>
      Math.max(...looked.map((at) => looked.filter((other) => other >= at && other < at + ms).length));
    expect(within(3_600_000)).toBeLessThanOrEqual(5);
    expect(within(86_400_000)).toBe(15);
    expect(looked.length).toBeLessThanOrEqual(15 * 10);
  }, 600_000);

  it.each<[string, (n: number) => ProofAnswer]>([
    ['PINs', (n) => ({ kind: 'pin', pin: String(n).padStart(6, '0') })],
    [
      'drawn QR codes',
      (n) => ({ kind: 'bill_qr', qr: { sum: kopecks(n), period: '2026-10', payer: 'Иванов', flat: null } }),
    ],
  ])('%s are guessed as little as surnames', async (_, answer) => {
    const { provider, account } = await household({ proofs: ['pin', 'bill_qr'] });
    await make.bill({ accountId: account.id, total: 1_222_181, period: '2026-10' });
    const answers = new Map<string, number>();
    for (let n = 0; n < 60; n += 1) {
      const result = await code(prove(await make.resident(), provider.id, answer(n)));
      answers.set(result, (answers.get(result) ?? 0) + 1);
    }
    expect(Object.fromEntries(answers)).toEqual({ PROOF_WRONG: 5, PROOF_LOCKED: 55 });
  });

  it.each(['linking', 'paying', 'both'] as const)(
    'with the basic level off a harvester gets one answer by %s, and ten of them',
    async (way) => {
      const { provider, anna } = await household({ basicLevel: false });
      const answers = new Set<string>();
      let refused = 0;
      for (let n = 0; n < 30; n += 1) {
        const number = n === 3 ? '1234567890' : String(4_200_000_000 + n);
        keys += 1;
        const options = {
          residentId: anna.residentId,
          providerId: provider.id,
          number,
          key: `h${keys}`,
        };
        const pays = way === 'paying' || (way === 'both' && n % 2 === 1);
        try {
          const told = await (pays ? findPayee(deps(), options) : tryNumber(deps(), options));
          answers.add(JSON.stringify(told));
        } catch (error) {
          const { code: problem } = error as { code: string };
          if (problem === 'NUMBER_LIMIT') refused += 1;
          else answers.add(problem);
        }
      }
      const [linking, paying] = ['{"proofFirst":true,"address":null}', 'PAYEE_NEEDS_LINK'];
      const expected = { linking: [linking], paying: [paying], both: [linking, paying] }[way];
      expect([...answers]).toEqual(expected);
      expect(refused).toBe(20);
    },
  );

  it('with the basic level on ten different numbers a day are told, linked and paid together', async () => {
    const { provider, anna } = await household();
    for (let n = 0; n < 9; n += 1) {
      keys += 1;
      const options = {
        residentId: anna.residentId,
        providerId: provider.id,
        number: String(4_200_000_000 + n),
        key: `h${keys}`,
      };
      const problem = n % 2 === 0 ? 'ACCOUNT_NOT_FOUND' : 'PAYEE_NOT_FOUND';
      expect(await code(n % 2 === 0 ? tryNumber(deps(), options) : findPayee(deps(), options))).toBe(problem);
    }
    const own = { residentId: anna.residentId, providerId: provider.id, number: '1234567890', key: 'own' };
    // Masked, whoever asks.
    expect(await findPayee(deps(), own)).toEqual({ address: 'г. Москва, ул. С***, д. 12к2', left: null });
    const next = { ...own, number: '4300000000', key: 'next' };
    expect(await code(findPayee(deps(), next))).toBe('NUMBER_LIMIT');
    expect(await code(tryNumber(deps(), next))).toBe('NUMBER_LIMIT');
    expect(await code(tryNumber(deps(), { ...own, key: 'again' }))).toBe('ok');
  });

  it('a lock is lifted by staff of that company, by nobody else', async () => {
    const { provider, account, anna } = await household();
    for (let n = 0; n < 5; n += 1) {
      expect(await code(prove(anna, provider.id, { ...FLAT, surname: 'Петров' }))).toBe('PROOF_WRONG');
    }
    expect(await code(prove(anna, provider.id, FLAT))).toBe('PROOF_LOCKED');
    const own = await operator(provider.companyId);
    const foreign = await operator((await make.company()).id);
    const locks = await listProofLocks(deps(), { actor: own });
    expect(locks.map(({ kind, id }) => [kind, id]).sort()).toEqual([
      ['account', account.id],
      ['resident', anna.residentId],
    ]);
    expect(await listProofLocks(deps(), { actor: foreign })).toEqual([]);
    expect(await code(listProofLocks(deps(), { actor: { identityId: 1, grants: nowhere } }))).toBe(
      'NOT_ALLOWED',
    );
    await liftProofLock(deps(), { actor: foreign, kind: 'resident', id: anna.residentId });
    expect(await code(prove(anna, provider.id, FLAT))).toBe('PROOF_LOCKED');
    await liftProofLock(deps(), { actor: own, kind: 'resident', id: anna.residentId });
    await liftProofLock(deps(), { actor: own, kind: 'resident', id: anna.residentId });
    expect(await code(prove(anna, provider.id, FLAT))).toBe('ok');
    expect(await database.prisma.auditEntry.count({ where: { action: 'access.unlock' } })).toBe(1);
  });
});

describe('the other proofs', () => {
  it('one that the provider does not take is not looked at', async () => {
    const { provider, anna } = await household({ proofs: ['pin'] });
    expect(await code(prove(anna, provider.id, FLAT))).toBe('PROOF_NOT_OFFERED');
    expect(await database.prisma.proofAttempt.count()).toBe(0);
  });

  it('the phone on file must be the confirmed one', async () => {
    const { provider, account } = await household({ proofs: ['phone'] });
    const owner = await make.resident({ phone: '+79161112233', phoneConfirmedAt: now });
    const unconfirmed = await make.resident({ phone: '+79161112244' });
    await database.prisma.account.update({
      where: { id: account.id },
      data: { phoneOnFile: '+79161112233' },
    });
    expect(await code(prove(unconfirmed, provider.id, { kind: 'phone' }))).toBe('PROOF_WRONG');
    expect(await code(prove(owner, provider.id, { kind: 'phone' }, '4200000000'))).toBe('PROOF_WRONG');
    const linkId = await linked(owner, provider.id, { kind: 'phone' });
    expect(await database.prisma.accountLink.findUnique({ where: { id: linkId } })).toMatchObject({
      level: 'full',
      proof: 'phone',
    });
  });

  it('the QR of the newest bill proves; where the sum is no secret it must name the payer', async () => {
    const { provider, account, anna } = await household({ proofs: ['bill_qr'] });
    await make.bill({ accountId: account.id, total: 1_222_181, period: '2026-10' });
    const qr = { sum: kopecks(1_222_181), period: '2026-10', payer: null, flat: null } as const;
    const answer = (over: object): ProofAnswer => ({ kind: 'bill_qr', qr: { ...qr, ...over } });
    expect(await code(prove(anna, provider.id, answer({})))).toBe('PROOF_QR_POOR');
    expect(await code(prove(anna, provider.id, answer({ payer: 'Петров' })))).toBe('PROOF_WRONG');
    expect(await code(prove(anna, provider.id, answer({ payer: 'Иванов', sum: kopecks(1) })))).toBe(
      'PROOF_WRONG',
    );
    expect(await code(prove(anna, provider.id, answer({ payer: 'Иванов', period: '2026-09' })))).toBe(
      'PROOF_WRONG',
    );
    expect(await code(prove(anna, provider.id, answer({ payer: 'Иванов Иван', flat: '12А' })))).toBe('ok');
    await database.prisma.provider.update({ where: { id: provider.id }, data: { basicLevel: false } });
    expect(await code(prove(await make.resident(), provider.id, answer({})))).toBe('ok');
  });

  it('a PIN: applied for, approved, sent by SMS, entered once, locked by wrong ones', async () => {
    const { provider, account } = await household({ proofs: ['pin'], basicLevel: false });
    const anna = await make.resident({ phone: '+79161112233', phoneConfirmedAt: now });
    const apply = async (number = '1234567890') =>
      applyForPin(deps(), {
        ...anna,
        draftId: await draftOf(anna),
        providerId: provider.id,
        number,
        application: { name: 'Иванов Иван', address: 'Москва, Спортивная, 12', flat: '12а', contact: '' },
        photo: { fileId: 'file', uniqueId: 'unique' },
      });
    const { requestId } = await apply();
    expect(await code(apply())).toBe('APPLICATION_WAITING');
    // Whether the number exists is not told to who applies.
    expect(await code(apply('4200000000'))).toBe('ok');
    const actor = await operator(provider.companyId);
    const foreign = await operator((await make.company()).id);
    expect((await listAccessQueue(deps(), { actor, page: 0 })).total).toBe(2);
    expect((await listAccessQueue(deps(), { actor: foreign, page: 0 })).total).toBe(0);
    expect(await code(showApplication(deps(), { actor: foreign, requestId }))).toBe('NOT_ALLOWED');
    expect(await showApplication(deps(), { actor, requestId })).toMatchObject({
      books: { payer: 'Иванов Иван Иванович' },
      photos: ['file'],
    });
    const compose = (pin: string) => ({ text: pin, subject: 's' });
    const approval = { actor, requestId, compose, afterCodeId: 0 };
    expect(await code(approveApplication(deps(), { ...approval, actor: foreign }))).toBe('NOT_ALLOWED');
    expect(await approveApplication(deps(), approval)).toMatchObject({ by: 'sms' });
    // The same press come twice makes no second PIN.
    expect(await code(approveApplication(deps(), approval))).toBe('APPLICATION_PIN_SENT');
    expect(sent).toHaveLength(1);
    const pin = sent[0]?.text ?? '';
    expect(pin).toMatch(/^\d{6}$/);
    expect(JSON.stringify(await database.prisma.accessCode.findMany())).not.toContain(pin);
    expect((await listApplications(deps(), anna))[1]).toMatchObject({ requestId, state: 'approved' });
    // Somebody else's PIN opens nothing.
    expect(await code(prove(await make.resident(), provider.id, { kind: 'pin', pin }))).toBe('PROOF_WRONG');
    const wrong = pin === '000000' ? '000001' : '000000';
    expect(await code(prove(anna, provider.id, { kind: 'pin', pin: wrong }))).toBe('PROOF_WRONG');
    await linked(anna, provider.id, { kind: 'pin', pin });
    expect((await listApplications(deps(), anna)).map(({ number }) => number)).toEqual(['4200000000']);
    pass(61);
    expect(await code(prove(anna, provider.id, { kind: 'pin', pin }))).toBe('PROOF_WRONG');
    expect(
      await database.prisma.accessCode.count({ where: { accountId: account.id, consumedAt: { not: null } } }),
    ).toBe(1);
  });

  it('an application is rejected with a reason, withdrawn, and runs out', async () => {
    const { provider, anna } = await household({ proofs: ['pin'] });
    const actor = await operator(null);
    const application = { name: 'И', address: 'М', flat: '1', contact: '' };
    const apply = async () => {
      const draftId = await draftOf(anna);
      const target = { providerId: provider.id, number: '1234567890', application, photo: null };
      return (await applyForPin(deps(), { ...anna, draftId, ...target })).requestId;
    };
    const first = await apply();
    await rejectApplication(deps(), { actor, requestId: first, reason: 'Нет документа' });
    expect(
      await code(
        approveApplication(deps(), {
          actor,
          requestId: first,
          afterCodeId: 0,
          compose: () => ({ text: '', subject: '' }),
        }),
      ),
    ).toBe('APPLICATION_DECIDED');
    expect(await listApplications(deps(), anna)).toMatchObject([
      { state: 'rejected', reason: 'Нет документа' },
    ]);
    const second = await apply();
    const stranger = await make.resident();
    expect(await code(cancelApplication(deps(), { ...stranger, requestId: second }))).toBe(
      'APPLICATION_NOT_FOUND',
    );
    await cancelApplication(deps(), { ...anna, requestId: second });
    const third = await apply();
    pass(31 * 24 * 60);
    expect(await listApplications(deps(), anna)).toMatchObject([{ requestId: third, state: 'expired' }]);
    expect(await code(apply())).toBe('ok');
    expect(await database.prisma.delivery.count({ where: { kind: 'accounts.application-decided' } })).toBe(1);
  });
});

describe('those who have the account already', () => {
  it('are told, object once, and the company decides', async () => {
    const { provider, anna } = await household();
    await linked(anna, provider.id);
    const basicHolder = await make.resident();
    await linked(basicHolder, provider.id, null);
    const boris = await make.resident();
    const linkId = await linked(boris, provider.id);
    const told = await database.prisma.delivery.findMany({ where: { kind: 'accounts.linked-by-another' } });
    // Of the two newcomers; who has the number alone is told nothing.
    expect(told.map(({ identityId }) => identityId)).toEqual([anna.identityId, anna.identityId]);
    expect(await code(objectToLink(deps(), { ...basicHolder, linkId }))).toBe('OBJECTION_NOT_YOURS');
    expect(await code(objectToLink(deps(), { ...(await make.resident()), linkId }))).toBe(
      'OBJECTION_NOT_YOURS',
    );
    const { linkId: annas } = {
      linkId: (await listAccounts(deps(), { residentId: anna.residentId, page: 0 })).rows[0]?.linkId ?? 0,
    };
    expect(await code(objectToLink(deps(), { ...boris, linkId: annas }))).toBe('OBJECTION_NOT_YOURS');

    await objectToLink(deps(), { ...anna, linkId });
    await objectToLink(deps(), { ...anna, linkId });
    expect(await listAccounts(deps(), { residentId: boris.residentId, page: 0 })).toMatchObject({
      total: 0,
      frozen: 1,
    });
    expect(await code(removeLink(deps(), { ...boris, linkId }))).toBe('LINK_NOT_FOUND');
    expect(await code(linked(boris, provider.id))).toBe('LINK_FROZEN');
    const actor = await operator(provider.companyId);
    const foreign = await operator((await make.company()).id);
    expect((await listAccessQueue(deps(), { actor, page: 0 })).rows).toMatchObject([
      { kind: 'objection', id: linkId },
    ]);
    expect(await code(showObjection(deps(), { actor: foreign, linkId }))).toBe('NOT_ALLOWED');
    expect(await code(decideObjection(deps(), { actor: foreign, linkId, keep: true }))).toBe('NOT_ALLOWED');
    await decideObjection(deps(), { actor, linkId, keep: true });
    await decideObjection(deps(), { actor, linkId, keep: true });
    expect(await code(decideObjection(deps(), { actor, linkId, keep: false }))).toBe('OBJECTION_DECIDED');
    expect((await listAccounts(deps(), { residentId: boris.residentId, page: 0 })).total).toBe(1);
    expect(await code(objectToLink(deps(), { ...anna, linkId }))).toBe('OBJECTION_DECIDED');
    const decided = await database.prisma.delivery.findMany({ where: { kind: 'accounts.link-decided' } });
    expect(decided.map(({ identityId }) => identityId)).toEqual([boris.identityId, boris.identityId]);
  });
});

describe('sharing and one-time links', () => {
  it('a relative takes the link once, sees as long as agreed, and no longer than the sharer', async () => {
    const { provider, anna } = await household();
    const linkId = await linked(anna, provider.id);
    const draftId = await draftOf(anna, 'share');
    const order = { ...anna, draftId, linkId, level: 'basic', term: 'month' } as const;
    const { url } = await shareAccount(deps(), order);
    expect((await shareAccount(deps(), order)).url).toBe(url);
    expect(url).toMatch(/^https:\/\/t\.me\/bot\?start=acc_[\w-]{43}$/);
    const token = tokenOfPayload(url.split('start=')[1] ?? '') ?? '';
    expect(
      JSON.stringify(await database.prisma.linkToken.findMany(), (_, value) => String(value)),
    ).not.toContain(token);
    expect(await code(openLinkToken(deps(), { token, ...anna }))).toBe('LINK_TOKEN_OWN');
    const olga = await make.resident();
    const offered = await openLinkToken(deps(), { token, ...olga });
    expect(offered).toMatchObject({ kind: 'share', level: 'basic' });
    const take = { ...olga, draftId: await draftOf(olga), tokenId: offered.tokenId, name: 'Мама' };
    const taken = await linkByToken(deps(), take);
    expect(await linkByToken(deps(), take)).toMatchObject({ linkId: taken.linkId });
    const pavel = await make.resident();
    expect(await code(openLinkToken(deps(), { token, ...pavel }))).toBe('LINK_TOKEN_GONE');
    expect(await code(openLinkToken(deps(), { token: 'x'.repeat(43), ...pavel }))).toBe('LINK_TOKEN_GONE');
    expect(await code(linkByToken(deps(), { ...take, ...pavel, draftId: await draftOf(pavel) }))).toBe(
      'LINK_TOKEN_GONE',
    );

    const seen = async () => (await listAccounts(deps(), { residentId: olga.residentId, page: 0 })).total;
    expect(await seen()).toBe(1);
    expect(
      await code(
        shareAccount(deps(), {
          ...olga,
          draftId: await draftOf(olga),
          linkId: taken.linkId,
          level: 'basic',
          term: 'year',
        }),
      ),
    ).toBe('SHARE_NOT_OWN');
    await database.prisma.resident.update({
      where: { id: anna.residentId },
      data: { blockedAt: now, blockedBy: 'resident' },
    });
    expect(await seen()).toBe(0);
    await database.prisma.resident.update({
      where: { id: anna.residentId },
      data: { blockedAt: null, blockedBy: null },
    });
    expect(await listShares(deps(), { ...anna, linkId })).toMatchObject([
      { kind: 'taken', id: taken.linkId },
    ]);
    expect(await code(revokeShare(deps(), { ...pavel, kind: 'taken', id: taken.linkId }))).toBe(
      'LINK_NOT_FOUND',
    );
    pass(31 * 24 * 60);
    expect(await seen()).toBe(0);
  });

  it('raises who has the account at the basic level, for as long as the share lasts', async () => {
    const { provider, anna } = await household();
    const linkId = await linked(anna, provider.id);
    const olga = await make.resident();
    const own = await linked(olga, provider.id, null);
    const { url } = await shareAccount(deps(), {
      ...anna,
      draftId: await draftOf(anna),
      linkId,
      level: 'full',
      term: 'month',
    });
    const token = tokenOfPayload(url.split('start=')[1] ?? '') ?? '';
    const offered = await openLinkToken(deps(), { token, ...olga });
    const take = { ...olga, draftId: await draftOf(olga), tokenId: offered.tokenId, name: null };
    expect(await linkByToken(deps(), take)).toMatchObject({ linkId: own, level: 'full' });
    const raised = await database.prisma.accountLink.findUniqueOrThrow({ where: { id: own } });
    expect(raised).toMatchObject({ level: 'full', proof: 'share', sharedById: linkId, status: 'active' });
    expect(raised.expiresAt?.toISOString()).toBe(offered.until);
    // Who shared it knows, and is not warned of a stranger.
    const warned = { subject: `link:${own}:full` };
    expect(await database.prisma.delivery.findMany({ where: warned })).toMatchObject([
      { kind: 'accounts.share-taken', identityId: anna.identityId, params: { linkId, level: 'full' } },
    ]);
    expect(await listShares(deps(), { ...anna, linkId })).toMatchObject([{ kind: 'taken', id: own }]);

    // The share runs out: what Olga had by herself stays.
    pass(31 * 24 * 60);
    expect(await endExpiredShares(deps())).toEqual({ ended: 1 });
    expect(await endExpiredShares(deps())).toEqual({ ended: 0 });
    expect(await database.prisma.accountLink.findUniqueOrThrow({ where: { id: own } })).toMatchObject({
      level: 'basic',
      proof: 'none',
      status: 'active',
      sharedById: null,
      expiresAt: null,
      raisedFrom: null,
    });
    expect((await listAccounts(deps(), { residentId: olga.residentId, page: 0 })).total).toBe(1);
    expect(await listShares(deps(), { ...anna, linkId })).toEqual([]);
  });

  it.each(['taken back', 'the sharer removes the account', 'the sharer is erased'] as const)(
    'leaves the basic level to who had it before when %s',
    async (end) => {
      const { provider, anna } = await household();
      const linkId = await linked(anna, provider.id);
      const olga = await make.resident();
      const own = await linked(olga, provider.id, null);
      const { url } = await shareAccount(deps(), {
        ...anna,
        draftId: await draftOf(anna),
        linkId,
        level: 'full',
        term: 'forever',
      });
      const offered = await openLinkToken(deps(), {
        token: tokenOfPayload(url.split('start=')[1] ?? '') ?? '',
        ...olga,
      });
      const draftId = await draftOf(olga);
      await linkByToken(deps(), { ...olga, draftId, tokenId: offered.tokenId, name: null });
      if (end === 'taken back') await revokeShare(deps(), { ...anna, kind: 'taken', id: own });
      else if (end === 'the sharer removes the account') await removeLink(deps(), { ...anna, linkId });
      else
        await inTransaction(database.prisma, (tx) =>
          eraseResident(tx, deps(), { residentId: anna.residentId, identityIds: [anna.identityId] }),
        );
      expect(await database.prisma.accountLink.findUniqueOrThrow({ where: { id: own } })).toMatchObject({
        level: 'basic',
        proof: 'none',
        status: 'active',
        sharedById: null,
        raisedFrom: null,
      });
      expect((await listAccounts(deps(), { residentId: olga.residentId, page: 0 })).total).toBe(1);
    },
  );

  it('is revoked at once, and ends when the sharer removes the account; no more than one has is given', async () => {
    const { provider, anna } = await household();
    const linkId = await linked(anna, provider.id, null);
    const share = async (level: 'basic' | 'full') =>
      shareAccount(deps(), { ...anna, draftId: await draftOf(anna), linkId, level, term: 'forever' });
    expect(await code(share('full'))).toBe('SHARE_LEVEL');
    const take = async () => {
      const { url } = await share('basic');
      const someone = await make.resident();
      const offered = await openLinkToken(deps(), {
        token: tokenOfPayload(url.split('start=')[1] ?? '') ?? '',
        ...someone,
      });
      const { linkId: id } = await linkByToken(deps(), {
        ...someone,
        draftId: await draftOf(someone),
        tokenId: offered.tokenId,
        name: null,
      });
      return { someone, id };
    };
    const first = await take();
    const second = await take();
    await share('basic');
    await revokeShare(deps(), { ...anna, kind: 'taken', id: first.id });
    await revokeShare(deps(), { ...anna, kind: 'taken', id: first.id });
    expect((await listAccounts(deps(), { residentId: first.someone.residentId, page: 0 })).total).toBe(0);
    await removeLink(deps(), { ...anna, linkId });
    expect((await listAccounts(deps(), { residentId: second.someone.residentId, page: 0 })).total).toBe(0);
    expect(await database.prisma.linkToken.count({ where: { consumedAt: null, revokedAt: null } })).toBe(0);
  });

  it('letters: one link an account, the same when made again, none for who has it, none for a foreign company', async () => {
    const { provider, anna } = await household();
    await make.account({
      providerId: provider.id,
      number: '4200000001',
      address: 'г. Москва, ул. Центральная, д. 5',
    });
    const actor = await operator(provider.companyId);
    const order = {
      actor,
      providerId: provider.id,
      houseAccountId: null,
      level: 'full',
      batch: 'b1',
    } as const;
    const made = await makeLetters(deps(), order);
    expect(made.letters).toHaveLength(2);
    pass(5);
    expect(await makeLetters(deps(), order)).toEqual(made);
    expect(await database.prisma.linkToken.count()).toBe(2);
    expect(
      await code(makeLetters(deps(), { ...order, actor: await operator((await make.company()).id) })),
    ).toBe('NOT_ALLOWED');
    const letter = made.letters.find(({ number }) => number === '1234567890');
    const token = tokenOfPayload(letter?.url.split('start=')[1] ?? '') ?? '';
    const basic = await linked(anna, provider.id, null);
    const offered = await openLinkToken(deps(), { token, ...anna });
    const result = await linkByToken(deps(), {
      ...anna,
      draftId: await draftOf(anna),
      tokenId: offered.tokenId,
      name: null,
    });
    expect(result).toMatchObject({ linkId: basic, level: 'full' });
    expect((await makeLetters(deps(), { ...order, batch: 'b2' })).letters).toHaveLength(1);
    pass(91 * 24 * 60);
    const other =
      tokenOfPayload(made.letters.find((row) => row !== letter)?.url.split('start=')[1] ?? '') ?? '';
    expect(await code(openLinkToken(deps(), { token: other, ...anna }))).toBe('LINK_TOKEN_GONE');
    expect(await code(makeLetters(deps(), { ...order, actor: { identityId: 1, grants: nowhere } }))).toBe(
      'NOT_ALLOWED',
    );
    expect(everywhere).toHaveLength(1);
  });
});

describe('mine', () => {
  it('an account is removed, put back within a day, once; the default moves on', async () => {
    const { provider, account, anna } = await household();
    const first = await linked(anna, provider.id);
    const other = await make.account({ providerId: provider.id });
    const second = (await make.link({ residentId: anna.residentId, accountId: other.id })).id;
    const defaultOf = async () =>
      (await database.prisma.resident.findUniqueOrThrow({ where: { id: anna.residentId } })).defaultLinkId;
    await setDefaultLink(deps(), { ...anna, linkId: first });
    const stranger = await make.resident();
    for (const work of [setDefaultLink, removeLink, restoreLink]) {
      expect(await code(work(deps(), { ...stranger, linkId: first }))).toBe('LINK_NOT_FOUND');
    }
    await removeLink(deps(), { ...anna, linkId: first });
    await removeLink(deps(), { ...anna, linkId: first });
    expect(await defaultOf()).toBe(second);
    await restoreLink(deps(), { ...anna, linkId: first });
    await restoreLink(deps(), { ...anna, linkId: first });
    expect((await listAccounts(deps(), { residentId: anna.residentId, page: 0 })).total).toBe(2);
    await removeLink(deps(), { ...anna, linkId: first });
    await make.link({ residentId: anna.residentId, accountId: account.id });
    expect(await code(restoreLink(deps(), { ...anna, linkId: first }))).toBe('ACCOUNT_ALREADY_LINKED');
    await removeLink(deps(), { ...anna, linkId: second });
    pass(25 * 60);
    expect(await code(restoreLink(deps(), { ...anna, linkId: second }))).toBe('UNDO_TOO_LATE');
  });

  it('other accounts of the same flat and payer come without a new proof, strangers’ do not', async () => {
    const { provider, anna } = await household();
    const same = {
      payerName: 'ИВАНОВ ИВАН ИВАНОВИЧ',
      flat: '12а',
      address: 'г. Москва, ул. Спортивная, д. 12к2',
    };
    const fund = await make.provider({ companyId: provider.companyId, name: 'Фонд' });
    const sibling = await make.account({ providerId: fund.id, ...same });
    const neighbour = await make.account({ providerId: fund.id, ...same, flat: '13' });
    const foreign = await make.account({ ...same });
    const linkId = await linked(anna, provider.id);
    expect(await listSiblings(deps(), { ...anna, linkId })).toMatchObject([{ accountId: sibling.id }]);
    for (const accountId of [neighbour.id, foreign.id]) {
      expect(await code(linkSibling(deps(), { ...anna, linkId, accountId }))).toBe('LINK_NOT_FOUND');
    }
    const stranger = await make.resident();
    expect(await code(linkSibling(deps(), { ...stranger, linkId, accountId: sibling.id }))).toBe(
      'LINK_NOT_FOUND',
    );
    const added = await linkSibling(deps(), { ...anna, linkId, accountId: sibling.id });
    expect(await linkSibling(deps(), { ...anna, linkId, accountId: sibling.id })).toEqual(added);
    expect(await listSiblings(deps(), { ...anna, linkId })).toEqual([]);
  });
});
