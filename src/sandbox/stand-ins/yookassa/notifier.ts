import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { GatewayNotificationAction } from '../../gateway-api.ts';
import type { World } from '../../world/world.ts';
import type { NotificationRecord } from './model.ts';

const DAY = 86_400_000;
const KEEP = 2_000;
/** The shop is waited for so long, ms. */
const ANSWER_TIMEOUT = 30_000;
/** Seconds before each further attempt; the real schedule is not published, it grows and ends after a day. */
const DELAYS = [10, 30, 60, 300, 900, 3600, 7200, 14_400, 28_800, 28_800];

export interface NotifierSettings {
  notificationUrl: string;
  hold: boolean;
  duplicates: number;
}

/**
 * Tells the shop's address what happened, each message on its own: nothing keeps their order, and
 * anything but a 200 is followed by another attempt for 24 hours.
 */
export class Notifier {
  readonly records = new Map<number, NotificationRecord>();
  readonly #world: World;
  readonly #settings: NotifierSettings;
  readonly #timers = new Map<number, NodeJS.Timeout>();
  #nextId = 1;
  #closed = false;

  constructor(world: World, settings: NotifierSettings) {
    this.#world = world;
    this.#settings = settings;
  }

  /** Sends a notification now, or keeps it when they are held. Without an address nothing is sent. */
  send(event: string, objectId: string, body: string): void {
    const { hold, duplicates, notificationUrl } = this.#settings;
    if (notificationUrl === '') return;
    for (let copy = 0; copy <= duplicates; copy += 1) {
      const now = this.#world.now();
      const record: NotificationRecord = {
        id: this.#nextId,
        event,
        objectId,
        body,
        status: hold ? 'held' : 'waiting',
        attempts: 0,
        lastAnswer: null,
        createdAt: now,
        nextAt: hold ? null : now,
      };
      this.#nextId += 1;
      this.#save(record);
      if (!hold) this.#begin(record);
    }
    this.#forget();
  }

  /** @returns false when there is no such notification. */
  act(action: GatewayNotificationAction): boolean {
    if (action.type === 'resend') {
      const record = this.records.get(action.id);
      if (record !== undefined) this.#resend(record);
      return record !== undefined;
    }
    const held = [...this.records.values()].filter(({ status }) => status === 'held');
    if (action.order === 'backward') held.reverse();
    void this.#release(held);
    return true;
  }

  #resend(record: NotificationRecord): void {
    this.#cancelTimer(record.id);
    record.status = 'waiting';
    this.#begin(record);
  }

  /** One after another, so that the order asked for is the order they arrive in. */
  async #release(held: NotificationRecord[]): Promise<void> {
    for (const record of held) {
      record.status = 'waiting';
      this.#world.standInBegins();
    }
    for (const record of held) {
      await this.#attempt(record);
      this.#world.standInEnds();
    }
  }

  #begin(record: NotificationRecord): void {
    this.#world.standInBegins();
    void this.#attempt(record).finally(() => this.#world.standInEnds());
  }

  async #attempt(record: NotificationRecord): Promise<void> {
    const answer = await this.#post(record);
    if (this.#closed || this.records.get(record.id) !== record) return;
    record.attempts += 1;
    record.lastAnswer = answer;
    if (answer === '200') {
      record.status = 'delivered';
      record.nextAt = null;
    } else this.#plan(record);
    this.#save(record);
  }

  #plan(record: NotificationRecord): void {
    const delay = DELAYS[record.attempts - 1];
    const isOver = delay === undefined || this.#world.now() - record.createdAt >= DAY;
    record.status = isOver ? 'given-up' : 'waiting';
    record.nextAt = isOver ? null : this.#world.now() + delay * 1000 * this.#world.rules.retryScale;
    this.#time(record);
  }

  #time(record: NotificationRecord): void {
    this.#cancelTimer(record.id);
    if (record.status !== 'waiting' || record.nextAt === null) return;
    const timer = setTimeout(
      () => {
        this.#timers.delete(record.id);
        this.#begin(record);
      },
      Math.max(0, record.nextAt - this.#world.now()),
    );
    timer.unref();
    this.#timers.set(record.id, timer);
  }

  #cancelTimer(id: number): void {
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
  }

  /** The clock was moved: what is due by it goes out now. */
  retime(): void {
    for (const id of [...this.#timers.keys()]) {
      const record = this.records.get(id);
      if (record !== undefined) this.#time(record);
    }
  }

  /** @returns the status, or why there was none. */
  #post({ body }: NotificationRecord): Promise<string> {
    return new Promise((resolve) => {
      const { notificationUrl } = this.#settings;
      if (!URL.canParse(notificationUrl)) {
        resolve('no address');
        return;
      }
      const send = notificationUrl.startsWith('https:') ? httpsRequest : httpRequest;
      const outgoing = send(
        new URL(notificationUrl),
        {
          method: 'POST',
          timeout: ANSWER_TIMEOUT,
          // The gateway takes any certificate.
          rejectUnauthorized: false,
          headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) },
        },
        (response) => {
          response.resume();
          response.on('end', () => resolve(String(response.statusCode)));
          response.on('error', (error) => resolve(error.message));
        },
      );
      outgoing.on('timeout', () => outgoing.destroy(new Error('timeout')));
      outgoing.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
      outgoing.end(body);
    });
  }

  #save(record: NotificationRecord): void {
    this.records.set(record.id, record);
    this.#world.journal.touch(`yk-notification/${record.id}`, () => record);
    this.#world.events.emit({ type: 'gateway-notification', notification: record });
  }

  #forget(): void {
    for (const { id, status } of this.records.values()) {
      if (this.records.size <= KEEP) return;
      if (status === 'delivered' || status === 'given-up') this.#drop(id);
    }
  }

  #drop(id: number): void {
    this.#cancelTimer(id);
    this.records.delete(id);
    this.#world.journal.remove(`yk-notification/${id}`);
  }

  /** Goes on with the notifications of a former run. */
  restore(records: NotificationRecord[]): void {
    for (const record of records) {
      this.records.set(record.id, record);
      this.#nextId = Math.max(this.#nextId, record.id + 1);
      this.#time(record);
    }
  }

  clear(): void {
    for (const id of [...this.records.keys()]) this.#drop(id);
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }
}
