import { fsyncSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

type InitOptions = Parameters<NodeFS['init']>[1];
type InitResult = Awaited<ReturnType<NodeFS['init']>>;

/**
 * Start parameters that make a commit wait for the disk. PGlite starts with fsync off (`-F`), and its runtime ignores
 * fdatasync, so the write-ahead log is flushed by fsync, which `DurableNodeFS` implements. Costs about 2 ms a commit.
 */
export const DURABLE_START_PARAMS: readonly string[] = ['-c', 'fsync=on', '-c', 'wal_sync_method=fsync'];

interface OpenStream {
  readonly nfd?: number;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

/**
 * The folder of the embedded database, with a working fsync. Without it a power cut may lose or corrupt what was
 * reported as saved, payments among it.
 */
export class DurableNodeFS extends NodeFS {
  #flushes = 0;

  /** How often a file was flushed to the disk: a test sees that commits do it. */
  get flushes(): number {
    return this.#flushes;
  }

  override async init(pg: PGlite, options: InitOptions): Promise<InitResult> {
    const { emscriptenOpts } = await super.init(pg, options);
    const preRun = [...(emscriptenOpts.preRun ?? []), (runtime: unknown) => this.#installFsync(runtime)];
    return { emscriptenOpts: { ...emscriptenOpts, preRun } };
  }

  #installFsync(runtime: unknown): void {
    const nodeFs = isRecord(runtime) ? runtime.NODEFS : undefined;
    const operations = isRecord(nodeFs) ? nodeFs.stream_ops : undefined;
    if (!isRecord(operations)) {
      throw new Error(
        'This build of PGlite hides its file system: without fsync payments could be lost. Use the pinned version.',
      );
    }
    operations.fsync = (stream: OpenStream): number => {
      // Folders are opened without a descriptor of the system; there is nothing to flush for them.
      if (stream.nfd === undefined) return 0;
      fsyncSync(stream.nfd);
      this.#flushes += 1;
      return 0;
    };
  }
}
