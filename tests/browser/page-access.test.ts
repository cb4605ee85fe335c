import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { accessProblems } from './access-audit.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { column, type Desk, field, setUpDesk, talk } from './desk.ts';
import { onePagePdf, paintPng } from './sample-files.ts';

const executable = findChromium();
const TABS = ['Вызовы', 'СМС', 'Почта', 'Оплата', 'Сбои', 'Время', 'Инфо'];

describe.skipIf(executable === null)('the page for other eyes and hands', () => {
  let browser: Browser;
  let desk: Desk;

  beforeAll(async () => {
    browser = await launchChromium(executable ?? '');
    desk = await setUpDesk(browser, async () => {});
  });
  afterEach(() => expect(desk.noise()).toEqual([]));
  afterAll(async () => {
    await desk.close();
    await browser.close();
  });

  /** A chat with something of every kind, and a group with topics. */
  async function furnished() {
    const anna = desk.chat.user('Анна', { phone: '+79170000001' });
    const boris = desk.chat.user('Борис', { phone: '+79170000002' });
    await anna.start();
    await desk.bot.say(
      anna.id,
      '<b>Счёт</b> <i>за</i> <code>1234567890</code> <a href="https://ya.ru">здесь</a>',
      {
        parse_mode: 'HTML',
        reply_markup: {
          inline_keyboard: [
            [
              { text: 'Оплатить', callback_data: 'pay', style: 'success' },
              { text: 'Удалить', callback_data: 'x', style: 'danger' },
            ],
            [{ text: 'Дальше', callback_data: 'next', style: 'primary' }],
          ],
        },
      },
    );
    await desk.bot.say(anna.id, '<blockquote expandable>раз\nдва\nтри\nчетыре</blockquote>', {
      parse_mode: 'HTML',
    });
    const png = paintPng(400, 300, [90, 140, 200]);
    await desk.bot.sendFile('sendPhoto', anna.id, {
      field: 'photo',
      name: 'a.png',
      type: 'image/png',
      bytes: png,
    });
    const pdf = { field: 'document', name: 'bill.pdf', type: 'application/pdf', bytes: onePagePdf('Bill') };
    await desk.bot.sendFile('sendDocument', anna.id, pdf);
    await anna.send('спасибо');
    const group = await desk.chat.group('Сотрудники', [anna, boris], { forum: true });
    await desk.bot.call('createForumTopic', { chat_id: group.id, name: 'Заявка 104' });
    const topic = desk.sandbox.core.world.defaultBot.chats.get(group.id)?.head.topics[0]?.id;
    await desk.bot.say(group.id, 'Новая заявка', { message_thread_id: topic });
    return { anna, boris, group };
  }

  test('everything has a name, is dark enough and large enough: light, dark, desk, phone', async () => {
    const { anna, boris, group } = await furnished();
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await desk.open(`${anna.id},${boris.id}@${group.id}`, { colorScheme });
      await talk(column(page, anna)).getByText('спасибо').waitFor();
      await column(page, boris, group.id).getByRole('tab', { name: 'Заявка 104' }).waitFor();
      expect(await accessProblems(page), colorScheme).toEqual([]);
      await page.getByRole('button', { name: 'Панель разработчика' }).first().click();
      for (const name of TABS) {
        await page.getByRole('tab', { name, exact: true }).click();
        expect(await accessProblems(page), `${colorScheme}, ${name}`).toEqual([]);
      }
      await page.context().close();

      const phone = await desk.open('', { colorScheme, viewport: { width: 390, height: 844 } });
      await phone.getByText('Анна').first().waitFor();
      expect(await accessProblems(phone), `${colorScheme}, list`).toEqual([]);
      await phone.locator(`[data-key="${anna.id}@${anna.id}"]`).click();
      await field(column(phone, anna)).waitFor();
      expect(await accessProblems(phone), `${colorScheme}, phone`).toEqual([]);
      await phone.getByRole('button', { name: 'Прикрепить' }).click();
      expect(await accessProblems(phone), `${colorScheme}, menu`).toEqual([]);
      await phone.context().close();
    }
  });

  test('a quote that unfolds and a hidden word are buttons for keys too', async () => {
    const person = desk.chat.user('Вера', { phone: '+79170000003' });
    await person.start();
    await desk.bot.say(person.id, '<blockquote expandable>раз\nдва\nтри\nчетыре</blockquote>', {
      parse_mode: 'HTML',
    });
    const page = await desk.open(String(person.id));
    const quote = talk(column(page, person))
      .getByRole('button', { name: /четыре/ })
      .last();
    const height = async () => (await quote.boundingBox())?.height ?? 0;
    const folded = await height();
    await quote.focus();
    await page.keyboard.press('Space');
    await expect.poll(() => quote.getAttribute('aria-expanded')).toBe('true');
    // It unfolds and folds in a moment, not at once.
    await expect.poll(height).toBeGreaterThan(folded);
    await page.keyboard.press('Enter');
    await expect.poll(() => quote.getAttribute('aria-expanded')).toBe('false');
    await expect.poll(height).toBe(folded);
    await page.context().close();
  });
});
