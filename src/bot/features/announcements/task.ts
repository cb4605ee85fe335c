import { z } from 'zod';
import { SEND_TASK } from '../../../services/announcements/send-announcement.ts';
import { startSending } from '../../../services/announcements/start-sending.ts';
import type { ServiceDeps } from '../../../services/deps.ts';

const argsSchema = z.object({ announcementId: z.number(), sendAt: z.coerce.date() });

/** Begins a sending when its time has come; what happens then is the outbox' work. */
export function sendAnnouncementTask(
  services: Pick<ServiceDeps, 'db' | 'clock' | 'installation' | 'notify'>,
) {
  return {
    kind: SEND_TASK,
    async run(args: unknown): Promise<{ queued: number }> {
      return { queued: await startSending(services, argsSchema.parse(args)) };
    },
  };
}
