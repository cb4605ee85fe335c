import type { UpdateTroublesView } from '../person-api.ts';
import type { QueuedUpdate } from '../world/model.ts';
import type { UpdateQueue } from './queue.ts';

/**
 * What can go wrong on the way of updates to a program: confirmations that get lost, presses that are
 * sent twice, updates of different chats that change places. Chances are seeded.
 */
export class UpdateTroubles {
  /** New updates wait for `release`. */
  hold = false;
  /** Chance that an update comes once more under its id after it was confirmed. */
  sameIdAgain = 0;
  /** Chance that a press is sent once more under a new id. */
  newIdAgain = 0;
  readonly #random: () => number;
  readonly #onHeld: () => void;
  readonly #held = new Map<UpdateQueue, QueuedUpdate[]>();
  readonly #repeated = new WeakSet<QueuedUpdate>();

  /**
   * @param random numbers in [0, 1).
   * @param onHeld told of every update that is held back.
   */
  constructor(random: () => number, onHeld: () => void) {
    this.#random = random;
    this.#onHeld = onHeld;
  }

  /** @returns true when the update is held back. */
  holdBack(queue: UpdateQueue, update: QueuedUpdate): boolean {
    if (!this.hold) return false;
    const held = this.#held.get(queue);
    if (held === undefined) this.#held.set(queue, [update]);
    else held.push(update);
    this.#onHeld();
    return true;
  }

  /** Whether a confirmed update comes once more; never a third time. */
  comesAgain(update: QueuedUpdate): boolean {
    if (this.sameIdAgain <= 0 || this.#repeated.has(update) || this.#random() >= this.sameIdAgain)
      return false;
    this.#repeated.add(update);
    return true;
  }

  /** Whether this press is sent twice. */
  pressesAgain(): boolean {
    return this.newIdAgain > 0 && this.#random() < this.newIdAgain;
  }

  /**
   * Lets go what is held, and holds no more. `backward` turns the order of chats and presses round;
   * inside each the order stays, as Telegram keeps it. Ids are given anew, so they rise as ever.
   */
  release(order: 'forward' | 'backward'): void {
    this.hold = false;
    for (const [queue, held] of this.#held) {
      this.#held.delete(queue);
      for (const update of order === 'forward' ? held : turnedRound(held)) queue.add(update);
    }
  }

  /** Forgets what is held. */
  clear(): void {
    this.#held.clear();
  }

  get view(): UpdateTroublesView {
    let held = 0;
    for (const updates of this.#held.values()) held += updates.length;
    return { hold: this.hold, sameIdAgain: this.sameIdAgain, newIdAgain: this.newIdAgain, held };
  }
}

function turnedRound(held: QueuedUpdate[]): QueuedUpdate[] {
  const lanes = new Map<string, QueuedUpdate[]>();
  for (const update of held) {
    const lane = lanes.get(update.lane);
    if (lane === undefined) lanes.set(update.lane, [update]);
    else lane.push(update);
  }
  const turned = [...lanes.values()].reverse().flat();
  const ids = held.map(({ id }) => id);
  return turned.map((queued, index) => {
    const id = ids[index] ?? queued.id;
    return { ...queued, id, update: { ...queued.update, update_id: id } };
  });
}
