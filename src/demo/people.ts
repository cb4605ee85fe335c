import { isLocale, type Locale } from '../domain/locale.ts';
import type { StaffRole } from '../domain/roles.ts';
import { acceptDocuments } from '../services/residents/accept-documents.ts';
import { loadPerson } from '../services/residents/load-person.ts';
import type { DemoDeps } from './demo-clock.ts';

/** Somebody at the chat page; the fields that Telegram knows are those of the sandbox's presets. */
export interface DemoPerson {
  readonly id: number;
  readonly firstName: string;
  readonly lastName?: string;
  readonly username?: string;
  /** E.164 */
  readonly phone: string;
  readonly languageCode: string;
  /** Who the person is, shown in the list of people in the page's language. */
  readonly note: Readonly<Record<Locale, string>>;
}

/** Who may be tried at the chat page. */
export const DEMO_PEOPLE = {
  ivan: {
    id: 700_000_001,
    firstName: 'Иван',
    lastName: 'Иванов',
    username: 'ivanov_ivan',
    phone: '+79161234567',
    languageCode: 'ru',
    note: {
      ru: 'Житель, Центральная 5-1: два счёта с номером 1234567890, история оплат',
      en: 'Resident, Tsentralnaya 5-1: two accounts numbered 1234567890, payment history',
    },
  },
  anna: {
    id: 700_000_002,
    firstName: 'Анна',
    lastName: 'Смирнова',
    username: 'anna_smirnova',
    phone: '+79162345678',
    languageCode: 'ru',
    note: {
      ru: 'Новый житель: квитанция 4100000002, Смарт Сервис, кв. 2',
      en: 'New resident: bill 4100000002, Smart Service, flat 2',
    },
  },
  mary: {
    id: 700_000_003,
    firstName: 'Mary',
    lastName: 'O’Connor',
    username: 'mary_oconnor',
    phone: '+79163456789',
    languageCode: 'en',
    note: {
      ru: 'Новый житель, по-английски: квитанция 4100000003, Смарт Сервис, кв. 3',
      en: 'New resident, in English: bill 4100000003, Smart Service, flat 3',
    },
  },
  manager: {
    id: 700_000_011,
    firstName: 'Ольга',
    lastName: 'Кузнецова',
    username: 'manager_olga',
    phone: '+79164567890',
    languageCode: 'ru',
    note: {
      ru: 'Менеджер «Смарт Сервис»: объявления и заявки',
      en: 'Manager of Smart Service: announcements and tickets',
    },
  },
  operator: {
    id: 700_000_012,
    firstName: 'Сергей',
    lastName: 'Орлов',
    username: 'operator_sergey',
    phone: '+79165678901',
    languageCode: 'ru',
    note: {
      ru: 'Оператор контакт-центра: найти, проверить, заблокировать',
      en: 'Contact-centre operator: find, check, block',
    },
  },
  administrator: {
    id: 700_000_013,
    firstName: 'Мария',
    lastName: 'Лебедева',
    username: 'admin_maria',
    phone: '+79166789012',
    languageCode: 'ru',
    note: {
      ru: 'Администратор: загрузка счетов, роли, журнал (команда /admin)',
      en: 'Administrator: bill uploads, roles, journal (the command /admin)',
    },
  },
} as const satisfies Readonly<Record<string, DemoPerson>>;

/** Presets of the chat page, in the order they are shown. */
export const DEMO_PRESETS: readonly DemoPerson[] = Object.values(DEMO_PEOPLE);

/** For ADMIN_IDS of the sandbox. */
export const DEMO_ADMIN_IDS: readonly number[] = [DEMO_PEOPLE.administrator.id];

/** Roles that are in the database; the administrator's comes from ADMIN_IDS. */
export const DEMO_ROLES: readonly {
  readonly person: DemoPerson;
  readonly role: StaffRole;
  /** slug; null = every company */
  readonly company: string | null;
}[] = [
  { person: DEMO_PEOPLE.manager, role: 'manager', company: 'smart-servis' },
  { person: DEMO_PEOPLE.operator, role: 'operator', company: null },
];

/** The word Ivan tells on the phone, as the manuals of today's cabinets spell it. */
export const IVANS_CODE_WORD = 'Смиронова';

/** Somebody who accepted the texts: the first that is ever stored about them. */
export async function acceptTexts(deps: DemoDeps, person: DemoPerson): Promise<number> {
  const { currentDocuments } = await loadPerson(deps, { telegramId: person.id });
  const acceptedAt = deps.clock.now();
  const accept = (documentId: number | null) => (documentId === null ? null : { documentId, acceptedAt });
  const { identityId } = await acceptDocuments(deps, {
    telegramId: person.id,
    locale: isLocale(person.languageCode) ? person.languageCode : deps.installation.defaultLocale,
    startCompanyId: null,
    terms: accept(currentDocuments.terms),
    consent: accept(currentDocuments.consent),
  });
  return identityId;
}
