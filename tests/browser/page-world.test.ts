import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';
import { column, type Desk, field, setUpDesk, talk } from './desk.ts';

const executable = findChromium();
const ANNA = { id: 710_000_001, firstName: 'Анна', note: 'Житель' };

describe.skipIf(executable === null)('the page and the whole sandbox', () => {
  let browser: Browser;
  let desk: Desk;

  beforeAll(async () => {
    browser = await launchChromium(executable ?? '');
    desk = await setUpDesk(browser, async () => {}, { people: [ANNA] });
  });
  afterEach(() => expect(desk.noise()).toEqual([]));
  afterAll(async () => {
    await desk.close();
    await browser.close();
  });

  function shopAuthorization(): string {
    const { shopId, secretKey } = desk.sandbox.yookassa;
    return `Basic ${Buffer.from(`${shopId}:${secretKey}`).toString('base64')}`;
  }

  async function openPanel(tab: string) {
    const page = await desk.open(String(ANNA.id));
    const place = column(page, ANNA);
    await place.getByRole('button', { name: 'Панель разработчика' }).click();
    const panel = page.getByRole('complementary', { name: 'Панель разработчика' });
    await panel.getByRole('tab', { name: tab }).click();
    return { page, place, panel };
  }

  test('time travel: messages carry the new day, the list says so, and back', async () => {
    await desk.chat.user('Анна').start();
    const { page, place, panel } = await openPanel('Время');
    await panel.getByLabel('Перейти к').fill('2027-03-05T10:00');
    await panel.getByRole('button', { name: 'Перейти', exact: true }).click();
    await page.getByRole('button', { name: /5 марта/ }).waitFor();
    await desk.bot.say(ANNA.id, 'Окно показаний открыто');
    await talk(place).getByText('Окно показаний открыто').waitFor();
    await talk(place).getByText('5 марта', { exact: true }).waitFor();
    await panel.getByRole('button', { name: '+1 день' }).click();
    await page.getByRole('button', { name: /6 марта/ }).waitFor();
    await panel.getByRole('button', { name: 'Настоящее время' }).click();
    await page.locator('.clock-mark').waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('payments at the gateway are seen, declined, paid, and lead to its page', async () => {
    const { apiUrl } = desk.sandbox.yookassa;
    const create = (key: string, value: string) =>
      fetch(`${apiUrl}/payments`, {
        method: 'POST',
        headers: {
          authorization: shopAuthorization(),
          'content-type': 'application/json',
          'idempotence-key': key,
        },
        body: JSON.stringify({
          amount: { value, currency: 'RUB' },
          capture: true,
          confirmation: { type: 'redirect', return_url: `${desk.sandbox.url}/` },
          description: 'Счёт за октябрь',
        }),
      });
    const { page, panel } = await openPanel('Оплата');
    await panel.getByText('Платежей через шлюз ещё не было').waitFor();
    expect((await create('k1', '12221.81')).status).toBe(200);
    const line = panel.locator('.gateway-line', { hasText: /12\s221,81/ });
    await line.getByText('pending').waitFor();
    await line.getByRole('button', { name: 'Завершить…' }).click();
    await page.getByRole('menuitem', { name: 'insufficient_funds' }).click();
    await line.getByText('canceled').waitFor();
    await create('k2', '500.00');
    const second = panel.locator('.gateway-line', { hasText: '500,00' });
    const href = await second.getByRole('link', { name: 'Страница оплаты' }).getAttribute('href');
    expect(href).toMatch(/^\/yookassa\/pay\//);
    await second.getByRole('button', { name: 'Завершить…' }).click();
    await page.getByRole('menuitem', { name: 'Оплатить тестовой картой' }).click();
    await second.getByText('succeeded').waitFor();
    await page.context().close();
  });

  test('back from another page: the link starts the bot as the person who was shown', async () => {
    const page = await desk.open(String(ANNA.id));
    await field(column(page, ANNA)).waitFor();
    await page.goto('about:blank');
    await page.goto(`${desk.sandbox.url}/?start=paid_12`);
    await talk(column(page, ANNA)).getByText('/start paid_12').waitFor();
    expect(new URL(page.url()).search).toBe('');
    await page.reload();
    await talk(column(page, ANNA)).getByText('/start paid_12').waitFor();
    expect(desk.bot.updates.filter(({ message }) => message?.text === '/start paid_12')).toHaveLength(1);
    await page.context().close();
  });

  test('a group: the bot loses a right and its place, people come and go, the end', async () => {
    const [anna, boris] = [desk.chat.user('Анна'), desk.chat.user('Борис')];
    const group = await desk.chat.group('Сотрудники', [anna, boris]);
    const page = await desk.open(`${anna.id}@${group.id},${boris.id}@${group.id}`);
    const left = column(page, anna, group.id);
    const right = column(page, boris, group.id);
    await left.getByRole('button', { name: 'Действия с чатом' }).click();
    await page.getByRole('menuitem', { name: 'Панель разработчика' }).click();
    const panel = page.getByRole('complementary', { name: 'Панель разработчика' });
    await panel.getByRole('tab', { name: 'Инфо' }).click();
    const id = await desk.bot.say(group.id, 'Закрепить');
    await panel.getByRole('button', { name: 'Действия: Домовой' }).click();
    await page.getByRole('menuitem', { name: 'Права бота…' }).click();
    await page.getByLabel('Закреплять сообщения').selectOption({ label: 'нельзя' });
    await page.getByRole('dialog').getByRole('button', { name: 'Сохранить' }).click();
    await expect
      .poll(() =>
        desk.bot.call('pinChatMessage', { chat_id: group.id, message_id: id }).then(() => 'done', String),
      )
      .toContain('not enough rights');

    await panel.getByRole('button', { name: /Действия: Борис/ }).click();
    await page.getByRole('menuitem', { name: 'Исключить' }).click();
    await right.waitFor({ state: 'detached' });
    await panel.getByRole('button', { name: 'Добавить участника' }).click();
    await page.getByRole('menuitem', { name: 'Борис' }).click();
    await page.locator(`[data-key="${boris.id}@${group.id}"]`).waitFor();

    await panel.getByRole('button', { name: 'Действия: Домовой' }).click();
    await page.getByRole('menuitem', { name: 'Исключить бота' }).click();
    await desk.bot.seen(({ my_chat_member: change }) => change?.new_chat_member.status === 'kicked');
    await panel.getByRole('button', { name: 'Действия с группой…' }).click();
    await page.getByRole('menuitem', { name: 'Удалить группу' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Удалить группу' }).click();
    await left.getByText('Этой группы больше нет').waitFor();
    await page.context().close();
  });

  test('stickers and the like are sent and shown, faults reach the gateway too', async () => {
    const { page, place, panel } = await openPanel('Сбои');
    for (const kind of ['Стикер', 'Кубик', 'Опрос', 'Место с названием', 'Видеосообщение']) {
      await place.getByRole('button', { name: 'Прикрепить' }).click();
      await page.getByRole('menuitem', { name: 'Другое…' }).click();
      await page.getByRole('menuitem', { name: kind, exact: true }).click();
    }
    await talk(place).getByText('Опрос: Ставим скамейку?').waitFor();
    await expect.poll(() => talk(place).locator('.sticker').count()).toBe(2);
    await panel.getByLabel(/^Где/).selectOption({ label: 'Платёжный шлюз' });
    await panel.getByLabel('Что случится').selectOption({ label: '500: ничего не сделано' });
    await panel.getByRole('button', { name: 'Включить сбой' }).click();
    await panel.locator('.fault', { hasText: '500' }).waitFor();
    const { apiUrl } = desk.sandbox.yookassa;
    expect(
      (await fetch(`${apiUrl}/payments`, { headers: { authorization: shopAuthorization() } })).status,
    ).toBe(500);
    await panel.locator('.fault').waitFor({ state: 'detached' });
    await page.context().close();
  });

  test('reset: people made later are gone, the chat is as at the beginning', async () => {
    const { page, place, panel } = await openPanel('Время');
    await field(place).fill('до сброса');
    await page.keyboard.press('Enter');
    await talk(place).getByText('до сброса').waitFor();
    await page.getByRole('button', { name: 'Новый человек' }).click();
    await page.locator('.column.active').getByRole('button', { name: 'НАЧАТЬ' }).waitFor();
    await panel.getByRole('button', { name: 'Сбросить демо' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Сбросить', exact: true }).click();
    await place.getByRole('button', { name: 'НАЧАТЬ' }).waitFor();
    expect(await place.getByText('до сброса').count()).toBe(0);
    await expect.poll(() => page.locator('.chat-row').count()).toBe(1);
    await place.getByRole('button', { name: 'НАЧАТЬ' }).click();
    await talk(place).getByText('/start').waitFor();
    await page.context().close();
  });
});
