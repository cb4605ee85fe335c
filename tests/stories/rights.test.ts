import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ticketRoutes } from '../../src/bot/features/tickets/callback-data.ts';
import type { User } from '../../src/sandbox/driver-api.ts';
import { deleteExpired } from '../../src/services/residents/delete-expired.ts';
import { packPersonalData } from '../../src/services/residents/export-data.ts';
import { createTexts } from '../../src/texts/texts.ts';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { wholeDatabase } from '../support/whole-database.ts';
import { EN_CAPTIONS, household, toInvoice } from './support/billing.ts';
import { acceptBoth, answerNames, WAY_IN } from './support/steps.ts';
import { worker } from './support/tickets.ts';

const PHONE = '+79161112233';
const MAIL = 'nepovtorimova@example.test';
const REFUSED = { refusedCalls: ['editMessageText', 'answerCallbackQuery', 'deleteMessage'] };

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp({ yookassa: true });
});
beforeEach(async () => {
  t.clock.set('2026-11-16T09:00:00.000Z');
  await emptyDatabase(t);
  t.sandbox.core.gateway.reset();
});

const db = () => t.database.prisma;

/** Somebody with a bit of everything that may be kept about a person. */
async function settled(lang: 'ru' | 'en' = 'ru') {
  const home = await household(t, { languageCode: lang });
  const { user, resident, account, link, company, bill, provider } = home;
  const { residentId, identityId } = resident;
  const now = t.clock.now();
  await db().resident.update({
    where: { id: residentId },
    data: {
      firstName: 'Евлампия',
      lastName: 'Неповторимова',
      phone: PHONE,
      phoneConfirmedAt: now,
      email: MAIL,
      emailConfirmedAt: now,
      codeWordHash: '$argon2id$secretword',
      defaultLinkId: link.id,
    },
  });
  await user.send('/menu');
  const relative = await t.fixtures.registered({ firstName: 'Павел' });
  const shared = await t.fixtures.link({
    residentId: relative.residentId,
    accountId: account.id,
    sharedById: link.id,
    proof: 'share',
  });
  const card = await db().savedCard.create({
    data: {
      residentId,
      gateway: 'yookassa',
      methodId: 'pm-secret',
      lastDigits: '4477',
      name: 'Кубышка',
      isDefault: true,
      createdAt: now,
    },
  });
  await t.fixtures.payment({
    residentId,
    identityId,
    accountId: account.id,
    billId: bill.billId,
    billVersionId: bill.versionId,
    amount: 100_00,
    payment: { payerTelegramId: BigInt(user.id), savedCardId: card.id },
  });
  await db().paymentItem.updateMany({
    data: {
      snapshot: {
        wholeSum: true,
        leftAtConfirmation: null,
        commissionBasisPoints: 0,
        zone: 'Europe/Moscow',
        provider: { name: provider.name, inn: null },
        company: null,
        numberLabel: 'account',
        address: null,
        flat: null,
        bill: null,
      },
    },
  });
  await db().paymentTemplate.create({
    data: {
      residentId,
      providerId: provider.id,
      name: 'Кубышечный шаблон',
      accountNumber: account.number,
      createdAt: now,
    },
  });
  const ticket = await db().ticket.create({
    data: {
      number: '261116-900',
      residentId,
      identityId,
      companyId: company.id,
      accountId: account.id,
      text: 'Звоните Евлампии в домофон 77',
      contactWay: 'phone',
      createdAt: now,
      messages: {
        create: {
          fromStaff: false,
          text: 'Евлампия ждёт',
          createdAt: now,
          chatId: BigInt(user.id),
          messageId: 5,
        },
      },
    },
  });
  await db().storedFile.create({
    data: {
      identityId,
      kind: 'photo',
      telegramFileId: 'file-of-evlampia',
      telegramUniqueId: 'unique-of-evlampia',
      ticketId: ticket.id,
      createdAt: now,
    },
  });
  const meter = await db().meter.create({
    data: { accountId: account.id, resource: 'cold_water', serial: 'S1' },
  });
  await db().reading.create({
    data: {
      number: 'R1',
      meterId: meter.id,
      period: '2026-11',
      values: ['1'],
      takenAt: now,
      submittedAt: now,
      source: 'resident',
      key: 'reading-1',
      residentId,
    },
  });
  await db().meterName.create({ data: { residentId, meterId: meter.id, name: 'Кубышечный счётчик' } });
  const former = await t.fixtures.bill({ accountId: account.id, period: '2026-09' });
  await db().billMark.create({
    data: { residentId, billId: former.billId, versionId: former.versionId, markedAt: now },
  });
  await db().subscription.create({
    data: { residentId, topic: 'tickets', channel: 'email', enabled: true, changedAt: now },
  });
  await db().accessRequest.create({
    data: {
      residentId,
      providerId: provider.id,
      number: account.number,
      data: { name: 'Евлампия' },
      draftId: 900_001,
    },
  });
  await db().proofAttempt.create({
    data: {
      residentId,
      providerId: provider.id,
      accountId: account.id,
      numberHash: 'hash-1',
      proof: 'none',
      succeeded: true,
      key: 'try-1',
      createdAt: now,
    },
  });
  await db().delivery.create({
    data: {
      kind: 'payments.receipt',
      subject: 'payment:99',
      recipient: `identity:${identityId}`,
      identityId,
      lane: 0,
      notBefore: new Date(now.getTime() + 3_600_000),
      createdAt: now,
    },
  });
  return { ...home, shared };
}

const RU = {
  settings: '⚙️ Настройки',
  documents: '📄 Условия и согласие',
  withdraw: '🗑 Отозвать согласие',
  confirm: 'Удалить всё навсегда',
  done: 'данные удалены',
  start: 'Бот ведёт:',
};
const EN: typeof RU = {
  settings: '⚙️ Settings',
  documents: '📄 Terms and consent',
  withdraw: '🗑 Withdraw consent',
  confirm: 'Delete everything for good',
  done: 'data deleted',
  start: 'The bot is run by:',
};

/** The whole way in once more. */
async function comeBack(user: User, lang: 'ru' | 'en'): Promise<void> {
  await acceptBoth(user, lang);
  await user.shareContact();
  await answerNames(user);
  await user.press(WAY_IN[lang].skip);
  await user.press(WAY_IN[lang].register);
}

async function toConfirm(user: User, text = RU): Promise<void> {
  await user.send('/settings');
  await user.press(text.documents);
  await user.press(text.withdraw);
}

describe.each([
  ['ru', RU],
  ['en', EN],
] as const)('withdrawing consent (%s)', (lang, text) => {
  it('names what goes and what stays, and leaves nothing of the person in any table', async () => {
    const { user, resident, shared, company, account } = await settled(lang);
    const operator = await worker(t, 'Оператор', 'operator', company.id);
    const stranger = await worker(t, 'Чужой', 'operator', (await t.fixtures.company()).id);
    await toInvoice(user, lang === 'ru' ? undefined : { ...EN_CAPTIONS, method: 'By card through' });
    const invoice = await db().payment.findFirstOrThrow({ where: { status: 'pending' } });
    await toConfirm(user, text);
    const screen = user.screen();
    expect(screen).toContain(lang === 'ru' ? '1 добавленный лицевой счёт' : '1 linked account');
    expect(screen).toContain(
      lang === 'ru' ? 'доступ близких, который открыли вы: 1' : 'access you gave to relatives: 1',
    );
    expect(screen).toContain(
      lang === 'ru'
        ? 'платежи и чеки: 1. Их обязана хранить бухгалтерия'
        : 'payments and receipts: 1. Accounting must keep them',
    );
    expect(screen).toContain('261116-900');
    expect(screen).toContain(invoice.number);
    expect(await db().resident.count({ where: { phone: PHONE } })).toBe(1);

    await user.press(text.confirm);
    expect(user.screen()).toContain(text.done);
    const rest = await wholeDatabase(db());
    for (const secret of [
      'Евлампи',
      'Неповторимова',
      PHONE.slice(2),
      MAIL,
      'argon2id$secretword',
      'Кубыш',
      'pm-secret',
      'of-evlampia',
    ])
      expect(rest.includes(secret), secret).toBe(false);
    expect(rest).not.toMatch(new RegExp(`\\b${user.id}\\b`));
    expect(rest).not.toMatch(new RegExp(`identity:${resident.identityId}\\b(?!.*resident.delete)`));

    // Money, readings and the journal of tickets stay, nobody's.
    const payments = await db().payment.findMany({ orderBy: { id: 'asc' } });
    expect(
      payments.map(({ status, residentId, identityId, payerTelegramId, savedCardId }) => [
        status,
        residentId,
        identityId,
        payerTelegramId,
        savedCardId,
      ]),
    ).toEqual([
      ['succeeded', null, null, null, null],
      ['failed', null, null, null, null],
    ]);
    expect(await db().paymentItem.count({ where: { accountId: account.id } })).toBe(2);
    expect(await db().reading.findFirstOrThrow()).toMatchObject({ residentId: null, status: 'accepted' });
    expect(await db().ticket.findFirstOrThrow()).toMatchObject({
      number: '261116-900',
      status: 'cancelled',
      text: '',
      residentId: null,
      identityId: null,
      accountId: null,
    });
    expect(await db().accountLink.findMany()).toMatchObject([{ id: shared.id, status: 'revoked' }]);
    const entry = await db().auditEntry.findFirstOrThrow({ where: { action: 'resident.delete' } });
    expect(entry).toMatchObject({ subject: `resident:${resident.residentId}` });
    expect(entry.details).toMatchObject({ links: 1, payments: 1, tickets: 1, consentVersion: 1 });

    // Staff of the company hears of it, another company's does not.
    await t.settled();
    expect(operator.texts().join('\n')).toContain('Отвязано лицевых счетов: 1.');
    expect(operator.texts().join('\n')).toContain('Отменены заявки: 261116-900.');
    const { id: ticketId } = await db().ticket.findFirstOrThrow();
    await operator.forge(ticketRoutes.staffTicket.data({ ticket: ticketId }));
    expect(operator.screen()).toContain('Текст удалён вместе с данными жителя');
    expect(operator.texts().join('\n')).not.toContain('Евлампия');
    expect(stranger.texts().join('\n')).not.toContain('закрыл кабинет');
    await t.assertClean(REFUSED);
  });

  it('a double press, an old button, a redelivery: nothing happens twice and nothing comes back', async () => {
    const { user } = await settled(lang);
    await user.send('/menu');
    const menu = user.lastMessage();
    await toConfirm(user, text);
    const old = user.lastMessage();
    await user.pressTogether([text.confirm, text.confirm]);
    await user.redeliver();
    await user.repress();
    expect(await db().auditEntry.count({ where: { action: 'resident.delete' } })).toBe(1);
    for (const count of [
      db().resident.count({ where: { phone: PHONE } }),
      db().draft.count(),
      db().savedCard.count(),
    ])
      expect(await count).toBe(0);
    const before = await wholeDatabase(db());
    for (const data of [
      'set',
      'set.me',
      'me.del',
      'bills:0:0:0',
      'acc:1',
      'pay:1',
      'subs:3:0',
      'me.noads',
      'conv:1:ok',
    ])
      await user.forge(data, old.id);
    // Not silently: a sentence says why the first screen stands there, and the pressed message stays.
    const bills = text === RU ? '🧾 Счета' : '🧾 Bills';
    for (const press of [
      () => user.press(bills, { messageId: menu.id }),
      () => user.forge('bills:0:0:0', menu.id),
    ]) {
      await press();
      expect(user.toasts().at(-1)).toEqual({
        text: expect.stringContaining(text === RU ? 'Ваших данных здесь нет' : 'nothing about you here'),
        alert: true,
      });
      expect(user.screen()).toContain(text.start);
      expect(user.lastMessage().id).not.toBe(menu.id);
    }
    await user.send('/menu');
    await user.send('хвс 12');
    expect(user.screen()).toContain(text.start);
    expect(await wholeDatabase(db())).toBe(before);

    // Back again, as somebody new; the confirm button of the former life deletes nothing.
    await comeBack(user, lang);
    expect(await db().resident.count()).toBe(2);
    await user.forge('me.delok:1', old.id);
    await user.repress();
    expect(user.toasts().at(-1)?.text).toContain(lang === 'ru' ? 'устарела' : 'out of date');
    expect(await db().resident.count()).toBe(2);
    await t.assertClean(REFUSED);
  });
});

describe('withdrawing consent', () => {
  it('the numbers tried today are counted on when somebody comes back at once', async () => {
    const { user, resident } = await settled();
    await toConfirm(user);
    const asked = user.lastMessage().id;
    // A form left open goes with its dialogue.
    await user.send('/accounts');
    await user.press('➕ Добавить лицевой счёт');
    await user.press('🔎 Найти по названию');
    expect(await db().dialogue.findFirst({ where: { NOT: { state: { equals: {} } } } })).not.toBeNull();
    await user.press(RU.confirm, { messageId: asked });
    expect(await db().dialogue.count({ where: { identityId: resident.identityId } })).toBe(0);
    expect(await db().proofAttempt.findFirstOrThrow()).toMatchObject({ residentId: null });
    await comeBack(user, 'ru');
    const again = await db().resident.findFirstOrThrow({ where: { firstName: 'Анна' } });
    expect(await db().proofAttempt.findFirstOrThrow()).toMatchObject({
      residentId: again.id,
      personHash: null,
    });
    await t.assertClean(REFUSED);
  });

  it('waits while the bank is taking the money; one that is payable at the gateway may still end', async () => {
    const { user, resident, account, bill } = await settled();
    const running = await t.fixtures.payment({
      ...{ residentId: resident.residentId, identityId: resident.identityId },
      accountId: account.id,
      amount: 5_00,
      status: 'authorized',
    });
    await toConfirm(user);
    expect(user.screen()).toContain(`Прямо сейчас идёт оплата № ${running.number}`);
    expect(user.buttons()).not.toContain(RU.confirm);
    const draft = await db().draft.findFirstOrThrow({ where: { kind: 'delete-me' } });
    await user.forge(`me.delok:${draft.id}`);
    expect(user.toasts().at(-1)?.text).toContain(`Сейчас идёт оплата № ${running.number}`);
    expect(await db().resident.count({ where: { phone: PHONE } })).toBe(1);
    await db().payment.update({
      where: { id: running.id },
      data: { status: 'failed', finishedAt: t.clock.now() },
    });

    await user.send(`/bills`);
    await user.press('💳 Оплатить');
    await user.press('Вся сумма');
    await user.press('Картой или банком');
    await user.press('Оплатить ');
    const page = t.chat.gateway.payments().at(-1)?.id ?? '';
    await toConfirm(user);
    expect(user.screen()).toContain('уже у платёжной системы');
    await user.press(RU.confirm);
    const said = user.texts().length;
    await t.chat.gateway.pay(page);
    await t.settled();
    const paid = await db().payment.findFirstOrThrow({
      where: { gatewayPaymentId: page },
      include: { items: true },
    });
    expect(paid).toMatchObject({ status: 'succeeded', residentId: null, identityId: null });
    expect(paid.items).toMatchObject([{ billId: bill.billId }]);
    expect(user.texts()).toHaveLength(said);
    await t.assertClean(REFUSED);
  });

  it('an old confirm button does nothing after its minutes; somebody else’s draft neither', async () => {
    const { user } = await settled();
    const other = await household(t);
    await toConfirm(user);
    const draft = await db().draft.findFirstOrThrow({ where: { kind: 'delete-me' } });
    await other.user.send('/menu');
    await other.user.forge(`me.delok:${draft.id}`);
    expect(other.user.toasts().at(-1)?.text).toContain('устарела');
    t.clock.advance(16 * 60_000);
    await user.press(RU.confirm);
    expect(user.toasts().at(-1)?.text).toContain('устарела');
    expect(await db().resident.count()).toBe(3);
    await t.assertClean(REFUSED);
  });

  it('of somebody of the staff takes the resident and leaves the role', async () => {
    const { user, resident, company } = await settled();
    await db().staffRole.create({
      data: { identityId: resident.identityId, role: 'manager', companyId: company.id },
    });
    await toConfirm(user);
    expect(user.screen()).toContain('ваша роль сотрудника');
    await user.press(RU.confirm);
    expect(user.screen()).toContain('Роль сотрудника осталась');
    await user.redeliver();
    await user.repress();
    expect(user.screen()).not.toContain('Текст обновился');
    expect(await db().resident.count({ where: { phone: PHONE } })).toBe(0);
    expect(
      await db().acceptance.count({ where: { identityId: resident.identityId, withdrawnAt: null } }),
    ).toBe(0);
    await user.send('/queue');
    expect(user.screen()).toContain('Очередь');
    await user.send('/settings');
    expect(user.screen()).toContain('Условия использования');
    await t.assertClean(REFUSED);
  });

  it('to advertising takes nothing else', async () => {
    const { user, resident } = await settled();
    await user.send('/settings');
    await user.press('🔔 Уведомления');
    await user.press('⬜️ Акции и реклама');
    await user.press('💾 Сохранить');
    await user.press('Согласен получать');
    await user.send('/settings');
    await user.press(RU.documents);
    await user.press('🚫 Отозвать согласие на рекламу');
    await user.repress();
    expect(user.toasts().at(-1)?.text).toContain('Рекламы больше не будет');
    expect(user.buttons()).not.toContain('🚫 Отозвать согласие на рекламу');
    const ads = { identityId: resident.identityId, kind: 'promotions' } as const;
    expect(await db().acceptance.findMany({ where: ads })).toMatchObject([{ withdrawnAt: t.clock.now() }]);
    expect(
      await db().subscription.findMany({ where: { residentId: resident.residentId, topic: 'promotions' } }),
    ).toMatchObject([{ enabled: false }]);
    expect(await db().auditEntry.count({ where: { action: 'consent.withdraw' } })).toBe(1);
    await user.send('/bills');
    expect(user.screen()).toContain('12 121,81 ₽');
    await t.assertClean(REFUSED);
  });

  it('is there for who accepted the texts and never registered', async () => {
    const user = t.user('Гость');
    await user.start();
    await user.press('Продолжить');
    await user.press('Принимаю условия');
    await user.press('Даю согласие');
    await user.send('/cancel');
    await toConfirm(user);
    expect(user.screen()).toContain('отметка о том, что вы приняли условия');
    await user.press(RU.confirm);
    expect(await db().telegramIdentity.count()).toBe(0);
    expect(await wholeDatabase(db())).not.toMatch(new RegExp(`\\b${user.id}\\b`));
    await t.assertClean(REFUSED);
  });
});

describe('one’s data as a file', () => {
  const zips = (user: User) => user.messages().filter(({ media }) => media?.name.endsWith('.zip'));
  /** Names and texts of the archive that came last. */
  async function archive(user: User): Promise<Record<string, string>> {
    const url = new URL(zips(user).at(-1)?.media?.url ?? '', t.sandbox.url);
    const bytes = new Uint8Array(await (await fetch(url)).arrayBuffer());
    return Object.fromEntries(
      Object.entries(unzipSync(bytes)).map(([name, packed]) => [
        name,
        strFromU8(packed, name.endsWith('.pdf')),
      ]),
    );
  }

  it.each(['ru', 'en'] as const)(
    'holds what is kept about the person and nothing of others (%s)',
    async (lang) => {
      const { user, account } = await settled(lang);
      const other = await household(t);
      await user.send('/settings');
      await user.press(lang === 'ru' ? '👤 Личные данные' : '👤 Personal data');
      await user.pressTogether(
        lang === 'ru'
          ? ['⬇️ Мои данные файлом', '⬇️ Мои данные файлом']
          : ['⬇️ My data as a file', '⬇️ My data as a file'],
      );
      await t.settled();
      const files = await archive(user);
      expect(
        Object.keys(files)
          .filter((name) => name.endsWith('.pdf'))
          .map((name) => name.split('/')[0])
          .sort(),
      ).toEqual(['bills', 'bills', 'receipts']);
      for (const [name, text] of Object.entries(files)) {
        if (name.endsWith('.json')) expect(() => JSON.parse(text), name).not.toThrow();
        if (name.endsWith('.pdf')) expect(text.startsWith('%PDF'), name).toBe(true);
      }
      const whole = Object.values(files).join('\n');
      for (const own of ['Евлампия', PHONE, MAIL, '261116-900', 'Кубышечный шаблон', account.number, 'R1'])
        expect(whole.includes(own), own).toBe(true);
      for (const secret of ['secretword', 'pm-secret', String(other.user.id)])
        expect(whole.includes(secret), secret).toBe(false);
      expect(await db().task.count({ where: { kind: 'residents.export-data' } })).toBe(1);
      expect(zips(user)).toHaveLength(1);

      await user.forge('me.zip');
      expect(user.toasts().at(-1)?.text).toContain(lang === 'ru' ? 'через 24 часа' : 'in 24 hours');
      t.clock.advance(25 * 3_600_000);
      await deleteExpired(t.app().services);
      expect(await db().preparedFile.count()).toBe(0);
      await user.forge('me.zip');
      await t.settled();
      expect(zips(user)).toHaveLength(2);
      await t.assertClean(REFUSED);
    },
  );

  it('is of the person, whichever of their phones in Telegram asks', async () => {
    const { user, resident } = await settled();
    const second = 700_555_001;
    const { id: identityId } = await db().telegramIdentity.create({
      data: { telegramId: second, residentId: resident.residentId, locale: 'en' },
    });
    await db().delivery.create({
      data: {
        kind: 'tests.to-the-second-phone',
        subject: 'test:1',
        recipient: `identity:${identityId}`,
        identityId,
        lane: 2,
        status: 'cancelled',
        notBefore: t.clock.now(),
        createdAt: t.clock.now(),
      },
    });
    await user.forge('me.zip');
    await t.settled();
    const files = await archive(user);
    const [profile] = JSON.parse(files['data/profile.json'] ?? '[]');
    expect(profile.telegram.map(({ telegramId }: { telegramId: number }) => telegramId)).toEqual([
      user.id,
      second,
    ]);
    expect(files['data/messages.json']).toContain('tests.to-the-second-phone');
    await t.assertClean(REFUSED);
  });

  it.each(['ru', 'en'] as const)(
    'tells what an old version left unreadable, and holds the rest (%s)',
    async (lang) => {
      const { user } = await settled(lang);
      const [item] = await db().paymentItem.findMany({ include: { payment: true } });
      if (item === undefined) throw new Error('the household has paid');
      await db().paymentItem.update({
        where: { id: item.id },
        data: { snapshot: { bill: 'an older form' } },
      });
      await user.forge('me.zip');
      await t.settled();
      const files = await archive(user);
      const receipt = `receipts/${item.payment.number}.pdf`;
      expect(Object.keys(files)).not.toContain(receipt);
      expect(Object.keys(files).filter((name) => name.startsWith('bills/'))).toHaveLength(2);
      expect(files['data/payments.json']).toContain(item.payment.number);
      expect(files['NOT-READABLE.txt']).toContain(receipt);
      expect(files['README.txt']).toContain(
        lang === 'ru'
          ? 'Не удалось прочитать: 1 (список в NOT-READABLE.txt)'
          : 'Could not be read: 1 (listed in NOT-READABLE.txt)',
      );
      expect(zips(user).at(-1)?.text).toContain(
        lang === 'ru' ? 'Не удалось прочитать: 1' : 'Could not be read: 1',
      );
      await t.assertClean(REFUSED);
    },
  );

  it('is not made, nor kept, for somebody who deleted themselves or was blocked meanwhile', async () => {
    const { user, resident } = await settled();
    await user.forge('me.zip');
    await t.settled();
    expect(await db().preparedFile.count()).toBe(1);
    await toConfirm(user);
    await user.press(RU.confirm);
    expect(await db().preparedFile.count()).toBe(0);
    expect(await db().task.count({ where: { identityId: resident.identityId } })).toBe(0);
    const made = packPersonalData(t.app().services, {
      identityId: resident.identityId,
      taskId: 1,
      tr: createTexts().for('ru'),
      signal: new AbortController().signal,
      onProgress: async () => undefined,
      receiptPdf: () => Promise.reject(new Error('nothing is to be made')),
    });
    expect(await made).toBeNull();
    await t.assertClean(REFUSED);
  });
});
