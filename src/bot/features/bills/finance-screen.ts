import { type Kopecks, kopecks } from '../../../domain/money.ts';
import { type Finance, type FinanceMonth, MONTHS_PER_PAGE } from '../../../services/bills/show-finance.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { billRoutes } from './callback-data.ts';

/** An account by month; what the data do not say is not shown. */
export function financeScreen(finance: Finance, tr: Translator): Screen {
  const { linkId, months } = finance;
  const account = finance.accountName ?? tr.plain('bills-account-number', { number: finance.accountNumber });
  return {
    html: joinHtml(
      [
        joinHtml([
          tr.html('bills-finance-title'),
          tr.html('bills-finance-account', { provider: finance.providerName, account }),
        ]),
        ...(months.length === 0
          ? [tr.html('bills-finance-empty')]
          : months.map((month) => monthHtml(month, tr))),
      ],
      '\n\n',
    ),
    buttons: [
      pagerRow(pageOf(months, finance.page, finance.total, MONTHS_PER_PAGE), tr, (page) =>
        routes.finance.data({ link: linkId, page }),
      ),
      months.length === 0
        ? []
        : [
            button(tr.plain('bills-button-picture'), billRoutes.financePicture.data({ link: linkId })),
            button(tr.plain('bills-finance-button-pdf'), billRoutes.financePdf.data({ link: linkId })),
          ],
      [
        button(tr.plain('bills-finance-button-account'), routes.account.data({ link: linkId })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

/** Of a month whose payments nobody told, the sum is what the bill asked for, not what was left. */
function closingKey({ opening, paid }: FinanceMonth): 'bills-finance-asked' | 'bills-finance-closing' {
  return opening === null && paid === null ? 'bills-finance-asked' : 'bills-finance-closing';
}

function monthHtml(month: FinanceMonth, tr: Translator): Html {
  const balance = (sum: Kopecks): string =>
    sum < 0 ? tr.plain('bills-finance-overpaid', { sum: tr.money(kopecks(-sum)) }) : tr.money(sum);
  const { opening, accrued, recalculation, paid, closing } = month;
  return joinHtml([
    tr.html('bills-finance-month', { period: tr.period(month.period) }),
    ...(opening === null ? [] : [tr.html('bills-finance-opening', { sum: balance(opening) })]),
    ...(accrued === null ? [] : [tr.html('bills-finance-accrued', { sum: tr.money(accrued) })]),
    // No recalculation is what nearly every month has.
    ...(recalculation === null || recalculation === 0
      ? []
      : [tr.html('bills-finance-recalculation', { sum: tr.money(recalculation) })]),
    ...(paid === null ? [] : [tr.html('bills-finance-paid', { sum: tr.money(paid) })]),
    ...(closing === null ? [] : [tr.html(closingKey(month), { sum: balance(closing) })]),
  ]);
}
