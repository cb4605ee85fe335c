import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createRates } from '../../src/coordination/rates.ts';
import { connectRedis } from '../../src/coordination/redis.ts';
import type { Database, Db } from '../../src/database/client.ts';
import type { SendOutcome } from '../../src/delivery/channels.ts';
import {
  claimDeliveries,
  giveBackUncalled,
  markSending,
  releaseDeliveries,
} from '../../src/delivery/claim.ts';
import { type DeliveryRequest, enqueueDeliveries } from '../../src/delivery/enqueue.ts';
import { type DeliveryResult, recordResults } from '../../src/delivery/record.ts';
import { LANES } from '../../src/domain/delivery.ts';
import { clean, openTestDatabase } from '../support/database.ts';
import { createOwnRedis, noRedisServer } from '../support/redis-server.ts';
import { until } from '../support/until.ts';
import { createStage, guardTransitions, NEWS, RECEIPT, type Stage } from './stage.ts';

let database: Database;
let stage: Stage;

beforeAll(async () => {
  database = await openTestDatabase();
  await guardTransitions(database);
});
afterAll(() => database.close());
beforeEach(() => {
  stage = createStage(database);
});
afterEach(async () => {
  await stage.stopAll();
  await clean(database);
});

const clock = { now: () => stage.now.value };
const never = new Promise<SendOutcome>(() => undefined);

async function enqueue(count: number, over: Partial<DeliveryRequest> = {}): Promise<void> {
  const requests = Array.from({ length: count }, (_, n) => ({
    kind: NEWS,
    subject: `s:${n}`,
    to: { chatId: 1_000 + n },
    params: { text: `${n}` },
    ...over,
  }));
  await enqueueDeliveries(database.prisma, clock, requests);
}

async function rows() {
  return await database.prisma.delivery.findMany({ orderBy: { id: 'asc' } });
}

/** What the death of a machine looks like to the others after a while. */
async function leasesEnd(): Promise<void> {
  await database.prisma.delivery.updateMany({
    where: { leasedUntil: { not: null } },
    data: { leasedUntil: new Date(0) },
  });
}

const claim = (owner: string, limit = 10) =>
  claimDeliveries(database.prisma, {
    owner,
    channel: 'telegram',
    lanes: Object.values(LANES),
    limit,
    avoid: [],
    now: stage.now.value,
    leaseMs: 60_000,
  });

function sent(id: bigint, owner: string, attempt: number): DeliveryResult {
  return {
    id,
    owner,
    from: 'sending',
    attempt,
    status: 'sent',
    messageId: 77,
    sentAt: stage.now.value,
    error: null,
    notBefore: null,
    chatId: null,
  };
}

describe('a sender dies', () => {
  it('between taking and sending: nothing was sent, another one sends it', async () => {
    await enqueue(3);
    expect(await claim('dead')).toHaveLength(3);
    await leasesEnd();
    const sender = stage.sender();
    await sender.start();
    await until('all are sent', async () => (await rows()).every(({ status }) => status === 'sent'));
    expect(stage.channel.texts).toHaveLength(3);
    expect((await rows()).map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
  });

  it('in the middle of a call: news are left for staff, money goes once more as a repeat, nothing a third time', async () => {
    await enqueue(1);
    await enqueue(1, { kind: RECEIPT, subject: 'payment:1', to: { chatId: 7 } });
    stage.channel.answer = () => never;
    const dying = stage.sender();
    await dying.start();
    await until('both calls are on the way', () => stage.channel.calls.length === 2);
    expect((await rows()).map(({ status }) => status)).toEqual(['sending', 'sending']);

    await leasesEnd();
    stage.channel.answer = () => ({ kind: 'sent', messageId: 5 });
    const heir = stage.sender();
    await heir.start();
    await until('both are decided', async () =>
      (await rows()).every(
        ({ status }) => status !== 'sending' && status !== 'leased' && status !== 'queued',
      ),
    );
    expect(await rows()).toMatchObject([
      { status: 'unknown', attempt: 1, lastError: 'ambiguous: the sender stopped in the middle' },
      { status: 'sent', attempt: 2, messageId: 5 },
    ]);
    expect(stage.channel.texts.slice(2)).toEqual(['повторно: 0 [ru]']);

    // The heir dies in the same place: not a third time.
    await dying.stop(10);
  });

  it('twice in the middle of a call of the same message: then staff decides', async () => {
    await enqueue(1, { kind: RECEIPT });
    stage.channel.answer = () => never;
    for (const round of [1, 2]) {
      await stage.sender().start();
      await until('a call is on the way', () => stage.channel.calls.length === round);
      await leasesEnd();
    }
    await stage.sender().start();
    await until('it is given up', async () => (await rows())[0]?.status === 'unknown');
    expect(stage.channel.calls).toHaveLength(2);
  });

  it('only seemingly: its late answer still counts for its own attempt, and for no other', async () => {
    await enqueue(2);
    const [first, second] = await claim('slow');
    if (first === undefined || second === undefined) throw new Error('nothing was claimed');
    expect(await markSending(database.prisma, [first, second], 60_000)).toEqual([1, 1]);
    await leasesEnd();
    const heir = stage.sender();
    await heir.start();
    await until('it is given up', async () => (await rows()).every(({ status }) => status === 'unknown'));
    await heir.stop();
    // Staff sends the second again; another attempt is on the way when the old answer comes.
    await database.prisma.delivery.update({ where: { id: second.id }, data: { status: 'queued' } });
    const [again] = await claim('other');
    if (again === undefined) throw new Error('nothing was claimed');
    expect(await markSending(database.prisma, [again], 60_000)).toEqual([2]);
    expect(
      await recordResults(database.prisma, [sent(first.id, 'slow', 1), sent(second.id, 'slow', 1)]),
    ).toEqual([true, false]);
    expect(await rows()).toMatchObject([
      { status: 'sent', messageId: 77 },
      { status: 'sending', owner: 'other', attempt: 2, messageId: null },
    ]);
  });

  it('and wakes up after its lease: it may not begin', async () => {
    await enqueue(1);
    const [row] = await claim('asleep');
    await leasesEnd();
    if (row === undefined) throw new Error('nothing was claimed');
    expect(await markSending(database.prisma, [row], 60_000)).toEqual([null]);
    expect(await claim('early')).toEqual([]);
  });

  it('without harm to another’s rows: releasing gives back only one’s own', async () => {
    await enqueue(4);
    const [first] = await claim('one/1', 1);
    expect(await claim('one/2', 1)).toHaveLength(1);
    expect(await claim('oneself/1', 2)).toHaveLength(2);
    expect(await releaseDeliveries(database.prisma, 'one/')).toBe(2);
    expect((await rows()).filter(({ owner }) => owner === 'oneself/1')).toHaveLength(2);
    // A statement of the first claim that comes too late does no harm to the next holder.
    if (first === undefined) throw new Error('nothing was claimed');
    expect(await claim('one/3', 4)).toHaveLength(2);
    await giveBackUncalled(database.prisma, [first]);
    expect((await rows()).filter(({ owner }) => owner === 'one/3')).toHaveLength(2);
  });
});

describe('an orderly stop', () => {
  it('finishes the calls on the way and gives back the rest at once', async () => {
    await enqueue(30);
    let finish: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      finish = resolve;
    });
    stage.channel.answer = async () => {
      await gate;
      return { kind: 'sent' };
    };
    const sender = stage.sender({}, { concurrency: 3 });
    await sender.start();
    await until('three calls are on the way', () => stage.channel.calls.length === 3);
    const stopped = sender.stop();
    finish();
    await stopped;
    const after = (await rows()).map(({ status }) => status);
    expect(after.filter((status) => status === 'sent')).toHaveLength(3);
    expect(after.filter((status) => status === 'queued')).toHaveLength(27);
    expect(stage.channel.calls).toHaveLength(3);
  });
});

describe('the database goes away', () => {
  /** Every statement fails while `away` is true; `loseAnswer`: one that holds the text is executed and then fails. */
  function unreliable(real: Db) {
    const state = { away: false, loseAnswer: '' };
    const gone = () => Object.assign(new Error('gone'), { code: 'P1001' });
    const db = new Proxy(real, {
      get(target, property) {
        const value: unknown = Reflect.get(target, property, target);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          if (state.away) throw gone();
          const result: unknown = await Reflect.apply(value, target, args);
          if (state.loseAnswer !== '' && String(args[0]).includes(state.loseAnswer)) {
            state.loseAnswer = '';
            throw gone();
          }
          return result;
        };
      },
    });
    return { db, state };
  }

  it('between a call and its result: the result is written when it is back, nothing is sent twice', async () => {
    await enqueue(3);
    const { db, state } = unreliable(database.prisma);
    let answer: () => void = () => undefined;
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    stage.channel.answer = async () => {
      await answered;
      return { kind: 'sent', messageId: 9 };
    };
    const sender = stage.sender({ db });
    await sender.start();
    await until('calls were made', () => stage.channel.calls.length === 3);
    state.away = true;
    answer();
    expect((await rows()).map(({ status }) => status)).toEqual(['sending', 'sending', 'sending']);
    stage.channel.answer = () => ({ kind: 'sent' });
    state.away = false;
    await sender.idle();
    expect((await rows()).map(({ status, attempt }) => [status, attempt])).toEqual([
      ['sent', 1],
      ['sent', 1],
      ['sent', 1],
    ]);
    expect(stage.channel.calls).toHaveLength(3);
  });

  it.each(['claimed', "'sending', ", 'r."sentAt"'])(
    'in the middle of a statement (%s): it was executed, its answer is lost, and everything arrives once',
    async (text) => {
      await enqueue(3);
      const { db, state } = unreliable(database.prisma);
      state.loseAnswer = text;
      const sender = stage.sender({ db });
      await sender.start();
      await until('the answer was lost', () => state.loseAnswer === '');
      // What a claim took without knowing is taken back like a dead sender's.
      if (text === 'claimed') {
        await leasesEnd();
        await stage.sender().start();
      }
      await until('all are sent', async () => (await rows()).every(({ status }) => status === 'sent'));
      expect(stage.channel.calls).toHaveLength(3);
      expect((await rows()).map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
    },
  );

  it('while nothing is on the way: the sender goes on when it is back', async () => {
    const { db, state } = unreliable(database.prisma);
    state.away = true;
    const sender = stage.sender({ db });
    state.away = false;
    await sender.start();
    state.away = true;
    await enqueue(2);
    await new Promise((resolve) => setImmediate(resolve));
    state.away = false;
    await sender.idle();
    expect((await rows()).map(({ status }) => status)).toEqual(['sent', 'sent']);
  });
});

describe.skipIf(noRedisServer !== null)('Redis goes away in the middle', () => {
  it('bulk stops, money goes on; when it is back everything arrives once', async () => {
    const server = await createOwnRedis();
    await server.start();
    const links = await Promise.all(
      [1, 2].map(() => connectRedis({ url: server.url, keyPrefix: 'domovoy-test:' })),
    );
    try {
      await enqueue(60);
      const senders = links.map((link) => stage.sender({ rates: createRates(link), bulkPerSecond: 50 }));
      await Promise.all(senders.map((sender) => sender.start()));
      await until('some are sent', () => stage.channel.calls.length > 10);
      await server.kill();
      await until('the loss was noticed', () => links.every((link) => !link.isUp()));
      await until('calls on the way are over', async () =>
        (await rows()).every(({ status }) => status === 'sent' || status === 'queued'),
      );
      const before = stage.channel.calls.length;
      await enqueueDeliveries(database.prisma, clock, [
        { kind: RECEIPT, subject: 'payment:2', to: { chatId: 5 }, params: { text: 'receipt' } },
      ]);
      await until('money was sent', () => stage.channel.texts.includes('receipt [ru]'));
      expect(stage.channel.texts.slice(before)).toEqual(['receipt [ru]']);
      await server.start();
      await until(
        'everything is sent',
        async () => (await rows()).every(({ status }) => status === 'sent'),
        20_000,
      );
      expect((await rows()).every(({ attempt }) => attempt === 1)).toBe(true);
      expect(stage.channel.calls).toHaveLength((await rows()).length);
    } finally {
      await stage.stopAll();
      await Promise.all(links.map((link) => link.close()));
      await server.kill();
    }
  }, 60_000);
});
