import { type ChallengePurpose, normalizeCode } from '../../../domain/challenge.ts';
import { readCodeWord } from '../../../domain/code-word.ts';
import { maskEmail, normalizeEmail } from '../../../domain/email.ts';
import { isDomainError } from '../../../domain/errors.ts';
import { maskPhone, normalizePhone } from '../../../domain/phone.ts';
import type { ChallengeSecret } from '../../../services/challenges/challenge-hashes.ts';
import { EMAIL_LINK_PREFIX } from '../../../services/challenges/challenge-hashes.ts';
import { issueChallenge } from '../../../services/challenges/issue-challenge.ts';
import { verifyCode, verifyLink } from '../../../services/challenges/verify-challenge.ts';
import { hashCodeWord } from '../../../services/residents/code-words.ts';
import { assertPhoneFree } from '../../../services/residents/phone-taken.ts';
import { registrationSubject } from '../../../services/residents/register-resident.ts';
import type { PlainTextKey, Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import type { FormInput, StepOutcome, StepReading } from '../../ui/form.ts';
import type { PersonStep, PersonValues, Who } from './person-values.ts';

export const AGAIN = 'again';

// ── phone ─────────────────────────────────────────────────────────────────

/** What the codes of a step prove, and what it may not be. */
interface Proof {
  readonly purpose: ChallengePurpose;
  /** The phone is expected to be a resident's: whether it is anybody's, is not asked here. */
  readonly known?: true;
  /** Refuses what is the person's already, before a code is sent. */
  refuse?(value: string, who: Who): Promise<void>;
}

/** Own contact, or another number that `smsCodeStep` proves. */
export function phoneStep(deps: BotDeps, proof: Proof): PersonStep {
  const typed = deps.services.sms !== null;
  return {
    id: 'phone',
    takesNumbers: true,
    help: 'residents-help-phone',
    done: (values) => values.phone !== undefined,
    ask: (_, tr) => ({
      html: tr.html(typed ? 'residents-ask-phone' : 'residents-ask-phone-contact'),
      contact: { caption: tr.plain('residents-button-contact') },
    }),
    read(input) {
      if (input.kind === 'contact') {
        if (!input.own) return { ok: false, code: 'CONTACT_NOT_OWN' };
        // Telegram gives the number without the plus.
        const reading = normalizePhone(`+${input.phone.replace(/\D/g, '')}`);
        if (!reading.ok) return reading;
        return { ok: true, patch: { phone: reading.phone, phoneProof: 'contact', phoneProved: true } };
      }
      if (input.kind !== 'text') return { ok: false, code: 'CONTACT_EXPECTED' };
      if (!typed) return { ok: false, code: 'CONTACT_EXPECTED' };
      const reading = normalizePhone(input.text, 'mobile');
      if (!reading.ok) return reading;
      return { ok: true, patch: { phone: reading.phone, phoneProof: 'sms', phoneProved: false } };
    },
    async apply(_, patch, who) {
      const phone = patch.phone ?? '';
      await proof.refuse?.(phone, who);
      if (patch.phoneProof === 'contact') {
        if (proof.known === true) return { kind: 'next', patch };
        // Proved already, so the answer tells nothing to strangers.
        await assertPhoneFree(deps.services, { phone, identityId: who.identityId });
      } else await sendSms(deps, who, { ...proof, phone, again: false });
      return { kind: 'next', patch };
    },
  };
}

export function smsCodeStep(deps: BotDeps, { purpose, known }: Proof): PersonStep {
  return codeStep({
    id: 'smsCode',
    help: 'residents-help-sms-code',
    when: (values) => values.phoneProof === 'sms' && values.phoneProved !== true,
    ask: (values, tr) => ({
      html: tr.html('residents-ask-sms-code', { phone: maskPhone(values.phone ?? '') }),
      options: [[{ caption: tr.plain('residents-button-send-again'), value: AGAIN }]],
      back: tr.plain('residents-button-other-phone'),
    }),
    resend: (values, who) => sendSms(deps, who, { purpose, phone: values.phone ?? '', again: true }),
    async verify(values, patch, who) {
      const subject = registrationSubject(who.draftId);
      await verifyCode(deps.services, {
        identityId: who.identityId,
        purpose,
        subject,
        channel: 'sms',
        code: patch.code ?? '',
      });
      if (known === true) return { kind: 'next', patch: { phoneProved: true } };
      // Only the owner of the number gets this answer.
      try {
        await assertPhoneFree(deps.services, { phone: values.phone ?? '', identityId: who.identityId });
      } catch (error) {
        if (!isDomainError(error, 'PHONE_TAKEN')) throw error;
        return { kind: 'goto', step: 'phone', code: error.code, details: error.details };
      }
      return { kind: 'next', patch: { phoneProved: true } };
    },
  });
}

async function sendSms(
  deps: BotDeps,
  who: Who,
  { purpose, phone, again }: { purpose: ChallengePurpose; phone: string; again: boolean },
): Promise<void> {
  const tr = deps.texts.for(who.locale);
  await issueChallenge(deps.services, {
    identityId: who.identityId,
    purpose,
    subject: registrationSubject(who.draftId),
    channel: 'sms',
    target: phone,
    again,
    compose: ({ code }) => ({ text: tr.plain('residents-sms', { code }), subject: '' }),
  });
}

// ── the code word ─────────────────────────────────────────────────────────

export const codeWordStep: PersonStep = {
  id: 'codeWord',
  help: 'residents-help-code-word',
  done: (values) => values.codeWordHash !== undefined,
  ask: (_, tr) => ({ html: tr.html('residents-ask-code-word') }),
  seal: hashCodeWord,
  read(input) {
    if (input.kind === 'sealed') {
      return input.forwarded
        ? { ok: false, code: 'CODE_WORD_FORWARDED' }
        : { ok: true, patch: { codeWordHash: input.value } };
    }
    // Whatever could be a code word has been sealed; what is left says why it cannot.
    const reading = input.kind === 'text' ? readCodeWord(input.text) : null;
    return reading === null || reading.ok ? { ok: false, code: 'OTHER_INPUT' } : reading;
  },
};

// ── e-mail ────────────────────────────────────────────────────────────────

/** An address that `emailCodeStep` proves; `optional`: may be skipped. */
export function emailStep(deps: BotDeps, proof: Proof & { readonly optional?: true }): PersonStep {
  return {
    id: 'email',
    help: 'residents-help-email',
    when: () => deps.services.email !== null,
    done: (values) => values.email !== undefined,
    ask: (_, tr) => ({ html: tr.html('residents-ask-email') }),
    ...(proof.optional === true ? { skip: { email: null } } : {}),
    read(input) {
      if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
      const reading = normalizeEmail(input.text);
      return reading.ok ? { ok: true, patch: { email: reading.email, emailProved: false } } : reading;
    },
    async apply(_, patch, who) {
      await proof.refuse?.(patch.email ?? '', who);
      await sendEmail(deps, who, { ...proof, email: patch.email ?? '', again: false });
      return { kind: 'next', patch };
    },
  };
}

export function emailCodeStep(
  deps: BotDeps,
  { purpose, optional }: Proof & { readonly optional?: true },
): PersonStep {
  return codeStep({
    id: 'emailCode',
    help: 'residents-help-email-code',
    when: (values) => values.email !== undefined && values.email !== null && values.emailProved !== true,
    startPrefix: EMAIL_LINK_PREFIX,
    ...(optional === true ? { skip: { email: null } } : {}),
    ask: (values, tr) => ({
      html: tr.html('residents-ask-email-code', { email: maskEmail(values.email ?? '') }),
      options: [[{ caption: tr.plain('residents-button-send-again'), value: AGAIN }]],
      back: tr.plain('residents-button-other-email'),
    }),
    resend: (values, who) => sendEmail(deps, who, { purpose, email: values.email ?? '', again: true }),
    async verify(_, patch, who) {
      const ref = {
        identityId: who.identityId,
        purpose,
        subject: registrationSubject(who.draftId),
        channel: 'email',
      } as const;
      if (patch.token !== undefined) await verifyLink(deps.services, { ...ref, token: patch.token });
      else await verifyCode(deps.services, { ...ref, code: patch.code ?? '' });
      return { kind: 'next', patch: { emailProved: true } };
    },
  });
}

async function sendEmail(
  deps: BotDeps,
  who: Who,
  { purpose, email, again }: { purpose: ChallengePurpose; email: string; again: boolean },
): Promise<void> {
  const tr = deps.texts.for(who.locale);
  await issueChallenge(deps.services, {
    identityId: who.identityId,
    purpose,
    subject: registrationSubject(who.draftId),
    channel: 'email',
    target: email,
    again,
    compose: (secret) => composeEmail(deps, secret, tr),
  });
}

/** The letter with a code and a link. */
export function composeEmail(
  deps: BotDeps,
  { code, token }: ChallengeSecret,
  tr: Translator,
): { text: string; subject: string } {
  const bot = deps.services.installation.botUsername;
  const link = `https://t.me/${bot}?start=${EMAIL_LINK_PREFIX}${token ?? ''}`;
  return {
    subject: tr.plain('residents-email-subject', { code }),
    text: tr.plain('residents-email-text', { code, link }),
  };
}

// ── codes ─────────────────────────────────────────────────────────────────

export interface CodeStep {
  readonly id: string;
  readonly help: PlainTextKey;
  readonly when: (values: Partial<PersonValues>) => boolean;
  readonly ask: PersonStep['ask'];
  readonly startPrefix?: string;
  readonly skip?: Partial<PersonValues>;
  resend(values: Partial<PersonValues>, who: Who): Promise<void>;
  verify(
    values: Partial<PersonValues>,
    patch: Partial<PersonValues>,
    who: Who,
  ): Promise<StepOutcome<PersonValues>>;
}

/** A step that waits for a one-time code; it is left once the thing is proved, so it never counts as answered. */
export function codeStep({ resend, verify, ...step }: CodeStep): PersonStep {
  return {
    ...step,
    done: () => false,
    read: (input) => readCode(input, step.startPrefix),
    async apply(values, patch, who) {
      if (patch.code !== AGAIN) return verify(values, patch, who);
      await resend(values, who);
      return { kind: 'again', notice: 'residents-code-sent-again' };
    },
  };
}

function readCode(input: FormInput, startPrefix: string | undefined): StepReading<PersonValues> {
  if (input.kind === 'option' && input.value === AGAIN) return { ok: true, patch: { code: AGAIN } };
  if (input.kind === 'start' && startPrefix !== undefined && input.payload.startsWith(startPrefix)) {
    return { ok: true, patch: { token: input.payload.slice(startPrefix.length) } };
  }
  if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
  try {
    return { ok: true, patch: { code: normalizeCode(input.text) } };
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return { ok: false, code: error.code, details: error.details };
  }
}
