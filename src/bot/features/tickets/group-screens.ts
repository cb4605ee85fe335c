import { localized } from '../../../domain/locale.ts';
import { type GroupPrivacy, possibleActions, type TicketAction } from '../../../domain/tickets.ts';
import type { GroupPlan } from '../../../services/tickets/group-plan.ts';
import type { TicketCard } from '../../../services/tickets/show-ticket.ts';
import { type Html, joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import { type ButtonRows, button } from '../../ui/buttons.ts';
import type { Screen } from '../../ui/screen.ts';
import { ticketRoutes } from './callback-data.ts';
import { MOST_REASON, shorten } from './talk.ts';
import { ACTION_CAPTIONS, deadlineHtml, STATUS_ICONS, statusText, typeText, wordsHtml } from './texts.ts';

const LONGEST_TOPIC = 128;
const IN_GROUP: readonly TicketAction[] = ['take', 'assign', 'start', 'done', 'reject'];

/** Questions of the bot in the group: a message that answers one is the answer, not words for the resident. */
export const PROMPTS = { done: '✅❓', reject: '⛔❓' } as const;
export type PromptAction = keyof typeof PROMPTS;

/** Which question of ours a text is; null = another post. */
export function promptOf(text: string): PromptAction | null {
  if (text.startsWith(PROMPTS.done)) return 'done';
  return text.startsWith(PROMPTS.reject) ? 'reject' : null;
}

/** State, number, type and house: what a topic is found by. */
export function topicName(plan: GroupPlan, tr: Translator): string {
  const icon = plan.late ? '🔥' : STATUS_ICONS[plan.status];
  const parts = [plan.number, typeText(plan.typeName, tr), ...(plan.house === null ? [] : [plan.house])];
  return Array.from(`${icon} ${parts.join(' · ')}`)
    .slice(0, LONGEST_TOPIC)
    .join('');
}

/** The card of a ticket in the staff group: no more of the resident than the setting allows. */
export function groupCard(
  card: TicketCard,
  view: { readonly privacy: GroupPrivacy; readonly similar: number; readonly topic: boolean },
  tr: Translator,
): Screen {
  const { privacy, similar } = view;
  const field = (label: string, value: string | null): Html[] =>
    value === null || value === '' ? [] : [tr.html('tickets-field', { label, value })];
  const facts = [
    ...field(tr.plain('tickets-field-type'), typeText(card.typeName, tr)),
    ...field(tr.plain('tickets-field-house'), card.house),
    ...(privacy === 'house' ? [] : field(tr.plain('tickets-field-flat'), card.flat)),
    ...(privacy === 'contacts'
      ? [
          ...field(tr.plain('tickets-field-resident'), card.residentName),
          ...field(tr.plain('tickets-field-phone'), card.phone),
          ...field(tr.plain('tickets-field-way'), card.contactWay),
        ]
      : []),
    ...field(tr.plain('tickets-field-time'), card.contactTime),
    ...(card.typeFields ?? []).flatMap(({ key, label }) =>
      // Where to send a paper is an address of the person.
      key === 'delivery' && privacy !== 'contacts'
        ? []
        : field(localized(label, tr.locale), card.fields[key] ?? null),
    ),
    ...field(tr.plain('tickets-field-assignee'), card.assigneeName),
    ...deadlineHtml(card, card.zone, tr),
    ...(card.reports > 1 ? [tr.html('tickets-reports', { count: card.reports })] : []),
    ...(card.files > 0 ? [tr.html('tickets-files-count', { count: card.files })] : []),
  ];
  return {
    html: joinHtml(
      [
        tr.html('tickets-group-title', {
          icon: STATUS_ICONS[card.status],
          number: card.number,
          status: statusText(card.status, tr),
        }),
        joinHtml(facts),
        wordsHtml(card.text, tr),
        ...(card.rating === null
          ? []
          : [tr.html('tickets-card-rating', { stars: '⭐'.repeat(card.rating) })]),
        ...(card.status === 'rejected' && card.reason !== null
          ? [tr.html('tickets-card-reason', { reason: shorten(card.reason, MOST_REASON) })]
          : []),
        joinHtml([
          view.topic ? tr.html('tickets-group-how-topic') : tr.html('tickets-group-how-chat'),
          ...(view.topic && card.reports > 1 ? [tr.html('tickets-group-how-all')] : []),
        ]),
      ],
      '\n\n',
    ),
    buttons: groupButtons(
      card,
      { similar, contacts: privacy !== 'contacts' && card.residentId !== null },
      tr,
    ),
  };
}

function groupButtons(
  card: TicketCard,
  extra: { readonly similar: number; readonly contacts: boolean },
  tr: Translator,
): ButtonRows {
  const ticket = card.id;
  const routeOf = {
    take: ticketRoutes.take,
    assign: ticketRoutes.assign,
    start: ticketRoutes.start,
    done: ticketRoutes.done,
    reject: ticketRoutes.reject,
  } as const;
  // Whoever presses is judged then; here stands what the state allows somebody.
  const allowed = possibleActions(
    { ...card, endedAt: card.closedAt },
    { role: 'manager', identityId: card.assigneeId },
    card.createdAt,
  );
  const actions = (Object.keys(routeOf) as (keyof typeof routeOf)[])
    .filter((action) => IN_GROUP.includes(action) && allowed.includes(action))
    .filter((action) => action !== 'take' || card.assigneeId === null)
    .map((action) => button(tr.plain(ACTION_CAPTIONS[action]), routeOf[action].data({ ticket })));
  return [
    actions.slice(0, 2),
    actions.slice(2, 4),
    actions.slice(4),
    extra.similar > 0
      ? [
          button(
            tr.plain('tickets-button-merge', { count: String(extra.similar) }),
            ticketRoutes.merge.data({ ticket }),
          ),
        ]
      : [],
    extra.contacts
      ? [button(tr.plain('tickets-button-contacts'), ticketRoutes.staffContacts.data({ ticket }))]
      : [],
  ];
}

/** Ready reasons of a refusal, by the word in the button. */
export const REASONS = ['not-ours', 'repeat', 'no-access', 'no-details'] as const;

export function isReason(word: string): word is (typeof REASONS)[number] {
  return REASONS.some((reason) => reason === word);
}

export function reasonText(reason: (typeof REASONS)[number], tr: Translator): string {
  return tr.plainOr(`tickets-reason-${reason}`, {}, 'tickets-reason-not-ours');
}

export function reasonRows(ticket: number, tr: Translator): ButtonRows {
  return REASONS.map((reason) => [
    button(reasonText(reason, tr), ticketRoutes.rejectFor.data({ ticket, reason })),
  ]);
}

export function promptScreen(
  action: PromptAction,
  card: { id: number; number: string },
  tr: Translator,
): Screen {
  const head = PROMPTS[action];
  if (action === 'done') {
    return {
      html: tr.html('tickets-group-ask-done', { head, number: card.number }),
      buttons: [
        [button(tr.plain('tickets-button-done-now'), ticketRoutes.doneNow.data({ ticket: card.id }))],
      ],
    };
  }
  return {
    html: tr.html('tickets-group-ask-reason', { head, number: card.number }),
    buttons: reasonRows(card.id, tr),
  };
}

export function assignScreen(
  card: { readonly id: number; readonly number: string },
  staff: readonly { readonly identityId: number; readonly name: string | null; readonly role: string }[],
  back: readonly ReturnType<typeof button>[],
  tr: Translator,
): Screen {
  return {
    html: tr.html('tickets-assign-title', { number: card.number }),
    buttons: [
      ...staff.map(({ identityId, name, role }) => [
        button(
          name ?? `${tr.plainOr(`staff-role-${role}`, {}, 'staff-role-manager')} ${identityId}`,
          ticketRoutes.assignTo.data({ ticket: card.id, identity: identityId }),
        ),
      ]),
      [...back],
    ],
  };
}
