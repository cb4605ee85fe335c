import { freePort } from '../../tests/support/free-port.ts';
import { callsOf, type Remote } from '../../tests/support/processes/calls.ts';
import { type Child, startChild, untilReady } from '../../tests/support/processes/child.ts';
import { usageOf } from '../support/machine.ts';
import {
  atLeast,
  atMost,
  type BenchContext,
  type Figure,
  type Section,
  type SectionResult,
} from '../support/section.ts';
import { median, round } from '../support/statistics.ts';
import type { LoadResult, Telegram, Walker } from '../updates/telegram.ts';

const SECONDS = 1.5;
const AT_ONCE = 100;
const MEMORY_UPDATES = 100_000;
/** What a machine with a free core must manage; the same as CPU time, which a busy machine does not change much. */
const GOAL_PER_SECOND = 5_000;
const GOAL_CPU_MICROSECONDS = 1_000_000 / GOAL_PER_SECOND;

/** What lives is some 70 MB; with room for more, garbage would look like a leak. */
const LITTLE_MEMORY = ['--max-old-space-size=256'];

/** How the program at the other end answers. */
const REPLIES = [
  { name: 'confirmed only', reply: 'nothing' },
  { name: 'answered in the webhook’s answer', reply: 'webhook' },
  { name: 'answered by a call', reply: 'call' },
] as const;

const PEOPLE: Walker[] = Array.from({ length: 400 }, (_, n) => ({ id: 730_000_001 + n, walk: ['/menu'] }));

interface Program {
  readonly name: string;
  readonly token: string;
  readonly child: Child;
}

/** The local Bot API server alone: it must never be what a measurement measures. */
export const sandbox: Section = {
  name: 'sandbox',
  what: 'updates/s through the local Bot API server alone (webhook), its CPU per update, memory over 100 000',
  async run(context): Promise<SectionResult> {
    const server = startChild({
      name: 'telegram',
      script: 'bench/updates/telegram.ts',
      ipc: true,
      nodeOptions: [...LITTLE_MEMORY, ...profileOptions()],
    });
    const programs: Program[] = [];
    try {
      const telegram = callsOf<Telegram>(server, ['where', 'load']);
      const { url } = await telegram.where(undefined);
      for (const [index, { name, reply }] of REPLIES.entries()) {
        const token = `200000${index}:a-program-of-the-benchmark-run`;
        const child = startChild({
          name,
          script: 'bench/sandbox/program.ts',
          env: { BOT_TOKEN: token, TELEGRAM_API_ROOT: url, PORT: String(await freePort()), REPLY: reply },
        });
        programs.push({ name, token, child });
        await untilReady(child, () => child.output().includes('ready'));
      }
      const speeds = await measureSpeeds(context, telegram, server, programs);
      const memory = await measureMemory(context, telegram, server, programs);
      return assemble(speeds, memory);
    } finally {
      for (const { child } of programs) await child.kill();
      // Let go rather than killed, so that a profile is written.
      server.process.disconnect();
      await server.exited;
    }
  },
};

interface Speed {
  readonly name: string;
  readonly perSecond: number;
  /** The server's CPU time for an update, µs. */
  readonly cpuMicroseconds: number;
}

async function measureSpeeds(
  { rounds, progress }: BenchContext,
  telegram: Remote<Telegram>,
  server: Child,
  programs: readonly Program[],
): Promise<Speed[]> {
  const collected = programs.map(() => ({ perSecond: [] as number[], cpuMicroseconds: [] as number[] }));
  // The first round warms everything up and does not count.
  for (let turn = 0; turn <= rounds; turn += 1) {
    progress(turn === 0 ? 'warming up' : `round ${turn} of ${rounds}`);
    for (const [index, { name, token }] of programs.entries()) {
      const before = usageOf(server.pid);
      const done = await telegram.load({ token, people: PEOPLE, seconds: SECONDS, atOnce: AT_ONCE });
      const after = usageOf(server.pid);
      mustPass(name, done);
      const kept = collected[index];
      if (turn === 0 || kept === undefined) continue;
      kept.perSecond.push(done.updates / done.seconds);
      if (before !== null && after !== null)
        kept.cpuMicroseconds.push(((after.cpuMs - before.cpuMs) * 1000) / done.updates);
    }
  }
  return programs.map(({ name }, index) => ({
    name,
    perSecond: median(collected[index]?.perSecond ?? []),
    cpuMicroseconds: median(collected[index]?.cpuMicroseconds ?? []),
  }));
}

function mustPass(name: string, { updates, refused }: LoadResult): void {
  if (updates === 0 || refused > 0) throw new Error(`${name}: ${updates} updates, ${refused} calls refused`);
}

interface Memory {
  readonly firstMb: number;
  readonly lastMb: number;
  readonly updates: number;
}

/** Resident memory when histories are full, and after as many updates again as DESIGN asks. */
async function measureMemory(
  { progress }: BenchContext,
  telegram: Remote<Telegram>,
  server: Child,
  programs: readonly Program[],
): Promise<Memory | null> {
  const token = programs.at(-1)?.token ?? '';
  let updates = 0;
  const pass = async (wanted: number): Promise<number | null> => {
    const aim = updates + wanted;
    while (updates < aim) {
      const done = await telegram.load({ token, people: PEOPLE, seconds: 2, atOnce: AT_ONCE });
      updates += done.updates;
    }
    progress(`${updates} updates`);
    return usageOf(server.pid)?.rssMb ?? null;
  };
  const firstMb = await pass(MEMORY_UPDATES);
  updates = 0;
  const lastMb = await pass(MEMORY_UPDATES);
  return firstMb === null || lastMb === null ? null : { firstMb, lastMb, updates };
}

function assemble(speeds: readonly Speed[], memory: Memory | null): SectionResult {
  const figures: Figure[] = speeds.flatMap(({ name, perSecond, cpuMicroseconds }) => [
    { name: `updates/s, ${name}`, value: perSecond, unit: '/s', goal: atLeast(GOAL_PER_SECOND) },
    ...(Number.isNaN(cpuMicroseconds)
      ? []
      : [
          {
            name: `CPU of an update, ${name}`,
            value: cpuMicroseconds,
            unit: 'µs',
            goal: atMost(GOAL_CPU_MICROSECONDS),
          },
        ]),
  ]);
  if (memory !== null) {
    figures.push({
      name: `memory after ${memory.updates} more updates against full histories`,
      value: memory.lastMb / memory.firstMb,
      unit: '×',
      must: atMost(1.25),
    });
  }
  return {
    figures,
    tables: [
      {
        columns: ['an update is', 'updates/s', 'CPU µs an update'],
        rows: speeds.map(({ name, perSecond, cpuMicroseconds }) => [
          name,
          Math.round(perSecond),
          round(cpuMicroseconds),
        ]),
      },
    ],
    notes: [
      `webhook over ${AT_ONCE} connections, ${AT_ONCE} people wait at once; ${SECONDS} s a measurement in turn, medians`,
      'people are made in the server’s process, the program is plain node:http in another',
      'CPU time is that of all threads of the server, garbage collection too; making the people’s updates is a part of it',
      ...(memory === null
        ? []
        : [
            `memory ${Math.round(memory.firstMb)} MB with full histories, then ${Math.round(memory.lastMb)} MB`,
          ]),
    ],
  };
}

/** `BENCH_CPU_PROFILE=folder` writes a CPU profile of the server there. */
function profileOptions(): string[] {
  const folder = process.env.BENCH_CPU_PROFILE;
  return folder === undefined || folder === '' ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}
