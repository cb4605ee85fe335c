import { DomainError } from '../../../domain/errors.ts';
import { findCallerAccount } from '../../../services/meters/caller-account.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';
import { windowRoutes } from './staff-routes.ts';

export type CallerValues = { providerId: number; providerName: string; number: string };

/** An operator finds the account of the caller whose readings they will type. */
export function callerForm(deps: BotDeps): Form<CallerValues> {
  return {
    id: 'reading-caller',
    minutes: 60,
    steps: [
      {
        id: 'number',
        takesNumbers: true,
        done: (values) => values.number !== undefined,
        help: 'meters-caller-help',
        ask: (values, tr) => ({
          html: tr.html('meters-caller-ask', { provider: values.providerName ?? '' }),
        }),
        read(input) {
          const number = input.kind === 'text' ? input.text.replaceAll(/\s/g, '') : '';
          return /^[\p{L}\d/-]{3,30}$/u.test(number)
            ? { ok: true, patch: { number } }
            : { ok: false, code: 'NUMBER_NOT_TEXT' };
        },
      },
    ],
    review: null,
    async submit({ providerId, number }, { identityId }) {
      if (providerId === undefined || number === undefined) throw new DomainError('DRAFT_EXPIRED');
      const grants = await grantsOf(deps.services, { identityId });
      return { ...(await findCallerAccount(deps.services, { grants, providerId, number })) };
    },
    mend: { ACCOUNT_NOT_FOUND: 'number' },
    done: (result, values, tr) => ({
      html: tr.html('meters-caller-found', { number: values.number ?? '' }),
      buttons: [
        [
          button(
            tr.plain('meters-button-enter'),
            windowRoutes.enterFor.data({ account: Number(result.accountId) }),
            'primary',
          ),
        ],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  };
}
