import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';

const DEBIAN = '/usr/lib/postgresql';

function findPrograms(): string | null {
  const known = existsSync(DEBIAN)
    ? readdirSync(DEBIAN)
        .sort((a, b) => Number(b) - Number(a))
        .map((version) => join(DEBIAN, version, 'bin'))
    : [];
  return known.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

/** A PostgreSQL of one run's own, which it may stop as by a power cut and start again. */
export interface OwnPostgres {
  readonly url: string;
  start(): Promise<void>;
  /** Every session is cut off in the middle; what was committed stays. */
  kill(): Promise<void>;
  /** Stop it and leave nothing behind. */
  remove(): Promise<void>;
}

/** Make and start one; null where the server's programs are not installed. */
export async function createOwnPostgres(): Promise<OwnPostgres | null> {
  const programs = findPrograms();
  if (programs === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'domovoy-postgres-'));
  const isRoot = process.getuid?.() === 0;
  /** The server refuses to run as root. */
  const run = async (program: string, args: readonly string[]): Promise<void> => {
    const command = join(programs, program);
    const [name, all] = isRoot
      ? ['runuser', ['-u', 'postgres', '--', command, ...args]]
      : [command, [...args]];
    const child = spawn(name, all, { cwd: folder, stdio: 'ignore' });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', resolve);
    });
    if (code !== 0) throw new Error(`${program} ${args.at(-1)} failed with ${code}`);
  };
  if (isRoot) {
    const id = Number(spawnSync('id', ['-u', 'postgres'], { encoding: 'utf8' }).stdout);
    chownSync(folder, id, id);
  }
  const data = join(folder, 'data');
  const port = await freePort();
  const options = [
    `-p ${port}`,
    '-c listen_addresses=127.0.0.1',
    "-c unix_socket_directories=''",
    '-c max_connections=100',
    // The machine does not fall over, only the server does: what is committed survives that without waiting for the disk.
    '-c fsync=off',
  ].join(' ');
  const server: OwnPostgres = {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    start: () => run('pg_ctl', ['-D', data, '-s', '-w', '-l', join(folder, 'log'), '-o', options, 'start']),
    kill: () => run('pg_ctl', ['-D', data, '-s', '-w', '-m', 'immediate', 'stop']),
    async remove() {
      // Perhaps it does not run.
      await server.kill().catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  try {
    await run('initdb', [
      '-D',
      data,
      '-U',
      'postgres',
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    ]);
    await server.start();
  } catch (error) {
    await server.remove();
    throw error;
  }
  return server;
}
