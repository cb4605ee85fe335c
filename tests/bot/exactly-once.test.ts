import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../src/database/client.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { createDoor, createProbe, type Probe, probeRoutes } from './support/probes.ts';
import { type BotStage, dialogueOf, openStage } from './support/stage.ts';

// Promise 1: no update that Telegram still offers is lost, none counts twice.

let database: Database;
let stage: BotStage;
let probe: Probe;

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(async () => {
  await database.close();
});
beforeEach(async () => {
  await clean(database);
  probe = createProbe();
  stage = await openStage(database, { features: [probe.feature] });
});
afterEach(async () => {
  await stage.close();
});

describe('an update offered again', () => {
  it('acts once, also by a process that has never seen it', async () => {
    const anna = await stage.resident('Анна');
    const update = await anna.says('/effect');
    await stage.handle(update);
    await stage.handle(update);
    const other = await openStage(database, { features: [probe.feature], sandbox: stage.sandbox });
    await other.handle(update);
    expect(probe.effects).toBe(1);
    expect(anna.said().filter((text) => text.startsWith('effect'))).toHaveLength(1);
  });

  it('is recognised among the last fifty', async () => {
    const anna = await stage.resident('Анна');
    const first = await anna.says('/effect');
    await stage.handle(first);
    for (let turn = 0; turn < 49; turn += 1) {
      // The limit of a person is 40 in ten seconds of real time.
      if (turn % 30 === 29) {
        stage = await openStage(database, { features: [probe.feature], sandbox: stage.sandbox });
      }
      await stage.handle(await anna.presses(probeRoutes.effect.data()));
    }
    expect(probe.effects).toBe(50);
    await stage.handle(first);
    expect(probe.effects).toBe(50);
    const { recentUpdateIds, version } = await dialogueOf(database, anna.id);
    expect(recentUpdateIds).toHaveLength(50);
    expect(version).toBe(50);
  });

  it('a form’s answer counts once, whatever step the form is at by then', async () => {
    const anna = await stage.resident('Анна');
    await stage.handle(await anna.says('/note'));
    const first = await anna.says('one');
    await stage.handle(first);
    await stage.handle(first);
    const second = await anna.says('two');
    await stage.handle(second);
    await stage.handle(first);
    await stage.handle(second);
    expect(probe.submitted).toEqual([{ first: 'one', second: 'two' }]);
    expect(probe.answers).toEqual(['one', 'two']);
  });

  it('shows a reading screen again: nothing was written that would know it', async () => {
    const anna = await stage.resident('Анна');
    const update = await anna.says('/read');
    const { version } = await dialogueOf(database, anna.id);
    await stage.handle(update);
    await stage.handle(update);
    expect(probe.reads).toBe(2);
    expect((await dialogueOf(database, anna.id)).version).toBe(version);
  });
});

describe('somebody known without a dialogue row', () => {
  it('gets one with the first thing worth remembering', async () => {
    const anna = await stage.resident('Анна');
    await database.prisma.dialogue.deleteMany();
    await stage.handle(await anna.says('/read'));
    expect(await database.prisma.dialogue.count()).toBe(0);
    await stage.handle(await anna.says('/note'));
    const answer = await anna.says('one');
    await stage.handle(answer);
    await stage.handle(answer);
    await stage.handle(await anna.says('two'));
    expect(probe.submitted).toEqual([{ first: 'one', second: 'two' }]);
    expect(await dialogueOf(database, anna.id)).toMatchObject({ version: 3, state: {} });
    expect(stage.outcomes).not.toContain('failed');
  });

  it('gets it from one of two updates at once, the other is put off', async () => {
    const anna = await stage.resident('Анна');
    await database.prisma.dialogue.deleteMany();
    const other = await openStage(database, { features: [probe.feature], sandbox: stage.sandbox });
    const door = createDoor();
    probe.run = async (ctx) => {
      ctx.dialogue?.remember();
      await door.pass();
    };
    const held = await anna.says('/run');
    const stopped = stage.handle(held);
    await door.reached;
    expect(await other.handle(await anna.says('/note'))).toBe('done');
    door.open();
    expect(await stopped).toEqual({ retryAfterSeconds: expect.any(Number) });
    await other.handle(await anna.says('one'));
    expect(probe.answers).toEqual(['one']);
  });
});

describe('a process that dies', () => {
  it('before the write: the update is offered again and acts once', async () => {
    const anna = await stage.resident('Анна');
    await stage.handle(await anna.says('/note'));
    const door = createDoor();
    probe.onAnswer = () => door.pass();
    const answer = await anna.says('one');
    // As far as everybody else can see, its process is gone.
    const dead = stage.handle(answer);
    await door.reached;
    probe.onAnswer = () => Promise.resolve();
    const other = await openStage(database, { features: [probe.feature], sandbox: stage.sandbox });
    expect(await other.handle(answer)).toBe('done');
    expect(await other.handle(await anna.says('two'))).toBe('done');
    expect(probe.submitted).toEqual([{ first: 'one', second: 'two' }]);
    door.open();
    await dead;
    expect(probe.submitted).toHaveLength(1);
  });

  it('after the write and before the confirmation: the update is known', async () => {
    const anna = await stage.resident('Анна');
    const update = await anna.says('/effect');
    await stage.handle(update);
    expect(stage.offered().map(({ update_id: id }) => id)).toContain(update.update_id);
    const other = await openStage(database, { features: [probe.feature], sandbox: stage.sandbox });
    await other.handleAll();
    expect(other.offered()).toEqual([]);
    expect(probe.effects).toBe(1);
  });
});

describe('a holder that lost the lock', () => {
  it('cannot write: its update is put off, the other one’s state stands', async () => {
    const anna = await stage.resident('Анна');
    await stage.handle(await anna.says('/note'));
    // Two processes whose locks do not exclude each other, as when one was stopped and its lease ran out.
    const other = await openStage(database, { features: [probe.feature], sandbox: stage.sandbox });
    const door = createDoor();
    probe.onAnswer = (answer) => (answer === 'late' ? door.pass() : Promise.resolve());
    const late = await anna.says('late');
    const stopped = stage.handle(late);
    await door.reached;
    expect(await other.handle(await anna.says('one'))).toBe('done');
    const { version, state } = await dialogueOf(database, anna.id);
    door.open();
    expect(await stopped).toEqual({ retryAfterSeconds: expect.any(Number) });
    expect(await dialogueOf(database, anna.id)).toMatchObject({ version, state });
    expect(stage.outcomes.at(-1)).toBe('retry');
    // Offered again it is an answer like any other, to the question that stands now.
    probe.onAnswer = () => Promise.resolve();
    expect(await other.handle(late)).toBe('done');
    expect(probe.submitted).toEqual([{ first: 'one', second: 'late' }]);
  });

  it('cannot write an effect it remembers either', async () => {
    const anna = await stage.resident('Анна');
    const other = await openStage(database, { features: [probe.feature], sandbox: stage.sandbox });
    const door = createDoor();
    probe.run = async (ctx) => {
      ctx.dialogue?.remember();
      await door.pass();
    };
    const held = await anna.says('/run');
    const stopped = stage.handle(held);
    await door.reached;
    await other.handle(await anna.says('/effect'));
    door.open();
    expect(await stopped).toEqual({ retryAfterSeconds: expect.any(Number) });
    const { recentUpdateIds } = await dialogueOf(database, anna.id);
    expect(recentUpdateIds.map(Number)).not.toContain(held.update_id);
  });
});

describe('two updates of one person at once', () => {
  it('are handled one after the other, of two people side by side', async () => {
    const anna = await stage.resident('Анна');
    const boris = await stage.resident('Борис');
    const inside = new Map<number, number>();
    let most = 0;
    let together = 0;
    const both = createDoor();
    probe.run = async (ctx) => {
      const id = ctx.from?.id ?? 0;
      inside.set(id, (inside.get(id) ?? 0) + 1);
      most = Math.max(most, inside.get(id) ?? 0);
      if (inside.size === 2 && [...inside.values()].every((count) => count > 0)) {
        together += 1;
        both.open();
      }
      await both.pass();
      inside.set(id, (inside.get(id) ?? 0) - 1);
    };
    const updates = [
      await anna.says('/run'),
      await anna.presses(probeRoutes.run.data()),
      await boris.says('/run'),
      await boris.presses(probeRoutes.run.data()),
    ];
    expect(await Promise.all(updates.map((update) => stage.handle(update)))).toEqual([
      'done',
      'done',
      'done',
      'done',
    ]);
    expect(most).toBe(1);
    expect(together).toBeGreaterThan(0);
  });

  it('a form loses no answer to a press that comes with it', async () => {
    const anna = await stage.resident('Анна');
    await stage.handle(await anna.says('/note'));
    const updates = [
      await anna.says('one'),
      await anna.presses(probeRoutes.effect.data()),
      await anna.says('/note'),
      await anna.says('three'),
      await anna.says('four'),
    ];
    await Promise.all(updates.map((update) => stage.handle(update)));
    expect(probe.effects).toBe(1);
    expect(probe.answers).toEqual(['one', 'three', 'four']);
    expect(probe.submitted).toEqual([{ first: 'three', second: 'four' }]);
  });
});
