import { createRequire } from 'node:module';
import { afterAll, describe, expect, it } from 'vitest';
import { barsSvg } from '../../src/documents/charts/bars.ts';
import { columnsSvg } from '../../src/documents/charts/columns.ts';
import { textWidth, wrapText } from '../../src/documents/charts/text-width.ts';
import { createDocuments } from '../../src/documents/documents.ts';
import type { PdfRequest } from '../../src/documents/pdf/request.ts';
import { createWorkerPool } from '../../src/documents/worker/pool.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { NO_DOCUMENTS } from '../support/documents.ts';
import { pdfPages } from './pdf-pages.ts';

const pool = createWorkerPool({ threads: 1, waiting: 3, timeLimitMs: 20_000, memoryMb: 256 });
afterAll(() => pool.close());

const PAPER: PdfRequest = {
  title: 'Счёт',
  author: 'ООО «Смарт Запад»',
  date: new Date('2026-11-01T00:00:00Z'),
  language: 'ru',
  content: [{ text: 'Квартплата за октябрь: 12 221,81 ₽' }, { svg: '<svg width="10" height="10"/>' }],
  footer: { left: 'Домовой', page: '{page} из {pages}' },
};

describe('papers', () => {
  it('are written in Cyrillic, and the same ones are the same bytes', async () => {
    // Without a memory, so that both are made.
    const documents = createDocuments(pool, NO_DOCUMENTS.qrReader, 0);
    const first = await documents.renderPdf(PAPER);
    expect(await pdfPages(first)).toEqual([expect.stringContaining('Квартплата за октябрь: 12 221,81 ₽')]);
    expect((await pdfPages(first))[0]).toContain('1 из 1');
    expect(Buffer.from(await documents.renderPdf(PAPER)).equals(first)).toBe(true);
  });

  it('take any text that people and registers write', async () => {
    const documents = createDocuments(pool, NO_DOCUMENTS.qrReader, 0);
    const odd = 'Дом \u{1f3e0}\u200d \u0000\u0007 \ud800 \u202e عربى <b> & конец';
    const [page] = await pdfPages(
      await documents.renderPdf({ ...PAPER, title: odd, content: [odd, { text: [odd] }] }),
    );
    expect(page).toContain('конец');
    const svg = barsSvg({ title: odd, bars: [{ label: odd, value: 1, text: odd }] });
    for (const bad of ['\u{1f3e0}', '\u0000', '\ud800']) expect(svg).not.toContain(bad);
    expect((await documents.renderPicture({ svg, width: 300 })).byteLength).toBeGreaterThan(1_000);
  });

  it('open no file and no address that their content names', async () => {
    const documents = createDocuments(pool, NO_DOCUMENTS.qrReader, 0);
    const secret = createRequire(import.meta.url).resolve('../../package.json');
    for (const href of [`file://${secret}`, secret]) {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9"><image width="9" height="9" xlink:href="${href}"/></svg>`;
      const made = await documents
        .renderPdf({ ...PAPER, content: [{ svg }] })
        .catch((error: unknown) => error);
      if (made instanceof Uint8Array) expect(Buffer.from(made).includes('domovoy"')).toBe(false);
      else expect(made).toBeInstanceOf(Error);
    }
  });
});

describe('the memory of what was made', () => {
  it('makes a document once for those who ask at one time and later, and forgets the oldest', async () => {
    const asked: string[] = [];
    const documents = createDocuments(
      {
        run: async (kind, input) => {
          asked.push('svg' in input ? input.svg : kind);
          return new Uint8Array(40) as never;
        },
      },
      NO_DOCUMENTS.qrReader,
      100,
    );
    const draw = (svg: string) => documents.renderPicture({ svg, width: 10 });
    await Promise.all([draw('a'), draw('a')]);
    await draw('a');
    await draw('b');
    await draw('a');
    await draw('c');
    await draw('b');
    expect(asked).toEqual(['a', 'b', 'c', 'b']);
  });
});

describe('the pool of workers', () => {
  it('refuses what it has no place for, and goes on with the rest', async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 6 }, () =>
        pool.run('picture', {
          svg: '<svg width="9" height="9" xmlns="http://www.w3.org/2000/svg"/>',
          width: 9,
        }),
      ),
    );
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.length).toBeLessThan(6);
    for (const result of refused) {
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'DOCUMENTS_BUSY' });
    }
  });

  it('tells what was wrong with a job, and its thread takes the next one', async () => {
    await expect(pool.run('picture', { svg: 'no picture', width: 10 })).rejects.not.toBeInstanceOf(
      DomainError,
    );
    const drawn = await pool.run('picture', {
      svg: '<svg width="9" height="9" xmlns="http://www.w3.org/2000/svg"/>',
      width: 9,
    });
    expect(Buffer.from(drawn).subarray(1, 4).toString()).toBe('PNG');
  });

  it('gives up what takes too long and serves those who waited with a new thread', async () => {
    const hurried = createWorkerPool({ threads: 1, waiting: 5, timeLimitMs: 1, memoryMb: 256 });
    const slow = await Promise.allSettled([1, 2].map(() => hurried.run('pdf', PAPER)));
    expect(slow.map((result) => result.status === 'rejected' && result.reason)).toEqual([
      expect.objectContaining({ code: 'DOCUMENT_TOO_SLOW' }),
      expect.objectContaining({ code: 'DOCUMENT_TOO_SLOW' }),
    ]);
    const closing = hurried.run('pdf', PAPER);
    await Promise.all([hurried.close(), expect(closing).rejects.toMatchObject({ name: 'DomainError' })]);
    await expect(hurried.run('pdf', PAPER)).rejects.toMatchObject({ code: 'DOCUMENTS_BUSY' });
  });
});

describe('charts', () => {
  it('escape names that registers bring', () => {
    const svg = barsSvg({ title: 'a <b> & c', bars: [{ label: '<script>\u0000', value: 1, text: '+1' }] });
    expect(svg).toContain('a &lt;b&gt; &amp; c');
    expect(svg).toContain('>&lt;script&gt;<');
  });

  it('put more to the right of the middle and less to the left, the largest over the whole reach', () => {
    const svg = barsSvg({
      title: 'т',
      bars: [
        { label: 'more', value: 200, text: '+2' },
        { label: 'less', value: -100, text: '−1' },
      ],
    });
    const [more, less] = [
      ...svg.matchAll(/<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"[^>]*fill="#(?:c8453b|2b8a5f)"/g),
    ];
    const middle = Number(more?.[1]);
    expect(Number(less?.[1]) + Number(less?.[2])).toBeCloseTo(middle, 0);
    expect(Number(more?.[2]) / Number(less?.[2])).toBeCloseTo(2, 1);
  });

  it('draw nothing for what is unknown and stack what is known', () => {
    const svg = columnsSvg({
      title: 'т',
      series: ['а', 'б'],
      kind: 'stacked',
      format: String,
      columns: [
        { label: 'окт', values: [10, 20] },
        { label: 'ноя', values: [null, 30] },
      ],
    });
    const bars = [
      ...svg.matchAll(
        /<rect x="([\d.]+)" y="([\d.]+)" width="[\d.]+" height="([\d.]+)" fill="#(2f6fde|e8933a)"\/>/g,
      ),
    ];
    expect(bars).toHaveLength(3);
    const heights = bars.map((bar) => Number(bar[3]));
    expect((heights[1] ?? 0) / (heights[0] ?? 1)).toBeCloseTo(2, 1);
    expect((heights[0] ?? 0) + (heights[1] ?? 0)).toBeCloseTo(heights[2] ?? 0, 0);
  });

  it('break texts where they fit', () => {
    for (const line of wrapText('Тех.обсл. и содержание жилого дома и прилегающей территории', 26, 300, 2)) {
      expect(textWidth(line, 26)).toBeLessThanOrEqual(300);
    }
    expect(wrapText('Сверхдлинноесловобезпробелов', 26, 100, 2)[0]).toMatch(/…$/);
  });
});
