import type { FeedItem } from '../../../services/announcements/list-feed.ts';
import { type Html, htmlToPlain, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { shorten } from './talk.ts';

export interface OffNow {
  readonly outages: readonly FeedItem[];
  readonly zone: string;
}

/** What announcements may take of a screen that asks something else. */
const ROOM = 2_000;

/** What is off now, before somebody reports it once more; nothing when all is well. */
export function offNowHtml({ outages, zone }: OffNow, tr: Translator): Html[] {
  if (outages.length === 0) return [];
  const lines: Html[] = [];
  let room = ROOM;
  for (const item of outages) {
    const plain = htmlToPlain(item.html as Html);
    const line = joinHtml([
      // Announcements are kept as safe Html made by our own writer; what does not fit is told without its markup.
      plain.length <= room
        ? tr.html('tickets-outage', { textHtml: item.html as Html })
        : tr.html('tickets-plain-words', { text: shorten(plain, Math.min(room, SHORT)) }),
      ...(item.validUntil === null
        ? []
        : [tr.html('tickets-outage-until', { at: tr.dateTime(item.validUntil, zone) })]),
    ]);
    room -= htmlToPlain(line).length;
    if (lines.length > 0 && room < 0) break;
    lines.push(line);
  }
  return [joinHtml([tr.html('tickets-off-now'), ...lines], '\n\n')];
}

const SHORT = 300;
