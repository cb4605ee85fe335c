import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { afterUndo, composeCommon, house, manager, neighbour, sendNow, times } from './support/announcing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(async () => {
  t.clock.set('2026-11-16T09:00:00.000Z');
  await emptyDatabase(t);
});

const clean = () =>
  t.assertClean({ refusedCalls: ['message is not modified', '403', 'message to edit not found'] });
const row = () => t.database.prisma.announcement.findFirstOrThrow({ orderBy: { id: 'desc' } });

describe('a second person’s word', () => {
  /** Two recipients, and above one a colleague must agree. */
  async function twoManagers() {
    const { company, flat } = await house(t);
    const anna = await neighbour(t, 'Анна', (await flat('1')).id);
    const john = await neighbour(t, 'John', (await flat('2')).id, 'en');
    await t.database.prisma.setting.create({
      data: {
        key: 'announcements.approval-above',
        companyId: company.id,
        value: 1,
        effectiveFrom: new Date('2026-01-01T00:00:00Z'),
        changedAt: t.clock.now(),
      },
    });
    const olga = await manager(t, company.id);
    const pavel = await manager(t, company.id, 'Pavel', 'en');
    return { company, anna, john, olga, pavel };
  }
  type Both = Awaited<ReturnType<typeof twoManagers>>;

  async function asked({ olga }: Both): Promise<number> {
    await composeCommon(olga.user, 'Всем соседям', null);
    await olga.user.press('К объявлению');
    await olga.user.press('📤 Отправить');
    await olga.user.press('📤 Да, отправить');
    expect(olga.user.screen()).toContain('нужно согласие второго сотрудника');
    return (await row()).id;
  }
  const nothingGoes = async ({ anna, john }: Both): Promise<void> => {
    await afterUndo(t);
    expect([times(anna, 'Всем'), times(john, 'Всем')]).toEqual([0, 0]);
  };

  it('is another’s than the author’s, from whatever phone, and no resident’s', async () => {
    const both = await twoManagers();
    const id = await asked(both);
    const { olga, anna, pavel } = both;
    // The author’s own card has no such button; a press made up is refused, also of what sends and plans.
    await olga.user.press('К объявлению');
    expect(olga.user.buttons()).not.toContain('✅ Согласиться');
    await olga.user.forge(`annok:${id}:0`);
    expect(olga.user.toasts().at(-1)?.text).toContain('другой сотрудник');
    for (const data of [`anngo:${id}:0`, `annat:${id}`, `annpz:${id}:0`]) await olga.user.forge(data);
    await anna.user.forge(`annok:${id}:0`);
    expect(anna.user.toasts().at(-1)?.text).toContain('для сотрудников');
    const stranger = await manager(t, (await t.fixtures.company()).id, 'Глеб');
    await stranger.user.forge(`annok:${id}:0`);
    expect(stranger.user.toasts().at(-1)?.text).toContain('Такого объявления нет');
    await nothingGoes(both);
    expect((await row()).status).toBe('awaiting_approval');
    // Agreed twice it is one sending; the journal knows who.
    await pavel.user.press('Open the announcement');
    await pavel.user.press('✅ Agree');
    await pavel.user.repress();
    await afterUndo(t);
    expect([times(anna, 'Всем'), times(both.john, 'Всем')]).toEqual([1, 1]);
    expect(await row()).toMatchObject({ status: 'sent', approvedById: pavel.identityId });
    const agreed = await t.database.prisma.auditEntry.findMany({ where: { action: 'announcement.approve' } });
    expect(agreed.map(({ actorId }) => actorId)).toEqual([pavel.identityId]);
    await clean();
  });

  it('is asked for at its time when the audience has grown since it was planned', async () => {
    const both = await twoManagers();
    const { olga, pavel, anna, john } = both;
    const fewer = await t.database.prisma.accountLink.updateMany({
      where: { residentId: john.residentId },
      data: { status: 'frozen' },
    });
    expect(fewer.count).toBe(1);
    await composeCommon(olga.user, 'Всем соседям', null);
    await olga.user.press('К объявлению');
    await olga.user.press('📤 Отправить');
    await olga.user.press('📤 Да, отправить');
    expect(await row()).toMatchObject({ status: 'scheduled', recipientCount: 1 });
    await t.database.prisma.accountLink.updateMany({
      where: { residentId: john.residentId },
      data: { status: 'active' },
    });
    await nothingGoes(both);
    expect(await row()).toMatchObject({ status: 'awaiting_approval', recipientCount: 2 });
    expect(olga.user.texts().join()).toContain('«Всем соседям» не ушло в своё время: получателей стало 2');
    expect(
      await t.database.prisma.auditEntry.count({ where: { action: 'announcement.hold', actorId: null } }),
    ).toBe(1);
    await pavel.user.press('Open the announcement');
    await pavel.user.press('✅ Agree');
    await afterUndo(t);
    expect([times(anna, 'Всем'), times(john, 'Всем')]).toEqual([1, 1]);
    expect(await row()).toMatchObject({ status: 'sent', approvedById: pavel.identityId });
    await clean();
  });

  it('is about what was read: rewritten since, it is to be read again', async () => {
    const both = await twoManagers();
    const { olga, pavel, anna } = both;
    await asked(both);
    await pavel.user.press('Open the announcement');
    await olga.user.press('К объявлению');
    await olga.user.press('Вернуть в черновики');
    await olga.user.press('✏️ Изменить текст');
    await olga.user.send('Всем: распродажа!');
    await olga.user.press('Пропустить');
    await olga.user.press('К объявлению');
    await olga.user.press('📤 Отправить');
    await olga.user.press('📤 Да, отправить');
    expect((await row()).status).toBe('awaiting_approval');
    await pavel.user.press('✅ Agree');
    expect(pavel.user.toasts().at(-1)?.text).toContain('changed while you were deciding');
    expect(pavel.user.texts().join()).toContain('распродажа');
    await nothingGoes(both);
    expect((await row()).status).toBe('awaiting_approval');
    await pavel.user.press('✅ Agree');
    await afterUndo(t);
    expect(times(anna, 'распродажа')).toBe(1);
    await clean();
  });

  it('given by a button of an older version of the bot, it is asked for again under the text', async () => {
    const both = await twoManagers();
    const { pavel, anna } = both;
    const id = await asked(both);
    // Seven characters of 32 bits: marks as they were before.
    await pavel.user.forge(`annok:${id}:1x8f0qz`);
    expect(pavel.user.toasts().at(-1)?.text).toContain('this button is from before');
    expect(pavel.user.screen()).toContain('Всем соседям');
    await nothingGoes(both);
    await pavel.user.press('✅ Agree');
    await afterUndo(t);
    expect(times(anna, 'Всем')).toBe(1);
    await clean();
  });

  it('is not that of who rewrote a colleague’s draft and asked', async () => {
    const both = await twoManagers();
    const { olga, pavel, anna } = both;
    await composeCommon(olga.user, 'Всем соседям', null);
    const { id } = await row();
    await pavel.user.forge(`annes:${id}`);
    await pavel.user.send('Всем: переводите деньги сюда');
    await pavel.user.press('Skip');
    await pavel.user.press('To the announcement');
    await pavel.user.press('📤 Send');
    await pavel.user.press('📤 Yes, send');
    expect((await row()).status).toBe('awaiting_approval');
    await pavel.user.press('To the announcement');
    expect(pavel.user.buttons()).not.toContain('✅ Agree');
    await pavel.user.forge(`annok:${id}:0`);
    expect(pavel.user.toasts().at(-1)?.text).toContain('colleague');
    await nothingGoes(both);
    // The one who wrote it first may, having read what it has become.
    await olga.user.press('Открыть объявление');
    expect(olga.user.screen()).toContain('переводите деньги сюда');
    await olga.user.press('✅ Согласиться');
    await afterUndo(t);
    expect(times(anna, 'переводите')).toBe(1);
    await clean();
  });

  it('two managers on one draft: who sends sends what was shown to them', async () => {
    const both = await twoManagers();
    const { olga, pavel, anna } = both;
    await composeCommon(olga.user, 'Всем соседям', null);
    await olga.user.press('👥 Кому отправить');
    await olga.user.press('Квартиры');
    await olga.user.send('1');
    expect(olga.user.screen()).toContain('Получателей сейчас: 1');
    await olga.user.press('👥 Кому отправить');
    expect(olga.user.screen()).toContain('кв. 1');
    await olga.user.press('К объявлению');
    await olga.user.press('📤 Отправить');
    expect(olga.user.screen()).toContain('Получателей: 1');
    // The other opens the circle to everybody.
    await pavel.user.forge(`annax:${(await row()).id}:flats`);
    await olga.user.press('📤 Да, отправить');
    expect(olga.user.toasts().at(-1)?.text).toContain('изменили, пока вы решали');
    expect(olga.user.screen()).toContain('Получателей: 2');
    expect((await row()).status).toBe('draft');
    await nothingGoes(both);
    await olga.user.press('📤 Да, отправить');
    await pavel.user.press('Open the announcement');
    await pavel.user.press('✅ Agree');
    await afterUndo(t);
    expect(times(anna, 'Всем')).toBe(1);
    await clean();
  });

  it('does not count when the right has expired or was taken away, or the author took it back', async () => {
    const both = await twoManagers();
    const { pavel, olga } = both;
    const id = await asked(both);
    const roles = { where: { identityId: pavel.identityId } };
    await t.database.prisma.staffRole.updateMany({
      ...roles,
      data: { expiresAt: new Date(t.clock.now().getTime() + 1_000) },
    });
    await pavel.user.press('Open the announcement');
    expect(pavel.user.buttons()).toContain('✅ Agree');
    t.clock.advance(2_000);
    await pavel.user.press('✅ Agree');
    await nothingGoes(both);
    expect((await row()).status).toBe('awaiting_approval');
    await t.database.prisma.staffRole.updateMany({ ...roles, data: { expiresAt: null } });
    const taken = await t.database.prisma.staffRole.findFirstOrThrow(roles);
    await t.database.prisma.staffRole.delete({ where: { id: taken.id } });
    await pavel.user.forge(`annok:${id}:0`);
    await nothingGoes(both);
    await t.database.prisma.staffRole.create({
      data: { identityId: pavel.identityId, role: 'manager', companyId: both.company.id },
    });
    // The author thinks better of it while the colleague reads.
    await olga.user.press('К объявлению');
    await olga.user.press('Вернуть в черновики');
    await pavel.user.forge(`annok:${id}:0`);
    expect(pavel.user.toasts().at(-1)?.text).toContain('not possible any more');
    await nothingGoes(both);
    expect((await row()).status).toBe('draft');
    await clean();
  });

  it('comes too late for what is over by then', async () => {
    const both = await twoManagers();
    const { olga, pavel } = both;
    await olga.user.send('/announce');
    await olga.user.press('✍️ Написать объявление');
    await olga.user.press('🚧 Отключение');
    await olga.user.send('Всем: нет воды');
    await olga.user.press('Пропустить');
    await olga.user.press('Готово');
    await olga.user.send('сегодня 12:30');
    await olga.user.send('сегодня 14:00');
    await olga.user.press('К объявлению');
    await olga.user.press('📤 Отправить');
    await olga.user.press('📤 Да, отправить');
    await pavel.user.press('Open the announcement');
    t.clock.set('2026-11-16T11:30:00.000Z');
    await pavel.user.press('✅ Agree');
    expect(pavel.user.toasts().at(-1)?.text).toContain('will be over by then');
    await nothingGoes(both);
    expect((await row()).status).toBe('awaiting_approval');
    await clean();
  });
});

describe('the author and the progress bar', () => {
  /** At night ordinary messages wait: the sending has begun and nothing has gone. */
  async function begunAtNight() {
    const { company, flat } = await house(t);
    const anna = await neighbour(t, 'Анна', (await flat('1')).id);
    const olga = await manager(t, company.id);
    t.clock.set('2026-11-16T20:30:00.000Z');
    await composeCommon(olga.user, 'Моем окна', null);
    await olga.user.press('К объявлению');
    await sendNow(t, olga.user);
    expect((await row()).status).toBe('sending');
    return { anna, olga };
  }
  /** Some looks of the watcher, each after its time. */
  async function looks(count: number): Promise<void> {
    for (let n = 0; n < count; n += 1) {
      t.clock.advance(5_000);
      await t.settled();
    }
  }
  const toAuthor = (author: number) =>
    t.chat
      .calls()
      .filter(({ method, chatId }) => /^(sendMessage|editMessageText)$/.test(method) && chatId === author)
      .length;

  it('who blocked the bot is left in peace, and the announcement goes on to its end', async () => {
    const { anna, olga } = await begunAtNight();
    await olga.user.block();
    // Telegram's word of it was lost: the first refusal says the same.
    await t.database.prisma.telegramIdentity.update({
      where: { id: olga.identityId },
      data: { unreachableAt: null },
    });
    // The bar is a message that is still to be sent, as after a planned start: Telegram refuses it.
    await t.database.prisma.announcement.updateMany({
      data: { progressChatId: null, progressMessageId: null },
    });
    await looks(1);
    const author = await t.database.prisma.telegramIdentity.findUniqueOrThrow({
      where: { id: olga.identityId },
    });
    expect(author.unreachableAt).not.toBeNull();
    const before = toAuthor(olga.user.id);
    await looks(3);
    expect(toAuthor(olga.user.id)).toBe(before);
    t.clock.set('2026-11-17T07:30:00.000Z');
    await t.settled();
    await looks(1);
    expect(times(anna, 'Моем')).toBe(1);
    expect((await row()).status).toBe('sent');
    expect(toAuthor(olga.user.id)).toBe(before);
    // Back again, the report is there.
    await olga.user.unblock();
    await olga.user.send('/announce');
    expect(olga.user.screen()).toContain('отправлено');
    await clean();
  });

  it('composing a photo names the button that ends it, in both languages', async () => {
    const { company } = await house(t);
    for (const [name, lang, done, write, kind, skip] of [
      ['Ольга', 'ru', '«Готово»', '✍️ Написать объявление', '📄 Обычное', 'Пропустить'],
      ['Pavel', 'en', '“Done”', '✍️ Write an announcement', '📄 Common', 'Skip'],
    ] as const) {
      const { user } = await manager(t, company.id, name, lang);
      await user.send('/announce');
      await user.press(write);
      await user.press(kind);
      await user.send('Двор');
      await user.press(skip);
      expect(user.screen()).toContain(done);
      await user.sendPhoto(PNG);
      expect(user.screen()).toContain(done);
      await user.press(done.slice(1, -1));
      expect(user.screen()).toContain('✅');
    }
    await clean();
  });
});

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
