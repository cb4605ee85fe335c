import type { User } from '../../../src/sandbox/driver-api.ts';
import type { TestApp } from '../../support/app.ts';
import { somebody } from './billing.ts';

export type Lang = 'ru' | 'en';

/** Somebody registered, in the chat with the bot. */
export async function person(t: TestApp, name: string, lang: Lang = 'ru') {
  const user = t.user(somebody(name), { languageCode: lang });
  const row = await t.fixtures.registered({ telegramId: user.id, locale: lang, firstName: name });
  await user.start();
  return { user, ...row };
}

export async function manager(t: TestApp, companyId: number, name = 'Ольга', lang: Lang = 'ru') {
  const one = await person(t, name, lang);
  await t.database.prisma.staffRole.create({
    data: { identityId: one.identityId, role: 'manager', companyId },
  });
  return one;
}

/** A company with one house; `flat` gives an account in it. */
export async function house(t: TestApp) {
  const company = await t.fixtures.company({ shortName: 'Смарт Запад' });
  const provider = await t.fixtures.provider({ companyId: company.id });
  const building = await t.database.prisma.building.create({
    data: { companyId: company.id, address: 'ул. Спортивная, д. 12к2', key: 'спортивная 12к2' },
  });
  const flat = async (number: string) => {
    const unit = await t.database.prisma.unit.create({
      data: { buildingId: building.id, number, entrance: '1' },
    });
    return t.fixtures.account({ providerId: provider.id, unitId: unit.id, flat: number });
  };
  return { company, provider, building, flat };
}

/** Somebody who holds the account. */
export async function neighbour(t: TestApp, name: string, accountId: number, lang: Lang = 'ru') {
  const one = await person(t, name, lang);
  await t.fixtures.link({ residentId: one.residentId, accountId });
  return one;
}

/** A common announcement up to its card. */
export async function composeCommon(user: User, ru: string, en: string | null): Promise<void> {
  await user.send('/announce');
  await user.press('✍️ Написать объявление');
  await user.press('📄 Обычное');
  await user.send(ru);
  if (en === null) await user.press('Пропустить');
  else await user.send(en);
  await user.press('Готово');
}

/** From the card into the outbox, past the time to undo. */
export async function sendNow(t: TestApp, user: User): Promise<void> {
  await user.press('📤 Отправить');
  await user.press('📤 Да, отправить');
  await afterUndo(t);
}

export async function afterUndo(t: TestApp): Promise<void> {
  t.clock.advance(16_000);
  await t.settled();
}

/** How often a text came to somebody. */
export function times({ user }: { readonly user: User }, text: string): number {
  return user.texts().filter((one) => one.includes(text)).length;
}
