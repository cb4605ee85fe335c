import { DomainError } from '../../../domain/errors.ts';
import type { PlainTextKey } from '../../../texts/texts.ts';
import { button } from '../../ui/buttons.ts';
import type { Form } from '../../ui/form.ts';

const MAX_NAME = 40;

export type NameValues = {
  id: number;
  /** what is renamed, as it is called now */
  shown: string;
  name: string;
};

export interface NameFormOptions {
  readonly id: string;
  /** asks, with `shown` */
  readonly ask: 'payments-ask-card-name' | 'payments-ask-template-name';
  readonly help: PlainTextKey;
  save(named: { readonly residentId: number; readonly id: number; readonly name: string }): Promise<void>;
  readonly doneText: PlainTextKey;
  /** where the renamed thing is */
  doneData(id: number): string;
}

/** A name of one's own for something: one question, one effect. */
export function nameForm(options: NameFormOptions): Form<NameValues> {
  return {
    id: options.id,
    minutes: 60,
    steps: [
      {
        id: 'name',
        help: options.help,
        done: (values) => values.name !== undefined,
        ask: (values, tr) => ({ html: tr.html(options.ask, { shown: values.shown ?? '' }) }),
        read(input) {
          if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
          const name = input.text.replaceAll(/\s+/g, ' ').trim();
          const length = Array.from(name).length;
          return length === 0 || length > MAX_NAME
            ? { ok: false, code: 'NAME_LENGTH', details: { max: MAX_NAME } }
            : { ok: true, patch: { name } };
        },
      },
    ],
    review: null,
    async submit(values, who) {
      const { id, name } = values;
      if (who.residentId === null || id === undefined || name === undefined)
        throw new DomainError('DRAFT_EXPIRED');
      await options.save({ residentId: who.residentId, id, name });
      return { id };
    },
    done: (result, _values, tr) => ({
      html: tr.html(options.doneText),
      buttons: [[button(tr.plain('payments-button-open'), options.doneData(Number(result.id)))]],
    }),
  };
}
