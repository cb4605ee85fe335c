import { type QuestionKind, READING_QUESTIONS } from '../../../domain/readings.ts';
import { READINGS_DRAFT, submitReadings } from '../../../services/meters/submit-readings.ts';
import type { BotDeps } from '../../deps.ts';
import type { Form } from '../../ui/form.ts';
import { confirmStep } from './readings-doubts.steps.ts';
import { entryStep } from './readings-entry.steps.ts';
import { actorOf, meterOf, type ReadingsValues } from './readings-values.steps.ts';
import { reviewHtml } from './readings-view.ts';
import { submittedJson, submittedScreen } from './submitted-screen.ts';

/** One form for all meters of an account: any order, correct before sending; nothing is sent before «Сохранить». */
export function readingsForm(deps: BotDeps): Form<ReadingsValues> {
  return {
    id: READINGS_DRAFT,
    minutes: 24 * 60,
    steps: [confirmStep(deps), entryStep(deps)],
    review: (values, tr) => ({
      html: reviewHtml(values, tr),
      confirm: tr.plain('meters-button-save'),
      edit: [{ caption: tr.plain('meters-button-correct'), step: 'entry' }],
    }),
    async submit(values, who) {
      const submitted = await submitReadings(deps.services, {
        actor: actorOf(values, who),
        identityId: who.identityId,
        draftId: who.draftId,
        locale: who.locale,
        entries: (values.entries ?? []).map((entry) => {
          const photo = values.photos?.find(({ meterId }) => meterId === entry.meterId);
          return {
            meterId: entry.meterId,
            values: entry.values,
            confirmed: entry.confirmed.filter(isQuestion),
            sentId: meterOf(values, entry.meterId)?.sentId ?? null,
            photo: photo ?? null,
          };
        }),
      });
      return { submitted: submittedJson(submitted) };
    },
    mend: {
      READING_NEEDS_CONFIRMATION: 'entry',
      READING_BELOW_PREVIOUS: 'entry',
      READING_BELOW_FORMER: 'entry',
      READING_LOOKS_SWAPPED: 'entry',
    },
    done: (result, values, tr) => submittedScreen(result, values, tr),
  };
}

function isQuestion(kind: string): kind is QuestionKind {
  return READING_QUESTIONS.some((known) => known === kind);
}
