import { DomainError } from '../../../domain/errors.ts';
import { formatPhone } from '../../../domain/phone.ts';
import {
  assertOtherEmail,
  assertOtherPhone,
  changeEmail,
  changePhone,
  EMAIL_FORM,
  type OwnChange,
  PHONE_FORM,
  REMOVE_EMAIL_FORM,
  removeEmail,
} from '../../../services/residents/change-contacts.ts';
import type { Html } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import { button } from '../../ui/buttons.ts';
import type { Form, FormOwner } from '../../ui/form.ts';
import { routes } from '../../ui/routes.ts';
import type { Screen } from '../../ui/screen.ts';
import { emailCodeStep, emailStep, phoneStep, smsCodeStep } from './contact.steps.ts';
import type { PersonValues } from './person-values.ts';

const MINUTES = 60;

/** Another phone: Telegram's own contact, or a number that a code from an SMS proves. */
export function phoneForm(deps: BotDeps): Form<PersonValues> {
  const proof = {
    purpose: 'phone_change',
    refuse: (phone: string, { residentId }: FormOwner) =>
      assertOtherPhone(deps.services, { residentId, phone }),
  } as const;
  return {
    id: PHONE_FORM,
    minutes: MINUTES,
    steps: [phoneStep(deps, proof), smsCodeStep(deps, proof)],
    review: null,
    mend: { PHONE_TAKEN: 'phone', PHONE_NOT_PROVED: 'phone' },
    async submit(_, who) {
      await changePhone(deps.services, ownChange(who));
      return {};
    },
    done: (_, values, tr) =>
      profileDone(
        tr.html('residents-phone-changed', {
          phone: formatPhone(values.phone ?? ''),
          told: deps.services.sms === null ? 'no' : 'yes',
        }),
        tr,
      ),
  };
}

/** An e-mail, the first or another one, proved by a code or a link. */
export function emailForm(deps: BotDeps): Form<PersonValues> {
  const proof = {
    purpose: 'email_change',
    refuse: (email: string, { residentId }: FormOwner) =>
      assertOtherEmail(deps.services, { residentId, email }),
  } as const;
  return {
    id: EMAIL_FORM,
    minutes: MINUTES,
    steps: [emailStep(deps, proof), emailCodeStep(deps, proof)],
    review: null,
    mend: { EMAIL_NOT_PROVED: 'email' },
    async submit(_, who) {
      await changeEmail(deps.services, ownChange(who));
      return {};
    },
    done: (_, values, tr) =>
      profileDone(tr.html('residents-email-changed', { email: values.email ?? '' }), tr),
  };
}

/** One press after the review: nothing is asked. The draft holds the address masked. */
export function removeEmailForm(deps: BotDeps): Form<{ email: string }> {
  return {
    id: REMOVE_EMAIL_FORM,
    minutes: MINUTES,
    steps: [],
    review: (values, tr) => ({
      html: tr.html('residents-email-remove', { email: values.email ?? '' }),
      confirm: tr.plain('residents-button-email-remove'),
      edit: [],
    }),
    async submit(_, who) {
      await removeEmail(deps.services, ownChange(who));
      return {};
    },
    done: (_result, _values, tr) => profileDone(tr.html('residents-email-removed'), tr),
  };
}

/** Whose change it is. @throws DomainError DRAFT_EXPIRED for somebody who is no resident any more */
export function ownChange({ residentId, identityId, draftId }: FormOwner): OwnChange {
  if (residentId === null) throw new DomainError('DRAFT_EXPIRED');
  return { residentId, identityId, draftId };
}

/** What every change of the profile ends with. */
export function profileDone(html: Html, tr: Translator): Screen {
  return {
    html,
    buttons: [
      [
        button(tr.plain('residents-button-profile'), routes.profile.data()),
        button(tr.plain('notifications-button-open'), routes.notifications.data()),
      ],
      [button(tr.plain('button-home'), routes.home.data())],
    ],
  };
}
