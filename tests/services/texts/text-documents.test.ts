import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../src/database/client.ts';
import { documentPages } from '../../../src/services/texts/document-pages.ts';
import { ensureTextDocuments } from '../../../src/services/texts/ensure-text-documents.ts';
import { currentDocument, listDocuments } from '../../../src/services/texts/read-documents.ts';
import { readSeedDocuments } from '../../../src/services/texts/seed-documents.ts';
import { escapeHtml, htmlToPlain } from '../../../src/texts/html.ts';
import { clean, openTestDatabase } from '../../support/database.ts';

const NOW = new Date('2026-11-23T09:00:00Z');

let database: Database;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
});
beforeEach(async () => {
  await clean(database);
});

const deps = () => ({ db: database.prisma, clock: { now: () => NOW } });

describe('the texts that come with the program', () => {
  it('are all there in both languages, and say what the law and the product want said', () => {
    const documents = readSeedDocuments();
    const kinds = new Set(documents.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(['about', 'consent', 'how_to_pay', 'promotions', 'question', 'terms']);
    for (const { title, body } of documents) {
      expect(title.en).toBeTruthy();
      expect(body.en).toBeTruthy();
      // Buttons of the help show the titles.
      expect(Array.from(title.ru).length).toBeLessThanOrEqual(60);
    }
    for (const kind of ['terms', 'consent', 'about']) {
      const document = documents.find((candidate) => candidate.kind === kind);
      expect(document?.body.ru).toContain('{operators}');
      expect(document?.body.en).toContain('{operators}');
    }
    expect(documents.find(({ kind }) => kind === 'consent')?.body.ru).toContain('отозвать');
  });

  it('are seeded once, also by two processes at the same time', async () => {
    const reports = await Promise.all([ensureTextDocuments(deps()), ensureTextDocuments(deps())]);
    const count = readSeedDocuments().length;
    expect(reports.flatMap(({ written }) => written)).toHaveLength(count);
    expect(await database.prisma.textDocument.count()).toBe(count);
    expect(await ensureTextDocuments(deps())).toEqual({ written: [], differing: [] });
  });

  it('a changed file is a new version only when told', async () => {
    await ensureTextDocuments(deps());
    const documents = readSeedDocuments().map((document) =>
      document.kind === 'about' ? { ...document, title: { ru: 'Иначе' } } : document,
    );
    expect(await ensureTextDocuments(deps(), { documents })).toEqual({
      written: [],
      differing: ['about/main'],
    });
    expect((await currentDocument(deps(), { kind: 'about' }))?.version).toBe(1);
    const report = await ensureTextDocuments(deps(), { documents, publishChanges: true });
    expect(report.written).toEqual(['about/main v2']);
    expect(await currentDocument(deps(), { kind: 'about' })).toMatchObject({
      version: 2,
      title: { ru: 'Иначе' },
    });
    expect(await database.prisma.textDocument.count({ where: { kind: 'about' } })).toBe(2);
  });

  it('lists the newest version of each question, page by page', async () => {
    const documents = [1, 2, 3].map((n) => ({
      kind: 'question' as const,
      slug: `q${n}`,
      title: { ru: `Вопрос ${n}` },
      body: { ru: 'Ответ' },
    }));
    await ensureTextDocuments(deps(), { documents });
    const renewed = documents.map((document) => ({ ...document, body: { ru: 'Ответ 2' } }));
    await ensureTextDocuments(deps(), { documents: renewed, publishChanges: true });
    const first = await listDocuments(deps(), { kind: 'question', page: 0, size: 2 });
    expect(first.total).toBe(3);
    expect(first.documents.map(({ slug, version, body }) => [slug, version, body.ru])).toEqual([
      ['q1', 2, 'Ответ 2'],
      ['q2', 2, 'Ответ 2'],
    ]);
    const second = await listDocuments(deps(), { kind: 'question', page: 1, size: 2 });
    expect(second.documents.map(({ slug }) => slug)).toEqual(['q3']);
  });
});

describe('files that do not fit are named', () => {
  it.each([
    ['terms.md', '# A\n\nb', /terms\.md/],
    ['terms.en.md', '# A\n\nb', /no Russian text/],
    ['poem.ru.md', '# A\n\nb', /no kind of text "poem"/],
    ['terms.ru.md', 'A\n\nb', /a heading and a text expected/],
    ['terms.ru.md', '# A', /a heading and a text expected/],
  ])('%s', (name, text, message) => {
    const directory = mkdtempSync(join(tmpdir(), 'texts-'));
    try {
      writeFileSync(join(directory, name), text);
      expect(() => readSeedDocuments(directory)).toThrow(message);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});

describe('pages of a document', () => {
  it('has headings, items and values', () => {
    const pages = documentPages('## Кто\n\nБот {name}:\n- раз & два\n- {unknown}', {
      name: escapeHtml('<А>'),
    });
    expect(pages).toEqual(['<b>Кто</b>\nБот &lt;А&gt;:\n• раз &amp; два\n• {unknown}']);
  });

  it('a value is not searched for other values', () => {
    expect(documentPages('{a}', { a: escapeHtml('{b}'), b: escapeHtml('нет') })).toEqual(['{b}']);
  });

  it('never exceeds what Telegram takes, and loses nothing', () => {
    const word = fc.string({ minLength: 1, maxLength: 40 });
    const text = fc.array(
      fc.oneof(word, fc.constant('\n'), fc.constant('\n\n'), fc.constant('x'.repeat(5000))),
      {
        maxLength: 300,
      },
    );
    fc.assert(
      fc.property(text, (parts) => {
        const body = parts.join(' ');
        const pages = documentPages(body);
        for (const page of pages) expect(htmlToPlain(page).length).toBeLessThanOrEqual(3500);
        const bare = (value: string): string => value.replaceAll(/[\s•#-]/g, '');
        expect(bare(pages.map(htmlToPlain).join(''))).toBe(bare(body));
      }),
      { numRuns: 60 },
    );
  });
});
