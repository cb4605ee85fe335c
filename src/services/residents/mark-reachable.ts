import type { ServiceDeps } from '../deps.ts';

/** The person writes again after having blocked the bot: deliveries may go out again. */
export async function markReachable(
  deps: Pick<ServiceDeps, 'db'>,
  options: { identityId: number },
): Promise<void> {
  await deps.db.telegramIdentity.updateMany({
    where: { id: options.identityId, unreachableAt: { not: null } },
    data: { unreachableAt: null, unreachableReason: null },
  });
}

/** The bot was blocked or the account deactivated: nothing is sent until the person writes again. */
export async function markUnreachable(
  deps: Pick<ServiceDeps, 'db' | 'clock'>,
  options: { telegramId: number; reason: string },
): Promise<void> {
  await deps.db.telegramIdentity.updateMany({
    where: { telegramId: BigInt(options.telegramId), unreachableAt: null },
    data: { unreachableAt: deps.clock.now(), unreachableReason: options.reason },
  });
}
