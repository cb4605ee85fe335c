import { MAX_QUERY } from '../../../domain/provider-search.ts';
import { findProviders } from '../../../services/companies/find-providers.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';
import { accountRoutes } from './callback-data.ts';

const SHOWN = 7;

export type SearchValues = {
  query: string;
  total: number;
  found: { id: number; name: string }[];
};

/** A provider by part of any of its names. */
export function searchForm(deps: BotDeps): Form<SearchValues> {
  return {
    id: 'find-provider',
    minutes: 60,
    steps: [
      {
        id: 'query',
        done: (values) => values.found !== undefined,
        help: 'accounts-help-search',
        ask: (_, tr) => ({ html: tr.html('accounts-ask-search') }),
        read(input) {
          if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
          const query = input.text.replaceAll(/\s+/g, ' ').trim();
          return query !== '' && Array.from(query).length <= MAX_QUERY
            ? { ok: true, patch: { query } }
            : { ok: false, code: 'SEARCH_LENGTH', details: { max: MAX_QUERY } };
        },
        async apply(_, patch) {
          const query = patch.query ?? '';
          const { rows, total } = await findProviders(deps.services, {
            purpose: 'link',
            query,
            limit: SHOWN,
          });
          // Nobody found: the question stands, the words can be changed.
          if (total === 0) return { kind: 'again', code: 'SEARCH_NOTHING' };
          return { kind: 'next', patch: { query, total, found: rows.map((row) => ({ ...row })) } };
        },
      },
    ],
    review: null,
    submit: async () => ({}),
    done: (_, values, tr) => {
      const found = values.found ?? [];
      const more = (values.total ?? 0) > found.length;
      return {
        html: tr.html(more ? 'accounts-search-more' : 'accounts-search-found', { query: values.query ?? '' }),
        buttons: [
          ...found.map(({ id, name }) => [button(name, accountRoutes.provider.data({ provider: id }))]),
          [button(tr.plain('accounts-button-search-again'), accountRoutes.search.data())],
          [
            button(tr.plain('button-back'), routes.linkAccount.data()),
            button(tr.plain('button-home'), routes.home.data()),
          ],
        ],
      };
    },
  };
}
