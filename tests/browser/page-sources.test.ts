import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const PUBLIC = fileURLToPath(new URL('../../src/sandbox/public/', import.meta.url));

function filesBelow(directory: string, ending: string): string[] {
  return readdirSync(path.join(PUBLIC, directory), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .map((name) => path.join(PUBLIC, directory, name));
}

/** The page's texts in a language. */
async function textsIn(language: 'ru' | 'en'): Promise<Map<string, string>> {
  const url = new URL(`../../src/sandbox/public/js/texts/${language}.js`, import.meta.url);
  const module: object = await import(url.href);
  const texts: unknown = Object.values(module)[0];
  return new Map(Object.entries(texts ?? {}).map(([key, text]) => [key, String(text)]));
}

/** Mistakes of the page's scripts against their own types and against the contract with the server. */
function typeMistakes(files: string[], more: Record<string, string> = {}): string[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    strict: true,
    allowJs: true,
    checkJs: true,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (name) => more[name] ?? readFile(name);
  host.fileExists = (name) => name in more || fileExists(name);
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (name, version, ...rest) => {
    const text = more[name];
    return text === undefined
      ? getSourceFile(name, version, ...rest)
      : ts.createSourceFile(name, text, version);
  };
  const program = ts.createProgram([...files, ...Object.keys(more)], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const line = file === undefined ? 0 : file.getLineAndCharacterOfPosition(start ?? 0).line + 1;
    return `${path.basename(file?.fileName ?? '')}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

describe('sources of the chat page', () => {
  test('scripts agree with the contract with the server', () => {
    expect(typeMistakes(filesBelow('js', '.js'))).toEqual([]);
  });

  test('a script that does not agree would be found', () => {
    const wrong = path.join(PUBLIC, 'js', 'planted.js');
    const source = "import { act } from './api.js';\nact(1, { type: 'send-text' });\n";
    expect(typeMistakes([], { [wrong]: source }).join()).toContain('planted.js:2');
  });

  test('both languages have the same texts with the same values', async () => {
    const [russian, english] = [await textsIn('ru'), await textsIn('en')];
    expect(russian.size).toBeGreaterThan(200);
    expect([...english.keys()]).toEqual([...russian.keys()]);
    const values = (text: string) =>
      [...new Set([...text.matchAll(/\{(\w+)/g)].map(([, name]) => name))].sort();
    for (const [key, text] of russian) expect(values(english.get(key) ?? ''), key).toEqual(values(text));
  });

  test('every text is used, none is written into the scripts', async () => {
    const scripts = filesBelow('js', '.js').filter((name) => !name.includes(`${path.sep}texts${path.sep}`));
    const source = scripts.map((name) => readFileSync(name, 'utf8')).join('\n');
    const keys = [...(await textsIn('ru')).keys()];
    expect(keys.filter((key) => !source.includes(`'${key}'`) && !isBuilt(key, source))).toEqual([]);
    // Names of made-up people and of the language itself are single words.
    const russian = source.match(/'[^'\n]*[а-яё][^'\n]*'/gi) ?? [];
    expect(russian.filter((text) => text.includes(' '))).toEqual([]);
  });

  test('nothing is loaded from elsewhere, no text becomes markup', () => {
    const files = [...filesBelow('js', '.js'), ...filesBelow('css', '.css'), path.join(PUBLIC, 'index.html')];
    for (const name of files) {
      const text = readFileSync(name, 'utf8').replaceAll('http://www.w3.org/2000/svg', '');
      expect(text.match(/(?:src|href)="https?:|url\(["']?https?:|from ['"]https?:/g), name).toBeNull();
      expect(text.match(/\.innerHTML|insertAdjacentHTML|document\.write|\beval\(/g), name).toBeNull();
    }
  });
});

/** Keys that are put together from a state: `fault.${kind}`. */
function isBuilt(key: string, source: string): boolean {
  return source.includes(`\`${key.split('.')[0]}.\${`);
}
