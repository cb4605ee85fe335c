import { DomainError } from '../../../domain/errors.ts';
import { setSamplePhoto } from '../../../services/accounts/sample-bill.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';

export type SamplePhotoValues = { providerId: number; providerName: string; fileId: string | null };

/** The picture that "?" shows when a number of this provider is asked: a photo of its bill, or the drawn one again. */
export function samplePhotoForm(deps: BotDeps): Form<SamplePhotoValues> {
  return {
    id: 'sample-photo',
    minutes: 60,
    steps: [
      {
        id: 'photo',
        done: (values) => values.fileId !== undefined,
        skip: { fileId: null },
        help: 'accounts-help-sample',
        ask: (values, tr) => ({
          html: tr.html('accounts-ask-sample', { provider: values.providerName ?? '' }),
        }),
        read: (input) =>
          input.kind === 'file' && input.media === 'photo'
            ? { ok: true, patch: { fileId: input.fileId } }
            : { ok: false, code: 'PHOTO_EXPECTED' },
      },
    ],
    review: null,
    async submit(values, who) {
      const { providerId } = values;
      if (providerId === undefined) throw new DomainError('DRAFT_EXPIRED');
      const grants = await grantsOf(deps.services, who);
      await setSamplePhoto(deps.services, {
        actor: { identityId: who.identityId, grants },
        providerId,
        fileId: values.fileId ?? null,
      });
      return {};
    },
    done: (_, values, tr) => ({
      html: tr.html(values.fileId == null ? 'accounts-sample-drawn' : 'accounts-sample-saved'),
      buttons: [
        [button(tr.plain('accounts-button-queue'), routes.accessQueue.data({ page: 0 }))],
        [button(tr.plain('button-home'), routes.home.data())],
      ],
    }),
  };
}
