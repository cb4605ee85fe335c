import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import type { DirectoryLock } from './directory-lock.ts';
import { lockDirectory } from './directory-lock.ts';
import { DURABLE_START_PARAMS, DurableNodeFS } from './durable-file-system.ts';
import { TrackedPGlite } from './tracked-pglite.ts';

export interface EmbeddedOptions {
  /** Folder of the installation's data, or `memory` for a database that ends with the process. */
  readonly dataDir: string | 'memory';
  /** A dump made by `dumpEmbedded`: used when the database does not exist yet. */
  readonly template?: Blob | File;
  /** Called before the cluster is created, which takes seconds: tell the person that it happens once. */
  readonly onFirstStart?: () => void;
}

export interface EmbeddedConnection {
  readonly pglite: TrackedPGlite;
  /** null for a database in memory */
  readonly lock: DirectoryLock | null;
}

/** 1 MB segments of the write-ahead log: a small installation, a small folder, a quick start. */
const CREATE_CLUSTER = ['--wal-segsize=1'];

/**
 * Opens PGlite in `<dataDir>/database` under a lock.
 * The cluster is created beside and renamed into place, so that a kill in those seconds leaves nothing half made.
 * @throws DatabaseInUseError when another live process holds the folder
 */
export async function openEmbedded(options: EmbeddedOptions): Promise<EmbeddedConnection> {
  if (options.dataDir === 'memory') {
    if (options.template === undefined) options.onFirstStart?.();
    return { pglite: await openInMemory(options.template), lock: null };
  }
  const lock = lockDirectory(join(options.dataDir, 'database.lock'));
  try {
    const directory = join(options.dataDir, 'database');
    if (!existsSync(join(directory, 'PG_VERSION'))) await createCluster(directory, options);
    return { pglite: await openDirectory(directory), lock };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The whole database as one file, for a template of tests or of the sandbox. */
export async function dumpEmbedded(pglite: TrackedPGlite): Promise<Blob | File> {
  return await pglite.dumpDataDir('none');
}

async function openInMemory(template: Blob | File | undefined): Promise<TrackedPGlite> {
  const pglite = new TrackedPGlite({
    dataDir: 'memory://',
    initDbStartParams: CREATE_CLUSTER,
    ...(template === undefined ? {} : { loadDataDir: template }),
  });
  await pglite.waitReady;
  return pglite;
}

async function openDirectory(directory: string, template?: Blob | File): Promise<TrackedPGlite> {
  const pglite = new TrackedPGlite({
    fs: new DurableNodeFS(directory),
    initDbStartParams: CREATE_CLUSTER,
    startParams: [...PGlite.defaultStartParams.filter((param) => param !== '-F'), ...DURABLE_START_PARAMS],
    ...(template === undefined ? {} : { loadDataDir: template }),
  });
  await pglite.waitReady;
  return pglite;
}

async function createCluster(directory: string, options: EmbeddedOptions): Promise<void> {
  if (options.template === undefined) options.onFirstStart?.();
  const draft = `${directory}.new`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const pglite = await openDirectory(draft, options.template);
  await pglite.close();
  rmSync(directory, { recursive: true, force: true });
  renameSync(draft, directory);
}
