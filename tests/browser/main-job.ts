import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { projectRoot } from '../../src/domain/project-root.ts';
import { attach, column, field, talk } from './desk.ts';

/** An account that nobody has before the register brings it. */
const NUMBER = '5550001112';
const REGISTER = readFileSync(join(projectRoot(), 'tests/fixtures/registers/accruals-table.csv'), 'utf8')
  .split('\n')
  .filter((line, index) => index === 0 || line.startsWith('1234567890;Смарт Запад'))
  .map((line) => line.replace('1234567890', NUMBER).replace('Иванов Иван Иванович', 'Смирнова Анна Петровна'))
  .join('\n');

export interface MainJob {
  readonly browser: Browser;
  /** Address of the chat page. */
  readonly url: string;
  readonly administrator: { readonly id: number };
  /** The administrator has not accepted the terms yet. */
  readonly isNewInstallation: boolean;
  readonly resident: { readonly id: number };
}

/**
 * The main job as people do it on the page: a register becomes bills, a resident registers, links, sees the lines,
 * pays and gets the receipt; the administrator sees the payment.
 * @returns what the pages complained about
 */
export async function doMainJob({ browser, url, ...people }: MainJob): Promise<string[]> {
  const noise: string[] = [];
  const boss = await sit(browser, url, people.administrator.id, noise);
  await boss.chat.getByRole('button', { name: 'НАЧАТЬ' }).click();
  if (people.isNewInstallation) await accept(boss.chat);
  else await sees(boss.chat, /меню/i);
  await attach(boss.page, boss.chat, 'Файл', [
    { name: 'october.csv', mimeType: 'text/csv', buffer: Buffer.from(REGISTER) },
  ]);
  await boss.page.keyboard.press('Enter');
  await press(boss.chat, /Создать/);
  await sees(boss.chat, 'Опубликовано');

  const { page, chat } = await sit(browser, url, people.resident.id, noise);
  await chat.getByRole('button', { name: 'НАЧАТЬ' }).click();
  await accept(chat);
  await chat.getByRole('button', { name: '📱 Отправить мой номер' }).click();
  await page.getByRole('button', { name: 'Поделиться' }).click();
  await sees(chat, /Имя/);
  await say(page, chat, 'Анна');
  await sees(chat, /Фамилия/);
  await say(page, chat, 'Смирнова');
  await sees(chat, /Кодовое слово/);
  await say(page, chat, 'Ромашка');
  await press(chat, 'Пропустить');
  await press(chat, 'Зарегистрироваться');
  await sees(chat, 'Добро пожаловать в Ваш Личный кабинет!');

  await press(chat, '➕ Добавить лицевой счёт');
  await press(chat, 'Смарт Запад (ЖКУ)');
  await sees(chat, /Введите/);
  await say(page, chat, NUMBER);
  await press(chat, 'Дом');
  await sees(chat, 'Счёт добавлен');
  await press(chat, /🔓/);
  await sees(chat, /фамилию/);
  await say(page, chat, 'Смирнова');
  await sees(chat, /квартир/);
  await say(page, chat, '1');
  await press(chat, '🧾 Счета');
  await press(chat, /1 · октябрь 2026/);
  await sees(chat, 'Пропускной режим и обслуживание средств охраны');
  await sees(chat, '12 221,81 ₽');
  await press(chat, /^💳/);
  await press(chat, /Вся сумма/);
  await press(chat, 'Картой через Telegram');
  await press(chat, /^Оплатить/);
  await press(chat, /^Заплатить/);
  const sheet = page.getByRole('dialog', { name: 'Оплата' });
  await sheet.getByRole('button', { name: /^Заплатить 12/ }).click();
  await sheet.getByRole('button', { name: 'Готово' }).click();
  await sees(chat, /выполнена/);

  await say(boss.page, boss.chat, '/admin');
  await press(boss.chat, '💳 Операции жителей');
  await sees(boss.chat, '12 221,81 ₽');
  for (const who of [boss.page, page]) await who.context().close();
  return noise;
}

async function sit(
  browser: Browser,
  url: string,
  personId: number,
  noise: string[],
): Promise<{ page: Page; chat: Locator }> {
  const context = await browser.newContext({ locale: 'ru-RU', viewport: { width: 1280, height: 860 } });
  context.setDefaultTimeout(20_000);
  const page = await context.newPage();
  page.on('pageerror', (error) => noise.push(error.message));
  await page.goto(`${url}/#${personId}`);
  return { page, chat: column(page, { id: personId }) };
}

async function accept(chat: Locator): Promise<void> {
  await press(chat, 'Продолжить');
  await press(chat, 'Принимаю условия');
  await press(chat, 'Даю согласие');
  await sees(chat, /телефон|меню/i);
}

/** Press the newest button with these words. */
async function press(chat: Locator, words: string | RegExp): Promise<void> {
  await chat.getByRole('button', { name: words }).last().click();
}

async function say(page: Page, chat: Locator, text: string): Promise<void> {
  await field(chat).fill(text);
  await page.keyboard.press('Enter');
}

async function sees(chat: Locator, words: string | RegExp): Promise<void> {
  await talk(chat).getByText(words).last().waitFor();
}
