import type { Clock } from './world.ts';

/** Further than this nobody travels, ms. */
const FARTHEST = 20 * 366 * 86_400_000;

/** A clock that runs as another one does, some time ahead of or behind it. */
export class TravelClock implements Clock {
  readonly #base: Clock;
  #offset = 0;

  constructor(base: Clock) {
    this.#base = base;
  }

  now(): Date {
    return this.#offset === 0 ? this.#base.now() : new Date(this.#base.now().getTime() + this.#offset);
  }

  /** Milliseconds ahead of the base clock. */
  get offset(): number {
    return this.#offset;
  }

  /** @throws RangeError beyond 20 years. */
  travel(offset: number): void {
    if (!Number.isSafeInteger(offset) || Math.abs(offset) > FARTHEST) {
      throw new RangeError('The clock can be at most 20 years off');
    }
    this.#offset = offset;
  }

  /** The offset that makes it `instant` now. */
  offsetFor(instant: Date): number {
    return instant.getTime() - this.#base.now().getTime();
  }
}
