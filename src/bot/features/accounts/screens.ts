import { localized } from '../../../domain/locale.ts';
import type { OwnApplication } from '../../../services/accounts/apply-for-pin.ts';
import {
  ACCOUNTS_PER_PAGE,
  type AccountList,
  type AccountRow,
} from '../../../services/accounts/list-accounts.ts';
import type { AccountCard } from '../../../services/accounts/show-account.ts';
import type { CategoryRow } from '../../../services/companies/list-categories.ts';
import type { ProviderRow } from '../../../services/companies/list-providers.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { accountCaption } from '../../ui/account-caption.ts';
import { type ButtonRows, button, copyButton } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { accountRoutes } from './callback-data.ts';
import { untilText } from './token.form.ts';

export const PROVIDERS_PER_PAGE = 7;

/** «Нет добавленных лицевых счетов» + Add, or the list with what is left to pay at a glance. */
export function accountsScreen(
  list: AccountList,
  applications: readonly OwnApplication[],
  tr: Translator,
  zone: string,
): Screen {
  const add = [button(tr.plain('accounts-button-add'), routes.linkAccount.data(), 'primary')];
  const foot = [button(tr.plain('button-home'), routes.home.data())];
  const waiting = [
    ...applications.map((row) => applicationHtml(row, tr, zone)),
    ...(list.frozen === 0 ? [] : [tr.html('accounts-frozen', { count: list.frozen })]),
  ];
  const waitingRows = applications.flatMap((row) => applicationRows(row, tr));
  if (list.total === 0) {
    return {
      html: joinHtml([tr.html('accounts-title'), tr.html('accounts-empty'), ...waiting], '\n\n'),
      buttons: [...waitingRows, add, foot],
    };
  }
  const page = pageOf(list.rows, list.page, list.total, ACCOUNTS_PER_PAGE);
  return {
    html: joinHtml(
      [tr.html('accounts-title'), ...list.rows.map((row) => rowHtml(row, tr, zone)), ...waiting],
      '\n\n',
    ),
    buttons: [
      ...list.rows.map((row) => [
        button(
          accountCaption(row, list.rows, ({ number, providerName }) => `${number} · ${providerName}`),
          routes.account.data({ link: row.linkId }),
        ),
      ]),
      pagerRow(page, tr, (next) => routes.accounts.data({ page: next })),
      ...waitingRows,
      add,
      foot,
    ],
  };
}

/** What became of an application for a PIN. */
function applicationHtml(row: OwnApplication, tr: Translator, zone: string): Html {
  const about = {
    provider: row.providerName,
    number: row.number,
    date: tr.date(row.createdAt, zone),
  };
  switch (row.state) {
    case 'waiting':
      return tr.html('accounts-application-waiting', about);
    case 'approved':
      return tr.html('accounts-application-approved', about);
    case 'rejected':
      return tr.html('accounts-application-rejected', { ...about, reason: row.reason ?? '' });
    case 'expired':
      return tr.html('accounts-application-expired', about);
  }
}

function applicationRows(row: OwnApplication, tr: Translator): ButtonRows {
  const request = { request: row.requestId };
  switch (row.state) {
    case 'waiting':
      return [
        [
          button(
            tr.plain('accounts-button-withdraw'),
            accountRoutes.cancelApplication.data(request),
            'danger',
          ),
        ],
      ];
    case 'approved':
      return [
        [button(tr.plain('accounts-button-enter-pin'), accountRoutes.enterPin.data(request), 'primary')],
      ];
    default:
      return [[button(tr.plain('accounts-button-apply-again'), accountRoutes.applyAgain.data(request))]];
  }
}

function rowHtml(row: AccountRow, tr: Translator, zone: string): Html {
  const lines = [
    tr.html('accounts-row', {
      name: row.name ?? row.providerName,
      star: row.isDefault ? ' ⭐' : '',
      provider: row.providerName,
      number: row.number,
    }),
    balanceHtml(row.left, tr),
  ];
  if (row.asOf !== null) lines.push(tr.html('accounts-as-of', { date: tr.date(row.asOf, zone) }));
  return joinHtml(lines);
}

/** What is owed, in the words of the card and of the list. */
function balanceHtml(left: AccountRow['left'], tr: Translator): Html {
  if (left === null) return tr.html('accounts-no-bill');
  if (left > 0) return tr.html('accounts-owed', { sum: tr.money(left) });
  if (left === 0) return tr.html('accounts-nothing-owed');
  return tr.html('accounts-overpaid', { sum: tr.money(-left as typeof left) });
}

/** The card of one account; `has` tells which other features are there to go to. */
export function accountScreen(
  card: AccountCard,
  has: { readonly readings: boolean; readonly tickets: boolean; readonly operations: boolean },
  tr: Translator,
  zone: string,
): Screen {
  const field = (label: Parameters<Translator['plain']>[0], value: string | null): Html[] =>
    value === null ? [] : [tr.html('accounts-field', { label: plainLabel(tr, label), value })];
  const head = [
    tr.html('accounts-card-title', { name: card.name ?? card.providerName }),
    tr.html('accounts-card-number', { provider: card.providerName, number: card.number }),
  ];
  const facts = [
    ...field(card.tenant ? 'accounts-field-tenant' : 'accounts-field-owner', card.payer),
    ...field('accounts-field-address', card.address),
    ...field('accounts-field-area', areaText(card, tr)),
    ...field('accounts-field-residents', card.residents === null ? null : String(card.residents)),
  ];
  const money = [balanceHtml(card.balance?.left ?? null, tr)];
  if (card.balance !== null) {
    money.push(tr.html('accounts-as-of', { date: tr.date(card.balance.asOf, zone) }));
    if (card.balance.paidSince > 0) {
      money.push(tr.html('accounts-paid-since', { sum: tr.money(card.balance.paidSince) }));
    }
  }
  const company =
    card.company === null
      ? []
      : [
          tr.html('accounts-field', { label: tr.plain('accounts-field-company'), value: card.company.name }),
          ...field('accounts-field-phone', card.company.phone),
          ...field('accounts-field-email', card.company.email),
          ...field('accounts-field-office', card.company.address),
        ];
  const notes = [
    ...(card.shared === null
      ? []
      : [tr.html('accounts-shared-with-you', { until: untilText(card.shared.until, tr, zone) })]),
    ...(card.level === 'basic'
      ? [tr.html(card.canProve ? 'accounts-basic-can-prove' : 'accounts-basic')]
      : []),
    ...(card.notice === null ? [] : [tr.html('accounts-notice', { notice: noticeText(card.notice, tr) })]),
  ];
  const blocks = [head, facts, money, company, notes].filter((block) => block.length > 0);
  return {
    html: joinHtml(
      blocks.map((block) => joinHtml(block)),
      '\n\n',
    ),
    buttons: [
      [
        button(
          tr.plain('accounts-button-bills'),
          routes.bills.data({ all: false, link: card.linkId, page: 0 }),
          'primary',
        ),
        ...(card.level === 'full'
          ? [button(tr.plain('bills-button-finance'), routes.finance.data({ link: card.linkId, page: 0 }))]
          : []),
      ],
      card.balance !== null && card.balance.left > 0
        ? [
            button(
              tr.plain('accounts-button-pay'),
              routes.payBill.data({ bill: card.balance.billId }),
              'success',
            ),
          ]
        : [],
      card.canProve
        ? [button(tr.plain('accounts-button-prove'), routes.proveAccount.data({ link: card.linkId }))]
        : [],
      [
        ...(has.operations
          ? [button(tr.plain('accounts-button-payments'), routes.operations.data({ page: 0 }))]
          : []),
        ...(has.readings ? [button(tr.plain('accounts-button-readings'), routes.readings.data())] : []),
        ...(has.tickets
          ? [button(tr.plain('accounts-button-tickets'), routes.tickets.data({ page: 0 }))]
          : []),
      ],
      [
        copyButton(tr.plain('accounts-button-copy'), card.number),
        button(tr.plain('accounts-button-manage'), accountRoutes.manage.data({ link: card.linkId })),
      ],
      [
        button(tr.plain('button-back'), routes.accounts.data({ page: 0 })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

function plainLabel(tr: Translator, key: Parameters<Translator['plain']>[0]): string {
  return tr.plainOr(key, {}, 'accounts-field-address');
}

function noticeText(notice: NonNullable<AccountCard['notice']>, tr: Translator): string {
  return localized(notice.en === undefined ? { ru: notice.ru } : { ru: notice.ru, en: notice.en }, tr.locale);
}

/** Total, and living area when the company gives it. */
function areaText(card: AccountCard, tr: Translator): string | null {
  if (card.area === null) return null;
  const decimal = (value: string): string => (tr.locale === 'ru' ? value.replace('.', ',') : value);
  return card.livingArea === null
    ? tr.plain('accounts-area', { total: decimal(card.area) })
    : tr.plain('accounts-area-living', { total: decimal(card.area), living: decimal(card.livingArea) });
}

/** Where a list of providers stands: sections first where there are several of them. */
export interface ProviderChoice {
  /** null = there is one section at most: the providers stand here at once */
  readonly categories: readonly CategoryRow[] | null;
  readonly providers: {
    readonly items: readonly ProviderRow[];
    readonly total: number;
    readonly page: number;
  };
}

/** Whose account is to be linked: by photo, by search, by section, all; says why to link at all. */
export function linkScreen(choice: ProviderChoice, tr: Translator): Screen {
  const { categories, providers } = choice;
  const page = pageOf(providers.items, providers.page, providers.total, PROVIDERS_PER_PAGE);
  return {
    html: joinHtml([tr.html('accounts-link-title'), tr.html('accounts-link-why')], '\n\n'),
    buttons: [
      // Side by side a phone cuts the first caption.
      [button(tr.plain('accounts-button-by-bill'), routes.linkByBill.data(), 'primary')],
      [button(tr.plain('accounts-button-search'), accountRoutes.search.data())],
      ...(categories === null
        ? [
            ...providerRows(providers.items),
            pagerRow(page, tr, (next) => accountRoutes.providers.data({ page: next })),
          ]
        : [
            ...categories.map((row) => [
              button(
                `${localizedText(row.name, tr)} · ${row.providers}`,
                accountRoutes.category.data({ category: row.id, page: 0 }),
              ),
            ]),
            [button(tr.plain('accounts-button-all'), accountRoutes.providers.data({ page: 0 }))],
          ]),
      [
        button(tr.plain('button-back'), routes.accounts.data({ page: 0 })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

/** Providers of one section (0 = all of them), page by page. */
export function providersScreen(
  providers: ProviderChoice['providers'],
  category: number,
  tr: Translator,
): Screen {
  const page = pageOf(providers.items, providers.page, providers.total, PROVIDERS_PER_PAGE);
  const to = (next: number): string =>
    category === 0
      ? accountRoutes.providers.data({ page: next })
      : accountRoutes.category.data({ category, page: next });
  return {
    html: joinHtml([tr.html('accounts-link-title'), tr.html('accounts-choose-provider')], '\n\n'),
    buttons: [
      ...providerRows(providers.items),
      pagerRow(page, tr, to),
      [button(tr.plain('accounts-button-search'), accountRoutes.search.data())],
      [
        button(tr.plain('button-back'), routes.linkAccount.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

function providerRows(items: readonly ProviderRow[]): ButtonRows {
  return items.map((row) => [button(row.name, accountRoutes.provider.data({ provider: row.id }))]);
}

function localizedText(name: CategoryRow['name'], tr: Translator): string {
  return localized(name, tr.locale);
}
