import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SECTIONS } from '../../bench/sections.ts';
import { SCENARIOS } from '../../chaos/scenarios.ts';
import { COMMANDS } from '../../src/bot/command-table.ts';
import { ENVIRONMENT_KEYS } from '../../src/config.ts';
import { DEMO_PEOPLE } from '../../src/demo/people.ts';
import { projectRoot } from '../../src/domain/project-root.ts';
import { startTestApp } from '../support/app.ts';

// Guides are held against the program: what they name exists, and what must be named is.

const root = projectRoot();
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const GUIDES = [
  'README.md',
  'ARCHITECTURE.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
];
const russianTexts = readdirSync(join(root, 'locales/ru'))
  .map((name) => read(`locales/ru/${name}`))
  .join('\n');

describe.each(GUIDES)('%s', (guide) => {
  const text = read(guide);

  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);
    const local = links.filter((link) => !/^https?:/.test(link));
    expect(local.filter((link) => !existsSync(join(root, dirname(guide), link)))).toEqual([]);
  });

  it('names scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...text.matchAll(/npm run ([a-z:-]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('names parts of bench and chaos that exist', () => {
    const sections = [...text.matchAll(/npm run bench -- ([a-z][a-z-]*)/g)].map(([, name = '']) => name);
    const scenarios = [...text.matchAll(/npm run chaos -- ([a-z][a-z-]*)/g)].map(([, name = '']) => name);
    expect(sections.filter((name) => !SECTIONS.some((section) => section.name === name))).toEqual([]);
    expect(scenarios.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name))).toEqual([]);
  });

  it('quotes captions as they stand on the buttons', () => {
    const quoted = [...text.matchAll(/«(\p{Extended_Pictographic}[^»]*)»/gu)].map(
      ([, caption = '']) => caption,
    );
    // Word forms of a sentence («в ⚙️ Настройках») are not captions; the picture with the first letters is enough.
    const missing = quoted.filter((caption) => !russianTexts.includes(caption.slice(0, 9).trimEnd()));
    expect(missing).toEqual([]);
  });
});

describe('README', () => {
  const readme = read('README.md');

  it('lists every setting once, and no other', () => {
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, key = '']) => key);
    expect([...rows].sort()).toEqual([...ENVIRONMENT_KEYS].sort());
  });

  it('names people and numbers of the demo', () => {
    const { ivan, anna, mary, administrator, operator } = DEMO_PEOPLE;
    for (const { firstName } of [ivan, anna, mary, administrator, operator])
      expect(readme).toContain(`**${firstName}**`);
    for (const { note } of [anna, mary]) {
      const number = /\d{10}/.exec(note.ru)?.[0] ?? 'no number';
      expect(readme).toContain(number);
    }
  });

  it('begins with the two commands', () => {
    const commands = [...readme.matchAll(/```sh\n(npm [^\n]+)\n```/g)].map(([, command]) => command);
    expect(commands.slice(0, 2)).toEqual(['npm ci && npm start', 'npm ci && npm test']);
  });

  it('is honest about the limits', () => {
    for (const word of ['149-ФЗ', 'MAX', '1 сентября 2026', 'TELEGRAM_PROXY', 'не предупреждение о долге'])
      expect(readme).toContain(word);
  });
});

describe('the resident’s guide', () => {
  it('lists the commands that the bot tells Telegram', async () => {
    const { sandbox } = await startTestApp();
    const { commands } = sandbox.core.world.botByToken(sandbox.botToken).record;
    const told = commands['all_private_chats|ru'] ?? commands['all_private_chats|'];
    const listed = [...read('docs/resident.md').matchAll(/^\| `\/([a-z]+)` \|/gm)].map(([, name]) => name);
    expect([...listed].sort()).toEqual(told?.map(({ command }) => command).sort());
  });

  it('never names commands that do not exist', () => {
    const known = new Set<string>(COMMANDS.map(({ name }) => name));
    for (const guide of ['docs/resident.md', 'docs/manager.md', 'README.md']) {
      const named = [...read(guide).matchAll(/`\/([a-z]+)`/g)].map(([, name = '']) => name);
      const probes = ['healthz', 'readyz', 'metrics'];
      expect(named.filter((name) => !known.has(name) && !probes.includes(name))).toEqual([]);
    }
  });
});
