import { FEED_PER_PAGE, type FeedItem } from '../../../services/announcements/list-feed.ts';
import { EMPTY_HTML, type Html, htmlToPlain, joinHtml, trustTranslated } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';

const LONGEST_LINE = 160;
const LONGEST_CAPTION = 24;

/** What was announced to the person's houses, newest first. */
export function feedScreen(
  list: { items: readonly FeedItem[]; total: number; page: number },
  zone: string,
  tr: Translator,
): Screen {
  return {
    html: joinHtml(
      [
        tr.html('announcements-feed-title'),
        ...(list.items.length === 0
          ? [tr.html('announcements-feed-empty')]
          : list.items.map((item) =>
              joinHtml([
                headOf(item, zone, tr),
                tr.html('announcements-feed-text', { text: plain(item, LONGEST_LINE) }),
              ]),
            )),
      ],
      '\n\n',
    ),
    buttons: [
      ...list.items.map((item) => [
        button(
          `${item.sentAt === null ? '' : tr.date(item.sentAt, zone)} ${plain(item, LONGEST_CAPTION)}`.trim(),
          routes.feedItem.data({ id: item.id }),
        ),
      ]),
      pagerRow(pageOf(list.items, list.page, list.total, FEED_PER_PAGE), tr, (page) =>
        routes.feed.data({ page }),
      ),
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}

/** One announcement in full. */
export function feedItemScreen(item: FeedItem, zone: string, tr: Translator): Screen {
  return {
    html: joinHtml(
      [
        headOf(item, zone, tr),
        // Made from entities when it was composed, see entities-html.ts.
        trustTranslated(item.html),
        ...(item.files === 0 ? [] : [tr.html('announcements-feed-files')]),
      ].filter((part) => part !== EMPTY_HTML),
      '\n\n',
    ),
    buttons: [
      [
        button(tr.plain('button-back'), routes.feed.data({ page: 0 })),
        button(tr.plain('button-home'), routes.home.data()),
      ],
    ],
  };
}

/** What is off now, for the home screen: at most a few lines. */
export function outagesHtml(items: readonly FeedItem[], zone: string, tr: Translator): Html | null {
  if (items.length === 0) return null;
  return joinHtml([
    tr.html('announcements-off-now'),
    ...items.slice(0, 3).map((item) =>
      tr.html('announcements-off-line', {
        text: plain(item, LONGEST_LINE),
        until: item.validUntil === null ? '' : tr.dateTime(item.validUntil, zone),
      }),
    ),
  ]);
}

function headOf(item: FeedItem, zone: string, tr: Translator): Html {
  const at = item.sentAt === null ? '' : tr.dateTime(item.sentAt, zone);
  const kind = tr.plain(`announcements-kind-${item.kind}`);
  const head = tr.html('announcements-feed-head', { at, kind });
  if (item.kind !== 'outage' && item.kind !== 'emergency') return head;
  if (item.over) return joinHtml([head, tr.html('announcements-feed-over')]);
  const until = item.validUntil === null ? '' : tr.dateTime(item.validUntil, zone);
  return joinHtml([head, tr.html('announcements-feed-until', { until })]);
}

function plain(item: FeedItem, most: number): string {
  const text = htmlToPlain(item.html as Html)
    .replaceAll(/\s+/g, ' ')
    .trim();
  const points = Array.from(text);
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}
