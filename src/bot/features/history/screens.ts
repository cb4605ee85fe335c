import type { HistoryFilter } from '../../../domain/history-filter.ts';
import { residentStatus } from '../../../domain/payments.ts';
import { ACCOUNTS_PER_PAGE, type AccountList } from '../../../services/accounts/list-accounts.ts';
import {
  ACCOUNT_PAYMENTS_PER_PAGE,
  type AccountPayment,
  type AccountPaymentPage,
} from '../../../services/history/list-account-payments.ts';
import {
  OPERATIONS_PER_PAGE,
  type OperationPage,
  type OperationRow,
} from '../../../services/payments/operation-rows.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import type { Router } from '../../ui/router.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { historyRoutes } from './callback-data.ts';
import { filterLine } from './filter-screens.ts';

interface OperationsView {
  readonly list: OperationPage;
  readonly filter: HistoryFilter;
  readonly filterId: number;
}

/** What I paid here, newest first, with count and sum of what is chosen. */
export function operationsScreen(view: OperationsView, router: Pick<Router, 'has'>, tr: Translator): Screen {
  const { list, filter, filterId } = view;
  const certificate = router.has(routes.ticketAbout)
    ? [
        button(
          tr.plain('history-button-certificate'),
          routes.ticketAbout.data({ type: 'certificate', bill: 0, line: 0 }),
        ),
      ]
    : [];
  return {
    html: joinHtml(
      [
        joinHtml([tr.html('history-title'), ...filterLine(filter, tr), ...sumLine(list, tr)]),
        ...(list.total === 0
          ? [tr.html(filterId === 0 ? 'history-empty' : 'history-nothing-found')]
          : list.rows.map((row) => rowHtml(row, tr))),
      ],
      '\n\n',
    ),
    buttons: [
      ...list.rows.map((row) => [
        button(
          tr.plain('history-button-open', { date: tr.dateTime(row.at, row.zone), sum: tr.money(row.total) }),
          routes.operation.data({ payment: row.id }),
        ),
      ]),
      pagerRow(pageOf(list.rows, list.page, list.total, OPERATIONS_PER_PAGE), tr, (page) =>
        historyRoutes.mine.data({ filter: filterId, page }),
      ),
      tools(filterId, 0, list.total, tr),
      [button(tr.plain('history-button-accounts'), historyRoutes.accounts.data({ page: 0 }))],
      certificate,
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}

function rowHtml(row: OperationRow, tr: Translator): Html {
  return tr.html('history-row', {
    time: tr.dateTimeSeconds(row.at, row.zone),
    sum: tr.money(row.total),
    provider: row.providers.join(', '),
    method: [
      tr.plainOr(`payments-method-${row.method}`, {}, 'payments-method-telegram'),
      ...(row.cardMask === null ? [] : [row.cardMask]),
    ].join(' '),
    status: statusText(row.status, tr),
  });
}

/** Whose payments are shown in the second view. */
export function accountsScreen(list: AccountList, tr: Translator): Screen {
  return {
    html: tr.html(list.total === 0 ? 'history-no-accounts' : 'history-accounts-title'),
    buttons: [
      ...list.rows.map((row) => [
        button(
          `${row.name ?? row.providerName} · ${row.number}`,
          historyRoutes.account.data({ link: row.linkId, filter: 0, page: 0 }),
        ),
      ]),
      pagerRow(pageOf(list.rows, list.page, list.total, ACCOUNTS_PER_PAGE), tr, (page) =>
        historyRoutes.accounts.data({ page }),
      ),
      [
        button(tr.plain('history-button-mine'), routes.operations.data({ page: 0 })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

interface AccountView {
  readonly list: AccountPaymentPage;
  readonly filter: HistoryFilter;
  readonly filterId: number;
  readonly linkId: number;
  readonly zone: string;
}

/** All that is known to have been paid into an account: relatives without who they are, banks by their name. */
export function accountPaymentsScreen(view: AccountView, tr: Translator): Screen {
  const { list, filter, filterId, linkId, zone } = view;
  return {
    html: joinHtml(
      [
        joinHtml([
          tr.html('history-account-title', {
            account: list.accountName ?? list.accountNumber,
            provider: list.providerName,
          }),
          ...filterLine(filter, tr),
          ...sumLine(list, tr),
        ]),
        ...(list.total === 0
          ? [tr.html('history-nothing-found')]
          : list.rows.map((row) => paymentHtml(row, zone, tr))),
      ],
      '\n\n',
    ),
    buttons: [
      ...list.rows.flatMap((row) =>
        row.paymentId === null
          ? []
          : [
              [
                button(
                  tr.plain('history-button-open', {
                    date: tr.dateTime(row.at, zone),
                    sum: tr.money(row.amount),
                  }),
                  routes.operation.data({ payment: row.paymentId }),
                ),
              ],
            ],
      ),
      pagerRow(pageOf(list.rows, list.page, list.total, ACCOUNT_PAYMENTS_PER_PAGE), tr, (page) =>
        historyRoutes.account.data({ link: linkId, filter: filterId, page }),
      ),
      tools(filterId, linkId, list.total, tr),
      [button(tr.plain('history-button-mine'), routes.operations.data({ page: 0 }))],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}

function paymentHtml(row: AccountPayment, zone: string, tr: Translator): Html {
  const who = row.channel !== null ? row.channel : tr.plain(row.mine ? 'history-mine' : 'history-somebody');
  return tr.html('history-account-row', {
    time: row.channel === null ? tr.dateTimeSeconds(row.at, zone) : tr.date(row.at, zone),
    sum: tr.money(row.amount),
    who,
    status: statusText(row.status, tr),
  });
}

function tools(filterId: number, link: number, total: number, tr: Translator) {
  const file = (format: string): string => historyRoutes.file.data({ filter: filterId, link, format });
  return [
    button(tr.plain('history-button-filter'), historyRoutes.filter.data({ filter: filterId, link })),
    ...(total === 0
      ? []
      : [
          button(tr.plain('history-button-csv'), file('csv')),
          button(tr.plain('history-button-xlsx'), file('xlsx')),
        ]),
  ];
}

function sumLine(list: Pick<OperationPage, 'total' | 'paid'>, tr: Translator): Html[] {
  return list.total === 0
    ? []
    : [tr.html('history-sums', { count: String(list.total), sum: tr.money(list.paid) })];
}

function statusText(status: OperationRow['status'], tr: Translator): string {
  return tr.plainOr(`payments-status-${residentStatus(status)}`, {}, 'payments-status-processing');
}
