import { createHash } from 'node:crypto';
import type { XlsxSheet } from '../formats/xlsx-writer.ts';
import type { PdfRequest } from './pdf/request.ts';
import type { PictureRequest } from './picture.ts';
import { qrSvg } from './qr.ts';
import type { QrReader } from './qr-reader.ts';
import type { WorkerPool } from './worker/pool.ts';

/**
 * Pictures and papers, made in worker threads. The same request gives the same bytes, and they are kept for a while:
 * who opens a document twice waits once.
 * Every method throws DomainError DOCUMENTS_BUSY or DOCUMENT_TOO_SLOW.
 */
export interface Documents {
  /** QR codes off pictures and PDFs of strangers, in a thread of their own. */
  readonly qrReader: QrReader;
  /** PNG */
  renderPicture(request: PictureRequest): Promise<Uint8Array>;
  /** PDF, A4 */
  renderPdf(request: PdfRequest): Promise<Uint8Array>;
  /** PNG of a QR code, `width` pixels wide */
  qrPicture(text: string, width?: number): Promise<Uint8Array>;
  /** XLSX; not kept: exports are large and seldom asked for twice. At most XLSX_MAX_ROWS rows a sheet. */
  workbook(sheets: readonly XlsxSheet[]): Promise<Uint8Array>;
}

/** What a use case needs that makes spreadsheets only. */
export interface WorkbookDeps {
  readonly documents: Pick<Documents, 'workbook'>;
}

const CACHE_BYTES = 24 * 1024 * 1024;

/** Documents over a pool of workers, with a bounded memory of what was made last. */
export function createDocuments(
  pool: Pick<WorkerPool, 'run'>,
  qrReader: QrReader,
  cacheBytes = CACHE_BYTES,
): Documents {
  // In the order of their last use.
  const made = new Map<string, Uint8Array>();
  const underWay = new Map<string, Promise<Uint8Array>>();
  let size = 0;

  function keep(key: string, bytes: Uint8Array): void {
    made.set(key, bytes);
    size += bytes.byteLength;
    for (const [oldest, { byteLength }] of made) {
      if (size <= cacheBytes) break;
      made.delete(oldest);
      size -= byteLength;
    }
  }

  async function once(name: string, input: object, make: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const key = createHash('sha256')
      .update(`${name}\n${JSON.stringify(input)}`)
      .digest('base64');
    const known = made.get(key);
    if (known !== undefined) {
      made.delete(key);
      made.set(key, known);
      return known;
    }
    const running = underWay.get(key);
    if (running !== undefined) return running;
    const work = make().finally(() => underWay.delete(key));
    underWay.set(key, work);
    const bytes = await work;
    keep(key, bytes);
    return bytes;
  }

  const picture = (request: PictureRequest) => once('picture', request, () => pool.run('picture', request));
  return {
    qrReader,
    renderPicture: picture,
    renderPdf: (request) => once('pdf', request, () => pool.run('pdf', request)),
    workbook: (sheets) => pool.run('workbook', sheets),
    qrPicture: (text, width = 720) => picture({ svg: qrSvg(text), width }),
  };
}
