import { DomainError } from '../../../domain/errors.ts';
import type { HistoryFilter } from '../../../domain/history-filter.ts';
import { parseBillingDate } from '../../../domain/period.ts';
import { keepFilter, loadFilter } from '../../../services/history/filters.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { historyRoutes } from './callback-data.ts';

export type PeriodValues = { filter: number; link: number; from: string; to: string };

/** A period of one's own for the list: two days, typed. */
export function periodForm(deps: BotDeps): Form<PeriodValues> {
  return {
    id: 'history-period',
    minutes: 60,
    steps: [
      {
        id: 'period',
        help: 'history-help-period',
        done: (values) => values.from !== undefined,
        ask: (_values, tr) => ({ html: tr.html('history-ask-period') }),
        read(input) {
          if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
          const days = readDays(input.text);
          return days === null ? { ok: false, code: 'HISTORY_PERIOD' } : { ok: true, patch: days };
        },
      },
    ],
    review: null,
    async submit(values, who) {
      const { filter: filterId, link, from, to } = values;
      if (filterId === undefined || link === undefined || from === undefined || to === undefined) {
        throw new DomainError('DRAFT_EXPIRED');
      }
      const { identityId } = who;
      const filter: HistoryFilter = {
        ...(await loadFilter(deps.services, { identityId, filterId })),
        from,
        to,
      };
      return { filter: await keepFilter(deps.services, { identityId, filter }), link };
    },
    done: (result, _values, tr) => ({
      html: tr.html('history-period-set'),
      buttons: [
        [
          button(
            tr.plain('history-button-show'),
            Number(result.link) === 0
              ? historyRoutes.mine.data({ filter: Number(result.filter), page: 0 })
              : historyRoutes.account.data({
                  link: Number(result.link),
                  filter: Number(result.filter),
                  page: 0,
                }),
          ),
        ],
      ],
    }),
  };
}

/** `01.10.2026 – 16.11.2026`; the wrong way round is meant the right way round. One day is that day. */
function readDays(text: string): { from: string; to: string } | null {
  const found = text.match(/\d{1,4}[./-]\d{1,2}[./-]\d{1,4}/g) ?? [];
  const days = found.map((day) => parseBillingDate(day));
  const [first, last = first] = days;
  if (first == null || last == null || days.length > 2) return null;
  return first <= last ? { from: first, to: last } : { from: last, to: first };
}
