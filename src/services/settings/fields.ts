import { z } from 'zod';
import type { Prisma } from '../../database/generated/client.ts';
import { isAccountPattern, normalizeAccountNumber } from '../../domain/account-number.ts';
import { isInn, readBankDetails } from '../../domain/bank-details.ts';
import { type BusinessHours, isTimetable } from '../../domain/business-hours.ts';
import { isZone } from '../../domain/clock-zone.ts';
import { normalizeEmail } from '../../domain/email.ts';
import {
  BILL_BY_DAY_RULE,
  MOST_RULE_DAYS,
  PAY_BY_DAY_RULE,
  PENALTY_DAY_RULE,
  READINGS_DAY_RULE,
} from '../../domain/law-dates.ts';
import { PAYMENT_METHODS } from '../../domain/payments.ts';
import type { BillingDate } from '../../domain/period.ts';
import { normalizePhone } from '../../domain/phone.ts';
import { NUMBERS_A_DAY_RULE, PROOFS_AN_HOUR_RULE } from '../../domain/proof-limits.ts';
import { formatQuietHours, parseQuietHours, QUIET_HOURS_RULE } from '../../domain/quiet-hours.ts';
import { MOST_A_DAY_RULE } from '../../domain/subscriptions.ts';
import { TICKETS_A_DAY_RULE } from '../../domain/tickets.ts';
import { type AGENT_ROLES, readAgent, readPhones, showAgent } from './agent-field.ts';
import { COMMISSION_PREFIX, readCommission, showCommission } from './commission-field.ts';
import { readDay, showDated } from './dated-field.ts';
import { readEntrances, showEntrances } from './entrance-field.ts';
import type { FieldTarget } from './place-kind.ts';

export type FieldReading =
  /** `from`: the day from which it holds, where one was typed */
  | { readonly ok: true; readonly value: Prisma.InputJsonValue | null; readonly from?: BillingDate }
  | { readonly ok: false };

/** One thing that an administrator may change by chat. Pure: what is typed is read here, rights are the service's. */
export interface SettingField {
  readonly id: string;
  readonly target: FieldTarget;
  /** Values offered as buttons; then nothing is typed. */
  readonly choices?: readonly string[];
  /** Offered once this other field has a value. */
  readonly needs?: string;
  /** May be emptied. */
  readonly clearable?: true;
  /** Holds from a day that may be typed with it; shown with the days of all its versions. */
  readonly dated?: true;
  /** A rule of the installation: companies have none of their own. */
  readonly everyCompanyOnly?: true;
  read(typed: string): FieldReading;
  /** As a person types it; `''` = nothing is set. */
  show(value: unknown): string;
}

const WRONG: FieldReading = { ok: false };

function line(id: string, target: FieldTarget, max: number, extra: Partial<SettingField> = {}): SettingField {
  return {
    id,
    target,
    read(typed) {
      const value = typed.replaceAll(/\s+/g, ' ').trim();
      const { length } = Array.from(value);
      return length >= 2 && length <= max ? { ok: true, value } : WRONG;
    },
    show: (value) => (typeof value === 'string' ? value : ''),
    ...extra,
  };
}

function choice(id: string, target: FieldTarget, choices: readonly string[]): SettingField {
  return {
    id,
    target,
    choices,
    read: (typed) => (choices.includes(typed) ? { ok: true, value: typed } : WRONG),
    show: (value) => (typeof value === 'string' ? value : ''),
  };
}

/** Yes or no. */
function flag(id: string, target: FieldTarget): SettingField {
  return {
    id,
    target,
    choices: ['yes', 'no'],
    read: (typed) => (typed === 'yes' || typed === 'no' ? { ok: true, value: typed === 'yes' } : WRONG),
    show: (value) => (value === true ? 'yes' : 'no'),
  };
}

/** `Пн–Пт` is not read: days are 1–7, `1-5 08:00-21:00; 6 10:00-16:00`. */
function readHours(typed: string): FieldReading {
  const rows: { days: number[]; from: string; to: string }[] = [];
  for (const part of typed.split(/[;\n]/).filter((text) => text.trim() !== '')) {
    const match = /^\s*([1-7])(?:\s*[-–]\s*([1-7]))?\s+(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})\s*$/.exec(
      part,
    );
    if (match === null) return WRONG;
    const [, first = '1', last = first, from = '', to = ''] = match;
    const days = Array.from(
      { length: Math.max(0, Number(last) - Number(first)) + 1 },
      (_, at) => Number(first) + at,
    );
    rows.push({ days, from: from.padStart(5, '0'), to: to.padStart(5, '0') });
  }
  return rows.length > 0 && isTimetable(rows) ? { ok: true, value: rows } : WRONG;
}

const hoursSchema = z
  .array(z.object({ days: z.array(z.number()), from: z.string(), to: z.string() }))
  .catch([]);

function showHours(value: unknown): string {
  const rows: readonly BusinessHours[] = hoursSchema.parse(value);
  return rows
    .map(({ days, from, to }) => {
      const [first = 1, last = first] = [days[0], days.at(-1)];
      return `${first === last ? first : `${first}-${last}`} ${from}-${to}`;
    })
    .join('; ');
}

/** `^\d{10}$ 1234567890`: the pattern and a number that fits it, so that a slip is seen at once. */
function readPattern(typed: string): FieldReading {
  const match = /^(\S+)\s+(\S+)$/.exec(typed.trim());
  const [, pattern = '', example = ''] = match ?? [];
  const anchored = pattern.startsWith('^') && pattern.endsWith('$');
  if (!anchored || !isAccountPattern(pattern)) return WRONG;
  const reading = normalizeAccountNumber(example, pattern);
  return reading.ok && reading.number === example ? { ok: true, value: { pattern, example } } : WRONG;
}

const patternSchema = z.object({ pattern: z.string(), example: z.string() });

/** A line that keeps to a pattern; spaces inside it do not count. */
function digits(id: string, target: FieldTarget, fits: (value: string) => boolean): SettingField {
  return line(id, target, 40, {
    clearable: true,
    read(typed) {
      const value = typed.replaceAll(/\s/g, '');
      return fits(value) ? { ok: true, value } : WRONG;
    },
  });
}

const bankSchema = z.object({ bic: z.string(), personalAcc: z.string(), correspAcc: z.string() });

/** A value that a reader of its own knows; null is a slip. */
function read(value: Prisma.InputJsonValue | null): FieldReading {
  return value === null ? WRONG : { ok: true, value };
}

function timezone(target: FieldTarget): SettingField {
  return line('timezone', target, 50, {
    clearable: true,
    read: (typed) => (isZone(typed.trim()) ? { ok: true, value: typed.trim() } : WRONG),
  });
}

function count(
  id: string,
  target: FieldTarget,
  most: number,
  extra: Partial<SettingField> = {},
): SettingField {
  return {
    id,
    target,
    read(typed) {
      const value = /^\d{1,6}$/.test(typed.trim()) ? Number(typed.trim()) : 0;
      return value >= 1 && value <= most ? { ok: true, value } : WRONG;
    },
    show: (value) => (typeof value === 'number' ? String(value) : ''),
    ...extra,
  };
}

/** A day that the law sets unless a company or the installation says another. */
function dayRule(id: string, most?: number): SettingField {
  return {
    id,
    target: 'rule',
    clearable: true,
    dated: true,
    read: (typed) => readDay(typed, most),
    show: showDated,
  };
}

/** The payment agent or the money transfer operator, as receipts print them. */
function agentFields(name: keyof typeof AGENT_ROLES): SettingField[] {
  return [
    { id: name, target: 'agent', read: (typed) => read(readAgent(typed)), show: showAgent },
    line(`${name}-licence`, 'agent', 150, { clearable: true, needs: name }),
    line(`${name}-address`, 'agent', 200, { clearable: true, needs: name }),
    {
      id: `${name}-phones`,
      target: 'agent',
      needs: name,
      clearable: true,
      read: (typed) => read(readPhones(typed)),
      show: (value) => (Array.isArray(value) ? value.join('; ') : ''),
    },
  ];
}

/** Everything that can be changed by chat, in the order of the screens. */
export const SETTING_FIELDS = [
  line('name', 'company', 150),
  line('short-name', 'company', 40),
  line('phone', 'company', 30, {
    clearable: true,
    read: (typed) => {
      const reading = normalizePhone(typed);
      return reading.ok ? { ok: true, value: reading.phone } : WRONG;
    },
  }),
  line('email', 'company', 100, {
    clearable: true,
    read: (typed) => {
      const reading = normalizeEmail(typed);
      return reading.ok ? { ok: true, value: reading.email } : WRONG;
    },
  }),
  line('website', 'company', 100, {
    clearable: true,
    read: (typed) => (/^https?:\/\/\S{3,}$/.test(typed.trim()) ? { ok: true, value: typed.trim() } : WRONG),
  }),
  line('address', 'company', 200, { clearable: true }),
  { id: 'hours', target: 'company', clearable: true, read: readHours, show: showHours },
  timezone('company'),
  line('title', 'provider', 150),
  line('short-title', 'provider', 40),
  {
    id: 'aliases',
    target: 'provider',
    clearable: true,
    read(typed) {
      const value = typed
        .split(/[;\n]/)
        .map((name) => name.trim())
        .filter((name) => name !== '');
      return value.length > 0 && value.length <= 20 && value.every((name) => name.length <= 100)
        ? { ok: true, value }
        : WRONG;
    },
    show: (value) => (Array.isArray(value) ? value.join('; ') : ''),
  },
  {
    id: 'number',
    target: 'provider',
    read: readPattern,
    show: (value) => {
      const parsed = patternSchema.safeParse(value);
      return parsed.success ? `${parsed.data.pattern} ${parsed.data.example}` : '';
    },
  },
  line('notice-ru', 'provider', 500, { clearable: true }),
  line('notice-en', 'provider', 500, { clearable: true }),
  flag('basic-level', 'provider'),
  flag('proof-surname-flat', 'provider'),
  flag('proof-pin', 'provider'),
  flag('proof-phone', 'provider'),
  flag('proof-bill-qr', 'provider'),
  flag('issues-bills', 'provider'),
  flag('uses-exports', 'provider'),
  flag('active', 'provider'),
  line('payee', 'money', 160),
  {
    id: 'bank',
    target: 'money',
    read(typed) {
      const details = readBankDetails(typed);
      return read(details === null ? null : { ...details });
    },
    show: (value) => {
      const parsed = bankSchema.safeParse(value);
      return parsed.success ? `${parsed.data.bic} ${parsed.data.personalAcc} ${parsed.data.correspAcc}` : '';
    },
  },
  line('bank-name', 'money', 45),
  digits('inn', 'money', isInn),
  digits('kpp', 'money', (value) => /^\d{4}[\dA-Z]{2}\d{3}$/.test(value)),
  digits('service-code', 'money', (value) => /^[\p{L}\d-]{1,20}$/u.test(value)),
  ...PAYMENT_METHODS.map(
    (method): SettingField => ({
      id: `${COMMISSION_PREFIX}${method}`,
      target: 'money',
      read: (typed) => read(readCommission(typed)),
      show: showCommission,
    }),
  ),
  ...agentFields('agent'),
  ...agentFields('operator'),
  timezone('building'),
  digits('fias', 'building', (value) => /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)),
  { id: 'entrances', target: 'building', read: (typed) => read(readEntrances(typed)), show: showEntrances },
  choice('readings.expired-verification', 'rule', ['warn', 'refuse']),
  {
    id: 'announcements.approval-above',
    target: 'rule',
    read: (typed) => (/^\d{1,6}$/.test(typed.trim()) ? { ok: true, value: Number(typed.trim()) } : WRONG),
    show: (value) => (typeof value === 'number' ? String(value) : ''),
  },
  dayRule(PAY_BY_DAY_RULE),
  {
    id: QUIET_HOURS_RULE,
    target: 'rule',
    clearable: true,
    read(typed) {
      const hours = parseQuietHours(typed);
      return hours === null ? WRONG : { ok: true, value: formatQuietHours(hours) };
    },
    show: (value) => (typeof value === 'string' ? value : ''),
  },
  count(MOST_A_DAY_RULE, 'rule', 50, { clearable: true }),
  dayRule(BILL_BY_DAY_RULE),
  dayRule(READINGS_DAY_RULE),
  dayRule(PENALTY_DAY_RULE, MOST_RULE_DAYS),
  count(TICKETS_A_DAY_RULE, 'rule', 100, { clearable: true, everyCompanyOnly: true }),
  count(NUMBERS_A_DAY_RULE, 'rule', 50, { clearable: true, everyCompanyOnly: true }),
  // A person who may guess more often in an hour may guess a flat's surname.
  count(PROOFS_AN_HOUR_RULE, 'rule', 10, { clearable: true, everyCompanyOnly: true }),
] satisfies readonly SettingField[];

export function settingField(target: FieldTarget, id: string): SettingField | null {
  const fields: readonly SettingField[] = SETTING_FIELDS;
  return fields.find((field) => field.target === target && field.id === id) ?? null;
}

/** A reading as `show` would show it once it is saved. @param today what holds from then on when no day was typed */
export function showReading(
  field: SettingField,
  reading: Extract<FieldReading, { ok: true }>,
  today: string,
): string {
  const { value } = reading;
  if (field.dated === true) return field.show([{ from: reading.from ?? today, value }]);
  return value === null ? '' : field.show(value);
}

export function fieldsOf(target: FieldTarget): readonly SettingField[] {
  const fields: readonly SettingField[] = SETTING_FIELDS;
  return fields.filter((field) => field.target === target);
}
