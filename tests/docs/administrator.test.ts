import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENVIRONMENT_KEYS } from '../../src/config.ts';
import type { Database } from '../../src/database/client.ts';
import { projectRoot } from '../../src/domain/project-root.ts';
import { STAFF_ROLES } from '../../src/domain/roles.ts';
import { COLUMN_SYNONYMS } from '../../src/formats/accruals/columns.ts';
import { encodeText } from '../../src/formats/encoding.ts';
import { catalogSchema, saveCatalog } from '../../src/services/companies/save-catalog.ts';
import { EMBEDDED_MAX_ACCOUNTS } from '../../src/services/imports/plan-import.ts';
import { createTexts } from '../../src/texts/texts.ts';
import { createImportWorld, type ImportWorld } from '../services/imports/world.ts';
import { openTestDatabase } from '../support/database.ts';

const guide = readFileSync(join(projectRoot(), 'docs', 'administrator.md'), 'utf8');
const blocks = [...guide.matchAll(/```(\w*)\n([\s\S]*?)```/g)].map(([, language = '', text = '']) => ({
  language,
  text,
}));

function block(has: string): string {
  const found = blocks.filter(({ text }) => text.includes(has));
  expect(found, `one example with ${has}`).toHaveLength(1);
  return found[0]?.text ?? '';
}

let database: Database;
let world: ImportWorld;
beforeAll(async () => {
  database = await openTestDatabase();
  world = await createImportWorld(database);
});
afterAll(() => database.close());

describe('the guide for administrators', () => {
  it('has a catalogue that can be saved', async () => {
    const catalog = catalogSchema.parse(JSON.parse(block('"companies"')));
    await saveCatalog(world.deps, { catalog });
  });

  it.each([
    ['Лицевой счет;Период;Итого к оплате', 1],
    ['Лицевой счет;Поставщик;ФИО', 2],
  ])('has a table that loads: %s', async (header, lines) => {
    const plan = await world.plan(encodeText(block(header), 'windows-1251'), {
      providerId: world.providerId('smart-zapad-zhku'),
    });
    expect([plan.errors, plan.warnings, plan.parsed.unknownColumns]).toEqual([[], [], []]);
    expect(plan.parsed.totals).toMatchObject({ bills: 1, lines });
  });

  it('has registers that load', async () => {
    const saldo = await world.plan(encodeText(block('#FILESUM'), 'windows-1251'));
    expect([saldo.errors, saldo.warnings]).toEqual([[], []]);
    expect(saldo.bills[0]).toMatchObject({
      provider: { code: 'smart-zapad-zhku' },
      bill: { total: 1_222_181 },
    });
    const pipe = await world.plan(encodeText(block('=|1|'), 'windows-1251'), {
      fileName: '7700000022_40702810012345678912_001_1026.txt',
    });
    expect([pipe.errors, pipe.warnings]).toEqual([[], []]);
    expect(pipe.bills[0]?.bill.total).toBe(1_222_181);
  });

  it('names columns, settings, roles and limits that exist', () => {
    const titles = new Set(
      Object.values(COLUMN_SYNONYMS)
        .flat()
        .map((title) => title.toLowerCase()),
    );
    const [, more = ''] = /Ещё понимаются: (.*?)\. Пустая/.exec(guide) ?? [];
    const named = [...more.matchAll(/«([^»]+)»/g)].map(([, title = '']) => title);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter((title) => !titles.has(title.toLowerCase()))).toEqual([]);
    const settings = [...guide.matchAll(/`([A-Z]+_[A-Z_]+|TIMEZONE)`/g)].map(([, key = '']) => key);
    const known: readonly string[] = ENVIRONMENT_KEYS;
    expect(settings.filter((key) => !known.includes(key))).toEqual([]);
    for (const role of STAFF_ROLES) expect(guide).toContain(`\`${role}\``);
    expect(guide).toContain(EMBEDDED_MAX_ACCOUNTS.toLocaleString('ru').replaceAll(/\s/g, ' '));
  });

  it('names the options and commands of the programs', () => {
    const tr = createTexts().for('ru');
    const options = (text: string): string[] => [...new Set(text.match(/--[a-z][a-z-]+/g) ?? [])].sort();
    const commands = block('npm run import -- ФАЙЛ');
    expect(options(commands.split('\n')[0] ?? '')).toEqual(options(tr.plain('cli-import-usage')));
    const words = (text: string): string[] =>
      [
        ...text.matchAll(
          /^\s*(?:npm run admin -- )?(grant|revoke|roles|imports \w+|people \w+|settings \w+|audit|stats|health|catalog)\b/gm,
        ),
      ].map(([, word = '']) => word);
    expect(words(commands)).toEqual(words(tr.plain('cli-admin-usage')));
  });
});
