import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/domain/project-root.ts';
import { errorKey } from '../../src/services/texts/error-sentence.ts';
import { createTexts } from '../../src/texts/texts.ts';

/** Every code that the program refuses with, as it stands in the sources. */
function refusalCodes(): string[] {
  const folder = join(projectRoot(), 'src');
  const codes = new Set<string>();
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.ts') || name.includes('generated') || name.startsWith('sandbox')) continue;
    const source = readFileSync(join(folder, name), 'utf8');
    for (const [, code] of source.matchAll(/new DomainError\(\s*'([A-Z][A-Z0-9_]*)'/g)) codes.add(code ?? '');
  }
  return [...codes].sort();
}

describe('every refusal', () => {
  it('is found in the sources', () => {
    expect(refusalCodes().length).toBeGreaterThan(40);
  });

  it.each(['ru', 'en'] as const)('has its own sentence in %s', (locale) => {
    const tr = createTexts().for(locale);
    const without = refusalCodes().filter((code) => !tr.has(errorKey(code)));
    expect(without).toEqual([]);
  });
});
