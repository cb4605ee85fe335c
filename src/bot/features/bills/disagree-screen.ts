import type { BillRun } from '../../../services/bills/load-bill-run.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { billRoutes } from './callback-data.ts';

const LINES_PER_PAGE = 7;
/** Code of the type in the tree of tickets. */
const TICKET_TYPE = 'recalculation';

/** "I disagree": which line of the bill the ticket is about. */
export function disagreeScreen(run: BillRun, page: number, tr: Translator): Screen {
  const [bill] = run.bills;
  const lines = bill.lines.map((line, position) => ({ line, position }));
  const at = Math.min(page, Math.max(0, Math.ceil(lines.length / LINES_PER_PAGE) - 1));
  const shown = lines.slice(at * LINES_PER_PAGE, (at + 1) * LINES_PER_PAGE);
  const about = (line: number): string =>
    routes.ticketAbout.data({ type: TICKET_TYPE, bill: bill.billId, line });
  return {
    html: tr.html('bills-disagree-title', { period: tr.period(bill.period) }),
    buttons: [
      ...shown.map(({ line, position }) => [button(line.service, about(position + 1))]),
      pagerRow(pageOf(shown, at, lines.length, LINES_PER_PAGE), tr, (next) =>
        billRoutes.disagree.data({ bill: bill.billId, page: next }),
      ),
      [button(tr.plain('bills-disagree-whole'), about(0))],
      [
        button(tr.plain('button-back'), billRoutes.why.data({ bill: bill.billId })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}
