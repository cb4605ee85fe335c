import { addMonths, type BillingDate, type Period } from '../domain/period.ts';
import { CONFIGURED_ADMINISTRATOR } from '../domain/roles.ts';
import { planFile } from '../services/imports/plan-file.ts';
import { applyRows } from '../services/imports/rows/apply-rows.ts';
import { setReadingWindow } from '../services/meters/reading-windows.ts';
import { clockAt, type DemoDeps, daysBefore, noonOf } from './demo-clock.ts';

const HEADER =
  'Лицевой счет;Поставщик;Тип счетчика;Номер счетчика;Количество тарифов;Показание 1;Показание 2;Показание 3;Дата показаний;Способ;Место;Дата поверки;Дата следующей поверки;Автоматический';
const ZAPAD = 'Смарт Запад (ЖКУ)';
const SERVIS = 'Смарт Сервис (ЖКУ)';
const READ_ON = '20';

interface DemoMeter {
  readonly account: string;
  readonly provider: string;
  readonly resource: 'ХВС' | 'ГВС' | 'ЭЛ';
  readonly serial: string;
  readonly place: string;
  /** at the beginning, by zone, thousandths */
  readonly start: readonly number[];
  /** a month, by zone, thousandths */
  readonly monthly: readonly number[];
  /** of history, newest the month before today */
  readonly months: number;
  readonly verified: BillingDate;
  readonly next: BillingDate;
  readonly automatic: boolean;
}

/** Ivan's meters with two years behind them; the neighbours' with three months. */
function demoMeters(today: BillingDate): DemoMeter[] {
  const soon = `${addMonths(month(today), 1)}-10` as BillingDate;
  const later = `${addMonths(month(today), 34)}-01` as BillingDate;
  const valid = {
    verified: `${addMonths(month(today), -38)}-01` as BillingDate,
    next: later,
    automatic: false,
  };
  const ivan = { account: '1234567890', months: 26, ...valid };
  const own: DemoMeter[] = [
    {
      ...ivan,
      provider: ZAPAD,
      resource: 'ХВС',
      serial: '100001',
      place: 'Ванная',
      start: [21_125],
      monthly: [3_100],
    },
    {
      ...ivan,
      provider: ZAPAD,
      resource: 'ГВС',
      serial: '200001',
      place: 'Ванная',
      start: [8_400],
      monthly: [1_900],
      next: soon,
    },
    {
      ...ivan,
      provider: SERVIS,
      resource: 'ХВС',
      serial: '100002',
      place: 'Кухня',
      start: [19_125],
      monthly: [2_400],
    },
    {
      ...ivan,
      provider: SERVIS,
      resource: 'ГВС',
      serial: '200002',
      place: 'Кухня',
      start: [9_400],
      monthly: [1_500],
    },
    {
      ...ivan,
      provider: SERVIS,
      resource: 'ЭЛ',
      serial: '300001',
      place: 'Прихожая',
      start: [2_801_000, 1_101_000, 701_000],
      monthly: [84_000, 39_000, 31_000],
    },
  ];
  const neighbours = Array.from({ length: 9 }, (_, index): DemoMeter[] => {
    const flat = { account: String(4_100_000_002 + index), provider: SERVIS, months: 3, ...valid };
    const tail = String(index + 3).padStart(2, '0');
    return [
      {
        ...flat,
        resource: 'ХВС',
        serial: `1000${tail}`,
        place: 'Ванная',
        start: [103_125 + index * 1_000],
        monthly: [3_800],
      },
      {
        ...flat,
        resource: 'ГВС',
        serial: `2000${tail}`,
        place: 'Ванная',
        start: [53_400 + index * 1_000],
        monthly: [2_400],
      },
      {
        ...flat,
        resource: 'ЭЛ',
        serial: `3000${tail}`,
        place: 'Прихожая',
        start: [5_003_000],
        monthly: [118_000],
        automatic: index === 4,
      },
    ];
  }).flat();
  return [...own, ...neighbours];
}

function month(day: BillingDate): Period {
  return day.slice(0, 7) as Period;
}

/** More in winter, less in July and August when people are away; the same month gives the same number. */
const SEASONS = [112, 108, 104, 98, 92, 85, 62, 70, 96, 102, 107, 114] as const;

function used(monthly: number, of: Period, index: number): number {
  const season = SEASONS[Number(of.slice(5)) - 1] ?? 100;
  const wobble = ((Number(of.slice(0, 4)) * 12 + Number(of.slice(5)) * 7 + index * 5) % 11) - 5;
  return Math.round((monthly * (season + wobble)) / 100);
}

/** The company's list as a file: every meter with its months, one missed and one charged by the average. */
export function demoMetersFile(today: BillingDate): Buffer {
  const last = addMonths(month(today), -1);
  const lines = demoMeters(today).flatMap((meter, index) => {
    let values = [...meter.start];
    return Array.from({ length: meter.months }, (_, at) => {
      const of = addMonths(last, at - meter.months + 1);
      values = values.map((value, zone) => value + used(meter.monthly[zone] ?? 0, of, index + zone));
      const back = meter.months - 1 - at;
      if (back === 5 && meter.months > 12) return [];
      return [row(meter, of, values, back === 9)];
    }).flat();
  });
  return Buffer.from(`\ufeff${[HEADER, ...lines].join('\r\n')}\r\n`, 'utf8');
}

function row(meter: DemoMeter, of: Period, values: readonly number[], estimated: boolean): string {
  const shown = Array.from({ length: 3 }, (_, zone) => {
    const value = values[zone];
    if (value === undefined) return '';
    return meter.resource === 'ЭЛ'
      ? String(Math.floor(value / 1000))
      : (value / 1000).toFixed(3).replace('.', ',');
  });
  return [
    meter.account,
    meter.provider,
    meter.resource,
    meter.serial,
    String(meter.start.length),
    ...shown,
    dotted(`${of}-${READ_ON}` as BillingDate),
    estimated ? 'по среднему' : '',
    meter.place,
    dotted(meter.verified),
    dotted(meter.next),
    meter.automatic ? 'да' : 'нет',
  ].join(';');
}

function dotted(day: BillingDate): string {
  return day.split('-').reverse().join('.');
}

/**
 * Meters with their history by the company's file, and windows: one provider takes readings from the 10th to the 25th
 * only, the other from the 15th, and late ones for the month to come.
 */
export async function seedMeters(
  deps: DemoDeps,
  options: { readonly today: BillingDate; readonly administratorId: number },
): Promise<void> {
  const then = clockAt(deps, noonOf(daysBefore(options.today, 1), deps.installation.timezone));
  const plan = await planFile(then, {
    bytes: demoMetersFile(options.today),
    fileName: 'Счетчики.csv',
    companies: 'all',
    kind: 'meters',
  });
  if (plan.kind === 'bills' || plan.errors.length > 0) {
    throw new Error(`the demo's meters: ${JSON.stringify(plan.errors[0])}`);
  }
  await applyRows(then, { plan, actor: { actorId: null, actorKind: 'system' } });
  const actor = { identityId: options.administratorId, grants: [CONFIGURED_ADMINISTRATOR] };
  for (const { code, fromDay, mode } of [
    { code: 'smart-zapad-zhku', fromDay: 10, mode: 'closed' },
    { code: 'smart-servis-zhku', fromDay: 15, mode: 'soft' },
  ] as const) {
    const { id } = await deps.db.provider.findUniqueOrThrow({ where: { code }, select: { id: true } });
    await setReadingWindow(deps, {
      actor,
      setting: {
        providerId: id,
        buildingId: null,
        resource: null,
        fromDay,
        toDay: 25,
        mode,
        effectiveFrom: '2020-01-01',
      },
    });
  }
}
