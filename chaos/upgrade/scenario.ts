import { setMaxListeners } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTexts } from '../../src/texts/texts.ts';
import { findViolations } from '../slice/checker.ts';
import { undisturbed } from '../slice/disturber.ts';
import { catchUp } from '../support/catch-up.ts';
import { buildHouses, type Tenant } from '../support/houses.ts';
import { pause } from '../support/pause.ts';
import { createChoices } from '../support/random.ts';
import { Resident } from '../support/resident.ts';
import type { RunOptions, RunResult, Scenario } from '../support/scenario.ts';
import { type BotSlot, openStage, type Stage } from '../support/stage.ts';
import type { Books } from '../support/telegram.ts';
import { makeVersions, type Versions } from './versions.ts';

const RESIDENTS = 12;
/** One more than the bots at work: the new one joins before an old one leaves. */
const PLACES = 3;
/** Times between the joins and leaves of an upgrade and of its way back. */
const PARTS = 9;
/** Which version joins; then one of the other leaves. */
const STEPS = ['next', 'next', 'old', 'old'] as const;

/** What an operator is left without when a version cannot start. */
const LOST = {
  first: 'the version before does not run on a database of this one',
  old: 'there is no way back from the next version',
  next: 'the next version cannot take over without a standstill',
} as const;

/** Comings and goings, and who did not come or go as asked. */
interface Changes {
  joins: number;
  leaves: number;
  readonly faults: string[];
}

/** Two versions on one database, one after the other and back, while people are in the middle of forms. */
export const upgrade: Scenario = {
  name: 'upgrade',
  what: 'a new version joins, the old one leaves, and back again, while residents fill in forms and pay',
  onlyWhenNamed: true,
  async run(options): Promise<RunResult> {
    const { services, seed, seconds, progress } = options;
    if (services.databaseUrl === null) throw new Error('Two versions at once need DATABASE_URL');
    const folder = mkdtempSync(join(tmpdir(), 'domovoy-versions-'));
    try {
      const versions = makeVersions(folder, options.from);
      const stage = await openStage(options, { places: PLACES });
      try {
        const setUp = await stage.openDatabase();
        const tenants = await buildHouses(setUp.prisma, RESIDENTS, createChoices(seed, 'houses')).finally(
          () => setUp.close(),
        );
        progress(`${RESIDENTS} residents, from ${versions.oldIs} and back, seed ${seed}: ${seconds} s`);
        return await live(stage, versions, tenants, options);
      } finally {
        await stage.close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function live(
  stage: Stage,
  versions: Versions,
  tenants: readonly Tenant[],
  { seed, seconds, progress, trace }: RunOptions,
): Promise<RunResult> {
  const [first, second, free] = stage.bots;
  if (first === undefined || second === undefined || free === undefined) throw new Error('three places');
  const changes: Changes = { joins: 0, leaves: 0, faults: [] };
  const began = await Promise.all(
    [first, second].map((bot) => takePlace(bot, versions.old, 'first', changes)),
  );
  // Nobody would be answered: there is nothing to compare.
  if (began.includes(false)) return { violations: changes.faults, counts: { joins: 0 } };

  const end = new AbortController();
  // Everybody waits on it.
  setMaxListeners(0, end.signal);
  const partMs = (seconds * 1000) / PARTS;
  const residents = tenants.map(
    (tenant) => new Resident(tenant, stage.telegram, createChoices(seed, `resident ${tenant.id}`), trace),
  );
  const lives = residents.map((resident, index) =>
    moveIn(resident, (index * partMs * (PARTS - 2)) / RESIDENTS, end.signal),
  );
  const changing = roll([first, second, free], versions, partMs, changes, (line) => {
    progress(line);
    trace(line);
  }).finally(() => end.abort());
  await Promise.all([changing, ...lives]);

  progress('calm: catching up');
  const pending = await catchUp(stage);
  const books = await stage.telegram.books(undefined);
  await Promise.all(stage.bots.map((bot) => leave(bot, changes)));
  const database = await stage.openDatabase();
  try {
    const violations = await findViolations(database, {
      books,
      tenants,
      lives: residents.map(({ lived }) => lived),
      disturbances: undisturbed(),
      pending,
      logs: stage.logs(),
    });
    const renewed = renewals(books);
    return {
      violations: [
        ...violations,
        ...changes.faults,
        ...stage.bots.flatMap((bot) => bot.ownEndings()),
        ...residents
          .filter(({ lived }) => !(lived.welcomed && lived.linked))
          .map(({ tenant }) => `person ${tenant.id} did not get through registration and linking`),
        ...(renewed.length === 0
          ? ['nobody met another version in the middle of a form: nothing shown']
          : []),
      ],
      counts: {
        residents: residents.filter(({ lived }) => lived.welcomed).length,
        links: residents.filter(({ lived }) => lived.linked).length,
        payments: books.chats.reduce((sum, { charges }) => sum + charges.length, 0),
        receipts: books.receipts.length,
        updates: books.offered,
        joins: changes.joins,
        leaves: changes.leaves,
        'forms renewed': renewed.reduce((sum, count) => sum + count, 0),
        'renewed for one person at most': Math.max(0, ...renewed),
      },
    };
  } finally {
    await database.close();
  }
}

/** People come one after another, so that somebody registers in each part of the run. */
async function moveIn(resident: Resident, afterMs: number, signal: AbortSignal): Promise<void> {
  await pause(afterMs, signal);
  await resident.live(signal);
}

/**
 * To the next version and back: as in docs/operations.md, one joins, then one leaves. When one cannot join, nobody
 * leaves: people live on with whoever is at work, as an operator would have it, and are compared all the same.
 */
async function roll(
  places: [BotSlot, BotSlot, BotSlot],
  versions: Versions,
  partMs: number,
  changes: Changes,
  say: (line: string) => void,
): Promise<void> {
  let [leaving, staying, free] = places;
  await pause(partMs);
  for (const [step, name] of STEPS.entries()) {
    if (!(await takePlace(free, versions[name], name, changes))) {
      say(`${free.name} cannot join with the ${name} version`);
      await pause(partMs * 2 * (STEPS.length - step));
      return;
    }
    changes.joins += 1;
    say(`${free.name} joins with the ${name} version`);
    await pause(partMs);
    await leave(leaving, changes);
    say(`${leaving.name} has left`);
    [leaving, staying, free] = [staying, free, leaving];
    await pause(partMs);
  }
}

/** @returns false when that version does not start on what the others work with */
async function takePlace(
  bot: BotSlot,
  root: string,
  without: keyof typeof LOST,
  changes: Changes,
): Promise<boolean> {
  try {
    await bot.start(root);
    return true;
  } catch (error) {
    changes.faults.push(`${LOST[without]}: ${error instanceof Error ? error.message.trim() : error}`);
    return false;
  }
}

/** Asked to go, a bot ends what it has begun and goes by itself. */
async function leave(bot: BotSlot, changes: Changes): Promise<void> {
  const running = bot.current();
  if (running === null) return;
  await bot.stop();
  changes.leaves += 1;
  const code = await running.exited;
  if (code !== 0) changes.faults.push(`${bot.name} was asked to go and ended with ${code ?? 'a kill'}`);
}

/** @returns how often each person who met it was told that the form is of another version */
function renewals({ chats }: Books): number[] {
  const sentence = createTexts().for('ru').plain('form-renewed');
  return chats
    .map(({ texts }) => texts.filter((text) => text === sentence).length)
    .filter((count) => count > 0);
}
