import type { Api } from 'grammy';
import type { BotDeps } from '../bot/deps.ts';
import { printLettersTask } from '../bot/features/accounts/letters-task.ts';
import { sendAnnouncementTask } from '../bot/features/announcements/task.ts';
import { applyImportTask } from '../bot/features/imports/task.ts';
import { receiptPdf } from '../bot/features/payments/receipt-pdf.ts';
import { exportDataTask } from '../bot/features/residents/export-task.ts';
import { groupTask } from '../bot/features/tickets/group-task.ts';
import type { Locale } from '../domain/locale.ts';
import { runJobTask } from '../jobs/run-job-task.ts';

export interface TaskParts {
  readonly api: Api;
  /** of what nobody in particular reads: staff groups */
  readonly locale: Locale;
  readonly runJob: Parameters<typeof runJobTask>[0];
}

/** Who does the background tasks, by kind. */
export function allTasks(deps: BotDeps, { api, locale, runJob }: TaskParts) {
  return [
    sendAnnouncementTask(deps.services),
    runJobTask(runJob),
    applyImportTask(deps, api),
    printLettersTask(deps, api),
    exportDataTask(deps, (operation, tr) => receiptPdf(deps.services, operation, tr)),
    groupTask({ services: deps.services, texts: deps.texts, locale }, api),
  ];
}
