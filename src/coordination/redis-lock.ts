import { createHash, randomUUID } from 'node:crypto';
import { createLeaseLock } from './lease-lock.ts';
import type { PersonLock } from './lock.ts';
import type { RedisLink, RedisScript } from './redis.ts';

const TIMES = { ttlMs: 12_000, firstRetryMs: 8, lastRetryMs: 120 };

/** Asked twice by the same holder it answers yes twice: a reply lost on the way must not lock its own asker out. */
const ACQUIRE = luaScript(`
if redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
if redis.call('GET', KEYS[1]) == ARGV[1] then
  redis.call('PEXPIRE', KEYS[1], ARGV[2])
  return 1
end
return 0`);

const RENEW = luaScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 0`);

const RELEASE = luaScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0`);

/** The lock by a key of Redis that expires. @throws RedisDownError from `run`, before the work was started */
export function createRedisLock(redis: RedisLink, times = TIMES): PersonLock {
  const name = (key: string): string => `lock:${key}`;
  return createLeaseLock<string>(
    {
      async acquire(key, ttlMs) {
        const token = randomUUID();
        const taken = await redis.script(ACQUIRE, [name(key)], [token, ttlMs]);
        return taken === 1 ? token : null;
      },
      async renew(key, token, ttlMs) {
        return (await redis.script(RENEW, [name(key)], [token, ttlMs])) === 1;
      },
      async release(key, token) {
        await redis.script(RELEASE, [name(key)], [token]);
      },
    },
    times,
  );
}

/** A script with the digest under which Redis remembers it. */
export function luaScript(lua: string): RedisScript {
  return { lua, sha: createHash('sha1').update(lua).digest('hex') };
}
