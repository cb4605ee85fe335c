import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/database/client.ts';
import { migrate } from '../../src/database/migrate.ts';
import { type Child, startChild, untilReady } from '../../tests/support/processes/child.ts';
import { createOwnDatabase } from '../../tests/support/processes/own-database.ts';
import { queueMessages } from '../../tests/support/processes/sending-rows.ts';
import { type SendingServer, startSendingServer } from '../../tests/support/processes/sending-server.ts';
import { usageOf } from '../support/machine.ts';
import {
  atLeast,
  atMost,
  type BenchContext,
  type Figure,
  type Section,
  type SectionResult,
  type Services,
} from '../support/section.ts';
import { median, round } from '../support/statistics.ts';

const LIFTED = 10_000;
const LIFTED_MESSAGES = 4_000;
const TELEGRAM_RATE = 30;
const RATE_SECONDS = 20;
/** Until then a new process mostly compiles itself: a broadcast lasts hours. */
const WARM_SECONDS = 10;

/** Sending from the outbox, at Telegram's rate and without one, against a bare loop on the same server. */
export const broadcast: Section = {
  name: 'broadcast',
  what: 'messages/s from the outbox by 1, 2 and 4 processes, at 30/s and lifted, against a bare sendMessage loop',
  async run(context): Promise<SectionResult> {
    const counts = context.services.databaseUrl === null ? [1] : [1, 2, 4];
    const telegram = await startSendingServer();
    try {
      const lifted = await measureLifted(context, telegram, counts);
      const limited = [];
      for (const processes of counts) {
        context.progress(`${processes} at ${TELEGRAM_RATE}/s`);
        limited.push(await measureLimited(context.services, telegram, processes));
      }
      return assemble(lifted, limited);
    } finally {
      await telegram.close();
    }
  },
};

interface Lifted {
  readonly processes: number;
  readonly perSecond: number;
  readonly ratio: number;
}

async function measureLifted(
  { services, rounds, progress }: BenchContext,
  telegram: SendingServer,
  counts: readonly number[],
): Promise<{ floor: number; ours: Lifted[] }> {
  const floors: number[] = [];
  const ours = new Map<number, { speed: number[]; ratio: number[] }>(
    counts.map((n) => [n, { speed: [], ratio: [] }]),
  );
  for (let turn = 1; turn <= rounds; turn += 1) {
    progress(`lifted: round ${turn} of ${rounds}`);
    const floor = await measureFloor(telegram);
    floors.push(floor);
    for (const processes of counts) {
      const run = await send(services, telegram, { processes, perSecond: LIFTED, messages: LIFTED_MESSAGES });
      ours.get(processes)?.speed.push(run.perSecond);
      ours.get(processes)?.ratio.push(run.perSecond / floor);
    }
  }
  return {
    floor: median(floors),
    ours: [...ours].map(([processes, { speed, ratio }]) => ({
      processes,
      perSecond: median(speed),
      ratio: median(ratio),
    })),
  };
}

async function measureFloor(telegram: SendingServer): Promise<number> {
  const child = startChild({
    name: 'bare loop',
    script: 'tests/support/processes/sender-program.ts',
    env: {
      BARE: '1',
      COUNT: String(LIFTED_MESSAGES),
      PER_SECOND: String(LIFTED),
      TELEGRAM_API_ROOT: telegram.url,
    },
  });
  telegram.taken.length = 0;
  await untilReady(child, () => child.output().includes('ready'));
  await child.exited;
  return speedOf(telegram);
}

/** From the first message to the last, by the server's clock. */
function speedOf({ taken }: SendingServer): number {
  const seconds = ((taken.at(-1)?.at ?? 0) - (taken[0]?.at ?? 0)) / 1000;
  return (taken.length - 1) / seconds;
}

interface Run {
  readonly perSecond: number;
  /** share of one core, all senders together; null where the system does not tell */
  readonly cpu: number | null;
  /** the same from the tenth second on; null also for runs that end before */
  readonly warmCpu: number | null;
}

async function send(
  services: Services,
  telegram: SendingServer,
  wanted: { processes: number; perSecond: number; messages: number; seconds?: number },
): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'domovoy-bench-'));
  const own = services.databaseUrl === null ? null : await createOwnDatabase(services.databaseUrl, 'bench');
  const database = await openDatabase(
    own === null ? { kind: 'embedded', dataDir: folder } : { kind: 'postgres', url: own.url },
  );
  const children: Child[] = [];
  try {
    await migrate(database);
    await queueMessages(database.prisma, wanted.messages);
    await database.close();
    telegram.taken.length = 0;
    for (let n = 1; n <= wanted.processes; n += 1) {
      children.push(
        startChild({
          name: `sender ${n}`,
          script: 'tests/support/processes/sender-program.ts',
          env: {
            TELEGRAM_API_ROOT: telegram.url,
            PER_SECOND: String(wanted.perSecond),
            HELD: '1',
            ...(own === null ? { DATA_DIR: folder } : { DATABASE_URL: own.url }),
            ...(services.redisUrl === null ? {} : { REDIS_URL: services.redisUrl }),
          },
        }),
      );
    }
    await Promise.all(children.map((child) => untilReady(child, () => child.output().includes('ready'))));
    // Together: a program that is still starting up neither sends nor leaves the machine to those that do.
    for (const child of children) child.process.kill('SIGUSR2');
    const look = () => ({ at: performance.now(), used: children.map(({ pid }) => usageOf(pid)) });
    const begun = look();
    const warm = wanted.seconds === undefined ? null : { ...wanted, seconds: WARM_SECONDS };
    if (warm !== null) await untilTaken(telegram, warm);
    const warmedUp = look();
    await untilTaken(telegram, {
      ...wanted,
      ...(wanted.seconds === undefined ? {} : { seconds: wanted.seconds - WARM_SECONDS }),
    });
    const ended = look();
    return {
      perSecond: speedOf(telegram),
      cpu: coresBetween(begun, ended),
      warmCpu: warm === null ? null : coresBetween(warmedUp, ended),
    };
  } finally {
    await Promise.all(children.map((child) => child.kill()));
    await own?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Look {
  readonly at: number;
  readonly used: readonly ReturnType<typeof usageOf>[];
}

/** Cores used by all of them together; null where the system does not tell. */
function coresBetween(from: Look, to: Look): number | null {
  if (from.used.includes(null) || to.used.includes(null)) return null;
  const ms = to.used.reduce((sum, usage, n) => sum + ((usage?.cpuMs ?? 0) - (from.used[n]?.cpuMs ?? 0)), 0);
  return ms / (to.at - from.at);
}

async function untilTaken(
  telegram: SendingServer,
  wanted: { messages: number; seconds?: number },
): Promise<void> {
  const deadline = performance.now() + (wanted.seconds ?? 120) * 1_000;
  while (telegram.taken.length < wanted.messages && performance.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function measureLimited(services: Services, telegram: SendingServer, processes: number) {
  const run = await send(services, telegram, {
    processes,
    perSecond: TELEGRAM_RATE,
    messages: TELEGRAM_RATE * RATE_SECONDS * 2,
    seconds: RATE_SECONDS,
  });
  return { processes, ...run };
}

function assemble(
  lifted: Awaited<ReturnType<typeof measureLifted>>,
  limited: readonly Awaited<ReturnType<typeof measureLimited>>[],
): SectionResult {
  const figures: Figure[] = [
    ...lifted.ours.map(({ processes, ratio }) => ({
      name: `lifted, ${processes} processes, of a bare loop`,
      value: round(ratio),
      unit: '×',
      // DESIGN compares one sender with one loop.
      ...(processes === 1 ? { must: atLeast(0.5), goal: atLeast(0.8) } : {}),
    })),
    ...limited.map(({ processes, perSecond }) => ({
      name: `30/s with ${processes} processes`,
      value: round(perSecond),
      unit: 'messages/s',
      must: atLeast(TELEGRAM_RATE * 0.98),
    })),
    ...limited.map(({ processes, perSecond }) => ({
      name: `30/s with ${processes} processes, not above`,
      value: round(perSecond),
      unit: 'messages/s',
      must: atMost(TELEGRAM_RATE * 1.02),
    })),
    ...limited.flatMap(({ processes, cpu, warmCpu }) =>
      cpu === null || warmCpu === null
        ? []
        : [
            {
              name: `30/s with ${processes} processes, of one core with its start`,
              value: round(cpu),
              unit: 'cores',
            },
            {
              name: `30/s with ${processes} processes, of one core`,
              value: round(warmCpu),
              unit: 'cores',
              ...(processes === 1 ? { goal: atMost(0.1) } : {}),
            },
          ],
    ),
  ];
  return {
    figures,
    tables: [
      {
        columns: ['senders', 'lifted, messages/s', 'of a bare loop', 'at 30/s'],
        rows: [
          ['bare loop', round(lifted.floor), 1, '—'],
          ...lifted.ours.map(({ processes, perSecond, ratio }, n) => [
            processes,
            round(perSecond),
            round(ratio),
            round(limited[n]?.perSecond ?? Number.NaN),
          ]),
        ],
      },
    ],
    notes: [
      `The floor is ${LIFTED_MESSAGES} messages by as many calls at once as one sender makes, on the same server, in turn.`,
      `CPU at the limit is that of senders from their ${WARM_SECONDS}th second on: before, a new process compiles itself.`,
      'At the limit every message is marked, called and written down by itself: groups would cost less, and leave more messages unknown after a kill.',
      'Server, database and senders share this machine: more processes show that the shared rate holds, not more speed.',
    ],
  };
}
