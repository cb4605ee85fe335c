import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLocalRates } from '../../src/coordination/local-rates.ts';
import type { Rates } from '../../src/coordination/rates.ts';
import { createWakeups } from '../../src/coordination/wakeups.ts';
import type { Database } from '../../src/database/client.ts';
import { Prisma } from '../../src/database/generated/client.ts';
import { inTransaction } from '../../src/database/in-transaction.ts';
import {
  cancelDeliveries,
  pauseDeliveries,
  resendDeliveries,
  resumeDeliveries,
} from '../../src/delivery/control.ts';
import {
  type DeliveryRequest,
  enqueueDeliveries,
  enqueueDelivery,
  enqueueSelected,
} from '../../src/delivery/enqueue.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { until } from '../support/until.ts';
import {
  createStage,
  guardTransitions,
  NEWS,
  RECEIPT,
  REMINDER,
  SECURITY,
  type Stage,
  unlimited,
} from './stage.ts';

let database: Database;
let stage: Stage;
let identities: number[];

beforeAll(async () => {
  database = await openTestDatabase();
  await guardTransitions(database);
});
afterAll(() => database.close());
beforeEach(async () => {
  stage = createStage(database);
  identities = [];
  for (let n = 1; n <= 5; n += 1) {
    const { id } = await database.prisma.telegramIdentity.create({
      data: { telegramId: BigInt(9_000 + n), locale: n === 2 ? 'en' : 'ru' },
    });
    identities.push(id);
  }
});
afterEach(async () => {
  await stage.stopAll();
  await clean(database);
});

const clock = { now: () => stage.now.value };
const identity = (index: number): number => identities[index] ?? expect.fail('no such identity');

function request(over: Partial<DeliveryRequest> & { text?: string } = {}): DeliveryRequest {
  const { text = 'hello', ...rest } = over;
  return { kind: NEWS, subject: 's:1', to: { identityId: identity(0) }, params: { text }, ...rest };
}

async function enqueue(...requests: readonly DeliveryRequest[]): Promise<void> {
  await enqueueDeliveries(database.prisma, clock, requests);
}

async function rows() {
  return await database.prisma.delivery.findMany({ orderBy: { id: 'asc' } });
}

async function statuses(): Promise<string[]> {
  return (await rows()).map(({ status }) => status);
}

describe('queueing', () => {
  it('keeps one of what is wanted twice, and nothing of a transaction that failed', async () => {
    expect(await enqueueDelivery(database.prisma, clock, request())).toBe(true);
    expect(await enqueueDelivery(database.prisma, clock, request({ text: 'changed' }))).toBe(false);
    expect(await enqueueDelivery(database.prisma, clock, request({ channel: 'email' }))).toBe(true);
    const failing = inTransaction(database.prisma, async (tx) => {
      await enqueueDelivery(tx, clock, request({ subject: 's:2' }));
      throw new Error('the fact did not happen');
    });
    await expect(failing).rejects.toThrow('the fact');
    expect((await rows()).map(({ params, channel }) => ({ params, channel }))).toEqual([
      { params: { text: 'hello' }, channel: 'telegram' },
      { params: { text: 'hello' }, channel: 'email' },
    ]);
  });

  it('queues everybody a statement selects, once', async () => {
    const select = Prisma.sql`SELECT "id" AS "identityId", 'bill:' || "id" AS "subject",
      jsonb_build_object('text', 'new bill') AS "params", ${stage.now.value}::timestamptz AS "notBefore"
      FROM "TelegramIdentity"`;
    const queue = (): Promise<number> =>
      inTransaction(database.prisma, (tx) => enqueueSelected(tx, clock, { kind: NEWS, select }));
    expect(await queue()).toBe(5);
    expect(await queue()).toBe(0);
    const sender = stage.sender();
    await sender.start();
    await sender.idle();
    expect(stage.channel.texts).toHaveLength(5);
    expect(stage.channel.texts).toContain('new bill [en]');
  });
});

describe('sending', () => {
  it('sends in the language the person has at that moment, and keeps what Telegram called it', async () => {
    await enqueue(request({ to: { identityId: identity(1) } }), request({ to: { chatId: -100_500 } }));
    await database.prisma.telegramIdentity.update({ where: { id: identity(1) }, data: { locale: 'ru' } });
    const sender = stage.sender();
    await sender.start();
    await sender.idle();
    expect(stage.channel.texts).toEqual(['hello [ru]', 'hello [ru]']);
    expect(stage.channel.calls.map(({ recipient }) => recipient)).toMatchObject([
      { chatId: 9_002 },
      { chatId: -100_500 },
    ]);
    expect(await rows()).toMatchObject([
      {
        status: 'sent',
        messageId: 1,
        attempt: 1,
        sentAt: stage.now.value,
        lastError: null,
        leasedUntil: null,
      },
      { status: 'sent' },
    ]);
    expect(stage.counted).toEqual(['telegram bulk sent', 'telegram bulk sent']);
  });

  it('sends urgent things first, and each person’s in order', async () => {
    await enqueue(
      request({ subject: 'n1', text: 'news 1' }),
      request({ subject: 'n2', text: 'news 2' }),
      request({ subject: 'm', kind: REMINDER, text: 'reminder', to: { identityId: identity(1) } }),
      request({ subject: 'r', kind: RECEIPT, text: 'receipt', to: { identityId: identity(2) } }),
    );
    const sender = stage.sender({ rates: unlimited() }, { concurrency: 1 });
    await sender.start();
    await sender.idle();
    expect(stage.channel.texts.map((text) => text.replace(/ \[..]/, ''))).toEqual([
      'receipt',
      'reminder',
      'news 1',
      'news 2',
    ]);
  });

  it('several senders send everything exactly once and never two at once to one person', async () => {
    const wanted = Array.from({ length: 150 }, (_, n) =>
      request({ subject: `s:${n}`, text: `${n}`, to: { identityId: identity(n % 5) } }),
    );
    await enqueue(...wanted);
    const all = [1, 2, 3].map(() => stage.sender({ rates: unlimited() }, { concurrency: 4 }));
    await Promise.all(all.map((sender) => sender.start()));
    await Promise.all(all.map((sender) => sender.idle()));
    await until('everything is sent', async () => (await statuses()).every((status) => status === 'sent'));
    const said = stage.channel.texts.map((text) => Number.parseInt(text, 10));
    expect([...said].sort((a, b) => a - b)).toEqual(wanted.map((_, n) => n));
  }, 60_000);

  it('never two at once to one person', async () => {
    await enqueue(...Array.from({ length: 12 }, (_, n) => request({ subject: `s:${n}`, text: `${n}` })));
    const sender = stage.sender({ rates: unlimited() });
    await sender.start();
    await sender.idle();
    expect(stage.channel.mostForOneRecipient).toBe(1);
    expect(stage.channel.texts.map((text) => Number.parseInt(text, 10))).toEqual([...Array(12).keys()]);
  });

  it('writes to one person once a second while others are served', async () => {
    await enqueue(
      request({ subject: 'a', text: 'first' }),
      request({ subject: 'b', text: 'second' }),
      request({ subject: 'c', text: 'other', to: { identityId: identity(1) } }),
    );
    const sender = stage.sender();
    const started = performance.now();
    await sender.start();
    await until('two are there', () => stage.channel.calls.length === 2);
    expect(stage.channel.texts.join()).not.toContain('second');
    await sender.idle();
    expect(performance.now() - started).toBeGreaterThan(990);
    expect(stage.channel.texts).toHaveLength(3);
  });

  it('waits for its time, and cancels what came too late', async () => {
    const later = new Date(stage.now.value.getTime() + 3600_000);
    await enqueue(
      request({ subject: 'later', notBefore: later }),
      request({ subject: 'late', validUntil: stage.now.value, to: { identityId: identity(1) } }),
    );
    const sender = stage.sender();
    await sender.start();
    await sender.idle();
    expect(await rows()).toMatchObject([
      { status: 'queued' },
      { status: 'cancelled', lastError: 'too late to be sent' },
    ]);
    expect(stage.channel.calls).toEqual([]);
    stage.now.value = later;
    await sender.idle();
    expect(await statuses()).toEqual(['sent', 'cancelled']);
  });

  it('wakes at once when told', async () => {
    const wakeups = createWakeups(null);
    const sender = stage.sender({ wakeups }, { pollMs: 600_000 });
    await sender.start();
    await sender.idle();
    await enqueue(request());
    wakeups.notify('deliveries');
    await until('it is sent', async () => (await statuses())[0] === 'sent');
  });
});

describe('who gets nothing', () => {
  it('people who signed out; a blocked resident waits; security notices go in any case', async () => {
    await database.prisma.telegramIdentity.update({
      where: { id: identity(0) },
      data: { signedOutAt: stage.now.value },
    });
    const resident = await database.prisma.resident.create({
      data: { firstName: 'А', lastName: 'Б', blockedAt: stage.now.value, blockedBy: 'resident' },
    });
    await database.prisma.telegramIdentity.update({
      where: { id: identity(1) },
      data: { residentId: resident.id },
    });
    await enqueue(
      request({ subject: 'a' }),
      request({ subject: 'b', kind: RECEIPT, to: { identityId: identity(1) } }),
      request({ subject: 'c', kind: SECURITY, to: { identityId: identity(1) }, text: 'blocked' }),
    );
    const sender = stage.sender({ rates: unlimited() });
    await sender.start();
    await sender.idle();
    expect(stage.channel.texts).toEqual(['blocked [en]']);
    expect(await statuses()).toEqual(['cancelled', 'queued', 'sent']);
    await database.prisma.resident.update({
      where: { id: resident.id },
      data: { blockedAt: null, blockedBy: null },
    });
    stage.now.value = new Date(stage.now.value.getTime() + 3600_000);
    await sender.idle();
    expect(await statuses()).toEqual(['cancelled', 'sent', 'sent']);
  });

  it('those without a confirmed address, those whose message cannot be made or says nothing any more', async () => {
    await enqueue(
      request({ subject: 'mail', channel: 'email' }),
      request({ subject: 'boom', text: 'explode' }),
      request({ subject: 'nothing', text: 'nothing', to: { identityId: identity(1) } }),
      request({
        subject: 'unknown',
        kind: { ...NEWS, kind: 'test.from-the-future' },
        to: { identityId: identity(2) },
      }),
    );
    const letters = { channel: 'email', send: async () => expect.fail('no letter') } as const;
    const sender = stage.sender({ channels: [stage.channel, letters], rates: unlimited() });
    await sender.start();
    await sender.idle();
    expect(await rows()).toMatchObject([
      { status: 'unreachable', lastError: 'no confirmed e-mail' },
      { status: 'failed', lastError: 'the message could not be made' },
      { status: 'cancelled', lastError: 'nothing to say any more' },
      { status: 'failed' },
    ]);
    expect(stage.channel.calls).toEqual([]);
  });
});

describe('answers of the other side', () => {
  it('429 pauses every sender, loses nothing and doubles nothing', async () => {
    const local = createLocalRates();
    const granted: number[] = [];
    let pausedAt = Number.POSITIVE_INFINITY;
    const rates: Rates = {
      async take(...args) {
        const permit = await local.take(...args);
        if (permit.granted) granted.push(performance.now());
        return permit;
      },
      async pause(...args) {
        await local.pause(...args);
        pausedAt = performance.now();
      },
      degraded: () => local.degraded(),
    };
    let calls = 0;
    stage.channel.answer = () => {
      calls += 1;
      return calls === 3 ? { kind: 'retry-later', retryAfterMs: 500, scope: 'bot' } : { kind: 'sent' };
    };
    await enqueue(
      ...Array.from({ length: 10 }, (_, n) => request({ subject: `${n}`, to: { chatId: 1_000 + n } })),
    );
    const all = [1, 2].map(() => stage.sender({ rates, bulkPerSecond: 20 }));
    await Promise.all(all.map((sender) => sender.start()));
    await until('everything is sent', async () => (await statuses()).every((status) => status === 'sent'));
    // What was on the way at that moment may still arrive; nobody else sets out.
    expect(granted.filter((at) => at > pausedAt && at < pausedAt + 490)).toEqual([]);
    expect(granted.some((at) => at > pausedAt)).toBe(true);
    expect(calls).toBe(11);
    expect((await rows()).map(({ attempt }) => attempt).sort()).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1, 2]);
  });

  it('a long pause is written down and outlives the process', async () => {
    stage.channel.answer = () => ({ kind: 'retry-later', retryAfterMs: 3600_000, scope: 'bot' });
    await enqueue(request({ subject: 'a' }), request({ subject: 'b', to: { identityId: identity(1) } }));
    const first = stage.sender({}, { concurrency: 1 });
    await first.start();
    await until('it was refused', async () => (await rows())[0]?.lastError !== null);
    await first.stop();
    expect(await rows()).toMatchObject([
      { status: 'queued', notBefore: new Date(stage.now.value.getTime() + 3600_000) },
      { status: 'queued' },
    ]);
    stage.channel.answer = () => ({ kind: 'sent' });
    const rates = createLocalRates();
    await stage.sender({ rates }).start();
    expect(await rates.take([{ key: 'bot', intervalMs: 1, burst: 1 }])).toMatchObject({ granted: false });
    expect(stage.channel.calls).toHaveLength(1);
  });

  it('a flood in one chat holds up that chat only', async () => {
    let asked = false;
    stage.channel.answer = ({ text }) => {
      if (asked || !text.startsWith('slow')) return { kind: 'sent' };
      asked = true;
      return { kind: 'retry-later', retryAfterMs: 2_000, scope: 'chat' };
    };
    await enqueue(
      request({ subject: 'a', text: 'slow' }),
      ...[1, 2, 3].map((n) => request({ subject: `${n}`, text: 'fast', to: { identityId: identity(n) } })),
    );
    const sender = stage.sender({}, { concurrency: 1 });
    await sender.start();
    await sender.idle();
    expect(stage.channel.texts.map((text) => text.slice(0, 4))).toEqual([
      'slow',
      'fast',
      'fast',
      'fast',
      'slow',
    ]);
  });

  it('403 marks the person, whose other messages are not even tried', async () => {
    stage.channel.answer = () => ({ kind: 'unreachable', reason: 'bot was blocked by the user' });
    await enqueue(request({ subject: 'a' }), request({ subject: 'b' }));
    const sender = stage.sender({ rates: unlimited() });
    await sender.start();
    await sender.idle();
    expect(stage.channel.calls).toHaveLength(1);
    expect(await rows()).toMatchObject([
      { status: 'unreachable', lastError: 'bot was blocked by the user' },
      { status: 'unreachable', lastError: 'blocked the bot before' },
    ]);
    const person = await database.prisma.telegramIdentity.findUniqueOrThrow({ where: { id: identity(0) } });
    expect(person).toMatchObject({
      unreachableAt: stage.now.value,
      unreachableReason: 'bot was blocked by the user',
    });
  });

  it('a group that became a supergroup gets its messages there', async () => {
    const moved: [number, number][] = [];
    stage.channel.answer = ({ recipient }) =>
      recipient.channel === 'telegram' && recipient.chatId === -5
        ? { kind: 'migrated', chatId: -1_005 }
        : { kind: 'sent' };
    await enqueue(
      request({ subject: 'a', to: { chatId: -5 } }),
      request({ subject: 'b', to: { chatId: -5 } }),
    );
    const sender = stage.sender({
      rates: unlimited(),
      onChatMigrated: async (from, to) => {
        moved.push([from, to]);
      },
    });
    await sender.start();
    await sender.idle();
    expect(stage.channel.calls.map(({ recipient }) => recipient)).toMatchObject([
      { chatId: -5 },
      { chatId: -1_005 },
      { chatId: -1_005 },
    ]);
    expect(moved).toEqual([[-5, -1_005]]);
    expect(await statuses()).toEqual(['sent', 'sent']);
  });

  it('broken markup goes again as plain text; a refusal for good is for staff to see', async () => {
    stage.channel.answer = ({ text }) => {
      if (text.startsWith('refuse')) return { kind: 'rejected', reason: 'Bad Request' };
      if (text.startsWith('hopeless')) return { kind: 'unparsable' };
      return stage.channel.calls.length === 1 ? { kind: 'unparsable' } : { kind: 'sent' };
    };
    await enqueue(
      request({ subject: 'a', text: 'a <b> c' }),
      request({ subject: 'b', text: 'refuse', to: { identityId: identity(1) } }),
      request({ subject: 'c', text: 'hopeless', to: { identityId: identity(2) } }),
    );
    const sender = stage.sender({ rates: unlimited() }, { concurrency: 1 });
    await sender.start();
    await sender.idle();
    expect(stage.channel.texts).toEqual([
      'a &lt;b&gt; c [ru]',
      'a &lt;b&gt; c [ru]',
      'refuse [en]',
      'hopeless [ru]',
      'hopeless [ru]',
    ]);
    expect(await rows()).toMatchObject([
      { status: 'sent', attempt: 1 },
      { status: 'failed', lastError: 'Bad Request', attempt: 1 },
      { status: 'failed', lastError: 'unparsable even as plain text' },
    ]);
  });

  it('what certainly did not leave is tried again, more and more slowly', async () => {
    let down = 3;
    stage.channel.answer = () => {
      down -= 1;
      return down >= 0 ? { kind: 'not-sent', reason: 'ECONNREFUSED' } : { kind: 'sent' };
    };
    await enqueue(request());
    const sender = stage.sender({ rates: unlimited() });
    const started = performance.now();
    await sender.start();
    await sender.idle();
    expect(performance.now() - started).toBeGreaterThan(500 + 1000 + 2000 - 100);
    expect(await rows()).toMatchObject([{ status: 'sent', attempt: 4, lastError: null }]);
  });

  it('a channel that is down is down for those who were taken before that was known, too', async () => {
    const calledAt: number[] = [];
    stage.channel.answer = () => {
      calledAt.push(performance.now());
      return calledAt.length === 1 ? { kind: 'not-sent', reason: 'ECONNREFUSED' } : { kind: 'sent' };
    };
    await enqueue(request(), request({ subject: 'b', to: { identityId: identity(1) } }));
    // One call at a time: the second is taken together with the first and waits for its turn.
    const sender = stage.sender({ rates: unlimited() }, { concurrency: 1 });
    await sender.start();
    await sender.idle();
    expect(calledAt).toHaveLength(3);
    expect((calledAt[1] ?? 0) - (calledAt[0] ?? 0)).toBeGreaterThan(490);
    expect(await statuses()).toEqual(['sent', 'sent']);
  });

  it('what may have arrived is left for staff, or sent once more and said to be a repeat', async () => {
    stage.channel.answer = () => ({ kind: 'ambiguous', reason: 'socket hang up' });
    await enqueue(
      request({ subject: 'a', text: 'news' }),
      request({ subject: 'b', kind: RECEIPT, text: 'receipt', to: { identityId: identity(1) } }),
    );
    const sender = stage.sender({ rates: unlimited() });
    await sender.start();
    await sender.idle();
    expect(stage.channel.texts.sort()).toEqual(['news [ru]', 'receipt [en]', 'повторно: receipt [en]']);
    expect(await rows()).toMatchObject([
      { status: 'unknown', attempt: 1, lastError: 'ambiguous: socket hang up' },
      { status: 'unknown', attempt: 2 },
    ]);
    stage.channel.answer = () => ({ kind: 'sent' });
    const again = await resendDeliveries(database.prisma, clock, { kind: NEWS.kind, subject: 'a' }, [
      'unknown',
    ]);
    expect(again).toBe(1);
    await sender.idle();
    expect(stage.channel.texts.at(-1)).toBe('повторно: news [ru]');
  });

  it('a channel that throws or never answers is a lost answer, not a lost row', async () => {
    stage.channel.answer = () => Promise.reject(new TypeError('undefined is not a function'));
    await enqueue(request());
    const sender = stage.sender();
    await sender.start();
    await sender.idle();
    expect(await statuses()).toEqual(['unknown']);
  });
});

describe('staff', () => {
  it('pauses, resumes and cancels what is not on the way', async () => {
    await enqueue(request({ subject: 'a' }), request({ subject: 'b', to: { identityId: identity(1) } }));
    expect(await pauseDeliveries(database.prisma, { kind: NEWS.kind, subject: 'a' })).toBe(1);
    expect(await cancelDeliveries(database.prisma, { kind: NEWS.kind, subject: 'b' }, 'by staff')).toBe(1);
    const sender = stage.sender();
    await sender.start();
    await sender.idle();
    expect(stage.channel.calls).toEqual([]);
    expect(await resumeDeliveries(database.prisma, clock, { kind: NEWS.kind, subject: 'a' })).toBe(1);
    await sender.idle();
    expect(await statuses()).toEqual(['sent', 'cancelled']);
  });
});
