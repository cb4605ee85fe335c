import { describe, expect, it } from 'vitest';
import { createLocalRates } from '../../src/coordination/local-rates.ts';
import { bulkBucket, chatBucket, type Rates } from '../../src/coordination/rates.ts';
import { Gate } from '../../src/delivery/gate.ts';
import { unlimited } from './stage.ts';

function gate(over: { rates?: Rates; concurrency?: number; answering?: () => boolean } = {}) {
  const stop = new AbortController();
  const made = new Gate({
    rates: unlimited(),
    concurrency: 2,
    answering: () => false,
    stopping: stop.signal,
    ...over,
  });
  return { gate: made, stop };
}

describe('the gate before calls', () => {
  it('lets only so many through at once, in the order in which they came', async () => {
    const { gate: door } = gate();
    const entered: number[] = [];
    const all = [1, 2, 3, 4].map(async (n) => {
      await door.enter([], null, false);
      entered.push(n);
    });
    await Promise.all(all.slice(0, 2));
    await new Promise((resolve) => setImmediate(resolve));
    expect(entered).toEqual([1, 2]);
    door.leave();
    await all[2];
    door.leave();
    await all[3];
    expect(entered).toEqual([1, 2, 3, 4]);
  });

  it('sends away who must wait for their own chat, without holding up the others', async () => {
    const { gate: door } = gate({ rates: createLocalRates(() => 0), concurrency: 9 });
    const enter = (chat: number) => door.enter([chatBucket(chat)], chatBucket(chat).key, false);
    expect(await enter(1)).toEqual({ kind: 'go' });
    expect(await enter(1)).toEqual({ kind: 'chat-later', ms: 1000 });
    expect(await enter(2)).toEqual({ kind: 'go' });
  });

  it('waits for the shared rate when it is short, gives back when it is long, and at a stop at once', async () => {
    const rates = createLocalRates();
    const { gate: door, stop } = gate({ rates, concurrency: 99 });
    const bucket = bulkBucket(50);
    const started = performance.now();
    for (let n = 0; n < 6; n += 1) expect(await door.enter([bucket], null, false)).toEqual({ kind: 'go' });
    // Two at once, then one every 20 ms.
    expect(performance.now() - started).toBeGreaterThan(78);
    await rates.pause('bot', 60_000);
    expect(await door.enter([bucket], null, true)).toMatchObject({ kind: 'all-later' });
    stop.abort();
    expect(await door.enter([], null, true)).toEqual({ kind: 'all-later', ms: 0 });
  });

  it('lets answers go first, but not for ever, and nothing urgent waits for them', async () => {
    let asked = 0;
    const answering = (): boolean => {
      asked += 1;
      return true;
    };
    const { gate: door } = gate({ answering, concurrency: 9 });
    await door.enter([], null, true);
    expect(asked).toBe(0);
    const bulk = performance.now();
    await door.enter([], null, false);
    expect(performance.now() - bulk).toBeGreaterThanOrEqual(24);
  });
});
