import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Group, Seat, User } from '../../src/sandbox/driver-api.ts';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { somebody } from './support/billing.ts';
import { type House, house, openTicket, resident, worker } from './support/tickets.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(async () => {
  await emptyDatabase(t);
  // A Monday.
  t.clock.set('2026-11-16T09:00:00.000Z');
});
/** Refusals of Telegram that one story provokes. */
const expected: string[] = [];
// The topic is named whenever something happens, also when its name is right already.
afterEach(() => t.assertClean({ refusedCalls: ['TOPIC_NOT_MODIFIED', ...expected.splice(0)] }));

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const WORDS = {
  ru: {
    new: '➕ Новая заявка',
    water: '💧 Вода',
    hot: 'Нет горячей воды',
    describe: 'Опишите своими словами',
    files: 'Пришлите фото',
    ready: '✅ Готово',
    chat: 'В этом чате',
    any: 'В любое время',
    check: 'Проверьте заявку',
    send: '✅ Отправить',
    opened: 'Заявка принята',
    card: 'Открыть заявку',
    rated: 'Спасибо! Заявка закрыта',
    accepted: 'принята',
    done: 'выполнена',
  },
  en: {
    new: '➕ New ticket',
    water: '💧 Water',
    hot: 'No hot water',
    describe: 'Say in your own words',
    files: 'Send photos',
    ready: '✅ Done',
    chat: 'In this chat',
    any: 'Any time',
    check: 'Check the ticket',
    send: '✅ Send',
    opened: 'The ticket is open',
    card: 'Open the ticket',
    rated: 'Thank you! The ticket is closed',
    accepted: 'accepted',
    done: 'done',
  },
} as const;

async function ticketNumber(): Promise<string> {
  const rows = await t.database.prisma.ticket.findMany({ orderBy: { id: 'desc' }, take: 1 });
  return rows[0]?.number ?? '';
}

describe.each(['ru', 'en'] as const)('a ticket from the menu to the rating (%s)', (lang) => {
  const words = WORDS[lang];

  it('with files and a restart between any two steps; the manager works it in private', async () => {
    const at = await house(t);
    const user = await resident(t, at, { lang });
    const olga = await worker(t, 'Ольга', 'manager', at.companyId);
    const steps: (() => Promise<unknown>)[] = [
      () => user.send('/tickets'),
      () => user.press(words.new),
      async () => {
        expect(user.screen()).toContain('112');
        expect(user.screen()).toContain('+7 495 111-22-33');
        await user.press(words.water);
      },
      () => user.press(words.hot),
      async () => {
        expect(user.screen()).toContain(words.describe);
        await user.send('Нет горячей воды: < 20° & третий день');
      },
      async () => {
        expect(user.screen()).toContain(words.files);
        await user.sendAlbum([PNG, PNG, PNG]);
      },
      () => user.sendVoice(Buffer.from('voice')),
      () => user.press(words.ready),
      () => user.press(words.chat),
      () => user.press(words.any),
      async () => {
        expect(user.screen()).toContain(words.check);
        expect(user.screen()).toContain('< 20° & третий');
        await user.press(words.send);
      },
    ];
    for (const [index, step] of steps.entries()) {
      await step();
      // One language is enough for it.
      if (lang === 'ru' && index % 3 === 1) await t.restart();
    }
    expect(user.screen()).toContain(words.opened);
    const number = await ticketNumber();
    expect(user.screen()).toContain(number);
    // 24 hours on the clock.
    expect(user.screen()).toContain('17.11.2026 12:00');
    expect(await t.database.prisma.storedFile.count({ where: { ticketId: { not: null } } })).toBeGreaterThan(
      1,
    );

    expect(olga.screen()).toContain(`Новая заявка ${number}`);
    await olga.press('Открыть заявку');
    await olga.press('🙋 Взять');
    expect(user.texts().at(-1)).toContain(words.accepted);
    await olga.press('🛠 Начать работу');
    await olga.press('✅ Выполнено');
    await olga.send('Заменили кран');
    await olga.sendPhoto(PNG);
    await olga.press('✅ Готово');
    expect(user.texts().some((text) => text.includes(words.done))).toBe(true);
    expect(user.messages().some((message) => message.kind === 'photo' && message.side === 'bot')).toBe(true);
    await user.press('⭐5');
    expect(user.texts().some((text) => text.includes(words.rated))).toBe(true);
    const ticket = await t.database.prisma.ticket.findFirstOrThrow();
    expect([ticket.status, ticket.rating]).toEqual(['closed', 5]);
  });
});

/** The staff group of a company, with topics, and two of its workers in it. */
async function staffed(options: { forum?: boolean } = {}): Promise<{
  at: House;
  group: Group;
  olga: User;
  petr: User;
  topic(): number;
  olgaHere: Seat;
}> {
  const at = await house(t);
  const olga = await worker(t, 'Ольга', 'manager', at.companyId);
  const petr = await worker(t, 'Пётр', 'operator', at.companyId);
  const group = await t.chat.group(somebody('Сотрудники'), [olga, petr], { forum: options.forum ?? true });
  await t.database.prisma.company.update({
    where: { id: at.companyId },
    data: { staffChatId: BigInt(group.id) },
  });
  const topic = () => group.topics().at(-1)?.id ?? 0;
  return { at, group, olga, petr, topic, olgaHere: olga.in(group) };
}

const groupTexts = (group: Group) => group.messages().map(({ text }) => text);

describe('the staff group with topics', () => {
  it('has a topic per ticket, words for the resident by answer and marker, the rest stays inside', async () => {
    const { at, group, topic, olgaHere } = await staffed();
    const anna = await resident(t, at);
    await openTicket(anna);
    const number = await ticketNumber();
    expect(group.topics().map(({ name }) => name)).toEqual([
      `🆕 ${number} · Нет горячей воды · ул. Спортивная, д. 12к2`,
    ]);
    const card = group.messages().find(({ text }) => text.includes(`№ ${number}`));
    expect(card?.text).toContain('Квартира: 7');
    // Beyond the flat nothing of the person.
    for (const text of groupTexts(group)) {
      expect(text).not.toContain('Секретова');
      expect(text).not.toContain('+7916');
    }
    const before = anna.messages().length;
    await olgaHere.send('Коллеги, кто на этом доме?', { topicId: topic() });
    expect(anna.messages()).toHaveLength(before);
    await olgaHere.send('! Мастер придёт завтра', { topicId: topic() });
    expect(anna.screen()).toContain('Мастер придёт завтра');
    expect(anna.screen()).not.toContain('!');
    expect(groupTexts(group).at(-1)).toContain('Отправлено жителю');
    const answered = await olgaHere.send('Код домофона нужен?', { topicId: topic(), replyTo: card?.id ?? 0 });
    expect(anna.screen()).toContain('Код домофона нужен?');
    await olgaHere.edit(answered.id, 'Какой код домофона?');
    expect(anna.texts().some((text) => text.includes('Какой код домофона?'))).toBe(true);
    expect(anna.texts().some((text) => text.includes('Код домофона нужен?'))).toBe(false);
    // Once more within the same second, and back again.
    for (const words of ['Какой же код домофона?', 'Какой код домофона?']) {
      await olgaHere.edit(answered.id, words);
      expect(anna.texts().some((text) => text.includes(words))).toBe(true);
    }
    expect(anna.texts().every((text) => !text.includes('Коллеги'))).toBe(true);

    await anna.press('↩️ Ответить');
    await anna.send('Код 12');
    await anna.press('Без вложений');
    expect(groupTexts(group).some((text) => text.includes('пишет житель') && text.includes('Код 12'))).toBe(
      true,
    );

    await olgaHere.press('🙋 Взять');
    expect(anna.texts().at(-1)).toContain('принята');
    expect(group.topics()[0]?.name).toContain('🙋');
    await olgaHere.press('✅ Выполнено');
    const prompt = group.messages().find(({ text }) => text.startsWith('✅❓'));
    await olgaHere.sendPhoto(PNG, {
      topicId: topic(),
      replyTo: prompt?.id ?? 0,
      caption: 'Готово, проверьте',
    });
    expect(anna.messages().some(({ kind, side }) => kind === 'photo' && side === 'bot')).toBe(true);
    await anna.press('⭐5');
    expect(group.topics()[0]).toMatchObject({ closed: true });
  });

  it('gives a ticket that two take at once to one of them, and tells the other who has it', async () => {
    const { at, group, olga, petr, olgaHere } = await staffed();
    await openTicket(await resident(t, at));
    const petrHere = petr.in(group);
    await Promise.all([olgaHere.press('🙋 Взять'), petrHere.press('🙋 Взять')]);
    await t.settled();
    const ticket = await t.database.prisma.ticket.findFirstOrThrow();
    expect(ticket.assigneeId).not.toBeNull();
    expect(await t.database.prisma.ticketEvent.count({ where: { toStatus: 'accepted' } })).toBe(1);
    const refused = [...olga.toasts(), ...petr.toasts()].filter(({ alert }) => alert);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.text).toMatch(/Заявку уже взял\(а\) (Ольга|Пётр)/);
  });

  it('carries media of every kind both ways', async () => {
    const { at, group, topic, olgaHere } = await staffed();
    const anna = await resident(t, at);
    await anna.send('/tickets');
    for (const button of ['➕ Новая заявка', '💧 Вода', 'Нет горячей воды']) await anna.press(button);
    await anna.send('Смотрите сами');
    await anna.sendPhoto(PNG);
    await anna.sendVideo(Buffer.from('video'));
    await anna.sendVoice(Buffer.from('voice'));
    await anna.sendDocument(Buffer.from('%PDF-1.4'), 'акт.pdf', { mimeType: 'application/pdf' });
    await anna.sendLocation(55.75, 37.61);
    await anna.sendSpecial('video_note');
    await anna.sendAudio(Buffer.from('audio'), 'гул.mp3');
    await anna.press('✅ Готово');
    await anna.press('В этом чате');
    await anna.press('В любое время');
    await anna.press('✅ Отправить');
    const came = () =>
      group
        .messages()
        .filter(({ side }) => side === 'bot')
        .map(({ kind }) => kind);
    for (const kind of ['photo', 'video', 'voice', 'document', 'location', 'video_note', 'audio']) {
      expect(came(), kind).toContain(kind);
    }
    const card = group.messages().find(({ text }) => text.includes('Смотрите сами'));
    const answer = { topicId: topic(), replyTo: card?.id ?? 0 };
    await olgaHere.sendPhoto(PNG, { ...answer, caption: 'так?' });
    await olgaHere.sendVideo(Buffer.from('video 2'), answer);
    await olgaHere.sendVoice(Buffer.from('voice 2'), answer);
    await olgaHere.sendDocument(Buffer.from('%PDF-1.5'), 'ответ.pdf', {
      ...answer,
      mimeType: 'application/pdf',
    });
    await olgaHere.sendAudio(Buffer.from('audio'), 'шум.mp3', answer);
    await olgaHere.sendSpecial('video_note', answer);
    await olgaHere.sendLocation(55.76, 37.62, answer);
    // Without an answer and without the marker it is for colleagues.
    await olgaHere.sendLocation(1, 1, { topicId: topic() });
    const got = anna
      .messages()
      .filter(({ side }) => side === 'bot')
      .map(({ kind }) => kind);
    for (const kind of ['photo', 'video', 'voice', 'document', 'audio', 'video_note'])
      expect(got, kind).toContain(kind);
    expect(got.filter((kind) => kind === 'location')).toHaveLength(1);
  });

  it('works on when a topic is deleted, rights are lost, or the bot is thrown out', async () => {
    const { at, group, olga, topic } = await staffed();
    const anna = await resident(t, at);
    await openTicket(anna);
    const first = topic();
    const world = t.sandbox.core.world.botByToken(t.sandbox.botToken).chats.get(group.id);
    if (world === undefined) throw new Error('no group');
    world.head.topics = world.head.topics.filter(({ id }) => id !== first);
    await anna.press('Открыть заявку');
    await anna.press('✍️ Написать');
    await anna.send('Вы где?');
    await anna.press('Без вложений');
    expect(topic()).not.toBe(first);
    expect(groupTexts(group).some((text) => text.includes('Вы где?'))).toBe(true);

    await group.act({ type: 'set-bot', status: 'administrator', rights: { manageTopics: false } });
    expect(olga.screen()).toContain('Управление темами');
    t.clock.advance(3_600_000);
    await openTicket(anna, 'Совсем нет горячей воды');
    expect(groupTexts(group).some((text) => text.includes('Совсем нет'))).toBe(true);
    await group.act({ type: 'set-bot', status: 'kicked' });
    expect(olga.screen()).toContain('Добавьте бота снова');
    expected.push('ForumTopic: 400', 'ForumTopic: 403');
  });
});
