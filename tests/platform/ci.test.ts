import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../src/domain/project-root.ts';

const root = projectRoot();
const run = readFileSync(join(root, '.ci/run'), 'utf8');

describe('.ci/run', () => {
  it('can be run and is a program that bash understands', () => {
    expect(statSync(join(root, '.ci/run')).mode & 0o111).not.toBe(0);
    const checked = spawnSync('bash', ['-n', join(root, '.ci/run')], { encoding: 'utf8' });
    expect(checked.stderr).toBe('');
    expect(checked.status).toBe(0);
  });

  it('runs what the project promises, on its own services', () => {
    for (const part of [
      'npm ci',
      'npm test',
      'tests/browser',
      'chaos -- --short',
      'scripts/build.sh',
      'smoke.mjs',
    ])
      expect(run).toContain(part);
    expect(run).toMatch(/unset .*DATABASE_URL/);
    expect(run).not.toMatch(/127\.0\.0\.1:(5432|6379)/);
  });

  it('ends whatever hangs: twenty minutes are meant, twice that at most', () => {
    const [, limit = '0'] = /^whole_limit=(\d+)/m.exec(run) ?? [];
    expect(Number(limit)).toBeGreaterThan(0);
    expect(Number(limit)).toBeLessThanOrEqual(2_400);
  });

  it('adds up tests and steps in its last line, and fails with either', () => {
    const script = /^node -e '\n([\s\S]*?)\n' /m.exec(run)?.[1] ?? '';
    expect(script).not.toBe('');
    const folder = join(root, 'tests/fixtures/ci');
    const sum = (passed: string, failed: string) =>
      spawnSync(process.execPath, ['-e', script, folder, passed, failed], { encoding: 'utf8' });
    const shaky = 'only at the second try: the sender waits: Error: too early\n';
    expect(sum('3', '0')).toMatchObject({ stdout: `${shaky}110 passed, 1 failed, 2 skipped\n`, status: 1 });
    expect(sum('3', '2')).toMatchObject({ stdout: `${shaky}110 passed, 3 failed, 2 skipped\n`, status: 1 });
  });
});
