import { DomainError } from '../../../domain/errors.ts';
import {
  BILL_BY_DAY_RULE,
  billByUnder,
  type DayRules,
  PENALTY_DAY_RULE,
  payByDate,
  payByUnder,
  penaltyFromUnder,
  READINGS_DAY_RULE,
} from '../../../domain/law-dates.ts';
import { kopecks } from '../../../domain/money.ts';
import { addMonths, type BillingDate, monthOf, type Period } from '../../../domain/period.ts';
import { clampDay, firstDayOf, lastDayOf, USUAL_WINDOW, windowOf } from '../../../domain/reading-windows.ts';
import { changeSetting } from '../../../services/settings/change-setting.ts';
import {
  COMMISSION_PREFIX,
  type CommissionValue,
  readCommission,
} from '../../../services/settings/commission-field.ts';
import {
  type FieldReading,
  type SettingField,
  settingField,
  showReading,
} from '../../../services/settings/fields.ts';
import { FIELD_TARGETS, type FieldTarget } from '../../../services/settings/place-kind.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { percentText } from '../../ui/percent.ts';
import { routes } from '../../ui/routes.ts';
import { settingRoutes } from './callback-data.ts';

export type FieldValues = {
  target: string;
  id: number;
  field: string;
  /** of the company or provider; null: rules of every company */
  place: string | null;
  before: string;
  after: string;
  /** from then on a change holds that names no day */
  today: string;
};

/** Chosen to empty the field: nobody types it. */
const EMPTY = 'clear-the-field';

export function isTarget(text: string): text is FieldTarget {
  return FIELD_TARGETS.some((target) => target === text);
}

function fieldOf(values: Partial<FieldValues>) {
  const { target = '', field = '' } = values;
  return isTarget(target) ? settingField(target, field) : null;
}

export function fieldName(target: string, field: string, tr: Translator): string {
  return tr.plainOr(`settings-name-${target}-${field.replaceAll('.', '-')}`, {}, 'settings-title-plain');
}

/**
 * A stored value in words: choices, commissions and dated values have them, the rest is shown as it is typed. `field`:
 * also what it means that nothing is set.
 */
export function shownValue(shown: string, tr: Translator, field?: SettingField): string {
  if (shown === '') {
    const unset = `settings-unset-${field?.target}-${field?.id.replaceAll('.', '-')}`;
    return tr.has(unset) ? tr.plainOr(unset, {}, 'settings-value-none') : tr.plain('settings-value-none');
  }
  const commission = field?.id.startsWith(COMMISSION_PREFIX) === true ? readCommission(shown) : null;
  if (commission !== null) return commissionWords(commission, tr);
  if (field?.dated === true) {
    const versions = shown.split('; ').map((version) => {
      const [value = '', from = ''] = version.split(' ');
      const key = field.id === PENALTY_DAY_RULE ? 'settings-dated-delay' : 'settings-dated';
      return tr.plain(key, { value: value === '–' ? 'none' : value, from });
    });
    return versions.join('; ');
  }
  const key = `settings-value-${shown}`;
  return /^[a-z]+$/.test(shown) && tr.has(key) ? tr.plainOr(key, {}, 'settings-value-none') : shown;
}

/** «1,5 %, не меньше 30 ₽, платит житель». */
function commissionWords({ basisPoints, minimum, maximum, bearer }: CommissionValue, tr: Translator): string {
  const none = basisPoints === 0 && minimum === 0;
  if (none) return tr.plain('settings-commission-none');
  return [
    percentText(basisPoints, tr),
    minimum > 0 ? tr.plain('settings-commission-minimum', { amount: tr.money(kopecks(minimum)) }) : '',
    maximum === null ? '' : tr.plain('settings-commission-maximum', { amount: tr.money(kopecks(maximum)) }),
    tr.plain(`settings-commission-${bearer}`),
  ]
    .filter((part) => part !== '')
    .join(', ');
}

/** The methods of payment share one example. */
function exampleOf({ target = '', field = '' }: Partial<FieldValues>): string {
  const name = field.startsWith(COMMISSION_PREFIX) ? 'commission' : field.replaceAll('.', '-');
  return `settings-example-${target}-${name}`;
}

/** One field: what it is now, the new value, both beside one another, then saved. */
export function fieldForm(deps: BotDeps): Form<FieldValues> {
  return {
    id: 'setting-field',
    minutes: 60,
    steps: [
      {
        id: 'value',
        takesNumbers: true,
        done: (values) => values.after !== undefined,
        help: 'settings-help-field',
        ask: (values, tr) => {
          const field = fieldOf(values);
          const example = exampleOf(values);
          return {
            html: tr.html('settings-ask', {
              place: values.place ?? tr.plain('staff-every-company'),
              name: fieldName(values.target ?? '', values.field ?? '', tr),
              value: shownValue(values.before ?? '', tr, field ?? undefined),
              example: tr.has(example) ? tr.plainOr(example, {}, 'settings-value-none') : '—',
            }),
            options: [
              ...(field?.choices ?? []).map((choice) => [{ caption: shownValue(choice, tr), value: choice }]),
              ...(field?.clearable === true
                ? [[{ caption: tr.plain('settings-button-clear'), value: EMPTY }]]
                : []),
            ],
          };
        },
        read(input, values) {
          const field = fieldOf(values);
          if (field === null) return { ok: false, code: 'SETTING_NOT_FOUND' };
          if (input.kind === 'option' && input.value === EMPTY && field.clearable === true) {
            return { ok: true, patch: { after: '' } };
          }
          const typed = input.kind === 'option' || input.kind === 'text' ? textOf(input) : null;
          if (typed === null) return { ok: false, code: 'OTHER_INPUT' };
          const reading = field.read(typed);
          return reading.ok ? { ok: true, patch: { after: typed } } : { ok: false, code: 'SETTING_WRONG' };
        },
      },
    ],
    review: (values, tr) => {
      const field = fieldOf(values);
      const { today = '' } = values;
      const reading: FieldReading | undefined =
        values.after === '' ? { ok: true, value: null } : field?.read(values.after ?? '');
      const after = reading?.ok === true && field !== null ? showReading(field, reading, today) : '';
      const said = tr.html('settings-review', {
        place: values.place ?? tr.plain('staff-every-company'),
        name: fieldName(values.target ?? '', values.field ?? '', tr),
        before: shownValue(values.before ?? '', tr, field ?? undefined),
        after: shownValue(after, tr, field ?? undefined),
      });
      const means =
        reading?.ok === true && field !== null
          ? meaning(field, reading, { today, zone: deps.services.installation.timezone }, tr)
          : null;
      return {
        html: means === null ? said : joinHtml([said, means], '\n\n'),
        confirm: tr.plain('settings-button-save'),
        edit: [{ caption: tr.plain('settings-button-edit'), step: 'value' }],
      };
    },
    async submit(values, { identityId }) {
      const { target = '', id, field, after } = values;
      if (!isTarget(target) || id === undefined || field === undefined || after === undefined) {
        throw new DomainError('DRAFT_EXPIRED');
      }
      const grants = await grantsOf(deps.services, { identityId });
      await changeSetting(deps.services, {
        actor: { identityId, grants },
        place: { target, id },
        field,
        typed: after,
      });
      return { target, id };
    },
    mend: { SETTING_WRONG: 'value', PROVIDER_NEEDS_PROOF: 'value' },
    done: (result, values, tr) => ({
      html: tr.html('settings-saved', { name: fieldName(values.target ?? '', values.field ?? '', tr) }),
      buttons: [
        [
          button(
            tr.plain('settings-button-back'),
            settingRoutes.place.data({ target: String(result.target), id: Number(result.id) }),
            'primary',
          ),
        ],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  };
}

/** What a new value will do, by an example; null = it says it all. */
function meaning(
  field: SettingField,
  reading: Extract<FieldReading, { ok: true }>,
  { today, zone }: { readonly today: string; readonly zone: string },
  tr: Translator,
): Html | null {
  if (field.target === 'agent') return tr.html('settings-means-agent');
  if (field.dated !== true || typeof reading.value !== 'number') return null;
  const from = reading.from ?? (today as BillingDate);
  const rules: DayRules = { everyCompany: [], own: [{ effectiveFrom: from, value: reading.value }] };
  if (field.id === PENALTY_DAY_RULE) {
    // The first bill that is late under the new rule; the day to pay is the law's.
    const late = firstUnder(from, (period) => payByDate(period));
    return late === null
      ? null
      : tr.html('settings-means-penalty-from', {
          period: tr.period(late.period),
          payBy: tr.date(late.day, zone),
          penaltyFrom: tr.date(penaltyFromUnder(late.day, rules), zone),
        });
  }
  if (field.id === READINGS_DAY_RULE) {
    const { fromDay } = USUAL_WINDOW;
    const month = clampDay(monthOf(from), fromDay) >= from ? monthOf(from) : addMonths(monthOf(from), 1);
    const window = windowOf(
      { rules: [], extensions: [], resource: 'cold_water', zone, usualLastDay: rules },
      month,
    );
    return tr.html('settings-means-readings', {
      period: tr.period(month),
      from: tr.date(firstDayOf(window, zone), zone),
      to: tr.date(lastDayOf(window, zone), zone),
    });
  }
  const bills = field.id === BILL_BY_DAY_RULE;
  const first = firstUnder(from, (period) =>
    bills ? billByUnder(period, rules) : payByUnder(period, rules),
  );
  if (first === null) return null;
  const period = tr.period(first.period);
  return bills
    ? tr.html('settings-means-bill-by', { period, billBy: tr.date(first.day, zone) })
    : tr.html('settings-means-pay-by', { period, payBy: tr.date(first.day, zone) });
}

/** The first billed month whose day is not before `from`. */
function firstUnder(
  from: BillingDate,
  dayOf: (period: Period) => BillingDate | null,
): { readonly period: Period; readonly day: BillingDate } | null {
  for (const period of [addMonths(monthOf(from), -1), monthOf(from)]) {
    const day = dayOf(period);
    if (day !== null && day >= from) return { period, day };
  }
  return null;
}

function textOf(input: { kind: 'option'; value: string } | { kind: 'text'; text: string }): string {
  return input.kind === 'option' ? input.value : input.text;
}
