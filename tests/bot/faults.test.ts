import { GrammyError } from 'grammy';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createUpdateHandler } from '../../src/bot/handle-update.ts';
import { alertPress, toastPress } from '../../src/bot/ui/alert.ts';
import type { Database } from '../../src/database/client.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { createDoor, createProbe, type Probe, probeRoutes } from './support/probes.ts';
import { type BotStage, dialogueOf, openStage } from './support/stage.ts';

// Promise 1: a handler's bug is an apology with an id, logged and confirmed; a database that is away is put off.

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
});
afterEach(async () => {
  await stage.close();
});

async function open(db?: Database['prisma']): Promise<void> {
  stage = await openStage(database, {
    features: [probe.feature],
    ...(db === undefined ? {} : { db }),
  });
}

const SECRET_NAME = 'Константинопольская';
const SECRET_PHONE = '+79165554433';

interface LogLine {
  level: string;
  msg: string;
  id?: string;
  feature?: string;
}

const errorsLogged = (): LogLine[] =>
  stage.logged.map((line) => JSON.parse(line) as LogLine).filter(({ level }) => level === 'error');

describe('a bug of ours', () => {
  it('is an apology with the id that stands in the log, and the update is confirmed', async () => {
    await open();
    const anna = await stage.resident('Анна');
    probe.run = () => Promise.reject(new TypeError(`cannot read ${SECRET_NAME} of ${SECRET_PHONE}`));
    expect(await stage.handle(await anna.says(`/run ${SECRET_PHONE}`))).toBe('done');
    const apology = anna.said().at(-1) ?? '';
    expect(apology).toContain('Что-то сломалось у нас');
    const [logged, ...more] = errorsLogged();
    expect(more).toEqual([]);
    expect(logged).toMatchObject({ msg: 'handler failed', feature: 'run' });
    expect(apology).toContain(logged?.id);
    expect(stage.outcomes).toContain('failed');
  });

  it('leaves neither names, phones, texts nor the token in the log', async () => {
    await open();
    const anna = await stage.resident(SECRET_NAME);
    probe.run = (ctx) =>
      Promise.reject(
        Object.assign(
          new GrammyError(
            `Call to 'sendMessage' failed`,
            { ok: false, error_code: 400, description: `bad ${stage.sandbox.botToken}` },
            'sendMessage',
            { text: `${SECRET_NAME} ${SECRET_PHONE}`, chat_id: ctx.chat?.id },
          ),
          { update: ctx.update },
        ),
      );
    await stage.handle(await anna.says(`/run ${SECRET_NAME} ${SECRET_PHONE}`));
    const all = stage.logged.join('\n');
    expect(errorsLogged()).toHaveLength(1);
    for (const secret of [SECRET_NAME, SECRET_PHONE, SECRET_PHONE.slice(1), stage.sandbox.botToken])
      expect(all).not.toContain(secret);
  });

  it('after a press it is an alert', async () => {
    await open();
    const anna = await stage.resident('Анна');
    probe.run = () => Promise.reject(new Error('broken'));
    expect(await stage.handle(await anna.presses(probeRoutes.run.data()))).toBe('done');
    expect(anna.user.toasts().at(-1)).toEqual({
      text: expect.stringContaining('Не получилось'),
      alert: true,
    });
    expect(errorsLogged()[0]?.id).toMatch(/^[a-s]{8}$/);
    expect(anna.user.toasts().at(-1)?.text).toContain(errorsLogged()[0]?.id);
  });

  it('in a form it ends the form, and the next update is handled as ever', async () => {
    await open();
    const anna = await stage.resident('Анна');
    await stage.handle(await anna.says('/note'));
    probe.onAnswer = () => Promise.reject(new Error('broken'));
    expect(await stage.handle(await anna.says('one'))).toBe('done');
    expect(anna.said().at(-1)).toContain('Что-то сломалось у нас');
    expect((await dialogueOf(database, anna.id)).state).toEqual({});
    probe.onAnswer = () => Promise.resolve();
    await stage.handle(await anna.says('/read'));
    expect(anna.said().at(-1)).toBe('read');
  });

  it('is confirmed also when Telegram takes no apology', async () => {
    await open();
    const anna = await stage.resident('Анна');
    probe.run = () => Promise.reject(new Error('broken'));
    const update = await anna.says('/run');
    await anna.does({ type: 'block' });
    expect(await stage.handle(update)).toBe('done');
  });

  it.each(['toast', 'alert'] as const)(
    'a flood that keeps the %s of a press away breaks nothing',
    async (kind) => {
      await open();
      const anna = await stage.resident('Анна');
      probe.run = (ctx) => (kind === 'alert' ? alertPress(ctx, 'важное') : toastPress(ctx, 'готово'));
      const press = await anna.presses(probeRoutes.run.data());
      stage.sandbox.core.faults.add({
        kind: 'too-many-requests',
        method: 'answerCallbackQuery',
        retryAfter: 0,
      });
      expect(await stage.handle(press)).toBe('done');
      expect(errorsLogged()).toEqual([]);
      expect(stage.outcomes).not.toContain('failed');
      if (kind === 'alert') expect(anna.said().at(-1)).toBe('важное');
    },
  );

  it('an expected refusal is its sentence, not logged as an error', async () => {
    await open();
    const anna = await stage.resident('Анна');
    probe.run = () => Promise.reject(new DomainError('LINK_NOT_FOUND'));
    await stage.handle(await anna.says('/run'));
    expect(anna.said().at(-1)).toContain('Этого счёта нет среди ваших');
    await stage.handle(await anna.presses(probeRoutes.run.data()));
    expect(anna.user.toasts().at(-1)).toMatchObject({ alert: true });
    expect(errorsLogged()).toEqual([]);
  });
});

describe('a database that is away', () => {
  /** A client that loses its server: every statement fails as node-postgres would. */
  function createFlickering(): { db: Database['prisma']; away: boolean } {
    const switched = { db: database.prisma, away: false };
    switched.db = new Proxy(database.prisma, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (!switched.away) return typeof value === 'function' ? value.bind(target) : value;
        return () =>
          Promise.reject(
            Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' }),
          );
      },
    });
    return switched;
  }

  it('puts the update off without a word, and it is handled when the database is back', async () => {
    const flickering = createFlickering();
    await open(flickering.db);
    const anna = await stage.resident('Анна');
    const update = await anna.says('/effect');
    const before = anna.said().length;
    flickering.away = true;
    expect(await stage.handle(update)).toEqual({ retryAfterSeconds: expect.any(Number) });
    await stage.handleAll();
    expect(stage.offered()).toHaveLength(1);
    expect(anna.said().length).toBe(before);
    expect(errorsLogged()).toEqual([]);
    flickering.away = false;
    await stage.handleAll();
    expect(stage.offered()).toEqual([]);
    expect(probe.effects).toBe(1);
  });

  it('puts it off also when it goes away in the middle of the handler', async () => {
    const flickering = createFlickering();
    await open(flickering.db);
    const anna = await stage.resident('Анна');
    let turns = 0;
    probe.run = async () => {
      turns += 1;
      if (turns === 1) flickering.away = true;
      await flickering.db.$queryRaw`SELECT 1`;
    };
    const update = await anna.says('/run');
    expect(await stage.handle(update)).toEqual({ retryAfterSeconds: expect.any(Number) });
    flickering.away = false;
    expect(await stage.handle(update)).toBe('done');
    expect(turns).toBe(2);
  });

  it('Telegram’s broken connection does not count as the database’s', async () => {
    await open();
    const anna = await stage.resident('Анна');
    stage.sandbox.core.faults.add({ kind: 'cut-after', method: 'sendMessage', times: 1 });
    expect(await stage.handle(await anna.says('/effect'))).toBe('done');
    expect(probe.effects).toBe(1);
  });
});

describe('a handler that does not end in time', () => {
  const update = { update_id: 7 };

  function handlerOf(work: () => Promise<void>) {
    const logged: string[] = [];
    const log = (level: string) => (_: object, message: string) => logged.push(`${level} ${message}`);
    const handle = createUpdateHandler(
      { handleUpdate: work },
      {
        log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
        metrics: { updateHandled: () => undefined, apiCall: () => undefined },
      },
      { deadlineMs: 5 },
    );
    return { handle, logged };
  }

  it('is offered again: its process may have stood still', async () => {
    const door = createDoor();
    let tries = 0;
    const { handle } = handlerOf(async () => {
      tries += 1;
      if (tries < 2) await door.pass();
    });
    expect(await handle(update)).toEqual({ retryAfterSeconds: expect.any(Number) });
    expect(await handle(update)).toBe('done');
    door.open();
  });

  it('again and again is a defect: logged and confirmed, so that the person is not stuck for ever', async () => {
    const door = createDoor();
    const { handle, logged } = handlerOf(() => door.pass());
    const outcomes = [await handle(update), await handle(update), await handle(update)];
    expect(outcomes.map((outcome) => outcome === 'done')).toEqual([false, false, true]);
    expect(logged.at(-1)).toBe('error update failed outside the error boundary');
    door.open();
  });
});
