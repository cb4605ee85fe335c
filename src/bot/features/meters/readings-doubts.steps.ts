import type { FormMeter } from '../../../services/meters/reading-form.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import type { FormStep } from '../../ui/form.ts';
import { amountText, meterLabel, valuesText } from './meter-texts.ts';
import { readTyped } from './readings-entry.steps.ts';
import {
  type FormEntry,
  meterOf,
  moveOn,
  type PendingEntry,
  type ReadingsValues,
  take,
} from './readings-values.steps.ts';

/** «Так и есть?» before a value that is unlike the meter counts. */
export function confirmStep(deps: BotDeps): FormStep<ReadingsValues> {
  return {
    id: 'confirm',
    when: (values) => (values.pending?.length ?? 0) > 0,
    done: (values) => (values.pending?.length ?? 0) === 0,
    help: ({ staff }) => (staff === true ? 'meters-help-confirm-staff' : 'meters-help-confirm'),
    takesNumbers: true,
    ask(values, tr) {
      const [pending] = values.pending ?? [];
      const meter = meterOf(values, pending?.meterId ?? 0);
      if (pending === undefined || meter === undefined) return { html: tr.html('meters-nothing-to-confirm') };
      const { suggestion } = pending;
      return {
        html: joinHtml(
          [
            tr.html('meters-check-title', { meter: meterLabel(meter, tr) }),
            tr.html('meters-check-values', {
              before: meter.previous === null ? '—' : valuesText(meter.previous, tr),
              now: valuesText(pending.values, tr),
            }),
            doubtHtml(pending, meter, values.staff === true, tr),
          ],
          '\n',
        ),
        options: [
          ...(suggestion === null || meter.zones > 1
            ? []
            : [
                [
                  {
                    caption: tr.plain('meters-button-take', { value: valuesText([suggestion], tr) }),
                    value: 'take',
                    style: 'primary' as const,
                  },
                ],
              ]),
          [
            { caption: tr.plain('meters-button-yes'), value: 'yes' },
            { caption: tr.plain('meters-button-retype'), value: 'no' },
          ],
        ],
      };
    },
    read(input, values) {
      if (input.kind === 'option') {
        const known = ['yes', 'no', 'take'].includes(input.value);
        return known
          ? { ok: true, patch: { typed: [{ meterId: 0, values: [input.value] }] } }
          : { ok: false, code: 'OTHER_INPUT' };
      }
      // Whoever types the right value at once need not press «Ввести заново».
      const [pending] = values.pending ?? [];
      return readTyped(input.kind === 'text' ? input.text : '', { ...values, at: pending?.meterId ?? 0 });
    },
    async apply(values, patch, who) {
      const [pending, ...rest] = values.pending ?? [];
      if (pending === undefined) return { kind: 'next', patch: { typed: [] } };
      const answer = patch.typed?.[0];
      const chosen = answer?.meterId === 0 ? answer.values[0] : null;
      if (chosen === 'no') {
        const entries = (values.entries ?? []).filter(({ meterId }) => meterId !== pending.meterId);
        return {
          kind: 'next',
          patch: { pending: rest, entries, at: pending.meterId, finished: false, typed: [] },
        };
      }
      if (chosen === 'yes') {
        const entry = entryOf(pending, [...pending.confirmed, pending.kind]);
        return { kind: 'next', patch: settle(values, entry, rest) };
      }
      const typed =
        chosen === 'take' && pending.suggestion !== null
          ? [{ meterId: pending.meterId, values: [pending.suggestion] }]
          : (patch.typed ?? []);
      return take(deps, { ...values, pending: rest }, typed, who);
    },
  };
}

function doubtHtml(pending: PendingEntry, meter: FormMeter, staff: boolean, tr: Translator): Html {
  const used = pending.used === null ? '' : amountText(meter.resource, [pending.used], tr);
  // With its space before it: most meters have one zone, of which nothing is said.
  const zone = meter.zones === 1 ? '' : ` ${tr.plain('meters-zone', { zone: String(pending.zone + 1) })}`;
  if (pending.kind === 'roll_over') return tr.html('meters-doubt-roll-over', { used, zone });
  if (pending.kind === 'below_estimate') return tr.html('meters-doubt-estimate', { zone });
  const guess =
    pending.guess === 'extra_digit'
      ? tr.html('meters-guess-extra-digit')
      : pending.guess === 'missing_point'
        ? tr.html('meters-guess-missing-point')
        : pending.guess === 'swapped'
          ? tr.html('meters-guess-swapped')
          : tr.html(staff ? 'meters-guess-none-staff' : 'meters-guess-none');
  return joinHtml([tr.html('meters-doubt-jump', { used, zone }), guess], '\n');
}

/** A confirmed value goes to the entries; a further question about the same meter keeps waiting. */
function settle(
  values: Partial<ReadingsValues>,
  entry: FormEntry,
  rest: readonly PendingEntry[],
): Partial<ReadingsValues> {
  const pending = rest.map((other) =>
    other.meterId === entry.meterId ? { ...other, confirmed: entry.confirmed } : other,
  );
  const entries = [...(values.entries ?? []).filter(({ meterId }) => meterId !== entry.meterId), entry];
  return moveOn({ ...values, entries, pending }, entry.meterId);
}

function entryOf(
  { meterId, values, consumption, cost, verificationExpired }: FormEntry,
  confirmed: string[],
): FormEntry {
  return { meterId, values, consumption, cost, verificationExpired, confirmed: [...new Set(confirmed)] };
}
