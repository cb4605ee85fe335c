import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/domain/project-root.ts';
import { hashCodeWord } from '../../src/services/residents/code-words.ts';
import { row, SAMPLES, table } from '../services/imports/world.ts';
import { openTerminal, type Terminal } from './terminal.ts';

const SLOW = 180_000;
let terminal: Terminal;

beforeAll(async () => {
  terminal = await openTerminal();
}, SLOW);
afterAll(() => terminal.remove());

const register = (name: string): string => join(projectRoot(), 'tests', 'fixtures', 'registers', name);

async function fileOf(name: string, bytes: Uint8Array): Promise<string> {
  const path = join(terminal.folder, name);
  await writeFile(path, bytes);
  return path;
}

/** What an import may have written. */
function rows(): Promise<{ bills: number; accounts: number; batches: number }> {
  return terminal.look(async ({ prisma }) => ({
    bills: await prisma.bill.count(),
    accounts: await prisma.account.count(),
    batches: await prisma.importBatch.count(),
  }));
}

describe('npm run import', () => {
  it('from the dry run to publishing, once, and back', { timeout: SLOW }, async () => {
    const dry = await terminal.import(register(SAMPLES.table));
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.out).toContain('Смарт Запад (ЖКУ): 20 счетов на');
    expect(dry.out).toContain('Новых счетов: 40');
    expect(dry.out).not.toMatch(/<\/?b>|&quot;/);
    expect(dry.err).toContain('--create-accounts --apply');
    expect(await rows()).toEqual({ bills: 0, accounts: 0, batches: 0 });

    const careful = await terminal.import(register(SAMPLES.table), '--apply');
    expect(careful).toMatchObject({ code: 1 });
    expect(careful.err).toContain('неизвестных номеров 40');
    expect(await rows()).toEqual({ bills: 0, accounts: 0, batches: 0 });

    const applied = await terminal.import(register(SAMPLES.table), '--apply', '--create-accounts');
    expect(applied).toMatchObject({ code: 0, err: '' });
    expect(applied.out).toContain('✅ Опубликовано: 40 счетов, строк 380. Новых лицевых счетов: 40.');
    const batch = /imports rollback (\d+)/.exec(applied.out)?.[1] ?? '';
    expect(await rows()).toEqual({ bills: 40, accounts: 40, batches: 1 });

    const again = await terminal.import(register(SAMPLES.table), '--apply', '--create-accounts');
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toContain(`уже опубликован (загрузка № ${batch})`);
    expect(await rows()).toEqual({ bills: 40, accounts: 40, batches: 1 });

    const list = await terminal.admin('imports', 'list');
    expect(list).toMatchObject({ code: 0 });
    expect(list.out).toMatch(new RegExp(`№ ${batch} .*опубликована  ${SAMPLES.table}`));
    expect(await terminal.admin('imports', 'rollback', batch)).toMatchObject({
      code: 0,
      out: `Загрузка № ${batch} откачена. Счетов вернулось к прежнему виду: 40.\n`,
    });
    const unknown = await terminal.admin('imports', 'rollback', '424242');
    expect(unknown).toMatchObject({ code: 1, out: '', err: 'Такой загрузки нет.\n' });
    expect((await terminal.admin('audit')).out).toContain('Откачена загрузка: accruals-table.csv');
  });

  it('a file with errors is refused and comes back with reasons', { timeout: SLOW }, async () => {
    const path = await fileOf('wrong.csv', table([row({ 'Итого к оплате': 'сто' })]));
    const out = join(terminal.folder, 'reasons.csv');
    const before = await rows();
    const refused = await terminal.import(path, '--apply', '--create-accounts', '--errors', out);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.out).toContain('строка 2: «Итого к оплате»: «сто» — не сумма');
    expect(await readFile(out, 'utf8')).toContain('не сумма');
    expect(await rows()).toEqual(before);
    const own = await terminal.import(path, '--errors', path);
    expect(own).toMatchObject({ code: 2 });
    expect(await readFile(path, 'utf8')).not.toContain('Ошибка');
  });

  it('the provider, the month and the day are told where the file does not tell them', {
    timeout: SLOW,
  }, async () => {
    const { Поставщик: _, Период: __, 'Дата счета': ___, ...cells } = row({ 'Лицевой счет': '4300000001' });
    const path = await fileOf('bare.csv', table([cells]));
    const told = await terminal.import(
      path,
      ...['--provider', 'smart-vostok-zhku', '--period', '2026-09', '--as-of', '2026-10-05'],
      ...['--create-accounts', '--apply'],
    );
    expect(told).toMatchObject({ code: 0 });
    expect(told.out).toContain('Данные компании на 05.10.2026');
    const version = await terminal.look(({ prisma }) =>
      prisma.billVersion.findFirstOrThrow({
        where: { bill: { account: { number: '4300000001', provider: { code: 'smart-vostok-zhku' } } } },
        include: { bill: true },
      }),
    );
    expect(version.bill.period).toBe('2026-09');
    expect(version.asOf.toISOString()).toBe('2026-10-04T21:00:00.000Z');
  });

  it.each<[string, string[], string]>([
    ['no file', [], 'Не указан файл.'],
    ['a file that is not there', ['nowhere.csv'], 'Файл «nowhere.csv» не открывается'],
    ['an option that is not known', ['a.csv', '--force'], '--force'],
    ['a date that is none', ['a.csv', '--as-of', 'завтра'], 'Дата «завтра» не читается'],
    [
      'a provider that is not known',
      [register(SAMPLES.pipe), '--provider', 'nobody'],
      'Есть: smart-zapad-zhku',
    ],
  ])('called wrongly: %s', { timeout: SLOW }, async (_, args, sentence) => {
    const outcome = await terminal.import(...args);
    expect(outcome).toMatchObject({ code: 2, out: '' });
    expect(outcome.err).toContain(sentence);
    expect(outcome.err).toContain('npm run import -- ФАЙЛ');
  });

  it('a day that has not come is refused', { timeout: SLOW }, async () => {
    const outcome = await terminal.import(register(SAMPLES.pipe), '--as-of', '2099-01-01');
    expect(outcome).toMatchObject({ code: 1, out: '' });
    expect(outcome.err).toContain('Этот день ещё не наступил');
  });

  it('while the bot holds the embedded database it says what to do', { timeout: SLOW }, async () => {
    await terminal.look(async () => {
      const outcome = await terminal.import(register(SAMPLES.table), '--apply', '--create-accounts');
      expect(outcome).toMatchObject({ code: 1, out: '' });
      expect(outcome.err).toContain('Пришлите файл самому боту');
      expect((await terminal.run('admin', ['health'], { DEFAULT_LOCALE: 'en' })).err).toContain(
        'The database is held by a running bot',
      );
    });
  });

  it('wrong settings are told with their cure', { timeout: SLOW }, async () => {
    const outcome = await terminal.run('import', ['a.csv'], { TIMEZONE: 'Mars/Base' });
    expect(outcome).toMatchObject({ code: 2, out: '' });
    expect(outcome.err).toContain('TIMEZONE');
  });
});

describe('npm run admin', () => {
  it('gives and takes roles, and tells who has them', { timeout: SLOW }, async () => {
    expect(
      await terminal.admin('grant', '123456789', 'manager', 'smart-zapad', '--until', '2099-12-31'),
    ).toMatchObject({ code: 0, out: '✅ Роль выдана: 123456789 — менеджер, smart-zapad.\n' });
    expect(await terminal.admin('grant', '55', 'administrator')).toMatchObject({ code: 0 });
    const roles = await terminal.run('admin', ['roles'], { ADMIN_IDS: '77' });
    expect(roles.out).toMatch(/77 {2}администратор {2}все компании {2}\(задана в настройках\)/);
    expect(roles.out).toMatch(/123456789 {2}менеджер {2}Смарт Запад {2}\(до 31\.12\.2099\)/);
    expect(roles.out).toMatch(/55 {2}администратор {2}все компании/);
    expect(await terminal.admin('revoke', '55', 'administrator')).toMatchObject({ code: 0 });
    const twice = await terminal.admin('revoke', '55', 'administrator');
    expect(twice).toMatchObject({ code: 1, err: 'У этого человека нет такой роли.\n' });
    const nowhere = await terminal.admin('grant', '55', 'manager', 'nowhere');
    expect(nowhere).toMatchObject({ code: 1 });
    expect(nowhere.err).toContain('Компании «nowhere» нет');
  });

  it('takes companies and providers from a file', { timeout: SLOW }, async () => {
    const write = (catalog: unknown): Promise<string> =>
      fileOf('catalog.json', Buffer.from(JSON.stringify(catalog)));
    const provider = {
      code: 'dom-zhku',
      company: 'dom',
      category: 'utilities',
      name: 'Дом (ЖКУ)',
      shortName: 'Дом',
      numberPattern: '^\\d{6}$',
      numberExample: '123456',
    };
    const companies = [{ slug: 'dom', name: 'ООО «Дом»', shortName: 'Дом' }];
    const wrong = await terminal.admin(
      'catalog',
      await write({ companies, providers: [{ ...provider, numberPattern: '^(a+)+$' }] }),
    );
    expect(wrong).toMatchObject({ code: 1, out: '' });
    expect(wrong.err).toContain('providers.0.numberPattern');
    const orphan = await terminal.admin(
      'catalog',
      await write({ providers: [{ ...provider, company: 'gone' }] }),
    );
    expect(orphan).toMatchObject({ code: 1, out: '' });
    expect(orphan.err).toContain('указана компания «gone», которой нет');
    expect(await terminal.admin('catalog', await write({ companies, providers: [provider] }))).toMatchObject({
      code: 0,
      out: 'Сохранено: компаний 1, разделов 0, поставщиков 1.\n',
    });
    expect(await terminal.admin('catalog', join(terminal.folder, 'nowhere.json'))).toMatchObject({ code: 2 });
  });

  it('exports readings once, and their file again', { timeout: SLOW }, async () => {
    await terminal.look(async ({ prisma }) => {
      const provider = await prisma.provider.findUniqueOrThrow({ where: { code: 'smart-zapad-zhku' } });
      const at = new Date('2026-11-16T09:00:00Z');
      await prisma.account.create({
        data: {
          providerId: provider.id,
          number: '4300000777',
          publishedAt: at,
          meters: {
            create: {
              resource: 'cold_water',
              serial: 'А-1',
              readings: {
                create: {
                  number: '261116-1',
                  period: '2026-11',
                  values: [123.4],
                  takenAt: at,
                  submittedAt: at,
                  source: 'resident',
                  key: 'cli',
                },
              },
            },
          },
        },
      });
    });
    const out = join(terminal.folder, 'readings.csv');
    // A wrong form marks nothing.
    expect(
      await terminal.admin('readings', 'export', 'smart-zapad-zhku', '--out', out, '--format', 'doc'),
    ).toMatchObject({ code: 2, out: '' });
    const made = await terminal.admin('readings', 'export', 'smart-zapad-zhku', '--out', out);
    expect(made).toMatchObject({ code: 0 });
    const batch = /^Выгрузка № (\d+): показаний 1\.\n$/.exec(made.out)?.[1] ?? '';
    expect(await readFile(out, 'utf8')).toContain('123,4');
    const again = await terminal.admin('readings', 'export', 'smart-zapad-zhku');
    expect(again).toMatchObject({ code: 1, out: '', err: 'Новых показаний для выгрузки нет.\n' });
    expect((await terminal.admin('readings', 'list', 'smart-zapad-zhku')).out).toContain(`№ ${batch} `);
    const blocks = join(terminal.folder, 'readings.txt');
    expect(
      await terminal.admin('readings', 'file', batch, '--out', blocks, '--format', 'blocks'),
    ).toMatchObject({ code: 0 });
    expect((await readFile(blocks)).byteLength).toBeGreaterThan(10);
    expect(await terminal.admin('readings', 'file', '424242', '--out', blocks)).toMatchObject({ code: 1 });
    expect(await terminal.admin('readings', 'list', 'nobody')).toMatchObject({ code: 2, out: '' });
  });

  it('adds, replaces and takes away a meter', { timeout: SLOW }, async () => {
    const account = await terminal.look(async ({ prisma }) => {
      const provider = await prisma.provider.findUniqueOrThrow({ where: { code: 'smart-zapad-zhku' } });
      const data = { providerId: provider.id, number: '4300000888', publishedAt: new Date('2026-11-01') };
      return String((await prisma.account.create({ data })).id);
    });
    const added = await terminal.admin('meters', 'add', account, 'свет', '№ 77', '100/50');
    const id = /^Счётчик (\d+) добавлен\.\n$/.exec(added.out)?.[1] ?? '';
    // Twice is a mistake, not a second meter.
    const again = await terminal.admin('meters', 'add', account, 'свет', '77', '100/50');
    expect(again).toMatchObject({ code: 1, out: '' });
    expect(again.err).toContain('Счётчик № 77 у этого счёта уже есть');
    expect(await terminal.admin('meters', 'add', account, 'нефть', '5')).toMatchObject({ code: 2, out: '' });
    expect(await terminal.admin('meters', 'edit', id, 'next', '2042-11-15')).toMatchObject({ code: 0 });
    const done = await terminal.admin('meters', 'replace', id, '2026-11-01', '120/60', '78', '0/0');
    const fresh = /новый: (\d+)\./.exec(done.out)?.[1] ?? '';
    expect(await terminal.admin('meters', 'remove', fresh, 'today', '1/1')).toMatchObject({ code: 0 });
    expect(await terminal.admin('meters', 'restore', fresh)).toMatchObject({ code: 0, out: 'Готово.\n' });
    const { out } = await terminal.admin('meters', 'list', account);
    expect(out).toContain(`${fresh}  Электричество  78  —  —`);
    expect(out).toContain(`${id}  Электричество  77  —  —  снят 2026-11-01`);
    const kept = await terminal.look(({ prisma }) =>
      prisma.auditEntry.findMany({ where: { action: { startsWith: 'meter.' } }, orderBy: { id: 'asc' } }),
    );
    expect(kept.map(({ action, actorKind }) => `${actorKind} ${action}`)).toEqual(
      ['add', 'edit', 'replace', 'remove', 'restore'].map((action) => `cli meter.${action}`),
    );
  });

  it('gives a PIN once and checks a code word that no list of commands keeps', {
    timeout: SLOW,
  }, async () => {
    const env = { BOT_TOKEN: '123456:AAtestAAtestAAtestAAtestAAtestAAtest' };
    const { account, resident } = await terminal.look(async ({ prisma }) => {
      const provider = await prisma.provider.findUniqueOrThrow({ where: { code: 'smart-zapad-zhku' } });
      await prisma.provider.update({ where: { id: provider.id }, data: { proofs: ['pin'] } });
      const at = new Date('2026-11-01');
      const data = { providerId: provider.id, number: '4300000999', flat: '12', publishedAt: at };
      const made = await prisma.account.create({ data });
      const person = { firstName: 'Анна', lastName: 'Королёва' };
      const word = await hashCodeWord('Ромашка');
      const row = await prisma.resident.create({ data: { ...person, codeWordHash: word } });
      return { account: String(made.id), resident: String(row.id) };
    });
    expect((await terminal.admin('people', 'find', '4300000999')).out).toContain('кв. 12');
    // The secret of the bot is the secret of its hashes.
    expect(await terminal.admin('people', 'pin', account)).toMatchObject({ code: 2, out: '' });
    const made = await terminal.run('admin', ['people', 'pin', account], env);
    expect(made).toMatchObject({ code: 0 });
    const pin = /4300000999: ([\dA-Z]+)\./.exec(made.out)?.[1] ?? '';
    const wrong = await terminal.run('admin', ['people', 'word', resident], env, 'Лютик\n');
    expect(wrong).toMatchObject({ code: 1, out: '' });
    const right = await terminal.run('admin', ['people', 'word', resident], env, ' РОМАШКА\n');
    expect(right.out).toContain('Кодовое слово верное');
    const kept = await terminal.look(async ({ prisma }) => ({
      codes: JSON.stringify(await prisma.accessCode.findMany()),
      audit: (await prisma.auditEntry.findMany({ orderBy: { id: 'desc' }, take: 3 })).map(
        ({ action, actorKind }) => `${actorKind} ${action}`,
      ),
    }));
    expect(pin).not.toBe('');
    expect(kept.codes).not.toContain(pin);
    expect(kept.audit).toEqual(['cli code-word.right', 'cli code-word.wrong', 'cli access.pin']);
  });

  it('says how things are', { timeout: SLOW }, async () => {
    const outcome = await terminal.admin('health');
    expect(outcome).toMatchObject({ code: 0, err: '' });
    expect(outcome.out).toContain('База отвечает: встроенная база.');
    expect(outcome.out).toContain('Незаконченных загрузок: 0');
  });

  it.each<[string, string[]]>([
    ['nothing', []],
    ['a command that is not there', ['destroy']],
    ['a role that is none', ['grant', '55', 'king']],
    ['an expiry that is over', ['grant', '55', 'manager', '--until', '2001-01-01']],
    ['no number of an import', ['imports', 'rollback']],
    ['a number that is none', ['imports', 'rollback', 'last']],
  ])('called wrongly: %s', { timeout: SLOW }, async (_, args) => {
    const outcome = await terminal.admin(...args);
    expect(outcome).toMatchObject({ code: 2, out: '' });
    expect(outcome.err).toContain('npm run admin -- КОМАНДА');
  });
});
