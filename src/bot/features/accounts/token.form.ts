import { DomainError } from '../../../domain/errors.ts';
import { linkByToken } from '../../../services/accounts/link-tokens.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import type { Form } from '../../ui/form.ts';
import { linkResult } from './link.form.ts';
import { linkedScreen } from './link-screens.ts';
import { nameQuestion, nameStep } from './name.step.ts';

/** What the link in a letter or from a relative offered. The token itself is kept nowhere: its row was found by it. */
export type TokenValues = {
  tokenId: number;
  kind: 'account' | 'share';
  level: 'basic' | 'full';
  providerName: string;
  number: string;
  address: string | null;
  until: string | null;
  name: string | null;
};

/** Somebody followed a one-time link: look, name it, link. */
export function tokenForm(deps: BotDeps): Form<TokenValues> {
  const zone = deps.services.installation.timezone;
  return {
    id: 'link-token',
    minutes: 60,
    steps: [
      {
        ...nameStep(deps),
        ask: (values, tr) =>
          nameQuestion(
            tr.html(values.kind === 'share' ? 'accounts-ask-name-shared' : 'accounts-ask-name-letter', {
              provider: values.providerName ?? '',
              number: values.number ?? '',
              address: values.address ?? tr.plain('accounts-no-address'),
              level: tr.plain(values.level === 'full' ? 'accounts-level-full' : 'accounts-level-basic'),
              until: untilText(values.until ?? null, tr, zone),
            }),
            tr,
          ),
      },
    ],
    review: null,
    async submit(values, who) {
      if (who.residentId === null || values.tokenId === undefined) throw new DomainError('DRAFT_EXPIRED');
      const result = await linkByToken(deps.services, {
        residentId: who.residentId,
        identityId: who.identityId,
        draftId: who.draftId,
        tokenId: values.tokenId,
        name: values.name ?? null,
      });
      return linkResult(deps, who.residentId, result);
    },
    done: (result, values, tr) =>
      linkedScreen(result, { provider: values.providerName ?? '', number: values.number ?? '' }, tr),
  };
}

/** «до 16.12.2026», or that it does not end. */
export function untilText(until: string | Date | null, tr: Translator, zone: string): string {
  return until === null
    ? tr.plain('accounts-until-revoked')
    : tr.plain('accounts-until', { date: tr.date(new Date(until), zone) });
}
