import { DomainError } from '../../../domain/errors.ts';
import { type Period, parsePeriod } from '../../../domain/period.ts';
import { updateImportDraft } from '../../../services/imports/change-draft.ts';
import { loadImportDraft } from '../../../services/imports/import-draft.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { importRoutes } from './callback-data.ts';

export type PeriodValues = { importDraftId: number; period: Period };

/** The month of a file whose rows do not say it, when it is none of the offered ones. */
export function periodForm(deps: BotDeps): Form<PeriodValues> {
  return {
    id: 'import-period',
    minutes: 60,
    besideScreen: true,
    steps: [
      {
        id: 'period',
        takesNumbers: true,
        done: (values) => values.period !== undefined,
        help: 'imports-help-period',
        ask: (_, tr) => ({ html: tr.html('imports-ask-period') }),
        read(input) {
          const period = input.kind === 'text' ? parsePeriod(input.text) : null;
          return period === null ? { ok: false, code: 'PERIOD_WRONG_FORM' } : { ok: true, patch: { period } };
        },
      },
    ],
    review: null,
    async submit({ importDraftId, period }, { identityId }) {
      if (importDraftId === undefined || period === undefined) throw new DomainError('DRAFT_EXPIRED');
      const now = deps.services.clock.now();
      await loadImportDraft(deps.services.db, { draftId: importDraftId, identityId, now });
      await updateImportDraft(deps.services, { draftId: importDraftId, identityId, patch: { period } });
      return { draftId: importDraftId };
    },
    done: (result, values, tr) => ({
      html: tr.html('imports-period-set', {
        period: values.period === undefined ? '' : tr.period(values.period),
      }),
      buttons: [
        [
          button(
            tr.plain('imports-button-plan'),
            importRoutes.plan.data({ draft: Number(result.draftId) }),
            'primary',
          ),
        ],
      ],
    }),
  };
}
