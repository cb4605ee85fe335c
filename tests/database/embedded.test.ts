import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/database/client.ts';
import { DURABLE_START_PARAMS, DurableNodeFS } from '../../src/database/durable-file-system.ts';
import { dumpEmbedded } from '../../src/database/embedded.ts';
import { DatabaseInUseError } from '../../src/database/errors.ts';
import { TrackedPGlite } from '../../src/database/tracked-pglite.ts';
import { startChild } from './children/child.ts';

describe('the embedded database', () => {
  let dataDir: string;

  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'embedded-'));
    // What a kill during the first start leaves behind.
    mkdirSync(join(dataDir, 'database.new'));
    writeFileSync(join(dataDir, 'database.new', 'PG_VERSION'), '18');
  });
  afterAll(() => {
    rmSync(dataDir, { recursive: true });
  });

  async function open(onFirstStart?: () => void): Promise<Database> {
    return await openDatabase({
      kind: 'embedded',
      dataDir,
      ...(onFirstStart === undefined ? {} : { onFirstStart }),
    });
  }

  it('tells of its first start only, and keeps its data', async () => {
    let firstStarts = 0;
    const count = (): void => {
      firstStarts += 1;
    };
    const first = await open(count);
    await first.prisma.$executeRaw`CREATE TABLE kept (value int)`;
    await first.prisma.$executeRaw`INSERT INTO kept VALUES (1)`;
    await first.close();
    expect(existsSync(join(dataDir, 'database.new'))).toBe(false);
    const second = await open(count);
    expect(await second.prisma.$queryRaw`SELECT * FROM kept`).toEqual([{ value: 1 }]);
    await second.close();
    expect(firstStarts).toBe(1);
  });

  it('refuses a second process, and a second opening', async () => {
    const database = await open();
    await expect(open()).rejects.toBeInstanceOf(DatabaseInUseError);
    const child = startChild('hold-lock.ts', dataDir);
    expect(await child.nextLine()).toBe('refused');
    await child.end();
    await database.close();
    await database.close();
  });

  it('waits for the disk with every commit', async () => {
    const database = await open();
    expect(
      await database.prisma.$queryRaw`
        SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit,
               current_setting('wal_sync_method') AS method, current_setting('TimeZone') AS zone`,
    ).toEqual([{ fsync: 'on', commit: 'on', method: 'fsync', zone: 'UTC' }]);
    await database.close();

    const fs = new DurableNodeFS(join(dataDir, 'database'));
    const pglite = await TrackedPGlite.create({
      fs,
      startParams: [...TrackedPGlite.defaultStartParams, ...DURABLE_START_PARAMS],
    });
    const before = fs.flushes;
    for (let value = 0; value < 5; value += 1) await pglite.query('INSERT INTO kept VALUES ($1)', [value]);
    expect(fs.flushes - before).toBeGreaterThanOrEqual(5);
    await pglite.close();
  });

  it('has after a kill everything that was reported as saved', async () => {
    const child = startChild('write-forever.ts', dataDir);
    let last = 0;
    while (last < 200) last = Number(await child.nextLine());
    await child.kill();
    const database = await open();
    const rows = await database.prisma.$queryRaw<{ count: bigint; max: number }[]>`
      SELECT count(*) AS count, max(value) AS max FROM numbers`;
    expect(rows[0]?.max).toBeGreaterThanOrEqual(last);
    expect(rows[0]?.count).toBe(BigInt(rows[0]?.max ?? 0));
    await database.close();
  });

  it('makes statements fail once its lock is lost', async () => {
    const database = await open();
    writeFileSync(join(dataDir, 'database.lock'), '{}');
    await expect
      .poll(
        async () =>
          await database.prisma.$queryRaw`SELECT 1`.then(
            () => null,
            (error: unknown) => error,
          ),
        { timeout: 10_000 },
      )
      .toBeInstanceOf(DatabaseInUseError);
    await database.close();
  });

  it('lets timers run while statements follow one another', async () => {
    const database = await open();
    let fired = false;
    const timer = setTimeout(() => {
      fired = true;
    }, 1);
    for (let count = 0; count < 5_000 && !fired; count += 1) await database.prisma.$queryRaw`SELECT 1`;
    expect(fired).toBe(true);
    clearTimeout(timer);
    await database.close();
  });

  it('starts from a template instead of creating everything', async () => {
    const target = mkdtempSync(join(tmpdir(), 'template-'));
    const source = await open();
    if (source.driver.kind !== 'embedded') throw new Error('PGlite expected');
    const template = await dumpEmbedded(source.driver.pglite);
    await source.close();
    const copy = await openDatabase({
      kind: 'embedded',
      dataDir: target,
      template,
      onFirstStart: () => {
        throw new Error('a template is no first start');
      },
    });
    expect(await copy.prisma.$queryRaw`SELECT count(*) > 0 AS full FROM kept`).toEqual([{ full: true }]);
    await copy.close();
    rmSync(target, { recursive: true });
  });
});
