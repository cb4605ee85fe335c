import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { household, somebody } from './support/billing.ts';
import { flat, meter, THREE_METERS } from './support/metering.ts';

let t: TestApp;
beforeAll(async () => {
  t = await startTestApp();
});
beforeEach(() => {
  t.clock.set('2026-11-16T09:00:00.000Z');
});
afterEach(() => t.assertClean({ refusedCalls: ['answerCallbackQuery'] }));

const COLD = THREE_METERS.slice(0, 1);

describe.each([
  [
    'ru',
    'хвс 128,4',
    'Сохранить',
    '📤 Ваши показания за ноябрь 2026 переданы в расчёт: Дом',
    [
      '❌ Показание не принято: 💧 Холодная вода, № 100001, Дом',
      'Причина: Меньше <контрольного>',
      'приём открыт',
    ],
    '✍️ Передать показания',
    '❌ За ноябрь 2026 не принято: Меньше <контрольного>',
  ],
  [
    'en',
    'cold 128.4',
    'Save',
    '📤 Your readings for November 2026',
    ['❌', '100001', 'Меньше <контрольного>'],
    '✍️ Send readings',
    'Меньше <контрольного>',
  ],
] as const)('the company’s answer (%s)', (lang, said, save, passed, rejected, enter, shown) => {
  it('goes out in an export, comes back as a file, and the resident sends it again', async () => {
    const home = await flat(t, { meters: COLD, languageCode: lang });
    const { user, account } = home;
    // Files name providers; those of other stories are called alike.
    const name = `Поставщик ${home.provider.id}`;
    const provider = await t.database.prisma.provider.update({
      where: { id: home.provider.id },
      data: { name, shortName: name },
    });
    await user.send(said);
    await user.press(save);
    const admin = t.user(somebody('Мария'), { languageCode: 'ru' });
    const { identityId } = await t.fixtures.registered({ telegramId: admin.id });
    await t.database.prisma.staffRole.create({
      data: { identityId, role: 'administrator', companyId: home.company.id },
    });
    await admin.send('/window');
    await admin.press(provider.name);
    await admin.press('📤 Выгрузить показания');
    await admin.press('Выгрузить новые');
    await t.settled();
    expect(user.texts().join()).toContain(passed);
    const first = await t.database.prisma.reading.findFirstOrThrow({
      where: { source: 'resident', meter: { accountId: account.id } },
    });
    expect(first.status).toBe('exported');
    const answer = [
      'Лицевой счет;Номер передачи;Статус;Причина',
      `${account.number};${first.number};отклонено;Меньше <контрольного>`,
    ].join('\n');
    await admin.sendDocument(Buffer.from(answer), 'answer.csv');
    await admin.press('Опубликовать');
    await t.settled();
    for (const words of rejected) expect(user.texts().join('\n')).toContain(words);
    await user.send('/readings');
    expect(user.screen()).toContain(shown);
    await user.press(enter);
    await user.send('129');
    await user.press(save);
    const rows = await t.database.prisma.reading.findMany({
      where: { source: 'resident', meter: { accountId: account.id } },
      orderBy: { id: 'asc' },
    });
    expect(rows.map(({ status, isCurrent }) => [status, isCurrent])).toEqual([
      ['rejected', false],
      ['accepted', true],
    ]);
    // Only the new one waits for the next export.
    await admin.send('/window');
    await admin.press(provider.name);
    expect(admin.screen()).toContain('Ждут выгрузки показаний: 1');
  });
});

describe('readings while paying', () => {
  it('are offered before the sum, and paying goes on without them', async () => {
    const { user, account } = await household(t);
    await meter(t, account.id, { resource: 'cold_water', serial: '9', readings: [['2026-10', [10]]] });
    await user.send('/pay');
    expect(user.screen()).toContain('Приём показаний открыт до 25.11.2026, а показаний ещё нет');
    await user.press('🔢 Сначала показания');
    await user.press('✍️ Передать показания');
    await user.send('12');
    await user.press('Сохранить');
    await user.send('/pay');
    expect(user.screen()).not.toContain('показаний ещё нет');
    expect(user.screen()).toContain('12 221,81 ₽');
  });
});
