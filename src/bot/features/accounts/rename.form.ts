import { DomainError } from '../../../domain/errors.ts';
import { renameLink } from '../../../services/accounts/manage-link.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';
import { nameQuestion, nameStep } from './name.step.ts';

export type RenameValues = { linkId: number; number: string; name: string | null };

/** Another name of one's own for an account; Skip takes the name away. */
export function renameForm(deps: BotDeps): Form<RenameValues> {
  return {
    id: 'rename-account',
    minutes: 60,
    steps: [
      {
        ...nameStep(deps),
        ask: (values, tr) =>
          nameQuestion(tr.html('accounts-ask-new-name', { number: values.number ?? '' }), tr),
      },
    ],
    review: null,
    async submit(values, who) {
      const { linkId } = values;
      if (who.residentId === null || linkId === undefined) throw new DomainError('DRAFT_EXPIRED');
      await renameLink(deps.services, {
        residentId: who.residentId,
        identityId: who.identityId,
        draftId: who.draftId,
        linkId,
        name: values.name ?? null,
      });
      return { linkId };
    },
    done: (result, values, tr) => ({
      html:
        values.name == null
          ? tr.html('accounts-unnamed')
          : tr.html('accounts-renamed', { name: values.name }),
      buttons: [
        [
          button(tr.plain('accounts-button-card'), routes.account.data({ link: Number(result.linkId) })),
          button(tr.plain('accounts-button-list'), routes.accounts.data({ page: 0 })),
        ],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  };
}
