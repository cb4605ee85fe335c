import type { Period } from '../../../domain/period.ts';
import type { ExportProvider } from '../../../services/exports/export-scope.ts';
import { REGISTER_ENCODINGS, type RegisterTemplate } from '../../../services/exports/export-template.ts';
import {
  EXPORT_ROWS_PER_PAGE,
  type PaymentExport,
  type WaitingProvider,
} from '../../../services/exports/list-exports.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { exportRoutes } from './callback-data.ts';

interface Listed<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly page: number;
}

/** Whose payments wait to be told to the accounting. */
export function exportsScreen(list: Listed<WaitingProvider>, tr: Translator): Screen {
  const shown = pageOf(list.rows, list.page, list.total, EXPORT_ROWS_PER_PAGE);
  return {
    html: joinHtml(
      [
        tr.html('exports-title'),
        tr.html('exports-how'),
        list.rows.length === 0
          ? tr.html('exports-none')
          : joinHtml(
              list.rows.map(({ name, count, sum }) =>
                tr.html('exports-waiting', { name, count, sum: tr.money(sum) }),
              ),
            ),
      ],
      '\n\n',
    ),
    buttons: [
      ...list.rows.map(({ id, name }) => [button(name, exportRoutes.provider.data({ provider: id }))]),
      pagerRow(shown, tr, (page) => routes.exports.data({ page })),
      [button(tr.plain('exports-button-history'), exportRoutes.history.data({ provider: 0, page: 0 }))],
      [button(tr.plain('exports-button-readings'), routes.readingWindows.data({ page: 0 }))],
      [
        button(tr.plain('button-back'), routes.admin.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

/** What of one provider can be exported now. */
export function providerScreen(
  provider: Pick<ExportProvider, 'id' | 'name'>,
  at: { readonly until: number; readonly months: readonly Period[] },
  tr: Translator,
): Screen {
  const { id } = provider;
  return {
    html: joinHtml([tr.html('exports-provider', { name: provider.name }), tr.html('exports-once')], '\n\n'),
    buttons: [
      [
        button(
          tr.plain('exports-button-all'),
          exportRoutes.create.data({ provider: id, until: at.until }),
          'primary',
        ),
      ],
      ...at.months.map((period) => [
        button(
          tr.plain('exports-button-month', { period: tr.period(period) }),
          exportRoutes.createMonth.data({ provider: id, period: Number(period.replace('-', '')) }),
        ),
      ]),
      [button(tr.plain('exports-button-history'), exportRoutes.history.data({ provider: id, page: 0 }))],
      [button(tr.plain('exports-button-template'), exportRoutes.template.data({ provider: id }))],
      [button(tr.plain('button-back'), routes.exports.data({ page: 0 }))],
    ],
  };
}

export function historyScreen(
  list: Listed<PaymentExport>,
  provider: number,
  tr: Translator,
  zone: string,
): Screen {
  const shown = pageOf(list.rows, list.page, list.total, EXPORT_ROWS_PER_PAGE);
  return {
    html: joinHtml(
      [tr.html('exports-history'), ...(list.total === 0 ? [tr.html('exports-history-empty')] : [])],
      '\n\n',
    ),
    buttons: [
      ...list.rows.map((row) => [
        button(
          `${row.closedAt === null ? '⏳' : '✅'} ${tr.plain('numbered', { id: String(row.id) })} · ${tr.date(row.createdAt, zone)} · ${tr.money(row.sum)}`,
          exportRoutes.batch.data({ batch: row.id }),
        ),
      ]),
      pagerRow(shown, tr, (page) => exportRoutes.history.data({ provider, page })),
      [
        button(
          tr.plain('button-back'),
          provider === 0 ? routes.exports.data({ page: 0 }) : exportRoutes.provider.data({ provider }),
        ),
      ],
    ],
  };
}

/** One export: its files, and whether the accounting has it. */
export function batchScreen(row: PaymentExport, tr: Translator, zone: string): Screen {
  const batch = row.id;
  const file = (format: 'register' | 'csv' | 'xlsx') =>
    button(tr.plain(`exports-button-${format}`), exportRoutes.file.data({ batch, format }));
  return {
    html: joinHtml(
      [
        joinHtml([
          tr.html('exports-batch', { id: String(batch), provider: row.provider }),
          tr.html('exports-batch-sum', { count: row.count, sum: tr.money(row.sum) }),
          tr.html('exports-batch-period', {
            from: tr.dateTime(row.from, zone),
            until: tr.dateTime(row.until, zone),
          }),
        ]),
        row.closedAt === null
          ? tr.html('exports-batch-open')
          : tr.html('exports-batch-closed', { at: tr.dateTime(row.closedAt, zone) }),
      ],
      '\n\n',
    ),
    buttons: [
      [file('register'), file('csv'), file('xlsx')],
      ...(row.closedAt === null
        ? [
            [button(tr.plain('exports-button-close'), exportRoutes.close.data({ batch }), 'success')],
            [button(tr.plain('exports-button-cancel'), exportRoutes.cancel.data({ batch }), 'danger')],
          ]
        : []),
      [button(tr.plain('button-back'), exportRoutes.provider.data({ provider: row.providerId }))],
    ],
  };
}

export const DECIMALS = [',', '.'] as const;
export const TRAILERS = [true, false] as const;

/** How the register of a provider looks; every button names what it sets. */
export function templateScreen(template: RegisterTemplate, provider: number, tr: Translator): Screen {
  const set = (setting: string, value: number) => exportRoutes.setTemplate.data({ provider, setting, value });
  return {
    html: joinHtml(
      [
        tr.html('exports-template'),
        tr.html('exports-template-columns', { columns: template.columns.join(template.delimiter) }),
        tr.html('exports-template-rest', {
          encoding: template.encoding,
          decimal: template.decimal,
          trailer: tr.plain(template.trailer ? 'exports-yes' : 'exports-no'),
        }),
      ],
      '\n\n',
    ),
    buttons: [
      [button(tr.plain('exports-button-columns'), exportRoutes.columns.data({ provider }))],
      ...chunk(
        REGISTER_ENCODINGS.flatMap((encoding, index) =>
          encoding === template.encoding ? [] : [button(encoding, set('encoding', index))],
        ),
      ),
      [
        button(
          tr.plain('exports-button-decimal', { sign: template.decimal === ',' ? '.' : ',' }),
          set('decimal', template.decimal === ',' ? 1 : 0),
        ),
        button(
          tr.plain(template.trailer ? 'exports-button-no-trailer' : 'exports-button-trailer'),
          set('trailer', template.trailer ? 1 : 0),
        ),
      ],
      [button(tr.plain('button-back'), exportRoutes.provider.data({ provider }))],
    ],
  };
}

function chunk<Item>(items: readonly Item[]): Item[][] {
  const rows: Item[][] = [];
  for (let at = 0; at < items.length; at += 2) rows.push(items.slice(at, at + 2));
  return rows;
}
