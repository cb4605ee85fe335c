import type { Parameters } from 'fast-check';

/**
 * How properties run: a failure prints its seed; `FC_SEED=…` repeats it, `FC_RUNS=…` looks longer than the suite's
 * few seconds allow (`npm run model` sets both).
 */
export function runs<T>(count: number): Parameters<T> {
  const { FC_SEED, FC_RUNS } = process.env;
  const numRuns = FC_RUNS === undefined ? count : Number(FC_RUNS);
  return FC_SEED === undefined ? { numRuns } : { numRuns, seed: Number(FC_SEED) };
}

/** A test's patience, ms: the suite's, or what a longer look of `FC_RUNS` may need. */
export const MODEL_TIMEOUT_MS = process.env.FC_RUNS === undefined ? 120_000 : 3_600_000;

/** Says how far a longer look has walked; the suite keeps silent. */
export function tellSteps(model: string, steps: number): void {
  if (process.env.FC_RUNS !== undefined) process.stdout.write(`model ${model}: ${steps} steps\n`);
}
