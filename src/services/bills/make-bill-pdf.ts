import { z } from 'zod';
import type { DbOrTx } from '../../database/client.ts';
import { billPaper } from '../../documents/bills/bill-paper.ts';
import { DomainError } from '../../domain/errors.ts';
import { type PayeeRequisites, writePaymentQr } from '../../formats/payment-qr-writer.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import { requisitesColumn } from './requisites.ts';
import { type BillCard, showBill } from './show-bill.ts';

export interface MadeFile {
  readonly bytes: Uint8Array;
  readonly fileName: string;
}

/**
 * A bill's copy as PDF (PRODUCT C4): all its lines, what is left to pay now, requisites and the payment QR. The same
 * facts give the same bytes. Three statements.
 * @throws DomainError BILL_NOT_FOUND, FULL_LEVEL_NEEDED, DOCUMENTS_BUSY, DOCUMENT_TOO_SLOW
 */
export async function makeBillPdf(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'documents'>,
  options: { readonly residentId: number; readonly billId: number; readonly tr: Translator },
): Promise<MadeFile> {
  const { residentId, billId, tr } = options;
  const bill = await showBill(deps, { residentId, billId });
  if (bill.level === 'basic') throw new DomainError('FULL_LEVEL_NEEDED');
  const requisites = await loadRequisites(deps.db, bill.providerId);
  const paper = billPaper(
    {
      period: bill.period,
      type: bill.type,
      billDate: bill.billDate,
      asOf: bill.asOf,
      zone: bill.zone,
      provider: { name: bill.providerName, inn: bill.providerInn },
      company:
        bill.companyName === null
          ? null
          : { name: bill.companyName, phone: bill.companyPhone, email: bill.companyEmail },
      numberLabel: tr.plainOr(`bills-label-${bill.numberLabel}`, {}, 'bills-label-account'),
      number: bill.accountNumber,
      payer: bill.payerName,
      address: bill.address,
      flat: bill.flat,
      area: bill.area,
      livingArea: bill.livingArea,
      people: bill.residentsCount,
      lines: bill.lines,
      total: bill.total,
      findings: bill.findings,
      comment: bill.comment,
      left: bill.newest ? bill.left : null,
      later: bill.later.map(({ at, amount }) => ({ at, amount })),
      requisites,
      qr: bill.payable ? paymentQrOf(bill, requisites, tr) : null,
    },
    tr,
  );
  return {
    bytes: await deps.documents.renderPdf(paper),
    fileName: tr.plain('document-bill-file', { period: bill.period, number: fileSafe(bill.accountNumber) }),
  };
}

/** The payee of a provider's bills; empty fields where its settings have none. */
export async function loadRequisites(db: DbOrTx, providerId: number): Promise<PayeeRequisites> {
  const row = await db.provider.findUniqueOrThrow({
    where: { id: providerId },
    select: { requisites: true },
  });
  return z.object({ requisites: requisitesColumn }).parse(row).requisites;
}

/** The code that pays what is left of this bill; null when nothing is, or the requisites do not make one. */
export function paymentQrOf(
  bill: Pick<BillCard, 'left' | 'accountNumber' | 'period' | 'providerInn'>,
  payee: PayeeRequisites,
  tr: Translator,
): string | null {
  if (bill.left === null || bill.left <= 0) return null;
  return writePaymentQr({
    payee,
    payeeInn: bill.providerInn,
    sum: bill.left,
    account: bill.accountNumber,
    period: bill.period,
    purpose: tr.plain('document-payment-purpose', {
      number: bill.accountNumber,
      period: tr.period(bill.period),
    }),
  });
}

function fileSafe(number: string): string {
  return number.replaceAll(/[^\p{L}\p{N}-]+/gu, '-').slice(0, 40);
}
