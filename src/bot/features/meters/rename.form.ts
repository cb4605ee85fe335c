import { DomainError } from '../../../domain/errors.ts';
import { completeDraft } from '../../../services/drafts/drafts.ts';
import { MAX_METER_NAME, renameMeter } from '../../../services/meters/rename-meter.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';
import { meterRoutes } from './callback-data.ts';

export type RenameValues = { linkId: number; meterId: number; label: string; name: string | null };

/** A name of one's own for a meter; Skip takes it away. */
export function renameForm(deps: BotDeps): Form<RenameValues> {
  return {
    id: 'meter-name',
    minutes: 60,
    steps: [
      {
        id: 'name',
        done: (values) => values.name !== undefined,
        skip: { name: null },
        help: 'meters-help-name',
        ask: (values, tr) => ({ html: tr.html('meters-ask-name', { meter: values.label ?? '' }) }),
        read(input) {
          if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
          const name = input.text.replaceAll(/\s+/g, ' ').trim();
          const fits = name !== '' && Array.from(name).length <= MAX_METER_NAME;
          return fits
            ? { ok: true, patch: { name } }
            : { ok: false, code: 'METER_NAME_WRONG', details: { max: MAX_METER_NAME } };
        },
      },
    ],
    review: null,
    async submit({ linkId, meterId, name = null }, who) {
      const { residentId, draftId } = who;
      if (residentId === null || linkId === undefined || meterId === undefined)
        throw new DomainError('DRAFT_EXPIRED');
      await renameMeter(deps.services, { residentId, linkId, meterId, name });
      await completeDraft(deps.services.db, { draftId, now: deps.services.clock.now() });
      return { name };
    },
    done: ({ name }, values, tr) => ({
      html: typeof name === 'string' ? tr.html('meters-renamed', { name }) : tr.html('meters-name-removed'),
      buttons: [
        [button(tr.plain('meters-button-meters'), meterRoutes.account.data({ link: values.linkId ?? 0 }))],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  };
}
