import type { ShareRow } from '../../../services/accounts/share-account.ts';
import type { AccountCard } from '../../../services/accounts/show-account.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { accountRoutes } from './callback-data.ts';
import { untilText } from './token.form.ts';

/** What can be done with one's own link. */
export function manageScreen(card: AccountCard, tr: Translator): Screen {
  const link = { link: card.linkId };
  return {
    html: joinHtml([
      tr.html('accounts-card-title', { name: card.name ?? card.providerName }),
      tr.html('accounts-card-number', { provider: card.providerName, number: card.number }),
      ...(card.isDefault ? [tr.html('accounts-is-default')] : []),
    ]),
    buttons: [
      [button(tr.plain('accounts-button-rename'), accountRoutes.rename.data(link))],
      card.isDefault
        ? []
        : [button(tr.plain('accounts-button-default'), accountRoutes.makeDefault.data(link))],
      card.shared === null
        ? [button(tr.plain('accounts-button-shares'), accountRoutes.shares.data(link))]
        : [],
      [button(tr.plain('accounts-button-remove'), accountRoutes.remove.data(link), 'danger')],
      backRow(tr, routes.account.data(link)),
    ],
  };
}

export function confirmRemoveScreen(card: AccountCard, tr: Translator): Screen {
  const link = { link: card.linkId };
  return {
    html: tr.html('accounts-remove-sure', {
      name: card.name ?? card.providerName,
      number: card.number,
    }),
    buttons: [
      [button(tr.plain('accounts-button-remove-now'), accountRoutes.removeNow.data(link), 'danger')],
      backRow(tr, accountRoutes.manage.data(link)),
    ],
  };
}

export function removedScreen(
  removed: { readonly linkId: number; readonly name: string; readonly number: string },
  hours: number,
  tr: Translator,
): Screen {
  return {
    html: tr.html('accounts-removed', { name: removed.name, number: removed.number, hours }),
    buttons: [
      [button(tr.plain('accounts-button-restore'), accountRoutes.restore.data({ link: removed.linkId }))],
      [
        button(tr.plain('accounts-button-list'), routes.accounts.data({ page: 0 })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

/** Who may look at the account by the resident's word. */
export function sharesScreen(
  linkId: number,
  rows: readonly ShareRow[],
  tr: Translator,
  zone: string,
): Screen {
  const lines = rows.map((row) =>
    tr.html(row.kind === 'taken' ? 'accounts-share-taken' : 'accounts-share-waiting', {
      who: row.who ?? '',
      level: tr.plain(row.level === 'full' ? 'accounts-level-full' : 'accounts-level-basic'),
      until: untilText(row.until, tr, zone),
    }),
  );
  return {
    html: joinHtml(
      [
        tr.html('accounts-shares-title'),
        lines.length === 0 ? tr.html('accounts-shares-empty') : joinHtml(lines),
      ],
      '\n\n',
    ),
    buttons: [
      ...rows.map((row) => [
        button(
          row.kind === 'taken'
            ? tr.plain('accounts-button-revoke', { who: row.who ?? '' })
            : tr.plain('accounts-button-revoke-link'),
          accountRoutes.revokeShare.data({ taken: row.kind === 'taken', id: row.id }),
          'danger',
        ),
      ]),
      [button(tr.plain('accounts-button-share'), accountRoutes.share.data({ link: linkId }), 'primary')],
      backRow(tr, accountRoutes.manage.data({ link: linkId })),
    ],
  };
}

function backRow(tr: Translator, back: string) {
  return [button(tr.plain('button-back'), back), button(tr.plain('button-home'), routes.home.data())];
}
