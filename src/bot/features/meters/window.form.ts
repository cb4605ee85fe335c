import { dateIn } from '../../../domain/clock-zone.ts';
import { DomainError } from '../../../domain/errors.ts';
import { isResource, RESOURCES } from '../../../domain/meters.ts';
import { addMonths, type BillingDate, firstDay, monthOf, parseBillingDate } from '../../../domain/period.ts';
import { WINDOW_MODES } from '../../../domain/reading-windows.ts';
import {
  extendReadingWindow,
  setReadingWindow,
  type WindowActor,
} from '../../../services/meters/reading-windows.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form, FormOwner } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';
import { dayText } from './meter-texts.ts';
import { windowRoutes } from './staff-routes.ts';

export type WindowValues = {
  providerId: number;
  providerName: string;
  /** 0 = every house */
  buildingId: number;
  address: string | null;
  zone: string;
  resource: string;
  fromDay: number;
  toDay: number;
  mode: string;
  since: string;
};

async function actorOf(deps: BotDeps, who: FormOwner): Promise<WindowActor> {
  const { identityId } = who;
  return { identityId, grants: await grantsOf(deps.services, { identityId }) };
}

function placeText(values: Partial<WindowValues>, tr: Translator): string {
  return values.address ?? tr.plain('meters-window-every-house');
}

/** The window of a provider or a house: which resource, which days, how strict, from when. */
export function windowForm(deps: BotDeps): Form<WindowValues> {
  return {
    id: 'reading-window',
    minutes: 60,
    steps: [
      {
        id: 'resource',
        done: (values) => values.resource !== undefined,
        help: 'meters-window-help-resource',
        ask: (values, tr) => ({
          html: tr.html('meters-window-ask-resource', {
            provider: values.providerName ?? '',
            place: placeText(values, tr),
          }),
          options: [
            [{ caption: tr.plain('meters-window-every-resource'), value: 'all' }],
            ...RESOURCES.map((resource) => [
              { caption: tr.plain(`meters-resource-${resource}`), value: resource },
            ]),
          ],
        }),
        read: (input) =>
          input.kind === 'option' && (input.value === 'all' || isResource(input.value))
            ? { ok: true, patch: { resource: input.value } }
            : { ok: false, code: 'OTHER_INPUT' },
      },
      {
        id: 'days',
        done: (values) => values.fromDay !== undefined,
        help: 'meters-window-help-days',
        ask: (_, tr) => ({ html: tr.html('meters-window-ask-days') }),
        read(input) {
          const match =
            input.kind === 'text'
              ? /^(\d{1,2})\s*(?:[-–—]|по|to|\s)\s*(\d{1,2})$/.exec(input.text.trim().replace(/^с\s+/, ''))
              : null;
          const [fromDay, toDay] = [Number(match?.[1]), Number(match?.[2])];
          const fits = (day: number): boolean => day >= 1 && day <= 31;
          return match !== null && fits(fromDay) && fits(toDay)
            ? { ok: true, patch: { fromDay, toDay } }
            : { ok: false, code: 'WINDOW_DAYS_WRONG' };
        },
      },
      {
        id: 'mode',
        done: (values) => values.mode !== undefined,
        help: 'meters-window-help-mode',
        ask: (_, tr) => ({
          html: tr.html('meters-window-ask-mode'),
          options: WINDOW_MODES.map((mode) => [
            { caption: tr.plain(`meters-window-mode-${mode}`), value: mode },
          ]),
        }),
        read: (input) =>
          input.kind === 'option' && WINDOW_MODES.some((mode) => mode === input.value)
            ? { ok: true, patch: { mode: input.value } }
            : { ok: false, code: 'OTHER_INPUT' },
      },
      {
        id: 'since',
        done: (values) => values.since !== undefined,
        help: 'meters-window-help-since',
        ask: (_, tr) => ({
          html: tr.html('meters-window-ask-since'),
          options: [
            [{ caption: tr.plain('meters-window-since-now'), value: 'now' }],
            [{ caption: tr.plain('meters-window-since-next'), value: 'next' }],
          ],
        }),
        read: (input) =>
          input.kind === 'option' && (input.value === 'now' || input.value === 'next')
            ? { ok: true, patch: { since: input.value } }
            : { ok: false, code: 'OTHER_INPUT' },
      },
    ],
    review: (values, tr) => ({
      html: joinHtml(
        [
          tr.html('meters-window-review', {
            provider: values.providerName ?? '',
            place: placeText(values, tr),
            resource: resourceText(values.resource, tr),
            from: String(values.fromDay ?? ''),
            to: String(values.toDay ?? ''),
            mode: tr.plainOr(`meters-window-mode-${values.mode}`, {}, 'meters-window-mode-closed'),
            since: tr.plain(values.since === 'next' ? 'meters-window-since-next' : 'meters-window-since-now'),
          }),
          ...((values.toDay ?? 0) < (values.fromDay ?? 0) ? [tr.html('meters-window-crosses')] : []),
        ],
        '\n\n',
      ),
      confirm: tr.plain('meters-button-save'),
      edit: [{ caption: tr.plain('meters-button-correct'), step: 'days' }],
    }),
    async submit(values, who) {
      const { providerId, buildingId = 0, fromDay = 0, toDay = 0, zone = 'UTC' } = values;
      if (providerId === undefined) throw new DomainError('DRAFT_EXPIRED');
      const today = dateIn(deps.services.clock.now(), zone);
      const effectiveFrom: BillingDate =
        values.since === 'next' ? firstDay(addMonths(monthOf(today), 1)) : firstDay(monthOf(today));
      await setReadingWindow(deps.services, {
        actor: await actorOf(deps, who),
        setting: {
          providerId,
          buildingId: buildingId === 0 ? null : buildingId,
          resource: isResource(values.resource) ? values.resource : null,
          fromDay,
          toDay,
          mode: values.mode === 'soft' ? 'soft' : 'closed',
          effectiveFrom,
        },
      });
      return { providerId };
    },
    done: (result, _, tr) => ({
      html: tr.html('meters-window-set'),
      buttons: [
        [
          button(
            tr.plain('meters-window-button-windows'),
            windowRoutes.provider.data({ provider: Number(result.providerId) }),
          ),
        ],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  };
}

function resourceText(resource: string | undefined, tr: Translator): string {
  return isResource(resource)
    ? tr.plain(`meters-name-${resource}`)
    : tr.plain('meters-window-every-resource');
}

export type ExtendValues = {
  providerId: number;
  providerName: string;
  buildingId: number;
  address: string | null;
  period: string;
  /** last day without it */
  usual: string;
  /** the next window opens */
  next: string;
  until: string;
};

/** An example that is taken: the first day that makes it longer. */
function dayAfter(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return date.toISOString().slice(0, 10);
}

/** Keep a window open longer; the residents who have not sent their readings are told. */
export function extendForm(deps: BotDeps): Form<ExtendValues> {
  return {
    id: 'reading-extension',
    minutes: 60,
    steps: [
      {
        id: 'until',
        done: (values) => values.until !== undefined,
        help: 'meters-window-help-until',
        ask: (values, tr) => ({
          html: tr.html('meters-window-ask-until', {
            provider: values.providerName ?? '',
            place: values.address ?? tr.plain('meters-window-every-house'),
            period: tr.period(values.period ?? '2026-01'),
            usual: dayText(values.usual ?? '', tr),
            next: dayText(values.next ?? '', tr),
            example: dayText(dayAfter(values.usual ?? ''), tr),
          }),
        }),
        read(input, values) {
          const day = input.kind === 'text' ? parseBillingDate(input.text) : null;
          if (day === null) return { ok: false, code: 'WINDOW_DATE_WRONG' };
          const { usual = '', next = '' } = values;
          return day > usual && day < next
            ? { ok: true, patch: { until: day } }
            : {
                ok: false,
                code: 'EXTENSION_DAY_WRONG',
                details: {
                  usual: usual.split('-').reverse().join('.'),
                  next: next.split('-').reverse().join('.'),
                },
              };
        },
      },
    ],
    review: (values, tr) => ({
      html: tr.html('meters-window-extend-review', {
        provider: values.providerName ?? '',
        place: values.address ?? tr.plain('meters-window-every-house'),
        until: dayText(values.until ?? '', tr),
        period: tr.period(values.period ?? '2026-01'),
      }),
      confirm: tr.plain('meters-window-button-extend-now'),
      edit: [{ caption: tr.plain('meters-button-correct'), step: 'until' }],
    }),
    async submit(values, who) {
      const { providerId, buildingId = 0 } = values;
      const until = parseBillingDate(values.until ?? '');
      if (providerId === undefined || until === null) throw new DomainError('DRAFT_EXPIRED');
      const { told } = await extendReadingWindow(deps.services, {
        actor: await actorOf(deps, who),
        draftId: who.draftId,
        providerId,
        buildingId: buildingId === 0 ? null : buildingId,
        until,
      });
      return { told, providerId };
    },
    mend: { EXTENSION_DAY_WRONG: 'until' },
    done: (result, values, tr) => ({
      html: tr.html('meters-window-extended-done', {
        until: dayText(values.until ?? '', tr),
        told: Number(result.told),
      }),
      buttons: [
        [
          button(
            tr.plain('meters-window-button-windows'),
            windowRoutes.provider.data({ provider: Number(result.providerId) }),
          ),
        ],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  };
}
