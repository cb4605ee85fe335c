import { afterEach, describe, expect, it } from 'vitest';
import { emptyDatabase, startTestApp } from '../support/app.ts';

/** The complete bot with its own gateways: SMS and letters go through the local stand-ins. */
const t = await startTestApp({ at: '2026-11-23T09:00:00.000Z' });

afterEach(async () => {
  await emptyDatabase(t);
});

function codeIn(text: string | undefined): string {
  return /\d{6}/.exec(text ?? '')?.[0] ?? 'no code';
}

describe('registration in the complete bot', () => {
  it('by SMS and e-mail, with a restart in the middle, leads on to linking and paying', async () => {
    const anna = t.user('Анна', { phone: '+79161234567', languageCode: 'ru' });
    await anna.start();
    await anna.press('Продолжить');
    await anna.press('Принимаю условия');
    await anna.press('Даю согласие');
    await anna.send('+7 916 765-43-21');
    await anna.send(codeIn(t.chat.sms('+79167654321').at(-1)?.text));
    await anna.send('Анна');
    await t.restart();
    await anna.send('Иванова');
    await anna.send('Смирнова');
    await anna.send('anna@example.test');
    const letter = t.chat.mail('anna@example.test').at(-1);
    await anna.start(/\?start=(em_[\w-]+)/.exec(letter?.text ?? '')?.[1]);
    await anna.press('Зарегистрироваться');
    expect(anna.screen()).toContain('Добро пожаловать в Ваш Личный кабинет!');
    expect(anna.buttons()).toContain('➕ Добавить лицевой счёт');
    await anna.press('🏠 Меню');
    expect(anna.screen()).toContain('Здравствуйте, Анна!');
    expect(anna.buttons()).toContain('🏠 Лицевые счета');
    await t.assertClean();
  });
});
