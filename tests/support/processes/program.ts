import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { projectRoot } from '../../../src/domain/project-root.ts';

/** A program of ours as npm runs it. */
export interface Program {
  /** Everything written to standard output so far. */
  readonly said: () => string;
  /** Everything written to standard error so far. */
  readonly complained: () => string;
  /** The exit code. */
  readonly ended: Promise<number | null>;
  readonly child: ChildProcess;
}

/** Run it in a folder of its own, with nothing of this environment but what is given. */
export function runProgram(
  folder: string,
  env: Readonly<Record<string, string>>,
  script = 'src/main.ts',
): Program {
  const root = projectRoot();
  const child = spawn(process.execPath, [join(root, 'node_modules/tsx/dist/cli.mjs'), join(root, script)], {
    cwd: folder,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let complained = '';
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complained += chunk.toString('utf8');
  });
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { said: () => said, complained: () => complained, ended, child };
}
