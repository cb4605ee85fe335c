import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { remindOfVerification } from '../../src/services/notifications/remind-verification.ts';
import { unsubscribeToken } from '../../src/services/notifications/unsubscribe.ts';
import { ADMIN_ID, emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { somebody } from './support/billing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp({ env: { PUBLIC_URL: 'https://bot.example.test' } });
});
beforeEach(async () => {
  t.clock.set('2026-11-16T09:00:00.000Z');
  await emptyDatabase(t);
});

async function person(name: string, lang: 'ru' | 'en' = 'ru', more: object = {}) {
  const user = t.user(somebody(name), { languageCode: lang });
  const row = await t.fixtures.registered({ telegramId: user.id, locale: lang, firstName: name, ...more });
  await user.start();
  return { user, ...row };
}

const choices = (residentId: number) =>
  t.database.prisma.subscription.findMany({
    where: { residentId },
    orderBy: [{ topic: 'asc' }, { channel: 'asc' }],
    select: { topic: true, channel: true, enabled: true },
  });

describe('subscriptions', () => {
  it('change on Save only; promotions need a recorded Yes, and end with a No', async () => {
    const { user, residentId, identityId } = await person('Анна');
    await user.send('/settings');
    await user.press('🔔 Уведомления');
    expect(user.screen()).toContain('Тихие часы: с 21:00 до 9:00 ');
    await user.press('✅ Заявки');
    expect(user.screen()).toContain('несохранённые');
    expect(await choices(residentId)).toEqual([]);
    await user.press('💾 Сохранить');
    expect(user.toasts().at(-1)?.text).toBe('Сохранено');
    expect(await choices(residentId)).toEqual([{ topic: 'tickets', channel: 'telegram', enabled: false }]);
    await user.press('⬜️ Акции и реклама');
    await user.press('💾 Сохранить');
    expect(user.screen()).toContain('По закону');
    expect(await t.database.prisma.acceptance.count({ where: { identityId, kind: 'promotions' } })).toBe(0);
    await user.press('Согласен получать');
    await user.repress();
    expect(
      await t.database.prisma.acceptance.count({
        where: { identityId, kind: 'promotions', withdrawnAt: null },
      }),
    ).toBe(1);
    await user.press('✅ Акции и реклама');
    await user.press('💾 Сохранить');
    expect(
      await t.database.prisma.acceptance.count({
        where: { identityId, kind: 'promotions', withdrawnAt: null },
      }),
    ).toBe(0);
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });

  it('by e-mail need a proved address; quiet hours are one’s own', async () => {
    const { user, residentId } = await person('John', 'en');
    await user.send('/settings');
    await user.press('🔔 Notifications');
    await user.press('E-mail');
    expect(user.screen()).toContain('not confirmed yet');
    await user.forge(`subs:${1 << 8}:1`);
    expect(user.toasts().at(-1)?.text).toContain('Confirm this channel');
    expect(await choices(residentId)).toEqual([]);
    await user.press('🌙 Quiet hours');
    await user.press('22:00 to 8:00');
    const row = await t.database.prisma.resident.findUniqueOrThrow({ where: { id: residentId } });
    expect(row.quietHours).toBe('22-8');
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });
});

describe('reminders', () => {
  it('of a new bill are not sent to who has paid it, nor wait for them', async () => {
    const [anna, bob] = [await person('Анна'), await person('Bob', 'en')];
    const account = await t.fixtures.account();
    const advance = await t.fixtures.account();
    await t.fixtures.link({ residentId: anna.residentId, accountId: account.id });
    await t.fixtures.link({ residentId: bob.residentId, accountId: account.id });
    await t.fixtures.link({ residentId: bob.residentId, accountId: advance.id });
    const { total } = await t.fixtures.bill({ accountId: account.id });
    await t.fixtures.bill({ accountId: advance.id, total: -50_000 });
    t.clock.advance(60_000);
    await t.fixtures.payment({ accountId: account.id, amount: total });
    t.clock.advance(6 * 60_000);
    await t.app().runJobs();
    await t.settled();
    expect(anna.user.texts().join('\n')).not.toContain('Новый счёт');
    // What the company itself says is overpaid is news.
    const told = bob.user.texts().filter((text) => text.includes('New bill'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('Nothing to pay: 500.00 ₽ overpaid.');
    expect(await t.database.prisma.delivery.count({ where: { status: { in: ['queued', 'leased'] } } })).toBe(
      0,
    );
  });

  it('of a new bill go once, also by the letter somebody asked for; the letter’s link ends them', async () => {
    const anna = await person('Анна', 'ru', {
      email: 'anna@example.test',
      emailConfirmedAt: new Date('2026-01-01T00:00:00Z'),
    });
    await t.database.prisma.subscription.create({
      data: {
        residentId: anna.residentId,
        topic: 'new_bills',
        channel: 'email',
        enabled: true,
        changedAt: t.clock.now(),
      },
    });
    const account = await t.fixtures.account();
    await t.fixtures.link({ residentId: anna.residentId, accountId: account.id });
    await t.fixtures.bill({ accountId: account.id, period: '2026-09' });
    await t.fixtures.bill({ accountId: account.id, period: '2026-10' });
    t.clock.advance(6 * 60_000);
    await t.app().runJobs();
    await t.settled();
    const told = anna.user.texts().filter((text) => text.includes('Новый счёт'));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain('октябрь 2026');
    expect(told[0]).toContain('К оплате: 12 221,81 ₽.');
    expect(anna.user.buttons()).toEqual(['💳 Оплатить', 'Открыть счёт']);
    t.clock.advance(6 * 60_000);
    await t.app().runJobs();
    await t.settled();
    expect(anna.user.texts().filter((text) => text.includes('Новый счёт'))).toHaveLength(1);
    const [letter, ...others] = t.chat.mail('anna@example.test');
    expect(others).toEqual([]);
    const token = unsubscribeToken(t.app().services.hashes, anna.residentId, 'new_bills');
    expect(letter?.text).toContain(`https://bot.example.test/unsubscribe/${token}`);
    // Whoever looks at links before people do switches nothing off.
    const address = `${t.url}/unsubscribe/${token}`;
    const emails = async () =>
      (await choices(anna.residentId)).filter(({ channel }) => channel === 'email').map((row) => row.enabled);
    const asked = await fetch(address);
    expect([asked.status, await asked.text()]).toEqual([
      200,
      expect.stringContaining('<button>Не присылать'),
    ]);
    expect(await emails()).toEqual([true]);
    // One press of the mail program (RFC 8058), and the person's own press after it.
    for (const body of ['List-Unsubscribe=One-Click', '']) {
      const done = await fetch(address, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body,
      });
      expect([done.status, await done.text()]).toEqual([200, expect.stringContaining('больше не будет')]);
      expect(await emails()).toEqual([false]);
    }
    // In the person's own language.
    await t.database.prisma.telegramIdentity.update({
      where: { id: anna.identityId },
      data: { locale: 'en' },
    });
    expect(await (await fetch(address)).text()).toContain('<html lang="en">');
    // Another's number under the same seal, another topic, rubbish: nothing happens.
    await t.database.prisma.subscription.updateMany({ data: { enabled: true } });
    const [, topic, seal] = token.split('.');
    const forged = [
      `${anna.residentId + 1}.${topic}.${seal}`,
      `${anna.residentId}.tickets.${seal}`,
      'x',
      '%00',
    ];
    for (const one of forged) {
      const answer = await fetch(`${t.url}/unsubscribe/${one}`, { method: 'POST' });
      expect(answer.status, one).toBeGreaterThanOrEqual(400);
      expect(answer.status, one).toBeLessThan(500);
    }
    expect(await emails()).toEqual([true]);
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });

  it('of a verification come thirty days ahead and when it is over, once each, to who may know', async () => {
    const anna = await person('Анна');
    const john = await person('John', 'en');
    const guest = await person('Гость');
    const account = await t.fixtures.account();
    await t.fixtures.link({ residentId: anna.residentId, accountId: account.id, name: 'Дом' });
    await t.fixtures.link({ residentId: john.residentId, accountId: account.id });
    await t.fixtures.link({ residentId: guest.residentId, accountId: account.id, level: 'basic' });
    for (const [serial, due, archivedAt] of [
      ['S-30', '2026-12-16', null],
      ['S-31', '2026-12-17', null],
      ['S-14', '2026-11-02', null],
      ['S-15', '2026-11-01', null],
      ['S-OFF', '2026-11-20', new Date('2026-11-01T00:00:00Z')],
    ] as const) {
      await t.database.prisma.meter.create({
        data: {
          accountId: account.id,
          resource: 'cold_water',
          serial,
          archivedAt,
          nextVerificationOn: new Date(`${due}T00:00:00Z`),
        },
      });
    }
    const look = async (at: string) => {
      t.clock.set(at);
      await remindOfVerification(t.app().services);
      await t.settled();
      return anna.user.texts().flatMap((text) => /S-\w+/.exec(text)?.[0] ?? []);
    };
    expect((await look('2026-11-16T09:00:00.000Z')).toSorted()).toEqual(['S-14', 'S-30']);
    expect(await look('2026-11-16T09:00:00.000Z')).toHaveLength(2);
    expect((await look('2026-11-17T09:00:00.000Z')).toSorted()).toEqual(['S-14', 'S-30', 'S-31']);
    // The day passes: the same meter is told of once more, and then no more.
    expect(await look('2026-12-17T09:00:00.000Z')).toEqual(expect.arrayContaining(['S-30']));
    expect((await look('2026-12-18T09:00:00.000Z')).filter((serial) => serial === 'S-30')).toHaveLength(2);
    const english = john.user.texts().filter((text) => text.includes('S-30'));
    expect(english).toHaveLength(2);
    expect(english[0]).toContain('due for verification');
    expect(english[0]).toContain('Cold water');
    expect(english[1]).toContain('The verification of a meter was due');
    expect(guest.user.texts().some((text) => text.includes('S-30'))).toBe(false);
    await t.assertClean();
  });

  it('of the day to pay come before, on it and after, while something is owed', async () => {
    t.clock.set('2026-11-12T06:00:00.000Z');
    // The scheduler looks forward only: it must not know of later days.
    await t.database.prisma.cronRun.deleteMany();
    await t.restart();
    const john = await person('John', 'en');
    const account = await t.fixtures.account();
    await t.fixtures.link({ residentId: john.residentId, accountId: account.id });
    const bill = await t.fixtures.bill({ accountId: account.id, period: '2026-10' });
    await t.database.prisma.importBatch.update({
      where: { id: bill.batchId },
      data: { publishedAt: new Date('2026-11-05T00:00:00Z') },
    });
    const due = () => john.user.texts().filter((text) => text.startsWith('⏰'));
    await t.app().runJobs();
    await t.settled();
    expect(due(), 'before ten in the morning nobody is reminded').toHaveLength(0);
    for (const at of ['2026-11-12T09:06:00.000Z', '2026-11-12T12:06:00.000Z']) {
      t.clock.set(at);
      await t.app().runJobs();
      await t.settled();
    }
    expect(due()).toEqual([expect.stringContaining('In a few days')]);
    t.clock.set('2026-11-15T09:06:00.000Z');
    await t.app().runJobs();
    await t.settled();
    expect(due().at(-1)).toContain('Today is the last day');
    await t.fixtures.payment({ accountId: account.id, residentId: john.residentId, amount: bill.total });
    t.clock.set('2026-11-18T09:06:00.000Z');
    await t.app().runJobs();
    await t.settled();
    expect(due()).toHaveLength(2);
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });

  it('of readings go to those who have not sent them', async () => {
    t.clock.set('2026-11-22T09:00:00.000Z');
    const [anna, boris] = [await person('Анна'), await person('Борис')];
    for (const one of [anna, boris]) {
      const account = await t.fixtures.account();
      await t.fixtures.link({ residentId: one.residentId, accountId: account.id });
      const meter = await t.database.prisma.meter.create({
        data: { accountId: account.id, resource: 'cold_water', serial: `S${account.id}` },
      });
      if (one === boris) {
        await t.database.prisma.reading.create({
          data: {
            number: 'R-1',
            key: 'k-1',
            meterId: meter.id,
            period: '2026-11',
            values: [10],
            takenAt: t.clock.now(),
            submittedAt: t.clock.now(),
            source: 'resident',
          },
        });
      }
    }
    for (const at of ['2026-11-22T09:10:00Z', '2026-11-23T09:10:00Z', '2026-11-25T09:10:00Z']) {
      t.clock.set(at);
      await t.app().runJobs();
      await t.settled();
    }
    const of = (one: typeof anna) => one.user.texts().filter((text) => text.startsWith('🔢'));
    expect(of(anna)).toEqual([
      expect.stringContaining('принимаем до 25.11.2026'),
      expect.stringContaining('Сегодня последний день'),
    ]);
    expect(of(boris)).toEqual([]);
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });
});

describe('patience', () => {
  it('ordinary messages wait for the morning of the house; what is too much comes as a digest', async () => {
    t.clock.set('2026-11-16T19:00:00.000Z');
    const anna = await person('Анна');
    const company = await t.fixtures.company({ timezone: 'Asia/Vladivostok' });
    const provider = await t.fixtures.provider({ companyId: company.id });
    const account = await t.fixtures.account({ providerId: provider.id });
    await t.fixtures.link({ residentId: anna.residentId, accountId: account.id });
    for (let id = 1; id <= 8; id += 1) {
      const row = await t.database.prisma.announcement.create({
        data: {
          companyId: company.id,
          kind: 'common',
          status: 'sending',
          content: { ru: `Новость ${id}`, en: null },
          audience: {},
          authorId: anna.identityId,
          createdAt: t.clock.now(),
        },
      });
      await t.database.prisma.delivery.create({
        data: {
          kind: 'announcements.common',
          subject: `announcement:${row.id}`,
          recipient: `identity:${anna.identityId}`,
          identityId: anna.identityId,
          lane: 3,
          params: { announcementId: row.id },
          notBefore: t.clock.now(),
          createdAt: t.clock.now(),
        },
      });
    }
    const news = () => anna.user.texts().filter((text) => text.startsWith('Новость'));
    t.app().services.notify('deliveries');
    await t.settled();
    expect(news(), 'it is five in the morning there').toHaveLength(0);
    t.clock.set('2026-11-16T23:30:00.000Z');
    t.app().services.notify('deliveries');
    await t.settled();
    expect(news()).toHaveLength(5);
    t.clock.set('2026-11-18T00:30:00.000Z');
    t.app().services.notify('deliveries');
    await t.settled();
    expect(anna.user.screen()).toContain('Что ещё пришло');
    expect(anna.user.screen()).toContain('• Новость 8');
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });

  it('an emergency passes the night, and finds another way when the chat is closed', async () => {
    t.clock.set('2026-11-16T22:00:00.000Z');
    const phone = '+79160000001';
    const anna = await person('Анна', 'ru', { phone, phoneConfirmedAt: t.clock.now() });
    const john = await person('John', 'en');
    // Its progress is shown to who sends it.
    const author = await person('Мария');
    await anna.user.block();
    // The bot has heard of it: nothing is tried that Telegram would refuse.
    await t.settled();
    const row = await t.database.prisma.announcement.create({
      data: {
        kind: 'emergency',
        status: 'sending',
        content: { ru: 'Прорыв трубы', en: 'A pipe burst' },
        audience: {},
        validUntil: new Date('2026-11-17T12:00:00Z'),
        authorId: author.identityId,
        createdAt: t.clock.now(),
      },
    });
    for (const { identityId } of [anna, john]) {
      await t.database.prisma.delivery.create({
        data: {
          kind: 'announcements.emergency',
          subject: `announcement:${row.id}`,
          recipient: `identity:${identityId}`,
          identityId,
          lane: 1,
          params: { announcementId: row.id },
          announcementId: row.id,
          notBefore: t.clock.now(),
          createdAt: t.clock.now(),
        },
      });
    }
    t.app().services.notify('deliveries');
    await t.settled();
    expect(john.user.screen()).toContain('A pipe burst');
    expect(t.chat.sms(phone).map(({ text }) => text)).toEqual([expect.stringContaining('Прорыв трубы')]);
    t.app().services.notify('deliveries');
    await t.settled();
    expect(t.chat.sms(phone)).toHaveLength(1);
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });
});

describe('jobs', () => {
  it('are seen, started and switched off by administrators only', async () => {
    const boss = t.user('Мария', { id: ADMIN_ID });
    await t.fixtures.registered({ telegramId: boss.id });
    await boss.start();
    await boss.send('/admin');
    await boss.press('⏱ Задания по расписанию');
    expect(boss.screen()).toContain('Новые счета');
    await boss.press('Новые счета');
    await boss.press('▶️ Запустить сейчас');
    await boss.press('🔄 Обновить');
    expect(boss.screen()).toContain('делать было нечего');
    await boss.press('⏸ Выключить');
    expect(boss.screen()).toContain('Выключено');
    t.clock.advance(600_000);
    await t.app().runJobs();
    expect(
      await t.database.prisma.cronRun.count({ where: { job: 'notifications.bills', owner: { not: '' } } }),
    ).toBe(1);
    const anna = await person('Анна');
    await anna.user.forge('jobsw:notifications_bills:0');
    expect(anna.user.toasts().at(-1)?.text).toContain('для сотрудников');
    await t.assertClean({ refusedCalls: ['editMessageText'] });
  });
});
