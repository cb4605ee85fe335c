import { dateIn } from '../../../domain/clock-zone.ts';
import { DomainError } from '../../../domain/errors.ts';
import { localized } from '../../../domain/locale.ts';
import { type BillingDate, parseBillingDate } from '../../../domain/period.ts';
import { listCalendar, setCalendarDay } from '../../../services/tickets/edit-calendar.ts';
import {
  changeTicketType,
  changeTypeField,
  type EditedType,
  listTypesToEdit,
  MAX_TYPE_FIELDS,
  moveTicketType,
  typeToEdit,
} from '../../../services/tickets/edit-ticket-type.ts';
import { showTicketSettings } from '../../../services/tickets/ticket-settings.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotContext } from '../../context.ts';
import type { FeatureHost } from '../../feature.ts';
import { button } from '../../ui/buttons.ts';
import { type Screen, showScreen } from '../../ui/screen.ts';
import { ticketRoutes } from './callback-data.ts';
import { homeRow } from './screens.ts';
import { staffOf } from './staff-actions.ts';
import { calendarDayForm, typeDeadlineForm, typeNamesForm } from './type.forms.ts';
import { typeFieldForm, typeKeywordsForm } from './type-details.forms.ts';

/** What chiefs set for tickets: the types with their deadlines, and which days are working days. */
export function installTypeEditor(host: FeatureHost): void {
  const { deps, router, forms } = host;
  const { services } = deps;
  const names = typeNamesForm(deps);
  const deadline = typeDeadlineForm(deps);
  const day = calendarDayForm(deps);
  const keywords = typeKeywordsForm(deps);
  const field = typeFieldForm(deps);
  forms.define(keywords);
  forms.define(field);
  forms.define(names);
  forms.define(deadline);
  forms.define(day);

  // ── types ───────────────────────────────────────────────────────────────
  const showType = async (ctx: BotContext, typeId: number): Promise<void> => {
    const staff = staffOf(ctx);
    const type = await typeToEdit(services, { staff, typeId });
    const children =
      type.parentId === null ? await listTypesToEdit(services, { staff, parentId: typeId }) : [];
    const siblings = await listTypesToEdit(services, { staff, parentId: type.parentId ?? 0 });
    const place = { index: siblings.findIndex(({ id }) => id === typeId), of: siblings.length };
    await showScreen(ctx, typeScreen({ type, children, place }, ctx.tr));
  };
  router.on('tickets', 'staff', ticketRoutes.editTypes, async (ctx) => {
    const types = await listTypesToEdit(services, { staff: staffOf(ctx), parentId: 0 });
    await showScreen(ctx, typesToEditScreen(types, ctx.tr));
  });
  router.on('tickets', 'staff', ticketRoutes.editType, (ctx, { type }) => showType(ctx, type));
  router.on('tickets', 'staff', ticketRoutes.typeActive, async (ctx, { type, on }) => {
    await changeTicketType(services, { staff: staffOf(ctx), typeId: type, change: { active: on } });
    await showType(ctx, type);
  });
  router.on('tickets', 'staff', ticketRoutes.typeEmergency, async (ctx, { type, on }) => {
    await changeTicketType(services, { staff: staffOf(ctx), typeId: type, change: { emergency: on } });
    await showType(ctx, type);
  });
  router.on('tickets', 'staff', ticketRoutes.typeMove, async (ctx, { type, place }) => {
    await moveTicketType(services, { staff: staffOf(ctx), typeId: type, place });
    await showType(ctx, type);
  });
  router.on('tickets', 'staff', ticketRoutes.typeNames, async (ctx, { type, parent }) => {
    const known = type === 0 ? null : await typeToEdit(services, { staff: staffOf(ctx), typeId: type });
    const now = known === null ? '' : localized(known.name, ctx.tr.locale);
    await forms.start(ctx, names, { typeId: type, parentId: parent, now });
  });
  router.on('tickets', 'staff', ticketRoutes.typeDeadline, async (ctx, { type }) => {
    const { name } = await typeToEdit(services, { staff: staffOf(ctx), typeId: type });
    await forms.start(ctx, deadline, { typeId: type, now: localized(name, ctx.tr.locale) });
  });

  router.on('tickets', 'staff', ticketRoutes.typeKeywords, async (ctx, { type }) => {
    const { name } = await typeToEdit(services, { staff: staffOf(ctx), typeId: type });
    await forms.start(ctx, keywords, { typeId: type, now: localized(name, ctx.tr.locale) });
  });
  const showFields = async (ctx: BotContext, typeId: number): Promise<void> => {
    const type = await typeToEdit(services, { staff: staffOf(ctx), typeId });
    await showScreen(ctx, fieldsScreen(type, ctx.tr));
  };
  router.on('tickets', 'staff', ticketRoutes.typeFields, (ctx, { type }) => showFields(ctx, type));
  router.on('tickets', 'staff', ticketRoutes.typeFieldAdd, async (ctx, { type }) => {
    await typeToEdit(services, { staff: staffOf(ctx), typeId: type });
    await forms.start(ctx, field, { typeId: type });
  });
  router.on('tickets', 'staff', ticketRoutes.typeFieldForget, async (ctx, { type, key }) => {
    await changeTypeField(services, { staff: staffOf(ctx), typeId: type, key, field: null });
    await showFields(ctx, type);
  });

  // ── working days ────────────────────────────────────────────────────────
  const today = (): BillingDate => dateIn(services.clock.now(), services.installation.timezone);
  const showCalendar = async (ctx: BotContext, companyId: number): Promise<void> => {
    const staff = staffOf(ctx);
    const { company } = await showTicketSettings(services, { staff, companyId });
    const days = await listCalendar(services, { companyId, staff, from: today() });
    await showScreen(
      ctx,
      calendarScreen({ companyId, company, days, zone: services.installation.timezone }, ctx.tr),
    );
  };
  router.on('tickets', 'staff', ticketRoutes.calendar, (ctx, { company }) => showCalendar(ctx, company));
  router.on('tickets', 'staff', ticketRoutes.calendarForget, async (ctx, { company, day: compact }) => {
    const digits = String(compact);
    const date = parseBillingDate(`${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`);
    if (date === null) throw new DomainError('CALENDAR_DAY');
    await setCalendarDay(services, {
      companyId: company,
      staff: staffOf(ctx),
      today: today(),
      day: date,
      working: null,
    });
    await showCalendar(ctx, company);
  });
  router.on('tickets', 'staff', ticketRoutes.calendarAdd, async (ctx, { company }) => {
    await forms.start(ctx, day, { companyId: company });
  });
}

function deadlineText(type: EditedType, tr: Translator): string {
  if (type.deadlineHours !== null) return tr.plain('tickets-type-hours', { count: type.deadlineHours });
  return type.workingDays === null
    ? tr.plain('tickets-type-no-deadline')
    : tr.plain('tickets-type-days', { count: type.workingDays });
}

function typeButton(type: EditedType, tr: Translator) {
  const name = localized(type.name, tr.locale);
  return button(type.active ? name : `⏸ ${name}`, ticketRoutes.editType.data({ type: type.id }));
}

function typesToEditScreen(types: readonly EditedType[], tr: Translator): Screen {
  return {
    html: tr.html('tickets-types-title'),
    buttons: [
      ...types.map((type) => [typeButton(type, tr)]),
      [button(tr.plain('tickets-button-type-add'), ticketRoutes.typeNames.data({ type: 0, parent: 0 }))],
      [button(tr.plain('button-back'), ticketRoutes.settings.data({ company: 0 })), ...homeRow(tr)],
    ],
  };
}

function typeScreen(
  view: {
    readonly type: EditedType;
    readonly children: readonly EditedType[];
    /** among its siblings, from 0 */
    readonly place: { readonly index: number; readonly of: number };
  },
  tr: Translator,
): Screen {
  const { type, children, place } = view;
  const { id, parentId, active, emergency } = type;
  const field = (label: string, value: string) => tr.html('tickets-field', { label, value });
  return {
    html: joinHtml(
      [
        tr.html('tickets-type-title', { type: localized(type.name, tr.locale) }),
        joinHtml([
          field('RU', type.name.ru),
          field('EN', type.name.en),
          field(tr.plain('tickets-type-deadline'), deadlineText(type, tr)),
          ...(children.length > 0
            ? []
            : [
                field(
                  tr.plain('tickets-type-keywords'),
                  type.keywords.length === 0
                    ? tr.plain('tickets-type-no-keywords')
                    : type.keywords.slice(0, MOST_PHRASES).join(', '),
                ),
                field(
                  tr.plain('tickets-type-fields'),
                  type.fields.length === 0
                    ? tr.plain('tickets-type-no-fields')
                    : type.fields.map(({ label }) => localized(label, tr.locale)).join(', '),
                ),
              ]),
          field(
            tr.plain('tickets-type-place'),
            tr.plain('tickets-type-place-of', { place: String(place.index + 1), count: String(place.of) }),
          ),
          tr.html(emergency ? 'tickets-type-emergency' : 'tickets-type-ordinary'),
          tr.html(active ? 'tickets-type-on' : 'tickets-type-off'),
        ]),
        ...(children.length === 0 ? [] : [tr.html('tickets-type-children')]),
      ],
      '\n\n',
    ),
    buttons: [
      ...children.map((child) => [typeButton(child, tr)]),
      ...(parentId === null
        ? [
            [
              button(
                tr.plain('tickets-button-type-add'),
                ticketRoutes.typeNames.data({ type: 0, parent: id }),
              ),
            ],
          ]
        : []),
      [
        button(tr.plain('tickets-button-type-names'), ticketRoutes.typeNames.data({ type: id, parent: 0 })),
        button(tr.plain('tickets-button-type-deadline'), ticketRoutes.typeDeadline.data({ type: id })),
      ],
      ...(children.length > 0
        ? []
        : [
            [
              button(tr.plain('tickets-button-type-keywords'), ticketRoutes.typeKeywords.data({ type: id })),
              button(tr.plain('tickets-button-type-fields'), ticketRoutes.typeFields.data({ type: id })),
            ],
          ]),
      [
        ...(place.index > 0
          ? [
              button(
                tr.plain('tickets-button-type-up'),
                ticketRoutes.typeMove.data({ type: id, place: place.index - 1 }),
              ),
            ]
          : []),
        ...(place.index < place.of - 1
          ? [
              button(
                tr.plain('tickets-button-type-down'),
                ticketRoutes.typeMove.data({ type: id, place: place.index + 1 }),
              ),
            ]
          : []),
      ],
      [
        button(
          tr.plain(emergency ? 'tickets-button-type-ordinary' : 'tickets-button-type-emergency'),
          ticketRoutes.typeEmergency.data({ type: id, on: !emergency }),
        ),
        button(
          tr.plain(active ? 'tickets-button-type-off' : 'tickets-button-type-on'),
          ticketRoutes.typeActive.data({ type: id, on: !active }),
        ),
      ],
      [
        button(
          tr.plain('button-back'),
          parentId === null ? ticketRoutes.editTypes.data() : ticketRoutes.editType.data({ type: parentId }),
        ),
        ...homeRow(tr),
      ],
    ],
  };
}

/** What the type asks besides the text. */
function fieldsScreen(type: EditedType, tr: Translator): Screen {
  return {
    html: joinHtml(
      [
        tr.html('tickets-type-fields-title', { type: localized(type.name, tr.locale) }),
        ...(type.fields.length === 0
          ? [tr.html('tickets-type-fields-empty')]
          : type.fields.map(({ label, example }) =>
              tr.html('tickets-type-field', {
                label: localized(label, tr.locale),
                example: localized(example, tr.locale),
              }),
            )),
      ],
      '\n\n',
    ),
    buttons: [
      ...type.fields.map(({ key, label }) => [
        button(`✖️ ${localized(label, tr.locale)}`, ticketRoutes.typeFieldForget.data({ type: type.id, key })),
      ]),
      ...(type.fields.length < MAX_TYPE_FIELDS
        ? [
            [
              button(
                tr.plain('tickets-button-type-field-add'),
                ticketRoutes.typeFieldAdd.data({ type: type.id }),
              ),
            ],
          ]
        : []),
      [button(tr.plain('button-back'), ticketRoutes.editType.data({ type: type.id })), ...homeRow(tr)],
    ],
  };
}

function calendarScreen(
  view: {
    readonly companyId: number;
    readonly company: string;
    readonly days: readonly { readonly day: string; readonly working: boolean }[];
    readonly zone: string;
  },
  tr: Translator,
): Screen {
  const { companyId: company, days, zone } = view;
  return {
    html: joinHtml(
      [
        tr.html('tickets-calendar-title', { company: view.company }),
        days.length === 0
          ? tr.html('tickets-calendar-empty')
          : joinHtml(
              days.map(({ day, working }) =>
                tr.html(working ? 'tickets-calendar-working' : 'tickets-calendar-off', {
                  day: tr.date(day, zone),
                }),
              ),
            ),
      ],
      '\n\n',
    ),
    buttons: [
      ...days
        .slice(0, MOST_DAYS)
        .map(({ day }) => [
          button(
            tr.plain('tickets-button-calendar-forget', { day: tr.date(day, zone) }),
            ticketRoutes.calendarForget.data({ company, day: Number(day.replaceAll('-', '')) }),
          ),
        ]),
      [button(tr.plain('tickets-button-calendar-add'), ticketRoutes.calendarAdd.data({ company }))],
      [button(tr.plain('button-back'), ticketRoutes.settings.data({ company })), ...homeRow(tr)],
    ],
  };
}

/** Phrases a card lists. */
const MOST_PHRASES = 25;
/** Buttons a screen can hold beside the others. */
const MOST_DAYS = 20;
