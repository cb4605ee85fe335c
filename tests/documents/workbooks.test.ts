import { strFromU8, unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { createDocuments } from '../../src/documents/documents.ts';
import { createWorkerPool } from '../../src/documents/worker/pool.ts';
import { writeCsv, writeCsvInSteps } from '../../src/formats/csv-safe.ts';
import { NO_DOCUMENTS } from '../support/documents.ts';

const pool = createWorkerPool({ threads: 1, waiting: 3, timeLimitMs: 20_000, memoryMb: 256 });
afterAll(() => pool.close());

describe('spreadsheets', () => {
  it('are made in a thread, as they would be here; updates go on meanwhile', async () => {
    const documents = createDocuments(pool, NO_DOCUMENTS.qrReader, 0);
    const rows = Array.from({ length: 2_000 }, (_, at) => [`=1+${at}`, 1_222_181 + at]);
    const sheets = [
      { name: '№ 7', columns: [{ header: 'Счёт' }, { header: 'Сумма', kind: 'money' as const }], rows },
    ];
    let turns = 0;
    let made = false;
    const turn = (): void => {
      turns += 1;
      if (!made) setTimeout(turn);
    };
    turn();
    const bytes = await documents.workbook(sheets);
    made = true;
    expect(turns).toBeGreaterThan(3);
    const texts = (of: Uint8Array) =>
      Object.fromEntries(
        Object.entries(unzipSync(of))
          .filter(([name]) => name.endsWith('sheet1.xml') || name.endsWith('sharedStrings.xml'))
          .map(([name, packed]) => [name, strFromU8(packed)]),
      );
    expect(texts(bytes)).toEqual(texts(await NO_DOCUMENTS.workbook(sheets)));
  });

  it('tell what they cannot hold', async () => {
    const documents = createDocuments(pool, NO_DOCUMENTS.qrReader, 0);
    const sheet = { name: '1', columns: [{ header: 'a', kind: 'money' as const }], rows: [[0.5]] };
    await expect(documents.workbook([sheet])).rejects.toThrow();
  });
});

it('a long CSV is written in steps, letter by letter the same', async () => {
  const rows = Array.from({ length: 2_500 }, (_, at) => [`№ ${at}`, '=формула', null, -at]);
  let others = 0;
  const other = setImmediate(() => {
    others += 1;
  });
  const text = await writeCsvInSteps(rows);
  clearImmediate(other);
  expect(others).toBe(1);
  expect(text).toBe(writeCsv(rows));
  expect(await writeCsvInSteps([])).toBe('');
});
