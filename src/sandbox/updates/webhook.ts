import type { Bot, UpdateConsumer } from '../world/bot.ts';
import type { QueuedUpdate, WebhookSettings } from '../world/model.ts';
import type { World } from '../world/world.ts';
import { WebhookConnections } from './webhook-connections.ts';

/** Longest delay between attempts, seconds: between this and twice this at random. */
const LONGEST_DELAY = 60;
const LONGEST_RETRY_AFTER = 3600;
/** After failures without a success in this time only one connection is used, ms. */
const CALM_AFTER = 10_000;
/** A webhook that answers 410 for so long is removed, ms of the clock. */
const GONE_AFTER = 23 * 3_600_000;

/** Runs a method that the program put into its answer to the webhook. */
export type WebhookReply = (method: string, params: Record<string, unknown>) => void;

interface Lane {
  updates: QueuedUpdate[];
  /** An update of this lane is on its way. */
  busy: boolean;
  failures: number;
  /** Waits for the next attempt. */
  timer: NodeJS.Timeout | null;
}

/**
 * Posts updates to the program: in order inside a lane, lanes in parallel over `max_connections`;
 * failed ones again at once, then after 2, 4, 8 … seconds until their time to live is over.
 */
export class WebhookConsumer implements UpdateConsumer {
  readonly settings: WebhookSettings;
  readonly #world: World;
  readonly #bot: Bot;
  readonly #reply: WebhookReply;
  readonly #connections: WebhookConnections;
  readonly #lanes = new Map<string, Lane>();
  /** Lanes that have something to send and are free. */
  readonly #ready = new Set<string>();
  #active = 0;
  #closed = false;
  #lastSuccessAt = performance.now();
  #lastFailed = false;
  #goneSince: number | null = null;
  lastError: { date: number; message: string } | null = null;

  constructor(world: World, bot: Bot, settings: WebhookSettings, reply: WebhookReply) {
    this.#world = world;
    this.#bot = bot;
    this.#reply = reply;
    this.settings = settings;
    this.#connections = new WebhookConnections(settings.url, settings.secretToken);
    for (const update of bot.queue.all()) this.wake(update);
  }

  close(): void {
    this.#closed = true;
    for (const lane of this.#lanes.values()) if (lane.timer !== null) clearTimeout(lane.timer);
    this.#lanes.clear();
    this.#ready.clear();
    this.#connections.close();
  }

  wake(update: QueuedUpdate): void {
    if (this.#closed) return;
    let lane = this.#lanes.get(update.lane);
    if (lane === undefined) {
      lane = { updates: [], busy: false, failures: 0, timer: null };
      this.#lanes.set(update.lane, lane);
    }
    lane.updates.push(update);
    if (!lane.busy && lane.timer === null) {
      this.#ready.add(update.lane);
      this.#pump();
    }
  }

  #pump(): void {
    const isCautious = this.#lastFailed && performance.now() - this.#lastSuccessAt > this.#scaled(CALM_AFTER);
    const connections = isCautious ? 1 : this.settings.maxConnections;
    for (const key of this.#ready) {
      if (this.#active >= connections) return;
      this.#ready.delete(key);
      const lane = this.#lanes.get(key);
      if (lane === undefined) continue;
      lane.busy = true;
      this.#active += 1;
      void this.#attempt(key, lane);
    }
  }

  #scaled(ms: number): number {
    return ms * this.#world.rules.retryScale;
  }

  async #attempt(key: string, lane: Lane): Promise<void> {
    const update = lane.updates[0];
    if (update !== undefined) {
      const isStale = update.expiresAt <= this.#world.now();
      const delay = isStale ? 0 : await this.#send(update, lane);
      if (this.#closed) return;
      if (delay === null || isStale) {
        lane.updates.shift();
        lane.failures = 0;
        this.#bot.queue.remove(update.id, !isStale);
      } else if (delay > 0) {
        lane.timer = setTimeout(
          () => {
            lane.timer = null;
            this.#ready.add(key);
            this.#pump();
          },
          this.#scaled(delay * 1000),
        );
      }
    }
    lane.busy = false;
    this.#active -= 1;
    if (lane.updates.length === 0) this.#lanes.delete(key);
    else if (lane.timer === null) this.#ready.add(key);
    this.#pump();
  }

  /** @returns null when it was taken, else seconds until the next attempt. */
  async #send(update: QueuedUpdate, lane: Lane): Promise<number | null> {
    let words: string;
    let retryAfter = 0;
    try {
      const answer = await this.#connections.post(JSON.stringify(update.update));
      if (this.#closed) return 0;
      if (answer.status >= 200 && answer.status < 300) {
        this.#lastSuccessAt = performance.now();
        this.#lastFailed = false;
        this.#goneSince = null;
        this.#runReply(answer.body);
        return null;
      }
      words = `Wrong response from the webhook: ${answer.status}`;
      retryAfter = answer.retryAfter;
      this.#watchGone(answer.status);
    } catch (error) {
      words = error instanceof Error ? error.message : String(error);
    }
    this.#lastFailed = true;
    this.lastError = { date: this.#world.unixTime(), message: words };
    lane.failures += 1;
    if (retryAfter > 0) return Math.min(retryAfter, LONGEST_RETRY_AFTER);
    if (lane.failures === 1) return 0;
    return Math.min(2 ** (lane.failures - 1), LONGEST_DELAY * (1 + this.#world.random()));
  }

  #watchGone(status: number): void {
    if (status !== 410) {
      this.#goneSince = null;
      return;
    }
    this.#goneSince ??= this.#world.now();
    if (this.#world.now() - this.#goneSince <= GONE_AFTER) return;
    this.#bot.record.webhook = null;
    this.#bot.consumer = null;
    this.#bot.save();
    this.close();
  }

  /** The result is never known to the program, so a refusal is only logged. */
  #runReply(body: string): void {
    if (!body.startsWith('{')) return;
    try {
      const parsed: unknown = JSON.parse(body);
      if (typeof parsed !== 'object' || parsed === null) return;
      const { method, ...params } = Object.fromEntries(Object.entries(parsed));
      if (typeof method === 'string') this.#reply(method, params);
    } catch {
      // Bodies that are not JSON are allowed and mean nothing.
    }
  }
}
