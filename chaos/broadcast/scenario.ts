import { countStates, queueAnnouncements } from '../../tests/support/processes/sending-rows.ts';
import { pause } from '../support/pause.ts';
import { type Choices, createChoices } from '../support/random.ts';
import type { RunResult, Scenario } from '../support/scenario.ts';
import { type Done, findViolations, waitsOf } from './checker.ts';
import { LEASE_MS, openStage, type Slot, type Stage } from './stage.ts';

/**
 * Messages of a run, how many a second, and for how long there is trouble at the most. The rate leaves time for the
 * kills that are wanted; a short run sends fewer, so that it ends in time.
 */
const LONG = { messages: 20_000, perSecond: 30, seconds: 1_200, kills: 240 };
const SHORT = { messages: 900, perSecond: 60, seconds: 25, kills: 40 };
const URGENT_SHARE = 0.1;
const SHORT_SECONDS = 60;
/** Somebody writes to the bot so often. */
const ASK_EVERY_MS = 500;
/** Longer than the lease of a claim whose answer was lost with the database, of the bot that keeps production's leases. */
const STANDSTILL_MS = 100_000;
const LAST_ANSWERS_MS = 30_000;

/** Senders die, freeze and lose their answers in the middle of a broadcast; Telegram's own book is compared at the end. */
export const broadcast: Scenario = {
  name: 'broadcast',
  what: 'senders of a broadcast are killed, frozen, cut off and flooded; every message once, or known as unknown',
  async run(options): Promise<RunResult> {
    const size = options.seconds < SHORT_SECONDS ? SHORT : LONG;
    const count = size.messages;
    const urgent = Math.round(count * URGENT_SHARE);
    const stage = await openStage(options, size.perSecond);
    try {
      await queueAnnouncements(stage.database.prisma, count, urgent);
      // The embedded database belongs to the one process that sends.
      if (stage.embedded) await stage.database.close();
      const done: Done = {
        kills: 0,
        freezes: 0,
        cuts: 0,
        floods: 0,
        redisOutages: 0,
        databaseOutages: 0,
        doubtful: 0,
        tooMany: 0,
      };
      await stage.desk?.start();
      await Promise.all(stage.slots.map((slot) => slot.start()));
      // Processes take their time to start on a busy machine: trouble begins when they run.
      const end = new AbortController();
      const timer = setTimeout(() => end.abort(), size.seconds * 1_000);
      options.progress(
        `${count} messages, ${stage.slots.length} senders that die, seed ${options.seed}: at most ${size.seconds} s of trouble`,
      );
      await Promise.all([
        ...stage.slots.map((slot, index) =>
          endings(stage, slot, {
            choices: createChoices(options.seed, `sender ${index}`),
            done,
            most: size.kills,
            signal: end.signal,
          }),
        ),
        troubles(stage, createChoices(options.seed, 'troubles'), done, end.signal),
        asking(stage, end.signal),
        finished(stage, count, end),
      ]);
      clearTimeout(timer);
      stage.telegram.calm();
      stage.redis?.thaw();
      for (const slot of stage.slots) await slot.start();
      options.progress('calm: catching up');
      await catchUp(stage);
      await lastAnswers(stage);
      const ownEndings = stage.desk?.ownEndings() ?? [];
      await Promise.all([...stage.slots.map((slot) => slot.stop()), stage.desk?.stop()]);
      const database = stage.embedded ? await stage.open() : stage.database;
      try {
        const { unknown, repeated, violations } = await findViolations(database, stage.telegram, {
          count,
          perSecond: size.perSecond,
          done,
        });
        return {
          violations: [...violations, ...ownEndings],
          counts: {
            messages: count,
            urgent,
            arrived: stage.telegram.taken.length,
            unknown,
            repeated,
            kills: done.kills,
            'in flight at kills and freezes': done.doubtful,
            freezes: done.freezes,
            'cut answers': done.cuts,
            floods: done.floods,
            'Redis outages': done.redisOutages,
            'database outages': done.databaseOutages,
            ...waitsOf(stage.telegram.questions),
          },
        };
      } finally {
        if (stage.embedded) await database.close();
      }
    } finally {
      await stage.close();
    }
  },
};

interface Trouble {
  readonly choices: Choices;
  readonly done: Done;
  /** of all senders together */
  readonly most: number;
  readonly signal: AbortSignal;
}

/** One sender dies or freezes past its lease, again and again. */
async function endings(stage: Stage, slot: Slot, { choices, done, most, signal }: Trouble): Promise<void> {
  while (!signal.aborted) {
    await pause(choices.between(100, 1_500), signal);
    if (signal.aborted || done.kills >= most) return;
    const running = slot.current();
    if (running === null) continue;
    if (choices.chance(0.12)) {
      done.freezes += 1;
      running.process.kill('SIGSTOP');
      await countDoubtful(stage, running.pid, done);
      await pause(choices.chance(0.5) ? LEASE_MS * 3 : choices.between(100, 1_500), signal);
      running.process.kill('SIGCONT');
      continue;
    }
    done.kills += 1;
    await slot.kill();
    await countDoubtful(stage, running.pid, done);
    await slot.start();
  }
}

/** What a process that stands or is gone had begun and not ended: that much may become unknown. */
async function countDoubtful(stage: Stage, pid: number, done: Done): Promise<void> {
  let count = stage.inFlight;
  if (!stage.embedded) {
    count = await stage.database.prisma.delivery
      .count({ where: { status: 'sending', owner: { startsWith: `run:${pid}:` } } })
      // The database is away as well: as many as there can be.
      .catch(() => stage.inFlight);
  }
  done.doubtful += count;
  if (count > stage.inFlight) done.tooMany += 1;
}

/** Telegram cuts answers and asks to wait; Redis and the database go away and come back. */
async function troubles(stage: Stage, choices: Choices, done: Done, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await pause(choices.between(200, 1_800), signal);
    if (signal.aborted) return;
    const kind = choices.next();
    if (kind < 0.35) {
      const times = choices.between(1, 3);
      done.cuts += times;
      stage.telegram.cut(times);
    } else if (kind < 0.42) {
      done.floods += 1;
      stage.telegram.flood(choices.between(1, 10), 1);
    } else if (kind < 0.82) {
      stage.telegram.delay(choices.between(20, 160));
    } else if (kind < 0.95 && stage.redis !== null) {
      done.redisOutages += 1;
      await stage.redis.kill();
      await pause(choices.between(100, 1_500), signal);
      await stage.redis.start();
    } else if (!stage.embedded) {
      done.databaseOutages += 1;
      await stage.restartDatabase(choices.between(0, 1_000));
    }
  }
}

/** People write to the bot all the time. */
async function asking(stage: Stage, signal: AbortSignal): Promise<void> {
  while (stage.desk !== null && !signal.aborted) {
    stage.telegram.ask();
    await pause(ASK_EVERY_MS, signal);
  }
}

/** Ends the trouble when there is nothing left to disturb. */
async function finished(stage: Stage, count: number, end: AbortController): Promise<void> {
  while (!end.signal.aborted) {
    await pause(500, end.signal);
    if (stage.telegram.taken.length >= count) {
      await pause(1_000, end.signal);
      end.abort();
    }
  }
}

/** Until nothing is queued, leased or on the way, or nothing has moved for longer than every lease and back-off. */
async function catchUp(stage: Stage): Promise<void> {
  let taken = -1;
  let movedAt = performance.now();
  while (performance.now() - movedAt < STANDSTILL_MS) {
    await pause(1_000);
    if (stage.telegram.taken.length !== taken) {
      taken = stage.telegram.taken.length;
      movedAt = performance.now();
    }
    // The embedded database belongs to the one that sends: nobody else may look.
    if (stage.embedded) {
      if (performance.now() - movedAt > LEASE_MS * 6) return;
      continue;
    }
    const states = await countStates(stage.database.prisma).catch(() => null);
    if (states === null) continue;
    if ((states.queued ?? 0) + (states.leased ?? 0) + (states.sending ?? 0) === 0) return;
  }
}

async function lastAnswers({ telegram }: Stage): Promise<void> {
  const until = performance.now() + LAST_ANSWERS_MS;
  while (telegram.questions.some(({ answeredAt }) => answeredAt === null) && performance.now() < until)
    await pause(200);
}
