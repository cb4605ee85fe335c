import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { kopecks } from '../../../src/domain/money.ts';
import { type BillingDate, parsePeriod } from '../../../src/domain/period.ts';
import { CONFIGURED_ADMINISTRATOR } from '../../../src/domain/roles.ts';
import { listAccessQueue, showObjection } from '../../../src/services/accounts/access-queue.ts';
import { checkProof, type ProofAnswer, provedBy } from '../../../src/services/accounts/check-proof.ts';
import { linkAccount } from '../../../src/services/accounts/link-account.ts';
import { REMOVED, restoreLink } from '../../../src/services/accounts/manage-link.ts';
import { decideObjection } from '../../../src/services/accounts/object-to-link.ts';
import { raiseLink } from '../../../src/services/accounts/raise-link.ts';
import { showAccount } from '../../../src/services/accounts/show-account.ts';
import { listBills } from '../../../src/services/bills/list-bills.ts';
import { applyImport } from '../../../src/services/imports/apply-import.ts';
import { type AnyPlan, planFile } from '../../../src/services/imports/plan-file.ts';
import { planReport } from '../../../src/services/imports/plan-report.ts';
import { applyRows } from '../../../src/services/imports/rows/apply-rows.ts';
import { createKeyedHashes } from '../../../src/services/keyed-hashes.ts';
import { changeOwner } from '../../../src/services/people/change-owner.ts';
import { createTexts } from '../../../src/texts/texts.ts';
import { clean, openTestDatabase } from '../../support/database.ts';
import { createImportWorld, type ImportWorld, row, table } from './world.ts';

const texts = createTexts({
  onProblem: (problem) => {
    throw new Error(problem);
  },
});
const NUMBER = '4200000001';
const PHONE = '+79161234567';
type Way = 'bills' | 'accounts';

let database: Database;
let world: ImportWorld;
let residentId: number;
let identityId: number;
let linkId: number;
let accountId: number;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
/** Ivanov of flat 7 has his account at the full level. */
beforeEach(async () => {
  await clean(database);
  world = await createImportWorld(database);
  await world.load(table([row()]));
  const { db } = world.deps;
  ({ id: accountId } = await db.account.findFirstOrThrow({ where: { number: NUMBER } }));
  ({ residentId, identityId } = await world.make.resident());
  ({ id: linkId } = await world.make.link({ residentId, accountId, level: 'full', proof: 'surname_flat' }));
});

/** The file of this way that says so of the account; bills are those of the next month. */
function file(way: Way, says: Record<string, string>): Buffer {
  if (way === 'bills') {
    return table([row({ Период: '11.2026', 'Дата счета': '16.11.2026', ...says })]);
  }
  return table([
    {
      'Лицевой счет': NUMBER,
      Поставщик: 'Смарт Запад (ЖКУ)',
      ФИО: 'Иванов Иван Иванович',
      Квартира: '7',
      ...says,
    },
  ]);
}

const plan = (bytes: Uint8Array): Promise<AnyPlan> =>
  planFile(world.deps, { bytes, fileName: 'file.csv', companies: 'all', kind: null });

async function publish(bytes: Uint8Array): Promise<number> {
  const planned = await plan(bytes);
  const actor = { actorId: null, actorKind: 'cli' } as const;
  const result =
    planned.kind === 'bills'
      ? await applyImport(world.deps, { plan: planned, createAccounts: false, actor })
      : await applyRows(world.deps, { plan: planned, actor });
  return result.batchId;
}

/** What the resident reads of the payer; null = nothing at all. */
const seen = (link = linkId, resident = residentId): Promise<string | null> =>
  showAccount(world.deps, { residentId: resident, linkId: link }).then(
    ({ payer }) => payer,
    () => null,
  );

const actor = () => ({ identityId, grants: [CONFIGURED_ADMINISTRATOR] });
const queue = async () => (await listAccessQueue(world.deps, { actor: actor(), page: 0 })).rows;
const decide = (keep: boolean) =>
  decideObjection({ ...world.deps, notify: () => undefined }, { actor: actor(), linkId, keep });
const told = async () =>
  (await world.deps.db.delivery.findMany({ where: { kind: 'accounts.link-decided' } })).map(({ params }) =>
    String(Object(params).decision),
  );
const report = async (bytes: Buffer, locale: 'ru' | 'en' = 'ru') =>
  planReport(await plan(bytes), texts.for(locale), 'Europe/Moscow').replace(/[\u2068\u2069]/g, '');

describe.each<Way>(['bills', 'accounts'])('a list of %s with another payer', (way) => {
  it('closes the access of who proved the former one, once, until staff gives it back', async () => {
    const shared = await world.make.resident();
    const { id: share } = await world.make.link({
      residentId: shared.residentId,
      accountId,
      level: 'basic',
      sharedById: linkId,
    });
    const guest = await world.make.resident();
    const { id: basic } = await world.make.link({ residentId: guest.residentId, accountId, level: 'basic' });
    const bytes = file(way, { ФИО: 'Петрова Анна Сергеевна' });
    expect(await report(bytes)).toContain(`У 1 добавленного счёта другой плательщик или квартира: ${NUMBER}`);
    expect(await report(bytes, 'en')).toContain(`1 linked account has another payer or flat: ${NUMBER}`);
    expect(await seen()).toBe('Иванов Иван Иванович');

    await publish(bytes);
    await publish(bytes);
    expect(await seen()).toBeNull();
    expect(await seen(share, shared.residentId)).toBeNull();
    // Who has only the number sees no name, and pays as before.
    expect(await seen(basic, guest.residentId)).not.toContain('Петрова');
    expect(await queue()).toMatchObject([{ kind: 'payer', id: linkId, number: NUMBER }]);
    expect(await showObjection(world.deps, { actor: actor(), linkId })).toMatchObject({
      reason: 'payer',
      payer: 'Петрова Анна Сергеевна',
    });
    expect(await told()).toEqual(['payer']);
    expect(
      await world.deps.db.auditEntry.count({
        where: { action: 'account.freeze', subject: `account:${accountId}` },
      }),
    ).toBe(1);

    await decide(true);
    expect(await seen()).toBe('Петрова Анна Сергеевна');
    expect(await seen(share, shared.residentId)).not.toBeNull();
    expect(await queue()).toEqual([]);
    // The same payer in the next file is nothing new.
    await publish(file(way, { ФИО: 'Петрова А. С.' }));
    expect(await seen()).toBe('Петрова А. С.');
    expect((await told()).sort()).toEqual(['kept', 'payer']);
  });

  it.each<[string, Record<string, string>]>([
    ['another spelling', { ФИО: 'ИВАНОВ И.И.' }],
    ['another first name', { ФИО: 'Иванов Пётр' }],
    ['one more owner', { ФИО: 'Иванов И. И., Петрова А. С.' }],
    ['no payer and no flat', { ФИО: '', Квартира: '', Адрес: 'г. Москва, ул. Спортивная, 12к2' }],
    ['the same flat', { Квартира: 'кв. 07' }],
  ])('%s suspends nobody', async (_, says) => {
    const bytes = file(way, says);
    expect(await report(bytes)).not.toContain('🔒');
    await publish(bytes);
    expect(await seen()).not.toBeNull();
    expect(await queue()).toEqual([]);
    expect(await told()).toEqual([]);
  });

  it('another flat closes it, too; neither rolling back nor a removed link opens it again', async () => {
    const late = await world.make.resident();
    const { id: removed } = await world.make.link({
      residentId: late.residentId,
      accountId,
      level: 'full',
      status: 'revoked',
      revokedAt: world.deps.clock.now(),
      revokedReason: REMOVED,
    });
    const bytes = file(way, { Квартира: '70' });
    expect(await report(bytes)).toContain(NUMBER);
    const batchId = await publish(bytes);
    await expect(
      restoreLink(world.deps, { residentId: late.residentId, identityId: late.identityId, linkId: removed }),
    ).rejects.toMatchObject({ code: 'LINK_NOT_FOUND' });
    // Somebody proves flat 70 meanwhile: the list is taken back, flat 7 is nothing of theirs.
    const { id: second } = await world.make.link({
      residentId: (await world.make.resident()).residentId,
      accountId,
      level: 'full',
    });
    world.setNow('2026-11-16T10:00:00.000Z');
    await world.rollBack(batchId);
    expect(await seen()).toBeNull();
    expect((await queue()).map(({ id }) => id)).toEqual([linkId, second]);
    await decide(true);
    expect(await seen()).toBe('Иванов Иван Иванович');
  });
});

it.each<Way>(['bills', 'accounts'])(
  'who proved before %s brought another payer has to prove again',
  async (way) => {
    const { db } = world.deps;
    const late = await world.make.resident();
    const { providerId } = await db.account.findUniqueOrThrow({ where: { id: accountId } });
    const of = { residentId: late.residentId, providerId, number: NUMBER, key: 'late:1' };
    const deps = { ...world.deps, hashes: createKeyedHashes('1:token', 'salt'), notify: () => undefined };
    const answer = { kind: 'surname_flat', surname: 'Иванов', flat: '7' } as const;
    await checkProof(deps, { ...of, answer });
    await publish(file(way, { ФИО: 'Петрова Анна Сергеевна' }));
    expect(await db.$transaction((tx) => provedBy(tx, deps, of))).toBeNull();
    await expect(checkProof(deps, { ...of, key: 'late:2', answer })).rejects.toThrow('PROOF_WRONG');
  },
);

describe.each<Way>(['bills', 'accounts'])(
  'the proofs that the former payer has, after %s with another',
  (way) => {
    const deps = () => ({
      ...world.deps,
      hashes: createKeyedHashes('1:token', 'salt'),
      notify: () => undefined,
    });
    const prove = async (residentId: number, key: string, answer: ProofAnswer) => {
      const { providerId } = await world.deps.db.account.findUniqueOrThrow({ where: { id: accountId } });
      return checkProof(deps(), { residentId, providerId, number: NUMBER, key, answer });
    };
    const onFile = async () =>
      (await world.deps.db.account.findUniqueOrThrow({ where: { id: accountId } })).phoneOnFile;

    beforeEach(async () => {
      const { db } = world.deps;
      await db.provider.updateMany({
        data: { proofs: ['surname_flat', 'phone', 'bill_qr'], basicLevel: false },
      });
      await db.resident.update({
        where: { id: residentId },
        data: { phone: PHONE, phoneConfirmedAt: world.deps.clock.now() },
      });
      await db.account.update({ where: { id: accountId }, data: { phoneOnFile: PHONE } });
    });

    it('his phone opens nothing, also where nobody has linked the account yet', async () => {
      await world.deps.db.accountLink.delete({ where: { id: linkId } });
      await prove(residentId, 'phone:1', { kind: 'phone' });
      const batchId = await publish(file(way, { ФИО: 'Петрова Анна Сергеевна' }));
      expect(await onFile()).toBeNull();
      await expect(prove(residentId, 'phone:2', { kind: 'phone' })).rejects.toThrow('PROOF_WRONG');
      // A list of accounts remembers what it changed; what bills took away the company says anew.
      await world.rollBack(batchId);
      expect(await onFile()).toBe(way === 'accounts' ? PHONE : null);
    });

    it('another flat takes the phone, too; another spelling does not', async () => {
      await publish(file(way, { ФИО: 'ИВАНОВ И.И.' }));
      expect(await onFile()).toBe(PHONE);
      await publish(file(way, { Квартира: '70' }));
      expect(await onFile()).toBeNull();
    });

    it('his newest paper bill opens nothing', async () => {
      const bill = await world.deps.db.bill.findFirstOrThrow({ include: { currentVersion: true } });
      const qr = {
        sum: kopecks(bill.currentVersion?.total ?? 0),
        period: parsePeriod(bill.period),
        payer: null,
        flat: null,
      };
      await prove(residentId, 'qr:1', { kind: 'bill_qr', qr });
      await publish(file(way, { ФИО: 'Петрова Анна Сергеевна' }));
      await expect(prove(residentId, 'qr:2', { kind: 'bill_qr', qr })).rejects.toThrow('PROOF_WRONG');
    });
  },
);

it('a phone that a list of accounts brings with the new payer stays, and goes with that payer', async () => {
  const { db } = world.deps;
  const onFile = async () => (await db.account.findUniqueOrThrow({ where: { id: accountId } })).phoneOnFile;
  await db.account.update({ where: { id: accountId }, data: { phoneOnFile: PHONE } });
  // Husband and wife with one phone: the company says so.
  const batchId = await publish(file('accounts', { ФИО: 'Петрова Анна Сергеевна', Телефон: PHONE }));
  expect(await onFile()).toBe(PHONE);
  const next = await publish(file('accounts', { ФИО: 'Сидоров Пётр', Телефон: '+79167654321' }));
  expect(await onFile()).toBe('+79167654321');
  // Nothing in the books is this list's any more: taking it back changes nothing.
  await world.rollBack(batchId);
  expect(await onFile()).toBe('+79167654321');
  await world.rollBack(next);
  expect(await onFile()).toBe(PHONE);
  // A payer that comes back by a rollback has no use for the phone of the one who goes.
  const last = await publish(file('accounts', { ФИО: 'Сидоров Пётр' }));
  await db.account.update({ where: { id: accountId }, data: { phoneOnFile: '+79160000000' } });
  await world.rollBack(last);
  expect(await onFile()).toBeNull();
});

describe('the history of an account that another payer has by an import', () => {
  const proving = () => ({
    ...world.deps,
    hashes: createKeyedHashes('1:token', 'salt'),
    notify: () => undefined,
  });
  const facts = () => world.deps.db.account.findUniqueOrThrow({ where: { id: accountId } });
  const since = async () => (await facts()).ownerSince?.toISOString().slice(0, 10) ?? null;
  /** Months of the bills that somebody sees who links the account now, by this surname. */
  async function months(surname: string): Promise<string[]> {
    const { db } = world.deps;
    const person = await world.make.resident();
    const of = { residentId: person.residentId, providerId: (await facts()).providerId, number: NUMBER };
    const key = `new:${person.residentId}`;
    await checkProof(proving(), { ...of, key, answer: { kind: 'surname_flat', surname, flat: '7' } });
    const draft = await db.draft.create({
      data: {
        identityId: person.identityId,
        kind: 'link',
        expiresAt: new Date('2027-01-01'),
        createdAt: world.deps.clock.now(),
      },
    });
    await linkAccount(proving(), {
      ...of,
      identityId: person.identityId,
      draftId: draft.id,
      name: null,
      proofKey: key,
    });
    return monthsOf(person.residentId);
  }
  async function monthsOf(resident: number): Promise<string[]> {
    const { rows } = await listBills(world.deps, {
      residentId: resident,
      linkId: null,
      all: true,
      page: 0,
    });
    return rows.map(({ period }) => period).sort();
  }
  beforeEach(() => world.load(table([row({ Период: '09.2026', 'Дата счета': '05.10.2026' })])));

  it.each([true, false])(
    'is cut by bills at the first month of the new one (linked before: %s)',
    async (linked) => {
      if (!linked) await world.deps.db.accountLink.deleteMany();
      const petrova = { ФИО: 'Петрова Анна Сергеевна' };
      const batchId = await publish(
        table([
          row({ Период: '10.2026', 'Дата счета': '16.11.2026', ...petrova }),
          row({ Период: '11.2026', 'Дата счета': '16.11.2026', ...petrova }),
        ]),
      );
      expect(await since()).toBe('2026-10-01');
      expect(await months('Петрова')).toEqual(['2026-10', '2026-11']);
      if (linked) {
        // Whoever stays sees what they saw, once staff says so.
        expect(await monthsOf(residentId)).toEqual([]);
        await decide(true);
        expect(await monthsOf(residentId)).toEqual(['2026-09', '2026-10', '2026-11']);
      }
      await world.rollBack(batchId);
      expect(await since()).toBeNull();
      expect(await months('Иванов')).toEqual(['2026-09', '2026-10']);
    },
  );

  it('is cut by a list of accounts on its day; by two on one day once, whichever is taken back', async () => {
    const first = await publish(file('accounts', { ФИО: 'Петрова Анна Сергеевна' }));
    expect(await since()).toBe('2026-11-16');
    expect(await months('Петрова')).toEqual([]);
    const second = await publish(file('accounts', { ФИО: 'Сидоров Пётр' }));
    await world.rollBack(first);
    expect(await since()).toBe('2026-11-16');
    await world.rollBack(second);
    expect(await since()).toBeNull();
  });

  describe('after staff has given access back', () => {
    const other = async () => {
      const person = await world.make.resident();
      const { id } = await world.make.link({ residentId: person.residentId, accountId, level: 'full' });
      return {
        id,
        keep: (keep: boolean) => decideObjection(proving(), { actor: actor(), linkId: id, keep }),
      };
    };

    it.each<Way>(['bills', 'accounts'])('is whole for who of the household links later (%s)', async (way) => {
      const batchId = await publish(file(way, { ФИО: 'Петрова Анна Сергеевна' }));
      expect(await since()).not.toBeNull();
      await decide(true);
      expect(await since()).toBeNull();
      expect(await months('Петрова')).toEqual(
        way === 'bills' ? ['2026-09', '2026-10', '2026-11'] : ['2026-09', '2026-10'],
      );
      // A next payer is another one, and taking the list back brings no day of its own.
      await publish(file('accounts', { ФИО: 'Сидоров Пётр' }));
      expect(await since()).toBe('2026-11-16');
      await world.rollBack(batchId);
      expect(await since()).toBe('2026-11-16');
    });

    it('stays cut while another one waits or was closed', async () => {
      const second = await other();
      await publish(file('accounts', { ФИО: 'Петрова Анна Сергеевна' }));
      await decide(true);
      expect(await since()).toBe('2026-11-16');
      await second.keep(false);
      expect(await since()).toBe('2026-11-16');
    });

    it('is whole once the last of several has it back', async () => {
      const second = await other();
      await publish(file('accounts', { ФИО: 'Петрова Анна Сергеевна' }));
      await second.keep(true);
      await decide(true);
      expect(await since()).toBeNull();
    });

    it('keeps the day of an earlier payer, which nobody took back', async () => {
      await world.deps.db.accountLink.updateMany({
        data: { status: 'revoked', revokedAt: world.deps.clock.now() },
      });
      await publish(file('accounts', { ФИО: 'Петрова Анна Сергеевна' }));
      const petrova = await other();
      world.setNow('2026-11-20T10:00:00.000Z');
      await publish(file('accounts', { ФИО: 'Сидорова Анна Сергеевна' }));
      expect(await since()).toBe('2026-11-20');
      await petrova.keep(true);
      expect(await since()).toBe('2026-11-16');
    });

    it('keeps the day that the staff named', async () => {
      await publish(file('accounts', { ФИО: 'Петрова Анна Сергеевна' }));
      await changeOwner(proving(), {
        actor: actor(),
        accountId,
        since: '2026-11-02',
        payerName: 'Петрова Анна Сергеевна',
        phone: null,
        draftId: null,
      });
      await decide(true);
      expect(await since()).toBe('2026-11-02');
    });
  });

  it('stays whole for another spelling', async () => {
    await publish(file('bills', { ФИО: 'ИВАНОВ И.И.' }));
    await publish(file('accounts', { ФИО: 'Иванов Иван' }));
    expect(await since()).toBeNull();
    expect(await months('Иванов')).toEqual(['2026-09', '2026-10', '2026-11']);
  });

  it('is cut where somebody who had only the number proves to be the new payer', async () => {
    const guest = await world.make.resident();
    const { id } = await world.make.link({
      residentId: guest.residentId,
      accountId,
      level: 'basic',
      proof: 'none',
    });
    await publish(file('bills', { ФИО: 'Петрова Анна Сергеевна' }));
    const of = { residentId: guest.residentId, providerId: (await facts()).providerId, number: NUMBER };
    const answer = { kind: 'surname_flat', surname: 'Петрова', flat: '7' } as const;
    await checkProof(proving(), { ...of, key: 'raise:1', answer });
    const draft = await world.deps.db.draft.create({
      data: {
        identityId: guest.identityId,
        kind: 'prove',
        expiresAt: new Date('2027-01-01'),
        createdAt: world.deps.clock.now(),
      },
    });
    await raiseLink(proving(), {
      residentId: guest.residentId,
      identityId: guest.identityId,
      linkId: id,
      draftId: draft.id,
      proofKey: 'raise:1',
    });
    expect(await monthsOf(guest.residentId)).toEqual(['2026-11']);
  });

  it("a bill for a month before the staff's first day does not bring the former payer back", async () => {
    const change = (day: BillingDate) =>
      changeOwner(proving(), {
        actor: actor(),
        accountId,
        since: day,
        payerName: 'Петрова Анна Сергеевна',
        phone: PHONE,
        draftId: null,
      });
    // The list's own day is no obstacle to what the staff knows better.
    const list = await publish(file('accounts', { ФИО: 'Петрова Анна Сергеевна' }));
    await change('2026-11-02');
    expect(await since()).toBe('2026-11-02');
    await expect(change('2026-11-01')).rejects.toThrow('OWNER_DATE_BEFORE');
    const late = file('bills', { ФИО: 'Иванов Иван Иванович' });
    expect(await report(late)).not.toContain('🔒');
    await publish(late);
    expect((await facts()).payerName).toBe('Петрова Анна Сергеевна');
    expect((await facts()).phoneOnFile).toBe(PHONE);
    await world.rollBack(list);
    expect(await since()).toBe('2026-11-02');
  });
});

it('a bill of a month gone by says nothing of the payer today', async () => {
  const bytes = table([row({ Период: '09.2026', 'Дата счета': '05.10.2026', ФИО: 'Сидоров Пётр' })]);
  expect(await report(bytes)).not.toContain('🔒');
  await publish(bytes);
  expect(await seen()).toBe('Иванов Иван Иванович');
});
