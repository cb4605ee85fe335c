import { localized } from '../../../domain/locale.ts';
import type { TicketAction, TicketStatus } from '../../../domain/tickets.ts';
import type { Html } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';

type Named = { readonly ru: string; readonly en: string } | null;

/** Name of a ticket's type; feedback has none. */
export function typeText(name: Named, tr: Translator): string {
  return name === null ? tr.plain('tickets-feedback-type') : localized(name, tr.locale);
}

export function statusText(status: TicketStatus, tr: Translator): string {
  return tr.plainOr(`tickets-status-${status}`, {}, 'tickets-status-new');
}

export const STATUS_ICONS = {
  new: '🆕',
  accepted: '🙋',
  in_progress: '🛠',
  done: '✅',
  closed: '🔒',
  rejected: '⛔',
  cancelled: '✖️',
  reopened: '🔁',
} as const satisfies Readonly<Record<TicketStatus, string>>;

/** Deadline with the mark of being late. */
export function deadlineHtml(
  ticket: { readonly deadlineAt: Date | null; readonly late: boolean },
  zone: string,
  tr: Translator,
): Html[] {
  if (ticket.deadlineAt === null) return [];
  const at = tr.dateTime(ticket.deadlineAt, zone);
  return [ticket.late ? tr.html('tickets-deadline-late', { at }) : tr.html('tickets-deadline', { at })];
}

export const ACTION_CAPTIONS = {
  take: 'tickets-button-take',
  assign: 'tickets-button-assign',
  start: 'tickets-button-start',
  done: 'tickets-button-done',
  reject: 'tickets-button-reject',
  cancel: 'tickets-button-cancel',
  close: 'tickets-button-close',
  reopen: 'tickets-button-reopen',
  'auto-close': 'tickets-button-close',
} as const satisfies Readonly<Record<TicketAction, string>>;

/** What the resident wrote; of somebody who deleted themselves nothing is left. */
export function wordsHtml(text: string, tr: Translator): Html {
  return text === '' ? tr.html('tickets-words-gone') : tr.html('tickets-words', { text });
}
