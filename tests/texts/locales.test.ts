import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  FluentParser,
  Message,
  Term,
  type TextElement,
  type VariableReference,
  Visitor,
} from '@fluent/syntax';
import { describe, expect, it } from 'vitest';
import { LOCALES, type Locale } from '../../src/domain/locale.ts';
import { projectRoot } from '../../src/domain/project-root.ts';
import { createTexts } from '../../src/texts/texts.ts';

interface Entry {
  readonly file: string;
  readonly id: string;
  readonly placeholders: readonly string[];
  readonly literal: string;
}

class Collector extends Visitor {
  readonly placeholders = new Set<string>();
  readonly literals: string[] = [];
  override visitVariableReference(node: VariableReference): void {
    this.placeholders.add(node.id.name);
  }
  override visitTextElement(node: TextElement): void {
    this.literals.push(node.value);
  }
}

function entriesOf(locale: Locale): Entry[] {
  const folder = join(projectRoot(), 'locales', locale);
  return readdirSync(folder)
    .filter((file) => file.endsWith('.ftl'))
    .flatMap((file) => {
      const { body } = new FluentParser().parse(readFileSync(join(folder, file), 'utf8'));
      const junk = body.filter((entry) => entry.type === 'Junk');
      expect(junk, `${locale}/${file} does not parse`).toEqual([]);
      return body.flatMap((entry) => {
        if (!(entry instanceof Message || entry instanceof Term)) return [];
        const collector = new Collector();
        collector.visit(entry);
        const placeholders = [...collector.placeholders].sort();
        return [{ file, id: entry.id.name, placeholders, literal: collector.literals.join('') }];
      });
    });
}

const entries = Object.fromEntries(LOCALES.map((locale) => [locale, entriesOf(locale)])) as Record<
  Locale,
  Entry[]
>;

function sources(...folders: string[]): { path: string; text: string }[] {
  return folders.flatMap((folder) =>
    readdirSync(join(projectRoot(), folder), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !path.includes('generated'))
      .map((path) => ({
        path: join(folder, path),
        text: readFileSync(join(projectRoot(), folder, path), 'utf8'),
      })),
  );
}

describe('locale files', () => {
  it.each(LOCALES)('%s loads without a doubled id', () => {
    expect(() => createTexts()).not.toThrow();
  });

  it.each(LOCALES)('%s has every id once', (locale) => {
    const ids = entries[locale].map((entry) => entry.id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it.each(LOCALES.filter((locale) => locale !== 'ru'))(
    '%s has the reference ids, in the same files',
    (locale) => {
      const place = (entry: Entry): string => `${entry.file}: ${entry.id}`;
      expect(entries[locale].map(place).sort()).toEqual(entries.ru.map(place).sort());
    },
  );

  it.each(LOCALES.filter((locale) => locale !== 'ru'))('%s has the reference placeholders', (locale) => {
    const own = new Map(entries[locale].map((entry) => [entry.id, entry.placeholders]));
    const different = entries.ru.filter((entry) => String(own.get(entry.id)) !== String(entry.placeholders));
    expect(different.map((entry) => `${entry.id}: ${entry.placeholders} / ${own.get(entry.id)}`)).toEqual([]);
  });

  it('has no text that nothing shows', () => {
    const code = sources('src', 'scripts')
      .map((source) => source.text)
      .join('\n');
    // One pass each over a megabyte of code, not one for every text.
    const words = new Set(Array.from(code.matchAll(/(?<=['"`])[\w-]+(?=['"`])/g), ([word]) => word));
    const heads = new Set(Array.from(code.matchAll(/(?<=`)[\w-]+(?=-\$\{)/g), ([head]) => head));
    const shown = (id: string): boolean => words.has(id) || isBuilt(id, words, heads);
    expect(entries.ru.map((entry) => entry.id).filter((id) => !shown(id))).toEqual([]);
  });

  it.each(LOCALES)('%s closes every tag it opens', (locale) => {
    const unbalanced = entries[locale].filter((entry) => !isBalanced(entry.literal));
    expect(unbalanced.map((entry) => entry.id)).toEqual([]);
  });
});

describe('user text in the code', () => {
  it('stands in locale files only', () => {
    const found = sources('src/bot', 'src/services', 'src/delivery', 'src/jobs', 'src/http')
      .flatMap(({ path, text }) =>
        withoutComments(text)
          .split('\n')
          .map((line) => ({ path, line })),
      )
      .filter(({ line }) => /['"`][^'"`]*[А-Яа-яЁё]{3,}/.test(line));
    expect(found.map(({ path, line }) => `${path}: ${line.trim()}`)).toEqual([]);
  });
});

/** Error codes and other families of keys are put together from a prefix: `error-${code}`, `payments-status-${status}`. */
function isBuilt(id: string, words: ReadonlySet<string>, heads: ReadonlySet<string>): boolean {
  if (id.startsWith('error-')) {
    const constant = id.slice('error-'.length).replaceAll('-', '_').toUpperCase();
    return id === 'error-unknown' || words.has(constant);
  }
  const parts = id.split('-');
  return parts.some((_, index) => index > 0 && heads.has(parts.slice(0, index).join('-')));
}

function isBalanced(markup: string): boolean {
  const open: string[] = [];
  for (const [, closing, name = ''] of markup.matchAll(/<(\/?)([a-z-]+)[^>]*>/g)) {
    if (closing === '') open.push(name);
    else if (open.pop() !== name) return false;
  }
  return open.length === 0;
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
}
