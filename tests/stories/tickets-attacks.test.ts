import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ticketRoutes } from '../../src/bot/features/tickets/callback-data.ts';
import type { Group, User } from '../../src/sandbox/driver-api.ts';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { somebody, takeAway } from './support/billing.ts';
import { type House, house, openTicket, resident, worker } from './support/tickets.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(async () => {
  await emptyDatabase(t);
  t.clock.set('2026-11-16T09:00:00.000Z');
});
afterEach(() =>
  t.assertClean({ refusedCalls: ['TOPIC_NOT_MODIFIED', 'query is too old', 'message to edit not found'] }),
);

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const tickets = () => t.database.prisma.ticket.findMany({ orderBy: { id: 'asc' } });
const groupTexts = (group: Group) => group.messages().map(({ text }) => text);

async function staffed(): Promise<{ at: House; olga: User; group: Group; topic: () => number }> {
  const at = await house(t);
  const olga = await worker(t, 'Ольга', 'manager', at.companyId);
  const group = await t.chat.group(somebody('Сотрудники'), [olga], { forum: true });
  await t.database.prisma.company.update({
    where: { id: at.companyId },
    data: { staffChatId: BigInt(group.id) },
  });
  return { at, olga, group, topic: () => group.topics().at(-1)?.id ?? 0 };
}

const photosOf = (user: User) =>
  user.messages().filter(({ kind, side }) => kind === 'photo' && side === 'bot').length;

describe('albums in the group', () => {
  it('go whole where their first picture goes, with one confirmation', async () => {
    const { at, olga, group, topic } = await staffed();
    const anna = await resident(t, at);
    await openTicket(anna);
    const here = olga.in(group);
    await here.sendAlbum([PNG, PNG, PNG], { topicId: topic(), caption: 'для коллег' });
    expect(photosOf(anna)).toBe(0);
    await here.sendAlbum([PNG, PNG, PNG], { topicId: topic(), caption: '! три снимка' });
    expect(photosOf(anna)).toBe(3);
    expect(groupTexts(group).filter((text) => text.includes('Отправлено жителю'))).toHaveLength(1);
    // Done with an album: once done, every picture arrives.
    await here.press('🙋 Взять');
    await here.press('✅ Выполнено');
    const prompt = group.messages().findLast(({ text }) => text.startsWith('✅❓'));
    await here.sendAlbum([PNG, PNG], { topicId: topic(), replyTo: prompt?.id ?? 0, caption: 'Готово' });
    expect((await tickets())[0]?.status).toBe('done');
    expect(photosOf(anna)).toBe(5);
    expect(groupTexts(group).filter((text) => text.includes('Уже не получится'))).toEqual([]);
  });

  it('a rejection by a photo with words sends both', async () => {
    const { at, olga, group, topic } = await staffed();
    const anna = await resident(t, at);
    await openTicket(anna);
    const here = olga.in(group);
    await here.press('⛔ Отклонить');
    const prompt = group.messages().findLast(({ text }) => text.startsWith('⛔❓'));
    await here.sendAlbum([PNG, PNG], {
      topicId: topic(),
      replyTo: prompt?.id ?? 0,
      caption: 'Кран не наш, вот акт',
    });
    expect((await tickets())[0]).toMatchObject({ status: 'rejected', reason: 'Кран не наш, вот акт' });
    expect(photosOf(anna)).toBe(2);
  });

  it('of a resident who answers come with one word of thanks', async () => {
    const { at, olga, group, topic } = await staffed();
    const anna = await resident(t, at);
    await openTicket(anna);
    await olga.in(group).send('! Пришлите фото', { topicId: topic() });
    const question = anna.lastMessage();
    await anna.sendAlbum([PNG, PNG, PNG], { replyTo: question.id, caption: 'вот' });
    expect(anna.texts().filter((text) => text.includes('✅ Отправлено'))).toHaveLength(1);
    expect(group.messages().filter(({ kind, side }) => kind === 'photo' && side === 'bot')).toHaveLength(3);
  });
});

describe('edits', () => {
  it('of somebody without the role any more change nothing; internal ones stay internal, and that is said', async () => {
    const { at, olga, group, topic } = await staffed();
    const anna = await resident(t, at);
    await openTicket(anna);
    const here = olga.in(group);
    const sent = await here.send('! Придём в 10', { topicId: topic() });
    const internal = await here.send('Кто поедет?', { topicId: topic() });
    await here.edit(internal.id, '! Кто поедет?');
    expect(groupTexts(group).at(-1)).toContain('осталось внутренним');
    expect(anna.texts().join('\n')).not.toContain('Кто поедет');
    await t.database.prisma.staffRole.updateMany({ data: { revokedAt: t.clock.now() } });
    await here.edit(sent.id, '! Сами чините');
    expect(anna.texts().join('\n')).not.toContain('Сами чините');
    expect(anna.screen()).toContain('Придём в 10');
  });

  it('that put another file in the place of one are followed, in the same message', async () => {
    const { at, olga, group, topic } = await staffed();
    const anna = await resident(t, at);
    await openTicket(anna);
    const here = olga.in(group);
    const sent = await here.sendPhoto(PNG, { topicId: topic(), caption: '! План работ' });
    const copy = anna.lastMessage();
    expect(copy.kind).toBe('photo');
    await here.editFile(sent.id, 'document', new Uint8Array([37, 80, 68, 70, 45, 49]), 'plan.pdf');
    expect(anna.lastMessage()).toMatchObject({ id: copy.id, kind: 'document' });
    expect(anna.lastMessage().text).toContain('План работ');
    expect(anna.lastMessage().media?.name).toBe('plan.pdf');
    expect(groupTexts(group).at(-1)).toContain('Правка отправлена жителю');
    // Telegram dates edits by the second.
    t.clock.advance(2_000);
    await here.edit(sent.id, '! План работ, новый');
    expect(anna.lastMessage()).toMatchObject({ id: copy.id, kind: 'document' });
    expect(anna.lastMessage().text).toContain('План работ, новый');
    expect(await t.database.prisma.storedFile.findMany()).toMatchObject([
      { kind: 'document', fileName: 'plan.pdf' },
    ]);
    // Internal ones stay so.
    const internal = await here.sendPhoto(PNG, { topicId: topic(), caption: 'для нас' });
    const before = anna.messages().length;
    await here.editFile(internal.id, 'document', new Uint8Array([37, 80, 68, 70, 45, 50]), 'ours.pdf');
    expect(anna.messages()).toHaveLength(before);
  });

  it('send the new file, and say what it replaces, where the copy is gone; the resident’s are followed too', async () => {
    const { at, olga, group, topic } = await staffed();
    const anna = await resident(t, at);
    await openTicket(anna);
    const here = olga.in(group);
    const sent = await here.sendPhoto(PNG, { topicId: topic(), caption: '! План работ' });
    await takeAway(t, anna, anna.lastMessage().id);
    await here.editFile(sent.id, 'document', new Uint8Array([37, 80, 68, 70, 45, 49]), 'plan.pdf');
    expect(anna.lastMessage()).toMatchObject({ kind: 'document' });
    expect(anna.lastMessage().text).toContain('Вместо прежнего файла');
    expect(anna.lastMessage().text).toContain('План работ');

    const answer = await anna.sendPhoto(PNG, { replyTo: anna.lastMessage().id, caption: 'так?' });
    const copy = group.messages().findLast(({ kind, side }) => kind === 'photo' && side === 'bot');
    await anna.editFile(answer.id, 'document', new Uint8Array([37, 80, 68, 70, 45, 51]), 'mine.pdf');
    expect(group.messages().find(({ id }) => id === copy?.id)).toMatchObject({ kind: 'document' });
  });

  it('that make a caption long keep the copy, cut to its room', async () => {
    const { at, olga, group, topic } = await staffed();
    const anna = await resident(t, at);
    await openTicket(anna);
    const here = olga.in(group);
    const sent = await here.sendPhoto(PNG, { topicId: topic(), caption: '! Вот' });
    await here.edit(sent.id, `! ${'длинно '.repeat(140)}`);
    expect(anna.lastMessage()).toMatchObject({ kind: 'photo' });
    expect(anna.lastMessage().text).toContain('длинно длинно');
  });
});

describe('huge texts and markup', () => {
  it('fit every screen of both sides', async () => {
    const { at, olga, group } = await staffed();
    const anna = await resident(t, at);
    const huge = `<3 & >${'ы'.repeat(1_990)}`;
    await openTicket(anna, huge);
    const [ticket] = await tickets();
    expect(ticket?.text).toBe(huge);
    expect(groupTexts(group).some((text) => text.includes('<3 & >ыыы'))).toBe(true);
    for (let n = 0; n < 4; n++) {
      await anna.send('/tickets');
      await anna.press(`🆕 ${ticket?.number} · Нет горячей воды`);
      await anna.press('✍️ Написать');
      await anna.send(`<${n} &${'щ'.repeat(1_990)}`);
      await anna.press('Без вложений');
    }
    await olga.send('/queue');
    await olga.press(`🆕 ${ticket?.number} · Нет горячей воды`);
    await olga.press('⛔ Отклонить');
    await olga.press('✍️ Своими словами');
    await olga.send(`<9 &${'ю'.repeat(1_990)}`);
    await olga.press('Открыть заявку');
    expect(olga.screen()).toContain('отклонена');
    expect(olga.screen()).toContain('Причина: <9 &ююю');
    await anna.press('Открыть заявку');
    expect(anna.screen()).toContain('Причина: <9 &ююю');
    // Nothing is lost: the pages have it whole.
    await anna.press('💬 Переписка (4)');
    expect(anna.screen()).toContain(`<3 &${'щ'.repeat(1_200)}`);
    await anna.press('›');
    expect(anna.screen()).toContain('<0 &щщщ');
  });
});

describe('who may press', () => {
  it('a stranger in the group, staff of another company, a resident: nothing happens', async () => {
    const { at, group, topic } = await staffed();
    const other = await t.fixtures.company({ shortName: 'Чужая' });
    const petr = await worker(t, 'Пётр', 'manager', other.id);
    const stranger = t.user(somebody('Прохожий'));
    const boris = await resident(t, at, { name: 'Борис', flat: '8' });
    const anna = await resident(t, at);
    await openTicket(anna);
    const before = anna.messages().length;
    const [ticket] = await tickets();
    for (const user of [petr, stranger, boris]) {
      await group.act({ type: 'add-member', personId: user.id });
      const here = user.in(group);
      for (const caption of ['🙋 Взять', '👤 Назначить', '⛔ Отклонить', '👤 Контакты'])
        await here.press(caption);
      for (const data of ['tidn', 'tirf', 'tiat', 'timg', 'tisl'].map((name) =>
        name === 'tirf'
          ? `${name}:${ticket?.id}:repeat`
          : name === 'tiat'
            ? `${name}:${ticket?.id}:1`
            : `${name}:${ticket?.id}`,
      ))
        await here.forge(data);
      await here.send('! Я главный', { topicId: topic() });
      for (const { text } of user.toasts()) expect(text).not.toContain('+7916');
    }
    expect((await tickets())[0]).toMatchObject({ status: 'new', assigneeId: null });
    expect(anna.messages()).toHaveLength(before);
    expect(await t.database.prisma.ticketMessage.count()).toBe(0);
  });
});

describe('a file where the bot asks whether the same is meant again', () => {
  it('is kept, and the question stands', async () => {
    const at = await house(t);
    const anna = await resident(t, at);
    await anna.send('/menu');
    for (let twice = 0; twice < 2; twice += 1) {
      await anna.forge(ticketRoutes.feedbackTo.data({ company: at.companyId }));
      await anna.send('Спасибо за тёплый подъезд');
      if (twice === 0) {
        await anna.press('Без вложений');
        await anna.press('✅ Отправить');
      }
    }
    const question = anna.screen();
    const before = anna.messages().length;
    await anna.sendPhoto(PNG);
    expect(anna.messages().length).toBeGreaterThan(before + 1);
    expect(anna.screen()).toBe(question);
    await anna.send('/menu');
  });
});
