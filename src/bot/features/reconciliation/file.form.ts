import { DomainError } from '../../../domain/errors.ts';
import { RECONCILIATION_SOURCES, reconcile } from '../../../services/reconciliation/reconcile.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import type { BotDeps } from '../../deps.ts';
import { button, fitCaption } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';
import { reconciliationRoutes } from './callback-data.ts';

export type FileValues = {
  source: string;
  fileId: string;
  fileName: string;
};

const LONGEST_FILE_NAME = 100;

/** The register to be compared, as a file. */
export function registerFileForm(deps: BotDeps): Form<FileValues> {
  return {
    id: 'reconciliation-file',
    minutes: 60,
    steps: [
      {
        id: 'file',
        done: (values) => values.fileId !== undefined,
        help: 'reconciliation-help-file',
        ask: (_, tr) => ({ html: tr.html('reconciliation-ask-file') }),
        read(input) {
          if (input.kind !== 'file' || input.media !== 'document') {
            return { ok: false, code: 'RECONCILIATION_FILE_WANTED' };
          }
          const fileName = fitCaption(input.fileName ?? 'register', LONGEST_FILE_NAME);
          return { ok: true, patch: { fileId: input.fileId, fileName } };
        },
      },
    ],
    review: null,
    async submit(values, who) {
      const source = RECONCILIATION_SOURCES.find((known) => known === values.source);
      if (source === undefined || values.fileId === undefined) throw new DomainError('DRAFT_EXPIRED');
      const { id } = await reconcile(deps.services, {
        grants: await grantsOf(deps.services, who),
        identityId: who.identityId,
        draftId: who.draftId,
        source,
        fileName: values.fileName ?? '',
        bytes: await deps.files.download(values.fileId),
      });
      return { id };
    },
    done: (result, _, tr) => ({
      html: tr.html('reconciliation-done'),
      buttons: [
        [
          button(
            tr.plain('reconciliation-button-show'),
            reconciliationRoutes.show.data({ id: Number(result.id) }),
            'primary',
          ),
        ],
        [button(tr.plain('button-back'), routes.reconciliations.data({ page: 0 }))],
      ],
    }),
  };
}
