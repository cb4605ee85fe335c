import {
  EVERYTHING,
  FILTER_CHOICES,
  type HistoryFilter,
  isFiltered,
} from '../../../domain/history-filter.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { historyRoutes } from './callback-data.ts';
import { ANY, FILTER_FIELDS, type FilterField, PERIODS } from './filter-values.ts';

interface Provider {
  readonly id: number;
  readonly name: string;
}
interface Place {
  readonly filterId: number;
  readonly link: number;
}

/** All filters with what is chosen, each a button; reset; back to the list. */
export function filterScreen(
  view: Place & { readonly filter: HistoryFilter; readonly providers: readonly Provider[] },
  tr: Translator,
): Screen {
  const { filter, filterId, link, providers } = view;
  return {
    html: joinHtml([
      tr.html('history-filter-title'),
      ...FILTER_FIELDS.map((field) =>
        tr.html(`history-filter-${field}`, { value: valueText(filter, field, providers, tr) }),
      ),
    ]),
    buttons: [
      ...fieldsOf(link).map((field) => [
        button(
          tr.plain(`history-button-${field}`),
          historyRoutes.choose.data({ filter: filterId, link, field }),
        ),
      ]),
      isFiltered(filter) ? [button(tr.plain('history-button-reset'), listData(0, link))] : [],
      [button(tr.plain('history-button-show'), listData(filterId, link), 'primary')],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}

/** One's own operations have one channel; an account has one provider. */
function fieldsOf(link: number): FilterField[] {
  return FILTER_FIELDS.filter((field) => field !== (link === 0 ? 'channel' : 'provider'));
}

/** Values of one filter. */
export function chooseScreen(
  view: Place & { readonly field: FilterField; readonly providers: readonly Provider[] },
  tr: Translator,
): Screen {
  const { field, filterId, link, providers } = view;
  const data = (value: string): string => historyRoutes.set.data({ filter: filterId, link, field, value });
  const values: readonly (readonly [string, string])[] =
    field === 'provider'
      ? providers.map(({ id, name }) => [name, String(id)] as const)
      : field === 'period'
        ? PERIODS.map((name) => [tr.plain(`history-period-${name}`), name] as const)
        : FILTER_CHOICES[field].map((value) => [wordOf(field, value, tr), value] as const);
  return {
    html: tr.html('history-choose-title'),
    buttons: [
      [button(tr.plain('history-any'), data(ANY))],
      ...values.map(([caption, value]) => [button(caption, data(value))]),
      field === 'period'
        ? [
            button(
              tr.plain('history-button-own-period'),
              historyRoutes.period.data({ filter: filterId, link }),
            ),
          ]
        : [],
      [button(tr.plain('button-back'), historyRoutes.filter.data({ filter: filterId, link }))],
    ],
  };
}

/** `с 01.10.2026 по 16.11.2026 · выполнена`: what is chosen, in one line; nothing when nothing is. */
export function filterLine(filter: HistoryFilter, tr: Translator): Html[] {
  if (!isFiltered(filter)) return [];
  const words = FILTER_FIELDS.filter((field) => isFiltered({ ...EVERYTHING, ...part(filter, field) }))
    .filter((field) => field !== 'provider')
    .map((field) => valueText(filter, field, [], tr));
  const more = filter.providerId === null ? [] : [tr.plain('history-one-provider')];
  const card = filter.cardId === null ? [] : [tr.plain('history-one-card')];
  return [tr.html('history-filtered', { filter: [...words, ...more, ...card].join(' · ') })];
}

function part(filter: HistoryFilter, field: FilterField): Partial<HistoryFilter> {
  if (field === 'period') return { from: filter.from, to: filter.to };
  return field === 'provider' ? { providerId: filter.providerId } : { [field]: filter[field] };
}

function valueText(
  filter: HistoryFilter,
  field: FilterField,
  providers: readonly Provider[],
  tr: Translator,
): string {
  if (field === 'period') {
    const { from, to } = filter;
    return from === null && to === null
      ? tr.plain('history-any-time')
      : tr.plain('history-range', {
          from: from === null ? '…' : tr.date(from, 'utc'),
          to: to === null ? '…' : tr.date(to, 'utc'),
        });
  }
  if (field === 'provider') {
    return providers.find(({ id }) => id === filter.providerId)?.name ?? tr.plain('history-any');
  }
  const value = filter[field];
  return value === null ? tr.plain('history-any') : wordOf(field, value, tr);
}

function wordOf(field: 'method' | 'status' | 'channel', value: string, tr: Translator): string {
  if (field === 'channel') return tr.plainOr(`history-channel-${value}`, {}, 'history-channel-bot');
  return tr.plainOr(`payments-${field}-${value}`, {}, 'history-any');
}

export function listData(filterId: number, link: number): string {
  return link === 0
    ? historyRoutes.mine.data({ filter: filterId, page: 0 })
    : historyRoutes.account.data({ link, filter: filterId, page: 0 });
}
