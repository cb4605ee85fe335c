import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createDocuments } from '../../src/documents/documents.ts';
import { qrSvg } from '../../src/documents/qr.ts';
import { createQrReader } from '../../src/documents/qr-reader.ts';
import { createWorkerPool } from '../../src/documents/worker/pool.ts';
import { MAX_BILL_BYTES } from '../../src/domain/bill-proof.ts';
import { parsePaymentQr } from '../../src/formats/payment-qr.ts';

const pool = createWorkerPool({ threads: 1, waiting: 20, timeLimitMs: 30_000, memoryMb: 256 });
const reader = createQrReader(pool);
afterAll(() => pool.close());

const sample = (name: string): Uint8Array =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../fixtures/bills', name)));

async function payment(bytes: Uint8Array) {
  for (const code of await reader.read({ bytes })) {
    const reading = parsePaymentQr(code);
    if (reading.ok) return reading.qr;
  }
  return null;
}

describe('reading codes in the worker', () => {
  it.each<[string, string, number]>([
    ['bill-qr.png', 'ООО "Смарт Запад"', 1_222_181],
    ['bill-photo.jpg', 'ООО "СМАРТ СЕРВИС"', 1_297_024],
  ])('%s', async (file, name, sum) => {
    expect(await payment(sample(file))).toMatchObject({
      name,
      account: '1234567890',
      sum: { kind: 'exact', kopecks: sum },
      period: '2026-10',
    });
  });

  it('our own PDF is read back', async () => {
    const text =
      'ST00012|Name=ООО «Тест»|PersonalAcc=40702810012345678911|BankName=Б|BIC=044525225|PersAcc=42|Sum=100';
    const documents = createDocuments(pool, reader);
    const bytes = await documents.renderPdf({
      title: 't',
      author: 'a',
      date: new Date('2026-11-01T00:00:00Z'),
      language: 'ru',
      content: ['Счёт', { svg: qrSvg(text, 130) }],
    });
    expect(await payment(bytes)).toMatchObject({ name: 'ООО «Тест»', account: '42' });
  });

  it('a picture without a code has none', async () => {
    const documents = createDocuments(pool, reader);
    const bytes = await documents.renderPicture({
      svg: '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="200"><rect width="200" height="200" fill="#fff"/></svg>',
      width: 200,
    });
    expect(await reader.read({ bytes })).toEqual([]);
  });

  it.each<[string, Uint8Array, string]>([
    ['a text', Buffer.from('это не картинка'), 'BILL_NOT_A_PICTURE'],
    ['nothing', new Uint8Array(0), 'BILL_NOT_A_PICTURE'],
    ['half a JPEG head', Uint8Array.from([0xff, 0xd8, 0xff]), 'BILL_NOT_A_PICTURE'],
    ['a broken PDF', Buffer.from('%PDF-1.7 and nothing more'), 'BILL_PDF_UNREADABLE'],
    ['too many bytes', new Uint8Array(MAX_BILL_BYTES + 1), 'BILL_TOO_BIG'],
    ['a PNG of a billion pixels', pngHead(40_000, 40_000), 'BILL_TOO_MANY_PIXELS'],
  ])('%s is refused', async (_, bytes, code) => {
    await expect(reader.read({ bytes: new Uint8Array(bytes) })).rejects.toMatchObject({ code });
    // The thread lives on.
    expect(await payment(sample('bill-qr.png'))).not.toBeNull();
  });
});

function pngHead(width: number, height: number): Uint8Array {
  const head = Buffer.alloc(64);
  head.write('\x89PNG\r\n\x1a\n', 'latin1');
  head.writeUInt32BE(width, 16);
  head.writeUInt32BE(height, 20);
  return head;
}
