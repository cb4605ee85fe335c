import type { Announcement } from '../../../services/announcements/load-announcement.ts';
import type { SendingReport } from '../../../services/announcements/report.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { PlainTextKey, Translator } from '../../../texts/texts.ts';

const BAR_CELLS = 12;

/** Beginnings of what the outbox and Telegram say, in words of the reader. */
const REASONS: readonly (readonly [RegExp, PlainTextKey])[] = [
  [/blocked (by the user|the bot)/, 'announcements-reason-blocked'],
  [/can't initiate/, 'announcements-reason-no-chat'],
  [/deactivated|chat not found|no such person/, 'announcements-reason-gone'],
  [/^no confirmed/, 'announcements-reason-no-address'],
  [/^switched off/, 'announcements-reason-switched-off'],
  [/signed out|cabinet is blocked/, 'announcements-reason-left'],
  [/^too late/, 'announcements-reason-too-late'],
  [/^kept for the digest/, 'announcements-reason-digest'],
  [/^the announcement was cancelled/, 'announcements-reason-stopped'],
  [/^ambiguous/, 'announcements-reason-unknown'],
];

/** Reasons that read the same are one line; what nobody foresaw stands as it was said. */
function byWords(reasons: SendingReport['reasons'], tr: Translator): { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { reason, count } of reasons) {
    const key = REASONS.find(([pattern]) => pattern.test(reason))?.[1];
    const words = key === undefined ? reason : tr.plain(key);
    counts.set(words, (counts.get(words) ?? 0) + count);
  }
  return [...counts].map(([reason, count]) => ({ reason, count }));
}

/** How far it is, and at the end what became of it. */
export function reportHtml(report: SendingReport, found: Announcement, tr: Translator): Html {
  const done = report.total - report.waiting;
  const share = report.total === 0 ? 1 : done / report.total;
  const filled = Math.floor(share * BAR_CELLS);
  const lines = [
    tr.html('announcements-progress', {
      bar: '▓'.repeat(filled) + '░'.repeat(BAR_CELLS - filled),
      done: String(done),
      total: String(report.total),
    }),
    tr.html('announcements-report-sent', { count: String(report.sent) }),
    ...(found.files.length > 1 ? [] : [tr.html('announcements-report-read', { count: String(report.read) })]),
  ];
  const rest = [
    ['postponed', report.postponed],
    ['unreachable', report.unreachable],
    ['failed', report.failed],
    ['unknown', report.unknown],
    ['dropped', report.dropped],
  ] as const;
  for (const [name, count] of rest) {
    if (count > 0) lines.push(tr.html(`announcements-report-${name}`, { count: String(count) }));
  }
  for (const { reason, count } of byWords(report.reasons, tr)) {
    lines.push(tr.html('announcements-report-reason', { reason, count: String(count) }));
  }
  return joinHtml(lines);
}
