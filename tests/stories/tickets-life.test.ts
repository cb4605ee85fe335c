import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { closeDoneTickets } from '../../src/services/tickets/auto-close.ts';
import { tellLateTickets } from '../../src/services/tickets/late-tickets.ts';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { somebody } from './support/billing.ts';
import { house, openTicket, resident, worker } from './support/tickets.ts';

const DAY_MS = 86_400_000;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const PNG_2 = Buffer.concat([PNG, Buffer.from([1])]);
const PNG_3 = Buffer.concat([PNG, Buffer.from([2])]);

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(async () => {
  await emptyDatabase(t);
  t.clock.set('2026-11-16T09:00:00.000Z');
});
/** Redelivered presses are answered late; groups without topics, renamed and upgraded ones say so. */
const refusedCalls = [
  'TOPIC_NOT_MODIFIED',
  'query is too old',
  'not a forum',
  'upgraded to a supergroup',
  'message is not modified',
];
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
    // Told before anything is filled in.
    await anna.send('/tickets');
    for (const button of ['➕ Новая заявка', '💧 Вода', 'Нет горячей воды']) await anna.press(button);
    expect(anna.toasts().at(-1)).toMatchObject({ alert: true });
    expect(anna.toasts().at(-1)?.text).toContain('За сутки можно подать 10 заявок');
    expect(await tickets()).toHaveLength(10);
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

describe('who hears of late tickets', () => {
  it('is the named person only while they may work them, and nobody is named again by a button', async () => {
    const at = await house(t);
    const olga = await worker(t, 'Ольга', 'manager', at.companyId);
    const petr = await worker(t, 'Пётр', 'operator', at.companyId);
    await olga.send('/queue');
    await olga.press('⚙️ Настройка');
    await olga.press('🔔 Пётр');
    expect(olga.screen()).toContain('О просроченных узнаёт: Пётр');
    await olga.press('🔔 все менеджеры');
    expect(olga.screen()).toContain('О просроченных узнаёт: все менеджеры');
    await olga.press('🔔 Пётр');
    await openTicket(await resident(t, at));
    await t.database.prisma.staffRole.updateMany({
      where: { role: 'operator' },
      data: { revokedAt: t.clock.now() },
    });
    t.clock.advance(2 * DAY_MS);
    await tellLateTickets(t.app().services);
    await t.settled();
    expect(olga.texts().some((text) => text.includes('Просрочена заявка'))).toBe(true);
    expect(petr.texts().some((text) => text.includes('Просрочена заявка'))).toBe(false);
  });
});

describe('what is sent before, and twice', () => {
  it('a picture before the words is kept; the preview counts an album whole and lets everything be changed', async () => {
    const at = await house(t);
    const anna = await resident(t, at);
    await anna.send('/tickets');
    for (const button of ['➕ Новая заявка', '💧 Вода', 'Нет горячей воды']) await anna.press(button);
    await anna.sendPhoto(PNG);
    expect(anna.screen()).toContain('Вложение сохранено');
    await anna.send('Вот такая вода');
    await anna.sendAlbum([PNG_2, PNG_3]);
    await anna.press('✅ Готово');
    await anna.press('В этом чате');
    await anna.press('В любое время');
    expect(anna.screen()).toContain('Вложений: 3');
    await anna.press('☎️ Как связаться');
    await anna.press('По телефону');
    expect(anna.screen()).toContain('Связь: По телефону');
    await anna.press('📎 Вложения');
    await anna.sendVoice(Buffer.from('voice'));
    await anna.press('✅ Готово');
    expect(anna.screen()).toContain('Вложений: 4');
    await anna.press('✅ Отправить');
    expect(await t.database.prisma.storedFile.count({ where: { ticketId: { not: null } } })).toBe(4);
  });

  it('files that Telegram does not keep any more are told of, the others are shown', async () => {
    const at = await house(t);
    const anna = await resident(t, at);
    await anna.send('/tickets');
    for (const button of ['➕ Новая заявка', '💧 Вода', 'Нет горячей воды']) await anna.press(button);
    await anna.send('Нет воды');
    await anna.sendAlbum([PNG, PNG_2, PNG_3]);
    await anna.press('✅ Готово');
    await anna.press('В этом чате');
    await anna.press('В любое время');
    await anna.press('✅ Отправить');
    const gone = (method: string) => {
      const description = 'Bad Request: wrong file identifier/HTTP URL specified';
      t.sandbox.core.faults.add({ kind: 'refuse', method, errorCode: 400, description, times: 1 });
    };
    gone('sendMediaGroup');
    gone('sendPhoto');
    await anna.send('/tickets');
    await anna.press('🆕 261116');
    const before = anna.messages().length;
    await anna.press('📎 Вложения (3)');
    expect(
      anna
        .messages()
        .slice(before)
        .filter(({ media }) => media !== null),
    ).toHaveLength(2);
    expect(anna.screen()).toContain('Ещё 1 вложение показать не получится');
  });

  it('a rating or a step pressed once more gives the same answer, no refusal', async () => {
    const at = await house(t);
    const anna = await resident(t, at);
    const olga = await worker(t, 'Ольга', 'manager', at.companyId);
    await openTicket(anna);
    const [ticket] = await tickets();
    for (const data of ['tit', 'tit', 'tist', 'tist', 'tidn', 'tidn'])
      await olga.forge(`${data}:${ticket?.id}`);
    await anna.forge(`tira:${ticket?.id}:5`);
    await anna.forge(`tira:${ticket?.id}:5`);
    expect(anna.screen()).toContain('Спасибо! Заявка закрыта');
    expect([...anna.toasts(), ...olga.toasts()].filter(({ alert }) => alert)).toEqual([]);
    expect(await t.database.prisma.ticketEvent.count()).toBe(5);
    // Another rating is another matter.
    await anna.forge(`tira:${ticket?.id}:1`);
    expect(anna.toasts().at(-1)?.text).toContain('уже закрыта');
  });

  it('whom to write to is chosen among all companies, page by page', async () => {
    for (let n = 1; n <= 10; n++)
      await t.fixtures.company({ shortName: `Компания ${String(n).padStart(2, '0')}` });
    const guest = t.user(somebody('Гость'));
    const row = await t.fixtures.registered({ telegramId: guest.id });
    await t.database.prisma.telegramIdentity.update({
      where: { id: row.identityId },
      data: { residentId: null },
    });
    await guest.send('/tickets');
    await guest.press('✉️ Обратная связь');
    expect(guest.buttons()).not.toContain('Компания 10');
    await guest.press('›');
    await guest.press('Компания 10');
    await guest.press('Отмена');
  });

  it('a program that stood still for days warns before it closes', async () => {
    const at = await house(t);
    const anna = await resident(t, at);
    const olga = await worker(t, 'Ольга', 'manager', at.companyId);
    await openTicket(anna);
    const [ticket] = await tickets();
    await olga.forge(`tit:${ticket?.id}`);
    await olga.forge(`tidn:${ticket?.id}`);
    const { services } = t.app();
    t.clock.advance(9 * DAY_MS);
    expect(await closeDoneTickets(services)).toEqual({ warned: 1, closed: 0 });
    await t.settled();
    expect(anna.screen()).toContain('завтра закроется сама');
    t.clock.advance(DAY_MS - 60_000);
    expect(await closeDoneTickets(services)).toEqual({ warned: 0, closed: 0 });
    t.clock.advance(60_000);
    expect(await closeDoneTickets(services)).toEqual({ warned: 0, closed: 1 });
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
  it('gets the open tickets when it is connected, and cards that say less when less is allowed', async () => {
    const at = await house(t);
    const olga = await worker(t, 'Ольга', 'manager', at.companyId);
    await openTicket(await resident(t, at));
    const group = await t.chat.group(somebody('Сотрудники'), [olga], { forum: true });
    await olga.in(group).send('/queue');
    await olga.in(group).press('Подключить: Смарт Запад');
    const card = () => group.messages().find(({ text }) => text.includes('третий день'));
    expect(group.topics()).toHaveLength(1);
    expect(card()?.text).toContain('Квартира: 7');
    await olga.send('/queue');
    await olga.press('⚙️ Настройка');
    await olga.press('только дом');
    expect(card()?.text).not.toContain('Квартира');
    expect(card()?.text).toContain('ул. Спортивная');
  });

  it('posts what it missed when the bot may write again', async () => {
    const at = await house(t);
    const olga = await worker(t, 'Ольга', 'manager', at.companyId);
    const group = await t.chat.group(somebody('Сотрудники'), [olga], { forum: true });
    await t.database.prisma.company.update({
      where: { id: at.companyId },
      data: { staffChatId: BigInt(group.id) },
    });
    await group.act({ type: 'set-bot', status: 'kicked' });
    await openTicket(await resident(t, at));
    expect(olga.texts().some((text) => text.includes('Новая заявка'))).toBe(true);
    await group.act({ type: 'set-bot', status: 'administrator', rights: { manageTopics: true } });
    expect(group.messages().some(({ text }) => text.includes('третий день'))).toBe(true);
    refusedCalls.push('ForumTopic: 403');
  });

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
