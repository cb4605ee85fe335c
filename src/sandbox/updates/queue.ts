import type { QueuedUpdate } from '../world/model.ts';

/** What the queue tells: something came in, or something was confirmed or dropped. */
export interface QueueListener {
  added(update: QueuedUpdate): void;
  /** @param isConfirmed false = too old, or thrown away. */
  removed(update: QueuedUpdate, isConfirmed: boolean): void;
}

/**
 * Updates that the bot has not confirmed, in order of their ids. Telegram forgets an update after
 * its time to live even when nobody has taken it.
 */
export class UpdateQueue {
  readonly #pending = new Map<number, QueuedUpdate>();
  /** Offered once more under an old id, whatever the offset: as after a confirmation that got lost. */
  readonly #again = new Map<number, QueuedUpdate>();
  readonly #againTaken = new Set<number>();
  readonly #listener: QueueListener;

  constructor(listener: QueueListener) {
    this.#listener = listener;
  }

  get size(): number {
    return this.#pending.size + this.#again.size;
  }

  all(): QueuedUpdate[] {
    return [...this.#pending.values(), ...this.#again.values()];
  }

  add(update: QueuedUpdate): void {
    this.#pending.set(update.id, update);
    this.#listener.added(update);
  }

  /** Puts back an update of a former run, without telling anybody. */
  restore(update: QueuedUpdate): void {
    this.#pending.set(update.id, update);
  }

  /** Offers an update once more under its id. */
  addAgain(update: QueuedUpdate): void {
    if (this.#pending.has(update.id)) return;
    this.#again.set(update.id, update);
    this.#againTaken.delete(update.id);
    this.#listener.added(update);
  }

  /** Removes one update: the program took it, or (not confirmed) it is too old. */
  remove(id: number, isConfirmed = true): void {
    const update = this.#pending.get(id) ?? this.#again.get(id);
    if (update === undefined) return;
    this.#pending.delete(id);
    this.#again.delete(id);
    this.#againTaken.delete(id);
    this.#listener.removed(update, isConfirmed);
  }

  /**
   * What getUpdates does with its offset: everything below is confirmed; a negative offset keeps only
   * that many of the newest and forgets the rest.
   */
  confirm(offset: number): void {
    for (const id of [...this.#againTaken]) this.remove(id);
    if (offset > 0) {
      for (const id of this.#pending.keys()) {
        if (id >= offset) break;
        this.remove(id);
      }
      return;
    }
    if (offset < 0) {
      const forget = [...this.#pending.keys()].slice(0, offset);
      for (const id of forget) this.remove(id);
    }
  }

  /** Up to `limit` of the oldest live updates. */
  take(limit: number, now: number): QueuedUpdate[] {
    const taken: QueuedUpdate[] = [];
    for (const update of this.#again.values()) {
      if (taken.length === limit) return taken;
      taken.push(update);
      this.#againTaken.add(update.id);
    }
    for (const update of this.#pending.values()) {
      if (taken.length === limit) break;
      if (update.expiresAt <= now) this.remove(update.id, false);
      else taken.push(update);
    }
    return taken;
  }

  clear(): void {
    for (const update of this.all()) this.remove(update.id, false);
  }
}
