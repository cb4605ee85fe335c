import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../../src/database/client.ts';
import { migrate } from '../../src/database/migrate.ts';
import { DEMO_CATALOG } from '../../src/demo/catalog.ts';
import { projectRoot } from '../../src/domain/project-root.ts';
import { saveCatalog } from '../../src/services/companies/save-catalog.ts';

export interface Outcome {
  readonly code: number | null;
  /** No-break spaces made plain, as people read them. */
  readonly out: string;
  readonly err: string;
}

/** An installation's folder with the embedded database in it, and the programs as an operator calls them. */
export interface Terminal {
  readonly folder: string;
  readonly dataDir: string;
  import(...args: string[]): Promise<Outcome>;
  admin(...args: string[]): Promise<Outcome>;
  /** The same with other settings. */
  run(
    program: 'import' | 'admin',
    args: readonly string[],
    env: Readonly<Record<string, string>>,
    /** what is typed */
    input?: string,
  ): Promise<Outcome>;
  /** Look into the database between two calls; nobody else may have it meanwhile. */
  look<Result>(work: (database: Database) => Promise<Result>): Promise<Result>;
  remove(): Promise<void>;
}

/** Made once per test file: the embedded database takes seconds to create. */
export async function openTerminal(): Promise<Terminal> {
  const folder = await mkdtemp(join(tmpdir(), 'domovoy-cli-'));
  const dataDir = join(folder, 'data');
  const look = async <Result>(work: (database: Database) => Promise<Result>): Promise<Result> => {
    const database = await openDatabase({ kind: 'embedded', dataDir });
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  };
  await look(async (database) => {
    await migrate(database);
    await saveCatalog({ db: database.prisma }, { catalog: DEMO_CATALOG });
  });
  const run: Terminal['run'] = (program, args, env, input) =>
    runProgram(
      join(projectRoot(), 'src', 'cli', `${program}.ts`),
      args,
      folder,
      { DATA_DIR: dataDir, ...env },
      input,
    );
  return {
    folder,
    dataDir,
    run,
    look,
    import: (...args) => run('import', args, {}),
    admin: (...args) => run('admin', args, {}),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** In a folder without `.env` and without this process's settings. */
function runProgram(
  file: string,
  args: readonly string[],
  cwd: string,
  env: Readonly<Record<string, string>>,
  input = '',
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), file, ...args], {
      cwd,
      env: { PATH: process.env.PATH ?? '', ...env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.end(input);
    const chunks = { out: [] as Buffer[], err: [] as Buffer[] };
    child.stdout.on('data', (chunk: Buffer) => chunks.out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.err.push(chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      const text = (pieces: Buffer[]): string =>
        Buffer.concat(pieces)
          .toString()
          .replaceAll(/[\u00a0\u202f]/g, ' ');
      resolve({ code, out: text(chunks.out), err: text(chunks.err) });
    });
  });
}
