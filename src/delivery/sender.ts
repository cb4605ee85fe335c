import { pause } from '../coordination/bell.ts';
import { ChannelLoop } from './channel-loop.ts';
import { releaseDeliveries } from './claim.ts';
import { restorePauses } from './pause-memory.ts';
import { recoverDeliveries } from './recover.ts';
import { defaultTuning, type SenderDeps, type SenderTuning } from './sender-deps.ts';

export type { DeliveryMetrics, SenderDeps, SenderTuning } from './sender-deps.ts';

/** Sends what stands in the outbox. Any number of them may run on one database. */
export interface DeliverySender {
  start(): Promise<void>;
  /** Stop taking, finish what is on the way (up to `deadlineMs`, default 10 s), give back the rest. */
  stop(deadlineMs?: number): Promise<void>;
  /** Resolves when nothing that is due now is left in the queue; waits out pauses. */
  idle(): Promise<void>;
}

const RECOVERY_MS = 15_000;
const STOP_DEADLINE_MS = 10_000;
const PAUSE_KEYS = ['bot', 'email', 'sms'] as const;

/** Make a sender; see `ChannelLoop` for what it promises. */
export function createDeliverySender(deps: SenderDeps, tuning: Partial<SenderTuning> = {}): DeliverySender {
  const tuned = { ...defaultTuning(deps.bulkPerSecond), ...tuning };
  const loops = deps.channels.map((channel) => new ChannelLoop(deps, tuned, channel));
  const stopping = new AbortController();
  let unsubscribe: () => void = () => undefined;
  let recovering: Promise<void> | null = null;

  async function recoverOnce(): Promise<void> {
    try {
      const found = await recoverDeliveries(deps.db, deps.renderers.resendKinds);
      if (found.requeued + found.repeated + found.unknown === 0) return;
      deps.log.warn({ ...found }, 'took back deliveries of a stopped sender');
      for (const loop of loops) loop.ring();
    } catch (error) {
      deps.log.warn({ err: error }, 'deliveries of stopped senders could not be looked for');
    }
  }

  async function keepRecovering(): Promise<void> {
    while (!stopping.signal.aborted) {
      await recoverOnce();
      await pause(RECOVERY_MS, stopping.signal);
    }
  }

  return {
    async start() {
      await restorePauses(deps, PAUSE_KEYS);
      unsubscribe = deps.wakeups.subscribe('deliveries', () => {
        for (const loop of loops) loop.ring();
      });
      recovering ??= keepRecovering();
      for (const loop of loops) loop.start();
    },
    async stop(deadlineMs = STOP_DEADLINE_MS) {
      unsubscribe();
      stopping.abort();
      await Promise.all(loops.map((loop) => loop.stop(deadlineMs)));
      await recovering;
      await releaseDeliveries(deps.db, `${deps.owner}/`).catch((error: unknown) => {
        deps.log.warn({ err: error }, 'what was taken and not begun is taken back when its lease ends');
      });
    },
    async idle() {
      await Promise.all(loops.map((loop) => loop.idle()));
    },
  };
}
