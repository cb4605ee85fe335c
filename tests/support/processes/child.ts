import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../../src/domain/project-root.ts';

/** A real process of the product, run from its sources. Its output goes to a file: a pipe would be work for us. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  /** For messages, when it was started with `ipc`. */
  readonly process: ChildProcess;
  /** Resolves with the exit code, or null after a signal. */
  readonly exited: Promise<number | null>;
  running(): boolean;
  /** What it has written so far, both streams. */
  output(): string;
  /** Asks with SIGTERM, and kills when that takes longer than `limitMs`. @returns the exit code */
  stop(limitMs?: number): Promise<number | null>;
  /** SIGKILL, as by a power cut. */
  kill(): Promise<void>;
}

export interface ChildOptions {
  readonly name: string;
  /** Path below the project. */
  readonly script: string;
  /** Folder of another version of the project; this one by default. */
  readonly root?: string;
  readonly args?: readonly string[];
  /** Added to PATH and HOME; nothing else of this process is handed on. */
  readonly env?: Readonly<Record<string, string>>;
  readonly ipc?: boolean;
  /** Options of node before the script, e.g. `--cpu-prof`. */
  readonly nodeOptions?: readonly string[];
}

const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill('SIGKILL');
});

/**
 * Start `node script`, with TypeScript understood when it is in TypeScript. It works in an empty folder of its own, so that a developer's `.env`
 * is not read.
 */
export function startChild(options: ChildOptions): Child {
  const folder = mkdtempSync(join(tmpdir(), 'domovoy-run-'));
  const logFile = join(folder, 'output.log');
  const log = openSync(logFile, 'a');
  const child = spawn(
    process.execPath,
    [
      ...(options.nodeOptions ?? []),
      ...(options.script.endsWith('.ts') ? ['--import', import.meta.resolve('tsx')] : []),
      join(options.root ?? projectRoot(), options.script),
      ...(options.args ?? []),
    ],
    {
      cwd: folder,
      stdio: options.ipc === true ? ['ignore', log, log, 'ipc'] : ['ignore', log, log],
      env: { PATH: process.env.PATH, HOME: process.env.HOME, TMPDIR: process.env.TMPDIR, ...options.env },
    },
  );
  closeSync(log);
  children.add(child);
  let last = '';
  const output = (): string => {
    try {
      last = readFileSync(logFile, 'utf8');
    } catch {
      // The folder goes with the process; what it wrote was read then.
    }
    return last;
  };
  const exited = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      children.delete(child);
      output();
      rmSync(folder, { recursive: true, force: true });
      resolve(code);
    });
  });
  const running = (): boolean => child.exitCode === null && child.signalCode === null;
  return {
    name: options.name,
    pid: child.pid ?? 0,
    process: child,
    exited,
    running,
    output,
    async stop(limitMs = 15_000) {
      if (!running()) return await exited;
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
      try {
        return await exited;
      } finally {
        clearTimeout(timer);
      }
    },
    async kill() {
      if (running()) child.kill('SIGKILL');
      await exited;
    },
  };
}

/**
 * Wait until a process is ready for work.
 * @throws Error with its output when it ends before, or does not get there in time
 */
export async function untilReady(
  child: Child,
  ready: () => boolean | Promise<boolean>,
  limitMs = 60_000,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await ready())) {
    if (!child.running()) throw new Error(`${child.name} ended at its start:\n${child.output()}`);
    if (performance.now() > deadline)
      throw new Error(`${child.name} is not ready after ${limitMs / 1000} s:\n${child.output()}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Whether GET of the address answers 2xx now. */
export async function answersOk(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(2_000) });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
