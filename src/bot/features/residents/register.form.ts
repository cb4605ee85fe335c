import { formatPhone } from '../../../domain/phone.ts';
import { REGISTER_DRAFT, registerResident } from '../../../services/residents/register-resident.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import type { Form, FormOwner } from '../../ui/form.ts';
import type { Screen } from '../../ui/screen.ts';
import { codeWordStep, emailCodeStep, emailStep, phoneStep, smsCodeStep } from './contact.steps.ts';
import { nameStep } from './name.step.ts';
import type { PersonValues } from './person-values.ts';

const DAY_MINUTES = 24 * 60;

export interface RegisterFormOptions {
  readonly deps: BotDeps;
  /** The screen of success: the welcome with what to do next. */
  welcome(result: { firstName: string; contacts: string }, tr: Translator): Screen;
  /** Lines about the contact centre for the welcome, plain; empty when there are none. */
  contacts(who: FormOwner): Promise<string>;
}

/**
 * A3, A4: phone (own contact, or another number proved by SMS) → name → surname → code word → e-mail if a mail
 * server is set up, proved by code or link → review → resident.
 */
export function registerForm({ deps, welcome, contacts }: RegisterFormOptions): Form<PersonValues> {
  return {
    id: REGISTER_DRAFT,
    minutes: DAY_MINUTES,
    steps: [
      phoneStep(deps, { purpose: 'phone' }),
      smsCodeStep(deps, { purpose: 'phone' }),
      nameStep('firstName'),
      nameStep('lastName'),
      codeWordStep,
      emailStep(deps, { purpose: 'email', optional: true }),
      emailCodeStep(deps, { purpose: 'email', optional: true }),
    ],
    review: (values, tr) => ({
      html: tr.html('residents-register-review', {
        phone: formatPhone(values.phone ?? ''),
        firstName: values.firstName ?? '',
        lastName: values.lastName ?? '',
        email: values.email ?? 'none',
      }),
      confirm: tr.plain('residents-button-register'),
      edit: [
        { caption: tr.plain('residents-edit-phone'), step: 'phone' },
        { caption: tr.plain('residents-edit-first-name'), step: 'firstName' },
        { caption: tr.plain('residents-edit-last-name'), step: 'lastName' },
        { caption: tr.plain('residents-edit-code-word'), step: 'codeWord' },
        ...(deps.services.email === null
          ? []
          : [{ caption: tr.plain('residents-edit-email'), step: 'email' }]),
      ],
    }),
    mend: { PHONE_TAKEN: 'phone', PHONE_NOT_PROVED: 'phone', EMAIL_NOT_PROVED: 'email' },
    async submit(_, who) {
      const { firstName } = await registerResident(deps.services, who);
      return { firstName, contacts: await contacts(who) };
    },
    done: (result, _, tr) =>
      welcome({ firstName: String(result.firstName ?? ''), contacts: String(result.contacts ?? '') }, tr),
  };
}
