import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freePort } from './support/free-port.ts';
import { type Program, runProgram } from './support/processes/program.ts';
import { until } from './support/until.ts';

let folder: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'domovoy-main-'));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

function run(env: Record<string, string>): Program {
  const program = runProgram(folder, env);
  children.push(program.child);
  return program;
}

describe('the program', () => {
  it('refuses wrong settings with every problem, plainly, and another exit code than a failure', async () => {
    const program = run({ PORT: 'x', WEBHOOK_URL: 'https://bot.example.ru/telegram/x', TIMEZONE: 'Mars' });
    expect(await program.ended).toBe(2);
    expect(program.complained().trim().split('\n')).toEqual([
      'The settings need attention:',
      expect.stringContaining('- PORT "x" is not a whole number'),
      expect.stringContaining('- TIMEZONE "Mars" is not a time zone'),
      expect.stringContaining('- WEBHOOK_URL is set without BOT_TOKEN'),
    ]);
    expect(program.said()).toBe('');
  });

  it('starts with nothing set, refuses a second one on the same data, and stops in order', async () => {
    const ports = { PORT: `${await freePort()}`, SANDBOX_PORT: `${await freePort()}`, DEMO_DATA: '0' };
    const first = run(ports);
    await until('it is ready', () => first.said().includes('Domovoy is ready. Open http://'), 60_000);
    const ready = await fetch(`http://127.0.0.1:${ports.PORT}/readyz`);
    expect(ready.status).toBe(200);

    const second = run({ ...ports, PORT: `${await freePort()}`, SANDBOX_PORT: `${await freePort()}` });
    expect(await second.ended).toBe(1);
    expect(second.complained()).toMatch(/could not start: The database in .* is in use by process \d+/);
    expect(second.complained().trim().split('\n')).toHaveLength(1);

    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(first.complained()).toBe('');
  }, 120_000);
});
