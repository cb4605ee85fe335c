import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { User } from '../../src/sandbox/driver.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { colorOf, column, type Desk, field, lastBubble, pictureSize, setUpDesk, talk } from './desk.ts';
import { onePagePdf, paintPng } from './sample-files.ts';
import type { ScriptedBot, SeenUpdate } from './scripted-bot.ts';

const executable = findChromium();

/** Answers presses by their data; `wait` stays open until a test answers it. */
async function react(update: SeenUpdate, bot: ScriptedBot): Promise<void> {
  const { callback_query: press, pre_checkout_query: checkout, message } = update;
  if (press !== undefined && press.data !== 'wait') {
    const answers: Record<string, object> = {
      toast: { text: 'Сохранено' },
      alert: { text: 'Окно закрыто до 15 ноября', show_alert: true },
    };
    if (press.data === 'edit') {
      const chat_id = press.message?.chat.id;
      const message_id = press.message?.message_id;
      await bot.call('editMessageText', {
        chat_id,
        message_id,
        text: 'Страница 2',
        reply_markup: rows([['Назад', 'x']]),
      });
    }
    await bot.call('answerCallbackQuery', { callback_query_id: press.id, ...answers[press.data ?? ''] });
  }
  if (checkout !== undefined) {
    await bot.call('answerPreCheckoutQuery', { pre_checkout_query_id: checkout.id, ok: true });
  }
  if (message?.text?.startsWith('/start'))
    await bot.say(message.chat.id, `Здравствуйте! ${message.text.slice(7)}`);
}

function rows(...keyboard: [text: string, data: string][][]) {
  return {
    inline_keyboard: keyboard.map((row) => row.map(([text, callback_data]) => ({ text, callback_data }))),
  };
}

describe.skipIf(executable === null)('a chat on the page', () => {
  let browser: Browser;
  let desk: Desk;
  let count = 0;

  beforeAll(async () => {
    browser = await launchChromium(executable ?? '');
    desk = await setUpDesk(browser, react);
  });
  afterEach(() => expect(desk.noise()).toEqual([]));
  afterAll(async () => {
    await desk.close();
    await browser.close();
  });

  /** Somebody nobody has written to yet. */
  function newcomer(): User {
    count += 1;
    return desk.chat.user(`Житель ${count}`, { phone: `+7916000000${count}` });
  }

  /** Somebody whose chat is under way. */
  async function resident(): Promise<User> {
    const person = newcomer();
    await person.start();
    return person;
  }

  test('a new person in one press starts the bot and reads what it can do', async () => {
    await desk.bot.call('setMyDescription', { description: 'Счета и показания в чате' });
    const page = await desk.open();
    await page.getByRole('button', { name: 'Новый человек' }).click();
    const place = page.locator('.column.active');
    await place.getByText('Счета и показания в чате').waitFor();
    await place.getByRole('button', { name: 'НАЧАТЬ' }).click();
    await talk(place).getByText('Здравствуйте!').waitFor();
    expect(await place.locator('.row.mine').textContent()).toContain('/start');
    await page.context().close();
  });

  test('a start link carries its parameter', async () => {
    const person = newcomer();
    const page = await desk.open(String(person.id));
    await page.getByRole('button', { name: 'Запуск по ссылке с параметром' }).click();
    await page.getByLabel('Параметр запуска').fill('smart-zapad');
    await page.keyboard.press('Enter');
    await talk(column(page, person)).getByText('Здравствуйте! smart-zapad').waitFor();
    await desk.bot.say(person.id, 'Ссылка: https://t.me/domovoy_bot?start=from-text');
    await column(page, person)
      .getByRole('link', { name: /from-text/ })
      .click();
    await talk(column(page, person)).getByText('Здравствуйте! from-text').waitFor();
    expect(page.context().pages()).toHaveLength(1);
    await page.context().close();
  });

  test('formatting is shown, markup in texts and names stays text', async () => {
    const person = await resident();
    const page = await desk.open(String(person.id));
    await desk.bot.say(
      person.id,
      '<b>Итого</b> <i>с пеней</i> <u>к оплате</u> <s>старое</s> <code>1234567890</code> <pre>ХВС  1</pre>' +
        '<blockquote>цитата</blockquote> <tg-spoiler>4821</tg-spoiler> <a href="https://example.ru/x">сайт</a> /bills ' +
        '&lt;img src=x onerror="document.title=1"&gt;&lt;script&gt;document.title=2&lt;/script&gt;',
    );
    const bubble = lastBubble(column(page, person));
    await bubble.getByText('Итого').waitFor();
    for (const tag of ['b', 'i', 'u', 's', 'code', 'pre', 'blockquote']) {
      expect(await bubble.locator(tag).count(), tag).toBe(1);
    }
    expect(await bubble.locator('img, script').count()).toBe(0);
    expect(await bubble.textContent()).toContain('<img src=x onerror="document.title=1"><script>');
    expect(await bubble.getByRole('link', { name: 'сайт' }).getAttribute('rel')).toContain('noopener');
    const spoiler = bubble.locator('.spoiler');
    expect(await colorOf(spoiler)).toBe('rgba(0, 0, 0, 0)');
    await spoiler.click();
    await expect.poll(() => colorOf(spoiler)).not.toBe('rgba(0, 0, 0, 0)');
    await bubble.getByText('1234567890').click();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('1234567890');
    await bubble.getByRole('button', { name: '/bills' }).click();
    await desk.bot.seen(({ message }) => message?.text === '/bills' && message.chat.id === person.id);
    await page.context().close();
  });

  test('buttons: toast, alert, spinner until the answer, live edit, copy, link, disabled', async () => {
    const person = await resident();
    const page = await desk.open(String(person.id));
    const place = column(page, person);
    const keyboard = rows(
      [
        ['Сохранить', 'toast'],
        ['Показания', 'alert'],
      ],
      [
        ['Дальше', 'edit'],
        ['Долго', 'wait'],
      ],
    );
    const own = [
      { text: 'Скопировать', copy_text: { text: 'ЛС 77' } },
      { text: 'Сайт', url: 'https://example.ru/' },
      { text: '1/2', disabled: {} },
      { text: 'Удалить', callback_data: 'x', style: 'danger' },
    ];
    await desk.bot.say(person.id, 'Страница 1', {
      reply_markup: { inline_keyboard: [...keyboard.inline_keyboard, own] },
    });
    await place.getByRole('button', { name: 'Сохранить' }).click();
    await place.getByRole('status').getByText('Сохранено').waitFor();
    await place.getByRole('button', { name: 'Показания' }).click();
    await page.getByRole('alertdialog').getByText('Окно закрыто до 15 ноября').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('alertdialog').waitFor({ state: 'detached' });
    expect(await place.getByRole('button', { name: 'Удалить' }).getAttribute('data-style')).toBe('danger');

    await place.getByRole('button', { name: 'Долго' }).click();
    const { callback_query: press } = await desk.bot.seen(({ callback_query: q }) => q?.data === 'wait');
    await place.locator('.inline-button[aria-busy="true"]', { hasText: 'Долго' }).waitFor();
    await desk.bot.call('answerCallbackQuery', { callback_query_id: press?.id });
    await place.locator('.inline-button[aria-busy="true"]').waitFor({ state: 'detached' });

    await place.getByRole('button', { name: 'Скопировать', exact: true }).click();
    await place.getByText('Скопировано: ЛС 77').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toBe('ЛС 77');
    await page.context().route('https://example.ru/', (route) => route.fulfill({ body: 'site' }));
    const [popup] = await Promise.all([
      page.context().waitForEvent('page'),
      place.getByRole('button', { name: 'Сайт' }).click(),
    ]);
    await popup.close();
    expect(await place.getByRole('button', { name: '1/2' }).getAttribute('aria-disabled')).toBe('true');

    const next = place.getByRole('button', { name: 'Дальше' });
    await next.focus();
    await page.keyboard.press('Enter');
    await talk(place).getByText('Страница 2').waitFor();
    expect(await place.getByText('изменено').count()).toBe(1);
    expect(await place.locator('.inline-button').allInnerTexts()).toEqual(['Назад']);
    await page.context().close();
  });

  test('keyboard in place of the letters: contact with a question first, one time, removal', async () => {
    const person = await resident();
    const page = await desk.open(String(person.id));
    const place = column(page, person);
    await desk.bot.say(person.id, 'Ваш номер?', {
      reply_markup: {
        keyboard: [[{ text: 'Отправить номер', request_contact: true }], ['Позже']],
        one_time_keyboard: true,
        resize_keyboard: true,
        input_field_placeholder: 'Номер телефона',
      },
    });
    await place.getByPlaceholder('Номер телефона').waitFor();
    await place.getByRole('button', { name: 'Отправить номер' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Отмена' }).click();
    expect(desk.bot.updates.some(({ message }) => message?.contact !== undefined)).toBe(false);
    await place.getByRole('button', { name: 'Отправить номер' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Поделиться' }).click();
    const { message } = await desk.bot.seen((update) => update.message?.contact !== undefined);
    expect(message?.contact).toMatchObject({ phone_number: person.person.phone, user_id: person.id });
    await place.getByRole('button', { name: 'Отправить номер' }).waitFor({ state: 'detached' });
    await place.getByRole('button', { name: 'Клавиатура бота' }).click();
    await place.getByRole('button', { name: 'Позже' }).click();
    await desk.bot.seen((update) => update.message?.text === 'Позже');
    await desk.bot.say(person.id, 'Готово', { reply_markup: { remove_keyboard: true } });
    await place.getByRole('button', { name: 'Клавиатура бота' }).waitFor({ state: 'hidden' });
    await expect.poll(() => field(place).getAttribute('placeholder')).toBe('Сообщение');
    await page.context().close();
  });

  test('pictures, PDF and texts open in place, albums stand together', async () => {
    const person = await resident();
    const page = await desk.open(String(person.id));
    const place = column(page, person);
    const png = paintPng(600, 400, [90, 140, 200]);
    await desk.bot.sendFile(
      'sendPhoto',
      person.id,
      { field: 'photo', name: 'a.png', type: 'image/png', bytes: png },
      { caption: 'Фото двора' },
    );
    await place.getByRole('button', { name: 'Открыть фото' }).click();
    const viewer = page.locator('dialog.viewer');
    await viewer.getByRole('img').waitFor();
    await expect.poll(() => pictureSize(viewer)).toBe('600×400');
    await page.keyboard.press('Escape');
    await viewer.waitFor({ state: 'detached' });

    const pdf = { field: 'document', name: 'bill.pdf', type: 'application/pdf', bytes: onePagePdf('Bill') };
    await desk.bot.sendFile('sendDocument', person.id, pdf);
    await place.getByRole('button', { name: 'Открыть файл bill.pdf' }).click();
    await page.getByRole('dialog', { name: 'bill.pdf' }).waitFor();
    // The browser's viewer takes its title from the address.
    const address = await viewer.locator('iframe').getAttribute('src');
    expect(address).toMatch(/^\/sandbox\/api\/files\/[\w-]+\/bill\.pdf$/);
    await viewer.getByRole('button', { name: 'Закрыть' }).click();

    const bytes = new Uint8Array(Buffer.from('счёт;сумма\n1;12221,81\n'));
    await desk.bot.sendFile('sendDocument', person.id, {
      field: 'document',
      name: 'r.csv',
      type: 'text/csv',
      bytes,
    });
    await place.getByRole('button', { name: 'Открыть файл r.csv' }).click();
    await viewer.getByText('1;12221,81').waitFor();
    await page.keyboard.press('Escape');

    await person.sendAlbum([png, paintPng(400, 600, [200, 90, 90]), paintPng(500, 500, [90, 200, 90])], {
      caption: 'Три вида',
    });
    await talk(place).getByText('Три вида').waitFor();
    await expect.poll(() => lastBubble(place).locator('.mosaic .picture').count()).toBe(3);
    await lastBubble(place).locator('.picture').first().click();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => pictureSize(viewer)).toBe('400×600');
    await page.context().close();
  });

  test('an invoice: the bank declines, then it is paid and turns into a receipt', async () => {
    const person = await resident();
    const page = await desk.open(String(person.id));
    const place = column(page, person);
    await desk.bot.call('sendInvoice', {
      chat_id: person.id,
      title: 'ЖКУ, октябрь',
      description: 'Лицевой счёт 77',
      payload: 'bill-1',
      provider_token: '1:TEST:2',
      currency: 'RUB',
      prices: [
        { label: 'ЖКУ', amount: 1_200_000 },
        { label: 'Комиссия', amount: 22_181 },
      ],
      need_email: true,
    });
    await place.getByRole('button', { name: /^Заплатить/ }).dblclick();
    const sheet = page.getByRole('dialog', { name: 'Оплата' });
    await sheet.getByText('Комиссия').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(1);
    await sheet.getByLabel('Электронная почта').fill('не адрес');
    await sheet.getByRole('button', { name: 'Заплатить, но банк откажет' }).click();
    expect(desk.bot.updates.some(({ pre_checkout_query: query }) => query !== undefined)).toBe(false);
    await sheet.getByLabel('Электронная почта').fill('anna@example.ru');
    await sheet.getByRole('button', { name: 'Заплатить, но банк откажет' }).click();
    await sheet.getByText('Банк отклонил операцию').waitFor();
    await sheet.getByRole('button', { name: /^Заплатить 12/ }).click();
    await sheet.getByText(/^Оплачено/).waitFor();
    await sheet.getByRole('button', { name: 'Готово' }).click();
    const { message } = await desk.bot.seen((update) => update.message?.successful_payment !== undefined);
    expect(message?.successful_payment?.total_amount).toBe(1_222_181);
    const { pre_checkout_query: query } = await desk.bot.seen(
      (update) => update.pre_checkout_query !== undefined,
    );
    expect(query?.order_info?.email).toBe('anna@example.ru');
    await place.locator('.service-line', { hasText: 'Вы перевели' }).waitFor();
    await place.getByRole('button', { name: 'Чек' }).waitFor();
    await page.context().close();
  });

  test('unread marks, typing, deletes and the newest line of the list', async () => {
    const [anna, boris] = [await resident(), await resident()];
    await boris.send('прочитано');
    const page = await desk.open(String(anna.id));
    const line = page.locator(`[data-key="${boris.id}@${boris.id}"]`);
    await desk.bot.say(boris.id, 'Первый');
    const id = await desk.bot.say(boris.id, 'Новый счёт');
    await line.getByText('Новый счёт').waitFor();
    expect(Number(await line.locator('.badge').textContent())).toBe(2);
    await line.click();
    const place = column(page, boris);
    await talk(place).getByText('Новый счёт').waitFor();
    await line.locator('.badge').waitFor({ state: 'detached' });
    await desk.bot.call('sendChatAction', { chat_id: boris.id, action: 'upload_document' });
    await place.getByText('отправляет файл').waitFor();
    await desk.bot.call('deleteMessage', { chat_id: boris.id, message_id: id });
    await talk(place).getByText('Новый счёт').waitFor({ state: 'detached' });
    await desk.bot.say(boris.id, 'Ещё');
    await place.getByText('отправляет файл').waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('a blocked bot says so and is unblocked', async () => {
    const person = await resident();
    const page = await desk.open(String(person.id));
    const place = column(page, person);
    await place.getByRole('button', { name: 'Действия с чатом' }).click();
    await page.getByRole('menuitem', { name: 'Заблокировать бота' }).click();
    await place.getByText('Вы заблокировали бота').waitFor();
    await desk.bot.seen(({ my_chat_member: change }) => change?.new_chat_member.status === 'kicked');
    await expect(desk.bot.say(person.id, 'x')).rejects.toThrow('blocked by the user');
    await place.getByRole('button', { name: 'РАЗБЛОКИРОВАТЬ' }).click();
    await field(place).waitFor();
    await page.context().close();
  });
});
