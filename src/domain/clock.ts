/** Time is injected everywhere: tests, the sandbox's time travel and catch-up jobs decide what "now" is. */
export interface Clock {
  now(): Date;
}

/** The machine's clock; only composition roots use it. */
export const systemClock: Clock = { now: () => new Date() };
