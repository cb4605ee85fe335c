import type { XlsxSheet } from '../../formats/xlsx-writer.ts';
import type { PdfRequest } from '../pdf/request.ts';
import type { PictureRequest } from '../picture.ts';
import type { QrRequest } from '../qr-request.ts';

/** What workers do: input and output of each kind are plain data that travels between threads. */
export interface Jobs {
  readonly pdf: { readonly input: PdfRequest; readonly output: Uint8Array };
  readonly picture: { readonly input: PictureRequest; readonly output: Uint8Array };
  readonly workbook: { readonly input: readonly XlsxSheet[]; readonly output: Uint8Array };
  /** the bytes of every QR code on a picture or in a PDF */
  readonly qr: { readonly input: QrRequest; readonly output: readonly Uint8Array[] };
}
export type JobKind = keyof Jobs;

type Handlers = {
  readonly [K in JobKind]: (input: Jobs[K]['input']) => Promise<Jobs[K]['output']>;
};

/** Each library is loaded by the first job that needs it, in the worker only. */
export const JOBS: Handlers = {
  pdf: async (request) => (await import('./render-pdf.ts')).renderPdf(request),
  picture: async (request) => (await import('./render-picture.ts')).renderPicture(request),
  workbook: async (sheets) => (await import('../../formats/xlsx-writer.ts')).writeXlsx(sheets),
  qr: async (request) => (await import('./read-qr.ts')).readQr(request),
};
