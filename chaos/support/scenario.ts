/** Where a run finds its services; null = one embedded bot. */
export interface Services {
  readonly databaseUrl: string | null;
  /** Whether redis-server can be started here. */
  readonly redis: boolean;
}

export interface RunOptions {
  readonly services: Services;
  readonly seed: number;
  /** How long people live under disturbances. */
  readonly seconds: number;
  /** Whether somebody asked for that time: a run that counts updates ends by it only then. */
  readonly timeIsGiven: boolean;
  /** Updates of a run that counts them; null = as many as the scenario means. */
  readonly updates: number | null;
  /** Git ref of the version before, for a run with two; null = the commit before the newest one. */
  readonly from: string | null;
  /** Progress, for whoever watches. */
  progress(line: string): void;
  /** Every act and every disturbance, for who looks for a cause. */
  trace(line: string): void;
}

export interface RunResult {
  /** Promises that were broken, one sentence each; empty = all kept. */
  readonly violations: readonly string[];
  /** What happened, for the summary line. */
  readonly counts: Readonly<Record<string, number>>;
}

export interface Scenario {
  readonly name: string;
  /** One line for `--help`. */
  readonly what: string;
  /** Too long for a run of everything. */
  readonly onlyWhenNamed?: boolean;
  run(options: RunOptions): Promise<RunResult>;
}
