import { kopecks } from '../../../domain/money.ts';
import { TEMPLATES_PER_PAGE, type TemplateRow } from '../../../services/payments/templates.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { payRoutes } from './callback-data.ts';

export interface TemplateList {
  readonly rows: readonly TemplateRow[];
  readonly page: number;
  readonly total: number;
}

/** One's templates; a press opens one with its pay button. */
export function templatesScreen(list: TemplateList, tr: Translator): Screen {
  return {
    html: joinHtml(
      [
        tr.html('payments-templates-title'),
        tr.html(list.total === 0 ? 'payments-templates-empty' : 'payments-templates-hint'),
      ],
      '\n\n',
    ),
    buttons: [
      ...list.rows.map((row) => [button(row.name, payRoutes.template.data({ template: row.id }))]),
      pagerRow(pageOf(list.rows, list.page, list.total, TEMPLATES_PER_PAGE), tr, (page) =>
        routes.templates.data({ page }),
      ),
      [
        button(tr.plain('payments-button-to-pay'), routes.pay.data()),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

export function templateScreen(row: TemplateRow, tr: Translator): Screen {
  return {
    html: joinHtml([
      tr.html('payments-template-title', { name: row.name }),
      tr.html('payments-field-recipient', { provider: row.providerName }),
      tr.html('payments-template-number', { number: row.accountNumber }),
      row.amount === null
        ? tr.html('payments-template-owed')
        : tr.html('payments-template-sum', { sum: tr.money(kopecks(row.amount)) }),
    ]),
    buttons: [
      [
        button(
          tr.plain('payments-button-pay-template'),
          payRoutes.payTemplate.data({ template: row.id }),
          'success',
        ),
      ],
      [
        button(tr.plain('payments-button-rename'), payRoutes.renameTemplate.data({ template: row.id })),
        button(
          tr.plain('payments-button-delete'),
          payRoutes.deleteTemplate.data({ template: row.id, sure: false }),
          'danger',
        ),
      ],
      [
        button(tr.plain('button-back'), routes.templates.data({ page: 0 })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

export function deleteTemplateScreen(row: TemplateRow, tr: Translator): Screen {
  return {
    html: tr.html('payments-template-delete-question', { name: row.name }),
    buttons: [
      [
        button(
          tr.plain('payments-button-delete'),
          payRoutes.deleteTemplate.data({ template: row.id, sure: true }),
          'danger',
        ),
      ],
      [button(tr.plain('button-cancel'), payRoutes.template.data({ template: row.id }))],
    ],
  };
}
