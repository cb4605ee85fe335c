import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/sandbox/driver-api.ts';
import { pdfPages } from '../documents/pdf-pages.ts';
import { ADMIN_ID, emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { somebody } from './support/billing.ts';
import { type House, house, openTicket, resident, worker } from './support/tickets.ts';

/** An installation that speaks English: its group does, and everybody here but where said. */
let t: TestApp;
beforeAll(async () => {
  t = await startTestApp({ env: { DEFAULT_LOCALE: 'en' } });
});
beforeEach(async () => {
  await emptyDatabase(t);
  // A Monday.
  t.clock.set('2026-11-16T09:00:00.000Z');
});
afterEach(() => t.assertClean({ refusedCalls: ['TOPIC_NOT_MODIFIED'] }));

const tickets = () => t.database.prisma.ticket.findMany({ orderBy: { id: 'asc' } });

async function administrator(lang: 'ru' | 'en' = 'en'): Promise<User> {
  const user = t.user(somebody('Admin'), { id: ADMIN_ID, languageCode: lang });
  await t.fixtures.registered({ telegramId: user.id, locale: lang, firstName: 'Alex' });
  await user.send('/menu');
  return user;
}

async function openInEnglish(user: User, text = 'No hot water since Friday'): Promise<void> {
  await user.send('/tickets');
  for (const button of ['➕ New ticket', '💧 Water', 'No hot water']) await user.press(button);
  await user.send(text);
  for (const button of ['No attachments', 'In this chat', 'Any time', '✅ Send']) await user.press(button);
}

describe('the staff side in English', () => {
  it('in a group with topics: card, words, question, reason, done', async () => {
    const at = await house(t);
    const olga = await worker(t, 'Olga', 'manager', at.companyId, 'en');
    const group = await t.chat.group(somebody('Staff'), [olga], { forum: true });
    const here = olga.in(group);
    await here.send('/queue');
    await here.press('Connect: Смарт Запад');
    const john = await resident(t, at, { name: 'John', lang: 'en' });
    await openInEnglish(john);
    const [ticket] = await tickets();
    const number = ticket?.number ?? '';
    expect(group.topics()[0]?.name).toBe(`🆕 ${number} · No hot water · ул. Спортивная, д. 12к2`);
    const topicId = group.topics()[0]?.id ?? 0;
    const texts = () => group.messages().map(({ text }) => text);
    const card = group.messages().find(({ text }) => text.includes(`No. ${number}`));
    expect(card?.text).toContain('No hot water since Friday');
    expect(
      texts().filter((text) =>
        /[А-Яа-я]/.test(text.replaceAll(/ул\. Спортивная, д\. 12к2|Смарт Запад/g, '')),
      ),
    ).toEqual([]);
    await here.press('🙋 Take');
    expect(john.texts().at(-1)).toContain('accepted');
    await here.send('! The plumber comes at 5', { topicId });
    expect(john.screen()).toContain('The plumber comes at 5');
    expect(texts().at(-1)).toContain('Sent to the resident');
    await here.press('⛔ Reject');
    const question = group.messages().find(({ text }) => text.startsWith('⛔❓'));
    await here.send('It is the neighbour’s pipe', { topicId, replyTo: question?.id ?? 0 });
    expect(john.texts().at(-1)).toContain('It is the neighbour’s pipe');
    await john.press('🔁 Return it');
    await john.send('It is ours');
    await john.press('No attachments');
    expect(texts().some((text) => text.includes('returned'))).toBe(true);
    await here.press('🙋 Take');
    await here.press('✅ Done');
    await here.press('Without a photo');
    await john.press('⭐4');
    expect((await tickets())[0]).toMatchObject({ status: 'closed', rating: 4 });
    expect(
      texts().filter((text) =>
        /[А-Яа-я]/.test(text.replaceAll(/ул\. Спортивная, д\. 12к2|Смарт Запад/g, '')),
      ),
    ).toEqual([]);
  });

  it('in the private queue: filters, a note, an assignment, a rejection by own words', async () => {
    const at = await house(t);
    const olga = await worker(t, 'Olga', 'manager', at.companyId, 'en');
    const pete = await worker(t, 'Pete', 'operator', at.companyId, 'en');
    const john = await resident(t, at, { name: 'John', lang: 'en' });
    await openInEnglish(john);
    expect(pete.screen()).toContain('New ticket');
    await olga.send('/queue');
    await olga.press('Free 1');
    await olga.press('🏢 House');
    await olga.press('1 · ул. Спортивная, д. 12к2');
    expect(olga.screen()).toContain('House: ул. Спортивная, д. 12к2');
    const [ticket] = await tickets();
    await olga.press(`🆕 ${ticket?.number} · No hot water`);
    await olga.press('👤 Assign');
    await olga.press('Pete');
    expect(pete.screen()).toContain(ticket?.number ?? '?');
    await pete.press('Open the ticket');
    await pete.press('📝 Note');
    const before = john.messages().length;
    await pete.send('The key is at the concierge');
    await pete.press('No attachments');
    expect(john.messages()).toHaveLength(before);
    await pete.press('Open the ticket');
    expect(pete.screen()).toContain('The key is at the concierge');
    await pete.press('⛔ Reject');
    await pete.press('✍️ In own words');
    await pete.send('The house is served by another company');
    expect(john.texts().at(-1)).toContain('The house is served by another company');
    await olga.send('/queue');
    await olga.press('All');
    expect(olga.screen()).toContain('rejected');
    for (const user of [olga, pete, john]) {
      const words = user
        .texts()
        .join('\n')
        .replaceAll(/(г\. Москва, )?ул\. Спортивная, д\. 12к2|Смарт Запад/g, '');
      expect(/[А-Яа-я]{4,}/.exec(words)?.[0] ?? null).toBeNull();
    }
  });

  it('an administrator of the environment hears of what nobody else works, and can be given a ticket', async () => {
    const at = await house(t);
    const alex = await administrator();
    const john = await resident(t, at, { name: 'John', lang: 'en' });
    await openInEnglish(john);
    expect(alex.screen()).toContain('New ticket');
    const olga = await worker(t, 'Olga', 'manager', at.companyId, 'en');
    await olga.send('/queue');
    await olga.press('Free 1');
    const [ticket] = await tickets();
    await olga.press(`🆕 ${ticket?.number}`);
    await olga.press('👤 Assign');
    await olga.press('Alex');
    expect(alex.screen()).toContain('You were given ticket');
    const alexRow = await t.database.prisma.telegramIdentity.findFirstOrThrow({
      where: { telegramId: BigInt(ADMIN_ID) },
    });
    expect((await tickets())[0]).toMatchObject({ assigneeId: alexRow.id, status: 'accepted' });
    // Somebody without a role cannot be named by a forged press.
    const johnRow = await t.database.prisma.telegramIdentity.findFirstOrThrow({
      where: { telegramId: BigInt(john.id) },
    });
    await olga.forge(`tiat:${ticket?.id}:${johnRow.id}`);
    expect((await tickets())[0]).toMatchObject({ assigneeId: alexRow.id });
  });
});

describe('what screens cost', () => {
  it('one or two statements about tickets each, whoever looks', async () => {
    const at = await house(t);
    const olga = await worker(t, 'Olga', 'manager', at.companyId, 'en');
    const john = await resident(t, at, { name: 'John', lang: 'en' });
    await openInEnglish(john);
    const [ticket] = await tickets();
    const cost = async (work: () => Promise<void>): Promise<number> => {
      const { statements } = await t.database.countStatements(work);
      // Besides: the person and the dialogue, which every update costs.
      return statements
        .filter((sql) => /"(Ticket\w*|Announcement|StaffRole|Company|Building)"/.test(sql))
        .filter((sql) => !/"Dialogue"|FROM "Delivery" WHERE|EXISTS \(SELECT 1 FROM "Delivery"/.test(sql))
        .length;
    };
    const costs = {
      list: await cost(() => john.forge('tixl:0:0')),
      new: await cost(() => john.forge('tixn')),
      own: await cost(() => john.forge(`tic:${ticket?.id}`)),
      queue: await cost(() => olga.forge('tiq:open:0:0:0')),
      houses: await cost(() => olga.forge('tiqh:open')),
      card: await cost(() => olga.forge(`tis:${ticket?.id}`)),
    };
    for (const [screen, count] of Object.entries(costs)) {
      expect(count, screen).toBeGreaterThan(0);
      expect(count, screen).toBeLessThanOrEqual(2);
    }
  });
});

describe('what is off now', () => {
  it.each([
    ['en', '⚡️ Off or being repaired now', 'Until 16.11.2026 20:00', '➕ New ticket'],
    ['ru', '⚡️ Сейчас отключено или чинят', 'До 16.11.2026 20:00', '➕ Новая заявка'],
  ] as const)('stands before a new ticket of its houses only (%s)', async (lang, title, until, button) => {
    const at = await house(t);
    const john = await resident(t, at, { lang });
    const far = await resident(t, await house(t), { name: 'Far', lang });
    const author = await t.fixtures.resident();
    const outage = {
      companyId: at.companyId,
      kind: 'outage' as const,
      status: 'sent' as const,
      content: { ru: 'Нет воды в доме', en: 'No water in the house' },
      audience: { buildingIds: [at.buildingId] },
      startsAt: new Date('2026-11-16T06:00:00Z'),
      validUntil: new Date('2026-11-16T17:00:00Z'),
      sentAt: new Date('2026-11-16T06:00:00Z'),
      authorId: author.identityId,
      createdAt: new Date('2026-11-16T06:00:00Z'),
    };
    await t.database.prisma.announcement.create({ data: outage });
    for (const user of [john, far]) {
      await user.send('/tickets');
      await user.press(button);
    }
    expect(john.screen()).toContain(title);
    expect(john.screen()).toContain(until);
    expect(far.screen()).not.toContain(title);
    // Free words are answered with it too.
    await john.send('no hot water, нет горячей воды');
    expect(john.screen()).toContain(title);
    t.clock.set('2026-11-16T17:00:01.000Z');
    await john.send('/tickets');
    await john.press(button);
    expect(john.screen()).not.toContain(title);
  });
});

async function fileOf(user: User): Promise<Uint8Array> {
  const { media } = user.lastMessage();
  const response = await fetch(new URL(media?.url ?? 'no file', t.sandbox.url));
  return new Uint8Array(await response.arrayBuffer());
}

describe('certificates', () => {
  const pay = (accountId: number, amount: number, at: string) =>
    t.fixtures.payment({ accountId, amount, at: new Date(at) });
  const accountOf = async (at: House) =>
    t.database.prisma.account.findFirstOrThrow({ where: { providerId: at.providerId } });

  it.each([
    ['en', '📄 Certificates', 'Certificate of payments', '📄 This year', '🖋 Signed and stamped'],
    ['ru', '📄 Справки', 'Справка об оплатах', '📄 Этот год', '🖋 С подписью и печатью'],
  ] as const)(
    'of payments is a PDF at once, with all payments of the year (%s)',
    async (lang, group, type, span, order) => {
      const at = await house(t);
      const john = await resident(t, at, { lang });
      const { id } = await accountOf(at);
      await pay(id, 500_000, '2025-12-31T20:00:00Z');
      await pay(id, 1_222_181, '2026-02-10T10:00:00Z');
      await t.fixtures.payment({
        accountId: id,
        amount: 100_000,
        refunded: 100_000,
        status: 'refunded',
        at: new Date('2026-03-01T10:00:00Z'),
      });
      await t.fixtures.importedPayment({
        accountId: id,
        amount: 77_700,
        paidAt: new Date('2026-03-05T10:00:00Z'),
      });
      await john.send('/tickets');
      for (const button of [lang === 'ru' ? '➕ Новая заявка' : '➕ New ticket', group, type, span]) {
        await john.press(button);
      }
      const [page = ''] = await pdfPages(await fileOf(john));
      expect(page).toContain(type);
      const sum = (text: string) => (lang === 'ru' ? text : text.replace(',', '.').replace(' ', ','));
      const plain = page.replaceAll(/\s/g, ' ');
      expect(plain).toContain(sum('12 221,81'));
      expect(plain).toContain(sum('777,00'));
      expect(plain).toContain('Сбербанк');
      expect(plain).toContain(sum('12 998,81'));
      // Last year's, and what was given back in full, are not in it.
      expect(plain).not.toContain(sum('5 000,00'));
      expect(plain).not.toContain(sum('1 000,00'));
      await john.press(order);
      const question = lang === 'ru' ? 'За какой период' : 'For which period';
      expect(john.texts().some((text) => text.startsWith(question))).toBe(true);
      await john.press(lang === 'ru' ? 'Отмена' : 'Cancel');
    },
  );

  it('that nothing is owed needs that nothing is owed; the debt is told and the paper comes after the payment', async () => {
    const at = await house(t);
    const john = await resident(t, at, { lang: 'en' });
    const { id } = await accountOf(at);
    await john.send('/tickets');
    for (const button of ['➕ New ticket', '📄 Certificates', 'Certificate: no debt'])
      await john.press(button);
    await john.press('📄 Make the certificate');
    expect(john.toasts().at(-1)?.text).toContain('There have been no bills yet');
    await t.fixtures.bill({ accountId: id, total: 100_000 });
    await john.press('📄 Make the certificate');
    expect(john.toasts().at(-1)?.text).toMatch(/1,000\.00\s₽ is left to pay/);
    await pay(id, 150_000, '2026-11-16T08:00:00Z');
    await john.press('📄 Make the certificate');
    const [page = ''] = await pdfPages(await fileOf(john));
    expect(page).toContain('Nothing is owed on the account');
    expect(page).toContain('Overpaid');
    // A number alone shows no money, and another's link nothing at all.
    const eve = await resident(t, at, { name: 'Eve', lang: 'en', flat: '8' });
    const link = await t.database.prisma.accountLink.findFirstOrThrow({ where: { accountId: id } });
    const type = await t.database.prisma.ticketType.findUniqueOrThrow({
      where: { code: 'certificate-debt' },
    });
    await eve.send('/tickets');
    const before = eve.messages().length;
    await eve.forge(`ticm:${type.id}:${link.id}:now`);
    await t.database.prisma.accountLink.update({ where: { id: link.id }, data: { level: 'basic' } });
    await john.press('📄 Make the certificate');
    expect(john.lastMessage().kind).toBe('document');
    expect(
      eve
        .messages()
        .slice(before)
        .some(({ kind }) => kind === 'document'),
    ).toBe(false);
  });

  it('a signed one is a ticket, with the address of the profile at hand', async () => {
    const at = await house(t);
    const john = await resident(t, at, { lang: 'en' });
    await t.database.prisma.resident.updateMany({
      data: {
        postalAddress: '625000, Тюмень, ул. Ленина, 1',
        email: 'john@example.test',
        emailConfirmedAt: t.clock.now(),
      },
    });
    await john.send('/history');
    await john.press('📄 Order a certificate');
    await john.press('🖋 Signed and stamped');
    await john.send('January — October 2026');
    expect(john.buttons()).toEqual(
      expect.arrayContaining(['In this chat', 'By e-mail', 'By post to my address']),
    );
    await john.press('By post to my address');
    await john.send('For the subsidy');
    for (const button of ['No attachments', 'Skip', 'Skip', '✅ Send']) await john.press(button);
    expect((await tickets())[0]).toMatchObject({
      fields: { period: 'January — October 2026', delivery: 'By post: 625000, Тюмень, ул. Ленина, 1' },
    });
  });
});

describe('settings of tickets', () => {
  it('an administrator changes a type: names, deadline, emergency, off and on; others cannot', async () => {
    const at = await house(t);
    const alex = await administrator();
    const olga = await worker(t, 'Olga', 'manager', at.companyId, 'en');
    await alex.send('/queue');
    for (const button of ['⚙️ Settings', '📂 Ticket types', '💧 Water', 'No hot water', '⏱ Deadline']) {
      await alex.press(button);
    }
    await alex.send('soon');
    expect(alex.screen()).toContain('I did not understand the deadline');
    await alex.send('3 working days');
    await alex.press('‹ Back');
    expect(alex.screen()).toContain('3 working days');
    await alex.press('✏️ Name');
    await alex.send('Горячая вода');
    await alex.send('Hot water');
    await alex.press('‹ Back');
    await alex.press('⏸ Switch off');
    await alex.repress();
    const type = await t.database.prisma.ticketType.findUniqueOrThrow({ where: { code: 'water-hot' } });
    expect(type).toMatchObject({
      active: false,
      workingDays: 3,
      deadlineHours: null,
      name: { ru: 'Горячая вода', en: 'Hot water' },
    });
    const john = await resident(t, at, { lang: 'en' });
    await john.send('/tickets');
    for (const button of ['➕ New ticket', '💧 Water']) await john.press(button);
    expect(john.buttons()).not.toContain('Hot water');
    await john.forge(`tixf:${type.id}`);
    expect(john.toasts().at(-1)?.text).toContain('not used any more');
    await alex.press('▶️ Switch on');
    await alex.press('🚨 Make it an emergency');
    await john.send('/tickets');
    for (const button of ['➕ New ticket', '💧 Water', 'Hot water']) await john.press(button);
    expect(john.screen()).toContain('112');
    // A type of one's own, below another.
    await alex.press('‹ Back');
    await alex.press('➕ New type');
    await alex.send('Кулер');
    await alex.send('Cooler');
    await john.send('/tickets');
    for (const button of ['➕ New ticket', '💧 Water']) await john.press(button);
    expect(john.buttons()).toContain('Cooler');
    // It is found by free words and asks what it was told to ask.
    await alex.press('‹ Back');
    await alex.press('🔤 Words');
    await alex.send('ку');
    expect(alex.screen()).toContain('Write 1 to 40 words');
    await alex.send('кулер, cooler');
    await alex.press('‹ Back');
    expect(alex.screen()).toContain('Known by words: кулер, cooler');
    await alex.press('❓ Questions');
    await alex.press('➕ Question');
    for (const text of ['Этаж', '5', 'Floor', '5']) await alex.send(text);
    await alex.press('‹ Back');
    expect(alex.screen()).toContain('❓ Floor');
    await john.send('The cooler is empty');
    await john.press('🛠 Open the ticket');
    expect(john.screen()).toContain('Floor');
    await john.send('3');
    for (const button of ['No attachments', 'In this chat', 'Any time']) await john.press(button);
    expect(john.screen()).toContain('Floor: 3');
    await john.press('Cancel');
    await alex.press('✖️ Floor');
    expect(alex.screen()).not.toContain('❓ Floor');
    // A restart keeps what people changed.
    await t.restart();
    expect(
      (await t.database.prisma.ticketType.findUniqueOrThrow({ where: { code: 'water-hot' } })).emergency,
    ).toBe(true);
    await olga.send('/queue');
    await olga.press('⚙️ Settings');
    expect(olga.buttons()).not.toContain('📂 Ticket types');
    for (const data of [
      'tty',
      `ttyc:${type.id}`,
      `ttya:${type.id}:0`,
      `ttye:${type.id}:0`,
      `ttyn:${type.id}:0`,
      `ttyk:${type.id}`,
      `ttfa:${type.id}`,
      `ttff:${type.id}:period`,
    ]) {
      await olga.forge(data);
    }
    expect(await t.database.prisma.ticketType.findUniqueOrThrow({ where: { id: type.id } })).toMatchObject({
      active: true,
      emergency: true,
    });
  });

  it('types take the places they are given, for the editor and for residents', async () => {
    const at = await house(t);
    const alex = await administrator('ru');
    const anna = await resident(t, at);
    await alex.send('/queue');
    for (const button of ['⚙️ Настройка', '📂 Темы заявок', '💧 Вода', 'Нет холодной воды']) {
      await alex.press(button);
    }
    expect(alex.screen()).toContain('Место в списке: 2 из 4');
    await alex.press('⬇️ Ниже');
    expect(alex.screen()).toContain('Место в списке: 3 из 4');
    // The same press once more says the same place.
    await alex.repress();
    expect(alex.screen()).toContain('Место в списке: 3 из 4');
    await alex.press('⬇️ Ниже');
    expect(alex.screen()).toContain('Место в списке: 4 из 4');
    expect(alex.buttons()).not.toContain('⬇️ Ниже');
    await anna.send('/tickets');
    await anna.press('➕ Новая заявка');
    await anna.press('💧 Вода');
    expect(anna.buttons().slice(0, 4)).toEqual([
      'Нет горячей воды',
      'Слабый напор, плохая вода',
      'Капает кран, сантехника',
      'Нет холодной воды',
    ]);
    await alex.press('‹ Назад');
    await alex.press('⬆️ Выше');
    await alex.press('‹ Назад');
    expect(alex.buttons().slice(0, 2)).toEqual(['💧 Вода', '🚨 Авария']);
    const places = await t.database.prisma.auditEntry.count({ where: { action: 'tickets.type' } });
    expect(places).toBe(3);
    const [type] = await t.database.prisma.ticketType.findMany({ where: { code: 'water-cold' } });
    await anna.forge(`ttym:${type?.id}:0`);
    expect((await t.database.prisma.ticketType.findFirst({ where: { code: 'water-cold' } }))?.position).toBe(
      3,
    );
  });

  it('a day off moves deadlines of that company only; forgetting it moves them back', async () => {
    const at = await house(t);
    const olga = await worker(t, 'Ольга', 'manager', at.companyId);
    await olga.send('/queue');
    for (const button of ['⚙️ Настройка', '📅 Рабочие дни', '➕ Перенос']) await olga.press(button);
    await olga.send('15.11.2026');
    await olga.press('Выходной');
    expect(olga.screen()).toContain('не раньше сегодняшнего');
    // What was wrong is asked again, the other answer is kept.
    await olga.send('17.11.2026');
    await olga.press('‹ Назад');
    expect(olga.screen()).toContain('17.11.2026 — выходной');
    await t.database.prisma.ticketType.updateMany({
      where: { code: 'water-hot' },
      data: { deadlineHours: null, workingDays: 1 },
    });
    let flat = 20;
    const deadline = async (place: House) => {
      flat += 1;
      await openTicket(await resident(t, place, { flat: String(flat) }));
      return (await tickets()).at(-1)?.deadlineAt?.toISOString();
    };
    const elsewhere = await house(t);
    expect(await deadline(at)).toBe('2026-11-18T21:00:00.000Z');
    expect(await deadline(elsewhere)).toBe('2026-11-17T21:00:00.000Z');
    await olga.press('✖️ 17.11.2026');
    await olga.repress();
    t.clock.advance(3_600_000);
    expect(await deadline(at)).toBe('2026-11-17T21:00:00.000Z');
    // Another company's chief changes nothing here.
    const stranger = await worker(t, 'Чужой', 'manager', elsewhere.companyId);
    await stranger.forge(`tcaf:${at.companyId}:20261118`);
    await stranger.forge(`tcal:${at.companyId}`);
    expect(await t.database.prisma.auditEntry.count({ where: { action: 'calendar.exceptions' } })).toBe(2);
  });
});
