import { normalizePersonName } from '../../../domain/names.ts';
import type { StepReading } from '../../ui/form.ts';
import type { PersonStep, PersonValues } from './person-values.ts';

/** The name or the surname, in its normal form. */
export function nameStep(field: 'firstName' | 'lastName'): PersonStep {
  const texts = {
    firstName: { ask: 'residents-ask-first-name', help: 'residents-help-first-name' },
    lastName: { ask: 'residents-ask-last-name', help: 'residents-help-last-name' },
  } as const;
  return {
    id: field,
    help: texts[field].help,
    done: (values) => values[field] !== undefined,
    ask: (_, tr) => ({ html: tr.html(texts[field].ask) }),
    read(input): StepReading<PersonValues> {
      if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
      const reading = normalizePersonName(input.text);
      return reading.ok ? { ok: true, patch: { [field]: reading.name } } : reading;
    },
  };
}
