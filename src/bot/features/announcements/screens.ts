import { ANNOUNCEMENT_RULES, type AnnouncementContent, contentFor } from '../../../domain/announcements.ts';
import { announcementMark } from '../../../services/announcements/announcement-mark.ts';
import type { Announcement } from '../../../services/announcements/load-announcement.ts';
import {
  ANNOUNCEMENTS_PER_PAGE,
  type AnnouncementRow,
  type SendingReport,
} from '../../../services/announcements/report.ts';
import { type Html, htmlToPlain, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { type ButtonRows, button } from '../../ui/buttons.ts';
import { pageOf, pagerRow } from '../../ui/pager.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { audienceText } from './audience-screens.ts';
import { annRoutes } from './callback-data.ts';
import type { CardView } from './card-view.ts';
import { reportHtml } from './report-html.ts';

const LONGEST_EXCERPT = 300;

/** Plain beginning of a text, for lists. */
export function excerptOf(content: AnnouncementContent, tr: Translator, most: number): string {
  const text = htmlToPlain(contentFor(content, tr.locale) as Html)
    .replaceAll(/\s+/g, ' ')
    .trim();
  const points = Array.from(text);
  return points.length <= most ? text : `${points.slice(0, most - 1).join('')}…`;
}

export function listScreen(
  list: { rows: readonly AnnouncementRow[]; total: number; page: number },
  feed: boolean,
  zone: string,
  tr: Translator,
): Screen {
  const page = pageOf(list.rows, list.page, list.total, ANNOUNCEMENTS_PER_PAGE);
  return {
    html: joinHtml(
      [
        tr.html('announcements-title'),
        ...(list.rows.length === 0
          ? [tr.html('announcements-empty')]
          : list.rows.map((row) =>
              tr.html('announcements-row', {
                date: tr.dateTime(row.sendAt ?? row.createdAt, zone),
                kind: tr.plain(`announcements-kind-${row.kind}`),
                status: tr.plain(`announcements-status-${statusKey(row.status)}`),
                text: excerptOf(row.content, tr, 80),
              }),
            )),
      ],
      '\n\n',
    ),
    buttons: [
      [button(tr.plain('announcements-button-new'), annRoutes.compose.data(), 'primary')],
      ...list.rows.map((row) => [
        button(
          `${tr.date(row.sendAt ?? row.createdAt, zone)} ${excerptOf(row.content, tr, 20)}`,
          annRoutes.card.data({ id: row.id }),
        ),
      ]),
      pagerRow(page, tr, (next) => routes.announcements.data({ page: next })),
      feed ? [button(tr.plain('announcements-button-feed'), routes.feed.data({ page: 0 }))] : [],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}

function statusKey(
  status: AnnouncementRow['status'],
): 'awaiting' | Exclude<AnnouncementRow['status'], 'awaiting_approval'> {
  return status === 'awaiting_approval' ? 'awaiting' : status;
}

/** One announcement in any state: what it is, to whom, how far it is, and what can be done now. */
export function cardScreen(view: CardView, tr: Translator): Screen {
  const { found } = view;
  const lines: Html[] = [
    tr.html('announcements-card-title', {
      number: String(found.id),
      kind: tr.plain(`announcements-kind-${found.kind}`),
      status: tr.plain(`announcements-status-${statusKey(found.status)}`),
    }),
    tr.html('announcements-card-company', {
      company: found.companyName ?? tr.plain('announcements-everybody'),
    }),
    ...timesOf(found, view.zone, tr),
    tr.html('announcements-card-audience', { audience: audienceText(found.audience, view.names, tr) }),
    ...(view.recipients === null
      ? []
      : [tr.html('announcements-card-recipients', { count: view.recipients })]),
    ...(view.recipients === 0
      ? [
          tr.html(
            found.kind === 'promotion' ? 'announcements-card-nobody-agreed' : 'announcements-card-nobody',
          ),
        ]
      : []),
    ...(found.files.length === 0 ? [] : [tr.html('announcements-card-files', { count: found.files.length })]),
    ...(found.files.length > 1 ? [tr.html('announcements-card-album')] : []),
    ...(found.status === 'scheduled' && found.sendAt !== null
      ? [tr.html('announcements-card-send-at', { at: tr.dateTimeSeconds(found.sendAt, view.zone) })]
      : []),
  ];
  const excerpt = excerptOf(found.content, tr, LONGEST_EXCERPT);
  const blocks = [
    joinHtml(lines),
    ...(excerpt === '' ? [] : [tr.html('announcements-card-text', { text: excerpt })]),
  ];
  if (view.report !== null) blocks.push(reportHtml(view.report, found, tr));
  return { html: joinHtml(blocks, '\n\n'), buttons: [...actionsOf(view, tr), ...footRows(tr)] };
}

function timesOf(found: Announcement, zone: string, tr: Translator): Html[] {
  const { times } = ANNOUNCEMENT_RULES[found.kind];
  if (times === 'none' || found.validUntil === null) return [];
  const until = tr.dateTime(found.validUntil, zone);
  if (times === 'until' || found.startsAt === null) return [tr.html('announcements-card-until', { until })];
  return [tr.html('announcements-card-from-to', { from: tr.dateTime(found.startsAt, zone), until })];
}

function actionsOf({ found, recipients, report, mayApprove }: CardView, tr: Translator): ButtonRows {
  const { id } = found;
  const preview = (['ru', 'en'] as const)
    .filter((lang) => found.content[lang] !== null || lang === 'ru')
    .map((lang) =>
      button(tr.plain(`announcements-button-preview-${lang}`), annRoutes.preview.data({ id, lang })),
    );
  const cancel = [
    button(tr.plain('announcements-button-cancel'), annRoutes.askCancel.data({ id }), 'danger'),
  ];
  switch (found.status) {
    case 'draft':
      return [
        [button(tr.plain('announcements-button-audience'), annRoutes.audience.data({ id }))],
        preview,
        [
          button(tr.plain('announcements-button-rewrite'), annRoutes.rewrite.data({ id })),
          ...(ANNOUNCEMENT_RULES[found.kind].times === 'none'
            ? []
            : [button(tr.plain('announcements-button-times'), annRoutes.times.data({ id }))]),
        ],
        (recipients ?? 0) > 0
          ? [
              button(tr.plain('announcements-button-send'), annRoutes.askSend.data({ id }), 'primary'),
              button(tr.plain('announcements-button-schedule'), annRoutes.schedule.data({ id })),
            ]
          : [],
        [button(tr.plain('announcements-button-drop'), annRoutes.askCancel.data({ id }), 'danger')],
      ];
    case 'awaiting_approval':
      return [
        preview,
        mayApprove
          ? [
              button(
                tr.plain('announcements-button-approve'),
                annRoutes.approve.data({ id, mark: announcementMark(found) }),
                'success',
              ),
            ]
          : [],
        [button(tr.plain('announcements-button-to-draft'), annRoutes.undo.data({ id }))],
      ];
    case 'scheduled':
      return [
        [button(tr.plain('announcements-button-undo'), annRoutes.undo.data({ id }), 'danger')],
        preview,
      ];
    case 'sending':
    case 'paused':
      return [
        [
          found.status === 'sending'
            ? button(tr.plain('announcements-button-pause'), annRoutes.pause.data({ id, on: true }))
            : button(
                tr.plain('announcements-button-resume'),
                annRoutes.pause.data({ id, on: false }),
                'primary',
              ),
          button(tr.plain('announcements-button-refresh'), annRoutes.card.data({ id })),
        ],
        cancel,
      ];
    default:
      return sentActions(found, report, tr);
  }
}

function sentActions(found: Announcement, report: SendingReport | null, tr: Translator): ButtonRows {
  const { id } = found;
  const open = found.status === 'sent' && found.endsId === null && found.endedById === null;
  const endable = open && (found.kind === 'outage' || found.kind === 'emergency');
  const notReached = (report?.failed ?? 0) + (report?.unreachable ?? 0);
  return [
    endable ? [button(tr.plain('announcements-button-over'), annRoutes.over.data({ id }), 'success')] : [],
    notReached > 0
      ? [
          button(
            tr.plain('announcements-button-resend-failed'),
            annRoutes.resend.data({ id, what: 'failed' }),
          ),
        ]
      : [],
    (report?.unknown ?? 0) > 0
      ? [
          button(
            tr.plain('announcements-button-resend-unknown'),
            annRoutes.resend.data({ id, what: 'unknown' }),
          ),
        ]
      : [],
    [
      button(tr.plain('announcements-button-repeat'), annRoutes.repeat.data({ id })),
      button(tr.plain('announcements-button-refresh'), annRoutes.card.data({ id })),
    ],
  ];
}

/** The last question before people get it. */
export function askSendScreen(found: Announcement, recipients: number, tr: Translator): Screen {
  return {
    html: joinHtml(
      [
        tr.html('announcements-ask-send', { count: recipients }),
        ...(found.kind !== 'emergency' ? [tr.html('announcements-ask-night')] : []),
      ],
      '\n\n',
    ),
    buttons: [
      [
        button(
          tr.plain('announcements-button-send-yes'),
          annRoutes.send.data({ id: found.id, mark: announcementMark(found) }),
          'success',
        ),
      ],
      [button(tr.plain('button-back'), annRoutes.card.data({ id: found.id }))],
    ],
  };
}

export function askCancelScreen(found: Announcement, tr: Translator): Screen {
  const begun = found.status === 'sending' || found.status === 'paused';
  return {
    html: tr.html(begun ? 'announcements-ask-stop' : 'announcements-ask-drop'),
    buttons: [
      [
        button(
          tr.plain(begun ? 'announcements-button-cancel' : 'announcements-button-drop'),
          annRoutes.cancel.data({ id: found.id }),
          'danger',
        ),
      ],
      [button(tr.plain('button-back'), annRoutes.card.data({ id: found.id }))],
    ],
  };
}

export function footRows(tr: Translator): ButtonRows {
  return [
    [
      button(tr.plain('announcements-button-list'), routes.announcements.data({ page: 0 })),
      button(tr.plain('button-home'), routes.home.data()),
    ],
  ];
}
