import type { Catalog } from '../services/companies/save-catalog.ts';

/** The companies, sections and providers that the demo shows: names as people know them from today's cabinets. */

const CONTACT_CENTRE = '8 800 100-39-00';
const EVERY_DAY_8_TO_21 = [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '21:00' }];
const EMERGENCY = [
  {
    name: { ru: 'Аварийная служба (круглосуточно)', en: 'Emergency crew (24 hours)' },
    phone: '8 800 100-39-01',
  },
  { name: { ru: 'Лифты', en: 'Lifts' }, phone: '8 800 100-39-02' },
];
const SLOGAN = {
  ru: 'Комфорт Вашего дома — наша профессия!',
  en: 'The comfort of your home is our profession!',
};
const TEN_DIGITS = { numberPattern: '^\\d{10}$', numberExample: '1234567890' } as const;
const MONTHLY_NOTICE = {
  notice: {
    ru: 'Обращаем внимание: лицевой счёт обновляется 1 раз в 30 дней.',
    en: 'Please note: the account is updated once in 30 days.',
  },
} as const;
/** Before everything that the demo's history tells. */
const RULES_SINCE = '2017-01-01';
const FREE = [{ method: 'telegram', basisPoints: 0, effectiveFrom: RULES_SINCE }] as const;
const PAYER_PAYS = [
  { method: 'telegram', basisPoints: 90, minimum: 1000, effectiveFrom: RULES_SINCE },
] as const;

function company(slug: string, shortName: string, inn: string, website: string, officeAddress: string) {
  return {
    slug,
    name: `ООО «${shortName}»`,
    shortName,
    slogan: SLOGAN,
    inn,
    contactPhone: CONTACT_CENTRE,
    emergencyPhones: EMERGENCY,
    contactEmail: `info@${slug}.example.org`,
    website,
    officeAddress,
    contactHours: EVERY_DAY_8_TO_21,
    timezone: 'Europe/Moscow',
  };
}

function requisites(name: string, personalAcc: string): Record<string, string> {
  return {
    name,
    personalAcc,
    bankName: 'ПАО «Примербанк»',
    bic: '044525000',
    correspAcc: '30101810400000000000',
  };
}

export const DEMO_CATALOG: Catalog = {
  companies: [
    company(
      'smart-zapad',
      'Смарт Запад',
      '7700000011',
      'https://smart-zapad.example.org',
      'г. Москва, ул. Спортивная, д. 12к2',
    ),
    company(
      'smart-servis',
      'Смарт Сервис',
      '7700000022',
      'https://smart-servis.example.org',
      'г. Москва, ул. Центральная, д. 5',
    ),
    company(
      'smart-severo-zapad',
      'Смарт Северо-Запад',
      '7700000033',
      'https://smart-sz.example.org',
      'г. Москва, ул. Северная, д. 3',
    ),
  ],
  categories: [
    { code: 'utilities', name: { ru: 'Коммунальные услуги', en: 'Utilities' }, position: 1 },
    { code: 'fines', name: { ru: 'Штрафы ГИБДД', en: 'Traffic fines' }, position: 2 },
    { code: 'mobile', name: { ru: 'Мобильная связь', en: 'Mobile phone' }, position: 3 },
    { code: 'internet', name: { ru: 'Интернет, телефония и ТВ', en: 'Internet, phone and TV' }, position: 4 },
  ],
  providers: [
    {
      code: 'smart-zapad-zhku',
      company: 'smart-zapad',
      category: 'utilities',
      name: 'Смарт Запад (ЖКУ)',
      shortName: 'Смарт Запад',
      aliases: ['ООО Смарт Запад', 'Smart Zapad'],
      inn: '7700000011',
      serviceCode: '1828',
      ...TEN_DIGITS,
      ...MONTHLY_NOTICE,
      requisites: requisites('ООО «Смарт Запад»', '40702810012345678911'),
      position: 1,
      commissions: [...FREE],
    },
    {
      code: 'smart-servis-zhku',
      company: 'smart-servis',
      category: 'utilities',
      name: 'Смарт Сервис (ЖКУ)',
      shortName: 'Смарт Сервис',
      aliases: [
        'ДС Эксплуатация',
        'Донстрой Эксплуатация',
        'Smart Servis',
        'Smart Service',
        'Жилищно-коммунальные услуги',
      ],
      inn: '7700000022',
      ...TEN_DIGITS,
      notice: {
        ru: 'Лицевой счёт обновляется 1 раз в 30 дней. 03.02.2017 ООО «ДС Эксплуатация» переименовано в ООО «Смарт Сервис»; договоры подписывать заново не нужно.',
        en: 'The account is updated once in 30 days. On 03.02.2017 DS Ekspluatatsiya was renamed Smart Servis; contracts need not be signed again.',
      },
      noticeSince: '2017-02-03',
      requisites: requisites('ООО «Смарт Сервис»', '40702810012345678912'),
      position: 2,
      commissions: [...FREE],
    },
    {
      code: 'smart-servis-kapremont',
      company: 'smart-servis',
      category: 'utilities',
      name: 'Смарт Сервис (Взносы в Фонд капитального ремонта)',
      shortName: 'Смарт Сервис, капремонт',
      aliases: ['капремонт', 'Фонд капитального ремонта', 'ФКР'],
      inn: '7700000022',
      ...TEN_DIGITS,
      requisites: requisites('ООО «Смарт Сервис»', '40603810012345678913'),
      position: 3,
      commissions: [...FREE],
    },
    {
      code: 'smart-vostok-zhku',
      category: 'utilities',
      name: 'Смарт Восток (ЖКУ)',
      shortName: 'Смарт Восток',
      aliases: ['Smart Vostok'],
      ...TEN_DIGITS,
      position: 4,
      commissions: [...PAYER_PAYS],
    },
    {
      code: 'smart-tsentr-zhku',
      category: 'utilities',
      name: 'Смарт Центр (ЖКУ)',
      shortName: 'Смарт Центр',
      aliases: ['Smart Tsentr', 'Smart Center'],
      ...TEN_DIGITS,
      position: 5,
      commissions: [...PAYER_PAYS],
    },
    {
      code: 'smart-severo-zapad-zhku',
      company: 'smart-severo-zapad',
      category: 'utilities',
      name: 'Смарт Северо-Запад (ЖКУ)',
      shortName: 'Смарт Северо-Запад',
      aliases: ['Smart SZ', 'Смарт СЗ'],
      inn: '7700000033',
      ...TEN_DIGITS,
      // The strict way: nothing before a proof, a PIN by application.
      basicLevel: false,
      proofs: ['surname_flat', 'pin', 'phone'],
      requisites: requisites('ООО «Смарт Северо-Запад»', '40702810012345678933'),
      position: 6,
      commissions: [...PAYER_PAYS],
    },
    {
      code: 'alye-parusa-zhku',
      category: 'utilities',
      name: 'УК Алые паруса (ЖКУ)',
      shortName: 'Алые паруса',
      aliases: ['Alye Parusa'],
      ...TEN_DIGITS,
      position: 7,
      commissions: [...PAYER_PAYS],
    },
    ...nonUtility(),
  ],
  agents: [
    {
      role: 'payment_agent',
      name: 'ООО «А3»',
      inn: '7702726396',
      address: 'г. Москва, Б. Сухаревский пер., 19/2',
      phones: ['8 800 100-39-00'],
      validFrom: RULES_SINCE,
    },
    {
      role: 'money_transfer_operator',
      name: 'ПАО «Промсвязьбанк»',
      inn: '7744000912',
      licence: 'Генеральная лицензия Банка России № 3251',
      address: '109052, г. Москва, ул. Смирновская, д. 10, стр. 22',
      phones: ['8-800-555-20-20', '+7 495 787-33-34'],
      validFrom: RULES_SINCE,
    },
  ],
};

/** Providers without bills: fines by УИН, mobile phones, internet by contract. */
function nonUtility(): NonNullable<Catalog['providers']> {
  const common = { issuesBills: false, basicLevel: true, proofs: [], commissions: [...PAYER_PAYS] };
  const mobile = ['МТС', 'Билайн', 'Мегафон', 'Теле2 (TELE2)'];
  const internet = ['Ростелеком', 'Onlime', 'АКАДО', 'ДС Связь'];
  return [
    {
      ...common,
      code: 'gibdd-fines',
      category: 'fines',
      name: 'Штрафы ГИБДД',
      shortName: 'Штрафы ГИБДД',
      aliases: ['ГАИ', 'штраф'],
      numberLabel: 'uin',
      numberPattern: '^\\d{20}(\\d{5})?$',
      numberExample: '18810177160101234567',
    },
    ...mobile.map((name, index) => ({
      ...common,
      code: `mobile-${index + 1}`,
      category: 'mobile',
      name,
      shortName: name,
      numberLabel: 'phone' as const,
      numberPattern: '^9\\d{9}$',
      numberExample: '9161234567',
      position: index,
    })),
    ...internet.map((name, index) => ({
      ...common,
      code: `internet-${index + 1}`,
      category: 'internet',
      name,
      shortName: name,
      numberLabel: 'contract' as const,
      numberPattern: '^\\d{5,12}$',
      numberExample: '501234567',
      position: index,
    })),
  ];
}
