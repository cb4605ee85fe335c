import type { Db } from '../database/client.ts';
import { measureDeliveries } from '../delivery/queue-depth.ts';
import type { QueueSnapshot } from '../http/metrics.ts';
import { measureTasks } from '../jobs/queue-depth.ts';

/** What waits in the outbox and among the tasks, as the metrics show it. */
export async function queueSnapshot(db: Db, now: Date): Promise<QueueSnapshot> {
  const deliveries = await measureDeliveries(db, now);
  const tasks = await measureTasks(db, now);
  return {
    deliveries: deliveries.counts,
    oldestDeliverySeconds: deliveries.oldestSeconds,
    tasks: tasks.counts,
    oldestTaskSeconds: tasks.oldestSeconds,
  };
}
