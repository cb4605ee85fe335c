import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeDoneTickets } from '../../src/services/tickets/auto-close.ts';
import { tellLateTickets } from '../../src/services/tickets/late-tickets.ts';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { somebody } from './support/billing.ts';
import { house, openTicket, resident, worker } from './support/tickets.ts';

const DAY_MS = 86_400_000;

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(async () => {
  await emptyDatabase(t);
  t.clock.set('2026-11-16T09:00:00.000Z');
});
/** Redelivered presses are answered late; groups without topics, renamed and upgraded ones say so. */
const refusedCalls = ['TOPIC_NOT_MODIFIED', 'query is too old', 'not a forum', 'upgraded to a supergroup'];
afterEach(() => t.assertClean({ refusedCalls }));

const tickets = () => t.database.prisma.ticket.findMany({ orderBy: { id: 'asc' } });

describe('what comes before a ticket', () => {
  it('free words are matched and offered, never forced; an emergency shows phones first', async () => {
    const at = await house(t);
    const anna = await resident(t, at);
    await anna.send('у нас опять сломался лифт в первом подъезде');
    expect(anna.screen()).toContain('Похоже на заявку «Лифт не работает»');
    await anna.press('🛠 Подать заявку');
    // Her words are in it already.
    expect(anna.screen()).toContain('Пришлите фото');
    await anna.press('Без вложений');
    await anna.press('Пропустить');
    await anna.press('Пропустить');
    expect(anna.screen()).toContain('сломался лифт в первом подъезде');
    await anna.press('Отмена');
    await anna.send('Прорвало трубу, заливает кухню!');
    expect(anna.screen()).toContain('112');
    expect(anna.screen()).toContain('+7 495 111-22-33');
    expect(anna.screen()).toContain('перекройте кран');
    expect(await tickets()).toEqual([]);
    await anna.send('привет');
    expect(anna.screen()).not.toContain('заявку');
  });

  it('the same words minutes later are noticed, ten a day are the limit, all kindly', async () => {
    const at = await house(t);
    const anna = await resident(t, at);
    await openTicket(anna);
    await anna.send('/tickets');
    for (const button of ['➕ Новая заявка', '💧 Вода', 'Нет горячей воды']) await anna.press(button);
    await anna.send('нет ГОРЯЧЕЙ воды, третий день!');
    expect(anna.screen()).toContain('уже подана несколько минут назад');
    await anna.press('Отмена');
    const [first] = await tickets();
    if (first === undefined) throw new Error('no ticket');
    const { id: _, number: __, draftId: ___, fields: ____, ...row } = first;
    await t.database.prisma.ticket.createMany({
      data: Array.from({ length: 9 }, (_, n) => ({ ...row, number: `x-${n}` })),
    });
    t.clock.advance(3_600_000);
    await openTicket(anna, 'Одиннадцатая за день');
    expect(anna.toasts().at(-1)).toMatchObject({ alert: true });
    expect(anna.toasts().at(-1)?.text).toContain('За сутки можно подать 10 заявок');
    expect(await tickets()).toHaveLength(10);
    await anna.press('Отмена');
  });

  it('somebody without an account is led to it and to feedback; feedback needs no registration', async () => {
    const company = await t.fixtures.company({ shortName: 'Смарт Запад' });
    const olga = await worker(t, 'Ольга', 'manager', company.id);
    const guest = t.user(somebody('Гость'));
    const row = await t.fixtures.registered({ telegramId: guest.id });
    await t.database.prisma.telegramIdentity.update({
      where: { id: row.identityId },
      data: { residentId: null },
    });
    await guest.send('/tickets');
    expect(guest.buttons()).not.toContain('➕ Новая заявка');
    await guest.press('✉️ Обратная связь');
    await guest.press('Смарт Запад');
    await guest.send('Поставьте лавочку');
    await guest.press('Без вложений');
    await guest.press('✅ Отправить');
    expect(guest.screen()).toContain('Номер обращения');
    expect(olga.screen()).toContain('Поставьте лавочку');
    await olga.press('Открыть заявку');
    await olga.press('💬 Написать жителю');
    await olga.send('Поставим в мае');
    await olga.press('Без вложений');
    expect(guest.screen()).toContain('Поставим в мае');
    await guest.press('↩️ Ответить');
    await guest.send('Спасибо!');
    await guest.press('Без вложений');
    expect(guest.screen()).toContain('Отправлено');
    expect(
      await t.database.prisma.ticketMessage.count({ where: { fromStaff: false, text: 'Спасибо!' } }),
    ).toBe(1);
  });
});

describe('whose ticket it is', () => {
  it('forged numbers of others open nothing and change nothing', async () => {
    const at = await house(t);
    const anna = await resident(t, at);
    const eve = await resident(t, at, { name: 'Ева', flat: '8' });
    const stranger = await worker(t, 'Чужой', 'manager', (await t.fixtures.company()).id);
    await openTicket(anna);
    const [ticket] = await tickets();
    const id = ticket?.id ?? 0;
    await eve.send('/tickets');
    for (const data of ['tic', 'tiwr', 'ticx', 'tica', 'tiro', 'tifi', 'tirw'])
      await eve.forge(`${data}:${id}`);
    await eve.forge(`tira:${id}:5`);
    await eve.forge(`tis:${id}`);
    await eve.forge(`tit:${id}`);
    await stranger.send('/queue');
    for (const data of ['tis', 'tit', 'tidn', 'tisc', 'timg', 'tias', 'tisf'])
      await stranger.forge(`${data}:${id}`);
    await stranger.forge(`tirf:${id}:repeat`);
    expect([...eve.texts(), ...stranger.texts()].every((text) => !text.includes('третий день'))).toBe(true);
    expect((await tickets())[0]).toMatchObject({ status: 'new', assigneeId: null });
    expect(await t.database.prisma.ticketEvent.count()).toBe(1);
  });

  it('a double press, a repeated press and a redelivery send one ticket', async () => {
    const at = await house(t);
    const anna = await resident(t, at);
    await openTicket(anna);
    await anna.repress();
    await anna.redeliver();
    expect(await tickets()).toHaveLength(1);
    await anna.press('Открыть заявку');
    await anna.press('✖️ Отменить заявку');
    await anna.pressTogether(['Да, отменить', 'Да, отменить']);
    expect((await tickets())[0]?.status).toBe('cancelled');
    expect(await t.database.prisma.ticketEvent.count({ where: { toStatus: 'cancelled' } })).toBe(1);
  });
});

describe('the end of a ticket', () => {
  it('a day before it closes by itself the resident is told, once; within 14 days it can be returned', async () => {
    const at = await house(t);
    const anna = await resident(t, at);
    const olga = await worker(t, 'Ольга', 'manager', at.companyId);
    await openTicket(anna);
    await olga.press('Открыть заявку');
    await olga.press('🙋 Взять');
    await olga.press('✅ Выполнено');
    await olga.press('Пропустить');
    await olga.press('Без вложений');
    const { services } = t.app();
    t.clock.advance(6 * DAY_MS + 60_000);
    expect(await closeDoneTickets(services)).toEqual({ warned: 1, closed: 0 });
    expect(await closeDoneTickets(services)).toEqual({ warned: 0, closed: 0 });
    await t.settled();
    expect(anna.texts().some((text) => text.includes('завтра закроется сама'))).toBe(true);
    t.clock.advance(DAY_MS);
    expect(await closeDoneTickets(services)).toEqual({ warned: 0, closed: 1 });
    await t.settled();
    expect(anna.texts().at(-1)).toContain('закрылась сама');
    await anna.press('🔁 Вернуть в работу');
    await anna.send('Опять холодная');
    await anna.press('Без вложений');
    const [returned] = await tickets();
    expect(returned).toMatchObject({ status: 'reopened', reopenedCount: 1, assigneeId: null });
    // The deadline starts anew.
    expect(returned?.deadlineAt?.getTime()).toBe(t.clock.now().getTime() + DAY_MS);
    expect(olga.screen()).toContain('Опять холодная');
  });

  it('late ones are told once to the named person and every morning to the staff', async () => {
    const at = await house(t);
    const anna = await resident(t, at);
    const olga = await worker(t, 'Ольга', 'manager', at.companyId);
    const boss = await worker(t, 'Борис', 'operator', at.companyId);
    await openTicket(anna);
    await olga.send('/queue');
    await olga.press('⚙️ Настройка');
    await olga.press('🔔 Борис');
    expect(olga.screen()).toContain('О просроченных узнаёт: Борис');
    const { services } = t.app();
    t.clock.set('2026-11-17T09:00:00.000Z');
    expect(await tellLateTickets(services)).toEqual({ escalated: 0, digests: 0 });
    t.clock.set('2026-11-18T06:03:00.000Z');
    expect(await tellLateTickets(services)).toEqual({ escalated: 1, digests: 1 });
    expect(await tellLateTickets(services)).toEqual({ escalated: 0, digests: 0 });
    await t.settled();
    expect(boss.texts().some((text) => text.includes('Просрочена заявка'))).toBe(true);
    expect(boss.screen()).toContain('Просрочено: 1');
    await olga.send('/queue');
    expect(olga.buttons()).toContain('Просрочены 1');
    await olga.press('Просрочены 1');
    expect(olga.screen()).toContain('Срок вышел');
    await olga.press('📊 Цифры');
    expect(olga.lastMessage().kind).toBe('photo');
    expect(olga.screen()).toContain('просрочено 1');
    await olga.press('📄 Таблица CSV');
    expect(olga.lastMessage().kind).toBe('document');
  });
});

describe('one outage', () => {
  it('is reported by many, put together, and ends for all of them', async () => {
    const at = await house(t);
    const olga = await worker(t, 'Ольга', 'manager', at.companyId);
    const group = await t.chat.group(somebody('Сотрудники'), [olga], { forum: true });
    await t.database.prisma.company.update({
      where: { id: at.companyId },
      data: { staffChatId: BigInt(group.id) },
    });
    const people = [];
    for (const flat of ['1', '2', '3']) people.push(await resident(t, at, { flat }));
    const [one, two, three] = people;
    if (one === undefined || two === undefined || three === undefined) throw new Error('three people');
    await openTicket(one);
    await openTicket(two);
    expect(two.screen()).toContain('1 сосед');
    const here = olga.in(group);
    await here.press('🧩 Объединить похожие (1)');
    const [first, second] = await tickets();
    // The newest card was pressed: it is the main one.
    expect(first?.mergedIntoId).toBe(second?.id);
    await openTicket(three);
    expect(three.screen()).toContain('2 соседа');
    expect((await tickets())[2]?.mergedIntoId).toBe(second?.id);
    expect(group.topics()).toHaveLength(2);
    expect(group.messages().some(({ text }) => text.includes('уже 3 соседа'))).toBe(true);
    await here.press('🙋 Взять');
    await here.press('✅ Выполнено');
    await here.press('Без фото');
    expect((await tickets()).map(({ status }) => status)).toEqual(['done', 'done', 'done']);
    for (const person of people) expect(person.texts().at(-1)).toContain('выполнена');
  });
});

describe('the group', () => {
  it('shows name and phone only where the setting allows it', async () => {
    const at = await house(t);
    const olga = await worker(t, 'Ольга', 'manager', at.companyId);
    const group = await t.chat.group(somebody('Сотрудники'), [olga], { forum: true });
    await olga.in(group).send('/queue');
    await olga.in(group).press('Подключить: Смарт Запад');
    const seen = () =>
      group
        .messages()
        .map(({ text }) => text)
        .join('\n');
    for (const [button, flat, phone] of [
      ['только дом', false, false],
      ['дом и квартира', true, false],
      ['имя и телефон', true, true],
    ] as const) {
      await olga.send('/queue');
      await olga.press('⚙️ Настройка');
      await olga.press(button).catch(() => olga.press(`• ${button}`));
      const before = seen().length;
      t.clock.advance(3_600_000);
      await openTicket(await resident(t, at, { flat: `9${button.length}` }));
      const shown = seen().slice(before);
      expect(
        [shown.includes('Квартира: 9'), shown.includes('Секретова'), shown.includes('+7916')],
        button,
      ).toEqual([flat, phone, phone]);
    }
    // By the button only who pressed sees them, and the journal keeps it.
    const before = seen();
    await olga
      .in(group)
      .press('👤 Контакты')
      .catch(() => undefined);
    expect(seen()).toBe(before);
  });

  it('without topics takes answers to the bot’s posts, and goes on after it became a supergroup', async () => {
    const at = await house(t);
    const olga = await worker(t, 'Ольга', 'manager', at.companyId);
    let group = await t.chat.group(somebody('Сотрудники'), [olga], { type: 'group' });
    await t.database.prisma.company.update({
      where: { id: at.companyId },
      data: { staffChatId: BigInt(group.id) },
    });
    const anna = await resident(t, at);
    await openTicket(anna);
    const card = group.messages().find(({ text }) => text.includes('третий день'));
    await olga.in(group).send('Едем', { replyTo: card?.id ?? 0 });
    expect(anna.screen()).toContain('Едем');
    const before = anna.messages().length;
    await olga.in(group).send('! это не ответ');
    expect(anna.messages()).toHaveLength(before);
    group = await group.act({ type: 'upgrade' });
    await anna.press('↩️ Ответить');
    await anna.send('Ждём');
    await anna.press('Без вложений');
    expect(group.messages().some(({ text }) => text.includes('Ждём'))).toBe(true);
    const company = await t.database.prisma.company.findUniqueOrThrow({ where: { id: at.companyId } });
    expect(Number(company.staffChatId)).toBe(group.id);
  });
});
