import { type Kopecks, kopecks } from '../domain/money.ts';
import { type Charge, chargeOf, chargeOfSum, product, type Rate, scaledCharges, totalOf } from './charges.ts';

/** A flat of the demo and its newest bill. */
export interface DemoAccount {
  /** as registers name the provider */
  readonly provider: string;
  readonly number: string;
  readonly payer: string;
  readonly address: string;
  readonly flat: string;
  readonly area: string;
  readonly livingArea?: string;
  readonly people: number;
  readonly comment?: string;
  readonly type?: string;
  readonly charges: readonly Charge[];
  /** bills of the months before, newest first */
  readonly earlier: readonly (readonly Charge[])[];
}

const ZAPAD = 'Смарт Запад (ЖКУ)';
const SERVIS = 'Смарт Сервис (ЖКУ)';
const FUND = 'Смарт Сервис (Взносы в Фонд капитального ремонта)';
const SEVERO_ZAPAD = 'Смарт Северо-Запад (ЖКУ)';
const CENTRALNAYA_5 = 'г. Москва, ул. Центральная, д. 5';
const SPORTIVNAYA_12K2 = 'г. Москва, ул. Спортивная, д. 12к2';
const SEVERNAYA_3 = 'г. Москва, ул. Северная, д. 3';

const AREA = '54.30';
const METRES = 'кв.м';
const CUBIC = 'куб.м';
const KWH = 'кВт·ч';

/** The bill of the first manual: five lines, 12 221,81 ₽. */
const ZAPAD_BILL: readonly Charge[] = [
  chargeOfSum('Отопление', 305_081, METRES, AREA),
  chargeOfSum('Тех.обсл. и содержание жилого дома и прилег.терр.', 747_530, METRES, AREA),
  chargeOfSum('Пропускной режим и обслуживание средств охраны', 92_005, METRES, AREA),
  chargeOfSum('Услуги комендантской службы', 59_623, METRES, AREA),
  chargeOfSum('Консьержная служба', 17_942, METRES, AREA),
];

/** The bill of the second manual: fourteen lines, 12 970,24 ₽. */
const SERVIS_BILL: readonly Charge[] = [
  chargeOfSum('Отопление', 372_042, METRES, AREA),
  chargeOfSum('Горячее водоснабжение на ИП', 6_606, CUBIC, '1.5'),
  chargeOfSum('Подогрев воды для нужд ГВС на ИП', 19_448, 'Гкал', '0.09'),
  chargeOfSum('Холодное водоснабжение на ИП', 6_606, CUBIC, '1.5'),
  chargeOfSum('Водоотведение на ИП', 9_372, CUBIC, '3'),
  chargeOfSum('Тех.обсл. и содержание жилого дома и прилег.терр.', 558_296, METRES, AREA),
  chargeOfSum('Консьержная служба', 77_939, METRES, AREA),
  chargeOfSum('Пропускной режим и обслуживание средств охраны', 83_329, METRES, AREA),
  chargeOfSum('Услуги комендантской службы', 20_805, METRES, AREA),
  chargeOfSum('Электроснабжение на ОДН', 96_481, KWH, '150'),
  chargeOfSum('Холодное водоснабжение на ОДН', 2_156, CUBIC, '0.5'),
  chargeOfSum('Электроснабжение по тарифу 1', 15_266, KWH, '24'),
  chargeOfSum('Электроснабжение по тарифу 2', 3_450, KWH, '15'),
  chargeOfSum('Электроснабжение по тарифу 3', 25_228, KWH, '46'),
];

/** Sums of the months before, as the manuals' histories show them; kopecks. */
const ZAPAD_EARLIER = [1_176_707];
const SERVIS_EARLIER = [1_172_275, 1_206_561, 1_227_066, 1_210_199, 1_373_715, 1_355_608];

const IVAN = 'Иванов Иван Иванович';

function ivansAccounts(): DemoAccount[] {
  const flat = {
    number: '1234567890',
    payer: IVAN,
    address: CENTRALNAYA_5,
    flat: '1',
    area: AREA,
    livingArea: '36.10',
    people: 2,
  };
  const history = (bill: readonly Charge[], sums: readonly number[]) =>
    sums.map((sum) => scaledCharges(bill, kopecks(sum)));
  return [
    { ...flat, provider: ZAPAD, charges: ZAPAD_BILL, earlier: history(ZAPAD_BILL, ZAPAD_EARLIER) },
    { ...flat, provider: SERVIS, charges: SERVIS_BILL, earlier: history(SERVIS_BILL, SERVIS_EARLIER) },
  ];
}

// ── neighbours ──────────────────────────────────────────────────────────────

const ZAPAD_RATES: readonly Rate[] = [
  { service: 'Отопление', unit: METRES, tariff: '56.18', volume: null },
  {
    service: 'Тех.обсл. и содержание жилого дома и прилег.терр.',
    unit: METRES,
    tariff: '137.67',
    volume: null,
  },
  { service: 'Пропускной режим и обслуживание средств охраны', unit: METRES, tariff: '16.94', volume: null },
  { service: 'Услуги комендантской службы', unit: METRES, tariff: '10.98', volume: null },
  { service: 'Консьержная служба', unit: METRES, tariff: '3.30', volume: null },
];

const SERVIS_RATES: readonly Rate[] = [
  { service: 'Отопление', unit: METRES, tariff: '68.52', volume: null },
  { service: 'Горячее водоснабжение на ИП', unit: CUBIC, tariff: '44.04', volume: '2.4' },
  { service: 'Холодное водоснабжение на ИП', unit: CUBIC, tariff: '44.04', volume: '3.8' },
  { service: 'Водоотведение на ИП', unit: CUBIC, tariff: '31.24', volume: '6.2' },
  {
    service: 'Тех.обсл. и содержание жилого дома и прилег.терр.',
    unit: METRES,
    tariff: '102.82',
    volume: null,
  },
  { service: 'Консьержная служба', unit: METRES, tariff: '14.35', volume: null },
  { service: 'Электроснабжение по тарифу 1', unit: KWH, tariff: '6.36', volume: '118' },
];

const FUND_RATES: readonly Rate[] = [
  { service: 'Взнос на капитальный ремонт', unit: METRES, tariff: '24.86', volume: null },
];

type Twist = (charges: readonly Charge[]) => Charge[];

/** Change the first line of a bill, which is its heating. */
function twistFirst(change: (line: Charge) => Charge): Twist {
  return ([first, ...rest]) => (first === undefined ? [] : [change(first), ...rest]);
}

const owes = (debt: number, penalty: number): Twist =>
  twistFirst((line) => ({
    ...line,
    openingBalance: kopecks(debt),
    penalty: kopecks(penalty),
    total: kopecks(line.total + debt + penalty),
  }));
const overpaid = (advance: number): Twist =>
  twistFirst((line) => ({
    ...line,
    openingBalance: kopecks(-advance),
    total: kopecks(line.total - advance),
  }));
const paidBefore = (debt: number): Twist =>
  twistFirst((line) => ({ ...line, openingBalance: kopecks(debt), paid: kopecks(debt) }));
const recalculated = (sum: number): Twist =>
  twistFirst((line) => ({ ...line, recalculation: kopecks(sum), total: kopecks(line.total + sum) }));
/** Half of the heating and the upkeep for a benefit holder. */
const halved: Twist = (charges) =>
  charges.map((line, index) => {
    const benefits = index < 2 ? kopecks(Math.floor(line.total / 2)) : kopecks(0);
    return benefits === 0 ? line : { ...line, benefits, total: kopecks(line.total - benefits) };
  });
const plain: Twist = (charges) => [...charges];

interface Neighbour {
  readonly flat: string;
  readonly payer: string;
  readonly area: string;
  readonly people: number;
  readonly twist?: Twist;
  readonly comment?: string;
}

const CENTRALNAYA: readonly Neighbour[] = [
  { flat: '2', payer: 'Смирнова Анна Петровна', area: '62.40', people: 3 },
  { flat: '3', payer: "О'Коннор Мэри", area: '48.70', people: 1, twist: recalculated(-45_912) },
  { flat: '4', payer: 'Ёлкина Дарья Фёдоровна', area: '54.30', people: 5, twist: overpaid(2_740_273) },
  { flat: '5', payer: 'ООО "Ромашка"', area: '91.20', people: 0, comment: 'Нежилое помещение' },
  { flat: '6', payer: 'Гаджиев Магомед Али оглы', area: '54.30', people: 4, twist: owes(1_842_610, 12_715) },
  { flat: '7', payer: 'Ким Ен Сук', area: '38.90', people: 2, twist: halved },
  {
    flat: '8',
    payer: 'Петров-Водкин Кузьма Сергеевич',
    area: '71.00',
    people: 2,
    twist: paidBefore(980_000),
  },
  { flat: '9', payer: 'Кузнецов Олег Викторович', area: '44.10', people: 1 },
  { flat: '10', payer: 'Мамедова Лейла', area: '62.40', people: 3, twist: recalculated(31_870) },
];

const SPORTIVNAYA: readonly Neighbour[] = [
  { flat: '1', payer: 'Лебедев Артём Игоревич', area: '43.60', people: 2 },
  { flat: '2', payer: 'Соколова Елена Юрьевна', area: '58.20', people: 3, twist: owes(640_000, 0) },
  { flat: '3', payer: 'Новиков Павел Андреевич', area: '36.70', people: 1, twist: overpaid(1_500_000) },
  { flat: '4', payer: 'Попова Ирина Сергеевна', area: '77.30', people: 4 },
  { flat: '5', payer: 'Васильев Дмитрий Олегович', area: '54.90', people: 2, twist: halved },
  { flat: '6', payer: 'Зайцева Светлана Ильинична', area: '43.60', people: 1, twist: recalculated(-120_450) },
  { flat: '7', payer: 'Фёдоров Никита Романович', area: '58.20', people: 3, twist: owes(3_106_200, 41_083) },
  { flat: '8', payer: 'Морозова Татьяна Львовна', area: '36.70', people: 2, twist: paidBefore(512_000) },
  { flat: '9', payer: 'Волков Григорий Евгеньевич', area: '77.30', people: 5 },
];

function neighbours(
  house: readonly Neighbour[],
  of: { provider: string; address: string; firstNumber: number; rates: readonly Rate[]; type?: string },
): DemoAccount[] {
  return house.map(({ flat, payer, area, people, comment, twist = plain }) => {
    const charges = of.rates.map((rate) => chargeOf(rate, area));
    // A little less was used a month before.
    const before = scaledCharges(charges, kopecks(Math.floor((totalOf(charges) * 97) / 100)));
    return {
      provider: of.provider,
      number: String(of.firstNumber + Number(flat)),
      payer,
      address: of.address,
      flat,
      area,
      people,
      ...(comment === undefined ? {} : { comment }),
      ...(of.type === undefined ? {} : { type: of.type }),
      charges: twist(charges),
      earlier: [before],
    };
  });
}

// ── the fullest form ────────────────────────────────────────────────────────

const WARM_WATER = '10.16';

/** A bill with every column of the widest paper form, as in the fourth manual: parts, undersupply, norms. */
function fullForm(area: string, debt: number): Charge[] {
  const zero = kopecks(0);
  const columns = { recalculation: zero, undersupplyDays: '0', undersupplySum: zero };
  const heating = product(area, '26.14');
  const cold = product(WARM_WATER, '13.03');
  const warming = product(WARM_WATER, '62.57');
  const missed = kopecks(Math.floor(heating / 10));
  const part = (service: string, tariff: string, accrued: Kopecks): Charge => ({
    ...columns,
    service,
    part: true,
    unit: CUBIC,
    volume: WARM_WATER,
    tariff,
    accrued,
    withinNorm: accrued,
    total: accrued,
  });
  const water = kopecks(cold + warming);
  return [
    {
      service: 'Отопление',
      unit: METRES,
      volume: area,
      tariff: '26.14',
      accrued: heating,
      recalculation: zero,
      openingBalance: kopecks(debt),
      paid: kopecks(debt),
      undersupplyDays: '3',
      undersupplySum: missed,
      withinNorm: heating,
      total: kopecks(heating - missed),
    },
    {
      ...columns,
      service: 'Подогрев воды',
      unit: null,
      volume: null,
      tariff: null,
      accrued: water,
      openingBalance: zero,
      paid: zero,
      withinNorm: water,
      total: water,
    },
    part('Холодная вода для нужд ГВС', '13.03', cold),
    part('Подогрев воды (тепло)', '62.57', warming),
  ];
}

function severnaya(): DemoAccount[] {
  const house: readonly Neighbour[] = [
    { flat: '1', payer: 'Коваль Андрей Степанович', area: '17.20', people: 1 },
    { flat: '2', payer: 'Тимофеева Вера Павловна', area: '44.80', people: 2 },
    { flat: '3', payer: 'Сафин Рустам Маратович', area: '61.50', people: 4 },
  ];
  return house.map(({ flat, payer, area, people }, index) => ({
    provider: SEVERO_ZAPAD,
    number: String(4_100_000_200 + Number(flat)),
    payer,
    address: SEVERNAYA_3,
    flat,
    area,
    livingArea: String(Math.floor(Number(area) * 0.6)),
    people,
    charges: fullForm(area, 150_000 * (index + 1)),
    earlier: [],
  }));
}

/** Everybody in the demo's houses; 1234567890 stands at two providers. */
export function demoAccounts(): DemoAccount[] {
  return [
    ...ivansAccounts(),
    ...neighbours(CENTRALNAYA, {
      provider: SERVIS,
      address: CENTRALNAYA_5,
      firstNumber: 4_100_000_000,
      rates: SERVIS_RATES,
    }),
    ...neighbours(SPORTIVNAYA, {
      provider: ZAPAD,
      address: SPORTIVNAYA_12K2,
      firstNumber: 4_100_000_100,
      rates: ZAPAD_RATES,
    }),
    ...neighbours(CENTRALNAYA.slice(0, 3), {
      provider: FUND,
      address: CENTRALNAYA_5,
      firstNumber: 4_100_000_300,
      rates: FUND_RATES,
      type: 'Взнос на капитальный ремонт',
    }),
    ...severnaya(),
  ];
}
