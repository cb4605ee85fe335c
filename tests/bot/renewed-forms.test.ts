import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { residentRoutes } from '../../src/bot/features/residents/callback-data.ts';
import type { Database } from '../../src/database/client.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { createProbe, type Probe } from './support/probes.ts';
import { type Actor, type BotStage, dialogueOf, openStage } from './support/stage.ts';

// Rolling upgrade: the dialogue's state was written by a version whose forms this one cannot replay.

let database: Database;
let stage: BotStage;
let probe: Probe;
let anna: Actor;

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
  anna = await stage.resident('Анна');
});
afterEach(async () => {
  await stage.close();
});

/** As if the dialogue's last step had been handled by another version. */
async function ofAnotherVersion(): Promise<void> {
  const { identityId } = await dialogueOf(database, anna.id);
  const { count } = await database.prisma.$queryRaw<{ count: number }[]>`
    WITH changed AS (
      UPDATE "Dialogue" SET "state" = jsonb_set("state", '{version,1}', '99')
       WHERE "identityId" = ${identityId} AND "state" ? 'version' RETURNING 1)
    SELECT count(*)::int AS "count" FROM changed`.then(([row]) => row ?? { count: 0 });
  expect(count).toBe(1);
}
const newest = (): string => anna.said().at(-1) ?? '';

describe('a form that another version has left', () => {
  it('goes on at the same question, with what was collected, and acts once', async () => {
    await stage.handle(await anna.says('/note'));
    await stage.handle(await anna.says('one'));
    await ofAnotherVersion();
    await stage.handle(await anna.says('two'));
    expect(anna.said().at(-2)).toContain('бот обновился');
    expect(newest()).toBe('second?');
    expect(probe.answers).toEqual(['one']);
    await stage.handle(await anna.says('two'));
    expect(probe.submitted).toEqual([{ first: 'one', second: 'two' }]);
    expect(stage.outcomes).not.toContain('failed');
  });

  it('is told of once only: a redelivered answer is known', async () => {
    await stage.handle(await anna.says('/note'));
    await ofAnotherVersion();
    const answer = await anna.says('one');
    await stage.handle(answer);
    await stage.handle(answer);
    expect(anna.said().filter((text) => text.includes('бот обновился'))).toHaveLength(1);
    expect(probe.answers).toEqual([]);
  });

  it('is left by a command as any form, without a word about versions', async () => {
    await stage.handle(await anna.says('/note'));
    await ofAnotherVersion();
    await stage.handle(await anna.says('/read'));
    expect(newest()).toBe('read');
    expect((await dialogueOf(database, anna.id)).state).toEqual({});
  });

  it('takes a press of the old question for no answer, and the press is answered', async () => {
    await stage.handle(await anna.says('/note'));
    const { id } = await database.prisma.draft.findFirstOrThrow({ where: { kind: 'note' } });
    await ofAnotherVersion();
    await stage.handle(await anna.presses(`conv:${id}:x`));
    expect(anna.said().join()).toContain('бот обновился');
    await stage.handle(await anna.presses(`conv:${id}:x`));
    expect((await dialogueOf(database, anna.id)).state).toEqual({});
    expect(probe.submitted).toEqual([]);
  });

  it('whose draft is gone says so and is closed', async () => {
    await stage.handle(await anna.says('/note'));
    await ofAnotherVersion();
    await database.prisma.draft.deleteMany({ where: { kind: 'note' } });
    await stage.handle(await anna.says('one'));
    expect(newest()).not.toBe('first?');
    expect(stage.logged.join('')).not.toContain('handler failed');
    expect((await dialogueOf(database, anna.id)).state).toEqual({});
  });

  it('takes a secret out of the chat, though nobody has read it', async () => {
    const phone = `+${anna.user.person.phone?.replaceAll(/\D/g, '')}`;
    await database.prisma.resident.updateMany({ data: { phone } });
    await stage.handle(await anna.presses(residentRoutes.editCodeWord.data()));
    await stage.handle(await anna.does({ type: 'send-contact' }));
    const asked = newest();
    await ofAnotherVersion();
    await stage.handle(await anna.says('барсук'));
    expect(asked).toContain('одов');
    const seen = anna.user.messages().map(({ text }) => text);
    expect(seen).not.toContain('барсук');
    expect(newest()).toBe(asked);
  });
});
