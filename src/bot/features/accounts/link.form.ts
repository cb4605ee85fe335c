import { normalizeAccountNumber } from '../../../domain/account-number.ts';
import { DomainError, isDomainError } from '../../../domain/errors.ts';
import { localized } from '../../../domain/locale.ts';
import { checkProof } from '../../../services/accounts/check-proof.ts';
import { linkAccount } from '../../../services/accounts/link-account.ts';
import { type ReadBill, readBillFile } from '../../../services/accounts/read-bill-file.ts';
import { drawSampleBill } from '../../../services/accounts/sample-bill.ts';
import { type LinkableProvider, showLinkableProvider } from '../../../services/accounts/show-provider.ts';
import { fullAccessNews } from '../../../services/accounts/siblings.ts';
import { tryNumber } from '../../../services/accounts/try-number.ts';
import type { DraftData } from '../../../services/drafts/drafts.ts';
import { joinHtml } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import type { Form, FormOwner, FormStep, StepOutcome } from '../../ui/form.ts';
import { applicationSentScreen, linkedScreen } from './link-screens.ts';
import { nameQuestion, nameStep } from './name.step.ts';
import {
  factsOf,
  onlyWay,
  type ProofValues,
  proofSteps,
  type QrValues,
  readBillInput,
  submitApplication,
} from './proof.steps.ts';

/** What the form collects; plain JSON. */
export type LinkValues = ProofValues & {
  numberLabel: string;
  numberPattern: string;
  numberExample: string;
  noticeRu: string | null;
  noticeEn: string | null;
  samplePhotoId: string | null;
  address: string | null;
  /** The sum of the QR when it is written with a comma: told, not believed. */
  doubtfulSum: string | null;
  name: string | null;
};

type Who = FormOwner & { key: string };

/**
 * (Photo of the bill, where no provider was chosen) → number or photo → (proof, where the provider wants it first) →
 * own name → link. Without a PIN it ends in an application instead.
 */
export function linkForm(deps: BotDeps): Form<LinkValues> {
  return {
    id: 'link',
    minutes: 60,
    steps: [billFirstStep(deps), numberStep(deps), ...proofSteps(deps), linkNameStep(deps)],
    review: null,
    async submit(values, who) {
      const { residentId } = who;
      if (residentId === null || values.providerId === undefined || values.number === undefined) {
        throw new DomainError('DRAFT_EXPIRED');
      }
      if (values.application === true) return { ...(await submitApplication(deps, values, who)) };
      const result = await linkAccount(deps.services, {
        residentId,
        identityId: who.identityId,
        draftId: who.draftId,
        providerId: values.providerId,
        number: values.number,
        name: values.name ?? null,
        proofKey: values.proofKey ?? null,
      });
      return await linkResult(deps, residentId, result);
    },
    done: (result, values, tr) =>
      values.application === true
        ? applicationSentScreen(tr)
        : linkedScreen(result, { provider: values.providerName ?? '', number: values.number ?? '' }, tr),
  };
}

/** What the screen of success needs, as plain JSON. */
export async function linkResult(
  deps: BotDeps,
  residentId: number,
  result: { readonly linkId: number; readonly level: 'basic' | 'full'; readonly canProve: boolean },
): Promise<DraftData> {
  if (result.level === 'basic') return { ...result };
  const { siblings, contacts } = await fullAccessNews(deps.services, { residentId, linkId: result.linkId });
  return { ...result, contacts, siblings: siblings.map((sibling) => ({ ...sibling })) };
}

/** What the form knows of a provider from its beginning. */
export function providerValues(provider: LinkableProvider) {
  return {
    providerId: provider.id,
    providerName: provider.name,
    numberLabel: provider.numberLabel,
    numberPattern: provider.numberPattern,
    numberExample: provider.numberExample,
    noticeRu: provider.notice?.ru ?? null,
    noticeEn: provider.notice?.en ?? null,
    samplePhotoId: provider.samplePhotoId,
    proofs: [...provider.proofs],
  };
}

function billFirstStep(deps: BotDeps): FormStep<LinkValues> {
  return {
    id: 'photo',
    when: (values) => values.providerId === undefined,
    done: (values) => values.number !== undefined,
    help: 'accounts-help-bill',
    ask: (_, tr) => ({ html: tr.html('accounts-ask-bill') }),
    read: readBillInput,
    apply: (_, patch, who) => takeBill(deps, who, patch.billFileId ?? '', null),
  };
}

function numberStep(deps: BotDeps): FormStep<LinkValues> {
  return {
    id: 'number',
    when: (values) => values.providerId !== undefined,
    // Some account numbers pass for bank cards.
    takesNumbers: true,
    done: (values) => values.number !== undefined,
    help: 'accounts-help-number',
    helpPicture: (values, locale) => samplePicture(deps, values, locale),
    ask: (values, tr) => ({
      html: joinHtml(
        [
          tr.html('accounts-ask-number', {
            provider: values.providerName ?? '',
            label: labelOf(values, tr),
            example: values.numberExample ?? '',
          }),
          ...noticeOf(values, tr).map((notice) => tr.html('accounts-notice', { notice })),
        ],
        '\n\n',
      ),
    }),
    read(input, values) {
      if (input.kind === 'file') return readBillInput(input);
      if (input.kind !== 'text') return { ok: false, code: 'NUMBER_NOT_TEXT' };
      const reading = normalizeAccountNumber(input.text, values.numberPattern ?? '');
      return reading.ok
        ? { ok: true, patch: { number: reading.number } }
        : { ok: false, code: 'NUMBER_WRONG_FORM', details: { example: values.numberExample ?? '' } };
    },
    async apply(values, patch, who) {
      const { providerId } = values;
      if (providerId === undefined) throw new DomainError('DRAFT_EXPIRED');
      if (patch.billFileId !== undefined) return takeBill(deps, who, patch.billFileId, providerId);
      if (patch.number === undefined) throw new DomainError('DRAFT_EXPIRED');
      return takeNumber(deps, who, { ...values, providerId }, patch.number);
    },
  };
}

type Outcome = StepOutcome<LinkValues>;

/** The number and its provider from the QR of a paper bill; then it is as if the number was typed. */
async function takeBill(
  deps: BotDeps,
  who: Who,
  fileId: string,
  providerId: number | null,
): Promise<Outcome> {
  const bytes = await deps.files.download(fileId);
  const bill = await readBillFile(deps.services, { bytes, providerId, purpose: 'link' });
  const provider = await showLinkableProvider(deps.services, { providerId: bill.providerId });
  const facts = providerValues(provider);
  const qr: QrValues = { ...bill.facts };
  const outcome = await takeNumber(deps, who, { ...facts, qr }, bill.number);
  if (outcome.kind !== 'next') return outcome;
  return {
    kind: 'next',
    patch: { ...facts, ...outcome.patch, qr, doubtfulSum: doubtOf(bill) },
  };
}

function doubtOf({ doubtfulSum }: ReadBill): string | null {
  return doubtfulSum?.text ?? null;
}

async function takeNumber(
  deps: BotDeps,
  who: Who,
  values: { providerId: number; proofs?: string[]; qr?: QrValues | null },
  number: string,
): Promise<Outcome> {
  const { residentId } = who;
  if (residentId === null) throw new DomainError('DRAFT_EXPIRED');
  const { providerId } = values;
  const tried = await tryNumber(deps.services, { residentId, providerId, number, key: who.key });
  const proofKind = onlyWay(values.proofs ?? []);
  const fresh = {
    number,
    proofFirst: tried.proofFirst,
    address: tried.address,
    proofKind,
    surname: null,
    proofKey: null,
  };
  if (!tried.proofFirst || proofKind !== 'bill_qr' || values.qr == null)
    return { kind: 'next', patch: fresh };
  // The bill at hand is the only proof there is: no need to send it again.
  const key = `proof:${who.key}`;
  try {
    const answer = { kind: 'bill_qr', qr: factsOf(values.qr) } as const;
    await checkProof(deps.services, { residentId, providerId, number, answer, key });
  } catch (error) {
    if (isDomainError(error)) return { kind: 'again', code: error.code, details: error.details };
    throw error;
  }
  return { kind: 'next', patch: { ...fresh, proofKey: key } };
}

function labelOf(values: Partial<LinkValues>, tr: Translator): string {
  return tr.plainOr(`accounts-label-${values.numberLabel}`, {}, 'accounts-label-account');
}

function noticeOf(values: Partial<LinkValues>, tr: Translator): string[] {
  const ru = values.noticeRu ?? null;
  if (ru === null) return [];
  const en = values.noticeEn ?? null;
  return [localized(en === null ? { ru } : { ru, en }, tr.locale)];
}

/** The provider's own photo, or a drawn bill with its word for the number and its example. */
async function samplePicture(
  deps: BotDeps,
  values: Partial<LinkValues>,
  locale: Translator['locale'],
): Promise<Uint8Array | string> {
  if (typeof values.samplePhotoId === 'string') return values.samplePhotoId;
  const tr = deps.texts.for(locale);
  return drawSampleBill(deps.services, {
    texts: {
      title: tr.plain('accounts-sample-title'),
      payee: values.providerName ?? '',
      payer: tr.plain('accounts-sample-payer'),
      flat: tr.plain('accounts-sample-flat'),
      numberLabel: labelOf(values, tr),
      example: values.numberExample ?? '',
      here: tr.plain('accounts-sample-here'),
      qr: tr.plain('accounts-sample-qr'),
    },
  });
}

function linkNameStep(deps: BotDeps): FormStep<LinkValues> {
  return {
    ...nameStep(deps),
    when: (values) => values.application !== true,
    ask: (values, tr) => {
      const lines = [
        tr.html('accounts-ask-name', {
          number: values.number ?? '',
          address: values.address ?? tr.plain('accounts-no-address'),
        }),
      ];
      if (typeof values.doubtfulSum === 'string') {
        lines.push(tr.html('accounts-doubtful-sum', { sum: values.doubtfulSum }));
      }
      return nameQuestion(joinHtml(lines, '\n\n'), tr);
    },
  };
}
