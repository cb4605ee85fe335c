/** A limit: one every `intervalMs`, and after a quiet time up to `burst` at once (GCRA). */
export interface RateBucket {
  readonly key: string;
  readonly intervalMs: number;
  readonly burst: number;
}

export type Permit =
  /** `inMs`: it is taken, and good from then on; only with `aheadMs`. */
  | { readonly granted: true; readonly inMs?: number }
  /** `limitedBy`: key of the bucket that has to be waited for. */
  | { readonly granted: false; readonly waitMs: number; readonly limitedBy: string };

export interface TakeOptions {
  /** Goes on, slowly, while the shared limits cannot be asked; everything else stops. */
  readonly urgent?: boolean;
  /**
   * Take the next turn of the first bucket although it is so far ahead: who is late by a moment then does not lose it
   * to nobody. Never past a pause.
   */
  readonly aheadMs?: number;
}

/** Limits and pauses that hold across all processes. */
export interface Rates {
  /** Take from all buckets or from none. Never waits. */
  take(buckets: readonly RateBucket[], options?: TakeOptions): Promise<Permit>;
  /** Nobody takes from the bucket for so long; a longer pause stays, a shorter one does not end it. */
  pause(key: string, ms: number): Promise<void>;
  /** True while the shared limits cannot be asked: only what is urgent goes. */
  degraded(): boolean;
}
