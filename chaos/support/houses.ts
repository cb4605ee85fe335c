import type { Db } from '../../src/database/client.ts';
import { systemClock } from '../../src/domain/clock.ts';
import { createFixtures, SMART_ZAPAD_LINES } from '../../tests/support/fixtures.ts';
import type { Choices } from './random.ts';

/** Somebody who will live in this run: who they are and which account is theirs. */
export interface Tenant {
  readonly id: number;
  readonly firstName: string;
  readonly lastName: string;
  readonly phone: string;
  readonly accountId: number;
  readonly accountNumber: string;
  readonly flat: string;
}

const FIRST_ID = 730_000_001;
const FIRST_NAMES = ['Анна', 'Пётр', 'Мария', 'Олег', 'Ирина', 'Глеб', 'Дарья', 'Фёдор'];
const LAST_NAMES = ['Соколова', 'Ковалёв', 'Зайцева', 'Морозов', 'Лебедева', 'Егоров', 'Орлова', 'Никитин'];

export const PROVIDER_NAME = 'Смарт Запад (ЖКУ)';

/** Accounts with an open bill each; every fourth flat has two payers, who may pay at the same moment. */
export async function buildHouses(db: Db, count: number, choices: Choices): Promise<Tenant[]> {
  const build = createFixtures(db, () => systemClock.now());
  const provider = await build.provider({ name: PROVIDER_NAME });
  await build.commissionRule({ providerId: provider.id, basisPoints: 90, minimum: 1000 });
  await build.agent();
  const tenants: Tenant[] = [];
  for (let n = 0; n < count; n += 1) {
    const lastName = LAST_NAMES[n % LAST_NAMES.length] ?? '';
    const former = tenants.at(-1);
    const shares = former !== undefined && n % 4 === 3;
    const account = shares
      ? { id: former.accountId, number: former.accountNumber, flat: former.flat }
      : await build.account({
          providerId: provider.id,
          number: String(5_200_000_000 + choices.between(0, 99_999) * 1_000 + n),
          flat: String(n + 1),
          payerName: `${lastName} ${FIRST_NAMES[n % FIRST_NAMES.length] ?? ''} Ивановна`,
        });
    if (!shares) await build.bill({ accountId: account.id, lines: SMART_ZAPAD_LINES });
    tenants.push({
      id: FIRST_ID + n,
      firstName: FIRST_NAMES[n % FIRST_NAMES.length] ?? '',
      // Who shares a flat proves it by the payer's surname.
      lastName: shares ? former.lastName : lastName,
      phone: `+7916${String(5_000_000 + n).padStart(7, '0')}`,
      accountId: account.id,
      accountNumber: account.number,
      flat: account.flat ?? '',
    });
  }
  return tenants;
}
