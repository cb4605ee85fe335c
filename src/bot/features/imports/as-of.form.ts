import { startOfDay } from '../../../domain/clock-zone.ts';
import { DomainError } from '../../../domain/errors.ts';
import { type BillingDate, parseBillingDate } from '../../../domain/period.ts';
import { planDraft } from '../../../services/imports/apply-task.ts';
import { updateImportDraft } from '../../../services/imports/change-draft.ts';
import { loadImportDraft } from '../../../services/imports/import-draft.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { importRoutes } from './callback-data.ts';

export type AsOfValues = {
  importDraftId: number;
  date: BillingDate;
};

/** Up to which day the company's figures know payments: what was paid later is taken off what is left to pay. */
export function asOfForm(deps: BotDeps): Form<AsOfValues> {
  const zone = deps.services.installation.timezone;
  return {
    id: 'import-as-of',
    minutes: 60,
    besideScreen: true,
    steps: [
      {
        id: 'date',
        done: (values) => values.date !== undefined,
        help: 'imports-help-as-of',
        ask: (_, tr) => ({ html: tr.html('imports-ask-as-of') }),
        read(input) {
          const date = input.kind === 'text' ? parseBillingDate(input.text) : null;
          return date === null ? { ok: false, code: 'DATE_WRONG_FORM' } : { ok: true, patch: { date } };
        },
      },
    ],
    review: null,
    mend: { DATE_IN_FUTURE: 'date' },
    async submit(values, who) {
      const { importDraftId, date } = values;
      if (importDraftId === undefined || date === undefined) throw new DomainError('DRAFT_EXPIRED');
      const asOf = startOfDay(date, zone);
      if (asOf > deps.services.clock.now()) throw new DomainError('DATE_IN_FUTURE');
      const draft = await loadImportDraft(deps.services.db, {
        draftId: importDraftId,
        identityId: who.identityId,
        now: deps.services.clock.now(),
      });
      const iso = asOf.toISOString();
      await updateImportDraft(deps.services, {
        draftId: importDraftId,
        identityId: who.identityId,
        patch: { asOf: iso },
      });
      const { plan } = await planDraft(deps.services, {
        draft: { ...draft, asOf: iso },
        grants: await grantsOf(deps.services, who),
        download: (fileId) => deps.files.download(fileId),
      });
      return { draftId: importDraftId, create: plan.kind === 'bills' && plan.counts.unknownAccounts > 0 };
    },
    done(result, values, tr) {
      const draft = Number(result.draftId);
      return {
        html: tr.html('imports-as-of-set', { date: tr.date(values.date ?? '', zone) }),
        buttons: [
          [
            button(
              tr.plain('imports-button-apply'),
              importRoutes.apply.data({ draft, create: result.create === true }),
              'success',
            ),
          ],
          [button(tr.plain('button-cancel'), importRoutes.discard.data({ draft }))],
        ],
      };
    },
  };
}
