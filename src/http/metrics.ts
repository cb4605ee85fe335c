import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** How much waits, asked when somebody reads the metrics. */
export interface QueueSnapshot {
  readonly deliveries: readonly { readonly lane: string; readonly status: string; readonly count: number }[];
  /** Age in seconds of the oldest delivery that is due and not sent; 0 when there is none. */
  readonly oldestDeliverySeconds: number;
  readonly tasks: readonly { readonly status: string; readonly count: number }[];
  readonly oldestTaskSeconds: number;
}

export interface MetricsOptions {
  /** Null while the database is away: the gauges are left out then. */
  readonly queues: () => Promise<QueueSnapshot | null>;
  /** Null when no Redis is configured. */
  readonly redisUp: (() => boolean) | null;
  /** Memory, event loop and so on of the process; off in tests that make many. */
  readonly processMetrics?: boolean;
}

/** Numbers for Prometheus. Labels are names of the program only: nothing of people. */
export interface Metrics {
  updateHandled(feature: string, outcome: string, seconds: number): void;
  apiCall(method: string, outcome: string): void;
  delivery(channel: string, lane: string, outcome: string): void;
  taskEnded(kind: string, status: string): void;
  jobEnded(job: string, outcome: string): void;
  errorLogged(): void;
  /** What `/metrics` answers. */
  text(): Promise<string>;
  readonly contentType: string;
}

const LATENCY_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];
/** Counting a long queue costs; scrapes closer together see the same numbers. */
const SNAPSHOT_MS = 10_000;

/** A registry of its own: several may live in one process. */
export function createMetrics(options: MetricsOptions): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.processMetrics !== false) collectDefaultMetrics({ register: registry, prefix: 'domovoy_' });

  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]) =>
    new Counter({ name: `domovoy_${name}`, help, labelNames: [...labelNames], registers });
  const updates = counter('updates_total', 'Updates by feature and outcome', ['feature', 'outcome']);
  const apiCalls = counter('api_calls_total', 'Calls of the Bot API by method and outcome', [
    'method',
    'outcome',
  ]);
  const deliveries = counter('deliveries_total', 'What became of deliveries', ['channel', 'lane', 'outcome']);
  const taskEnds = counter('task_runs_total', 'Ends of background tasks', ['kind', 'status']);
  const jobEnds = counter('job_runs_total', 'Ends of scheduled jobs', ['job', 'outcome']);
  const errors = counter('errors_total', 'Errors in the log', []);
  const seconds = new Histogram({
    name: 'domovoy_update_seconds',
    help: 'Time to handle an update',
    labelNames: ['feature'],
    buckets: LATENCY_BUCKETS,
    registers,
  });
  addQueueGauges(registry, options);

  return {
    updateHandled(feature, outcome, duration) {
      updates.inc({ feature, outcome });
      if (outcome === 'done') seconds.observe({ feature }, duration);
    },
    apiCall: (method, outcome) => apiCalls.inc({ method, outcome }),
    delivery: (channel, lane, outcome) => deliveries.inc({ channel, lane, outcome }),
    taskEnded: (kind, status) => taskEnds.inc({ kind, status }),
    jobEnded: (job, outcome) => jobEnds.inc({ job, outcome }),
    errorLogged: () => errors.inc(),
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function addQueueGauges(registry: Registry, options: MetricsOptions): void {
  const snapshot = cached(options.queues);
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    fill: (gauge: Gauge<Label>, now: QueueSnapshot) => void,
  ): void => {
    new Gauge<Label>({
      name: `domovoy_${name}`,
      help,
      labelNames: [...labelNames],
      registers: [registry],
      async collect() {
        this.reset();
        const now = await snapshot();
        if (now !== null) fill(this, now);
        // Without labels a reset shows 0, which would be a lie.
        else if (labelNames.length === 0) this.remove();
      },
    });
  };
  gauge('outbox', 'Deliveries by lane and status', ['lane', 'status'], (outbox, now) => {
    for (const { lane, status, count } of now.deliveries) outbox.set({ lane, status }, count);
  });
  gauge('outbox_oldest_seconds', 'Age of the oldest due delivery', [], (age, now) =>
    age.set(now.oldestDeliverySeconds),
  );
  gauge('tasks', 'Background tasks by status', ['status'], (tasks, now) => {
    for (const { status, count } of now.tasks) tasks.set({ status }, count);
  });
  gauge('tasks_oldest_seconds', 'Age of the oldest due task', [], (age, now) =>
    age.set(now.oldestTaskSeconds),
  );
  const { redisUp } = options;
  if (redisUp === null) return;
  new Gauge({
    name: 'domovoy_redis_up',
    help: '1 while Redis answers',
    registers: [registry],
    collect() {
      this.set(redisUp() ? 1 : 0);
    },
  });
}

/** All gauges of one scrape, and scrapes close together, share one look. */
function cached(look: () => Promise<QueueSnapshot | null>): () => Promise<QueueSnapshot | null> {
  let at = Number.NEGATIVE_INFINITY;
  let last: Promise<QueueSnapshot | null> = Promise.resolve(null);
  return () => {
    if (performance.now() - at >= SNAPSHOT_MS) {
      at = performance.now();
      last = look().catch(() => {
        at = Number.NEGATIVE_INFINITY;
        return null;
      });
    }
    return last;
  };
}
