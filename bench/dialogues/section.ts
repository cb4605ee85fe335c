import { meterRoutes } from '../../src/bot/features/meters/callback-data.ts';
import { usageOf } from '../support/machine.ts';
import {
  atMost,
  type BenchContext,
  type Figure,
  type Section,
  type SectionResult,
} from '../support/section.ts';
import { median, percentile, round } from '../support/statistics.ts';
import type { TownPerson } from '../support/town.ts';
import { openStage, type Stage } from '../updates/stage.ts';
import { type CountedStep, countSteps } from '../updates/statements.ts';
import type { LoadResult } from '../updates/telegram.ts';
import { furnishMeters, METERS, typedValue } from './meters.ts';

/** So many that nobody comes near the limit of 40 updates in 10 s. */
const PEOPLE = 400;
const PEOPLE_EMBEDDED = 80;
const AT_ONCE = 32;
const LIMIT_SECONDS = 60;
const EARLY = 2;
const LATE = 9;
const LAST = METERS;

/** The steps of one dialogue: it opens, then a value for one meter after another; all but the first are of one kind. */
const STEPS = Array.from({ length: LAST }, (_, index) => index + 1);

function stepOf(step: number, { linkId }: TownPerson): string {
  return step === 1 ? meterRoutes.enter.data({ link: linkId }) : typedValue(step);
}

/**
 * A dialogue costs as much at its end as at its beginning, though its engine replays it. Everybody takes the same step, then
 * the next one: what is compared differs in the number of steps before it and in nothing else.
 */
export const dialogues: Section = {
  name: 'dialogues',
  what: `step ${LATE} of entering readings against step ${EARLY} of the same dialogue, statements and stored state by step`,
  async run(context): Promise<SectionResult> {
    const people = context.services.databaseUrl === null ? PEOPLE_EMBEDDED : PEOPLE;
    const stage = await openStage({ ...context, residents: people, furnish: furnishMeters });
    let measured: readonly MeasuredStep[];
    try {
      measured = await measureSteps(stage, context);
    } finally {
      await stage.close();
    }
    const counted = await countSteps(context.services, {
      furnish: furnishMeters,
      walk: (person) => ['/menu', ...STEPS.map((step) => stepOf(step, person))],
      async look(db) {
        const [row] = await db.$queryRaw<{ chars: number; stored: number }[]>`
          SELECT coalesce(max(length("state"::text)), 0)::int AS "chars",
                 coalesce(max(pg_column_size("state")), 0)::int AS "stored"
            FROM "Dialogue"`;
        return row ?? { chars: 0, stored: 0 };
      },
    });
    return assemble(context, people, measured, counted.slice(1));
  },
};

interface MeasuredStep {
  readonly step: number;
  /** updates/s by round */
  readonly ours: number[];
  readonly floor: number[];
  readonly cpuMs: number[];
  readonly latencies: number[];
}

async function measureSteps(stage: Stage, { rounds, progress }: BenchContext): Promise<MeasuredStep[]> {
  const collected = STEPS.map(
    (step): MeasuredStep => ({ step, ours: [], floor: [], cpuMs: [], latencies: [] }),
  );
  const everybody = (token: string, what: (person: TownPerson) => string): Promise<LoadResult> =>
    stage.telegram.load({
      token,
      people: stage.people.map((person) => ({ id: person.telegramId, walk: [what(person)] })),
      seconds: LIMIT_SECONDS,
      atOnce: AT_ONCE,
      once: true,
    });
  await everybody(stage.bareToken, () => '/menu');
  // The first round warms everything up and does not count.
  for (let turn = 0; turn <= rounds; turn += 1) {
    progress(turn === 0 ? 'warming up' : `round ${turn} of ${rounds}`);
    mustAnswer('opening', await everybody(stage.botToken, () => '/menu'));
    for (const kept of collected) {
      const { step } = kept;
      const floor = await everybody(stage.bareToken, (person) => stepOf(step, person));
      const before = usageOf(stage.bot.pid);
      const ours = await everybody(stage.botToken, (person) => stepOf(step, person));
      const after = usageOf(stage.bot.pid);
      mustAnswer(`step ${step}`, ours);
      if (turn === 0) continue;
      kept.floor.push(floor.updates / floor.seconds);
      kept.ours.push(ours.updates / ours.seconds);
      kept.latencies.push(...ours.latencies);
      if (before !== null && after !== null) kept.cpuMs.push((after.cpuMs - before.cpuMs) / ours.updates);
    }
    mustAnswer('leaving', await everybody(stage.botToken, () => '/cancel'));
  }
  return collected;
}

/** A figure of steps that were not taken would be worthless. */
function mustAnswer(what: string, { unanswered, refused, updates }: LoadResult): void {
  if (updates === 0 || unanswered > 0 || refused > 0)
    throw new Error(
      `${what}: of ${updates} updates ${unanswered} were not answered, ${refused} calls refused`,
    );
}

/** How many times dearer the later step is: medians of rounds, in which both were measured. */
function dearer(measured: readonly MeasuredStep[], late: number): number {
  const early = measured.find(({ step }) => step === EARLY)?.ours ?? [];
  const later = measured.find(({ step }) => step === late)?.ours ?? [];
  return median(early.map((perSecond, turn) => perSecond / (later[turn] ?? Number.NaN)));
}

function cpuDearer(measured: readonly MeasuredStep[]): number {
  const early = measured.find(({ step }) => step === EARLY)?.cpuMs ?? [];
  const later = measured.find(({ step }) => step === LATE)?.cpuMs ?? [];
  return median(later) / median(early);
}

type Counted = CountedStep<{ readonly chars: number; readonly stored: number }>;

function assemble(
  { services }: BenchContext,
  people: number,
  measured: readonly MeasuredStep[],
  counted: readonly Counted[],
): SectionResult {
  const typed = measured.filter(({ step }) => step > 1);
  const share = median(
    typed.flatMap(({ ours, floor }) => ours.map((value, turn) => value / (floor[turn] ?? Number.NaN))),
  );
  const cpu = cpuDearer(measured);
  const figures: Figure[] = [
    {
      name: `step ${LATE} against step ${EARLY}, time`,
      value: dearer(measured, LATE),
      unit: '×',
      must: atMost(1.3),
      goal: atMost(1.1),
    },
    { name: `step ${LAST} against step ${EARLY}, time`, value: dearer(measured, LAST), unit: '×' },
    ...(Number.isFinite(cpu)
      ? [{ name: `step ${LATE} against step ${EARLY}, CPU of the bot`, value: cpu, unit: '×' }]
      : []),
    { name: 'typed answers, of the bare bot’s updates/s', value: share, unit: '' },
    {
      name: `statements of step ${LATE}`,
      value: counted[LATE - 1]?.count ?? Number.NaN,
      unit: '',
    },
    {
      name: `stored state after step ${LATE}`,
      value: (counted[LATE - 1]?.looked.chars ?? Number.NaN) / 1024,
      unit: 'KB',
    },
  ];
  return {
    figures,
    tables: [
      {
        columns: [
          'step',
          'updates/s',
          'bare bot',
          'p50 ms',
          'CPU ms',
          'statements',
          'state, chars',
          'in the row, bytes',
        ],
        rows: measured.map(({ step, ours, floor, cpuMs, latencies }, index) => [
          step === 1 ? '1, opens' : step,
          Math.round(median(ours)),
          Math.round(median(floor)),
          round(percentile(latencies, 0.5)),
          cpuMs.length === 0 ? '–' : round(median(cpuMs), 2),
          counted[index]?.count ?? '–',
          counted[index]?.looked.chars ?? '–',
          counted[index]?.looked.stored ?? '–',
        ]),
      },
    ],
    notes: [
      services.databaseUrl === null
        ? 'embedded database, both bots poll: set DATABASE_URL (and REDIS_URL) for the figures of production'
        : `webhook, PostgreSQL${services.redisUrl === null ? ', locks in lease rows: set REDIS_URL' : ' + Redis'}`,
      `${people} people, each in a dialogue of their own, ${METERS} meters a flat; everybody takes one step, then the next, ${AT_ONCE} at once, the bare bot and ours in turn`,
      'a typed answer costs ours two calls to Telegram (the next question, the former one’s buttons), the bare bot one',
    ],
  };
}
