import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { lockDirectory } from '../../src/database/directory-lock.ts';
import { DatabaseInUseError } from '../../src/database/errors.ts';
import { startChild } from './children/child.ts';

let directory: string;
let path: string;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'lock-'));
  path = join(directory, 'database.lock');
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(directory, { recursive: true });
});

function record(): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8'));
}

/** Leaves the lock of another holder, made from one of ours. */
function forge(change: Record<string, unknown>): void {
  const lock = lockDirectory(path);
  const own = record();
  lock.release();
  writeFileSync(path, JSON.stringify({ ...own, token: 'another', ...change }));
}

describe('the lock of the embedded database', () => {
  it('refuses a second holder and names the first', () => {
    const lock = lockDirectory(path);
    expect(() => lockDirectory(path)).toThrow(DatabaseInUseError);
    expect(() => lockDirectory(path)).toThrow(`process ${process.pid}`);
    lock.release();
    lockDirectory(path).release();
  });

  it('refuses while another process lives and is taken over when that was killed', async () => {
    const child = startChild('hold-lock.ts', directory);
    expect(await child.nextLine()).toBe('held');
    expect(() => lockDirectory(path)).toThrow(`process ${child.pid}`);
    await child.kill();
    const lock = lockDirectory(path);
    expect(record().pid).toBe(process.pid);
    lock.release();
  });

  it('is given back by a process that ends', async () => {
    const child = startChild('hold-lock.ts', directory);
    expect(await child.nextLine()).toBe('held');
    expect(await child.end()).toBe(0);
    expect(() => record()).toThrow(/ENOENT/);
  });

  it('goes to one of several that find a dead holder at once', async () => {
    forge({ pid: 2 ** 22 + 1 });
    const children = Array.from({ length: 4 }, () => startChild('hold-lock.ts', directory));
    const answers = await Promise.all(children.map(async (child) => await child.nextLine()));
    expect(answers.filter((answer) => answer === 'held')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'refused')).toHaveLength(3);
    await Promise.all(children.map(async (child) => await child.kill()));
  });

  it.runIf(process.platform === 'linux')('is not kept by a pid that was given to another process', () => {
    forge({ processStart: 'boot:1' });
    lockDirectory(path).release();
  });

  it('is kept for a holder on another machine while that shows life', () => {
    forge({ host: 'another-machine' });
    expect(() => lockDirectory(path)).toThrow('on another-machine');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(path, longAgo, longAgo);
    lockDirectory(path).release();
  });

  it('is nobody’s when its file is cut short', () => {
    writeFileSync(path, '{"token":');
    lockDirectory(path).release();
  });

  it('is taken although somebody died while taking it over', () => {
    forge({ pid: 2 ** 22 + 1 });
    const marker = `${path}.takeover`;
    writeFileSync(marker, '');
    expect(() => lockDirectory(path)).toThrow(/starting/);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(marker, longAgo, longAgo);
    lockDirectory(path).release();
  });

  it('is known to be lost, and then not released for its new holder', () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const lock = lockDirectory(path);
    expect(lock.isHeld()).toBe(true);
    vi.advanceTimersByTime(20_000);
    expect(lock.isHeld()).toBe(true);
    const other = JSON.stringify({ ...record(), token: 'another' });
    writeFileSync(path, other);
    vi.advanceTimersByTime(6_000);
    expect(lock.isHeld()).toBe(false);
    lock.release();
    expect(readFileSync(path, 'utf8')).toBe(other);
  });
});
