import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Group, Seat, User } from '../../src/sandbox/driver-api.ts';
import { mergeSimilar } from '../../src/services/tickets/merge-tickets.ts';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { somebody } from './support/billing.ts';
import { type House, house, openTicket, resident, worker } from './support/tickets.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(async () => {
  await emptyDatabase(t);
  t.clock.set('2026-11-16T09:00:00.000Z');
});
afterEach(() => t.assertClean({ refusedCalls: ['TOPIC_NOT_MODIFIED'] }));

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const tickets = () => t.database.prisma.ticket.findMany({ orderBy: { id: 'asc' } });
const numbers = async () => (await tickets()).map(({ number }) => number);

/** Three neighbours; the first two reports were put together under the second. */
async function outage(withGroup: boolean) {
  const at: House = await house(t);
  const olga = await worker(t, 'Ольга', 'manager', at.companyId);
  let group: Group | null = null;
  if (withGroup) {
    group = await t.chat.group(somebody('Сотрудники'), [olga], { forum: true });
    await t.database.prisma.company.update({
      where: { id: at.companyId },
      data: { staffChatId: BigInt(group.id) },
    });
  }
  const people: User[] = [];
  for (const flat of ['1', '2', '3']) people.push(await resident(t, at, { flat }));
  const [one, two, three] = people;
  if (one === undefined || two === undefined || three === undefined) throw new Error('three people');
  await openTicket(one, 'Нет воды с утра');
  await openTicket(two, 'Кран сухой');
  return { at, olga, group, one, two, three };
}

describe('an outage in the group', () => {
  it('shows what every neighbour says; an answer goes to that neighbour, «!!» to all', async () => {
    const { olga, group, one, two, three } = await outage(true);
    if (group === null) throw new Error('no group');
    const here: Seat = olga.in(group);
    const posts = () => group.messages().map(({ text }) => text);
    await here.press('🧩 Объединить похожие (1)');
    await openTicket(three, 'У меня ещё и батарея холодная');
    const joined = group.messages().find(({ text }) => text.includes('батарея холодная'));
    expect(joined?.text).toContain('Квартира: 3');
    const topics = group.topics().length;

    // Words and a photo of a neighbour that has no topic.
    await three.press('Открыть заявку');
    await three.press('✍️ Написать');
    await three.send('Когда дадут?');
    await three.sendPhoto(PNG);
    await three.press('✅ Готово');
    expect(group.topics()).toHaveLength(topics);
    const question = group.messages().find(({ kind, side }) => kind === 'photo' && side === 'bot');
    expect(question?.text).toContain('Когда дадут?');
    expect(question?.text).toContain((await numbers())[2]);

    const main = question?.topicId ?? 0;
    await here.send('Вам лично: к вечеру', { topicId: main, replyTo: question?.id ?? 0 });
    expect(three.screen()).toContain('к вечеру');
    expect([...one.texts(), ...two.texts()].join('\n')).not.toContain('к вечеру');

    const toAll = await here.send('!! Воду дадут в 18:00', { topicId: main });
    for (const person of [one, two, three]) expect(person.screen()).toContain('Воду дадут в 18:00');
    expect(one.screen()).toContain((await numbers())[0]);
    expect(posts().at(-1)).toContain('Отправлено 3 жителям');
    await here.edit(toAll.id, '!! Воду дадут в 19:00');
    for (const person of [one, two, three]) {
      expect(person.texts().some((text) => text.includes('в 19:00'))).toBe(true);
      expect(person.texts().some((text) => text.includes('в 18:00'))).toBe(false);
    }
    await three.press('Открыть заявку');
    expect(three.screen()).toContain('в 19:00');

    await here.press('🙋 Взять');
    await here.press('✅ Выполнено');
    const prompt = group.messages().findLast(({ text }) => text.startsWith('✅❓'));
    await here.send('Трубу заменили', { topicId: main, replyTo: prompt?.id ?? 0 });
    for (const person of [one, two, three])
      expect(person.texts().some((text) => text.includes('Трубу заменили'))).toBe(true);
    expect((await tickets()).map(({ status }) => status)).toEqual(['done', 'done', 'done']);
  });

  it('keeps the flat back where the setting says so', async () => {
    const { at, olga, group, three } = await outage(true);
    if (group === null) throw new Error('no group');
    await t.database.prisma.setting.create({
      data: {
        key: 'tickets.group-privacy',
        companyId: at.companyId,
        value: 'house',
        effectiveFrom: t.clock.now(),
        changedAt: t.clock.now(),
      },
    });
    await olga.in(group).press('🧩 Объединить похожие (1)');
    await openTicket(three, 'И у нас');
    const joined = group.messages().find(({ text }) => text.includes('И у нас'));
    expect(joined?.text).toContain('соседа');
    expect(joined?.text).not.toContain('Квартира');
  });
});

describe('an outage in the private queue', () => {
  it('lists the neighbours, writes to all of them, and splits off what is another matter', async () => {
    const { olga, one, two, three } = await outage(false);
    await olga.send('/queue');
    await olga.press(`🆕 ${(await numbers())[1]} · Нет горячей воды`);
    await olga.press('🙋 Взять');
    await olga.press('🧩 Объединить похожие (1)');
    expect(olga.toasts().at(-1)?.text).toContain('Объединено заявок: 1');
    await openTicket(three, 'Совсем нет воды');
    expect(olga.screen()).toContain('Совсем нет воды');
    // It joined what is being worked on.
    expect((await tickets())[2]?.status).toBe('accepted');

    await olga.send('/queue');
    expect(olga.screen()).toContain('Сообщили 3 жителя');
    await olga.press(`🙋 ${(await numbers())[1]} · Нет горячей воды`);
    await olga.press('📢 Написать всем');
    await olga.send('Авария на магистрали');
    await olga.press('Без вложений');
    for (const person of [one, two, three]) expect(person.screen()).toContain('Авария на магистрали');
    await olga.press('Открыть заявку');
    await olga.press('👥 Соседи (2)');
    expect(olga.screen()).toContain('кв. 1');
    expect(olga.screen()).toContain('«Нет воды с утра»');
    await olga.press(`${(await numbers())[2]} кв. 3`);
    await olga.press('✂️ Отделить');
    expect((await tickets()).map(({ mergedIntoId }) => mergedIntoId !== null)).toEqual([true, false, false]);
    expect(olga.buttons()).not.toContain('✂️ Отделить');
    // What a neighbour writes reaches who works on the main one.
    await one.press('↩️ Ответить');
    await one.send('Спасибо, ждём');
    await one.press('Без вложений');
    expect(olga.screen()).toContain('Спасибо, ждём');
  });

  it('two who put two cards together at once make one outage, not a ring', async () => {
    const { at, olga } = await outage(false);
    const petr = await worker(t, 'Пётр', 'operator', at.companyId);
    const [first, second] = await tickets();
    const staffOf = async (user: User) => {
      const row = await t.database.prisma.telegramIdentity.findUniqueOrThrow({
        where: { telegramId: BigInt(user.id) },
        include: { staffRoles: true },
      });
      const grants = row.staffRoles.map(({ id, role, companyId, expiresAt }) => ({
        id,
        role,
        companyId,
        expiresAt,
      }));
      return { identityId: row.id, grants };
    };
    const results = await Promise.allSettled([
      mergeSimilar(t.app().services, { ticketId: first?.id ?? 0, staff: await staffOf(olga) }),
      mergeSimilar(t.app().services, { ticketId: second?.id ?? 0, staff: await staffOf(petr) }),
    ]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((await tickets()).filter(({ mergedIntoId }) => mergedIntoId === null)).toHaveLength(1);
  });
});
