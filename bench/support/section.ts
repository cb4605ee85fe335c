/** Where a run finds its services; null = embedded database, no Redis. */
export interface Services {
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
}

export interface BenchContext {
  readonly services: Services;
  /** Rounds whose median counts. */
  readonly rounds: number;
  /** Progress, for whoever watches; not part of the result. */
  progress(line: string): void;
}

/** A bound of DESIGN's table. */
export interface Bound {
  readonly at: 'least' | 'most';
  readonly value: number;
}

/** One measured number. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** DESIGN's "must" and "goal", when it has some. */
  readonly must?: Bound;
  readonly goal?: Bound;
}

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
}

export interface SectionResult {
  readonly figures: readonly Figure[];
  readonly tables: readonly Table[];
  /** How it was measured and what bounds it. */
  readonly notes: readonly string[];
}

/** A part of the benchmarks: one folder or file each, listed in `sections.ts`. */
export interface Section {
  readonly name: string;
  /** One line for `--help`. */
  readonly what: string;
  run(context: BenchContext): Promise<SectionResult>;
}

export const atLeast = (value: number): Bound => ({ at: 'least', value });
export const atMost = (value: number): Bound => ({ at: 'most', value });

/** Whether a figure keeps a bound. */
export function keeps(value: number, bound: Bound): boolean {
  return bound.at === 'least' ? value >= bound.value : value <= bound.value;
}

/** In words whether a figure keeps its bounds; empty for one that has none. What misses its goal never reads as kept alone. */
export function verdictOf({ value, must, goal }: Figure): string {
  if (must !== undefined && !keeps(value, must)) return 'MISSED';
  if (goal !== undefined && keeps(value, goal)) return 'goal reached';
  return [must === undefined ? '' : 'kept', goal === undefined ? '' : 'goal missed']
    .filter((part) => part !== '')
    .join(', ');
}
