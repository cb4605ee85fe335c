import { Redis } from 'ioredis';

/** No answer of a healthy Redis takes this long; a hanging one must not hold a person's update. */
const COMMAND_TIMEOUT_MS = 700;
const CONNECT_TIMEOUT_MS = 2_000;
const PROBE_MS = 500;

/** Redis is away or does not answer: what it would have coordinated goes its other way. */
export class RedisDownError extends Error {
  constructor(options?: ErrorOptions) {
    super('Redis does not answer', options);
    this.name = 'RedisDownError';
  }
}

/** A Lua script; its text is sent once per server, then its digest. */
export interface RedisScript {
  readonly lua: string;
  readonly sha: string;
}

export interface RedisLink {
  /** False while the connection is down or commands time out; becomes true by itself. */
  isUp(): boolean;
  /** Every key and channel of this installation begins with the prefix. */
  name(key: string): string;
  /**
   * Run commands. Never waits for a connection.
   * @throws RedisDownError when Redis is away; then it is not known whether the command was executed
   */
  call<Result>(command: (client: Redis) => Promise<Result>): Promise<Result>;
  script(script: RedisScript, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown>;
  /** Called with every message of the channel; survives reconnections, loses what is said meanwhile. */
  subscribe(channel: string, listener: (message: string) => void): void;
  close(): Promise<void>;
}

export interface RedisOptions {
  readonly url: string;
  /** e.g. `domovoy:`; several installations may share a server. */
  readonly keyPrefix: string;
  readonly onChange?: (up: boolean) => void;
}

/**
 * Connect to Redis. Resolves when it is ready or after 2 s without it: the program starts in any case.
 * Nothing here hangs: commands fail at once while there is no connection, are not re-sent after a reconnection (a
 * lock asked for twice could answer "taken" to its own holder), and time out; after a time-out Redis counts as away
 * until a probe is answered.
 */
export async function connectRedis(options: RedisOptions): Promise<RedisLink> {
  const client = new Redis(options.url, {
    commandTimeout: COMMAND_TIMEOUT_MS,
    connectTimeout: CONNECT_TIMEOUT_MS,
    autoResendUnfulfilledCommands: false,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    retryStrategy: (times) => Math.min(times * 50, 1_000),
  });
  const link = new Link(client, options);
  await link.untilReady(CONNECT_TIMEOUT_MS);
  return link;
}

class Link implements RedisLink {
  readonly #client: Redis;
  readonly #options: RedisOptions;
  readonly #subscribers: Redis[] = [];
  readonly #probe: NodeJS.Timeout;
  #answering = true;
  #reported = false;

  constructor(client: Redis, options: RedisOptions) {
    this.#client = client;
    this.#options = options;
    // Without a listener an error event would end the process; the state is told by onChange.
    client.on('error', () => undefined);
    client.on('ready', () => this.#report());
    client.on('close', () => this.#report());
    this.#probe = setInterval(() => void this.#probeOnce(), PROBE_MS);
    this.#probe.unref();
  }

  isUp(): boolean {
    return this.#client.status === 'ready' && this.#answering;
  }

  name(key: string): string {
    return this.#options.keyPrefix + key;
  }

  async call<Result>(command: (client: Redis) => Promise<Result>): Promise<Result> {
    if (!this.isUp()) throw new RedisDownError();
    try {
      return await command(this.#client);
    } catch (error) {
      if (isReply(error)) throw error;
      this.#answering = false;
      this.#report();
      throw new RedisDownError({ cause: error });
    }
  }

  async script(
    script: RedisScript,
    keys: readonly string[],
    args: readonly (string | number)[],
  ): Promise<unknown> {
    const names = keys.map((key) => this.name(key));
    return await this.call(async (client) => {
      try {
        return await client.evalsha(script.sha, names.length, ...names, ...args);
      } catch (error) {
        if (!isReply(error) || !error.message.startsWith('NOSCRIPT')) throw error;
        return await client.eval(script.lua, names.length, ...names, ...args);
      }
    });
  }

  subscribe(channel: string, listener: (message: string) => void): void {
    const subscriber = this.#client.duplicate({
      autoResubscribe: true,
      enableOfflineQueue: true,
      maxRetriesPerRequest: null,
      commandTimeout: undefined,
    });
    subscriber.on('error', () => undefined);
    subscriber.on('message', (_channel, message) => listener(message));
    subscriber.subscribe(this.name(channel)).catch(() => undefined);
    this.#subscribers.push(subscriber);
  }

  async close(): Promise<void> {
    clearInterval(this.#probe);
    for (const client of [...this.#subscribers, this.#client]) client.disconnect();
  }

  async untilReady(limitMs: number): Promise<void> {
    if (this.#client.status === 'ready') return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      this.#client.once('ready', () => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  async #probeOnce(): Promise<void> {
    if (this.#client.status !== 'ready') return;
    try {
      await this.#client.ping();
      this.#answering = true;
    } catch {
      this.#answering = false;
    }
    this.#report();
  }

  #report(): void {
    const up = this.isUp();
    if (up === this.#reported) return;
    this.#reported = up;
    this.#options.onChange?.(up);
  }
}

/** Redis answered, with an error: a mistake of ours or a server that is loading, not a lost connection. */
function isReply(error: unknown): error is Error {
  return (
    error instanceof Error &&
    error.name === 'ReplyError' &&
    !/^(LOADING|READONLY|MASTERDOWN|CLUSTERDOWN)/.test(error.message)
  );
}
