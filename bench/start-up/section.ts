import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../src/domain/project-root.ts';
import { freePort } from '../../tests/support/free-port.ts';
import { atMost, type Section, type SectionResult } from '../support/section.ts';
import { median } from '../support/statistics.ts';

const LIMIT_MS = 120_000;

/** `npm start` with nothing set, until the page is there and the bot takes updates. */
export const startUp: Section = {
  name: 'start-up',
  what: 'npm start with nothing set: first start to a usable page, later starts',
  async run({ rounds, progress }): Promise<SectionResult> {
    const first: number[] = [];
    const later: number[] = [];
    const stop: number[] = [];
    for (let turn = 1; turn <= Math.min(rounds, 3); turn += 1) {
      progress(`round ${turn}`);
      const dataDir = mkdtempSync(join(tmpdir(), 'domovoy-start-'));
      try {
        const cold = await measureStart(dataDir);
        const warm = await measureStart(dataDir);
        first.push(cold.ready);
        later.push(warm.ready);
        stop.push(cold.stopped, warm.stopped);
      } finally {
        rmSync(dataDir, { recursive: true, force: true });
      }
    }
    return {
      figures: [
        { name: 'first start to a usable page', value: median(first), unit: 's', must: atMost(30) },
        { name: 'later start', value: median(later), unit: 's', must: atMost(8) },
        { name: 'ordered stop (SIGTERM)', value: median(stop), unit: 's' },
      ],
      tables: [],
      notes: [
        'npm start in an empty DATA_DIR: embedded database, demo data, local Bot API server, chat page',
      ],
    };
  },
};

/** Seconds until the bot takes updates behind the page, and seconds its ordered stop takes. */
async function measureStart(dataDir: string): Promise<{ ready: number; stopped: number }> {
  const sandboxPort = await freePort();
  const began = performance.now();
  const child = spawn('npm', ['start', '--silent'], {
    cwd: projectRoot(),
    // A group of its own: npm starts a shell, which starts us.
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATA_DIR: dataDir,
      PORT: String(await freePort()),
      SANDBOX_PORT: String(sandboxPort),
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    while (!(await isUsable(sandboxPort))) {
      if (child.exitCode !== null) throw new Error(`npm start ended:\n${output}`);
      if (performance.now() - began > LIMIT_MS) throw new Error(`npm start is not ready:\n${output}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    const ready = (performance.now() - began) / 1000;
    const asked = performance.now();
    signalGroup(child, 'SIGTERM');
    await exited;
    return { ready, stopped: (performance.now() - asked) / 1000 };
  } finally {
    signalGroup(child, 'SIGKILL');
  }
}

/** The page is served and the program behind the bot asks for updates. */
async function isUsable(port: number): Promise<boolean> {
  try {
    const page = await fetch(`http://127.0.0.1:${port}/`);
    await page.arrayBuffer();
    const state = await fetch(`http://127.0.0.1:${port}/sandbox/api/state`);
    const { bots } = (await state.json()) as { bots: { connection: string }[] };
    return page.ok && bots.some(({ connection }) => connection !== 'none');
  } catch {
    return false;
  }
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group has ended.
  }
}
