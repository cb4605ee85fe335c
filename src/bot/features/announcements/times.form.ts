import { DomainError } from '../../../domain/errors.ts';
import { setTimes } from '../../../services/announcements/compose.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { annRoutes } from './callback-data.ts';
import { type ComposeValues, instant, timeSteps } from './compose.form.ts';

export type TimesValues = ComposeValues & { id: number };

/** Other times for a draft: of a repeated outage they are those of the old one. */
export function timesForm(deps: BotDeps): Form<TimesValues> {
  return {
    id: 'announce-times',
    minutes: 60,
    steps: timeSteps(deps),
    review: null,
    mend: { ANNOUNCEMENT_TIMES: 'until' },
    async submit({ id, startsAt, validUntil }, who) {
      const until = instant(validUntil);
      if (id === undefined || until === null) throw new DomainError('DRAFT_EXPIRED');
      await setTimes(deps.services, {
        id,
        grants: await grantsOf(deps.services, { identityId: who.identityId }),
        startsAt: instant(startsAt),
        validUntil: until,
      });
      return { id };
    },
    done: (result, _values, tr) => ({
      html: tr.html('announcements-times-changed'),
      buttons: [
        [
          button(
            tr.plain('announcements-button-to-card'),
            annRoutes.card.data({ id: Number(result.id) }),
            'primary',
          ),
        ],
      ],
    }),
  };
}
