import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TextKind } from '../../database/generated/enums.ts';
import { projectRoot } from '../../domain/project-root.ts';

/** A text as its files have it: one heading and one body per language; Russian is always there. */
export interface SeedDocument {
  readonly kind: TextKind;
  readonly slug: string;
  readonly title: { readonly ru: string; readonly en?: string };
  readonly body: { readonly ru: string; readonly en?: string };
}

const KINDS: readonly TextKind[] = [
  'terms',
  'consent',
  'about',
  'question',
  'notice',
  'how_to_pay',
  'promotions',
];
const NAME = /^([a-z_]+)(?:\.([a-z0-9-]+))?\.(ru|en)\.md$/;

/**
 * Read `locales/documents/<kind>[.<slug>].<lang>.md`: the first line `# Title`, the rest the body.
 * Questions keep the order of their file names (`question.10-link.ru.md`).
 * @throws Error naming the file that does not fit
 */
export function readSeedDocuments(directory = join(projectRoot(), 'locales', 'documents')): SeedDocument[] {
  const parts = new Map<string, Partial<Record<'ru' | 'en', { title: string; body: string }>>>();
  for (const file of readdirSync(directory).sort()) {
    const [, kind = '', slug = 'main', locale] = NAME.exec(file) ?? [];
    if (locale !== 'ru' && locale !== 'en')
      throw new Error(`locales/documents/${file}: <kind>[.<slug>].<lang>.md expected`);
    const key = `${kind}/${slug}`;
    parts.set(key, { ...parts.get(key), [locale]: parse(file, readFileSync(join(directory, file), 'utf8')) });
  }
  return [...parts].map(([key, { ru, en }]) => {
    const [kindName = '', slug = 'main'] = key.split('/');
    const kind = KINDS.find((candidate) => candidate === kindName);
    if (kind === undefined) throw new Error(`locales/documents: there is no kind of text "${kindName}"`);
    if (ru === undefined) throw new Error(`locales/documents: ${key} has no Russian text`);
    return {
      kind,
      slug,
      title: { ru: ru.title, ...(en === undefined ? {} : { en: en.title }) },
      body: { ru: ru.body, ...(en === undefined ? {} : { en: en.body }) },
    };
  });
}

function parse(file: string, text: string): { title: string; body: string } {
  const [head = '', ...rest] = text.replaceAll('\r\n', '\n').trim().split('\n');
  const body = rest.join('\n').trim();
  if (!head.startsWith('# ') || body === '')
    throw new Error(`locales/documents/${file}: a heading and a text expected`);
  return { title: head.slice(2).trim(), body };
}
