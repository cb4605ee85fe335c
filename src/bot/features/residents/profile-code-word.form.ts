import { maskEmail } from '../../../domain/email.ts';
import { DomainError } from '../../../domain/errors.ts';
import { maskPhone, normalizePhone } from '../../../domain/phone.ts';
import { issueChallenge } from '../../../services/challenges/issue-challenge.ts';
import { verifyCode } from '../../../services/challenges/verify-challenge.ts';
import { CODE_WORD_FORM, changeCodeWord } from '../../../services/residents/change-contacts.ts';
import { registrationSubject } from '../../../services/residents/register-resident.ts';
import { showProfile } from '../../../services/residents/show-profile.ts';
import type { BotDeps } from '../../deps.ts';
import type { Form, FormStep } from '../../ui/form.ts';
import { AGAIN, codeStep, codeWordStep } from './contact.steps.ts';
import type { PersonValues, Who } from './person-values.ts';
import { ownChange, profileDone } from './profile-contacts.form.ts';

export type CodeWordValues = PersonValues & {
  /** where a code can go, masked; null = nowhere. Both null: the contact of the phone on record is asked. */
  smsTo: string | null;
  emailTo: string | null;
  way: 'contact' | 'sms' | 'email';
};

type Step = FormStep<CodeWordValues>;

/**
 * Another code word. Who forgot the old one may do it, so the old one is not asked: the phone or the e-mail on record
 * proves the person.
 */
export function codeWordForm(deps: BotDeps): Form<CodeWordValues> {
  return {
    id: CODE_WORD_FORM,
    minutes: 60,
    steps: [wayStep(deps), ownPhoneStep(deps), wayCodeStep(deps), codeWordStep as Step],
    review: null,
    mend: { CODE_WORD_NOT_PROVED: 'way' },
    async submit(_, who) {
      await changeCodeWord(deps.services, ownChange(who));
      return {};
    },
    done: (_result, _values, tr) => profileDone(tr.html('residents-code-word-changed'), tr),
  };
}

/** What the form begins with: the ways that this installation has and this person has proved. */
export async function codeWordWays(
  deps: BotDeps,
  options: { readonly residentId: number },
): Promise<Pick<CodeWordValues, 'smsTo' | 'emailTo'>> {
  const { phone, phoneConfirmed, email, emailConfirmed } = await showProfile(deps.services, options);
  return {
    smsTo: deps.services.sms !== null && phone !== null && phoneConfirmed ? maskPhone(phone) : null,
    emailTo: deps.services.email !== null && email !== null && emailConfirmed ? maskEmail(email) : null,
  };
}

function hasWays(values: Partial<CodeWordValues>): boolean {
  return values.smsTo != null || values.emailTo != null;
}

function wayStep(deps: BotDeps): Step {
  return {
    id: 'way',
    help: 'residents-help-way',
    when: hasWays,
    done: (values) => values.way !== undefined,
    ask: (values, tr) => ({
      html: tr.html('residents-ask-way'),
      options: [
        ...(values.smsTo == null
          ? []
          : [[{ caption: tr.plain('residents-button-way-sms', { to: values.smsTo }), value: 'sms' }]]),
        ...(values.emailTo == null
          ? []
          : [[{ caption: tr.plain('residents-button-way-email', { to: values.emailTo }), value: 'email' }]]),
      ],
    }),
    read(input, values) {
      const way = input.kind === 'option' ? input.value : null;
      if (way === 'sms' && values.smsTo != null) return { ok: true, patch: { way, phoneProved: false } };
      if (way === 'email' && values.emailTo != null) return { ok: true, patch: { way, phoneProved: false } };
      return { ok: false, code: 'CHOOSE_BUTTON' };
    },
    async apply(_, patch, who) {
      await send(deps, who, patch.way ?? 'sms', false);
      return { kind: 'next', patch };
    },
  };
}

function ownPhoneStep(deps: BotDeps): Step {
  return {
    id: 'ownPhone',
    help: 'residents-help-own-phone',
    when: (values) => !hasWays(values),
    done: (values) => values.phoneProved === true,
    ask: (_, tr) => ({
      html: tr.html('residents-ask-own-phone'),
      contact: { caption: tr.plain('residents-button-contact') },
    }),
    read(input) {
      if (input.kind !== 'contact') return { ok: false, code: 'CONTACT_EXPECTED' };
      if (!input.own) return { ok: false, code: 'CONTACT_NOT_OWN' };
      const reading = normalizePhone(`+${input.phone.replace(/\D/g, '')}`);
      return reading.ok ? { ok: true, patch: { phone: reading.phone } } : reading;
    },
    async apply(_, patch, who) {
      const { phone } = await showProfile(deps.services, { residentId: who.residentId ?? 0 });
      if (phone === null || phone !== patch.phone) return { kind: 'stop', code: 'OWN_PHONE_OTHER' };
      return { kind: 'next', patch: { way: 'contact', phoneProved: true } };
    },
  };
}

function wayCodeStep(deps: BotDeps): Step {
  return codeStep({
    id: 'wayCode',
    help: 'residents-help-way-code',
    when: (values) => 'way' in values && values.way !== 'contact' && values.phoneProved !== true,
    ask: (values, tr) => {
      const { way, smsTo, emailTo } = values as Partial<CodeWordValues>;
      return {
        html: tr.html('residents-ask-way-code', { to: (way === 'email' ? emailTo : smsTo) ?? '' }),
        options: [[{ caption: tr.plain('residents-button-send-again'), value: AGAIN }]],
        back: tr.plain('residents-button-other-way'),
      };
    },
    resend: (values, who) => send(deps, who, (values as Partial<CodeWordValues>).way ?? 'sms', true),
    async verify(values, patch, who) {
      const way = (values as Partial<CodeWordValues>).way ?? 'sms';
      await verifyCode(deps.services, {
        identityId: who.identityId,
        purpose: 'code_word_change',
        subject: registrationSubject(who.draftId),
        channel: way === 'email' ? 'email' : 'sms',
        code: patch.code ?? '',
      });
      return { kind: 'next', patch: { phoneProved: true } };
    },
  }) as Step;
}

/** The target is read from the profile: it never stands in the draft. */
async function send(deps: BotDeps, who: Who, way: CodeWordValues['way'], again: boolean): Promise<void> {
  const tr = deps.texts.for(who.locale);
  const { phone, email } = await showProfile(deps.services, { residentId: who.residentId ?? 0 });
  const target = way === 'email' ? email : phone;
  if (target === null) throw new DomainError('CODE_WORD_NOT_PROVED');
  await issueChallenge(deps.services, {
    identityId: who.identityId,
    purpose: 'code_word_change',
    subject: registrationSubject(who.draftId),
    channel: way === 'email' ? 'email' : 'sms',
    target,
    again,
    compose: ({ code }) => ({
      subject: tr.plain('residents-email-subject', { code }),
      text: tr.plain('residents-sms', { code }),
    }),
  });
}
