import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { connect } from 'node:net';
import { freePort } from './free-port.ts';

/** Why tests that stop Redis are skipped here; null when they can run. */
export const noRedisServer: string | null =
  spawnSync('redis-server', ['--version']).status === 0 ? null : 'redis-server is not installed';

/** A Redis of one test's own, which it may stop, freeze and start again. Nothing is kept on disk. */
export interface OwnRedis {
  readonly url: string;
  start(): Promise<void>;
  /** Killed as by a power cut: what it held is gone. */
  kill(): Promise<void>;
  /** Alive, and answers nothing. */
  freeze(): void;
  thaw(): void;
}

export async function createOwnRedis(): Promise<OwnRedis> {
  const port = await freePort();
  let server: ChildProcess | null = null;
  return {
    url: `redis://127.0.0.1:${port}`,
    async start() {
      const options = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
      server = spawn('redis-server', options, { stdio: 'ignore' });
      while (!(await accepts(port))) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    async kill() {
      const stopped = server;
      server = null;
      if (stopped === null || stopped.exitCode !== null) return;
      const exit = new Promise((resolve) => stopped.once('exit', resolve));
      stopped.kill('SIGCONT');
      stopped.kill('SIGKILL');
      await exit;
    },
    freeze: () => server?.kill('SIGSTOP'),
    thaw: () => server?.kill('SIGCONT'),
  };
}

async function accepts(port: number): Promise<boolean> {
  return await new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
