import { MAX_BILL_BYTES } from '../domain/bill-proof.ts';
import { DomainError } from '../domain/errors.ts';
import type { QrRequest } from './qr-request.ts';
import type { WorkerPool } from './worker/pool.ts';

/** Reads QR codes off pictures and PDFs of strangers. */
export interface QrReader {
  /**
   * The bytes of every QR code found, in no order; empty when there is none.
   * @throws DomainError BILL_TOO_BIG {maxMegabytes}, BILL_NOT_A_PICTURE, BILL_PDF_UNREADABLE, BILL_TOO_MANY_PIXELS,
   *   DOCUMENTS_BUSY, DOCUMENT_TOO_SLOW
   */
  read(request: QrRequest): Promise<readonly Uint8Array[]>;
}

/** A pool of one thread is enough and keeps the memory low: one picture is decoded at a time. */
export function createQrReader(pool: Pick<WorkerPool, 'run'>): QrReader {
  return {
    async read({ bytes }) {
      if (bytes.byteLength > MAX_BILL_BYTES) {
        throw new DomainError('BILL_TOO_BIG', { maxMegabytes: MAX_BILL_BYTES / 1024 / 1024 });
      }
      return pool.run('qr', { bytes });
    },
  };
}
