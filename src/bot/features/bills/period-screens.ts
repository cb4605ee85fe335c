import { addMonths, type Period, period } from '../../../domain/period.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { billRoutes } from './callback-data.ts';

const PRESETS = ['3', '6', '12'] as const;
const MONTHS_IN_ROW = 3;

/** Ready periods and a calendar of months for the first one. */
export function pickFromScreen(
  options: { readonly link: number; readonly year: number; readonly current: Period },
  tr: Translator,
): Screen {
  const { link, year, current } = options;
  return {
    html: tr.html('bills-pick-from'),
    buttons: [
      PRESETS.map((months) =>
        button(
          tr.plainOr(`bills-period-${months}`, {}, 'bills-period-all'),
          billRoutes.period.data({
            link,
            from: addMonths(current, 1 - Number(months)),
            to: current,
            page: 0,
          }),
        ),
      ),
      [button(tr.plain('bills-period-all'), routes.bills.data({ all: true, link, page: 0 }))],
      ...months(year, tr, (month) => billRoutes.pickTo.data({ link, from: month, year })),
      yearRow(year, current, (other) => billRoutes.pickFrom.data({ link, year: other })),
      [button(tr.plain('bills-button-type-period'), billRoutes.typePeriod.data({ link }))],
      foot(link, tr),
    ],
  };
}

/** The calendar for the last month. */
export function pickToScreen(
  options: {
    readonly link: number;
    readonly from: Period;
    readonly year: number;
    readonly current: Period;
  },
  tr: Translator,
): Screen {
  const { link, from, year, current } = options;
  return {
    html: tr.html('bills-pick-to', { from: tr.period(from) }),
    buttons: [
      // Pressed the wrong way round is meant the right way round.
      ...months(year, tr, (month) => {
        const [first, last] = month < from ? [month, from] : [from, month];
        return billRoutes.period.data({ link, from: first, to: last, page: 0 });
      }),
      yearRow(year, current, (other) => billRoutes.pickTo.data({ link, from, year: other })),
      foot(link, tr),
    ],
  };
}

function months(year: number, tr: Translator, data: (month: Period) => string) {
  const rows = [];
  for (let first = 1; first <= 12; first += MONTHS_IN_ROW) {
    const row = [];
    for (let month = first; month < first + MONTHS_IN_ROW; month += 1) {
      const of = period(year, month);
      if (of !== null) row.push(button(tr.period(of), data(of)));
    }
    rows.push(row);
  }
  return rows;
}

function yearRow(year: number, current: Period, data: (year: number) => string) {
  const before = period(year - 1, 1) === null ? [] : [button(`‹ ${year - 1}`, data(year - 1))];
  const after = year >= Number(current.slice(0, 4)) ? [] : [button(`${year + 1} ›`, data(year + 1))];
  return [...before, ...after];
}

function foot(link: number, tr: Translator) {
  return [
    button(tr.plain('button-back'), routes.bills.data({ all: true, link, page: 0 })),
    button(tr.plain('button-home'), routes.home.data()),
  ];
}
