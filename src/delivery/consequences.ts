import { chatBucket } from '../coordination/rates.ts';
import type { Recipient } from './channels.ts';
import type { ClaimedDelivery } from './claim.ts';
import type { Consequence } from './outcome.ts';
import { rememberPause } from './pause-memory.ts';
import type { SenderDeps } from './sender-deps.ts';

/** Key of the limit that a flood answer of this channel pauses. */
function sharedKey(recipient: Recipient): string {
  return recipient.channel === 'telegram' ? 'bot' : recipient.channel;
}

/** Do for the others what follows from one message's outcome. */
export async function followConsequence(
  deps: SenderDeps,
  row: ClaimedDelivery,
  recipient: Recipient,
  consequence: Consequence,
): Promise<void> {
  switch (consequence.kind) {
    case 'none':
    case 'channel-down':
      return;
    case 'pause-all':
      deps.log.warn({ channel: recipient.channel, ms: consequence.ms }, 'asked to wait: every sender pauses');
      await deps.rates.pause(sharedKey(recipient), consequence.ms);
      await rememberPause(deps, sharedKey(recipient), consequence.ms);
      return;
    case 'pause-chat':
      if (recipient.channel === 'telegram') {
        await deps.rates.pause(chatBucket(recipient.chatId).key, consequence.ms);
      }
      return;
    case 'mark-unreachable':
      if (recipient.channel !== 'telegram' || row.identityId === null || row.chatId !== null) return;
      await deps.db.telegramIdentity.updateMany({
        where: { id: row.identityId, unreachableAt: null },
        data: { unreachableAt: deps.clock.now(), unreachableReason: consequence.reason },
      });
      return;
    case 'move-chat':
      if (recipient.channel === 'telegram') await moveChat(deps, recipient.chatId, consequence.chatId);
  }
}

async function moveChat(deps: SenderDeps, from: number, to: number): Promise<void> {
  await deps.db.delivery.updateMany({
    where: { chatId: BigInt(from), status: 'queued' },
    data: { chatId: BigInt(to) },
  });
  await deps.onChatMigrated?.(from, to);
}
