import { z } from 'zod';
import { kopecks } from '../../../domain/money.ts';
import type { DraftData } from '../../../services/drafts/drafts.ts';
import type { SubmittedReading } from '../../../services/meters/submit-readings.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { PlainTextKey, Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { meterRoutes } from './callback-data.ts';
import { meterLabel, type NamedMeter, valuesText } from './meter-texts.ts';

const schema = z.array(
  z.object({
    meterId: z.number(),
    outcome: z.enum(['saved', 'same', 'taken']),
    number: z.string(),
    values: z.array(z.string()),
    period: z.string(),
    at: z.string(),
  }),
);

/** The result of a submission as the dialogue keeps it: plain JSON. */
export function submittedJson(submitted: readonly SubmittedReading[]): z.infer<typeof schema> {
  return submitted.map(({ meterId, outcome, number, values, period, submittedAt }) => ({
    meterId,
    outcome,
    number,
    values: [...values],
    period,
    at: submittedAt.toISOString(),
  }));
}

interface Shown {
  readonly linkId?: number;
  readonly staff?: boolean;
  readonly zone?: string;
  readonly title?: string;
  readonly meters?: readonly (NamedMeter & { readonly id: number })[];
  readonly entries?: readonly { readonly cost: number | null }[];
}

/** The confirmation: a number and a time for each meter, about what it will cost, and where two phones met. */
export function submittedScreen(result: DraftData, values: Shown, tr: Translator): Screen {
  const submitted = schema.parse(result.submitted);
  const zone = values.zone ?? 'UTC';
  const lines = submitted.flatMap((reading): Html[] => {
    const meter = values.meters?.find(({ id }) => id === reading.meterId);
    if (meter === undefined) return [];
    const shown = {
      meter: meterLabel(meter, tr),
      values: valuesText(reading.values, tr),
      number: reading.number,
      time: tr.dateTime(new Date(reading.at), zone),
      period: tr.period(reading.period),
    };
    if (reading.outcome === 'taken') return [tr.html('meters-done-taken', shown)];
    return [tr.html(reading.outcome === 'same' ? 'meters-done-same' : 'meters-done-line', shown)];
  });
  const taken = submitted.some(({ outcome }) => outcome === 'taken');
  const saved = submitted.some(({ outcome }) => outcome !== 'taken');
  const costs = (values.entries ?? []).flatMap(({ cost }) => (cost === null ? [] : [cost]));
  const linkId = values.linkId ?? 0;
  const staff = values.staff === true;
  const own = !staff && linkId > 0;
  return {
    html: joinHtml(
      [
        tr.html(titleOf(saved, staff), { account: values.title ?? '' }),
        ...lines,
        ...(saved && costs.length > 0
          ? [
              tr.html('meters-review-cost', {
                cost: tr.money(kopecks(costs.reduce((sum, cost) => sum + cost, 0))),
              }),
            ]
          : []),
        tr.html(lastWords(taken, staff)),
      ],
      '\n\n',
    ),
    buttons: own
      ? [
          [button(tr.plain('meters-button-again'), meterRoutes.enter.data({ link: linkId }))],
          [button(tr.plain('meters-button-meters'), meterRoutes.account.data({ link: linkId }))],
          [button(tr.plain('button-home'), routes.home.data())],
        ]
      : [[button(tr.plain('button-home'), routes.home.data())]],
  };
}

function titleOf(saved: boolean, staff: boolean) {
  if (!saved) return 'meters-done-title-taken';
  return staff ? 'meters-done-title-staff' : 'meters-done-title';
}

/** What to do now; an operator tells it to who is on the phone. */
function lastWords(taken: boolean, staff: boolean): PlainTextKey {
  if (taken) return staff ? 'meters-done-taken-what-staff' : 'meters-done-taken-what';
  return staff ? 'meters-done-correct-staff' : 'meters-done-correct';
}
