import { EventEmitter } from 'node:events';
import type { RedisLink } from './redis.ts';

/** What there may be to do. */
export type WakeupTopic = 'deliveries' | 'tasks';

/** Tells workers that something was queued. May be lost: workers also look by themselves. */
export interface Wakeups {
  notify(topic: WakeupTopic): void;
  /** Returns what ends the subscription. */
  subscribe(topic: WakeupTopic, listener: () => void): () => void;
}

const CHANNEL = 'wakeups';
const TOPICS: readonly WakeupTopic[] = ['deliveries', 'tasks'];

/** Within the process at once; to other processes by Redis when there is one. */
export function createWakeups(redis: RedisLink | null): Wakeups {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0);
  redis?.subscribe(CHANNEL, (message) => {
    const topic = TOPICS.find((known) => known === message);
    if (topic !== undefined) emitter.emit(topic);
  });
  return {
    notify(topic) {
      if (redis?.isUp() === true) {
        // Comes back to this process as well; if it does not, the local call below has been made.
        redis.call((client) => client.publish(redis.name(CHANNEL), topic)).catch(() => undefined);
      }
      emitter.emit(topic);
    },
    subscribe(topic, listener) {
      emitter.on(topic, listener);
      return () => emitter.off(topic, listener);
    },
  };
}
