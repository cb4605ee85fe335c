import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import { createScheduler, type Job, type JobRun, type Scheduler } from '../../src/jobs/scheduler.ts';
import { quietLog } from '../delivery/stage.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';

let database: Database;
let now: Date;
let ran: string[];
let schedulers: Scheduler[];
let made = 0;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(() => {
  now = new Date('2026-11-21T09:00:30Z');
  ran = [];
  schedulers = [];
});
afterEach(async () => {
  await Promise.all(schedulers.map((scheduler) => scheduler.stop(1_000)));
  await clean(database);
});

const record: JobRun = async ({ slot }) => {
  ran.push(slot.toISOString().slice(5, 16));
  return { ok: true };
};

/** Records under a name the hour it stands for. */
const tell =
  (name: string): JobRun =>
  async ({ slot }) => {
    ran.push(`${name} ${slot.getUTCHours()}`);
    return undefined;
  };

function process(jobs: readonly Partial<Job>[]): Scheduler {
  made += 1;
  const scheduler = createScheduler({
    db: database.prisma,
    clock: { now: () => now },
    owner: `process-${made}`,
    log: quietLog,
    timezone: 'UTC',
    jobs: jobs.map((job) => ({ name: 'job', cron: '0 * * * *', catchUp: 'last', run: record, ...job })),
  });
  schedulers.push(scheduler);
  return scheduler;
}

function goTo(time: string): void {
  now = new Date(time);
}

async function rows() {
  return await database.prisma.cronRun.findMany({ orderBy: { slot: 'asc' } });
}

/** What the death of the process looks like to the others after a while. */
async function leasesEnd(): Promise<void> {
  await database.prisma.cronRun.updateMany({
    where: { finishedAt: null },
    data: { leaseUntil: new Date(0) },
  });
}

describe('slots', () => {
  it('run once over all processes, by the injected clock', async () => {
    const all = [1, 2, 3].map(() => process([{}]));
    await Promise.all(all.map((scheduler) => scheduler.idle()));
    expect(ran).toEqual([]);
    goTo('2026-11-21T10:00:00Z');
    await Promise.all(all.map((scheduler) => scheduler.idle()));
    await Promise.all(all.map((scheduler) => scheduler.idle()));
    expect(ran).toEqual(['11-21T10:00']);
    goTo('2026-11-21T11:00:05Z');
    await Promise.all(all.map((scheduler) => scheduler.idle()));
    expect(ran).toEqual(['11-21T10:00', '11-21T11:00']);
    expect((await rows()).at(-1)).toMatchObject({ result: { ok: true }, error: null, finishedAt: now });
  });

  it('tick by themselves', async () => {
    const scheduler = process([{ cron: '* * * * * *' }]);
    await scheduler.start();
    goTo('2026-11-21T09:00:31Z');
    await until('it ran', () => ran.length === 1);
  });

  it('missed while everybody was down: the newest, every one, or none', async () => {
    const jobs: Partial<Job>[] = [
      { name: 'last', run: tell('last') },
      {
        name: 'each',
        catchUp: 'each',
        run: tell('each'),
      },
      {
        name: 'none',
        catchUp: 'none',
        run: tell('none'),
      },
    ];
    await process(jobs).idle();
    goTo('2026-11-21T13:30:00Z');
    await process(jobs).idle();
    expect(ran.sort()).toEqual(['each 10', 'each 11', 'each 12', 'each 13', 'last 13']);
    goTo('2026-11-21T14:00:20Z');
    await process(jobs).idle();
    expect(ran.sort()).toContain('none 14');
  });

  it('before the installation knew the job were not missed', async () => {
    await process([{ catchUp: 'each' }]).idle();
    expect(ran).toEqual([]);
    expect(await rows()).toMatchObject([{ result: { baseline: true } }]);
  });

  it('of a process that died in the middle are taken up, and only then', async () => {
    await process([{}]).idle();
    goTo('2026-11-21T10:00:00Z');
    let started = 0;
    const dying = process([
      {
        run: async () => {
          started += 1;
          return await new Promise(() => undefined);
        },
      },
    ]);
    void dying.idle();
    await until('it began', () => started === 1);
    const heir = process([{}]);
    await heir.idle();
    expect(ran).toEqual([]);
    await leasesEnd();
    const later = process([{}]);
    await later.idle();
    expect(ran).toEqual(['11-21T10:00']);
  });

  it('left behind are closed when a newer one took their place', async () => {
    await process([{}]).idle();
    goTo('2026-11-21T10:00:00Z');
    const dying = process([{ run: () => new Promise(() => undefined) }]);
    void dying.idle();
    await until('it began', async () => (await rows()).length === 2);
    await leasesEnd();
    goTo('2026-11-21T11:00:00Z');
    await process([{}]).idle();
    expect(ran).toEqual(['11-21T11:00']);
    expect(await rows()).toMatchObject([{}, { error: 'a newer slot took its place' }, { error: null }]);
  });

  it('do not overlap: the next one waits for the one that runs elsewhere', async () => {
    const order: string[] = [];
    let finish: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    const slow: JobRun = async ({ slot }) => {
      order.push(`begin ${slot.getUTCHours()}`);
      await gate;
      order.push(`end ${slot.getUTCHours()}`);
      return undefined;
    };
    const one = process([{ catchUp: 'each', run: slow }]);
    const two = process([{ catchUp: 'each', run: slow }]);
    await Promise.all([one.idle(), two.idle()]);
    goTo('2026-11-21T10:00:00Z');
    const first = one.idle();
    await until('the first began', () => order.length === 1);
    goTo('2026-11-21T11:00:00Z');
    const second = two.idle();
    finish();
    await Promise.all([first, second]);
    expect(order).toEqual(['begin 10', 'end 10', 'begin 11', 'end 11']);
  });
});

describe('failures', () => {
  it('are tried again a few times, then left with their kind', async () => {
    const failing: JobRun = async ({ slot }) => {
      ran.push(slot.toISOString());
      throw new TypeError('Анна Петрова');
    };
    await process([{ run: failing }]).idle();
    goTo('2026-11-21T10:00:00Z');
    for (let round = 0; round < 5; round += 1) {
      await process([{ run: failing }]).idle();
      await leasesEnd();
    }
    expect(ran).toHaveLength(3);
    expect((await rows()).at(-1)).toMatchObject({ error: 'TypeError', finishedAt: now });
  });

  it('of one job do not stop the others; a stop frees the slot at once', async () => {
    await process([{ name: 'a' }, { name: 'b' }]).idle();
    goTo('2026-11-21T10:00:00Z');
    const stopping = process([
      { name: 'a', run: async () => Promise.reject(new Error('boom')) },
      {
        name: 'b',
        run: async ({ signal }) => {
          await new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
          return undefined;
        },
      },
    ]);
    void stopping.idle();
    await until(
      'both began',
      async () => (await rows()).filter(({ finishedAt }) => finishedAt === null).length === 2,
    );
    await stopping.stop();
    await process([{ name: 'b' }]).idle();
    expect(ran).toEqual(['11-21T10:00']);
  });

  it('by hand: a job runs out of turn', async () => {
    const scheduler = process([{}]);
    await scheduler.runNow('job');
    expect(ran).toEqual(['11-21T09:00']);
    await expect(scheduler.runNow('nothing')).rejects.toThrow('no job');
  });

  it('two jobs of one name are refused', () => {
    expect(() => process([{}, {}])).toThrow('two jobs');
  });
});
