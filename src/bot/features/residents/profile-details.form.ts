import { normalizePersonName } from '../../../domain/names.ts';
import { normalizePhone } from '../../../domain/phone.ts';
import { readAddress, readBirthDate } from '../../../domain/profile-details.ts';
import {
  changeDetail,
  changeName,
  DETAIL_FORM,
  NAME_FORM,
  type ProfileDetail,
} from '../../../services/residents/change-details.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import type { Form, FormInput, FormQuestion, StepReading } from '../../ui/form.ts';
import { nameStep } from './name.step.ts';
import type { PersonStep, PersonValues } from './person-values.ts';
import { ownChange, profileDone } from './profile-contacts.form.ts';

const MINUTES = 60;
const CLEAR = 'clear';

/** Name, surname and, if wanted, patronymic. */
export function nameForm(deps: BotDeps): Form<PersonValues> {
  return {
    id: NAME_FORM,
    minutes: MINUTES,
    steps: [nameStep('lastName'), nameStep('firstName'), patronymicStep],
    review: (values, tr) => ({
      html: tr.html('residents-name-review', {
        name: [values.lastName, values.firstName, values.patronymic].filter((part) => part != null).join(' '),
      }),
      confirm: tr.plain('residents-button-save'),
      edit: [
        { caption: tr.plain('residents-edit-last-name'), step: 'lastName' },
        { caption: tr.plain('residents-edit-first-name'), step: 'firstName' },
        { caption: tr.plain('residents-edit-patronymic'), step: 'patronymic' },
      ],
    }),
    async submit(_, who) {
      const { firstName } = await changeName(deps.services, ownChange(who));
      return { firstName };
    },
    done: (result, _values, tr) =>
      profileDone(tr.html('residents-name-changed', { firstName: String(result.firstName ?? '') }), tr),
  };
}

const patronymicStep: PersonStep = {
  id: 'patronymic',
  help: 'residents-help-patronymic',
  done: (values) => values.patronymic !== undefined,
  skip: { patronymic: null },
  ask: (_, tr) => ({ html: tr.html('residents-ask-patronymic') }),
  read(input) {
    if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
    const reading = normalizePersonName(input.text);
    return reading.ok ? { ok: true, patch: { patronymic: reading.name } } : reading;
  },
};

export type DetailValues = {
  field: ProfileDetail;
  /** something stands there now, so that it can be taken away */
  filled: boolean;
  thisYear: number;
  value: string | null;
};

/** One detail that a person may tell or take back. */
export function detailForm(deps: BotDeps): Form<DetailValues> {
  return {
    id: DETAIL_FORM,
    minutes: MINUTES,
    steps: [
      {
        id: 'value',
        takesNumbers: true,
        help: 'residents-help-detail',
        done: (values) => values.value !== undefined,
        ask: (values, tr) => detailQuestion(values, tr),
        read: (input, values) =>
          input.kind === 'option' && input.value === CLEAR
            ? { ok: true, patch: { value: null } }
            : readDetail(input, values),
      },
    ],
    review: null,
    async submit(_, who) {
      await changeDetail(deps.services, ownChange(who));
      return {};
    },
    done: (_, values, tr) =>
      profileDone(
        values.value === null ? tr.html('residents-detail-cleared') : tr.html('residents-detail-saved'),
        tr,
      ),
  };
}

const QUESTIONS = {
  home_phone: 'residents-ask-home-phone',
  living_address: 'residents-ask-living-address',
  postal_address: 'residents-ask-postal-address',
  birth_date: 'residents-ask-birth-date',
  sex: 'residents-ask-sex',
} as const satisfies Record<ProfileDetail, string>;

function detailQuestion(values: Partial<DetailValues>, tr: Translator): FormQuestion {
  const { field = 'home_phone', filled = false } = values;
  const sexes =
    field === 'sex'
      ? [
          [
            { caption: tr.plain('residents-sex-female'), value: 'female' },
            { caption: tr.plain('residents-sex-male'), value: 'male' },
          ],
        ]
      : [];
  const clear = filled ? [[{ caption: tr.plain('residents-button-clear'), value: CLEAR }]] : [];
  return { html: tr.html(QUESTIONS[field]), options: [...sexes, ...clear] };
}

function readDetail(input: FormInput, values: Partial<DetailValues>): StepReading<DetailValues> {
  const { field = 'home_phone', thisYear = 0 } = values;
  if (field === 'sex') {
    const chosen = input.kind === 'option' && (input.value === 'female' || input.value === 'male');
    return chosen ? { ok: true, patch: { value: input.value } } : { ok: false, code: 'CHOOSE_BUTTON' };
  }
  if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
  if (field === 'home_phone') {
    const reading = normalizePhone(input.text);
    return reading.ok ? { ok: true, patch: { value: reading.phone } } : reading;
  }
  const reading = field === 'birth_date' ? readBirthDate(input.text, thisYear) : readAddress(input.text);
  return reading.ok ? { ok: true, patch: { value: reading.value } } : reading;
}
