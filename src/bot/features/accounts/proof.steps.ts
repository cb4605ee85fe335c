import { MAX_BILL_BYTES, type QrFacts } from '../../../domain/bill-proof.ts';
import { DomainError } from '../../../domain/errors.ts';
import { kopecks } from '../../../domain/money.ts';
import { normalizeFlat, normalizePersonName } from '../../../domain/names.ts';
import { isPeriod } from '../../../domain/period.ts';
import { normalizePin } from '../../../domain/pin.ts';
import { isAskedProof } from '../../../domain/proof-limits.ts';
import { applyForPin } from '../../../services/accounts/apply-for-pin.ts';
import { checkProof, type ProofAnswer } from '../../../services/accounts/check-proof.ts';
import { readBillFile } from '../../../services/accounts/read-bill-file.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import type { FormInput, FormOwner, FormStep, StepOutcome, StepReading } from '../../ui/form.ts';

const MAX_FLAT = 10;
const APPLY = 'apply';
const CHECK = 'check';
const OWN_PHONE = 'own-phone';

/** What a QR said; plain JSON. */
export type QrValues = {
  sum: number | null;
  period: string | null;
  payer: string | null;
  flat: string | null;
};

/** What the questions about a proof collect, in every form that asks them; plain JSON. */
export type ProofValues = {
  providerId: number;
  providerName: string;
  number: string;
  /** A proof is asked now; otherwise these questions are left out. */
  proofFirst: boolean;
  /** Ways this provider takes, in its order. */
  proofs: string[];
  /** The way that was chosen; null = not yet. */
  proofKind: string | null;
  surname: string | null;
  flat: string;
  pin: string;
  /** File of a paper bill that is to be read. */
  billFileId: string;
  /** QR of the bill that brought the number. */
  qr: QrValues | null;
  /** Names the try that proved the account. */
  proofKey: string | null;
  /** There is no PIN yet: the company is asked for one. */
  application: boolean;
  applicantName: string;
  applicantAddress: string;
  applicantFlat: string;
  applicantContact: string;
  /** null = none was sent */
  photoFileId: string | null;
  photoUniqueId: string | null;
};

type Step = FormStep<ProofValues>;
type Who = FormOwner & { key: string };

/** How many ways there are decides whether the person is asked. */
export function onlyWay(proofs: readonly string[]): string | null {
  return proofs.length === 1 ? (proofs[0] ?? null) : null;
}

/** Way → its question(s), or an application where there is no PIN yet. */
export function proofSteps(deps: BotDeps): readonly Step[] {
  return [
    wayStep(deps),
    surnameStep,
    flatStep(deps),
    pinStep(deps),
    phoneStep(deps),
    billStep(deps),
    ...applicationSteps,
  ];
}

/** Wrong proofs go back to their first question; a lock ends the form. */
async function tryProof(
  deps: BotDeps,
  values: Partial<ProofValues>,
  who: Who,
  answer: ProofAnswer,
  again: string,
): Promise<StepOutcome<ProofValues>> {
  const { providerId, number } = values;
  if (who.residentId === null || providerId === undefined || number === undefined) {
    throw new DomainError('DRAFT_EXPIRED');
  }
  const key = `proof:${who.key}`;
  try {
    await checkProof(deps.services, { residentId: who.residentId, providerId, number, answer, key });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    const { code, details } = error;
    if (code.startsWith('PROOF_LOCKED')) return { kind: 'stop', code, details };
    return { kind: 'goto', step: again, code, details };
  }
  return { kind: 'next', patch: { proofKey: key } };
}

const asked = (values: Partial<ProofValues>, kind: string): boolean =>
  values.proofFirst === true && values.proofKind === kind && values.application !== true;
const proved = (values: Partial<ProofValues>): boolean => typeof values.proofKey === 'string';

function wayStep(deps: BotDeps): Step {
  return {
    id: 'way',
    when: (values) => values.proofFirst === true && (values.proofs ?? []).length > 1,
    done: (values) => typeof values.proofKind === 'string',
    help: 'accounts-help-way',
    ask: (values, tr) => ({
      html: tr.html('accounts-ask-way'),
      options: (values.proofs ?? []).map((kind) => [{ caption: wayCaption(kind, tr), value: kind }]),
    }),
    read(input, values) {
      const chosen = input.kind === 'option' && isAskedProof(input.value) ? input.value : null;
      return chosen !== null && (values.proofs ?? []).includes(chosen)
        ? { ok: true, patch: { proofKind: chosen } }
        : { ok: false, code: 'CHOOSE_BUTTON' };
    },
    async apply(values, patch, who) {
      const { qr } = values;
      if (patch.proofKind !== 'bill_qr' || qr == null) return { kind: 'next', patch };
      // The bill that brought the number is at hand.
      const outcome = await tryProof(deps, values, who, { kind: 'bill_qr', qr: factsOf(qr) }, 'way');
      return outcome.kind === 'next' ? { kind: 'next', patch: { ...patch, ...outcome.patch } } : outcome;
    },
  };
}

function wayCaption(kind: string, tr: Translator): string {
  return tr.plainOr(`accounts-way-${kind}`, {}, 'accounts-way-pin');
}

/** The payer's surname as the paper bill prints it. */
const surnameStep: Step = {
  id: 'surname',
  when: (values) => asked(values, 'surname_flat'),
  done: (values) => typeof values.surname === 'string',
  help: 'accounts-help-surname',
  ask: (_, tr) => ({ html: tr.html('accounts-ask-surname') }),
  read(input) {
    if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
    const surname = normalizePersonName(input.text);
    return surname.ok
      ? { ok: true, patch: { surname: surname.name } }
      : { ok: false, code: 'SURNAME_WRONG_FORM' };
  },
};

function readFlat(input: FormInput): string | null {
  const flat = input.kind === 'text' ? normalizeFlat(input.text) : null;
  return flat !== null && flat.length <= MAX_FLAT ? flat : null;
}

function flatStep(deps: BotDeps): Step {
  return {
    id: 'flat',
    when: (values) => asked(values, 'surname_flat'),
    done: proved,
    help: 'accounts-help-flat',
    ask: (_, tr) => ({ html: tr.html('accounts-ask-flat') }),
    read(input): StepReading<ProofValues> {
      if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
      const flat = readFlat(input);
      return flat === null ? { ok: false, code: 'FLAT_WRONG_FORM' } : { ok: true, patch: { flat } };
    },
    apply(values, patch, who) {
      const { surname } = values;
      if (surname == null) throw new DomainError('DRAFT_EXPIRED');
      return tryProof(
        deps,
        values,
        who,
        { kind: 'surname_flat', surname, flat: patch.flat ?? '' },
        'surname',
      );
    },
  };
}

function pinStep(deps: BotDeps): Step {
  return {
    id: 'pin',
    when: (values) => asked(values, 'pin'),
    done: (values) => proved(values) || values.application === true,
    help: 'accounts-help-pin',
    takesNumbers: true,
    ask: (_, tr) => ({
      html: tr.html('accounts-ask-pin'),
      options: [[{ caption: tr.plain('accounts-button-apply'), value: APPLY }]],
    }),
    read(input) {
      if (input.kind === 'option' && input.value === APPLY) return { ok: true, patch: { application: true } };
      if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
      const pin = normalizePin(input.text);
      return pin === null ? { ok: false, code: 'PIN_WRONG_FORM' } : { ok: true, patch: { pin } };
    },
    async apply(values, patch, who) {
      if (patch.application === true) return { kind: 'next', patch };
      const outcome = await tryProof(deps, values, who, { kind: 'pin', pin: patch.pin ?? '' }, 'pin');
      // Nothing of a wrong answer is kept: the same question stands.
      return outcome.kind === 'goto'
        ? {
            kind: 'again',
            ...(outcome.code === undefined ? {} : { code: outcome.code }),
            ...(outcome.details === undefined ? {} : { details: outcome.details }),
          }
        : outcome;
    },
  };
}

function phoneStep(deps: BotDeps): Step {
  return {
    id: 'phone',
    when: (values) => asked(values, 'phone'),
    done: proved,
    help: 'accounts-help-phone',
    ask: (_, tr) => ({
      html: tr.html('accounts-ask-phone'),
      options: [[{ caption: tr.plain('accounts-button-check-phone'), value: CHECK, style: 'primary' }]],
    }),
    read: (input) =>
      input.kind === 'option' && input.value === CHECK
        ? { ok: true, patch: {} }
        : { ok: false, code: 'CHOOSE_BUTTON' },
    apply: (values, _, who) =>
      tryProof(deps, values, who, { kind: 'phone' }, (values.proofs ?? []).length > 1 ? 'way' : 'phone'),
  };
}

/** The photo or PDF of a bill as an answer; the same in every question that takes one. */
export function readBillInput(input: FormInput): StepReading<{ billFileId: string }> {
  if (input.kind !== 'file' || (input.media !== 'photo' && input.media !== 'document')) {
    return { ok: false, code: 'BILL_EXPECTED' };
  }
  const maxMegabytes = MAX_BILL_BYTES / 1024 / 1024;
  return input.size > MAX_BILL_BYTES
    ? { ok: false, code: 'BILL_TOO_BIG', details: { maxMegabytes } }
    : { ok: true, patch: { billFileId: input.fileId } };
}

function billStep(deps: BotDeps): Step {
  return {
    id: 'bill',
    when: (values) => asked(values, 'bill_qr'),
    done: proved,
    help: 'accounts-help-bill',
    ask: (_, tr) => ({ html: tr.html('accounts-ask-bill-proof') }),
    read: readBillInput,
    async apply(values, patch, who) {
      const bytes = await deps.files.download(patch.billFileId ?? '');
      const providerId = values.providerId ?? null;
      const bill = await readBillFile(deps.services, { bytes, providerId, purpose: 'link' });
      if (bill.providerId !== providerId || bill.number !== values.number)
        throw new DomainError('BILL_OTHER_ACCOUNT');
      return tryProof(deps, values, who, { kind: 'bill_qr', qr: bill.facts }, 'bill');
    },
  };
}

/** Plain JSON back to what the rule takes. */
export function factsOf(qr: QrValues): QrFacts {
  return {
    ...qr,
    sum: qr.sum === null ? null : kopecks(qr.sum),
    period: qr.period !== null && isPeriod(qr.period) ? qr.period : null,
  };
}

// ── the application for a PIN ───────────────────────────────────────────────

const applying = (values: Partial<ProofValues>): boolean => values.application === true;

function lineStep(
  id: string,
  field: 'applicantName' | 'applicantAddress',
  texts: Pick<Step, 'help'> & { ask: (tr: Translator) => ReturnType<Step['ask']>; min: number; max: number },
): Step {
  return {
    id,
    when: applying,
    done: (values) => values[field] !== undefined,
    help: texts.help,
    ask: (_, tr) => texts.ask(tr),
    read(input) {
      if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
      const line = input.text.replaceAll(/\s+/g, ' ').trim();
      const { length } = Array.from(line);
      return length >= texts.min && length <= texts.max
        ? { ok: true, patch: { [field]: line } }
        : { ok: false, code: 'LINE_LENGTH', details: { min: texts.min, max: texts.max } };
    },
  };
}

const applicationSteps: readonly Step[] = [
  lineStep('applicantName', 'applicantName', {
    help: 'accounts-help-application',
    ask: (tr) => ({ html: tr.html('accounts-ask-applicant-name') }),
    min: 3,
    max: 100,
  }),
  lineStep('applicantAddress', 'applicantAddress', {
    help: 'accounts-help-application',
    ask: (tr) => ({ html: tr.html('accounts-ask-applicant-address') }),
    min: 5,
    max: 200,
  }),
  {
    id: 'applicantFlat',
    when: applying,
    done: (values) => values.applicantFlat !== undefined,
    help: 'accounts-help-flat',
    ask: (_, tr) => ({ html: tr.html('accounts-ask-flat') }),
    read(input) {
      if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
      const flat = readFlat(input);
      return flat === null
        ? { ok: false, code: 'FLAT_WRONG_FORM' }
        : { ok: true, patch: { applicantFlat: flat } };
    },
  },
  {
    id: 'applicantContact',
    when: applying,
    takesNumbers: true,
    done: (values) => values.applicantContact !== undefined,
    help: 'accounts-help-application',
    ask: (_, tr) => ({
      html: tr.html('accounts-ask-applicant-contact'),
      options: [[{ caption: tr.plain('accounts-button-own-phone'), value: OWN_PHONE }]],
    }),
    read(input) {
      if (input.kind === 'option' && input.value === OWN_PHONE)
        return { ok: true, patch: { applicantContact: '' } };
      if (input.kind !== 'text') return { ok: false, code: 'OTHER_INPUT' };
      const contact = input.text.replaceAll(/\s+/g, ' ').trim();
      const { length } = Array.from(contact);
      return length >= 5 && length <= 100
        ? { ok: true, patch: { applicantContact: contact } }
        : { ok: false, code: 'LINE_LENGTH', details: { min: 5, max: 100 } };
    },
  },
  {
    id: 'applicantPhoto',
    when: applying,
    done: (values) => values.photoFileId !== undefined,
    skip: { photoFileId: null, photoUniqueId: null },
    help: 'accounts-help-applicant-photo',
    ask: (_, tr) => ({ html: tr.html('accounts-ask-applicant-photo') }),
    read(input) {
      const file =
        input.kind === 'file' && (input.media === 'photo' || input.media === 'document') ? input : null;
      return file === null
        ? { ok: false, code: 'PHOTO_EXPECTED' }
        : { ok: true, patch: { photoFileId: file.fileId, photoUniqueId: file.uniqueId } };
    },
  },
];

/** The effect of a form that ended in an application. */
export async function submitApplication(
  deps: BotDeps,
  values: Partial<ProofValues>,
  who: FormOwner,
): Promise<{ requestId: number }> {
  const { providerId, number, applicantName, applicantAddress, applicantFlat, applicantContact } = values;
  const complete =
    who.residentId !== null &&
    providerId !== undefined &&
    number !== undefined &&
    applicantName !== undefined &&
    applicantAddress !== undefined &&
    applicantFlat !== undefined &&
    applicantContact !== undefined;
  if (!complete) throw new DomainError('DRAFT_EXPIRED');
  const photo =
    typeof values.photoFileId === 'string' && typeof values.photoUniqueId === 'string'
      ? { fileId: values.photoFileId, uniqueId: values.photoUniqueId }
      : null;
  return applyForPin(deps.services, {
    residentId: who.residentId ?? 0,
    identityId: who.identityId,
    draftId: who.draftId,
    providerId,
    number,
    application: {
      name: applicantName,
      address: applicantAddress,
      flat: applicantFlat,
      contact: applicantContact,
    },
    photo,
  });
}
