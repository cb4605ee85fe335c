import type { InlineKeyboardButton } from 'grammy/types';
import { existingPage } from '../../../domain/paging.ts';
import type { Period } from '../../../domain/period.ts';
import type { DraftColumns } from '../../../services/imports/apply-task.ts';
import { isProviderProblem } from '../../../services/imports/choose-provider.ts';
import { bookOf } from '../../../services/imports/detect-kind.ts';
import type { ImportKind } from '../../../services/imports/import-draft.ts';
import { IMPORTS_PER_PAGE, type ImportRow } from '../../../services/imports/list-imports.ts';
import { type AnyPlan, isPlanApplicable } from '../../../services/imports/plan-file.ts';
import { planReport } from '../../../services/imports/plan-report.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { type ButtonRows, button } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { importRoutes } from './callback-data.ts';

/** The dry run with what can be done about it. */
export function planScreen(plan: AnyPlan, draft: number, tr: Translator, zone: string): Screen {
  const needsProvider = plan.errors.some(({ code }) => isProviderProblem(code));
  return {
    html: planReport(plan, tr, zone),
    buttons: [
      ...applyRows(plan, draft, tr),
      needsProvider
        ? [
            button(
              tr.plain('imports-button-provider'),
              importRoutes.providers.data({ draft, page: 0 }),
              'primary',
            ),
          ]
        : [],
      plan.publishedBatchId === null
        ? []
        : [
            button(
              tr.plain('imports-button-card'),
              routes.importBatch.data({ batch: plan.publishedBatchId }),
            ),
          ],
      plan.errors.length > 0
        ? [button(tr.plain('imports-button-errors'), importRoutes.errorFile.data({ draft }))]
        : [],
      plan.publishedBatchId === null ? fileRow(draft, plan.parsed.format === 'table', tr) : [],
      [button(tr.plain('button-cancel'), importRoutes.discard.data({ draft }))],
    ],
  };
}

function applyRows(plan: AnyPlan, draft: number, tr: Translator): ButtonRows {
  if (!isPlanApplicable(plan)) return [];
  if (plan.kind !== 'bills') {
    const caption =
      plan.errors.length === 0
        ? tr.plain('imports-button-apply')
        : tr.plain('imports-button-apply-good', { count: plan.rows.length });
    return [[button(caption, importRoutes.apply.data({ draft, create: false }), 'success')]];
  }
  const { unknownAccounts } = plan.counts;
  const create = unknownAccounts > 0;
  const caption = create
    ? tr.plain('imports-button-create', { count: unknownAccounts })
    : tr.plain('imports-button-apply');
  return [
    [button(caption, importRoutes.apply.data({ draft, create }), 'success')],
    [button(tr.plain('imports-button-as-of'), importRoutes.changeAsOf.data({ draft }))],
  ];
}

/** What the file was taken for: both can be put right. */
function fileRow(draft: number, isTable: boolean, tr: Translator): InlineKeyboardButton[] {
  return [
    ...(isTable
      ? [button(tr.plain('imports-button-columns'), importRoutes.columns.data({ draft, page: 0 }))]
      : []),
    button(tr.plain('imports-button-kind'), importRoutes.kinds.data({ draft })),
  ];
}

/** A file that cannot be read as it stands, but perhaps with its columns, its month or its kind named. */
export function mendScreen(
  problem: string,
  draft: number,
  tr: Translator,
  mend: { readonly period: boolean; readonly columns: boolean },
): Screen {
  return {
    html: tr.html('imports-unreadable', { problem }),
    buttons: [
      mend.period ? [button(tr.plain('imports-button-period'), importRoutes.periods.data({ draft }))] : [],
      fileRow(draft, mend.columns, tr),
      [button(tr.plain('button-cancel'), importRoutes.discard.data({ draft }))],
    ],
  };
}

export function kindsScreen(kinds: readonly ImportKind[], draft: number, tr: Translator): Screen {
  return {
    html: tr.html('imports-choose-kind'),
    buttons: [
      ...kinds.map((kind) => [
        button(
          tr.plainOr(`imports-kind-${kind.replace('_', '-')}`, {}, 'imports-kind-bills'),
          importRoutes.chooseKind.data({ draft, kind }),
        ),
      ]),
      [button(tr.plain('button-back'), importRoutes.plan.data({ draft }))],
    ],
  };
}

export function periodsScreen(periods: readonly Period[], draft: number, tr: Translator): Screen {
  return {
    html: tr.html('imports-choose-period'),
    buttons: [
      ...periods.map((period) => [
        button(
          tr.period(period),
          importRoutes.choosePeriod.data({ draft, period: Number(period.replace('-', '')) }),
        ),
      ]),
      [button(tr.plain('imports-button-type-period'), importRoutes.typePeriod.data({ draft }))],
      [button(tr.plain('button-back'), importRoutes.plan.data({ draft }))],
    ],
  };
}

export const COLUMNS_PER_PAGE = 8;

/** The columns of the file: press one to say what it is. */
export function columnsScreen(found: DraftColumns, draft: number, asked: number, tr: Translator): Screen {
  const { columns, kind } = found;
  const book = bookOf(kind);
  const page = existingPage(asked, columns.length, COLUMNS_PER_PAGE);
  const items = columns.slice(page * COLUMNS_PER_PAGE, (page + 1) * COLUMNS_PER_PAGE);
  const shown = pageOf(items, page, columns.length, COLUMNS_PER_PAGE);
  return {
    html: joinHtml(
      [
        tr.html('imports-columns-title'),
        joinHtml(
          items.map(({ header, key }, index) =>
            tr.html(key === null ? 'imports-column-unused' : 'imports-column-used', {
              number: String(page * COLUMNS_PER_PAGE + index + 1),
              header,
              key: key === null ? '' : (book.synonyms[key]?.[0] ?? key),
            }),
          ),
        ),
      ],
      '\n\n',
    ),
    buttons: [
      ...items.map(({ header }, index) => {
        const column = page * COLUMNS_PER_PAGE + index;
        return [
          button(
            `${column + 1}. ${header === '' ? '—' : header}`,
            importRoutes.column.data({ draft, column, page: 0 }),
          ),
        ];
      }),
      pagerRow(shown, tr, (next) => importRoutes.columns.data({ draft, page: next })),
      [button(tr.plain('imports-button-plan'), importRoutes.plan.data({ draft }), 'primary')],
    ],
  };
}

/** What one column may be taken for. */
export function columnScreen(
  found: DraftColumns,
  draft: number,
  column: number,
  asked: number,
  tr: Translator,
): Screen {
  const book = bookOf(found.kind);
  const page = existingPage(asked, book.keys.length, COLUMNS_PER_PAGE);
  const items = book.keys.slice(page * COLUMNS_PER_PAGE, (page + 1) * COLUMNS_PER_PAGE);
  const shown = pageOf(items, page, book.keys.length, COLUMNS_PER_PAGE);
  return {
    html: tr.html('imports-column-ask', { header: found.columns[column]?.header ?? '' }),
    buttons: [
      ...items.map((key, index) => [
        button(
          book.synonyms[key]?.[0] ?? key,
          importRoutes.chooseKey.data({ draft, column, key: page * COLUMNS_PER_PAGE + index + 1 }),
        ),
      ]),
      pagerRow(shown, tr, (next) => importRoutes.column.data({ draft, column, page: next })),
      [button(tr.plain('imports-button-unused'), importRoutes.chooseKey.data({ draft, column, key: 0 }))],
      [button(tr.plain('button-back'), importRoutes.columns.data({ draft, page: 0 }))],
    ],
  };
}

export function importsScreen(
  list: { rows: readonly ImportRow[]; total: number; page: number },
  tr: Translator,
  zone: string,
): Screen {
  const shown = pageOf(list.rows, list.page, list.total, IMPORTS_PER_PAGE);
  return {
    html: joinHtml(
      [
        tr.html('imports-title'),
        tr.html('imports-how'),
        ...(list.total === 0 ? [tr.html('imports-empty')] : []),
      ],
      '\n\n',
    ),
    buttons: [
      ...list.rows.map((row) => [
        button(
          `${tr.plainOr(`imports-mark-${row.status}`, {}, 'imports-mark-failed')} ${tr.date(row.createdAt, zone)} ${row.fileName}`,
          routes.importBatch.data({ batch: row.id }),
        ),
      ]),
      pagerRow(shown, tr, (next) => routes.imports.data({ page: next })),
      [
        button(tr.plain('button-back'), routes.admin.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

export function importScreen(row: ImportRow, tr: Translator, zone: string): Screen {
  const when = row.rolledBackAt ?? row.publishedAt ?? row.createdAt;
  return {
    html: joinHtml(
      [
        joinHtml([
          tr.html('imports-card-title', { id: String(row.id), file: row.fileName }),
          tr.html('imports-plan-kind', {
            kind: tr.plainOr(`imports-kind-${row.kind.replace('_', '-')}`, {}, 'imports-kind-bills'),
          }),
          tr.html('imports-card-status', {
            status: tr.plainOr(`imports-status-${row.status}`, {}, 'imports-status-failed'),
            at: tr.dateTime(when, zone),
          }),
        ]),
        joinHtml(
          row.providers.map((provider) =>
            row.kind === 'bills'
              ? tr.html('imports-plan-provider', {
                  name: provider.name,
                  bills: provider.bills,
                  sum: tr.money(provider.sum),
                })
              : tr.html('imports-rows-provider', { name: provider.name, rows: provider.bills }),
          ),
        ),
      ],
      '\n\n',
    ),
    buttons: [
      row.status === 'published'
        ? [
            button(
              tr.plain('imports-button-roll-back'),
              importRoutes.askRollBack.data({ batch: row.id }),
              'danger',
            ),
          ]
        : [],
      [
        button(tr.plain('button-back'), routes.imports.data({ page: 0 })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

export function confirmRollBackScreen(row: ImportRow, tr: Translator): Screen {
  return {
    html:
      row.kind === 'bills'
        ? tr.html('imports-roll-back-ask', { file: row.fileName, bills: row.bills })
        : tr.html('imports-roll-back-rows', { file: row.fileName, rows: row.bills }),
    buttons: [
      [
        button(
          tr.plain('imports-button-roll-back-yes'),
          importRoutes.rollBack.data({ batch: row.id }),
          'danger',
        ),
      ],
      [button(tr.plain('button-back'), routes.importBatch.data({ batch: row.id }))],
    ],
  };
}
