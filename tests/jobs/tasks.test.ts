import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createWakeups } from '../../src/coordination/wakeups.ts';
import type { Database } from '../../src/database/client.ts';
import { DomainError } from '../../src/domain/errors.ts';
import {
  createTaskRunner,
  type TaskContext,
  type TaskHandler,
  type TaskRunner,
  type TaskRunnerDeps,
} from '../../src/jobs/tasks.ts';
import { cancelTask } from '../../src/services/tasks/cancel-task.ts';
import { enqueueTask, type TaskRequest } from '../../src/services/tasks/enqueue-task.ts';
import { quietLog } from '../delivery/stage.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

let database: Database;
let now: Date;
let runners: TaskRunner[];
let made = 0;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => {
  now = new Date('2026-11-21T09:00:00Z');
  runners = [];
});
afterEach(async () => {
  await Promise.all(runners.map((runner) => runner.stop(1_000)));
  await clean(database);
});

const clock = { now: () => now };

function runner(run: TaskHandler['run'], options: Partial<TaskRunnerDeps> = {}): TaskRunner {
  made += 1;
  const created = createTaskRunner({
    db: database.prisma,
    clock,
    owner: `runner-${made}`,
    log: quietLog,
    handlers: [{ kind: 'test', run }],
    wakeups: createWakeups(null),
    pollMs: 20,
    ...options,
  });
  runners.push(created);
  created.start();
  return created;
}

async function enqueue(over: Partial<TaskRequest> = {}): Promise<number> {
  const { id } = await enqueueTask(database.prisma, clock, {
    kind: 'test',
    key: 'k',
    args: { n: 1 },
    ...over,
  });
  return id;
}

const row = (id: number) => database.prisma.task.findUniqueOrThrow({ where: { id } });
const never = (): Promise<undefined> => new Promise(() => undefined);

async function leasesEnd(): Promise<void> {
  await database.prisma.task.updateMany({ where: { status: 'running' }, data: { leasedUntil: new Date(0) } });
}

describe('tasks', () => {
  it('wanted twice run once, over all runners, and keep their result', async () => {
    const first = await enqueueTask(database.prisma, clock, { kind: 'test', key: 'k', args: { n: 5 } });
    const again = await enqueueTask(database.prisma, clock, { kind: 'test', key: 'k', args: { n: 6 } });
    expect(again).toEqual({ id: first.id, created: false });
    for (let n = 0; n < 20; n += 1) await enqueue({ key: `k:${n}`, args: { n } });
    const runs: unknown[] = [];
    const run: TaskHandler['run'] = async (args) => {
      runs.push(args);
      return { seen: true };
    };
    const all = [runner(run), runner(run), runner(run)];
    await Promise.all(all.map((one) => one.idle()));
    await until(
      'all are done',
      async () => (await database.prisma.task.count({ where: { status: 'done' } })) === 21,
    );
    expect(runs).toHaveLength(21);
    expect(await row(first.id)).toMatchObject({
      result: { seen: true },
      finishedAt: now,
      attempts: 1,
      leasedUntil: null,
    });
  });

  it('wait for their time, and are not taken by a version that does not know them', async () => {
    const later = await enqueue({ runAfter: new Date(now.getTime() + 60_000) });
    const unknown = await enqueue({ key: 'other', kind: 'from-the-future' });
    const one = runner(async () => undefined);
    await one.idle();
    expect((await row(later)).status).toBe('queued');
    now = new Date(now.getTime() + 60_000);
    await one.idle();
    expect((await row(later)).status).toBe('done');
    expect((await row(unknown)).status).toBe('queued');
  });

  it('show progress, and stop when they are cancelled, by their owner only', async () => {
    const { id: identityId } = await database.prisma.telegramIdentity.create({ data: { telegramId: 5n } });
    const id = await enqueue({ identityId });
    let context: TaskContext | undefined;
    runner(
      async (_args, given) => {
        context = given;
        await given.progress(3, 10);
        await new Promise((_, reject) =>
          given.signal.addEventListener('abort', () => reject(given.signal.reason)),
        );
        return undefined;
      },
      { leaseMs: 900 },
    );
    await until('it shows progress', async () => (await row(id)).progress === 3);
    expect(await row(id)).toMatchObject({ status: 'running', progressTotal: 10 });
    expect(await cancelTask({ db: database.prisma, clock }, { taskId: id, identityId: identityId + 1 })).toBe(
      false,
    );
    expect(await cancelTask({ db: database.prisma, clock }, { taskId: id, identityId })).toBe(true);
    await until('it is cancelled', async () => (await row(id)).status === 'cancelled');
    expect(context?.signal.aborted).toBe(true);
    expect(await cancelTask({ db: database.prisma, clock }, { taskId: id, identityId })).toBe(false);
  });

  it('that wait are cancelled at once', async () => {
    const id = await enqueue();
    expect(await cancelTask({ db: database.prisma, clock }, { taskId: id, identityId: null })).toBe(true);
    await runner(() => expect.fail('it must not run')).idle();
    expect(await row(id)).toMatchObject({ status: 'cancelled', finishedAt: now });
  });

  it('refused by a rule fail at once; faults are tried again, later and later, without telling data', async () => {
    const refused = await enqueue({ key: 'refused', args: { refuse: true } });
    const faulty = await enqueue({ key: 'faulty', maxAttempts: 3 });
    const one = runner(async (args) => {
      if (JSON.stringify(args).includes('refuse')) throw new DomainError('FILE_TOO_LARGE');
      throw new TypeError('Анна Петрова');
    });
    await one.idle();
    expect(await row(refused)).toMatchObject({ status: 'failed', error: 'FILE_TOO_LARGE', attempts: 1 });
    expect(await row(faulty)).toMatchObject({
      status: 'queued',
      error: 'TypeError',
      attempts: 1,
      runAfter: new Date(now.getTime() + 10_000),
    });
    for (const wait of [10_000, 20_000]) {
      now = new Date(now.getTime() + wait);
      await one.idle();
    }
    expect(await row(faulty)).toMatchObject({ status: 'failed', attempts: 3, finishedAt: now });
  });

  it('of a dead runner are taken over, and its late end changes nothing', async () => {
    const id = await enqueue();
    let finishLate: () => void = () => undefined;
    runner(
      () =>
        new Promise((resolve) => {
          finishLate = () => resolve({ by: 'dead' });
        }),
      // One at a time: else it would take its own task once more.
      { concurrency: 1 },
    );
    await until('it runs', async () => (await row(id)).status === 'running');
    await leasesEnd();
    const heir = runner(async () => ({ by: 'heir' }));
    await until('the heir is done', async () => (await row(id)).status === 'done');
    finishLate();
    await heir.idle();
    expect(await row(id)).toMatchObject({ result: { by: 'heir' }, attempts: 2 });
  });

  it('that take every runner down are given up', async () => {
    const id = await enqueue({ maxAttempts: 2 });
    for (const _ of [1, 2]) {
      runner(never, { concurrency: 1 });
      await until(
        'it runs',
        async () => (await row(id)).status === 'running' && (await row(id)).leasedUntil?.getTime() !== 0,
      );
      await leasesEnd();
    }
    runner(never);
    await until('it is given up', async () => (await row(id)).status === 'failed');
    expect(await row(id)).toMatchObject({ attempts: 2, error: 'the runner died' });
  });

  it('keep their lease while they run, and learn that they lost it', async () => {
    const id = await enqueue();
    let context: TaskContext | undefined;
    runner(
      async (_args, given) => {
        context = given;
        return await never();
      },
      { leaseMs: 900 },
    );
    await until('it runs', () => context !== undefined);
    const first = (await row(id)).leasedUntil?.getTime() ?? 0;
    await until('the lease was prolonged', async () => ((await row(id)).leasedUntil?.getTime() ?? 0) > first);
    await database.prisma.task.update({ where: { id }, data: { owner: 'thief' } });
    await until('it was told', () => context?.signal.aborted === true);
  });

  it('are put back by an orderly stop without counting as a failure', async () => {
    const id = await enqueue();
    const one = runner(async (_args, { signal }) => {
      await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
      return undefined;
    });
    await until('it runs', async () => (await row(id)).status === 'running');
    await one.stop();
    expect(await row(id)).toMatchObject({ status: 'queued', attempts: 0 });
    await runner(async () => undefined).idle();
    expect((await row(id)).status).toBe('done');
  });
});
