import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { User } from '../../src/sandbox/driver-api.ts';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { SMART_ZAPAD_LINES } from '../support/fixtures.ts';
import { household } from './support/billing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(() => emptyDatabase(t));
afterEach(() => t.assertClean({ refusedCalls: ['sendRichMessage'] }));

const WORDS = {
  ru: {
    table: '🧮 Все строки таблицей',
    head: 'Услуга | Ед. | Объём | Тариф, ₽ | Начислено, ₽ | К оплате, ₽',
    water: 'Холодная вода <ХВС> | куб.м | 6,123 | 44,04 | 269,66 | 269,66',
    sub: '44,00',
    total: '269,66',
    card: '‹ К счёту',
    none: 'Таблицей этот счёт здесь не показать',
  },
  en: {
    table: '🧮 All lines as a table',
    head: 'Service | Unit | Volume | Tariff, ₽ | Accrued, ₽ | To pay, ₽',
    water: 'Холодная вода <ХВС> | m³ | 6.123 | 44.04 | 269.66 | 269.66',
    sub: '44.00',
    total: '269.66',
    card: '‹ To the bill',
    none: 'This bill cannot be shown as a table here',
  },
} as const;

const WATER = {
  service: 'Холодная вода <ХВС>',
  unit: 'куб.м',
  volume: '6.123',
  tariff: '44.04',
  accrued: 26_966,
  total: 26_966,
};
const COMMON = { service: 'содержание общего имущества', subline: true, accrued: 4_400, total: 4_400 };

async function openCard(user: User): Promise<void> {
  await user.send('/bills');
  await user.press('1 · ');
}

it.each(['ru', 'en'] as const)('every line and column of a bill is a table (%s)', async (lang) => {
  const words = WORDS[lang];
  const { user } = await household(t, { languageCode: lang, lines: [WATER, COMMON] });
  await openCard(user);
  await user.press(words.table);
  const { text, html } = user.lastMessage();
  const rows = text.split('\n');
  expect(rows[1]).toBe(words.head);
  expect(rows[2]).toBe(words.water);
  // "Not applicable" is a dash, the part of a line stands beside it and is not added.
  expect(rows[3]).toContain(` | — | — | — | ${words.sub} | ${words.sub}`);
  expect(rows[4]?.endsWith(` | ${words.total}`)).toBe(true);
  expect(html).toContain('<td class="left">Холодная вода &lt;ХВС&gt;</td>');
  await user.press(words.card);
  expect(user.buttons()).toContain(words.table);
});

it('is offered where it says more than the card, and to the full level only', async () => {
  const basic = await household(t, { level: 'basic', lines: [WATER, COMMON] });
  await openCard(basic.user);
  expect(basic.user.buttons()).not.toContain(WORDS.ru.table);
  await basic.user.forge(`btab:${basic.bill.billId}`);
  expect(basic.user.toasts().at(-1)?.text).toContain(WORDS.ru.none);
  expect(basic.user.texts().join('\n')).not.toContain('Холодная');
  await emptyDatabase(t);
  const sums = await household(t, {
    lines: SMART_ZAPAD_LINES.map(({ service, total }) => ({ service, total })),
  });
  await openCard(sums.user);
  expect(sums.user.buttons()).not.toContain(WORDS.ru.table);
  await sums.user.forge('btab:999999');
  expect(sums.user.texts().join('\n')).not.toContain('Услуга |');
});

it.each(['ru', 'en'] as const)(
  'what Telegram does not take is said, and the card stays (%s)',
  async (lang) => {
    const words = WORDS[lang];
    const many = Array.from({ length: 120 }, (_, n) => ({ ...WATER, service: `${n} ${'вода '.repeat(60)}` }));
    const { user } = await household(t, { languageCode: lang, lines: many });
    await openCard(user);
    const card = user.screen();
    await user.press(words.table);
    expect(user.toasts().at(-1)).toEqual({ text: expect.stringContaining(words.none), alert: true });
    expect(user.screen()).toBe(card);
  },
);

it.each([400, 404])(
  'a Bot API server that knows no rich messages (%s) is told in the same words',
  async (errorCode) => {
    const { user } = await household(t, { lines: [WATER, COMMON] });
    await openCard(user);
    t.sandbox.core.faults.add({
      kind: 'refuse',
      method: 'sendRichMessage',
      errorCode,
      description: errorCode === 404 ? 'Not Found: method not found' : 'Bad Request: message text is empty',
      times: 1,
    });
    await user.press(WORDS.ru.table);
    expect(user.toasts().at(-1)).toEqual({ text: expect.stringContaining(WORDS.ru.none), alert: true });
    expect(user.lastMessage().text).toContain('Счёт за');
    await t.assertClean({ refusedCalls: ['sendRichMessage'] });
  },
);
