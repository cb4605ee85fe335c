import type { Operation } from '../../../services/payments/show-operation.ts';
import { packPersonalData } from '../../../services/residents/export-data.ts';
import { localeOfIdentity } from '../../../services/residents/locale-of-identity.ts';
import { EXPORT_DATA_TASK } from '../../../services/residents/person-keys.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';

/** What the task runner hands to a task; the runner itself lives outside bot/. */
interface TaskRun {
  readonly taskId: number;
  readonly identityId: number | null;
  readonly signal: AbortSignal;
  progress(done: number, total: number): Promise<void>;
}

/** Packs somebody's data. @param receiptPdf laid out by the feature that shows receipts */
export function exportDataTask(
  deps: Pick<BotDeps, 'services' | 'texts' | 'log'>,
  receiptPdf: (operation: Operation, tr: Translator) => Promise<{ readonly bytes: Uint8Array }>,
) {
  return {
    kind: EXPORT_DATA_TASK,
    async run(_args: unknown, run: TaskRun): Promise<Record<string, number>> {
      const identityId = run.identityId ?? 0;
      const made = await packPersonalData(deps.services, {
        identityId,
        taskId: run.taskId,
        tr: deps.texts.for(await localeOfIdentity(deps.services, { identityId })),
        signal: run.signal,
        onProgress: (done, total) => run.progress(done, total),
        receiptPdf,
        onUnreadable: (name, err) =>
          deps.log.error({ err, task: run.taskId, part: name.split('/')[0] }, 'a paper could not be read'),
      });
      return made === null ? {} : { ...made };
    },
  };
}
