import { DomainError } from '../../../domain/errors.ts';
import { addMeter } from '../../../services/meters/add-meter.ts';
import { removeMeter } from '../../../services/meters/remove-meter.ts';
import { replaceMeter } from '../../../services/meters/replace-meter.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import type { Form } from '../../ui/form.ts';
import { deskDone } from './desk-screens.ts';
import {
  day,
  deskActor,
  finalStep,
  type MeterValues,
  meterSteps,
  numbers,
  removedStep,
  replaces,
  resourceOf,
  zonesOf,
} from './meter.steps.ts';
import { amountText, dayText, valuesText } from './meter-texts.ts';

function finalLines(values: Partial<MeterValues>, tr: Translator): Html[] {
  const { removedOn = '', final, used, doubtful } = values;
  return [
    tr.html('meters-desk-review-old', {
      meter: values.label ?? '',
      day: dayText(removedOn, tr),
      values: final == null ? tr.plain('meters-desk-unknown') : valuesText(final, tr),
    }),
    ...(used == null
      ? []
      : [tr.html('meters-review-used', { used: amountText(resourceOf(values), used, tr) })]),
    ...(doubtful === true ? [tr.html('meters-desk-review-doubt')] : []),
  ];
}

function newLines(values: Partial<MeterValues>, tr: Translator): Html[] {
  const { serial = '', place, digits = 0, decimals = 0, initial, next } = values;
  const unknown = tr.plain('meters-desk-unknown');
  return [
    tr.html('meters-desk-review-new', {
      resource: tr.plain(`meters-resource-${resourceOf(values)}`),
      serial,
    }),
    ...(place == null ? [] : [tr.html('meters-card-place', { place })]),
    ...(zonesOf(values) === 1 ? [] : [tr.html('meters-card-zones', { zones: String(zonesOf(values)) })]),
    tr.html('meters-desk-dial', { digits, decimals }),
    tr.html('meters-line-initial', { values: initial == null ? unknown : valuesText(initial, tr) }),
    next == null
      ? tr.html('meters-card-next-unknown')
      : tr.html('meters-card-next', { day: dayText(next, tr) }),
  ];
}

/** A meter is added, or takes the place of another one. */
export function meterForm(deps: BotDeps): Form<MeterValues> {
  return {
    id: 'meter-record',
    minutes: 60,
    steps: meterSteps(deps),
    review: (values, tr) => ({
      html: joinHtml(
        [
          tr.html(replaces(values) ? 'meters-desk-review-replace' : 'meters-desk-review-add', {
            account: values.title ?? '',
          }),
          ...(replaces(values) ? [joinHtml(finalLines(values, tr))] : []),
          joinHtml(newLines(values, tr)),
          tr.html('meters-desk-review-told'),
        ],
        '\n\n',
      ),
      confirm: tr.plain('meters-button-save'),
      edit: [
        ...(replaces(values)
          ? [
              { caption: tr.plain('meters-desk-button-removed'), step: 'removed' },
              { caption: tr.plain('meters-desk-button-final'), step: 'final' },
            ]
          : [{ caption: tr.plain('meters-desk-button-place'), step: 'place' }]),
        { caption: tr.plain('meters-desk-button-serial'), step: 'serial' },
        { caption: tr.plain('meters-desk-button-initial'), step: 'initial' },
        { caption: tr.plain('meters-desk-button-next'), step: 'next' },
      ],
    }),
    async submit(values, who) {
      const { accountId, oldId = 0, serial, digits = 0, decimals = 0, place = null } = values;
      if (accountId === undefined || serial === undefined) throw new DomainError('DRAFT_EXPIRED');
      const deed = { actor: await deskActor(deps, who), draftId: who.draftId };
      const meter = {
        serial,
        place,
        digits,
        decimals,
        initial: numbers(values.initial),
        verifiedOn: null,
        nextVerificationOn: day(values.next),
      };
      if (oldId === 0) {
        return addMeter(deps.services, {
          ...deed,
          accountId,
          meter: { ...meter, resource: resourceOf(values), zones: zonesOf(values), installedOn: null },
        });
      }
      const removedOn = day(values.removedOn);
      if (removedOn === null) throw new DomainError('METER_DATE_WRONG');
      const final = values.final == null ? null : numbers(values.final);
      const replacement = { meterId: oldId, removedOn, final, meter };
      return replaceMeter(deps.services, { ...deed, replacement, locale: who.locale });
    },
    mend: {
      METER_EXISTS: 'serial',
      METER_REMOVED_BEFORE: 'removed',
      METER_DATE_FUTURE: 'removed',
      METER_VERIFICATION_ORDER: 'next',
      READING_BELOW_PREVIOUS: 'final',
      READING_TOO_MANY_DIGITS: 'initial',
      READING_TOO_MANY_DECIMALS: 'initial',
    },
    done: (result, values, tr) =>
      deskDone(
        tr.html(replaces(values) ? 'meters-desk-replaced-done' : 'meters-desk-added-done', {
          serial: values.serial ?? '',
        }),
        { meter: Number(result.meterId), account: values.accountId ?? 0 },
        tr,
      ),
  };
}

/** A meter is taken away and nothing comes in its place. */
export function removeMeterForm(deps: BotDeps): Form<MeterValues> {
  return {
    id: 'meter-removal',
    minutes: 60,
    steps: [removedStep(deps), finalStep(deps)],
    review: (values, tr) => ({
      html: joinHtml(
        [
          tr.html('meters-desk-review-remove', { account: values.title ?? '' }),
          joinHtml(finalLines(values, tr)),
          tr.html('meters-desk-review-gone'),
        ],
        '\n\n',
      ),
      confirm: tr.plain('meters-desk-button-remove-now'),
      edit: [
        { caption: tr.plain('meters-desk-button-removed'), step: 'removed' },
        { caption: tr.plain('meters-desk-button-final'), step: 'final' },
      ],
    }),
    async submit(values, who) {
      const { oldId = 0 } = values;
      const removedOn = day(values.removedOn);
      if (oldId === 0 || removedOn === null) throw new DomainError('DRAFT_EXPIRED');
      await removeMeter(deps.services, {
        actor: await deskActor(deps, who),
        draftId: who.draftId,
        meterId: oldId,
        removedOn,
        final: values.final == null ? null : numbers(values.final),
        locale: who.locale,
      });
      return { meterId: oldId };
    },
    mend: { METER_REMOVED_BEFORE: 'removed', METER_DATE_FUTURE: 'removed', READING_BELOW_PREVIOUS: 'final' },
    done: (result, values, tr) =>
      deskDone(
        tr.html('meters-desk-removed-done', { meter: values.label ?? '' }),
        { meter: Number(result.meterId), account: values.accountId ?? 0 },
        tr,
      ),
  };
}
