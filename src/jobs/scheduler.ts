import { schedule } from 'node-cron';
import { pause } from '../coordination/bell.ts';
import type { Db } from '../database/client.ts';
import type { Prisma } from '../database/generated/client.ts';
import type { Clock } from '../domain/clock.ts';
import type { Logger } from '../logging/logger.ts';
import {
  claimSlot,
  closeSuperseded,
  deleteOldRuns,
  finishSlot,
  freeSlot,
  isSwitchedOff,
  latestSlots,
  MOST_ATTEMPTS,
  recordBaseline,
  renewSlot,
  type SlotKey,
  unfinishedSlots,
} from './cron-runs.ts';
import { type CronSlots, createCronSlots } from './cron-slots.ts';

/** What was missed while nobody ran: only the newest slot, every one, or nothing. */
export type CatchUp = 'last' | 'each' | 'none';

export interface JobContext {
  /** The instant this run stands for; may be long ago when it is caught up. */
  readonly slot: Date;
  /** Aborted when the process stops or the slot was taken over. */
  readonly signal: AbortSignal;
}

/** May be started again for the same slot after a kill: every effect needs a key of its own. */
export type JobRun = (context: JobContext) => Promise<Prisma.InputJsonObject | undefined>;

export interface Job {
  readonly name: string;
  /** five or six fields of cron, in the installation's zone */
  readonly cron: string;
  readonly catchUp: CatchUp;
  readonly run: JobRun;
}

export interface SchedulerDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly owner: string;
  readonly log: Logger;
  /** IANA zone of the expressions */
  readonly timezone: string;
  readonly jobs: readonly Job[];
  /** Milliseconds after which the slot of a dead process is free; default 120 000. */
  readonly leaseMs?: number;
  readonly onEnd?: (job: string, outcome: 'done' | 'failed') => void;
}

/** Runs jobs at their slots: each slot once over all processes. */
export interface Scheduler {
  start(): Promise<void>;
  /** Begin nothing more; tell running jobs to stop and wait for them (default 10 s). */
  stop(deadlineMs?: number): Promise<void>;
  /** Begin everything that is due by the clock and wait until it is over. */
  idle(): Promise<void>;
  /** Run a job now, out of turn, also one that is switched off. @throws when there is no such job */
  runNow(name: string): Promise<void>;
  /** Every job, with the slot it waits for. */
  list(): readonly { readonly name: string; readonly cron: string; readonly next: Date }[];
}

interface KnownJob extends Job {
  readonly slots: CronSlots;
  /** up to here everything was begun, by whomever, or passed over */
  seen: Date;
  next: Date;
  /** runs of this process, one after the other */
  line: Promise<void>;
}

/** A slot that comes up later than this was missed. */
const PUNCTUAL_MS = 90_000;
const MOST_CAUGHT_UP = 500;
const SWEEP_MS = 30_000;
const BUSY_MS = 500;
const KEEP_RUNS_MS = 14 * 86_400_000;
const STOP_DEADLINE_MS = 10_000;

/** @throws on a wrong expression or two jobs of one name */
export function createScheduler(deps: SchedulerDeps): Scheduler {
  return new CronScheduler(deps);
}

class CronScheduler implements Scheduler {
  readonly #deps: SchedulerDeps;
  readonly #leaseMs: number;
  readonly #jobs = new Map<string, KnownJob>();
  readonly #stopping = new AbortController();
  readonly #active = new Set<Promise<void>>();
  #ticker: ReturnType<typeof schedule> | null = null;
  #ticking: Promise<void> = Promise.resolve();
  #known = false;
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor(deps: SchedulerDeps) {
    this.#deps = deps;
    this.#leaseMs = deps.leaseMs ?? 120_000;
    for (const job of deps.jobs) {
      if (this.#jobs.has(job.name)) throw new Error(`two jobs are called ${job.name}`);
      const slots = createCronSlots(job.cron, deps.timezone);
      const seen = deps.clock.now();
      this.#jobs.set(job.name, { ...job, slots, seen, next: slots.next(seen), line: Promise.resolve() });
    }
  }

  async start(): Promise<void> {
    await this.#tick();
    // Every second a look at the injected clock; which slots are due is computed, so a late tick loses nothing.
    this.#ticker = schedule('* * * * * *', () => this.#tick(), {
      name: 'scheduler',
      noOverlap: true,
      suppressMissedWarning: true,
      unref: true,
    });
  }

  async stop(deadlineMs = STOP_DEADLINE_MS): Promise<void> {
    await this.#ticker?.destroy();
    this.#stopping.abort();
    await this.#ticking;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, deadlineMs);
    });
    await Promise.race([Promise.all(this.#active), deadline]);
    clearTimeout(timer);
  }

  async idle(): Promise<void> {
    await this.#tick();
    while (this.#active.size > 0) await Promise.all(this.#active);
  }

  async runNow(name: string): Promise<void> {
    const job = this.#jobs.get(name);
    if (job === undefined) throw new Error(`there is no job ${name}`);
    await this.#run(job, this.#deps.clock.now());
  }

  list(): { name: string; cron: string; next: Date }[] {
    return [...this.#jobs.values()].map(({ name, cron, next }) => ({ name, cron, next }));
  }

  async #tick(): Promise<void> {
    this.#ticking = this.#ticking.then(() => this.#tickOnce());
    await this.#ticking;
  }

  async #tickOnce(): Promise<void> {
    if (this.#stopping.signal.aborted) return;
    try {
      if (!this.#known) await this.#learn();
      const now = this.#deps.clock.now();
      for (const job of this.#jobs.values()) {
        if (job.next <= now) this.#beginDue(job, now);
      }
      if (performance.now() - this.#sweptAt >= SWEEP_MS) await this.#sweep(now);
    } catch (error) {
      this.#deps.log.warn({ err: error }, 'the scheduler could not look at its jobs');
    }
  }

  /** Where each job stood when everybody was down; new jobs begin now. */
  async #learn(): Promise<void> {
    const latest = await latestSlots(this.#deps.db);
    for (const job of this.#jobs.values()) {
      const seen = latest.get(job.name);
      if (seen === undefined) await recordBaseline(this.#deps.db, job.name, new Date(job.seen.getTime() - 1));
      else {
        job.seen = seen;
        job.next = job.slots.next(seen);
      }
    }
    this.#known = true;
  }

  #beginDue(job: KnownJob, now: Date): void {
    const due = [...job.slots.between(job.seen, now)];
    const newest = due.at(-1);
    if (newest === undefined) return;
    job.seen = newest;
    job.next = job.slots.next(newest);
    for (const slot of this.#choose(job.catchUp, due, newest, now)) this.#queue(job, slot);
  }

  #choose(catchUp: CatchUp, due: readonly Date[], newest: Date, now: Date): readonly Date[] {
    if (catchUp === 'each') return due.slice(-MOST_CAUGHT_UP);
    if (catchUp === 'last' || now.getTime() - newest.getTime() <= PUNCTUAL_MS) return [newest];
    return [];
  }

  #queue(job: KnownJob, slot: Date): void {
    job.line = job.line
      .then(() => this.#runInTurn(job, slot))
      .catch((error: unknown) => {
        this.#deps.log.warn({ err: error, job: job.name, slot }, 'a job could not be begun or ended');
      });
    const { line } = job;
    this.#active.add(line);
    void line.finally(() => this.#active.delete(line));
  }

  /** Waits while another process runs another slot of this job, unless a newer one has come meanwhile. */
  async #runInTurn(job: KnownJob, slot: Date): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      if (job.catchUp !== 'each' && slot < job.seen) return;
      // Staff switched it off: its slots pass by and are not made up for.
      if (await isSwitchedOff(this.#deps.db, job.name)) return;
      if ((await this.#run(job, slot)) !== 'busy' || job.catchUp === 'none') return;
      await pause(BUSY_MS, this.#stopping.signal);
    }
  }

  async #run(job: KnownJob, slot: Date): Promise<'busy' | 'over'> {
    const { db, clock, owner, log, onEnd } = this.#deps;
    const key: SlotKey = { job: job.name, slot };
    const claim = await claimSlot(db, key, { owner, now: clock.now(), leaseMs: this.#leaseMs });
    if (typeof claim === 'string') return claim === 'busy' ? 'busy' : 'over';
    const { attempt } = claim;
    const held = this.#hold(key);
    try {
      const result = await job.run({ slot, signal: held.signal });
      await finishSlot(db, key, owner, { now: clock.now(), result });
      onEnd?.(job.name, 'done');
    } catch (error) {
      if (this.#stopping.signal.aborted) {
        await freeSlot(db, key, owner, null);
        return 'over';
      }
      const name = error instanceof Error ? error.name : 'unknown fault';
      log.error({ err: error, job: job.name, slot, attempt }, 'a job failed');
      if (attempt >= MOST_ATTEMPTS) await finishSlot(db, key, owner, { now: clock.now(), error: name });
      else await freeSlot(db, key, owner, name);
      onEnd?.(job.name, 'failed');
    } finally {
      held.stop();
    }
    return 'over';
  }

  /** Renews while the job runs; aborts when the slot was lost or the process stops. */
  #hold(key: SlotKey): { readonly signal: AbortSignal; stop(): void } {
    const lost = new AbortController();
    const timer = setInterval(() => {
      renewSlot(this.#deps.db, key, this.#deps.owner, this.#leaseMs).then(
        (held) => {
          if (!held) lost.abort(new Error('the slot was taken over'));
        },
        (error: unknown) =>
          this.#deps.log.warn({ err: error, job: key.job }, 'the lease of a job was not renewed'),
      );
    }, this.#leaseMs / 3);
    timer.unref();
    return {
      signal: AbortSignal.any([lost.signal, this.#stopping.signal]),
      stop: () => clearInterval(timer),
    };
  }

  /** Takes up what dead processes began; what a newer slot has made pointless is closed. */
  async #sweep(now: Date): Promise<void> {
    this.#sweptAt = performance.now();
    const { db } = this.#deps;
    for (const key of await unfinishedSlots(db)) {
      const job = this.#jobs.get(key.job);
      if (job === undefined) continue;
      if (job.catchUp === 'each' || key.slot.getTime() >= job.seen.getTime()) {
        this.#queue(job, key.slot);
      } else {
        await closeSuperseded(db, key, now);
      }
    }
    await deleteOldRuns(db, new Date(now.getTime() - KEEP_RUNS_MS));
  }
}
