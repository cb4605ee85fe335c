import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readQr } from '../../src/documents/worker/read-qr.ts';
import { parsePaymentQr } from '../../src/formats/payment-qr.ts';
import type { User } from '../../src/sandbox/driver-api.ts';
import { pdfPages } from '../documents/pdf-pages.ts';
import { emptyDatabase, startTestApp, type TestApp } from '../support/app.ts';
import type { LineInput } from '../support/fixtures.ts';
import { household } from './support/billing.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
// Every story has people and houses of its own: one bot and one set of workers serve them all.
afterEach(() => t.assertClean({ refusedCalls: ['editMessageText', 'getUpdates'] }));

const REQUISITES = {
  name: 'ООО «Смарт Запад»',
  personalAcc: '40702810012345678911',
  bankName: 'ПАО «Примербанк»',
  bic: '044525000',
  correspAcc: '30101810400000000000',
};
const SEPTEMBER: LineInput[] = [
  { service: 'Отопление', unit: 'Гкал', volume: '1', tariff: '2000', accrued: 200_000, total: 200_000 },
  { service: 'Консьержная служба', total: 17_942 },
];
const OCTOBER: LineInput[] = [
  {
    service: 'Отопление',
    unit: 'Гкал',
    volume: '1.5',
    tariff: '2200',
    accrued: 330_000,
    recalculation: -5_000,
    total: 325_000,
  },
  { service: 'Консьержная служба', total: 17_942 },
];

async function home(options: Parameters<typeof household>[1] = {}) {
  const world = await household(t, { lines: OCTOBER, ...options });
  await t.database.prisma.provider.update({
    where: { id: world.provider.id },
    data: { requisites: REQUISITES },
  });
  await t.fixtures.bill({ accountId: world.account.id, period: '2026-09', lines: SEPTEMBER });
  return world;
}

async function openCard(user: User): Promise<void> {
  await user.send('/bills');
  await user.press('1 · ');
}

async function fileOf(user: User): Promise<Uint8Array> {
  const { media } = user.lastMessage();
  const response = await fetch(new URL(media?.url ?? 'no file', t.sandbox.url));
  return new Uint8Array(await response.arrayBuffer());
}

function pictureIsShown(user: User): void {
  const { kind, media } = user.lastMessage();
  expect(kind).toBe('photo');
  expect(media?.width).toBe(1080);
  expect(media?.height).toBeLessThan(1600);
}

describe('why a bill changed', () => {
  it('says it by line in plain words, draws it, and leads to a ticket about the line', async () => {
    const { user } = await home();
    await openCard(user);
    await user.press('❓ Почему столько');
    expect(user.screen()).toContain('октябрь 2026: 3 429,42 ₽\nсентябрь 2026: 2 179,42 ₽');
    expect(user.screen()).toContain('больше на 1 250,00 ₽');
    expect(user.screen()).toContain('1. Отопление: +1 250,00 ₽');
    expect(user.screen()).toContain('• объём: было 1, стало 1,5 Гкал (+1 000,00 ₽)');
    expect(user.screen()).toContain('• тариф: был 2000 ₽, стал 2200 ₽ (+300,00 ₽)');
    expect(user.screen()).toContain('• перерасчёт: −50,00 ₽');
    expect(user.screen()).not.toContain('Консьержная');
    await user.press('🖼 Картинкой');
    pictureIsShown(user);
    await user.press('‹ К счёту');
    await user.press('📊 За 12 месяцев');
    pictureIsShown(user);
  });

  it('asks which line one disagrees with', async () => {
    const { user, bill } = await home();
    await user.send('/menu');
    await user.forge(`bd:${bill.billId}:0`);
    expect(user.screen()).toContain('С чем вы не согласны?');
    expect(user.buttons().slice(0, 3)).toEqual(['Отопление', 'Консьержная служба', 'Со всем счётом']);
    await user.forge(`bd:${bill.billId}:99`);
    expect(user.buttons()).toContain('Консьержная служба');
    await user.press('Отопление');
    expect(user.screen()).toContain('Перерасчёт');
    const draft = await t.database.prisma.draft.findFirstOrThrow({ orderBy: { id: 'desc' } });
    expect(JSON.stringify(draft.data)).toContain('Отопление');
    await user.send('/cancel');
  });

  it('has nothing to compare the first bill with, and tells it in English', async () => {
    const { user } = await household(t, { languageCode: 'en' });
    await openCard(user);
    await user.press('❓ Why this much');
    expect(user.screen()).toContain('This is the first bill we have');
    await user.press('📊 12 months');
    pictureIsShown(user);
    expect(user.lastMessage().text).toContain('What was charged by month');
  });
});

describe("a bill's copy", () => {
  it('is a PDF whose QR code our own reader understands', async () => {
    const { user, account } = await home();
    await t.fixtures.payment({ accountId: account.id, amount: 42_942 });
    await openCard(user);
    await user.press('📄 Копия в PDF');
    expect(user.lastMessage().media?.name).toBe('schet-2026-10-1234567890.pdf');
    const pdf = await fileOf(user);
    const [page = ''] = await pdfPages(pdf);
    for (const text of [
      'Счёт за октябрь 2026',
      'Отопление',
      '3 429,42',
      'Иванов Иван',
      'К оплате: 3 000,00',
      REQUISITES.personalAcc,
    ])
      expect(page.replaceAll('\u00a0', ' ')).toContain(text);
    const [code = new Uint8Array()] = await readQr({ bytes: pdf });
    const reading = parsePaymentQr(code);
    expect(reading).toMatchObject({
      ok: true,
      qr: {
        personalAcc: REQUISITES.personalAcc,
        bic: REQUISITES.bic,
        account: '1234567890',
        sum: { kind: 'exact', kopecks: 300_000 },
        period: '2026-10',
        payeeInn: '7700000011',
      },
    });
    // The same facts are the same file.
    await user.press('‹ К счёту');
    await user.press('📄 Копия в PDF');
    expect(Buffer.from(await fileOf(user)).equals(pdf)).toBe(true);
  });

  it('has no code when there is nothing to pay or the requisites are not known', async () => {
    const { user, provider } = await home({ total: -50_000, languageCode: 'en' });
    await user.send('/bills');
    await user.press('All');
    await user.press('1 · ');
    await user.press('📄 Copy as PDF');
    const pdf = await fileOf(user);
    expect((await pdfPages(pdf))[0]).toContain('Overpaid');
    expect(await readQr({ bytes: pdf })).toEqual([]);
    await t.database.prisma.provider.update({ where: { id: provider.id }, data: { requisites: {} } });
    await user.press('‹ To the bill');
    await user.press('📋 Requisites');
    expect(user.screen()).toContain('The company has not told its requisites');
    expect(user.buttons()).toContain('📋 Account');
  });

  it('gives requisites to copy by a press', async () => {
    const { user } = await home();
    await openCard(user);
    await user.press('📋 Реквизиты');
    expect(user.screen()).toContain('Расчётный счёт: 40702810012345678911');
    const copies = user
      .lastMessage()
      .inlineKeyboard.flat()
      .flatMap(({ copyText }) => copyText ?? []);
    expect(copies.slice(0, 4)).toEqual(['1234567890', REQUISITES.personalAcc, REQUISITES.bic, '7700000011']);
    expect(copies[4]).toContain('р/с 40702810012345678911');
  });
});

describe('marked as paid', () => {
  it('leaves the unpaid ones and comes back; pressing twice is pressing once; the next version decides anew', async () => {
    const { user, account } = await home();
    await openCard(user);
    await user.press('☑️ Отметить оплаченным');
    await user.repress();
    expect(user.screen()).toContain('Статус: отмечен вами');
    expect(user.screen()).toContain('К оплате: 3 429,42 ₽');
    await user.send('/bills');
    expect(user.screen()).toContain('Неоплаченных счетов нет.');
    await user.press('Все');
    await user.press('1 · октябрь');
    await user.press('↩️ Снять отметку');
    expect(user.screen()).toContain('Статус: не оплачен');
    await user.press('☑️ Отметить оплаченным');
    await t.fixtures.bill({ accountId: account.id, total: 400_000 });
    await user.send('/bills');
    expect(user.screen()).toContain('К оплате 4 000,00 ₽ · не оплачен');
  });

  it('is refused for old, paid and foreign bills', async () => {
    const { user, account, resident } = await home();
    const old = await t.database.prisma.bill.findFirstOrThrow({
      where: { accountId: account.id, period: '2026-09' },
    });
    const stranger = await home();
    await user.send('/bills');
    await user.forge(`bm:${old.id}:1`);
    expect(user.toasts().at(-1)?.text).toContain('только новый неоплаченный');
    await user.forge(`bm:${stranger.bill.billId}:1`);
    expect(user.toasts().at(-1)?.text).toContain('Такого счёта среди ваших нет');
    expect(await t.database.prisma.billMark.count({ where: { residentId: resident.residentId } })).toBe(0);
  });
});

describe('finance by month', () => {
  it('shows what was charged and paid, with picture and paper', async () => {
    const { user, account } = await home();
    await t.fixtures.payment({
      accountId: account.id,
      amount: 217_942,
      at: new Date('2026-10-10T12:00:00Z'),
    });
    await openCard(user);
    await user.press('📒 Финансы');
    expect(user.screen()).toContain(
      'октябрь 2026\nНачислено: 3 300,00 ₽\nПерерасчёт: −50,00 ₽\nОплачено: 2 179,42 ₽\nНа конец: 3 429,42 ₽',
    );
    expect(user.screen()).toContain('сентябрь 2026\nНачислено: 2 000,00 ₽\nК оплате по счёту: 2 179,42 ₽');
    await user.press('🖼 Картинкой');
    pictureIsShown(user);
    await user.press('📒 Финансы');
    await user.press('📄 В PDF');
    expect((await pdfPages(await fileOf(user)))[0]).toContain('Начисления и оплата по месяцам');
  });
});

describe('at the basic level', () => {
  it('nothing of it is offered, and forged presses are refused', async () => {
    const { user, bill, link } = await home({ level: 'basic' });
    await openCard(user);
    expect(user.buttons().join()).not.toMatch(/Почему|PDF|12 месяцев|Финансы/);
    for (const data of [
      `bw:${bill.billId}`,
      `bwp:${bill.billId}`,
      `by:${bill.billId}`,
      `bpdf:${bill.billId}`,
      `fin:${link.id}:0`,
      `find:${link.id}`,
      `bd:${bill.billId}:0`,
    ]) {
      await user.forge(data);
      expect(user.toasts().at(-1)?.text, data).toContain('после подтверждения');
    }
  });

  it('a stranger learns nothing by forging', async () => {
    const { bill, link } = await home();
    const other = await household(t);
    await other.user.send('/bills');
    for (const data of [
      `bw:${bill.billId}`,
      `bpdf:${bill.billId}`,
      `breq:${bill.billId}`,
      `by:${bill.billId}`,
    ]) {
      await other.user.forge(data);
      expect(other.user.toasts().at(-1)?.text, data).toContain('Такого счёта среди ваших нет');
    }
    await other.user.forge(`fin:${link.id}:0`);
    expect(other.user.toasts().at(-1)?.text).toContain('Этого счёта нет среди ваших');
  });
});

describe('a period in words', () => {
  it('is read, also after a restart and a wrong answer', async () => {
    // A start tells people of new bills: those of the stories before are not its business.
    await emptyDatabase(t);
    const { user } = await home();
    await user.send('/bills');
    await user.press('📅 Период');
    await user.press('⌨️ Ввести период');
    await user.send('на той неделе');
    expect(user.screen()).toContain('Не получилось понять период');
    await t.restart();
    await user.send('с августа по сентябрь 2026');
    const list = () =>
      user.messages().findLast(({ text }) => text.includes('Период: август 2026 – сентябрь 2026'));
    expect(list()?.text).toContain('сентябрь 2026 ·');
    expect(list()?.text).not.toContain('октябрь 2026');
    const messageId = list()?.id ?? 0;
    await user.press('🔄 Обновить', { messageId });
    expect(list()?.id).toBe(messageId);
  });
});
