/** A limit: one every `intervalMs`, and after a quiet time up to `burst` at once (GCRA). */
export interface RateBucket {
  readonly key: string;
  readonly intervalMs: number;
  readonly burst: number;
}

export type Permit =
  | { readonly granted: true }
  /** `limitedBy`: key of the bucket that has to be waited for. */
  | { readonly granted: false; readonly waitMs: number; readonly limitedBy: string };

export interface TakeOptions {
  /** Goes on, slowly, while the shared limits cannot be asked; everything else stops. */
  readonly urgent?: boolean;
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
