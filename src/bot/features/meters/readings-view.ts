import { DomainError } from '../../../domain/errors.ts';
import { kopecks } from '../../../domain/money.ts';
import type { FormMeter } from '../../../services/meters/reading-form.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { errorHtml } from '../../ui/error-text.ts';
import { amountText, dayText, meterLabel, valuesText } from './meter-texts.ts';
import { type FormEntry, meterOf, openMeters, type ReadingsValues } from './readings-values.steps.ts';

/** All meters of the account with what is known and typed; below, what is asked now. */
export function entryHtml(values: Partial<ReadingsValues>, tr: Translator): Html {
  const meters = values.meters ?? [];
  const current = meterOf(values, values.at ?? 0);
  const lines = meters.map((meter) => meterLine(meter, values, tr));
  return joinHtml(
    [
      tr.html(values.staff === true ? 'meters-enter-title-staff' : 'meters-enter-title', {
        account: values.title ?? '',
      }),
      ...(values.lastDay == null
        ? []
        : [tr.html('meters-enter-until', { day: dayText(values.lastDay, tr) })]),
      ...lines,
      current === undefined ? tr.html('meters-enter-choose') : askHtml(current, tr),
    ],
    '\n\n',
  );
}

function askHtml(meter: FormMeter, tr: Translator): Html {
  const label = meterLabel(meter, tr);
  const example = meter.previous === null ? exampleOf(meter) : meter.previous;
  const shown = { meter: label, example: valuesText(example, tr).replaceAll(' / ', ' ') };
  return meter.zones === 1
    ? tr.html('meters-enter-ask', shown)
    : tr.html('meters-enter-ask-zones', { ...shown, zones: meter.zones });
}

function exampleOf(meter: FormMeter): string[] {
  return Array.from({ length: meter.zones }, (_, zone) =>
    meter.decimals > 0 ? '123.4' : String(5432 - zone * 1000),
  );
}

function meterLine(meter: FormMeter, values: Partial<ReadingsValues>, tr: Translator): Html {
  const entry = values.entries?.find(({ meterId }) => meterId === meter.id);
  const problem = values.problems?.find(({ meterId }) => meterId === meter.id);
  const mark = entry !== undefined ? '✅' : meter.id === values.at && meter.period !== null ? '▶️' : '▫️';
  const lines = [tr.html('meters-line-name', { mark, meter: meterLabel(meter, tr) })];
  lines.push(previousHtml(meter, tr));
  if (meter.sent !== null) lines.push(tr.html('meters-line-sent', { values: valuesText(meter.sent, tr) }));
  if (meter.closed !== null) lines.push(closedHtml(meter, tr));
  if (entry !== undefined)
    lines.push(tr.html('meters-line-entered', { values: valuesText(entry.values, tr) }));
  if (values.photos?.some(({ meterId }) => meterId === meter.id) === true)
    lines.push(tr.html('meters-line-photo'));
  if (problem !== undefined) lines.push(errorHtml(new DomainError(problem.code, problem.details), tr));
  return joinHtml(lines, '\n');
}

function previousHtml(meter: FormMeter, tr: Translator): Html {
  if (meter.previous === null) return tr.html('meters-line-no-previous');
  const values = valuesText(meter.previous, tr);
  if (meter.previousOn === null) return tr.html('meters-line-initial', { values });
  const day = dayText(meter.previousOn, tr);
  return tr.html(meter.estimated ? 'meters-line-estimate' : 'meters-line-previous', { values, day });
}

function closedHtml(meter: FormMeter, tr: Translator): Html {
  if (meter.closed === 'automatic') return tr.html('meters-line-automatic');
  if (meter.closed === 'verification') return tr.html('meters-line-verification');
  return tr.html('meters-line-closed', { day: dayText(meter.opensOn ?? '', tr) });
}

/** Everything that «Сохранить» would send. */
export function reviewHtml(values: Partial<ReadingsValues>, tr: Translator): Html {
  const entries = values.entries ?? [];
  const lines = entries.flatMap((entry) => {
    const meter = meterOf(values, entry.meterId);
    return meter === undefined ? [] : [reviewLine(meter, entry, values, tr)];
  });
  const left = openMeters(values).filter(({ id }) => !entries.some(({ meterId }) => meterId === id));
  const known = entries.flatMap(({ cost }) => (cost === null ? [] : [cost]));
  const total = known.reduce((sum, cost) => sum + cost, 0);
  return joinHtml(
    [
      tr.html('meters-review-title', { account: values.title ?? '' }),
      ...lines,
      ...(known.length === 0 ? [] : [tr.html('meters-review-cost', { cost: tr.money(kopecks(total)) })]),
      ...(left.length === 0
        ? []
        : [tr.html('meters-review-left', { meters: left.map((meter) => meterLabel(meter, tr)).join('; ') })]),
      tr.html('meters-review-end'),
    ],
    '\n\n',
  );
}

function reviewLine(
  meter: FormMeter,
  entry: FormEntry,
  values: Partial<ReadingsValues>,
  tr: Translator,
): Html {
  const before = meter.previous === null ? '—' : valuesText(meter.previous, tr);
  const lines = [
    tr.html('meters-line-name', { mark: '▫️', meter: meterLabel(meter, tr) }),
    tr.html('meters-review-values', { before, now: valuesText(entry.values, tr) }),
  ];
  if (entry.consumption !== null) {
    const used = amountText(meter.resource, entry.consumption, tr);
    const cost = entry.cost === null ? null : tr.money(kopecks(entry.cost));
    lines.push(
      cost === null
        ? tr.html('meters-review-used', { used })
        : tr.html('meters-review-used-cost', { used, cost }),
    );
  }
  if (meter.sent !== null)
    lines.push(tr.html('meters-review-replaces', { values: valuesText(meter.sent, tr) }));
  if (entry.verificationExpired) lines.push(tr.html('meters-review-verification'));
  if (values.photos?.some(({ meterId }) => meterId === meter.id) === true)
    lines.push(tr.html('meters-line-photo'));
  return joinHtml(lines, '\n');
}
