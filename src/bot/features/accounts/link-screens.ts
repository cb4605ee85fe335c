import { z } from 'zod';
import type { DraftData } from '../../../services/drafts/drafts.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { type ButtonRows, button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { accountRoutes } from './callback-data.ts';

const resultSchema = z.object({
  linkId: z.number(),
  level: z.enum(['basic', 'full']).default('full'),
  canProve: z.boolean().default(false),
  contacts: z.string().default(''),
  siblings: z
    .array(z.object({ accountId: z.number(), providerName: z.string(), number: z.string() }))
    .default([]),
});

interface About {
  readonly provider: string;
  readonly number: string;
}

/** An account was added: what is open now, and what else there is to do. */
export function linkedScreen(result: DraftData, about: About, tr: Translator): Screen {
  const { linkId, level, canProve, ...news } = resultSchema.parse(result);
  const opened =
    level === 'full'
      ? [tr.html('accounts-linked-full'), ...newsHtml(news, tr)]
      : [tr.html(canProve ? 'accounts-linked-basic' : 'accounts-linked-basic-only')];
  return {
    html: joinHtml([tr.html('accounts-linked', { ...about }), ...opened], '\n\n'),
    buttons: [
      canProve
        ? [button(tr.plain('accounts-button-prove'), routes.proveAccount.data({ link: linkId }), 'primary')]
        : [],
      ...siblingRows(linkId, news.siblings, tr),
      [
        button(tr.plain('accounts-button-bills'), routes.bills.data({ all: false, link: linkId, page: 0 })),
        button(tr.plain('accounts-button-card'), routes.account.data({ link: linkId })),
      ],
      [button(tr.plain('accounts-button-link-another'), routes.linkAccount.data())],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}

/** The full level was reached. */
export function provedScreen(result: DraftData, about: About, tr: Translator): Screen {
  const { linkId, ...news } = resultSchema.parse(result);
  return {
    html: joinHtml([tr.html('accounts-proved', { ...about }), ...newsHtml(news, tr)], '\n\n'),
    buttons: [
      [
        button(
          tr.plain('accounts-button-bills'),
          routes.bills.data({ all: false, link: linkId, page: 0 }),
          'primary',
        ),
      ],
      ...siblingRows(linkId, news.siblings, tr),
      [
        button(tr.plain('accounts-button-card'), routes.account.data({ link: linkId })),
        button(tr.plain('accounts-button-link-another'), routes.linkAccount.data()),
      ],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}

/** The company was asked for a PIN. */
export function applicationSentScreen(tr: Translator): Screen {
  return {
    html: tr.html('accounts-application-sent'),
    buttons: [
      [button(tr.plain('accounts-button-list'), routes.accounts.data({ page: 0 }))],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}

type News = Pick<z.infer<typeof resultSchema>, 'contacts' | 'siblings'>;

function newsHtml({ contacts, siblings }: News, tr: Translator): Html[] {
  return [
    ...(contacts === '' ? [] : [tr.html('accounts-contacts', { contacts })]),
    ...(siblings.length === 0 ? [] : [tr.html('accounts-siblings')]),
  ];
}

function siblingRows(linkId: number, siblings: News['siblings'], tr: Translator): ButtonRows {
  return siblings.map(({ accountId, providerName }) => [
    button(
      tr.plain('accounts-button-sibling', { provider: providerName }),
      accountRoutes.sibling.data({ link: linkId, account: accountId }),
    ),
  ]);
}
