import type { DbOrTx } from '../../database/client.ts';
import type { Prisma } from '../../database/generated/client.ts';
import type { ServiceDeps } from '../deps.ts';

export interface TaskRequest {
  /** `<feature>.<what>`, e.g. `imports.publish`; a handler of that kind runs it. */
  readonly kind: string;
  /** Wanted twice under one key is done once. */
  readonly key: string;
  readonly args: Prisma.InputJsonObject;
  /** Who wanted it: may watch it and cancel it. */
  readonly identityId?: number;
  /** Not earlier; default now. */
  readonly runAfter?: Date;
  /** Starts before it is given up; default 5. */
  readonly maxAttempts?: number;
}

/**
 * Queue work longer than a handler may last, in the transaction of what wants it. A repeat under the same key changes
 * nothing and gives the same id. After the commit call `notify('tasks')`.
 */
export async function enqueueTask(
  tx: DbOrTx,
  clock: ServiceDeps['clock'],
  request: TaskRequest,
): Promise<{ readonly id: number; readonly created: boolean }> {
  const now = clock.now();
  const created = await tx.task.createManyAndReturn({
    data: [
      {
        kind: request.kind,
        key: request.key,
        args: request.args,
        runAfter: request.runAfter ?? now,
        createdAt: now,
        identityId: request.identityId ?? null,
        ...(request.maxAttempts === undefined ? {} : { maxAttempts: request.maxAttempts }),
      },
    ],
    skipDuplicates: true,
    select: { id: true },
  });
  const [row] = created;
  if (row !== undefined) return { id: row.id, created: true };
  const known = await tx.task.findUniqueOrThrow({ where: { key: request.key }, select: { id: true } });
  return { id: known.id, created: false };
}
