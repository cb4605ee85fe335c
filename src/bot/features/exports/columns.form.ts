import { DomainError } from '../../../domain/errors.ts';
import {
  REGISTER_COLUMNS,
  readColumns,
  saveRegisterTemplate,
} from '../../../services/exports/export-template.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';
import { exportRoutes } from './callback-data.ts';

export type ColumnsValues = {
  providerId: number;
  /** words of the list, by spaces */
  columns: string;
};

/** The columns of a provider's register, typed as words in the order in which they stand. */
export function columnsForm(deps: BotDeps): Form<ColumnsValues> {
  return {
    id: 'export-columns',
    minutes: 60,
    steps: [
      {
        id: 'columns',
        done: (values) => values.columns !== undefined,
        help: 'exports-help-columns',
        ask: (_, tr) => ({ html: tr.html('exports-ask-columns', { known: REGISTER_COLUMNS.join(' ') }) }),
        read(input) {
          const columns = input.kind === 'text' ? readColumns(input.text) : null;
          return columns === null
            ? { ok: false, code: 'EXPORT_COLUMNS_UNKNOWN' }
            : { ok: true, patch: { columns: columns.join(' ') } };
        },
      },
    ],
    review: null,
    mend: { EXPORT_COLUMNS_WRONG: 'columns' },
    async submit(values, who) {
      const columns = readColumns(values.columns ?? '');
      if (values.providerId === undefined || columns === null) throw new DomainError('DRAFT_EXPIRED');
      await saveRegisterTemplate(deps.services, {
        actor: { identityId: who.identityId, grants: await grantsOf(deps.services, who) },
        providerId: values.providerId,
        patch: { columns },
      });
      return { providerId: values.providerId };
    },
    done: (result, values, tr) => ({
      html: tr.html('exports-columns-saved', { columns: values.columns ?? '' }),
      buttons: [
        [
          button(
            tr.plain('exports-button-template'),
            exportRoutes.template.data({ provider: Number(result.providerId) }),
          ),
        ],
      ],
    }),
  };
}
