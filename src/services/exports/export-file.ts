import { DateTime } from 'luxon';
import { z } from 'zod';
import { chunksOf } from '../../database/bulk.ts';
import type { WorkbookDeps } from '../../documents/documents.ts';
import { dateIn, zoneOf } from '../../domain/clock-zone.ts';
import { DomainError } from '../../domain/errors.ts';
import { writeCsvInSteps } from '../../formats/csv-safe.ts';
import { encodeText } from '../../formats/encoding.ts';
import {
  DEFAULT_REGISTER_TEMPLATE,
  type RegisterPayment,
  roubles,
  writePaymentRegister,
} from '../../formats/payment-register.ts';
import { XLSX_MAX_ROWS, type XlsxColumn } from '../../formats/xlsx-writer.ts';
import type { PlainTextKey, Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import { type ExportActor, exportProvider } from './export-scope.ts';
import { templateSchema } from './export-template.ts';

/** `register`: as the provider's template says. */
export const PAYMENT_FILE_FORMATS = ['register', 'csv', 'xlsx'] as const;
export type PaymentFileFormat = (typeof PAYMENT_FILE_FORMATS)[number];

const billSchema = z
  .object({ bill: z.object({ period: z.string() }).nullable().catch(null) })
  .catch({ bill: null });

/**
 * The file of an export by its number, the same as often as it is wanted: columns and trailer are those of its day.
 * @throws DomainError EXPORT_NOT_FOUND, NOT_ALLOWED, EXPORT_TOO_LARGE_XLSX
 */
export async function paymentExportFile(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'> & WorkbookDeps,
  options: {
    readonly actor: ExportActor;
    readonly batchId: number;
    readonly format: PaymentFileFormat;
    readonly tr: Translator;
  },
): Promise<{ readonly bytes: Uint8Array; readonly fileName: string }> {
  const batch = await deps.db.exportBatch.findFirst({
    where: { id: options.batchId, kind: 'payments' },
    include: { provider: { select: { inn: true } } },
  });
  if (batch === null) throw new DomainError('EXPORT_NOT_FOUND');
  const { code, zone } = await exportProvider(deps, options.actor, batch.providerId);
  const payments = await paymentsOf(deps, batch.id, zone);
  const name = `${code}-payments-${batch.id}-${dateIn(batch.createdAt, zone)}`;
  if (options.format === 'register') {
    const template = templateSchema.catch({
      ...DEFAULT_REGISTER_TEMPLATE,
      columns: [...DEFAULT_REGISTER_TEMPLATE.columns],
    });
    return {
      bytes: writePaymentRegister(payments, template.parse(batch.template)),
      fileName: `${name}.txt`,
    };
  }
  if (options.format === 'csv') {
    const rows = payments.map((payment) =>
      COLUMNS.map(({ key, money }) => {
        const value = payment[key];
        return money && typeof value === 'number' ? roubles(value, ',') : value;
      }),
    );
    const header = COLUMNS.map(({ title }) => options.tr.plain(title));
    return {
      bytes: encodeText(await writeCsvInSteps([header, ...rows]), 'utf-8-bom'),
      fileName: `${name}.csv`,
    };
  }
  if (payments.length > XLSX_MAX_ROWS) throw new DomainError('EXPORT_TOO_LARGE_XLSX', { max: XLSX_MAX_ROWS });
  return {
    bytes: await deps.documents.workbook([
      {
        name: `${batch.id}`,
        columns: COLUMNS.map(
          ({ title, money }): XlsxColumn => ({
            header: options.tr.plain(title),
            kind: money ? 'money' : 'text',
          }),
        ),
        rows: payments.map((payment) => COLUMNS.map(({ key }) => payment[key])),
      },
    ]),
    fileName: `${name}.xlsx`,
  };
}

interface FileRow extends RegisterPayment {
  readonly refunded: number;
}

const COLUMNS = [
  { key: 'paidAt', title: 'exports-column-paid-at', money: false },
  { key: 'number', title: 'exports-column-number', money: false },
  { key: 'operation', title: 'exports-column-operation', money: false },
  { key: 'account', title: 'exports-column-account', money: false },
  { key: 'payer', title: 'exports-column-payer', money: false },
  { key: 'address', title: 'exports-column-address', money: false },
  { key: 'period', title: 'exports-column-period', money: false },
  { key: 'method', title: 'exports-column-method', money: false },
  { key: 'amount', title: 'exports-column-amount', money: true },
  { key: 'fee', title: 'exports-column-fee', money: true },
  { key: 'refunded', title: 'exports-column-refunded', money: true },
] as const satisfies readonly { key: keyof FileRow; title: PlainTextKey; money: boolean }[];

async function paymentsOf(
  deps: Pick<ServiceDeps, 'db' | 'installation'>,
  batchId: number,
  zone: string,
): Promise<readonly FileRow[]> {
  const local = zoneOf({ company: zone }, deps.installation.timezone);
  // In parts: making objects of tens of thousands of rows at once would keep everybody waiting.
  const order = await deps.db.$queryRaw<{ id: number }[]>`
    SELECT i."id" FROM "PaymentItem" i JOIN "Payment" p ON p."id" = i."paymentId"
     WHERE i."exportBatchId" = ${batchId} ORDER BY p."succeededAt", i."id"`;
  const rows: FileRow[] = [];
  for (const part of chunksOf(order, PART)) {
    rows.push(
      ...(await partOf(
        deps,
        part.map(({ id }) => id),
        local,
      )),
    );
  }
  return rows;
}

const PART = 500;

async function partOf(
  deps: Pick<ServiceDeps, 'db'>,
  ids: readonly number[],
  local: string,
): Promise<readonly FileRow[]> {
  const items = await deps.db.paymentItem.findMany({
    where: { id: { in: [...ids] } },
    include: {
      account: { select: { payerName: true, address: true, flat: true, els: true } },
      payment: {
        select: {
          number: true,
          method: true,
          succeededAt: true,
          gatewayPaymentId: true,
          providerChargeId: true,
          telegramChargeId: true,
        },
      },
    },
    orderBy: [{ payment: { succeededAt: 'asc' } }, { id: 'asc' }],
  });
  return items.map(({ account, payment, ...item }) => {
    const paid = DateTime.fromJSDate(payment.succeededAt ?? new Date(0), { zone: local });
    const { bill } = billSchema.parse(item.snapshot);
    const place = [account?.address, account?.flat].filter((part) => part !== null && part !== undefined);
    return {
      paidAt: paid.toFormat("yyyy-MM-dd'T'HH:mm:ss"),
      operation:
        payment.gatewayPaymentId ?? payment.providerChargeId ?? payment.telegramChargeId ?? payment.number,
      number: payment.number,
      account: item.accountNumber,
      els: account?.els ?? null,
      payer: account?.payerName ?? null,
      address: place.length === 0 ? null : place.join(', '),
      period: bill?.period ?? paid.toFormat('yyyy-MM'),
      method: payment.method,
      amount: item.amount,
      fee: item.bearer === 'company' ? item.commission : 0,
      refunded: item.refunded,
    };
  });
}
