import type { User } from '../../../src/sandbox/driver-api.ts';
import type { TestApp } from '../../support/app.ts';
import { somebody } from './billing.ts';

export interface House {
  readonly companyId: number;
  readonly providerId: number;
  readonly buildingId: number;
}

export async function house(t: TestApp): Promise<House> {
  const company = await t.fixtures.company({
    emergencyPhones: [{ name: { ru: 'Аварийная', en: 'Emergency line' }, phone: '+7 495 111-22-33' }],
  });
  const provider = await t.fixtures.provider({ companyId: company.id });
  const building = await t.database.prisma.building.create({
    data: { companyId: company.id, address: 'ул. Спортивная, д. 12к2', key: 'спортивная 12к2' },
  });
  return { companyId: company.id, providerId: provider.id, buildingId: building.id };
}

/** Somebody of a flat of the house. */
export async function resident(
  t: TestApp,
  at: House,
  { name = 'Анна', lang = 'ru', flat = '7' }: { name?: string; lang?: 'ru' | 'en'; flat?: string } = {},
): Promise<User> {
  const user = t.user(somebody(name), { languageCode: lang });
  const row = await t.fixtures.registered({
    telegramId: user.id,
    locale: lang,
    firstName: 'Анна',
    lastName: 'Секретова',
    phone: `+7916${String(user.id).slice(-7)}`,
  });
  const unit = await t.database.prisma.unit.create({ data: { buildingId: at.buildingId, number: flat } });
  const account = await t.fixtures.account({ providerId: at.providerId, unitId: unit.id, flat });
  await t.fixtures.link({ residentId: row.residentId, accountId: account.id });
  return user;
}

export async function worker(
  t: TestApp,
  name: string,
  role: 'manager' | 'operator',
  companyId: number | null,
  lang: 'ru' | 'en' = 'ru',
): Promise<User> {
  const user = t.user(somebody(name), { languageCode: lang });
  const row = await t.fixtures.registered({
    telegramId: user.id,
    locale: lang,
    firstName: name,
    lastName: 'Работник',
  });
  await t.database.prisma.staffRole.create({
    data: { identityId: row.identityId, role, companyId, displayName: name },
  });
  // The bot cannot write first.
  await user.send('/menu');
  return user;
}

/** A ticket about hot water, by the buttons, in Russian. */
export async function openTicket(user: User, text = 'Нет горячей воды третий день'): Promise<void> {
  await user.send('/tickets');
  await user.press('➕ Новая заявка');
  await user.press('💧 Вода');
  await user.press('Нет горячей воды');
  await user.send(text);
  await user.press('Без вложений');
  await user.press('В этом чате');
  await user.press('В любое время');
  await user.press('✅ Отправить');
}
