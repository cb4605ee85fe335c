import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/sandbox/driver-api.ts';
import { checkSurnameAndFlat } from '../../src/services/accounts/check-proof.ts';
import { linkAccount } from '../../src/services/accounts/link-account.ts';
import { hashCodeWord } from '../../src/services/residents/code-words.ts';
import { ADMIN_ID, emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { somebody } from './support/billing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(() => emptyDatabase(t));

const WORD = 'Ёлочка зелёная';

/** Two companies, each with a resident; the operator serves the first. */
async function town(lang: 'ru' | 'en' = 'ru') {
  const { fixtures } = t;
  const here = await fixtures.company({ name: 'ООО «Здесь»' });
  const there = await fixtures.company({ name: 'ООО «Там»' });
  const provider = await fixtures.provider({ companyId: here.id, proofs: ['surname_flat', 'pin'] });
  const other = await fixtures.provider({ companyId: there.id, shortName: 'Чужая' });
  const account = await fixtures.account({ providerId: provider.id, number: '1234567890', flat: '7' });
  const foreign = await fixtures.account({ providerId: other.id, number: '9876543210', flat: '9' });
  const anna = t.user(somebody('Анна'), { languageCode: lang });
  const resident = await fixtures.registered({
    telegramId: anna.id,
    locale: lang,
    firstName: 'Анна',
    lastName: 'Королёва',
    phone: '+79161234567',
    phoneConfirmedAt: t.clock.now(),
    codeWordHash: await hashCodeWord(WORD),
  });
  const link = await fixtures.link({ residentId: resident.residentId, accountId: account.id });
  const boris = await fixtures.registered({ firstName: 'Борис', lastName: 'Королёв', phone: '+79169994567' });
  await fixtures.link({ residentId: boris.residentId, accountId: foreign.id });
  const operator = await staff('operator', here.id, lang);
  return { here, there, provider, other, account, foreign, anna, resident, link, boris, operator };
}

async function staff(
  role: 'manager' | 'operator' | 'administrator',
  companyId: number | null,
  lang: 'ru' | 'en' = 'ru',
): Promise<User> {
  const user = t.user(somebody(role), { languageCode: lang });
  const { identityId } = await t.fixtures.registered({ telegramId: user.id, locale: lang });
  await t.database.prisma.staffRole.create({ data: { identityId, role, companyId } });
  await user.start();
  return user;
}

const blocked = async (id: number) =>
  (await t.database.prisma.resident.findUniqueOrThrow({ where: { id } })).blockedAt !== null;

describe('finding', () => {
  it.each([
    '/find королева',
    '/find 4567',
    '/find +7 916 123-45-67',
    '/find Спортивная кв. 7',
    '/find 1234567890',
  ])('%s finds the resident or the account, and nobody of another company', async (command) => {
    const { operator } = await town();
    await operator.send(command);
    expect(operator.screen()).toMatch(/Анна Королёва|1234567890/);
    expect(operator.screen()).not.toMatch(/Борис|9876543210/);
    await t.assertClean();
  });

  it('several hits are a list with pages; the search is asked for when it is not typed', async () => {
    const { provider, operator } = await town();
    for (let n = 0; n < 9; n += 1) {
      await t.fixtures.account({
        providerId: provider.id,
        payerName: `Сидоров ${n}`,
        number: `55500000${n}0`,
      });
    }
    await operator.send('/find');
    expect(operator.screen()).toContain('Кого найти?');
    await operator.send('с');
    expect(operator.screen()).toContain('хотя бы две буквы');
    await operator.send('сидоров');
    await operator.press('Показать найденное');
    expect(operator.screen()).toContain('Найдено: 9');
    await operator.press('›');
    expect(operator.buttons()).toContain('2 из 2');
    await t.assertClean();
  });

  it('somebody else’s search, a forged resident and a forged account show nothing', async () => {
    const { operator, boris, foreign, anna } = await town();
    await operator.forge(`per:${boris.residentId}`);
    expect(operator.toasts().at(-1)?.text).toContain('среди обслуживаемых вами нет');
    await operator.forge(`sacc:${foreign.id}`);
    expect(operator.toasts().at(-1)?.text).toContain('среди обслуживаемых вами нет');
    await operator.forge('pfr:999:0');
    expect(operator.screen()).not.toContain('Борис');
    await anna.start();
    await anna.send('/find Борис');
    expect(anna.screen()).not.toContain('Борис');
    const manager = await staff('manager', null);
    await manager.send('/find Борис');
    expect(manager.screen()).toContain('не входит в вашу роль');
    await t.assertClean();
  });
});

describe('blocking and unblocking', () => {
  it('is closed at once, opened after the word, and the word is never in the chat, the journal or the dialogue', async () => {
    const { operator, anna, resident } = await town();
    await anna.start();
    await operator.send('/block 4567');
    await operator.press('🔒 Закрыть доступ');
    await operator.press('Телефон потерян или украден');
    expect(operator.screen()).toContain('Доступ закрыт');
    await t.settled();
    expect(anna.screen()).toContain('Контакт-центр закрыл доступ');
    await anna.send('/bills');
    expect(anna.screen()).toContain('Доступ в личный кабинет закрыт');
    await operator.press('👤 К карточке жителя');
    expect(operator.screen()).toContain('Телефон потерян или украден');
    expect(operator.buttons()).not.toContain('🔓 Вернуть доступ');
    await operator.forge(`pub:${resident.residentId}:word`);
    expect(operator.toasts().at(-1)?.text).toContain('Сначала сверьте кодовое слово');
    await operator.press('🔐 Сверить кодовое слово');
    await operator.send('берёза');
    expect(operator.screen()).toContain('Слово не подходит. Осталось 4 попытки');
    expect(await blocked(resident.residentId)).toBe(true);
    await t.restart();
    await operator.send('елочка ЗЕЛЕНАЯ');
    expect(operator.screen()).toContain('Слово верное');
    await operator.press('👤 К карточке жителя');
    await operator.press('🔓 Вернуть доступ');
    expect(await blocked(resident.residentId)).toBe(false);
    await t.settled();
    expect(anna.screen()).toContain('снова открыт');
    const rows = await t.database.prisma.auditEntry.findMany({ orderBy: { id: 'asc' } });
    expect(rows.map(({ action }) => action)).toEqual([
      'resident.block',
      'code-word.wrong',
      'code-word.right',
      'resident.unblock',
    ]);
    expect(
      JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
    ).not.toMatch(/елочка|берёза/i);
    await t.assertClean();
  });

  it('the right of a word ends, and belongs to who heard it', async () => {
    const { operator, resident, here, anna } = await town();
    await anna.start();
    await t.database.prisma.resident.update({
      where: { id: resident.residentId },
      data: { blockedAt: t.clock.now(), blockedBy: 'resident' },
    });
    await operator.send('/unblock 4567');
    await operator.press('🔐 Сверить кодовое слово');
    await operator.send(WORD);
    const second = await staff('operator', here.id);
    await second.forge(`pub:${resident.residentId}:word`);
    expect(second.toasts().at(-1)?.text).toContain('Сначала сверьте');
    t.clock.advance(16 * 60_000);
    await operator.forge(`pub:${resident.residentId}:word`);
    expect(operator.toasts().at(-1)?.text).toContain('Сначала сверьте');
    await operator.forge(`pub:${resident.residentId}:office`);
    expect(operator.toasts().at(-1)?.text).toContain('возвращает администратор');
    expect(await blocked(resident.residentId)).toBe(true);
    const boss = t.user('Мария', { id: ADMIN_ID });
    await t.fixtures.registered({ telegramId: ADMIN_ID });
    await boss.send('/unblock 1234567');
    await boss.press('🔓 Вернуть по документам');
    expect(await blocked(resident.residentId)).toBe(false);
    await t.assertClean();
  });

  it('five wrong words lock the check for everybody, also for the right word', async () => {
    const { operator, resident, here } = await town('en');
    await operator.send('/find 4567');
    await operator.press('🔐 Check the code word');
    for (const word of ['one', 'two', 'three', 'four', 'five']) await operator.send(word);
    expect(operator.screen()).toContain('No attempts are left');
    await operator.send(WORD);
    expect(operator.screen()).toContain('Too many wrong words');
    const second = await staff('operator', here.id, 'en');
    await second.forge(`pwd:${resident.residentId}`);
    await second.send(WORD);
    expect(second.screen()).toContain('Too many wrong words');
    t.clock.advance(61 * 60_000);
    await second.forge(`pwd:${resident.residentId}`);
    await second.send(WORD);
    expect(second.screen()).toContain('The word is right');
    await t.assertClean();
  });
});

describe('PIN, suspending, change of owner', () => {
  it('a PIN is shown once, for a person who was recognised', async () => {
    const { operator, account, resident } = await town();
    await t.database.prisma.accountLink.updateMany({ data: { level: 'basic', proof: 'none' } });
    await operator.send('/pin 1234567890');
    await operator.press('🔢 Выдать пин-код');
    await operator.press('👤 Анна Королёва');
    const data = `ppn:${account.id}:${resident.residentId}:word:0`;
    await operator.press('🔐 Сверено кодовое слово');
    expect(operator.toasts().at(-1)?.text).toContain('Сначала сверьте');
    await operator.forge(`pwd:${resident.residentId}`);
    await operator.send(WORD);
    await operator.forge(data);
    expect(operator.screen()).toMatch(/Пин-код: [\dA-Z]+/);
    await operator.forge(data);
    expect(operator.toasts().at(-1)?.text).toContain('уже выдан');
    expect(await t.database.prisma.accessCode.count()).toBe(1);
    await t.assertClean();
  });

  it('without a code word the reason is told, not to check it first', async () => {
    const { operator, account, resident } = await town();
    await t.database.prisma.resident.update({
      where: { id: resident.residentId },
      data: { codeWordHash: null },
    });
    await operator.forge(`ppn:${account.id}:${resident.residentId}:word:0`);
    expect(operator.toasts().at(-1)?.text).toContain('нет кодового слова');
    expect(await t.database.prisma.accessCode.count()).toBe(0);
    await operator.send('/find 1234567890');
    expect(operator.screen()).toMatch(/кв\. \d/);
    await t.assertClean();
  });

  it('a link is suspended and given back, and its holder is told both times', async () => {
    const { operator, anna } = await town();
    await anna.start();
    await operator.send('/find 1234567890');
    await operator.press('⏸ Приостановить');
    await t.settled();
    expect(anna.screen()).toContain('приостановлен компанией');
    await operator.press('▶️ Вернуть');
    await t.settled();
    expect(anna.screen()).toContain('подтвердила ваш доступ');
    const { status } = await t.database.prisma.accountLink.findFirstOrThrow();
    expect(status).toBe('active');
    await t.assertClean();
  });

  it('the new owner never sees the former one’s data', async () => {
    const { operator, anna, account, provider } = await town();
    await anna.start();
    await t.fixtures.bill({ accountId: account.id, period: '2026-09', total: 111_11 });
    await t.fixtures.bill({ accountId: account.id, period: '2026-10', total: 222_22 });
    await operator.send('/find 1234567890');
    await operator.press('🔑 Сменился владелец');
    await operator.send('15.12.2026');
    await operator.send('Новосёлов Пётр Ильич');
    await operator.press('Пропустить');
    expect(operator.screen()).toContain('Доступ приостановится у 1 человека');
    await operator.press('Сменить владельца');
    expect(operator.screen()).toContain('ещё не наступил');
    await operator.send('03.10.2026');
    await operator.press('Сменить владельца');
    expect(operator.screen()).toContain('Приостановлено доступов: 1');
    await t.settled();
    expect(anna.screen()).toContain('новый владелец');
    await anna.send('/bills');
    expect(anna.screen()).not.toContain('222,22');

    const petr = t.user(somebody('Пётр'));
    const owner = await t.fixtures.registered({ telegramId: petr.id });
    await petr.start();
    await petr.press('🏠 Лицевые счета');
    const services = t.app().services;
    const about = { residentId: owner.residentId, providerId: provider.id, number: '1234567890' };
    await expect(
      checkSurnameAndFlat(services, { ...about, surname: 'Иванов', flat: '7', key: 'old' }),
    ).rejects.toThrow();
    await checkSurnameAndFlat(services, { ...about, surname: 'Новоселов', flat: '7', key: 'new' });
    const draft = await t.database.prisma.draft.create({
      data: {
        identityId: owner.identityId,
        kind: 'link',
        createdAt: t.clock.now(),
        expiresAt: t.clock.now(),
      },
    });
    await linkAccount(services, {
      ...about,
      identityId: owner.identityId,
      draftId: draft.id,
      name: null,
      proofKey: 'new',
    });
    await petr.send('/bills');
    await petr.press('Все');
    expect(petr.screen()).toContain('222,22');
    expect(petr.screen()).not.toContain('111,11');
    await t.assertClean();
  });

  it('an operator opens a ticket for somebody who cannot, and they are told', async () => {
    const { operator, anna } = await town('en');
    await anna.start();
    await operator.send('/find Королёва');
    await operator.press('🛠 Ticket');
    await operator.press('Dripping tap, plumbing');
    await operator.send('The tap is dripping all night');
    await operator.press('Open the ticket');
    expect(operator.texts().join()).toContain('is open: Анна');
    await t.settled();
    expect(anna.screen()).toContain('An operator opened ticket');
    await anna.press('🛠');
    const ticket = await t.database.prisma.ticket.findFirstOrThrow({ include: { events: true } });
    expect(ticket.residentId).not.toBeNull();
    const audit = await t.database.prisma.auditEntry.findMany({ where: { action: 'ticket.open-for' } });
    expect(audit).toHaveLength(1);
    await t.assertClean();
  });
});
