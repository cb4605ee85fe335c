import { z } from 'zod';
import { normalizeAccountNumber } from '../../domain/account-number.ts';
import type { QrFacts } from '../../domain/bill-proof.ts';
import { DomainError } from '../../domain/errors.ts';
import { firstLetters } from '../../domain/first-letters.ts';
import type { Kopecks } from '../../domain/money.ts';
import { type PaymentQr, type PaymentQrProblem, parsePaymentQr } from '../../formats/payment-qr.ts';
import type { ProviderPurpose } from '../companies/list-providers.ts';
import type { ServiceDeps } from '../deps.ts';

/** What a paper bill's QR says, matched with a provider of ours. */
export interface ReadBill {
  readonly providerId: number;
  readonly providerName: string;
  /** In the provider's form. */
  readonly number: string;
  readonly facts: QrFacts;
  /** The bill's sum when its QR writes roubles with a comma or dot instead of kopecks: a person must look at it. */
  readonly doubtfulSum: { readonly text: string; readonly kopecks: Kopecks | null } | null;
}

/** What was found instead of a payment QR, from the most telling to the least. */
const PROBLEMS: Readonly<Record<PaymentQrProblem, string>> = {
  QR_DAMAGED: 'BILL_QR_DAMAGED',
  QR_BANK_LINK: 'BILL_BANK_LINK',
  QR_OTHER: 'BILL_OTHER_QR',
};

const requisitesSchema = z.object({ personalAcc: z.string().optional() }).catch({});

/**
 * Read the payment QR off a photo or PDF of a paper bill and find whose it is. Nothing is looked up among accounts
 * here: whether the number exists is asked as if it was typed, within the same limits.
 * @param options.providerId chosen by the person before; decides where a company's QR fits several providers
 * @throws DomainError BILL_NO_QR, BILL_QR_DAMAGED, BILL_BANK_LINK, BILL_OTHER_QR, BILL_FOREIGN {name},
 *   BILL_CHOOSE_PROVIDER, BILL_NO_NUMBER, BILL_NUMBER_WRONG {provider} and those of the QR reader
 */
export async function readBillFile(
  deps: Pick<ServiceDeps, 'db' | 'documents'>,
  options: { bytes: Uint8Array; providerId: number | null; purpose: ProviderPurpose },
): Promise<ReadBill> {
  const qr = firstPaymentQr(await deps.documents.qrReader.read({ bytes: options.bytes }));
  const provider = await providerOf(deps, qr, options);
  if (qr.account === null) throw new DomainError('BILL_NO_NUMBER');
  const reading = normalizeAccountNumber(qr.account, provider.numberPattern);
  if (!reading.ok) throw new DomainError('BILL_NUMBER_WRONG', { provider: provider.name });
  const { sum } = qr;
  return {
    providerId: provider.id,
    providerName: provider.name,
    number: reading.number,
    facts: {
      sum: sum.kind === 'exact' ? sum.kopecks : null,
      period: qr.period,
      payer: qr.payer,
      flat: qr.flat,
    },
    doubtfulSum:
      sum.kind === 'roubles' || sum.kind === 'unreadable'
        ? { text: sum.text, kopecks: sum.kind === 'roubles' ? sum.kopecks : null }
        : null,
  };
}

/** Bills carry several codes, one of them the bank's link: the first that is a payment QR counts. */
function firstPaymentQr(codes: readonly Uint8Array[]): PaymentQr {
  const readings = codes.map((bytes) => parsePaymentQr(bytes));
  for (const reading of readings) if (reading.ok) return reading.qr;
  const found = new Set(readings.map((reading) => (reading.ok ? null : reading.code)));
  for (const problem of ['QR_DAMAGED', 'QR_BANK_LINK', 'QR_OTHER'] as const) {
    if (found.has(problem)) throw new DomainError(PROBLEMS[problem]);
  }
  throw new DomainError('BILL_NO_QR');
}

/** By ИНН, then by settlement account; a company's several providers are told apart by the latter. */
async function providerOf(
  deps: Pick<ServiceDeps, 'db'>,
  qr: PaymentQr,
  options: { providerId: number | null; purpose: ProviderPurpose },
) {
  const providers = await deps.db.provider.findMany({
    where: { active: true, ...(options.purpose === 'pay' ? {} : { issuesBills: true }) },
    select: { id: true, name: true, inn: true, numberPattern: true, requisites: true },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  const hasAccount = ({ requisites }: (typeof providers)[number]): boolean =>
    requisitesSchema.parse(requisites).personalAcc === qr.personalAcc;
  const candidates =
    qr.payeeInn === null
      ? providers.filter(hasAccount)
      : providers.filter(({ inn }) => inn !== null && inn === qr.payeeInn);
  if (candidates.length === 0) throw new DomainError('BILL_FOREIGN', { name: firstLetters(qr.name, 80) });
  const closer = candidates.filter(hasAccount);
  const left = closer.length === 0 ? candidates : closer;
  const [only, another] = left;
  const chosen = another === undefined ? only : left.find(({ id }) => id === options.providerId);
  if (chosen === undefined) throw new DomainError('BILL_CHOOSE_PROVIDER');
  return chosen;
}
