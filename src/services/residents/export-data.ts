import { z } from 'zod';
import { isDatabaseUnavailable } from '../../database/errors.ts';
import { inTransaction } from '../../database/in-transaction.ts';
import { enqueueDelivery } from '../../delivery/enqueue.ts';
import type { DeliveryKind } from '../../delivery/renderers.ts';
import { DomainError } from '../../domain/errors.ts';
import { writeZip, type ZipEntry } from '../../formats/zip-writer.ts';
import type { Translator } from '../../texts/texts.ts';
import { makeBillPdf } from '../bills/make-bill-pdf.ts';
import type { ServiceDeps } from '../deps.ts';
import { type Operation, showOperation } from '../payments/show-operation.ts';
import { recordAudit } from '../staff/record-audit.ts';
import { enqueueTask } from '../tasks/enqueue-task.ts';
import { EXPORT_SECTIONS, type ExportSubject, papersOf, sectionText } from './export-sections.ts';
import { EXPORT_DATA_TASK } from './person-keys.ts';

const HOUR_MS = 3_600_000;
/** One archive in so long: it is work for the machine and says the same an hour later. */
export const EXPORT_EVERY_HOURS = 24;
/** The file waits for its delivery so long, then it is made anew when asked. */
const KEPT_HOURS = 24;
/** Papers of each sort, and bytes of all: an upload to Telegram must fit into one call. */
const MOST_PAPERS = 120;
const MOST_PAPER_BYTES = 10 * 1024 * 1024;

/** The archive into the chat of who ordered it. */
export const DATA_EXPORT: DeliveryKind = {
  kind: 'residents.data-export',
  lane: 'reminders',
  afterCrash: 'resend',
};
export const dataExportParams = z.object({
  key: z.string(),
  skipped: z.number(),
  unreadable: z.number().default(0),
});

export type ExportOrder =
  | { readonly kind: 'queued' }
  | { readonly kind: 'working'; readonly done: number; readonly total: number | null };

/**
 * Order the archive. A second press finds the order that runs already.
 * @throws DomainError DATA_EXPORT_TOO_SOON {hours} when one was made within a day
 */
export async function orderDataExport(
  deps: Pick<ServiceDeps, 'db' | 'clock' | 'notify'>,
  options: { readonly identityId: number },
): Promise<ExportOrder> {
  const { identityId } = options;
  const now = deps.clock.now();
  const last = await deps.db.task.findFirst({
    where: { kind: EXPORT_DATA_TASK, identityId },
    orderBy: { id: 'desc' },
    select: { id: true, status: true, progress: true, progressTotal: true, createdAt: true },
  });
  if (last?.status === 'queued' || last?.status === 'running') {
    return { kind: 'working', done: last.progress, total: last.progressTotal };
  }
  const next = (last?.createdAt.getTime() ?? 0) + EXPORT_EVERY_HOURS * HOUR_MS;
  if (last?.status === 'done' && next > now.getTime()) {
    throw new DomainError('DATA_EXPORT_TOO_SOON', { hours: Math.ceil((next - now.getTime()) / HOUR_MS) });
  }
  // Two presses at once know the same last order.
  await enqueueTask(deps.db, deps.clock, {
    kind: EXPORT_DATA_TASK,
    key: `${EXPORT_DATA_TASK}:${identityId}:${last?.id ?? 0}`,
    args: {},
    identityId,
  });
  deps.notify('tasks');
  return { kind: 'queued' };
}

export interface PackOptions {
  readonly identityId: number;
  readonly taskId: number;
  readonly tr: Translator;
  readonly signal: AbortSignal;
  onProgress(done: number, total: number): Promise<void>;
  /** Receipts are laid out where they are shown. */
  receiptPdf(operation: Operation, tr: Translator): Promise<{ readonly bytes: Uint8Array }>;
  /** A part of the archive could not be read; the person is told in the archive. */
  onUnreadable?(name: string, error: unknown): void;
}

/** What went into the archive and what did not. */
interface Packed {
  papers: number;
  /** did not fit, or cannot be made now */
  skipped: number;
  /** names of what an earlier version of this program left in a form that is read no more */
  readonly unreadable: string[];
}

/**
 * Pack everything kept about a person and queue it for their chat. Run again it replaces its own file. Nothing is made for
 * somebody who has gone or was blocked meanwhile.
 */
export async function packPersonalData(
  deps: ServiceDeps,
  options: PackOptions,
): Promise<Record<'bytes' | 'papers' | 'skipped' | 'unreadable', number> | null> {
  const now = deps.clock.now();
  const { identityId, taskId, tr } = options;
  const identity = await deps.db.telegramIdentity.findUnique({
    where: { id: identityId },
    select: { resident: { select: { id: true, blockedAt: true } } },
  });
  const resident = identity?.resident ?? null;
  if (resident === null || resident.blockedAt !== null) return null;
  const subject: ExportSubject = { residentId: resident.id, now };
  const packed: Packed = { papers: 0, skipped: 0, unreadable: [] };
  const archive = await writeZip(entries(deps, subject, options, packed), now);
  const count = { papers: packed.papers, skipped: packed.skipped, unreadable: packed.unreadable.length };
  const key = `task:${taskId}`;
  const file = { fileName: tr.plain('residents-export-file'), bytes: new Uint8Array(archive) };
  await inTransaction(deps.db, async (tx) => {
    // Gone while it was packed: the row is locked, so that it cannot go before the file does.
    const [alive] = await tx.$queryRaw<{ id: number }[]>`
      SELECT "id" FROM "TelegramIdentity" WHERE "id" = ${identityId} AND "residentId" = ${subject.residentId} FOR SHARE`;
    if (alive === undefined) return;
    const expiresAt = new Date(now.getTime() + KEPT_HOURS * HOUR_MS);
    await tx.preparedFile.upsert({
      where: { key },
      create: { ...file, key, identityId, createdAt: now, expiresAt },
      update: { ...file, expiresAt },
    });
    await enqueueDelivery(tx, deps.clock, {
      kind: DATA_EXPORT,
      subject: key,
      to: { identityId },
      params: { key, skipped: count.skipped, unreadable: count.unreadable },
      validUntil: expiresAt,
    });
    await recordAudit(tx, {
      at: now,
      actorId: identityId,
      actorKind: 'resident',
      action: 'resident.export',
      subject: `resident:${subject.residentId}`,
      details: count,
    });
  });
  deps.notify('deliveries');
  return { bytes: archive.length, ...count };
}

/** The file of a delivery; null when it was thrown away. */
export async function preparedFile(
  deps: Pick<ServiceDeps, 'db'>,
  options: { readonly key: string; readonly identityId: number },
): Promise<{ readonly fileName: string; readonly bytes: Uint8Array } | null> {
  return deps.db.preparedFile.findFirst({
    where: { key: options.key, identityId: options.identityId },
    select: { fileName: true, bytes: true },
  });
}

async function* entries(
  deps: ServiceDeps,
  subject: ExportSubject,
  options: PackOptions,
  count: Packed,
): AsyncIterable<ZipEntry> {
  const { tr, signal } = options;
  const papers = await papersOf(deps.db, subject, MOST_PAPERS);
  const total = EXPORT_SECTIONS.length + papers.bills.length + papers.payments.length;
  let done = 0;
  const step = async (): Promise<void> => {
    signal.throwIfAborted();
    done += 1;
    await options.onProgress(done, total);
  };
  const unreadable = (name: string) => (error: unknown) => {
    // Not the paper's fault: the whole archive is made again later.
    if (signal.aborted || isDatabaseUnavailable(error)) throw error;
    count.unreadable.push(name);
    options.onUnreadable?.(name, error);
  };
  for (const section of EXPORT_SECTIONS) {
    const name = `data/${section.file}`;
    yield { name, text: sectionText(section.rows(deps.db, subject), unreadable(name)) };
    await step();
  }
  let bytes = 0;
  /** Nothing when it does not fit, cannot be made now (the drawer is busy, the bill was taken back), or cannot be read. */
  const paper = async (
    name: string,
    make: () => Promise<{ readonly bytes: Uint8Array }>,
  ): Promise<ZipEntry[]> => {
    try {
      const made = await make();
      if (bytes + made.bytes.length <= MOST_PAPER_BYTES) {
        bytes += made.bytes.length;
        count.papers += 1;
        return [{ name, bytes: made.bytes }];
      }
      count.skipped += 1;
    } catch (error) {
      if (error instanceof DomainError) count.skipped += 1;
      else unreadable(name)(error);
    }
    return [];
  };
  const { residentId } = subject;
  for (const { id, number } of papers.payments) {
    yield* await paper(`receipts/${number}.pdf`, async () => {
      const operation = await showOperation(deps, { paymentId: id, residentId });
      return options.receiptPdf(operation, tr);
    });
    await step();
  }
  for (const { id, period, number } of papers.bills) {
    yield* await paper(`bills/${period}-${number}-${id}.pdf`, () =>
      makeBillPdf(deps, { residentId, billId: id, tr }),
    );
    await step();
  }
  if (count.unreadable.length > 0) {
    const files = count.unreadable.join('\n');
    yield { name: 'NOT-READABLE.txt', text: once(tr.plain('residents-export-unreadable', { files })) };
  }
  const told = { skipped: count.skipped, unreadable: count.unreadable.length };
  yield { name: 'README.txt', text: once(tr.plain('residents-export-readme', told)) };
}

async function* once(text: string): AsyncIterable<string> {
  yield text;
}
