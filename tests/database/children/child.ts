import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { projectRoot } from '../../../src/domain/project-root.ts';

/** A TypeScript program of this folder as a process of its own. */
export interface Child {
  readonly pid: number;
  /** The next line it prints; undefined at its end. */
  nextLine(): Promise<string | undefined>;
  /** SIGKILL, as a crash or the kernel does it; resolves when the process is gone. */
  kill(): Promise<void>;
  /** Ends its input and waits; resolves with the exit code. */
  end(): Promise<number | null>;
}

export function startChild(script: string, ...args: string[]): Child {
  const file = join(projectRoot(), 'tests', 'database', 'children', script);
  const child: ChildProcessWithoutNullStreams = spawn(process.execPath, ['--import', 'tsx', file, ...args], {
    cwd: projectRoot(),
  });
  const errors: string[] = [];
  child.stderr.on('data', (data: Buffer) => errors.push(data.toString()));
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]();
  const gone = once(child, 'close');
  return {
    pid: child.pid ?? 0,
    nextLine: async () => {
      const { value, done } = await lines.next();
      if (done !== true) return value;
      if (errors.length > 0) throw new Error(errors.join(''));
      return undefined;
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    end: async () => {
      child.stdin.end();
      await gone;
      return child.exitCode;
    },
  };
}
