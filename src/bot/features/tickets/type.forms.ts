import { dateIn } from '../../../domain/clock-zone.ts';
import { DomainError } from '../../../domain/errors.ts';
import { parseBillingDate } from '../../../domain/period.ts';
import { parseDeadline } from '../../../domain/tickets.ts';
import { completeDraft } from '../../../services/drafts/drafts.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import type { StaffMember } from '../../../services/tickets/access.ts';
import { setCalendarDay } from '../../../services/tickets/edit-calendar.ts';
import {
  addTicketType,
  changeTicketType,
  MAX_TYPE_NAME,
} from '../../../services/tickets/edit-ticket-type.ts';
import type { Html } from '../../../texts/html.ts';
import type { PlainTextKey, Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form, FormOwner, FormStep } from '../../ui/form.ts';
import type { Screen } from '../../ui/screen.ts';
import { ticketRoutes } from './callback-data.ts';

export const MINUTES = 60;

export async function memberOf(deps: BotDeps, { identityId }: FormOwner): Promise<StaffMember> {
  return { identityId, grants: await grantsOf(deps.services, { identityId }) };
}

export function savedScreen(tr: Translator, data: string): Screen {
  return {
    html: tr.html('tickets-type-saved'),
    buttons: [[button(tr.plain('button-back'), data)]],
  };
}

export type TypeNamesValues = {
  /** 0 = a new one below `parentId` */
  typeId: number;
  parentId: number;
  /** its name in the language of who edits */
  now: string;
  ru: string;
  en: string;
};

function nameStep(
  key: 'ru' | 'en',
  texts: {
    readonly ask: (values: Partial<TypeNamesValues>, tr: Translator) => Html;
    readonly help: PlainTextKey;
  },
): FormStep<TypeNamesValues> {
  return {
    id: key,
    done: (values) => values[key] !== undefined,
    help: texts.help,
    ask: (values, tr) => ({ html: texts.ask(values, tr) }),
    read(input) {
      const name = input.kind === 'text' ? input.text.replaceAll(/\s+/g, ' ').trim() : '';
      if (name === '') return { ok: false, code: 'OTHER_INPUT' };
      return Array.from(name).length > MAX_TYPE_NAME
        ? { ok: false, code: 'TICKET_TYPE_NAME', details: { max: MAX_TYPE_NAME } }
        : { ok: true, patch: key === 'ru' ? { ru: name } : { en: name } };
    },
  };
}

/** Both names of a type; of a new one too. */
export function typeNamesForm(deps: BotDeps): Form<TypeNamesValues> {
  return {
    id: 'ticket-type-names',
    minutes: MINUTES,
    steps: [
      nameStep('ru', {
        ask: ({ now = '' }, tr) =>
          now === '' ? tr.html('tickets-ask-type-new') : tr.html('tickets-ask-type-ru', { now }),
        help: 'tickets-help-type-name',
      }),
      nameStep('en', { ask: (_, tr) => tr.html('tickets-ask-type-en'), help: 'tickets-help-type-name' }),
    ],
    review: null,
    async submit({ typeId, parentId = 0, ru, en }, who) {
      if (typeId === undefined || ru === undefined || en === undefined)
        throw new DomainError('DRAFT_EXPIRED');
      const staff = await memberOf(deps, who);
      const name = { ru, en };
      if (typeId === 0) {
        const { draftId } = who;
        return { typeId: await addTicketType(deps.services, { staff, parentId, name, draftId }) };
      }
      await changeTicketType(deps.services, { staff, typeId, change: { name } });
      await completeDraft(deps.services.db, { draftId: who.draftId, now: deps.services.clock.now() });
      return { typeId };
    },
    done: (result, _, tr) => savedScreen(tr, ticketRoutes.editType.data({ type: Number(result.typeId) })),
  };
}

export type TypeDeadlineValues = {
  typeId: number;
  now: string;
  hours: number | null;
  days: number | null;
};

/** Hours on the clock or working days; Skip = no deadline. */
export function typeDeadlineForm(deps: BotDeps): Form<TypeDeadlineValues> {
  return {
    id: 'ticket-type-deadline',
    minutes: MINUTES,
    steps: [
      {
        id: 'deadline',
        done: (values) => values.hours !== undefined,
        skip: { hours: null, days: null },
        help: 'tickets-help-type-deadline',
        takesNumbers: true,
        ask: ({ now = '' }, tr) => ({ html: tr.html('tickets-ask-type-deadline', { now }) }),
        read(input) {
          const terms = input.kind === 'text' ? parseDeadline(input.text) : null;
          return terms === null
            ? { ok: false, code: 'TICKET_TYPE_DEADLINE' }
            : { ok: true, patch: { hours: terms.deadlineHours, days: terms.workingDays } };
        },
      },
    ],
    review: null,
    async submit({ typeId, hours = null, days = null }, who) {
      if (typeId === undefined) throw new DomainError('DRAFT_EXPIRED');
      const staff = await memberOf(deps, who);
      await changeTicketType(deps.services, { staff, typeId, change: { deadline: { hours, days } } });
      await completeDraft(deps.services.db, { draftId: who.draftId, now: deps.services.clock.now() });
      return { typeId };
    },
    done: (result, _, tr) => savedScreen(tr, ticketRoutes.editType.data({ type: Number(result.typeId) })),
  };
}

export type CalendarDayValues = { companyId: number; day: string; working: boolean };

/** A day that is working, or not, against the rule. */
export function calendarDayForm(deps: BotDeps): Form<CalendarDayValues> {
  return {
    id: 'ticket-calendar-day',
    minutes: MINUTES,
    steps: [
      {
        id: 'day',
        done: (values) => values.day !== undefined,
        help: 'tickets-help-calendar',
        takesNumbers: true,
        ask: (_, tr) => ({ html: tr.html('tickets-ask-calendar-day') }),
        read(input) {
          const day = input.kind === 'text' ? parseBillingDate(input.text) : null;
          return day === null ? { ok: false, code: 'CALENDAR_DAY' } : { ok: true, patch: { day } };
        },
      },
      {
        id: 'working',
        done: (values) => values.working !== undefined,
        help: 'tickets-help-calendar',
        ask: (_, tr) => ({
          html: tr.html('tickets-ask-calendar-working'),
          options: [
            [{ caption: tr.plain('tickets-button-calendar-off'), value: 'off' }],
            [{ caption: tr.plain('tickets-button-calendar-working'), value: 'working' }],
          ],
        }),
        read: (input) =>
          input.kind === 'option'
            ? { ok: true, patch: { working: input.value === 'working' } }
            : { ok: false, code: 'TICKET_CHOOSE' },
      },
    ],
    review: null,
    mend: { CALENDAR_DAY: 'day' },
    async submit({ companyId, day: typed = '', working }, who) {
      const day = parseBillingDate(typed);
      if (companyId === undefined || day === null || working === undefined)
        throw new DomainError('DRAFT_EXPIRED');
      const { services } = deps;
      const today = dateIn(services.clock.now(), services.installation.timezone);
      const staff = await memberOf(deps, who);
      await setCalendarDay(services, { companyId, staff, today, day, working });
      await completeDraft(services.db, { draftId: who.draftId, now: services.clock.now() });
      return { companyId };
    },
    done: (result, _, tr) =>
      savedScreen(tr, ticketRoutes.calendar.data({ company: Number(result.companyId) })),
  };
}
