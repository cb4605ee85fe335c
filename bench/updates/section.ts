import { serversCpuMs, usageOf } from '../support/machine.ts';
import {
  atLeast,
  atMost,
  type BenchContext,
  type Figure,
  type Section,
  type SectionResult,
} from '../support/section.ts';
import { median, percentile, round } from '../support/statistics.ts';
import { SCREENS } from './screens.ts';
import { openStage, type Stage } from './stage.ts';
import { countStatements, type StatementsOfStep } from './statements.ts';
import type { LoadResult, Walker } from './telegram.ts';

const SECONDS = 1.5;
const AT_ONCE = 32;
const STEADY_PER_SECOND = 100;
const STEADY_SECONDS = 10;

/** Update → answered reading screen, against a bare bot on the same local server in the same run. */
export const updates: Section = {
  name: 'updates',
  what: 'updates/s of every reading screen against a bare bot, statements, p50/p99 at 100/s, CPU, memory',
  async run(context): Promise<SectionResult> {
    const stage = await openStage(context);
    try {
      const speeds = await measureSpeeds(stage, context);
      const steady = await measureSteady(stage, context);
      const counted = await countStatements(context.services);
      return assemble(context, { speeds, steady, counted });
    } finally {
      await stage.close();
    }
  },
};

interface Speed {
  readonly name: string;
  readonly ours: number;
  readonly floor: number;
  readonly ratio: number;
  readonly cpuMs: number | null;
  /** CPU an update costs PostgreSQL and Redis. */
  readonly serversMs: number;
  /** CPU an update costs all processes together, the bare bot's too: what the share would be on an idle machine */
  readonly allMs: number | null;
  readonly floorAllMs: number | null;
}

/** CPU time of everything an update passes through. */
function cpuOfAll(stage: Stage, botPid: number): number | null {
  const bot = usageOf(botPid);
  const telegram = usageOf(stage.telegramProcess.pid);
  return bot === null || telegram === null ? null : bot.cpuMs + telegram.cpuMs + serversCpuMs();
}

async function measureSpeeds(stage: Stage, { rounds, progress }: BenchContext): Promise<Speed[]> {
  const collected = SCREENS.map(() => ({
    ours: [] as number[],
    floor: [] as number[],
    cpu: [] as number[],
    servers: [] as number[],
    all: [] as number[],
    floorAll: [] as number[],
  }));
  // The first round warms everything up and does not count.
  for (let turn = 0; turn <= rounds; turn += 1) {
    progress(turn === 0 ? 'warming up' : `round ${turn} of ${rounds}`);
    for (const [index, screen] of SCREENS.entries()) {
      const people: Walker[] = stage.people.map((person) => ({
        id: person.telegramId,
        walk: screen.walk(person),
      }));
      const floorBefore = cpuOfAll(stage, stage.bare.pid);
      const floor = await stage.telegram.load({
        token: stage.bareToken,
        people,
        seconds: SECONDS,
        atOnce: AT_ONCE,
      });
      const floorAfter = cpuOfAll(stage, stage.bare.pid);
      const before = usageOf(stage.bot.pid);
      const allBefore = cpuOfAll(stage, stage.bot.pid);
      const serversBefore = serversCpuMs();
      const ours = await stage.telegram.load({
        token: stage.botToken,
        people,
        seconds: SECONDS,
        atOnce: AT_ONCE,
      });
      const after = usageOf(stage.bot.pid);
      const allAfter = cpuOfAll(stage, stage.bot.pid);
      const serversAfter = serversCpuMs();
      mustAnswer(screen.name, ours);
      const kept = collected[index];
      if (turn === 0 || kept === undefined) continue;
      kept.floor.push(floor.updates / floor.seconds);
      kept.ours.push(ours.updates / ours.seconds);
      if (before !== null && after !== null)
        kept.cpu.push((after.cpuMs - before.cpuMs) / Math.max(1, ours.latencies.length));
      kept.servers.push((serversAfter - serversBefore) / Math.max(1, ours.latencies.length));
      if (allBefore !== null && allAfter !== null)
        kept.all.push((allAfter - allBefore) / Math.max(1, ours.latencies.length));
      if (floorBefore !== null && floorAfter !== null)
        kept.floorAll.push((floorAfter - floorBefore) / Math.max(1, floor.latencies.length));
    }
  }
  return SCREENS.map(({ name }, index) => {
    const { ours = [], floor = [], cpu = [], servers = [], all = [], floorAll = [] } = collected[index] ?? {};
    return {
      name,
      ours: median(ours),
      floor: median(floor),
      ratio: median(ours.map((value, turn) => value / (floor[turn] ?? Number.NaN))),
      cpuMs: cpu.length === 0 ? null : median(cpu),
      serversMs: median(servers),
      allMs: all.length === 0 ? null : median(all),
      floorAllMs: floorAll.length === 0 ? null : median(floorAll),
    };
  });
}

/** A figure of screens that were not shown would be worthless. */
function mustAnswer(screen: string, { unanswered, refused, updates: count }: LoadResult): void {
  if (count === 0 || unanswered > 0 || refused > 0) {
    throw new Error(
      `${screen}: of ${count} updates ${unanswered} were not answered, ${refused} calls refused`,
    );
  }
}

interface Steady {
  readonly p50: number;
  readonly p99: number;
  readonly floorP50: number;
  readonly floorP99: number;
  readonly rssMb: number | null;
}

/** A fixed rate, as on a busy evening: what people wait. */
async function measureSteady(stage: Stage, { progress }: BenchContext): Promise<Steady> {
  progress(`${STEADY_PER_SECOND} updates/s for ${STEADY_SECONDS} s`);
  const people: Walker[] = stage.people.map((person, index) => ({
    id: person.telegramId,
    walk: SCREENS[index % SCREENS.length]?.walk(person) ?? [],
  }));
  const at = { people, seconds: STEADY_SECONDS, perSecond: STEADY_PER_SECOND };
  const floor = await stage.telegram.load({ token: stage.bareToken, ...at });
  const ours = await stage.telegram.load({ token: stage.botToken, ...at });
  mustAnswer('steady rate', ours);
  return {
    p50: percentile(ours.latencies, 0.5),
    p99: percentile(ours.latencies, 0.99),
    floorP50: percentile(floor.latencies, 0.5),
    floorP99: percentile(floor.latencies, 0.99),
    rssMb: usageOf(stage.bot.pid)?.rssMb ?? null,
  };
}

function assemble(
  { services }: BenchContext,
  measured: { speeds: readonly Speed[]; steady: Steady; counted: ReadonlyMap<string, StatementsOfStep> },
): SectionResult {
  const { speeds, steady, counted } = measured;
  const cpu = speeds.flatMap(({ cpuMs }) => (cpuMs === null ? [] : [cpuMs]));
  const figures: Figure[] = [
    {
      name: 'share of the bare bot’s updates/s (median of the screens)',
      value: median(speeds.map(({ ratio }) => ratio)),
      unit: '×',
      must: atLeast(0.25),
      goal: atLeast(0.5),
    },
    {
      name: 'the same, slowest screen',
      value: Math.min(...speeds.map(({ ratio }) => ratio)),
      unit: '×',
      must: atLeast(0.25),
    },
    {
      name: 'statements per reading screen, most',
      value: Math.max(...[...counted.values()].map(({ count }) => count)),
      unit: '',
      must: atMost(4),
      goal: atMost(3),
    },
    {
      name: 'of them planned anew on every use, most',
      value: Math.max(...[...counted.values()].map(({ plannedAnew }) => plannedAnew)),
      unit: '',
      must: atMost(0),
    },
    { name: `p50 at ${STEADY_PER_SECOND} updates/s`, value: steady.p50, unit: 'ms' },
    {
      name: `p99 at ${STEADY_PER_SECOND} updates/s`,
      value: steady.p99,
      unit: 'ms',
      must: atMost(100),
      goal: atMost(50),
    },
    { name: 'p50 of the bare bot', value: steady.floorP50, unit: 'ms' },
    { name: 'p99 of the bare bot', value: steady.floorP99, unit: 'ms' },
    ...(cpu.length === 0 ? [] : [{ name: 'CPU per update', value: median(cpu), unit: 'ms' }]),
    ...(steady.rssMb === null ? [] : [{ name: 'memory after the run', value: steady.rssMb, unit: 'MB' }]),
  ];
  return {
    figures,
    tables: [
      {
        columns: [
          'screen',
          'updates/s',
          'bare bot',
          'share',
          'CPU ms',
          'servers’',
          'all CPU ms',
          'bare bot’s',
          'share by CPU',
        ],
        rows: speeds.map(({ name, ours, floor, ratio, cpuMs, serversMs, allMs, floorAllMs }) => [
          name,
          Math.round(ours),
          Math.round(floor),
          round(ratio, 2),
          cpuMs === null ? '–' : round(cpuMs, 2),
          round(serversMs, 2),
          allMs === null ? '–' : round(allMs, 2),
          floorAllMs === null ? '–' : round(floorAllMs, 2),
          allMs === null || floorAllMs === null ? '–' : round(floorAllMs / allMs, 2),
        ]),
      },
      {
        columns: ['shown by', 'statements'],
        rows: [...counted].map(([what, { count }]) => [what, count]),
      },
    ],
    notes: [
      services.databaseUrl === null
        ? 'embedded database, both bots poll: set DATABASE_URL (and REDIS_URL) for the figures of production'
        : `webhook, PostgreSQL${services.redisUrl === null ? ', locks in lease rows: set REDIS_URL' : ' + Redis'}`,
      'both bots run as the image starts one: built, with its options of node',
      `${AT_ONCE} people wait at once; ${SECONDS} s a measurement, the bare bot and ours in turn, medians`,
      '“all CPU” counts Telegram and people, bot, database and Redis: a share by it does not suffer from what else runs',
      'the bound is the CPU of this machine: its cores over “all CPU ms” are the most updates/s there can be, and one thread of the bot over “CPU ms” is another',
      'a press is answered in the response to its webhook and edits its message; the bare bot sends one line',
      'Telegram and people share the machine with the bots',
    ],
  };
}
