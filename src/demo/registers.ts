import { toDecimalString } from '../domain/money.ts';
import { addMonths, type BillingDate, type Period } from '../domain/period.ts';
import { type DemoAccount, demoAccounts } from './accounts.ts';
import type { Charge } from './charges.ts';
import { daysBefore } from './demo-clock.ts';

/** A register as an accountant would send it. */
export interface DemoRegister {
  readonly fileName: string;
  readonly bytes: Buffer;
  /** when it came: the newest of its bill dates */
  readonly date: BillingDate;
}

interface Bill {
  readonly account: DemoAccount;
  readonly charges: readonly Charge[];
  readonly period: Period;
  readonly date: BillingDate;
}

/** Of each month's bills: the day of the month that follows. */
const BILL_DAY = '05';

/**
 * The registers of a demo seen on `today`: one with the earlier months, then one per company whose bills are of the
 * last month. The same day gives the same bytes.
 */
export function demoRegisters(today: BillingDate): DemoRegister[] {
  const last = addMonths(today.slice(0, 7) as Period, -1);
  const accounts = demoAccounts();
  const earlier = accounts.flatMap((account) =>
    account.earlier.map((charges, index) => {
      const period = addMonths(last, -1 - index);
      return { account, charges, period, date: billDate(period) };
    }),
  );
  // In the first days of a month its fifth is still to come; the day before today is not.
  const fifth = billDate(last);
  const date = fifth < today ? fifth : daysBefore(today, 1);
  const newest = accounts.map((account) => ({ account, charges: account.charges, period: last, date }));
  const month = `${last.slice(5)}.${last.slice(0, 4)}`;
  return [
    register('Начисления за прошлые месяцы.csv', earlier),
    ...[...new Set(accounts.map(({ provider }) => provider))].map((provider) =>
      register(
        `${provider.replaceAll(/[()]/g, '')} ${month}.csv`,
        newest.filter(({ account }) => account.provider === provider),
      ),
    ),
  ];
}

function billDate(period: Period): BillingDate {
  return `${addMonths(period, 1)}-${BILL_DAY}` as BillingDate;
}

/** Columns of the file, with what stands in them. An empty cell is "not applicable", which is not 0. */
const COLUMNS: readonly (readonly [string, (bill: Bill, line: Charge) => string | null | undefined])[] = [
  ['Лицевой счет', ({ account }) => account.number],
  ['Поставщик', ({ account }) => account.provider],
  ['ФИО', ({ account }) => account.payer],
  ['Адрес', ({ account }) => account.address],
  ['Квартира', ({ account }) => account.flat],
  ['Площадь', ({ account }) => comma(account.area)],
  ['Жилая площадь', ({ account }) => comma(account.livingArea)],
  ['Проживает', ({ account }) => String(account.people)],
  ['Период', ({ period }) => `${period.slice(5)}.${period.slice(0, 4)}`],
  ['Дата счета', ({ date }) => `${date.slice(8)}.${date.slice(5, 7)}.${date.slice(0, 4)}`],
  ['Тип', ({ account }) => account.type ?? 'Выставленный счет'],
  ['Комментарий', ({ account }) => account.comment],
  ['Услуга', (_, line) => (line.part === true ? `в т.ч. ${line.service}` : line.service)],
  ['Ед. изм.', (_, line) => line.unit],
  ['Объем', (_, line) => comma(line.volume)],
  ['Тариф', (_, line) => comma(line.tariff)],
  ['Начислено', (_, line) => money(line.accrued)],
  ['Перерасчет', (_, line) => money(line.recalculation)],
  ['Льготы', (_, line) => money(line.benefits)],
  ['Пени', (_, line) => money(line.penalty)],
  ['Долг на начало', (_, line) => money(line.openingBalance)],
  ['Оплачено', (_, line) => money(line.paid)],
  ['Недопоставка дней', (_, line) => line.undersupplyDays],
  ['Недопоставка сумма', (_, line) => money(line.undersupplySum)],
  ['В пределах норматива', (_, line) => money(line.withinNorm)],
  ['Итого к оплате', (_, line) => money(line.total)],
];

function register(fileName: string, bills: readonly Bill[]): DemoRegister {
  const rows = bills.flatMap((bill) =>
    bill.charges.map((line) => COLUMNS.map(([, cell]) => cell(bill, line) ?? '')),
  );
  const lines = [COLUMNS.map(([title]) => title), ...rows].map((cells) => `${cells.join(';')}\r\n`);
  const date = bills
    .map((bill) => bill.date)
    .sort()
    .at(-1);
  if (date === undefined) throw new Error('a register without bills');
  return { fileName, date, bytes: Buffer.from(`\ufeff${lines.join('')}`) };
}

function money(sum: Charge['accrued'] | undefined): string {
  return sum === null || sum === undefined ? '' : toDecimalString(sum, ',');
}

function comma(decimal: string | null | undefined): string {
  return decimal?.replace('.', ',') ?? '';
}
