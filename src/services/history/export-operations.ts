import type { WorkbookDeps } from '../../documents/documents.ts';
import { DomainError } from '../../domain/errors.ts';
import type { HistoryFilter } from '../../domain/history-filter.ts';
import { kopecks, toDecimalString } from '../../domain/money.ts';
import { moneyWasTaken, residentStatus } from '../../domain/payments.ts';
import { writeCsvInSteps } from '../../formats/csv-safe.ts';
import { encodeText } from '../../formats/encoding.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import type { OperationRow } from '../payments/operation-rows.ts';
import { listAccountPayments } from './list-account-payments.ts';
import { listOperations } from './list-operations.ts';

/** More than anybody pays in years, and a file that is made while they wait. */
export const MOST_EXPORTED = 5000;

export interface ExportOptions {
  readonly residentId: number;
  readonly filter: HistoryFilter;
  /** the account's payments; null = one's own operations */
  readonly linkId: number | null;
  readonly format: 'csv' | 'xlsx';
  readonly tr: Translator;
}

interface Line {
  readonly time: string;
  readonly number: string;
  readonly provider: string;
  readonly account: string;
  readonly method: string;
  readonly channel: string;
  readonly status: string;
  /** the fiscal receipt's numbers, or where it stands */
  readonly fiscal: string;
  /** kopecks */
  readonly sum: number;
}

/**
 * The chosen operations as a file, in the language of the person; no cell is ever run as a formula.
 * @throws DomainError HISTORY_EMPTY, HISTORY_TOO_LONG, LINK_NOT_FOUND
 */
export async function exportOperations(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'> & WorkbookDeps,
  options: ExportOptions,
): Promise<{ readonly bytes: Uint8Array; readonly fileName: string }> {
  const { tr, format, linkId } = options;
  const lines = linkId === null ? await ownLines(deps, options) : await accountLines(deps, options, linkId);
  if (lines.length === 0) throw new DomainError('HISTORY_EMPTY');
  const headers = [
    tr.plain('history-column-time'),
    tr.plain('history-column-number'),
    tr.plain('history-column-provider'),
    tr.plain('history-column-account'),
    tr.plain('history-column-method'),
    tr.plain('history-column-channel'),
    tr.plain('history-column-status'),
    tr.plain('history-column-fiscal'),
    tr.plain('history-column-sum'),
  ];
  const day = tr.date(deps.clock.now(), deps.installation.timezone);
  const fileName = tr.plain('history-file-name', { day, format });
  if (format === 'csv') {
    const separator = tr.locale === 'ru' ? ',' : '.';
    const rows = lines.map((line) => [...cells(line), toDecimalString(kopecks(line.sum), separator)]);
    return { bytes: encodeText(await writeCsvInSteps([headers, ...rows]), 'utf-8-bom'), fileName };
  }
  const bytes = await deps.documents.workbook([
    {
      name: tr.plain('history-sheet-name'),
      columns: headers.map((header, at) => ({ header, kind: at === headers.length - 1 ? 'money' : 'text' })),
      rows: lines.map((line) => [...cells(line), line.sum]),
    },
  ]);
  return { bytes, fileName };
}

function cells(line: Line): string[] {
  const { time, number, provider, account, method, channel, status, fiscal } = line;
  return [time, number, provider, account, method, channel, status, fiscal];
}

async function ownLines(
  deps: Pick<ServiceDeps, 'db' | 'installation'>,
  { residentId, filter, tr }: ExportOptions,
): Promise<Line[]> {
  const list = await listOperations(deps, { residentId, filter, page: 0, pageSize: MOST_EXPORTED });
  if (list.total > MOST_EXPORTED) throw new DomainError('HISTORY_TOO_LONG', { limit: MOST_EXPORTED });
  return list.rows.map((row) => ({
    time: tr.dateTimeSeconds(row.at, row.zone),
    number: row.number,
    provider: row.providers.join(', '),
    account: row.accountNumbers.join(', '),
    method: methodCell(row.method, row.cardMask, tr),
    channel: tr.plain('history-channel-bot'),
    status: statusWord(row.status, tr),
    fiscal: fiscalCell(row, row.zone, tr),
    sum: row.total,
  }));
}

async function accountLines(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'installation'>,
  { residentId, filter, tr }: ExportOptions,
  linkId: number,
): Promise<Line[]> {
  const list = await listAccountPayments(deps, {
    residentId,
    linkId,
    filter,
    page: 0,
    pageSize: MOST_EXPORTED,
  });
  if (list.total > MOST_EXPORTED) throw new DomainError('HISTORY_TOO_LONG', { limit: MOST_EXPORTED });
  return list.rows.map((row) => ({
    time: tr.dateTimeSeconds(row.at, deps.installation.timezone),
    number: row.number ?? '',
    provider: list.providerName,
    account: list.accountNumber,
    method: row.method === null ? '' : methodCell(row.method, row.cardMask, tr),
    channel: row.channel ?? tr.plain('history-channel-bot'),
    status: statusWord(row.status, tr),
    fiscal: fiscalCell(row, deps.installation.timezone, tr),
    sum: row.amount,
  }));
}

function methodCell(method: string, cardMask: string | null, tr: Translator): string {
  const name = tr.plainOr(`payments-method-${method}`, {}, 'payments-method-telegram');
  return cardMask === null ? name : `${name} ${cardMask}`;
}

/** By the numbers anybody can check the receipt; the gateway gives no link to it. */
function fiscalCell(
  { fiscal, status }: Pick<OperationRow, 'fiscal' | 'status'>,
  zone: string,
  tr: Translator,
): string {
  if (fiscal === null || !moneyWasTaken(status)) return '';
  if (fiscal.status === 'pending') return tr.plain('history-fiscal-pending');
  if (fiscal.status === 'refused') return tr.plain('history-fiscal-refused');
  const { storage, document, sign, registeredAt } = fiscal;
  if (storage === null || document === null || sign === null || registeredAt === null) {
    return tr.plain('history-fiscal-sent');
  }
  return tr.plain('history-fiscal-numbers', {
    storage,
    document,
    sign,
    time: tr.dateTime(registeredAt, zone),
  });
}

/** Without the sign that stands before it on screens. */
function statusWord(status: Parameters<typeof residentStatus>[0], tr: Translator): string {
  const shown = tr.plainOr(`payments-status-${residentStatus(status)}`, {}, 'payments-status-processing');
  return shown.replace(/^\P{L}+/u, '');
}
