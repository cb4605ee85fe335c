import { VAT_CODES } from '../../../services/payments/fiscal-settings.ts';
import type { CompanyVat } from '../../../services/payments/set-vat.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { payRoutes } from './callback-data.ts';

const PER_ROW = 3;

/** Companies with the VAT of their receipts. */
export function vatListScreen(rows: readonly CompanyVat[], tr: Translator): Screen {
  return {
    html: joinHtml([
      tr.html('payments-vat-title'),
      ...rows.map((row) => tr.html('payments-vat-row', { name: row.name, vat: vatText(row.vatCode, tr) })),
    ]),
    buttons: [
      ...rows.map((row) => [button(row.name, payRoutes.vatOf.data({ company: row.companyId }))]),
      [
        button(tr.plain('button-back'), routes.staffPayments.data({ page: 0 })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

/** The rates, by the gateway's numbers. */
export function vatChoiceScreen(companyId: number, tr: Translator): Screen {
  const choices = VAT_CODES.map((code) =>
    button(vatText(code, tr), payRoutes.setVat.data({ company: companyId, code })),
  );
  const rows = Array.from({ length: Math.ceil(choices.length / PER_ROW) }, (_, row) =>
    choices.slice(row * PER_ROW, (row + 1) * PER_ROW),
  );
  return {
    html: tr.html('payments-vat-choose'),
    buttons: [...rows, [button(tr.plain('button-back'), payRoutes.vat.data())]],
  };
}

function vatText(code: number, tr: Translator): string {
  return tr.plainOr(`payments-vat-${code}`, {}, 'payments-vat-1');
}
