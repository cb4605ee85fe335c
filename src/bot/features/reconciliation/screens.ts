import { ZERO } from '../../../domain/money.ts';
import { RESOLUTIONS } from '../../../domain/reconciliation.ts';
import { RECONCILIATION_SOURCES } from '../../../services/reconciliation/reconcile.ts';
import {
  type DifferenceRow,
  type OutcomeCount,
  RECONCILIATIONS_PER_PAGE,
  type ReconciliationHead,
} from '../../../services/reconciliation/show-reconciliation.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { reconciliationRoutes } from './callback-data.ts';

interface Listed<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly page: number;
}

export function reconciliationsScreen(
  list: Listed<ReconciliationHead>,
  tr: Translator,
  zone: string,
): Screen {
  const shown = pageOf(list.rows, list.page, list.total, RECONCILIATIONS_PER_PAGE);
  return {
    html: joinHtml([tr.html('reconciliation-title'), tr.html('reconciliation-how')], '\n\n'),
    buttons: [
      ...RECONCILIATION_SOURCES.map((source) => [
        button(tr.plain(`reconciliation-button-${source}`), reconciliationRoutes.start.data({ source })),
      ]),
      ...list.rows.map(({ id, createdAt, fileName }) => [
        button(
          `${tr.plain('numbered', { id: String(id) })} · ${tr.date(createdAt, zone)} · ${fileName}`,
          reconciliationRoutes.show.data({ id }),
        ),
      ]),
      pagerRow(shown, tr, (page) => routes.reconciliations.data({ page })),
      [
        button(tr.plain('button-back'), routes.admin.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

export function reconciliationScreen(
  { head, counts }: { readonly head: ReconciliationHead; readonly counts: readonly OutcomeCount[] },
  tr: Translator,
  zone: string,
): Screen {
  return {
    html: joinHtml(
      [
        joinHtml([
          tr.html('reconciliation-head', { id: String(head.id), file: head.fileName }),
          tr.html('reconciliation-days', {
            from: tr.date(head.from, zone),
            until: tr.date(new Date(head.until.getTime() - 1), zone),
          }),
        ]),
        joinHtml(
          counts.map(({ outcome, count, open }) =>
            tr.html(open === 0 ? 'reconciliation-count' : 'reconciliation-count-open', {
              outcome: outcomeText(outcome, tr),
              count: String(count),
              open: String(open),
            }),
          ),
        ),
      ],
      '\n\n',
    ),
    buttons: [
      ...counts
        .filter(({ count }) => count > 0)
        .map(({ outcome, count }) => [
          button(
            `${outcomeText(outcome, tr)}: ${count}`,
            reconciliationRoutes.rows.data({ id: head.id, outcome, page: 0 }),
          ),
        ]),
      [button(tr.plain('button-back'), routes.reconciliations.data({ page: 0 }))],
    ],
  };
}

function outcomeText(outcome: string, tr: Translator): string {
  return tr.plainOr(`reconciliation-${outcome.replace('_', '-')}`, {}, 'reconciliation-matched');
}

export function differencesScreen(
  list: Listed<DifferenceRow>,
  at: { readonly id: number; readonly outcome: string },
  tr: Translator,
): Screen {
  const shown = pageOf(list.rows, list.page, list.total, RECONCILIATIONS_PER_PAGE);
  return {
    html: joinHtml([tr.html('reconciliation-rows', { outcome: outcomeText(at.outcome, tr) })]),
    buttons: [
      ...list.rows.map((row) => [
        button(
          `${row.resolvedAt === null ? '' : '✓ '}${tr.money(row.theirs ?? row.ours ?? ZERO)} · ${row.paymentNumber ?? row.externalId ?? row.id}`,
          reconciliationRoutes.row.data({ row: row.id }),
        ),
      ]),
      pagerRow(shown, tr, (page) => reconciliationRoutes.rows.data({ ...at, page })),
      [button(tr.plain('button-back'), reconciliationRoutes.show.data({ id: at.id }))],
    ],
  };
}

/** One operation with what can be done about it. */
export function differenceScreen(row: DifferenceRow, tr: Translator): Screen {
  const none = tr.plain('reconciliation-none');
  return {
    html: joinHtml(
      [
        tr.html('reconciliation-row-title', { outcome: outcomeText(row.outcome, tr) }),
        joinHtml([
          tr.html('reconciliation-row-ids', {
            external: row.externalId ?? none,
            number: row.paymentNumber ?? none,
          }),
          tr.html('reconciliation-row-sums', {
            ours: row.ours === null ? none : tr.money(row.ours),
            theirs: row.theirs === null ? none : tr.money(row.theirs),
          }),
          ...(row.account === null ? [] : [tr.html('reconciliation-row-account', { account: row.account })]),
        ]),
        ...(row.outcome === 'matched' ? [] : [tr.html(`reconciliation-advice-${advice(row)}`)]),
        ...(row.resolution === null
          ? []
          : [
              tr.html('reconciliation-resolved', {
                resolution: tr.plainOr(
                  `reconciliation-resolution-${row.resolution.replace('_', '-')}`,
                  {},
                  'reconciliation-resolution-corrected',
                ),
              }),
            ]),
      ],
      '\n\n',
    ),
    buttons: [
      ...(row.paymentId === null
        ? []
        : [
            [
              button(
                tr.plain('reconciliation-button-payment'),
                routes.staffPayment.data({ payment: row.paymentId }),
              ),
            ],
            [button(tr.plain('reconciliation-button-ask'), reconciliationRoutes.ask.data({ row: row.id }))],
          ]),
      ...(row.outcome === 'matched' ? [] : resolutions(row, tr)),
      [
        button(
          tr.plain('button-back'),
          reconciliationRoutes.rows.data({ id: row.reconciliationId, outcome: row.outcome, page: 0 }),
        ),
      ],
    ],
  };
}

function advice({ outcome, paymentId }: DifferenceRow) {
  if (outcome === 'missing_there') return 'missing-there';
  if (outcome === 'different_sum') return 'different-sum';
  return paymentId === null ? 'unknown' : 'missing-here';
}

function resolutions(row: DifferenceRow, tr: Translator) {
  if (row.resolution !== null) {
    return [
      [
        button(
          tr.plain('reconciliation-button-reopen'),
          reconciliationRoutes.resolve.data({ row: row.id, resolution: 'open' }),
        ),
      ],
    ];
  }
  return RESOLUTIONS.map((resolution) => [
    button(
      tr.plainOr(
        `reconciliation-button-${resolution.replace('_', '-')}`,
        {},
        'reconciliation-button-corrected',
      ),
      reconciliationRoutes.resolve.data({ row: row.id, resolution }),
    ),
  ]);
}
