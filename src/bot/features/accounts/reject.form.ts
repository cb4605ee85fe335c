import { DomainError } from '../../../domain/errors.ts';
import { rejectApplication } from '../../../services/accounts/review-application.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';

const MAX_REASON = 300;

export type RejectValues = { requestId: number; reason: string };

/** Why an application is rejected, in words that the resident reads. */
export function rejectForm(deps: BotDeps): Form<RejectValues> {
  return {
    id: 'reject-application',
    minutes: 60,
    steps: [
      {
        id: 'reason',
        done: (values) => values.reason !== undefined,
        help: 'accounts-help-reason',
        ask: (_, tr) => ({ html: tr.html('accounts-ask-reason') }),
        read(input) {
          if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
          const reason = input.text.trim();
          const { length } = Array.from(reason);
          return length >= 3 && length <= MAX_REASON
            ? { ok: true, patch: { reason } }
            : { ok: false, code: 'LINE_LENGTH', details: { min: 3, max: MAX_REASON } };
        },
      },
    ],
    review: null,
    async submit(values, who) {
      const { requestId, reason } = values;
      if (requestId === undefined || reason === undefined) throw new DomainError('DRAFT_EXPIRED');
      // Roles may have changed since the form was opened.
      const grants = await grantsOf(deps.services, who);
      await rejectApplication(deps.services, {
        actor: { identityId: who.identityId, grants },
        requestId,
        reason,
      });
      return {};
    },
    done: (_, __, tr) => ({
      html: tr.html('accounts-rejected'),
      buttons: [
        [button(tr.plain('accounts-button-queue'), routes.accessQueue.data({ page: 0 }))],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  };
}
