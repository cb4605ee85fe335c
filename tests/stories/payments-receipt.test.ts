import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { User } from '../../src/sandbox/driver-api.ts';
import { pollGateway } from '../../src/services/payments/poll-gateway.ts';
import { createTexts } from '../../src/texts/texts.ts';
import { pdfPages } from '../documents/pdf-pages.ts';
import { ADMIN_ID, emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import { type LineInput, SMART_ZAPAD_LINES } from '../support/fixtures.ts';
import { household, somebody } from './support/billing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp({ yookassa: true });
});
beforeEach(async () => {
  await emptyDatabase(t);
  t.sandbox.core.gateway.reset();
  t.sandbox.core.gatewayFaults.clear();
  t.clock.set('2026-11-16T09:00:00.000Z');
});
afterEach(() => t.assertClean({ refusedCalls: ['editMessageText', 'answerCallbackQuery', 'getUpdates'] }));

/** The bill of the second manual: fourteen lines, 12 970,24 ₽. */
const SMART_SERVICE_LINES: readonly LineInput[] = [
  { service: 'Отопление', total: 372_042 },
  { service: 'Горячее водоснабжение на ИП', total: 6_606 },
  { service: 'Подогрев воды для нужд ГВС на ИП', total: 19_448 },
  { service: 'Холодное водоснабжение на ИП', total: 6_606 },
  { service: 'Водоотведение на ИП', total: 9_372 },
  { service: 'Тех.обсл. и содержание жилого дома и прилег.терр.', total: 558_296 },
  { service: 'Консьержная служба', total: 77_939 },
  { service: 'Пропускной режим и обслуживание средств охраны', total: 83_329 },
  { service: 'Услуги комендантской службы', total: 20_805 },
  { service: 'Электроснабжение на ОДН', total: 96_481 },
  { service: 'Холодное водоснабжение на ОДН', total: 2_156 },
  { service: 'Электроснабжение по тарифу 1', total: 15_266 },
  { service: 'Электроснабжение по тарифу 2', total: 3_450 },
  { service: 'Электроснабжение по тарифу 3', total: 25_228 },
];

/** Somebody with an account at a provider of the manuals; payment agent and operator as printed there. */
async function abonent(options: {
  readonly provider: string;
  readonly company: string;
  readonly lines: readonly LineInput[];
  readonly period: string;
  readonly languageCode?: 'ru' | 'en';
}) {
  const { fixtures } = t;
  const languageCode = options.languageCode ?? 'ru';
  const user: User = t.user(somebody(), { languageCode });
  const company = await fixtures.company({
    name: options.company,
    shortName: options.company,
    contactPhone: '8-800-100-39-00',
  });
  const provider = await fixtures.provider({
    companyId: company.id,
    name: options.provider,
    notice: { ru: 'Обращаем внимание, обновление лицевого счета происходит 1 раз в 30 дней.' },
  });
  const account = await fixtures.account({ providerId: provider.id, number: '1234567890' });
  const bill = await fixtures.bill({
    accountId: account.id,
    lines: options.lines,
    period: options.period,
    comment: 'Оплатите до 25 числа',
  });
  await fixtures.agent();
  await fixtures.agent({
    role: 'money_transfer_operator',
    name: 'ПАО «Промсвязьбанк»',
    inn: '7744000912',
    licence: 'Генеральная лицензия Банка России №3251',
    address: '109052, г. Москва, ул. Смирновская д. 10, стр. 22',
    phones: ['8-800-555-20-20', '+7 (495) 787-33-34'],
  });
  const resident = await fixtures.registered({
    telegramId: user.id,
    locale: languageCode,
    phone: '+79161234567',
  });
  await fixtures.link({ residentId: resident.residentId, accountId: account.id });
  return { user, provider, account, bill, resident };
}

/** What is printed of the agent, the operator and the support in both manuals. */
const AGENTS = [
  'Платёжный агент',
  'ООО «А3», ИНН 7702726396',
  'Москва, Б. Сухаревский пер., 19/2',
  'Оператор по переводу денежных средств',
  'ПАО «Промсвязьбанк», ИНН 7744000912',
  'Генеральная лицензия Банка России №3251',
  '109052, г. Москва, ул. Смирновская д. 10, стр. 22',
  '8-800-555-20-20, +7 (495) 787-33-34',
  'Служба поддержки',
  'Контакт-центр: 8-800-100-39-00',
];
const money = (sum: number): string =>
  `${String(Math.floor(sum / 100)).replaceAll(/\B(?=(?:\d{3})+$)/g, ' ')},${String(sum % 100).padStart(2, '0')} ₽`;
const linesOf = (lines: readonly LineInput[]): string[] =>
  lines.map(({ service, total }) => `${service} — ${money(total)}`);

async function fileOf(user: User): Promise<string> {
  const { media, kind } = user.lastMessage();
  expect(kind).toBe('document');
  const answer = await fetch(new URL(media?.url ?? 'no file', t.sandbox.url));
  const pages = await pdfPages(new Uint8Array(await answer.arrayBuffer()));
  return pages.join('\n').replaceAll(/[\s\u00a0]+/g, ' ');
}
function page(): string {
  const payment = t.chat.gateway.payments().at(-1);
  if (payment === undefined) throw new Error('no payment at the gateway');
  return payment.id;
}
async function poll(): Promise<void> {
  await pollGateway(t.app().services, createTexts().for('ru'));
  await t.settled();
}
function contains(text: string, fields: readonly string[]): void {
  const plain = text.replaceAll(/[ \u00a0]+/g, ' ');
  for (const field of fields) expect(plain).toContain(field);
}

describe('the operation of the first manual', () => {
  it('is reproduced field by field: a card named by its owner, in progress, done, printed', async () => {
    t.clock.set('2017-11-16T15:12:31.000Z');
    const { user } = await abonent({
      provider: 'Смарт Запад (ЖКУ)',
      company: 'ООО «Смарт Запад»',
      lines: SMART_ZAPAD_LINES,
      period: '2017-10',
    });
    await user.send('/pay');
    await user.press('💳 Мои карты');
    await user.press('+ Добавить карту');
    const method = t.chat.gateway.savedMethods().at(-1);
    await t.chat.gateway.actOnMethod(method?.id ?? '', { type: 'bind', card: '4154811111216491' });
    await user.send('/pay');
    await user.press('💳 Мои карты');
    await user.press('✓ 💳 Visa *6491');
    await user.press('Переименовать');
    await user.send('тест');

    await user.send('/bills');
    await user.press('💳 Оплатить');
    contains(user.screen(), [
      'Смарт Запад (ЖКУ)',
      'обновление лицевого счета происходит 1 раз в 30 дней',
      '1234567890',
      ...linesOf(SMART_ZAPAD_LINES),
      'Оплатите до 25 числа',
      'Сумма начислений по счёту: 12 221,81 ₽',
      'К оплате: 12 221,81 ₽',
    ]);
    await user.press('Другая сумма');
    contains(user.screen(), ['Пример: 1234,56']);
    await user.send('12221,81');
    contains(user.screen(), ['💳 тест *6491', 'Комиссия 0% — 0,00 ₽']);
    await user.press('💳 тест *6491');
    contains(user.screen(), [
      'Способ оплаты: 💳 тест *6491',
      'Сумма перевода: 12 221,81 ₽',
      'Комиссия за проведение операции 0%: 0,00 ₽',
      'Итого к списанию: 12 221,81 ₽',
    ]);
    t.clock.set('2017-11-16T15:16:01.000Z');
    await user.press('Оплатить 12 221,81');
    const row = await t.database.prisma.payment.findFirstOrThrow();
    contains(user.screen(), [
      'Операция ✅ выполнена',
      'Оплата услуг: Смарт Запад (ЖКУ)',
      'Сумма перевода: 12 221,81 ₽',
      'Комиссия за проведение операции 0%: 0,00 ₽',
      'Принято: 12 221,81 ₽',
    ]);
    await user.press('Подробности');
    const fields = [
      `Номер транзакции: ${row.number}`,
      'Дата и время операции: 16.11.2017 18:16:01',
      'Способ оплаты: Сохранённая карта тест *6491',
      'Место совершения операции: Telegram, @',
      'Получатель перевода: Смарт Запад (ЖКУ)',
      'Реквизиты операции',
      '1234567890',
      ...linesOf(SMART_ZAPAD_LINES),
      'Комментарий к выставленному счету: Оплатите до 25 числа'.replace('счету', 'счёту'),
      'Сумма начислений по счёту: 12 221,81 ₽',
      'Сумма к оплате: 12 221,81 ₽',
      'Плательщик: Иванов Иван',
      ...AGENTS,
    ];
    contains(user.screen(), [...fields, 'Статус операции: ✅ выполнена', '[Скрыть подробности]']);
    await user.press('🖨 Версия для печати');
    contains(await fileOf(user), [...fields, 'Статус операции: выполнена', 'Принято: 12 221,81 ₽']);
    await user.send('/history');
    contains(user.screen(), [
      '16.11.2017 18:16:01 · 12 221,81 ₽',
      'Смарт Запад (ЖКУ) · Сохранённая карта тест *6491 · ✅ выполнена',
    ]);
  });
});

describe('the operations of the second manual', () => {
  it('are reproduced field by field: one not done, one done, both in the history and on paper', async () => {
    t.clock.set('2017-07-17T14:20:00.000Z');
    const { user } = await abonent({
      provider: 'Смарт Сервис (ЖКУ)',
      company: 'ООО «СМАРТ СЕРВИС»',
      lines: SMART_SERVICE_LINES,
      period: '2017-06',
    });
    await user.send('/pay');
    await user.press('💳 Мои карты');
    contains(user.screen(), ['У вас нет привязанных карт.']);

    const toPage = async (): Promise<void> => {
      await user.send('/bills');
      await user.press('💳 Оплатить');
      contains(user.screen(), [...linesOf(SMART_SERVICE_LINES), '12 970,24 ₽']);
      await user.press('Вся сумма');
      await user.press('Картой или банком');
      await user.press('Оплатить 12 970,24');
    };
    const requisites = [
      'Получатель перевода: Смарт Сервис (ЖКУ)',
      '1234567890',
      ...linesOf(SMART_SERVICE_LINES),
      'Сумма начислений по счёту: 12 970,24 ₽',
      'Сумма к оплате: 12 970,24 ₽',
      'Плательщик: Иванов Иван',
      ...AGENTS,
    ];

    // Not done.
    await toPage();
    t.clock.set('2017-07-17T14:24:53.000Z');
    await t.chat.gateway.act(page(), {
      type: 'decline',
      reason: 'insufficient_funds',
      card: '4154811111210551',
    });
    const failed = await t.database.prisma.payment.findFirstOrThrow();
    contains(user.screen(), ['Не выполнена', 'не хватает денег', '12 970,24 ₽']);
    await user.send('/history');
    await user.press('17.07.2017 17:2');
    contains(user.screen(), [
      'Операция ❌ не выполнена',
      'Оплата услуг: Смарт Сервис (ЖКУ)',
      'Сумма перевода: 12 970,24 ₽',
      'Комиссия за проведение операции 0%: 0,00 ₽',
      'К списанию: 12 970,24 ₽',
      'Причина: не хватает денег',
    ]);
    await user.press('Подробности');
    const refused = [
      `Номер транзакции: ${failed.number}`,
      'Дата и время операции: 17.07.2017 17:24:53',
      'Способ оплаты: Картой или банком (ЮKassa) Visa *0551',
      ...requisites,
    ];
    contains(user.screen(), [...refused, 'Статус операции: ❌ не выполнена']);
    await user.press('🖨 Версия для печати');
    contains(await fileOf(user), [...refused, 'Статус операции: не выполнена', 'Причина: не хватает денег']);

    // In progress, then done.
    await toPage();
    const row = await t.database.prisma.payment.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await user.send('/history');
    await user.press('17.07.2017 17:24');
    contains(user.screen(), ['Операция ⏳ в обработке', 'К списанию: 12 970,24 ₽']);
    t.clock.set('2017-07-17T14:26:23.000Z');
    await t.chat.gateway.pay(page(), { card: '4154811111210551' });
    contains(user.screen(), ['Операция ✅ выполнена', 'Принято: 12 970,24 ₽']);
    await user.press('Подробности');
    const done = [
      `Номер транзакции: ${row.number}`,
      'Дата и время операции: 17.07.2017 17:26:23',
      'Способ оплаты: Картой или банком (ЮKassa) Visa *0551',
      ...requisites,
    ];
    contains(user.screen(), [...done, 'Статус операции: ✅ выполнена']);
    await user.press('🖨 Версия для печати');
    contains(await fileOf(user), [...done, 'Статус операции: выполнена', 'Принято: 12 970,24 ₽']);

    await user.send('/history');
    const history = user.screen().replaceAll('\u00a0', ' ');
    contains(history, [
      'Операций: 2, выполнено на 12 970,24 ₽',
      '17.07.2017 17:26:23 · 12 970,24 ₽',
      'Смарт Сервис (ЖКУ) · Картой или банком (ЮKassa) Visa *0551 · ✅ выполнена',
      'Смарт Сервис (ЖКУ) · Картой или банком (ЮKassa) Visa *0551 · ❌ не выполнена',
    ]);
    await user.press('⬇️ CSV');
    const { media } = user.lastMessage();
    const csv = await (await fetch(new URL(media?.url ?? 'no file', t.sandbox.url))).text();
    contains(csv, [
      `17.07.2017 17:26:23;${row.number};Смарт Сервис (ЖКУ);1234567890;Картой или банком (ЮKassa) Visa *0551;Бот;выполнена;оформляется;12970,24`,
      `;${failed.number};Смарт Сервис (ЖКУ);1234567890;Картой или банком (ЮKassa) Visa *0551;Бот;не выполнена;;12970,24`,
    ]);
  });
});

describe('the fiscal receipt', () => {
  const EN = { pay: '💳 Pay', whole: 'The whole sum', method: 'By card or bank', confirm: 'Pay 12' };
  const RU = { pay: '💳 Оплатить', whole: 'Вся сумма', method: 'Картой или банком', confirm: 'Оплатить 12' };

  async function paid(user: User, captions: typeof RU): Promise<void> {
    await user.send('/bills');
    await user.press(captions.pay);
    await user.press(captions.whole);
    await user.press(captions.method);
    await user.press(captions.confirm);
    expect(t.chat.gateway.payment(page())).toMatchObject({ hasReceipt: true });
    await t.chat.gateway.pay(page());
  }
  const smartZapad = (languageCode: 'ru' | 'en') =>
    abonent({
      provider: 'Смарт Запад (ЖКУ)',
      company: 'ООО «Смарт Запад»',
      lines: SMART_ZAPAD_LINES,
      period: '2026-10',
      languageCode,
    });

  it('is named by its numbers once the cash register has it, in the message, the history and on paper', async () => {
    const { user } = await smartZapad('ru');
    await paid(user, RU);
    await user.press('Подробности');
    contains(user.screen(), ['Фискальный чек: платёжная система его оформляет']);
    // The gateway is away once: the question is repeated, nothing is lost.
    t.sandbox.core.gatewayFaults.add({ kind: 'server-error', method: 'GET /receipts', times: 2 });
    t.clock.advance(31_000);
    await poll();
    await user.press('Скрыть подробности');
    await user.press('Подробности');
    contains(user.screen(), ['платёжная система его оформляет']);
    t.clock.advance(61_000);
    await poll();
    await user.press('Скрыть подробности');
    await user.press('Подробности');
    expect(user.screen()).toMatch(
      /Фискальный чек: ФН \d{16}, ФД \d+, ФПД \d{10}, 16\.11\.2026 12:00\. Проверить его можно в приложении ФНС/,
    );
    const numbers = /ФН \d{16}, ФД \d+, ФПД \d{10}/.exec(user.screen())?.[0] ?? 'none';
    await user.press('🖨 Версия для печати');
    contains(await fileOf(user), [numbers]);
    await user.send('/history');
    await user.press('16.11.2026 12:00');
    await user.press('Подробности');
    contains(user.screen(), [numbers]);
    const row = await t.database.prisma.payment.findFirstOrThrow();
    expect(row.nextPollAt).toBeNull();
    await user.send('/history');
    await user.press('⬇️ CSV');
    const csv = await (await fetch(new URL(user.lastMessage().media?.url ?? '', t.sandbox.url))).text();
    expect(csv).toContain(`;выполнена;"${numbers}, 16.11.2026 12:00";12221,81`);
  });

  it('that the cash register refused is told to the payer and to staff, once, and stands in the export', async () => {
    const { user } = await smartZapad('ru');
    const boss = t.user('Администратор', { id: ADMIN_ID });
    await t.fixtures.registered({ telegramId: ADMIN_ID });
    await boss.start();
    t.sandbox.core.gateway.set({ receipts: 'refuse' });
    await paid(user, RU);
    t.clock.advance(31_000);
    await poll();
    await poll();
    await user.press('Подробности');
    contains(user.screen(), ['Фискальный чек: касса его не приняла. Спросите чек в управляющей компании']);
    const told = boss.texts().filter((text) => text.includes('Касса не приняла фискальный чек'));
    expect(told).toHaveLength(1);
    expect(told.join()).not.toContain('Иван');
    await boss.press('Открыть операцию');
    contains(boss.screen(), ['Чек по этой операции нужно пробить вручную']);
    const row = await t.database.prisma.payment.findFirstOrThrow();
    expect(row).toMatchObject({ status: 'succeeded', nextPollAt: null });
    await user.send('/history');
    await user.press('⬇️ CSV');
    contains(await (await fetch(new URL(user.lastMessage().media?.url ?? '', t.sandbox.url))).text(), [
      ';Статус;Фискальный чек;',
      ';выполнена;касса отказала;12221,81',
    ]);
  });

  it('is asked for also after a restart, and is told in English', async () => {
    const { user } = await smartZapad('en');
    await paid(user, EN);
    await t.restart();
    t.clock.advance(31_000);
    await poll();
    await user.press('Details');
    expect(user.screen()).toMatch(/Fiscal receipt: FN \d{16}, FD \d+, FPD \d{10}, 16\.11\.2026 12:00\./);
  });

  it('is not spoken of where none was asked for', async () => {
    const { user } = await household(t, {
      lines: [
        { service: 'Отопление', total: 1_222_181 },
        { service: 'Отопление мест общего пользования', total: 100, subline: true },
      ],
    });
    await user.send('/bills');
    await user.press(RU.pay);
    await user.press(RU.whole);
    await user.press(RU.method);
    await user.press(RU.confirm);
    await t.chat.gateway.pay(page());
    await user.press('Подробности');
    expect(user.screen()).not.toContain('Фискальный чек');
    expect(user.screen()).toContain('└ в т. ч. Отопление мест общего пользования');
    await user.press('🖨 Версия для печати');
    // The font of papers has letters, no lines of a tree.
    contains(await fileOf(user), ['– в т. ч. Отопление мест общего пользования — 1,00 ₽']);
  });
});

describe.each(['ru', 'en'] as const)('an operation without a frozen snapshot (%s)', (languageCode) => {
  it('is shown with what the provider is now, and can be kept and repeated', async () => {
    const { user, provider, account, resident } = await household(t, { languageCode });
    const payment = await t.fixtures.payment({
      accountId: account.id,
      residentId: resident.residentId,
      amount: 100_000,
      commission: 1_500,
    });
    await user.send('/menu');
    await user.forge(`op:${payment.id}`);
    contains(user.screen(), [provider.shortName, languageCode === 'ru' ? '1,5%' : '1.5%']);
    await user.press(languageCode === 'ru' ? 'Подробности' : 'Details');
    contains(user.screen(), [payment.number, '16.11.2026 12:00:00', account.number]);
    await user.forge(`tpls:${payment.id}`);
    expect(await t.database.prisma.paymentTemplate.findFirst()).toMatchObject({
      accountNumber: account.number,
      amount: 100_000,
    });
    await user.forge(`oprep:${payment.id}`);
    expect(user.screen()).toContain(account.number);
    expect(user.texts().join()).not.toMatch(/сломалось|Something broke/);
  });
});
