import type { PdfNode } from '../../documents/pdf/content.ts';
import { PAPER, rule } from '../../documents/pdf/parts.ts';
import { DomainError } from '../../domain/errors.ts';
import { isFinal } from '../../domain/payments.ts';
import type { Translator } from '../../texts/texts.ts';
import type { ServiceDeps } from '../deps.ts';
import type { Operation } from './show-operation.ts';

/** A line of a receipt; headings are bold. */
export interface ReceiptLine {
  readonly text: string;
  readonly bold: boolean;
}

/**
 * A receipt on paper («Версия для печати», D6), from the same lines as the message, of operations that have ended, failed
 * ones too. The same operation gives the same bytes.
 * @throws DomainError RECEIPT_NOT_READY, DOCUMENTS_BUSY, DOCUMENT_TOO_SLOW
 */
export async function makeReceiptPdf(
  deps: Pick<ServiceDeps, 'documents'>,
  options: {
    readonly operation: Operation;
    readonly blocks: readonly (readonly ReceiptLine[])[];
    readonly tr: Translator;
  },
): Promise<{ readonly bytes: Uint8Array; readonly fileName: string }> {
  const { operation, blocks, tr } = options;
  if (!isFinal(operation.status)) throw new DomainError('RECEIPT_NOT_READY');
  const title = tr.plain('payments-pdf-title', { number: operation.number });
  const agent = operation.agents.agent ?? operation.agents.operator;
  const bytes = await deps.documents.renderPdf({
    title,
    author: agent?.name ?? operation.items[0]?.snapshot.company?.name ?? title,
    date: operation.finishedAt ?? operation.succeededAt ?? operation.createdAt,
    language: tr.locale,
    content: [
      { text: title, fontSize: PAPER.title, bold: true, margin: [0, 0, 0, 6] },
      rule(false),
      ...blocks.map(blockNode),
    ],
    footer: {
      left: tr.plain('payments-pdf-foot', { number: operation.number }),
      page: tr.plain('document-page', { page: '{page}', pages: '{pages}' }),
    },
  });
  return { bytes, fileName: tr.plain('payments-pdf-file', { number: operation.number }) };
}

function blockNode(lines: readonly ReceiptLine[]): PdfNode {
  return {
    // A name that begins on one page does not leave its sum to the next.
    stack: lines.map(({ text, bold }) => ({ text, bold, unbreakable: true, margin: [0, 0, 0, 2] as const })),
    margin: [0, 0, 0, 9],
  };
}
