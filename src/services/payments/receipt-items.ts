import { dateIn } from '../../domain/clock-zone.ts';
import { kopecks } from '../../domain/money.ts';
import type { ReceiptItem } from '../../gateways/payments/telegram-invoice-gateway.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import { type FiscalSettings, fiscalSettings, NO_VAT } from './fiscal-settings.ts';
import type { PaymentRow } from './payment-row.ts';
import { itemSnapshotSchema } from './snapshots.ts';

const MAX_DESCRIPTION = 128;

export interface FiscalItems {
  /** their sum is what is charged */
  readonly items: readonly ReceiptItem[];
  /** of the first company that says so */
  readonly taxSystemCode: number | null;
}

/**
 * Lines of the fiscal receipt (54-ФЗ): each transfer, then the payer's commission. The VAT of each line is its company's
 * setting on the day the payment was made. One statement per company.
 */
export async function fiscalItems(
  deps: Pick<ServiceDeps, 'db'>,
  payment: PaymentRow,
  tr: Translator,
): Promise<FiscalItems> {
  const providers = await deps.db.provider.findMany({
    where: { id: { in: payment.items.map(({ providerId }) => providerId) } },
    select: { id: true, companyId: true },
  });
  const today = dateIn(payment.createdAt, itemSnapshotSchema.parse(payment.items[0]?.snapshot).zone);
  const settings = new Map<number, FiscalSettings>();
  for (const { id, companyId } of providers) {
    settings.set(id, await fiscalSettings(deps.db, { companyId, today }));
  }
  return {
    items: receiptItems(payment, (providerId) => settings.get(providerId)?.vatCode ?? NO_VAT, tr),
    taxSystemCode: settings.get(payment.items[0]?.providerId ?? 0)?.taxSystemCode ?? null,
  };
}

/** The lines themselves; the commission is taxed as the first transfer. */
export function receiptItems(
  payment: Pick<PaymentRow, 'items' | 'commission'>,
  vatOf: (providerId: number) => number,
  tr: Translator,
): ReceiptItem[] {
  const items = payment.items.map((item): ReceiptItem => {
    const { provider, bill } = itemSnapshotSchema.parse(item.snapshot);
    const params = { provider: provider.name, number: item.accountNumber };
    const text =
      bill === null
        ? tr.plain('payments-receipt-item-number', params)
        : tr.plain('payments-receipt-item', { ...params, period: tr.period(bill.period) });
    return {
      description: cut(text, MAX_DESCRIPTION),
      amount: kopecks(item.amount),
      vatCode: vatOf(item.providerId),
      subject: 'service',
    };
  });
  if (payment.commission === 0) return items;
  const description = cut(tr.plain('payments-receipt-commission'), MAX_DESCRIPTION);
  const vatCode = vatOf(payment.items[0]?.providerId ?? 0);
  return [
    ...items,
    { description, amount: kopecks(payment.commission), vatCode, subject: 'agent_commission' },
  ];
}

/** By code points: a cut in the middle of a character is refused by Telegram and the gateway. */
export function cut(text: string, max: number): string {
  const points = Array.from(text);
  return points.length <= max
    ? text
    : `${points
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}
