import type { User } from '../../../src/sandbox/driver-api.ts';
import type { TestApp } from '../../support/app.ts';
import { type LineInput, SMART_ZAPAD_LINES } from '../../support/fixtures.ts';

export interface HouseholdOptions {
  readonly languageCode?: 'ru' | 'en';
  readonly level?: 'basic' | 'full';
  readonly lines?: readonly LineInput[];
  readonly total?: number;
}

let people = 0;

/** A name nobody in this file has yet: the chats of former stories are still there. */
export function somebody(name = 'Иван'): string {
  people += 1;
  return `${name} ${people}`;
}

/** Somebody with an account of Смарт Запад and the seed's bill for October: 12 221,81 ₽. */
export async function household(t: TestApp, options: HouseholdOptions = {}) {
  const { fixtures } = t;
  const user: User = t.user(somebody(), { languageCode: options.languageCode ?? 'ru' });
  const company = await fixtures.company();
  const provider = await fixtures.provider({
    companyId: company.id,
    notice: {
      ru: 'Лицевой счёт обновляется 1 раз в 30 дней.',
      en: 'The account is updated once in 30 days.',
    },
  });
  const account = await fixtures.account({ providerId: provider.id, number: '1234567890' });
  const bill = await fixtures.bill({
    accountId: account.id,
    lines: options.lines ?? SMART_ZAPAD_LINES,
    ...(options.total === undefined ? {} : { total: options.total }),
  });
  const resident = await fixtures.registered({ telegramId: user.id, locale: options.languageCode ?? 'ru' });
  const link = await fixtures.link({
    residentId: resident.residentId,
    accountId: account.id,
    level: options.level ?? 'full',
  });
  return { user, company, provider, account, bill, resident, link };
}

/** From the menu to the invoice in the chat. */
export async function toInvoice(user: User, captions = RU): Promise<void> {
  await user.send('/bills');
  await user.press(captions.pay);
  await user.press(captions.whole);
  await user.press(captions.method);
  await user.press(captions.confirm);
}

const RU = { pay: '💳 Оплатить', whole: 'Вся сумма', method: 'Картой через Telegram', confirm: 'Оплатить ' };
export const EN_CAPTIONS = { pay: '💳 Pay', whole: 'The whole sum', method: 'By card', confirm: 'Pay ' };

/** The person takes a message out of their chat, for the bot too. */
export async function takeAway(t: TestApp, user: User, messageId: number): Promise<void> {
  const { sandbox } = t;
  const answer = await fetch(`${sandbox.url}/bot${sandbox.botToken}/deleteMessage`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ chat_id: user.chatId, message_id: messageId }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}
