import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { PDFiumLibrary } from '@hyzyla/pdfium';
import { prepareZXingModule, type ReaderOptions, type ReadResult, readBarcodes } from 'zxing-wasm/reader';
import { DomainError } from '../../domain/errors.ts';
import type { QrRequest } from '../qr-request.ts';

const OPTIONS: ReaderOptions = { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: 4 };
/** A bill has one or two pages; a book is no bill. */
const MAX_PDF_PAGES = 3;
/** Longer side of a rendered page: 300 dpi of A4 is 3508, half of it reads every code that a phone reads. */
const PAGE_SIDE = 2200;
/** A bigger picture is not decoded: its pixels, not its bytes, fill the memory. */
const MAX_PIXELS = 40_000_000;

const resolveFile = createRequire(import.meta.url).resolve;
let engine: Promise<void> | null = null;

/** The codes on a picture or on the first pages of a PDF, as raw bytes: text would lose what is not UTF-8. */
export async function readQr({ bytes }: QrRequest): Promise<readonly Uint8Array[]> {
  engine ??= prepareEngine();
  await engine;
  return startsWith(bytes, '%PDF') ? readPdf(bytes) : readPicture(bytes);
}

async function prepareEngine(): Promise<void> {
  // Without it the library would fetch its code from the network.
  const wasm = await readFile(resolveFile('zxing-wasm/reader/zxing_reader.wasm'));
  await prepareZXingModule({
    overrides: {
      wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength),
    },
    fireImmediately: true,
  });
}

async function readPicture(bytes: Uint8Array): Promise<readonly Uint8Array[]> {
  const size = pictureSize(bytes);
  if (size === null) throw new DomainError('BILL_NOT_A_PICTURE');
  if (size.width * size.height > MAX_PIXELS) throw new DomainError('BILL_TOO_MANY_PIXELS');
  return codesOf(await readBarcodes(bytes, OPTIONS));
}

async function readPdf(bytes: Uint8Array): Promise<readonly Uint8Array[]> {
  const wasm = await readFile(resolveFile('@hyzyla/pdfium').replace(/[^/\\]+$/, 'pdfium.wasm'));
  const library = await PDFiumLibrary.init({
    wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength),
  });
  try {
    const document = await library.loadDocument(bytes);
    try {
      const found: Uint8Array[] = [];
      const pages = Math.min(document.getPageCount(), MAX_PDF_PAGES);
      for (let index = 0; index < pages; index += 1) {
        const page = document.getPage(index);
        const { originalWidth, originalHeight } = page.getOriginalSize();
        const scale = PAGE_SIDE / Math.max(originalWidth, originalHeight, 1);
        const { data, width, height } = await page.render({ scale, render: 'bitmap' });
        found.push(
          ...codesOf(await readBarcodes({ data: asRgba(data), width, height, colorSpace: 'srgb' }, OPTIONS)),
        );
        if (found.length > 0) break;
      }
      return found;
    } finally {
      document.destroy();
    }
  } catch {
    // Broken, locked by a password: whatever the library says, it is no bill we can read.
    throw new DomainError('BILL_PDF_UNREADABLE');
  } finally {
    library.destroy();
  }
}

/** A view of the library's memory is copied before it goes; black and white need no change of the channels' order. */
function asRgba(data: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  return Uint8ClampedArray.from(data);
}

function codesOf(results: readonly ReadResult[]): Uint8Array[] {
  if (results.length === 1 && results[0]?.isValid === false && results[0].bytes.length === 0) {
    throw new DomainError('BILL_NOT_A_PICTURE');
  }
  return results.filter(({ isValid }) => isValid).map(({ bytes }) => Uint8Array.from(bytes));
}

/** Width and height from the head of a PNG or JPEG; null for anything else. */
function pictureSize(bytes: Uint8Array): { readonly width: number; readonly height: number } | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (startsWith(bytes, '\x89PNG') && bytes.length >= 24) {
    return { width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return null;
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
}

function startsWith(bytes: Uint8Array, signature: string): boolean {
  return Array.from(signature).every((letter, index) => bytes[index] === letter.charCodeAt(0));
}
