import { DomainError } from '../../../domain/errors.ts';
import {
  isShareTerm,
  SHARE_LINK_DAYS,
  SHARE_TERMS,
  type ShareTerm,
  shareAccount,
} from '../../../services/accounts/share-account.ts';
import type { BotDeps } from '../../deps.ts';
import { button, copyButton } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';
import { accountRoutes } from './callback-data.ts';

export type ShareValues = {
  linkId: number;
  /** what the sharer has: no more can be given */
  ownLevel: 'basic' | 'full';
  name: string;
  number: string;
  level: 'basic' | 'full';
  term: ShareTerm;
};

const TERM_CAPTIONS = {
  month: 'accounts-term-month',
  quarter: 'accounts-term-quarter',
  year: 'accounts-term-year',
  forever: 'accounts-term-forever',
} as const satisfies Record<ShareTerm, string>;

/** A one-time link for a relative: what they may see, for how long. */
export function shareForm(deps: BotDeps): Form<ShareValues> {
  const terms = Object.keys(SHARE_TERMS).filter(isShareTerm);
  return {
    id: 'share-account',
    minutes: 60,
    steps: [
      {
        id: 'level',
        when: (values) => values.ownLevel === 'full',
        done: (values) => values.level !== undefined,
        help: 'accounts-help-share-level',
        ask: (values, tr) => ({
          html: tr.html('accounts-ask-share-level', { name: values.name ?? '', number: values.number ?? '' }),
          options: [
            [{ caption: tr.plain('accounts-share-full'), value: 'full' }],
            [{ caption: tr.plain('accounts-share-basic'), value: 'basic' }],
          ],
        }),
        read: (input) =>
          input.kind === 'option' && (input.value === 'full' || input.value === 'basic')
            ? { ok: true, patch: { level: input.value } }
            : { ok: false, code: 'CHOOSE_BUTTON' },
      },
      {
        id: 'term',
        done: (values) => values.term !== undefined,
        help: 'accounts-help-share-term',
        ask: (_, tr) => ({
          html: tr.html('accounts-ask-share-term'),
          options: [terms.slice(0, 2), terms.slice(2)].map((row) =>
            row.map((value) => ({ caption: tr.plain(TERM_CAPTIONS[value]), value })),
          ),
        }),
        read: (input) =>
          input.kind === 'option' && isShareTerm(input.value)
            ? { ok: true, patch: { term: input.value } }
            : { ok: false, code: 'CHOOSE_BUTTON' },
      },
    ],
    review: null,
    async submit(values, who) {
      const { linkId, term } = values;
      if (who.residentId === null || linkId === undefined || term === undefined) {
        throw new DomainError('DRAFT_EXPIRED');
      }
      const { url } = await shareAccount(deps.services, {
        residentId: who.residentId,
        identityId: who.identityId,
        draftId: who.draftId,
        linkId,
        level: values.level ?? 'basic',
        term,
      });
      return { linkId, url };
    },
    done(result, values, tr) {
      const url = String(result.url ?? '');
      return {
        html: tr.html('accounts-share-ready', {
          name: values.name ?? '',
          url,
          days: SHARE_LINK_DAYS,
        }),
        buttons: [
          [copyButton(tr.plain('accounts-button-copy-link'), url)],
          [
            button(
              tr.plain('accounts-button-shares'),
              accountRoutes.shares.data({ link: Number(result.linkId) }),
            ),
          ],
          [button(tr.plain('button-home'), routes.home.data())],
        ],
      };
    },
  };
}
