import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import { MigrationHistoryError, migrate } from '../../src/database/migrate.ts';
import { openAgain, openEmptyDatabase } from '../support/database.ts';

const FIRST = 'CREATE TABLE "First" (id int); INSERT INTO "First" VALUES (1);';
const SECOND = `ALTER TABLE "First" ADD COLUMN note text DEFAULT 'a;b'; -- a comment; with a semicolon
CREATE FUNCTION twice(value int) RETURNS int LANGUAGE plpgsql AS $$ BEGIN RETURN value * 2; END; $$;`;

const onPostgres = Boolean(process.env.DATABASE_URL);

describe('migrate', () => {
  let database: Database;
  let directory: string;

  beforeAll(async () => {
    database = await openEmptyDatabase();
  });
  afterAll(async () => {
    await database.close();
  });
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'migrations-'));
    await put('1_first', FIRST);
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
    await database.prisma.$executeRaw`DROP SCHEMA public CASCADE`;
    await database.prisma.$executeRaw`CREATE SCHEMA public`;
  });

  async function put(name: string, sql: string): Promise<void> {
    await mkdir(join(directory, name), { recursive: true });
    await writeFile(join(directory, name, 'migration.sql'), sql);
  }

  async function run(on = database): Promise<readonly string[]> {
    return await migrate(on, { directory });
  }

  async function recorded() {
    return await database.prisma.$queryRaw<{ migration_name: string; checksum: string }[]>`
      SELECT migration_name, checksum FROM "_prisma_migrations" ORDER BY migration_name`;
  }

  it('applies what is missing, in order, once', async () => {
    await put('2_second', SECOND);
    const announced: string[] = [];
    expect(await migrate(database, { directory, onApply: (name) => announced.push(name) })).toEqual([
      '1_first',
      '2_second',
    ]);
    expect(announced).toEqual(['1_first', '2_second']);
    expect(await run()).toEqual([]);
    expect(await database.prisma.$queryRaw`SELECT twice(id) AS twice, note FROM "First"`).toEqual([
      { twice: 2, note: 'a;b' },
    ]);
  });

  it('goes on from an older version', async () => {
    await run();
    await put('2_second', SECOND);
    expect(await run()).toEqual(['2_second']);
  });

  it("records as Prisma's own tools do", async () => {
    await run();
    const rows = await database.prisma.$queryRaw<
      Record<string, unknown>[]
    >`SELECT * FROM "_prisma_migrations"`;
    expect(rows).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        checksum: createHash('sha256').update(FIRST).digest('hex'),
        finished_at: expect.any(Date),
        migration_name: '1_first',
        logs: null,
        rolled_back_at: null,
        started_at: expect.any(Date),
        applied_steps_count: 1,
      },
    ]);
  });

  it('refuses an applied file that was changed', async () => {
    await run();
    await put('1_first', `${FIRST} -- better`);
    await expect(run()).rejects.toThrow(MigrationHistoryError);
    await expect(run()).rejects.toThrow(/1_first\/migration\.sql was changed/);
  });

  it('works with a database of a newer version that only added: old beside new, and back again', async () => {
    await put('2_second', SECOND);
    await run();
    await rm(join(directory, '2_second'), { recursive: true });
    expect(await run()).toEqual([]);
  });

  it('refuses a database of a newer version that took away what this one needs', async () => {
    await put('2_second', `-- works with: 1_second_half\n${SECOND}`);
    await run();
    await rm(join(directory, '2_second'), { recursive: true });
    await expect(run()).rejects.toThrow(/does not know.*newer version/);
    // The version before it no longer needs that.
    await put('1_second_half', 'CREATE TABLE "Half" (id int);');
    await database.prisma.$executeRaw`
      INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at)
      VALUES ('h', ${createHash('sha256').update('CREATE TABLE "Half" (id int);').digest('hex')}, '1_second_half', now())`;
    expect(await run()).toEqual([]);
  });

  it('refuses a history that is not its own', async () => {
    await put('0_other', 'CREATE TABLE "Other" (id int);');
    await run();
    await rm(join(directory, '0_other'), { recursive: true });
    await expect(run()).rejects.toThrow(/does not know/);
  });

  it('refuses what another tool left half done, and passes what it rolled back', async () => {
    await run();
    await put('2_second', SECOND);
    await database.prisma.$executeRaw`
      INSERT INTO "_prisma_migrations" (id, checksum, migration_name) VALUES ('x', 'x', '2_second')`;
    await expect(run()).rejects.toThrow(/2_second was begun by another tool/);
    await database.prisma.$executeRaw`UPDATE "_prisma_migrations" SET rolled_back_at = now() WHERE id = 'x'`;
    expect(await run()).toEqual(['2_second']);
  });

  it('leaves nothing of a migration that fails, and everything before it', async () => {
    await put('2_broken', 'CREATE TABLE "Half" (id int); SELECT 1 / 0;');
    await expect(run()).rejects.toThrow(/2_broken failed and was rolled back: division by zero/);
    expect((await recorded()).map((row) => row.migration_name)).toEqual(['1_first']);
    await put('2_broken', 'CREATE TABLE "Half" (id int);');
    expect(await run()).toEqual(['2_broken']);
  });

  it.runIf(onPostgres)('lets one of several processes apply while the others wait', async () => {
    const others = [await openAgain(database), await openAgain(database)];
    const observer = await openAgain(database);
    await run();
    await put('2_second', SECOND);
    const results = await database.prisma.$transaction(
      async (tx) => {
        await tx.$executeRaw`LOCK TABLE "_prisma_migrations" IN EXCLUSIVE MODE`;
        const runs = Promise.all(others.map(async (other) => await run(other)));
        await expect.poll(async () => await sessionsWaiting(observer), { timeout: 10_000 }).toBe(2);
        return { runs };
      },
      { timeout: 15_000 },
    );
    expect((await results.runs).flat()).toEqual(['2_second']);
    for (const other of [...others, observer]) await other.close();
  });

  it.runIf(onPostgres)(
    'leaves nothing when it is killed in the middle, and the next start finishes',
    async () => {
      await run();
      await put('2_long', 'CREATE TABLE "Half" (id int); SELECT pg_sleep(600);');
      const victim = await openAgain(database);
      const killed = expect(run(victim)).rejects.toThrow(/2_long failed/);
      await expect.poll(async () => await terminateSleepers(), { timeout: 10_000 }).toBe(1);
      await killed;
      await victim.close();
      expect((await recorded()).map((row) => row.migration_name)).toEqual(['1_first']);
      await put('2_long', 'CREATE TABLE "Half" (id int);');
      expect(await run()).toEqual(['2_long']);
    },
  );

  async function sessionsWaiting(observer: Database): Promise<number> {
    const rows = await observer.prisma.$queryRaw<{ count: bigint }[]>`
      SELECT count(*) FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'LOCK TABLE%'`;
    return Number(rows[0]?.count);
  }

  async function terminateSleepers(): Promise<number> {
    const rows = await database.prisma.$queryRaw<{ done: boolean }[]>`
      SELECT pg_terminate_backend(pid) AS done FROM pg_stat_activity
      WHERE datname = current_database() AND wait_event = 'PgSleep'`;
    return rows.length;
  }
});
