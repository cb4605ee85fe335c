import { parseFlats } from '../../../domain/announcements.ts';
import { DomainError } from '../../../domain/errors.ts';
import { parseLocalMoment } from '../../../domain/local-time.ts';
import { parseMoney } from '../../../domain/money.ts';
import { countRecipients } from '../../../services/announcements/count-recipients.ts';
import { setAudience } from '../../../services/announcements/create-announcement.ts';
import { announcementForStaff } from '../../../services/announcements/load-announcement.ts';
import { sendAnnouncement } from '../../../services/announcements/send-announcement.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form, FormStep } from '../../ui/form.ts';
import { annRoutes } from './callback-data.ts';

export type NarrowValues = { id: number; what: 'entrance' | 'flats' | 'debt'; text: string };

/** One typed restriction of the audience: an entrance, flats, a debt. */
export function narrowForm(deps: BotDeps): Form<NarrowValues> {
  const step: FormStep<NarrowValues> = {
    id: 'text',
    done: ({ text }) => text !== undefined,
    help: 'announcements-help-narrow',
    takesNumbers: true,
    ask: ({ what = 'flats' }, tr) => ({ html: tr.html(`announcements-ask-${what}`) }),
    read(input, { what }) {
      const text = input.kind === 'text' ? input.text.trim() : '';
      const readable =
        (what === 'entrance' && /^[\p{L}\d-]{1,10}$/u.test(text)) ||
        (what === 'flats' && parseFlats(text) !== null) ||
        (what === 'debt' && debtOf(text) !== null);
      return readable ? { ok: true, patch: { text } } : { ok: false, code: 'ANNOUNCEMENT_NARROW' };
    },
  };
  return {
    id: 'announce-narrow',
    minutes: 60,
    steps: [step],
    review: null,
    async submit({ id, what, text = '' }, who) {
      if (id === undefined) throw new DomainError('DRAFT_EXPIRED');
      const grants = await grantsOf(deps.services, { identityId: who.identityId });
      const { audience } = await announcementForStaff(deps.services, { id, grants });
      const patch = {
        ...(what === 'entrance' ? { entrance: text } : {}),
        ...(what === 'flats' ? { flats: parseFlats(text) ?? [] } : {}),
        ...(what === 'debt' ? { debtOver: debtOf(text) } : {}),
      };
      await setAudience(deps.services, { id, grants, audience: { ...audience, ...patch } });
      const changed = await announcementForStaff(deps.services, { id, grants });
      return { id, recipients: await countRecipients(deps.services, changed) };
    },
    done: (result, _values, tr) => ({
      html: tr.html('announcements-narrowed', { count: Number(result.recipients) }),
      buttons: [
        [
          button(
            tr.plain('announcements-button-audience'),
            annRoutes.audience.data({ id: Number(result.id) }),
            'primary',
          ),
        ],
      ],
    }),
  };
}

export type ScheduleValues = { id: number; zone: string; at: string; mark: string };

/** When it shall go. */
export function scheduleForm(deps: BotDeps): Form<ScheduleValues> {
  const { services } = deps;
  const step: FormStep<ScheduleValues> = {
    id: 'at',
    done: ({ at }) => at !== undefined,
    help: 'announcements-help-time',
    takesNumbers: true,
    ask: (_values, tr) => ({ html: tr.html('announcements-ask-when') }),
    read: (input) =>
      input.kind === 'text' && input.text.length <= 60
        ? { ok: true, patch: { at: input.text } }
        : { ok: false, code: 'ANNOUNCEMENT_TIME' },
    async apply({ zone = services.installation.timezone }, { at = '' }) {
      const now = services.clock.now();
      const moment = parseLocalMoment(at, zone, now);
      if (moment === null) return { kind: 'again', code: 'ANNOUNCEMENT_TIME' };
      if (moment <= now) return { kind: 'again', code: 'ANNOUNCEMENT_PAST' };
      return { kind: 'next', patch: { at: moment.toISOString() } };
    },
  };
  return {
    id: 'announce-when',
    minutes: 60,
    steps: [step],
    review: null,
    mend: { ANNOUNCEMENT_TIMES: 'at', ANNOUNCEMENT_PAST: 'at', ANNOUNCEMENT_OVER: 'at' },
    async submit({ id, at, mark }, who) {
      if (id === undefined || at === undefined || mark === undefined) throw new DomainError('DRAFT_EXPIRED');
      const grants = await grantsOf(services, { identityId: who.identityId });
      const actor = { id, identityId: who.identityId, grants };
      const result = await sendAnnouncement(services, { ...actor, sendAt: new Date(at), shown: null, mark });
      return { id, approval: result.kind === 'approval', count: result.recipients };
    },
    done: (result, values, tr) => ({
      html:
        result.approval === true
          ? tr.html('announcements-approval-asked', { count: Number(result.count) })
          : tr.html('announcements-scheduled', {
              at: tr.dateTime(new Date(values.at ?? 0), values.zone ?? services.installation.timezone),
              count: Number(result.count),
            }),
      buttons: [
        [button(tr.plain('announcements-button-to-card'), annRoutes.card.data({ id: Number(result.id) }))],
      ],
    }),
  };
}

/** Whole kopecks that fit the column; null for anything else. */
function debtOf(text: string): number | null {
  const reading = parseMoney(text);
  return reading.ok && reading.amount >= 0 && reading.amount <= 2_000_000_000 ? reading.amount : null;
}
