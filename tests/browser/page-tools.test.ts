import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import nodemailer from 'nodemailer';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox } from '../../src/sandbox/server.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { attach, column, type Desk, field, lastBubble, setUpDesk, talk } from './desk.ts';
import { beepWav, paintPng } from './sample-files.ts';

const executable = findChromium();

const COMMANDS = [
  { command: 'start', description: 'Начать' },
  { command: 'bills', description: 'Счета' },
  { command: 'balance', description: 'Сколько платить' },
];

describe.skipIf(executable === null)('the page around a chat', () => {
  let browser: Browser;
  let desk: Desk;
  let count = 0;

  beforeAll(async () => {
    browser = await launchChromium(executable ?? '');
    desk = await setUpDesk(browser, async () => {}, { rules: { keepMessages: 20_000 } });
    await desk.bot.call('setMyCommands', { commands: COMMANDS });
    await desk.bot.call('setChatMenuButton', { menu_button: { type: 'commands' } });
  });
  afterEach(() => expect(desk.noise()).toEqual([]));
  afterAll(async () => {
    await desk.close();
    await browser.close();
  });

  async function resident() {
    count += 1;
    const person = desk.chat.user(`Сосед ${count}`, { phone: `+7917000000${count}` });
    await person.start();
    return person;
  }

  test('text: Enter sends, Shift+Enter makes a line, arrow up edits, replies point back', async () => {
    const person = await resident();
    const page = await desk.open(String(person.id));
    const place = column(page, person);
    await field(place).fill('первая');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('вторая');
    await page.keyboard.press('Enter');
    await desk.bot.seen(({ message }) => message?.text === 'первая\nвторая');
    await expect.poll(() => field(place).inputValue()).toBe('');
    // The bot may have it sooner than the page.
    await talk(place).getByText('вторая').waitFor();
    await page.keyboard.press('ArrowUp');
    await place.getByText('Изменение сообщения').waitFor();
    await field(place).fill('исправлено');
    await page.keyboard.press('Enter');
    await desk.bot.seen(({ edited_message: edited }) => edited?.text === 'исправлено');
    await talk(place).getByText('изменено').waitFor();

    const id = await desk.bot.say(person.id, 'Сколько зон?');
    await talk(place).getByText('Сколько зон?').click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Ответить' }).click();
    await page.keyboard.type('Две');
    await page.keyboard.press('Enter');
    const { message } = await desk.bot.seen((update) => update.message?.text === 'Две');
    expect(message?.reply_to_message?.message_id).toBe(id);
    expect(await lastBubble(place).locator('.reply-mark').textContent()).toContain('Сколько зон?');
    await page.context().close();
  });

  test('commands: by slash, by the menu, by keys', async () => {
    const person = await resident();
    const page = await desk.open(String(person.id));
    const place = column(page, person);
    await field(place).fill('/b');
    const list = place.getByRole('listbox', { name: 'Команды бота' });
    await expect.poll(() => list.getByRole('option').count()).toBe(2);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await desk.bot.seen(({ message }) => message?.text === '/balance');
    await place.getByRole('button', { name: 'Меню', exact: true }).click();
    expect(await list.getByRole('option').count()).toBe(3);
    await page.keyboard.press('Escape');
    expect(await list.isHidden()).toBe(true);
    await place.getByRole('button', { name: 'Меню', exact: true }).click();
    await list.getByText('Счета').click();
    await desk.bot.seen(({ message }) => message?.text === '/bills');
    await page.context().close();
  });

  test('files, album, voice from a file and by microphone, place, card', async () => {
    const person = await resident();
    const page = await desk.open(String(person.id));
    const place = column(page, person);
    const photo = (name: string, red: number) => ({
      name,
      mimeType: 'image/png',
      buffer: Buffer.from(paintPng(320, 240, [red, 120, 160])),
    });
    await attach(page, place, 'Фото или видео', [photo('a.png', 90), photo('b.png', 190)]);
    await page.getByLabel('Подпись').fill('Счётчики');
    await page.keyboard.press('Enter');
    const first = await desk.bot.seen(({ message }) => message?.caption === 'Счётчики');
    expect(first.message?.media_group_id).toBeTruthy();
    await expect.poll(() => lastBubble(place).locator('.mosaic .picture').count()).toBe(2);

    await attach(page, place, 'Файл', [
      { name: 'акт.txt', mimeType: 'text/plain', buffer: Buffer.from('акт') },
    ]);
    await page.getByRole('dialog').getByRole('button', { name: 'Отправить' }).click();
    await desk.bot.seen(({ message }) => message?.document?.file_name === 'акт.txt');

    await attach(page, place, 'Фото или видео', [
      { ...photo('c.png', 50), buffer: Buffer.from('not a picture') },
    ]);
    await page.getByRole('dialog').getByRole('button', { name: 'Отправить' }).click();
    await page.getByRole('alert').getByText('не похоже на картинку').waitFor();
    desk.forgive(/status of 400/);
    await page.getByRole('dialog').getByLabel('Отправить как файл').check();
    await page.getByRole('dialog').getByRole('button', { name: 'Отправить', exact: true }).click();
    await desk.bot.seen(({ message }) => message?.document?.file_name === 'c.png');

    await attach(page, place, 'Голосовое из файла', [
      { name: 'v.wav', mimeType: 'audio/wav', buffer: Buffer.from(beepWav()) },
    ]);
    await page.getByRole('dialog').getByRole('button', { name: 'Отправить' }).click();
    await desk.bot.seen(({ message }) => message?.voice !== undefined);
    await place.getByRole('button', { name: 'Записать голосовое' }).click();
    await place.getByText('Запись идёт').waitFor();
    await place.getByText('0:01').waitFor();
    await place.getByRole('button', { name: 'Отправить' }).click();
    await expect
      .poll(() => desk.bot.updates.filter(({ message }) => message?.voice !== undefined).length)
      .toBe(2);

    await place.getByRole('button', { name: 'Прикрепить' }).click();
    await page.getByRole('menuitem', { name: 'Место' }).click();
    await page.getByLabel('Широта и долгота').fill('59.5, 30.25');
    await page.getByRole('dialog').getByRole('button', { name: 'Отправить' }).click();
    const located = await desk.bot.seen(({ message }) => message?.location !== undefined);
    expect(located.message?.location).toEqual({ latitude: 59.5, longitude: 30.25 });

    await place.getByRole('button', { name: 'Прикрепить' }).click();
    await page.getByRole('menuitem', { name: 'Контакт' }).click();
    await page.getByLabel('Чей').selectOption({ label: 'Кого нет в песочнице' });
    await page.getByLabel('Имя').fill('Слесарь');
    await page.getByLabel('Телефон').fill('+79990001122');
    await page.getByRole('dialog').getByRole('button', { name: 'Отправить' }).click();
    const card = await desk.bot.seen(({ message }) => message?.contact?.phone_number === '+79990001122');
    expect(card.message?.contact?.user_id).toBeUndefined();
    await page.context().close();
  });

  test('a group with topics, through two pairs of eyes side by side', async () => {
    const [manager, operator] = [await resident(), await resident()];
    const group = await desk.chat.group('Сотрудники', [manager, operator], { forum: true });
    const page = await desk.open(`${manager.id}@${group.id},${operator.id}@${group.id}`);
    const [left, right] = [column(page, manager, group.id), column(page, operator, group.id)];
    await field(left).waitFor();
    expect(await left.getByRole('tablist').count()).toBe(0);
    // The first topic of a group that is open already.
    await desk.bot.call('createForumTopic', { chat_id: group.id, name: 'Заявка 104' });
    const topic = desk.sandbox.core.world.defaultBot.chats.get(group.id)?.head.topics[0]?.id;
    await left.getByRole('tab', { name: 'Заявка 104' }).click();
    await field(left).fill('Беру');
    await page.keyboard.press('Enter');
    await talk(right).getByText('Беру').waitFor();
    expect(await talk(right).locator('.author').last().textContent()).toContain('Сосед');
    await left.locator('.row.mine', { hasText: 'Беру' }).waitFor();
    // Where all stand together each says where it belongs, and leads there.
    await talk(right).getByRole('button', { name: 'Тема: Заявка 104' }).click();
    await right.getByRole('tab', { name: 'Заявка 104', selected: true }).waitFor();
    expect(await talk(right).getByRole('button', { name: 'Тема: Заявка 104' }).count()).toBe(0);
    await right.getByRole('tab', { name: 'Все' }).click();
    await right.locator('.row.theirs', { hasText: 'Беру' }).waitFor();
    await desk.bot.say(group.id, 'В общую тему');
    await talk(right).getByText('В общую тему').waitFor();
    expect(await talk(left).getByText('В общую тему').count()).toBe(0);
    const inTopic = { chat_id: group.id, message_thread_id: topic };
    await desk.bot.call('editForumTopic', { ...inTopic, name: 'Заявка 104: принята' });
    await right.getByRole('tab', { name: 'Заявка 104: принята' }).waitFor();
    await desk.bot.call('closeForumTopic', inTopic);
    await right.getByRole('tab').locator('svg').waitFor();
    await right.getByRole('tab', { name: /^Заявка 104/ }).click();
    await right.getByRole('status').getByText('Тема закрыта').waitFor();
    expect(await field(right).count()).toBe(0);
    // The owner may, and so goes on.
    expect(await field(left).count()).toBe(1);
    await desk.bot.call('reopenForumTopic', inTopic);
    await right.getByRole('tab').locator('svg').waitFor({ state: 'detached' });
    await field(right).waitFor();
    await desk.bot.call('deleteForumTopic', inTopic);
    await left.getByRole('tablist').waitFor({ state: 'detached' });
    // Who was in it sees the whole group again.
    await talk(left).getByText('В общую тему').waitFor();
    await page.context().close();
  });

  test('beside the chat: calls with errors in red, SMS, mail without rights, faults', async () => {
    const person = await resident();
    const page = await desk.open(String(person.id));
    const place = column(page, person);
    await place.getByRole('button', { name: 'Панель разработчика' }).click();
    const panel = page.getByRole('complementary', { name: 'Панель разработчика' });
    await desk.bot.say(person.id, 'Привет из журнала');
    await panel.getByText('Привет из журнала').waitFor();
    await expect(desk.bot.call('deleteMessage', { chat_id: person.id, message_id: 9_999 })).rejects.toThrow();
    await panel.locator('.failed', { hasText: 'deleteMessage' }).click();
    await panel.locator('.failed').getByText('"message_id": 9999').waitFor();
    await desk.bot.say(person.id, 'Опечатка', { parse_mod: 'HTML' });
    await panel.getByText('Неизвестный параметр: parse_mod').waitFor();

    await panel.getByRole('tab', { name: 'СМС' }).click();
    const query = new URLSearchParams({
      login: 'sandbox',
      psw: 'sandbox',
      phones: person.person.phone,
      mes: 'Код 482193',
      fmt: '3',
    });
    await fetch(`${desk.sandbox.smscUrl}/sys/send.php?${query}`);
    await panel.getByRole('button', { name: 'Скопировать код 482193' }).click();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('482193');

    query.set('phones', '+79990001122');
    query.set('mes', 'Код 771100');
    await fetch(`${desk.sandbox.smscUrl}/sys/send.php?${query}`);
    await panel.getByRole('heading', { name: 'Другие номера' }).waitFor();
    await panel.getByText('+7 999 000-11-22').waitFor();
    await panel.getByRole('button', { name: 'Скопировать код 771100' }).waitFor();

    await panel.getByRole('tab', { name: 'Почта' }).click();
    const transport = nodemailer.createTransport(desk.sandbox.smtpUrl);
    await transport.sendMail({
      from: 'bot@example.ru',
      to: 'anna@example.ru',
      subject: 'Подтверждение',
      text: 'Код 55',
      html: '<h1>Код 55</h1><script>parent.document.title="взлом"</script>',
      attachments: [{ filename: 'r.pdf', content: 'x' }],
    });
    transport.close();
    await panel.getByRole('button', { name: /Подтверждение/ }).click();
    await panel.frameLocator('iframe').getByRole('heading', { name: 'Код 55' }).waitFor();
    expect(await panel.locator('iframe').getAttribute('sandbox')).not.toContain('allow-scripts');
    expect(await page.title()).not.toBe('взлом');
    await panel.getByRole('link', { name: 'r.pdf' }).waitFor();
    // The browser itself reports that it has stopped the letter's script.
    desk.forgive(/Blocked script execution in 'about:srcdoc'/);

    await panel.getByRole('tab', { name: 'Сбои' }).click();
    await panel.getByRole('button', { name: 'Включить сбой' }).click();
    await panel.getByText('429, retry_after 5').waitFor();
    await expect(desk.bot.say(person.id, 'x')).rejects.toThrow('Too Many Requests: retry after 5');
    await panel.getByText('429, retry_after 5').waitFor({ state: 'detached' });
    await field(place).fill('ещё раз');
    await page.keyboard.press('Enter');
    const sent = await desk.bot.seen(({ message }) => message?.text === 'ещё раз');
    await panel.getByRole('button', { name: 'Последнее обновление, тот же номер' }).click();
    await expect
      .poll(() => desk.bot.updates.filter(({ update_id: id }) => id === sent.update_id).length)
      .toBe(2);

    await panel.getByLabel('Придерживать: бот ничего не получает').check();
    await panel.getByText('Придержано: 0').waitFor();
    for (const text of ['придержи', 'и это']) {
      await field(place).fill(text);
      await page.keyboard.press('Enter');
    }
    await panel.getByText('Придержано: 2').waitFor();
    expect(desk.bot.updates.some(({ message }) => message?.text === 'придержи')).toBe(false);
    await panel.getByRole('button', { name: 'Отпустить в обратном порядке' }).click();
    await desk.bot.seen(({ message }) => message?.text === 'и это');
    await panel.getByText(/^Придержано/).waitFor({ state: 'hidden' });
    expect(await panel.getByLabel('Придерживать: бот ничего не получает').isChecked()).toBe(false);
    await panel.getByLabel('Повтор с тем же номером, %').fill('100');
    await page.keyboard.press('Tab');
    await expect.poll(() => desk.sandbox.core.control.settings.updates.sameIdAgain).toBe(1);
    await desk.sandbox.core.control.change({ updates: { sameIdAgain: 0 } });
    await expect.poll(() => panel.getByLabel('Повтор с тем же номером, %').inputValue()).toBe('0');
    await page.context().close();
  });

  test('ten thousand messages: few are in the document, search finds the first', async () => {
    const person = await resident();
    const { world } = desk.sandbox.core;
    const bot = world.botByToken(desk.sandbox.botToken);
    const { act } = await import('../../src/sandbox/people/actions.ts');
    for (let n = 1; n <= 10_000; n += 1) {
      await act(world, bot, person.person, {
        type: 'send-text',
        text: n === 1 ? 'иголка' : `сообщение ${n}`,
      });
    }
    const page = await desk.open(String(person.id));
    const place = column(page, person);
    await talk(place).getByText('сообщение 10000').waitFor();
    expect(await place.locator('.row').count()).toBeLessThan(200);
    const oldest = async () => {
      const text = await talk(place).locator('.row .text').first().textContent();
      return Number(text?.replace('сообщение ', ''));
    };
    expect(await oldest()).toBeGreaterThan(9_800);
    await talk(place).locator('.row').last().hover();
    // By the wheel alone: at the very border no more scroll events come, and still older ones do.
    const wheel = async () => {
      await page.mouse.wheel(0, -4_000);
      return oldest();
    };
    await expect.poll(wheel).toBeLessThan(9_400);
    await page.keyboard.press('Control+f');
    await page.keyboard.type('иголка');
    await place.locator('.chat-search').getByText('1 из 1').waitFor();
    await talk(place).getByText('иголка').waitFor();
    expect(await place.locator('.row').count()).toBeLessThan(200);
    await page.keyboard.press('Escape');
    await place.getByRole('button', { name: 'К последнему сообщению' }).click();
    await talk(place).getByText('сообщение 10000').waitFor();
    await desk.bot.say(person.id, 'новое');
    await talk(place).getByText('новое', { exact: true }).waitFor();
    await page.context().close();
  });

  test('a phone: list, chat, back; dark and English by choice', async () => {
    const person = await resident();
    const page = await desk.open('', { viewport: { width: 390, height: 844 } });
    const line = page.locator(`[data-key="${person.id}@${person.id}"]`);
    await line.click();
    const place = column(page, person);
    await field(place).waitFor();
    expect(await line.isVisible()).toBe(false);
    await desk.bot.say(person.id, 'слово'.repeat(300));
    await talk(place).getByText('словослово').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    await place.getByRole('button', { name: 'Назад' }).click();
    await line.waitFor();
    await page.goBack();
    await field(place).waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Меню', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'Тёмная тема' }).click();
    expect(await page.locator('html').getAttribute('data-theme')).toBe('dark');
    await page.getByRole('button', { name: 'Меню', exact: true }).click();
    await page.getByRole('menuitemradio', { name: 'English' }).click();
    await page.getByRole('button', { name: 'New person' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'New person' }).waitFor();
    const noted = { ru: 'Для проверки', en: 'For a check' };
    desk.sandbox.core.world.addPerson({ firstName: 'Noted', note: noted });
    await page.getByText('For a check').waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    await page.context().close();
  });

  test('Ctrl+K and Enter: the chat found is open, ready to write, the list is whole again', async () => {
    const [anna, boris] = [await resident(), await resident()];
    const page = await desk.open(String(anna.id));
    await field(column(page, anna)).waitFor();
    const people = page.getByRole('navigation', { name: 'Люди' });
    const isFocused = (node: { matches(s: string): boolean }) => node.matches(':focus');
    const total = await people.locator('.chat-row').count();
    await page.keyboard.press('Control+k');
    await page.keyboard.type(boris.person.firstName);
    await expect.poll(() => people.locator('.chat-row').count()).toBeLessThan(total);
    await page.keyboard.press('Enter');
    const place = column(page, boris);
    await expect.poll(() => field(place).evaluate(isFocused)).toBe(true);
    await expect.poll(() => people.locator('.chat-row').count()).toBe(total);
    // Nothing chosen: back to where one wrote. And a chat that is not begun offers its button.
    await page.keyboard.press('Control+k');
    await page.keyboard.press('Escape');
    await expect.poll(() => field(place).evaluate(isFocused)).toBe(true);
    const stranger = desk.sandbox.core.world.addPerson({
      firstName: 'Незнакомец',
      note: { ru: 'Ещё не писал', en: 'Has not written yet' },
    });
    await people.getByText('Незнакомец').waitFor();
    expect(await people.getByText('Ещё не писал').count()).toBe(1);
    await page.keyboard.press('Control+k');
    await page.keyboard.type('ещё не писал');
    await page.keyboard.press('Enter');
    const start = column(page, stranger).getByRole('button', { name: 'НАЧАТЬ' });
    await expect.poll(() => start.evaluate(isFocused)).toBe(true);
    await page.context().close();
  });

  test('by keyboard alone: find a person, open beside, walk through messages, answer', async () => {
    const [anna, boris] = [await resident(), await resident()];
    await desk.bot.say(boris.id, 'Вопрос с клавиатуры');
    const page = await desk.open(String(anna.id));
    await field(column(page, anna)).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type(boris.person.firstName);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Control+Enter');
    const place = column(page, boris);
    await talk(place).getByText('Вопрос с клавиатуры').waitFor();
    await page.locator('.column').nth(1).waitFor();
    await expect
      .poll(() => field(place).evaluate((node: { matches(s: string): boolean }) => node.matches(':focus')))
      .toBe(true);
    for (let step = 0; step < 8; step += 1) {
      if ((await place.locator('.row:focus').count()) > 0) break;
      await page.keyboard.press('Shift+Tab');
    }
    expect(await place.locator('.row:focus').textContent()).toContain('Вопрос с клавиатуры');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Ответить' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('Ответ');
    await page.keyboard.press('Enter');
    await desk.bot.seen(({ message }) => message?.text === 'Ответ' && message.reply_to_message !== undefined);
    await page.context().close();
  });
});

describe.skipIf(executable === null)('the sandbox goes away', () => {
  test('the page says so, comes back by itself and has lost nothing', async () => {
    const browser = await launchChromium(executable ?? '');
    const dataDir = await mkdtemp(path.join(tmpdir(), 'sandbox-page-'));
    const people = [{ id: 710_000_001, firstName: 'Анна' }];
    const desk = await setUpDesk(browser, async () => {}, { dataDir, people });
    const port = Number(new URL(desk.sandbox.url).port);
    const page = await desk.open('710000001');
    const place = column(page, { id: 710_000_001 });
    await place.getByRole('button', { name: 'НАЧАТЬ' }).click();
    await talk(place).getByText('/start').waitFor();
    await desk.bot.stop();
    await desk.sandbox.close();
    await page.getByText('Песочница не отвечает. Страница ждёт').waitFor();
    await field(place).fill('не дойдёт');
    await page.keyboard.press('Enter');
    await place.getByRole('status').getByText('Песочница не отвечает').waitFor();
    expect(await field(place).inputValue()).toBe('не дойдёт');

    const again = await createSandbox({ dataDir, port, people });
    const missed = await fetch(`${again.url}/bot${again.botToken}/sendMessage`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ chat_id: 710_000_001, text: 'пока вас не было' }),
    });
    expect(missed.ok).toBe(true);
    await talk(place).getByText('пока вас не было').waitFor();
    await page.getByText('Песочница не отвечает. Страница ждёт').waitFor({ state: 'hidden' });
    await page.keyboard.press('Enter');
    await talk(place).getByText('не дойдёт').waitFor();
    await page.context().close();
    await again.close();
    await browser.close();
    await rm(dataDir, { recursive: true, force: true });
  });
});
