import { DomainError } from '../../../domain/errors.ts';
import type { DraftData } from '../../../services/drafts/drafts.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import { asOwner, asStaff } from '../../../services/tickets/access.ts';
import { changeTicket } from '../../../services/tickets/change-ticket.ts';
import { changeWithWords } from '../../../services/tickets/change-with-words.ts';
import { keepRatingWords } from '../../../services/tickets/keep-rating-words.ts';
import { writeMessage } from '../../../services/tickets/write-message.ts';
import type { PlainTextKey, TextKey } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form, FormOwner, FormStep } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';
import { ticketRoutes } from './callback-data.ts';
import { filesStep, textStep } from './steps.ts';
import type { TicketValues } from './values.ts';

const MINUTES = 24 * 60;

interface WordsForm {
  readonly id: string;
  readonly ask: Extract<TextKey, `tickets-ask-${string}`>;
  readonly help: PlainTextKey;
  readonly optional?: true;
  readonly withoutFiles?: true;
  readonly forStaff: boolean;
  readonly sent: PlainTextKey;
  submit(values: FilledWords, who: FormOwner): Promise<void>;
}

interface FilledWords {
  readonly ticketId: number;
  readonly text: string;
  readonly internal: boolean;
  readonly toAll: boolean;
  readonly stars: number;
}

/** Forms about one ticket that take words and maybe files: comments, done, rejected, returned, a rating. */
export function wordsForms(deps: BotDeps) {
  const { services } = deps;
  const owner = (who: FormOwner) => ({ identityId: who.identityId, residentId: who.residentId });
  const staffActor = async (ticketId: number, who: FormOwner) =>
    asStaff(services.db, {
      ticketId,
      staff: {
        identityId: who.identityId,
        grants: await grantsOf(services, { identityId: who.identityId }),
      },
      action: 'tickets.work',
      now: services.clock.now(),
    });

  return {
    comment: form(deps, {
      id: 'ticket-comment',
      ask: 'tickets-ask-comment',
      help: 'tickets-help-comment',
      forStaff: false,
      sent: 'tickets-comment-sent',
      async submit({ ticketId, text }, who) {
        await asOwner(services.db, { ticketId, owner: owner(who) });
        await writeMessage(services, {
          ticketId,
          authorId: who.identityId,
          fromStaff: false,
          visibility: 'resident',
          text,
          draftId: who.draftId,
        });
      },
    }),
    reopen: form(deps, {
      id: 'ticket-reopen',
      ask: 'tickets-ask-reopen',
      help: 'tickets-help-reopen',
      forStaff: false,
      sent: 'tickets-reopened',
      async submit({ ticketId, text }, who) {
        const actor = await asOwner(services.db, { ticketId, owner: owner(who) });
        const change = { ticketId, action: 'reopen', actor, draftId: who.draftId } as const;
        await changeWithWords(services, change, { text, authorId: who.identityId, fromStaff: false });
      },
    }),
    rate: form(deps, {
      id: 'ticket-rate',
      ask: 'tickets-ask-rating-words',
      help: 'tickets-help-rating-words',
      withoutFiles: true,
      forStaff: false,
      sent: 'tickets-rating-words-kept',
      async submit({ ticketId, text }, who) {
        await keepRatingWords(services, { ticketId, owner: owner(who), text });
      },
    }),
    staffWrite: form(deps, {
      id: 'ticket-staff-write',
      ask: 'tickets-ask-staff-write',
      help: 'tickets-help-staff-write',
      forStaff: true,
      sent: 'tickets-staff-written',
      async submit({ ticketId, text, internal, toAll }, who) {
        await staffActor(ticketId, who);
        await writeMessage(services, {
          ticketId,
          authorId: who.identityId,
          fromStaff: true,
          visibility: internal ? 'internal' : 'resident',
          text,
          toAll,
          draftId: who.draftId,
        });
      },
    }),
    done: form(deps, {
      id: 'ticket-done',
      ask: 'tickets-ask-done',
      help: 'tickets-help-done',
      optional: true,
      forStaff: true,
      sent: 'tickets-done-told',
      async submit({ ticketId, text }, who) {
        const actor = await staffActor(ticketId, who);
        const change = { ticketId, action: 'done', actor, draftId: who.draftId } as const;
        await changeWithWords(services, change, { text, authorId: who.identityId, fromStaff: true });
      },
    }),
    reject: form(deps, {
      id: 'ticket-reject',
      ask: 'tickets-ask-reject',
      help: 'tickets-help-reject',
      withoutFiles: true,
      forStaff: true,
      sent: 'tickets-rejected-told',
      async submit({ ticketId, text }, who) {
        const actor = await staffActor(ticketId, who);
        await changeTicket(services, {
          ticketId,
          action: 'reject',
          actor,
          reason: text,
          draftId: who.draftId,
        });
      },
    }),
  };
}

function form(deps: BotDeps, words: WordsForm): Form<TicketValues> {
  const text: FormStep<TicketValues> = textStep(deps, {
    ask: (values, tr) => tr.htmlOr(words.ask, { number: values.number ?? '' }, 'tickets-ask-text-plain'),
    help: words.help,
    byStaff: words.forStaff,
    withoutFiles: words.withoutFiles === true,
    ...(words.optional === true ? { optional: true } : {}),
  });
  return {
    id: words.id,
    minutes: MINUTES,
    steps: words.withoutFiles === true ? [text] : [text, filesStep(deps)],
    review: null,
    async submit(values, who): Promise<DraftData> {
      const { ticketId } = values;
      if (ticketId === undefined) throw new DomainError('DRAFT_EXPIRED');
      await words.submit(
        {
          ticketId,
          text: values.text ?? '',
          internal: values.internal ?? false,
          toAll: values.toAll ?? false,
          stars: values.stars ?? 0,
        },
        who,
      );
      return { ticketId };
    },
    done: (result, _, tr) => {
      const ticket = Number(result.ticketId);
      const card = words.forStaff ? ticketRoutes.staffTicket : routes.ticket;
      return {
        html: tr.html(words.sent),
        buttons: [
          [button(tr.plain('tickets-button-open'), card.data({ ticket }))],
          [button(tr.plain('button-home'), routes.home.data())],
        ],
      };
    },
  };
}
