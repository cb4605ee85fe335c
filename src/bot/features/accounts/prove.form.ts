import { DomainError } from '../../../domain/errors.ts';
import { raiseLink } from '../../../services/accounts/raise-link.ts';
import { fullAccessNews } from '../../../services/accounts/siblings.ts';
import type { BotDeps } from '../../deps.ts';
import type { Form } from '../../ui/form.ts';
import { applicationSentScreen, provedScreen } from './link-screens.ts';
import { type ProofValues, proofSteps, submitApplication } from './proof.steps.ts';

/** Values of the questions plus the link that is to be raised. */
export type ProveValues = ProofValues & { linkId: number };

/** Raise a basic link to full by one of the provider's proofs, or ask the company for a PIN. */
export function proveForm(deps: BotDeps): Form<ProveValues> {
  return {
    id: 'prove',
    minutes: 60,
    steps: proofSteps(deps),
    review: null,
    async submit(values, who) {
      if (values.application === true) return { ...(await submitApplication(deps, values, who)) };
      const { linkId, proofKey } = values;
      if (who.residentId === null || linkId === undefined || typeof proofKey !== 'string') {
        throw new DomainError('DRAFT_EXPIRED');
      }
      await raiseLink(deps.services, {
        residentId: who.residentId,
        identityId: who.identityId,
        linkId,
        draftId: who.draftId,
        proofKey,
      });
      const { siblings, contacts } = await fullAccessNews(deps.services, {
        residentId: who.residentId,
        linkId,
      });
      return { linkId, contacts, siblings: siblings.map((sibling) => ({ ...sibling })) };
    },
    done: (result, values, tr) =>
      values.application === true
        ? applicationSentScreen(tr)
        : provedScreen(result, { provider: values.providerName ?? '', number: values.number ?? '' }, tr),
  };
}
