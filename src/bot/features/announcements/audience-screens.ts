import { type Audience, formatFlats } from '../../../domain/announcements.ts';
import { kopecks } from '../../../domain/money.ts';
import { shortAddress } from '../../../domain/short-address.ts';
import type { PlaceRow } from '../../../services/announcements/compose.ts';
import type { Announcement } from '../../../services/announcements/load-announcement.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button, MAX_CAPTION } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import type { Screen } from '../../ui/screen.ts';
import { annRoutes } from './callback-data.ts';
import type { CardView } from './card-view.ts';

export const PLACES_PER_PAGE = 7;

/** An audience in words. */
export function audienceText(audience: Audience, names: CardView['names'], tr: Translator): string {
  const several = (some: readonly string[], all: number): string =>
    all > some.length
      ? tr.plain('announcements-and-more', { some: some.join('; '), more: all - some.length })
      : some.join('; ');
  const parts = [
    ...(audience.providerIds.length === 0 ? [] : [several(names.providers, audience.providerIds.length)]),
    ...(audience.buildingIds.length === 0 ? [] : [several(names.buildings, audience.buildingIds.length)]),
    ...(audience.entrance === null
      ? []
      : [tr.plain('announcements-part-entrance', { entrance: audience.entrance })]),
    ...(audience.flats.length === 0
      ? []
      : [
          tr.plain('announcements-part-flats', {
            flats: flatsText(audience.flats, tr),
          }),
        ]),
    ...(audience.debtOver === null
      ? []
      : [tr.plain('announcements-part-debt', { sum: tr.money(kopecks(audience.debtOver)) })]),
    ...(audience.withoutReadings ? [tr.plain('announcements-part-readings')] : []),
    ...(audience.locale === null ? [] : [tr.plain(`announcements-part-locale-${audience.locale}`)]),
  ];
  return parts.length === 0 ? tr.plain('announcements-part-all') : parts.join(', ');
}

const LONGEST_FLATS = 80;

/** As typed; a long list is cut at a whole part, and what is left out is counted. */
function flatsText(flats: readonly string[], tr: Translator): string {
  const parts = formatFlats(flats).split(', ');
  let fitting = parts.length;
  while (fitting > 1 && parts.slice(0, fitting).join(', ').length > LONGEST_FLATS) fitting -= 1;
  const some = parts.slice(0, fitting).join(', ');
  return fitting === parts.length
    ? some
    : tr.plain('announcements-and-more', { some, more: parts.length - fitting });
}

/** Narrow or widen, with the number of people always in sight. */
export function audienceScreen(view: CardView, tr: Translator): Screen {
  const { found, recipients } = view;
  const { id, audience } = found;
  const narrowing = (what: 'entrance' | 'flats' | 'debt', set: boolean) =>
    set
      ? button(tr.plain(`announcements-button-clear-${what}`), annRoutes.widen.data({ id, what }))
      : button(tr.plain(`announcements-button-${what}`), annRoutes.narrow.data({ id, what }));
  const nextLanguage = audience.locale === null ? 'ru' : audience.locale === 'ru' ? 'en' : 'all';
  return {
    html: joinHtml(
      [
        tr.html('announcements-audience-title'),
        tr.html('announcements-card-audience', { audience: audienceText(audience, view.names, tr) }),
        tr.html('announcements-card-recipients', { count: recipients ?? 0 }),
        ...(audience.debtOver === null ? [] : [tr.html('announcements-debt-note')]),
      ],
      '\n\n',
    ),
    buttons: [
      [
        button(
          tr.plain('announcements-button-buildings'),
          annRoutes.places.data({ id, what: 'buildings', page: 0 }),
        ),
        button(
          tr.plain('announcements-button-providers'),
          annRoutes.places.data({ id, what: 'providers', page: 0 }),
        ),
      ],
      [narrowing('entrance', audience.entrance !== null), narrowing('flats', audience.flats.length > 0)],
      [
        narrowing('debt', audience.debtOver !== null),
        button(
          tr.plain(
            audience.withoutReadings
              ? 'announcements-button-clear-readings'
              : 'announcements-button-no-readings',
          ),
          annRoutes.readings.data({ id, on: !audience.withoutReadings }),
        ),
      ],
      [
        button(
          tr.plain(`announcements-button-locale-${nextLanguage}`),
          annRoutes.language.data({ id, lang: nextLanguage }),
        ),
      ],
      [button(tr.plain('announcements-button-to-card'), annRoutes.card.data({ id }), 'primary')],
    ],
  };
}

/** Houses or providers with marks; each press turns one. */
export function placesScreen(
  list: { rows: readonly PlaceRow[]; total: number; page: number; what: 'buildings' | 'providers' },
  found: Announcement,
  recipients: number,
  tr: Translator,
): Screen {
  const { id } = found;
  const { what, page } = list;
  const chosen: readonly number[] =
    what === 'buildings' ? found.audience.buildingIds : found.audience.providerIds;
  return {
    html: joinHtml(
      [
        tr.html(`announcements-places-${what}`),
        ...(list.total === 0 ? [tr.html('announcements-places-none')] : []),
        tr.html('announcements-card-recipients', { count: recipients }),
      ],
      '\n\n',
    ),
    buttons: [
      ...list.rows.map((row) => {
        const on = chosen.includes(row.id);
        return [
          button(
            `${on ? '✅' : '⬜️'} ${what === 'buildings' ? shortAddress(row.name, MAX_CAPTION - 3) : row.name}`,
            annRoutes.place.data({ id, what, place: row.id, on: !on, page }),
          ),
        ];
      }),
      pagerRow(pageOf(list.rows, page, list.total, PLACES_PER_PAGE), tr, (next) =>
        annRoutes.places.data({ id, what, page: next }),
      ),
      [button(tr.plain('button-back'), annRoutes.audience.data({ id }))],
    ],
  };
}
