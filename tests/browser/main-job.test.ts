import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { DEMO_CATALOG } from '../../src/demo/catalog.ts';
import { DEMO_PEOPLE } from '../../src/demo/people.ts';
import { projectRoot } from '../../src/domain/project-root.ts';
import { freePort } from '../support/free-port.ts';
import { createOwnDatabase } from '../support/processes/own-database.ts';
import { type Program, runProgram } from '../support/processes/program.ts';
import { until } from '../support/until.ts';
import { findChromium, launchChromium } from './chromium.ts';
import { doMainJob } from './main-job.ts';

const executable = findChromium();
const databaseServer = process.env.DATABASE_URL;
const redisUrl = process.env.REDIS_URL;
const START_MS = 110_000;

describe.skipIf(executable === null)('the main job on the chat page', () => {
  let browser: Browser;
  let folder: string;
  const endings: (() => Promise<void>)[] = [];

  beforeAll(async () => {
    browser = await launchChromium(executable ?? '');
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'domovoy-page-'));
  });
  afterEach(async () => {
    for (const end of endings.splice(0).reverse()) await end();
    await rm(folder, { recursive: true, force: true });
  });

  /** Start a program of ours and wait until it says so. */
  async function start(
    env: Readonly<Record<string, string>>,
    ready: RegExp,
    script?: string,
  ): Promise<Program> {
    const program = runProgram(folder, env, script);
    endings.push(async () => {
      program.child.kill('SIGTERM');
      await program.ended;
    });
    await until(
      'it is ready or has failed',
      () => ready.test(program.said()) || program.complained() !== '',
      START_MS,
    );
    expect(program.complained()).toBe('');
    return program;
  }

  test('the product as npm start runs it, with nothing set', async () => {
    const sandboxPort = await freePort();
    const program = await start(
      { PORT: `${await freePort()}`, SANDBOX_PORT: `${sandboxPort}` },
      /Domovoy is ready/,
    );
    const { administrator, anna: resident } = DEMO_PEOPLE;
    const url = `http://127.0.0.1:${sandboxPort}`;
    const noise = await doMainJob({ browser, url, administrator, resident, isNewInstallation: false });
    expect(noise).toEqual([]);
    expect(program.complained()).toBe('');
  }, 300_000);

  describe.skipIf(!databaseServer || !redisUrl)(
    'in production: PostgreSQL, Redis, Telegram elsewhere',
    () => {
      test.each(['polling', 'webhook'] as const)(
        '%s',
        async (mode) => {
          const telegram = await start(
            { SANDBOX_PORT: `${await freePort()}` },
            /YOOKASSA_SECRET_KEY=/,
            'src/sandbox/main.ts',
          );
          // The lines it prints for .env are what an administrator copies.
          const settings = Object.fromEntries(
            [...telegram.said().matchAll(/^([A-Z_]+)=(.*)$/gm)].map(([, name, value]) => [
              name ?? '',
              value ?? '',
            ]),
          );
          const url = settings.TELEGRAM_API_ROOT ?? '';
          const administrator = await newPerson(url, 'Мария', '+79160000001');
          const resident = await newPerson(url, 'Анна', '+79161112233');
          const database = await createOwnDatabase(databaseServer ?? '', `page_${mode}`);
          endings.push(() => database.drop());
          const port = await freePort();
          const env = {
            ...settings,
            NODE_ENV: 'production',
            DATABASE_URL: database.url,
            REDIS_URL: redisUrl ?? '',
            ADMIN_IDS: `${administrator.id}`,
            TELEGRAM_PROVIDER_TOKEN: '381764678:TEST:100037',
            MAIL_FROM: 'bot@example.test',
            SMSC_LOGIN: 'login',
            SMSC_PASSWORD: 'password',
            HOST: '127.0.0.1',
            PORT: `${port}`,
            ...(mode === 'polling'
              ? { BOT_MODE: 'polling' }
              : {
                  BOT_MODE: 'webhook',
                  WEBHOOK_URL: `http://127.0.0.1:${port}/telegram/page`,
                  WEBHOOK_SECRET: 'secret-of-a-walk-on-one-machine',
                }),
          };
          await saveCatalogFile(folder, env);
          const program = await start(env, /Domovoy is ready|"msg":"ready"/);
          const noise = await doMainJob({ browser, url, administrator, resident, isNewInstallation: true });
          expect(noise).toEqual([]);
          expect(program.complained()).toBe('');
        },
        300_000,
      );
    },
  );
});

/** Somebody new at the page. */
async function newPerson(url: string, firstName: string, phone: string): Promise<{ readonly id: number }> {
  const response = await fetch(`${url}/sandbox/api/people`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ firstName, phone }),
  });
  const person: unknown = await response.json();
  if (typeof person !== 'object' || person === null || !('id' in person) || typeof person.id !== 'number')
    throw new Error(`no person was made: ${JSON.stringify(person)}`);
  return { id: person.id };
}

/** What the administrator's guide tells to do first. */
async function saveCatalogFile(folder: string, env: Readonly<Record<string, string>>): Promise<void> {
  const file = join(folder, 'catalog.json');
  await writeFile(file, JSON.stringify(DEMO_CATALOG));
  const root = projectRoot();
  const child = spawn(
    process.execPath,
    [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, 'src/cli/admin.ts'), 'catalog', file],
    { cwd: folder, env: { PATH: process.env.PATH ?? '', ...env }, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  expect(code).toBe(0);
}
