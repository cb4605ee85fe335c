import type { User } from '../../../src/sandbox/driver.ts';

/** Captions of the way in, in both languages. */
export const WAY_IN = {
  ru: {
    go: 'Продолжить',
    terms: 'Принимаю условия',
    consent: 'Даю согласие',
    contact: '📱 Отправить мой номер',
    register: 'Зарегистрироваться',
    cancel: 'Отмена',
    skip: 'Пропустить',
    welcome: 'Добро пожаловать в Ваш Личный кабинет!',
    home: '🏠 Меню',
  },
  en: {
    go: 'Continue',
    terms: 'I accept the terms',
    consent: 'I consent',
    contact: '📱 Send my number',
    register: 'Register',
    cancel: 'Cancel',
    skip: 'Skip',
    welcome: 'Welcome to your personal account!',
    home: '🏠 Menu',
  },
} as const;

/** From nothing to the question about the phone. */
export async function acceptBoth(user: User, lang: 'ru' | 'en' = 'ru', payload?: string): Promise<void> {
  await user.start(payload);
  await user.press(WAY_IN[lang].go);
  await user.press(WAY_IN[lang].terms);
  await user.press(WAY_IN[lang].consent);
}

/** The answers after the phone, up to the review. */
export async function answerNames(user: User): Promise<void> {
  await user.send('Анна');
  await user.send('Иванова');
  await user.send('Смирнова');
}

/** A registered resident by the shortest way. */
export async function register(user: User, lang: 'ru' | 'en' = 'ru', payload?: string): Promise<void> {
  await acceptBoth(user, lang, payload);
  await user.shareContact();
  await answerNames(user);
  await user.press(WAY_IN[lang].register);
}
