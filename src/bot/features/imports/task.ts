import { type Api, GrammyError } from 'grammy';
import { z } from 'zod';
import { isDomainError } from '../../../domain/errors.ts';
import {
  APPLY_IMPORT_TASK,
  type ApplyDraftResult,
  applyImportDraft,
} from '../../../services/imports/apply-task.ts';
import { localeOfIdentity } from '../../../services/residents/locale-of-identity.ts';
import { grantsOf } from '../../../services/staff/grants-of.ts';
import { errorSentence } from '../../../services/texts/error-sentence.ts';
import type { Html } from '../../../texts/html.ts';
import type { Translator } from '../../../texts/texts.ts';
import type { BotDeps } from '../../deps.ts';
import { type ButtonRows, button } from '../../ui/buttons.ts';
import { routes } from '../../ui/routes.ts';
import { MESSAGE_DEFAULTS, markupOf, type Screen } from '../../ui/screen.ts';
import { importRoutes } from './callback-data.ts';

const argsSchema = z.object({
  draftId: z.number(),
  createAccounts: z.boolean(),
  chatId: z.number().nullable(),
  messageId: z.number().nullable(),
});

/** Edits of one message closer together annoy Telegram. */
const EDIT_EVERY_MS = 1500;
const BAR_CELLS = 10;

/** What the task runner hands to a task; the runner itself lives outside bot/. */
export interface TaskRun {
  readonly taskId: number;
  readonly identityId: number | null;
  /** Aborted with a reason whose own `reason` is `cancelled`, `stopping` or `lost`. */
  readonly signal: AbortSignal;
  progress(done: number, total: number): Promise<void>;
}

/** Publishing a register in the background, with a progress bar in the message whose button started it. */
export function applyImportTask(deps: Pick<BotDeps, 'services' | 'texts' | 'files'>, api: Api) {
  return {
    kind: APPLY_IMPORT_TASK,
    async run(rawArgs: unknown, run: TaskRun): Promise<Record<string, number | boolean | string>> {
      const args = argsSchema.parse(rawArgs);
      const identityId = run.identityId ?? 0;
      const tr = deps.texts.for(await localeOfIdentity(deps.services, { identityId }));
      const note = createNote(api, args);
      let result: ApplyDraftResult;
      try {
        result = await applyImportDraft(deps.services, {
          draftId: args.draftId,
          identityId,
          grants: await grantsOf(deps.services, { identityId }),
          createAccounts: args.createAccounts,
          download: (fileId) => deps.files.download(fileId),
          signal: run.signal,
          onProgress: async (done, total) => {
            await run.progress(done, total);
            if (done < total) await note.progress(() => progressScreen(done, total, run.taskId, tr));
          },
        });
      } catch (error) {
        if (run.signal.aborted) {
          if (isCancelled(run.signal.reason)) await note.tell(plainScreen(tr.html('imports-cancelled'), tr));
          // Stopped with the process, it goes on at the next start.
          throw error;
        }
        if (!isDomainError(error)) {
          await note.tell(plainScreen(tr.html('imports-retrying'), tr));
          throw error;
        }
        const problem = errorSentence(error, tr);
        await note.result(plainScreen(tr.html('imports-unreadable', { problem }), tr));
        return { refused: error.code };
      }
      await note.result(resultScreen(result, tr));
      return { ...result };
    },
  };
}

/** The message that tells how far it is. */
function createNote(api: Api, { chatId, messageId }: z.infer<typeof argsSchema>) {
  let editedAt = Number.NEGATIVE_INFINITY;
  const edit = async ({ html, buttons }: Screen): Promise<void> => {
    if (chatId === null || messageId === null) return;
    try {
      const options = { ...MESSAGE_DEFAULTS, reply_markup: markupOf(buttons) };
      await api.editMessageText(chatId, messageId, html, options);
    } catch (error) {
      // The message was deleted, or is like that already.
      if (!(error instanceof GrammyError)) throw error;
    }
  };
  /** Best effort: an unreachable Telegram must not stop an import. */
  const tell = (screen: Screen): Promise<void> => edit(screen).catch(() => undefined);
  return {
    tell,
    /** Must arrive: thrown out, the task runs again and finds the file published. */
    result: edit,
    async progress(screen: () => Screen): Promise<void> {
      if (performance.now() - editedAt < EDIT_EVERY_MS) return;
      editedAt = performance.now();
      await tell(screen());
    },
  };
}

function progressScreen(done: number, total: number, task: number, tr: Translator): Screen {
  const filled = Math.round((done / total) * BAR_CELLS);
  return {
    html: tr.html('imports-progress', {
      bar: '▓'.repeat(filled) + '░'.repeat(BAR_CELLS - filled),
      done: String(done),
      total: String(total),
    }),
    buttons: [[button(tr.plain('button-cancel'), importRoutes.cancel.data({ task }))]],
  };
}

function resultScreen(result: ApplyDraftResult, tr: Translator): Screen {
  return {
    html: result.alreadyApplied
      ? tr.html('imports-done-already', { batch: String(result.batchId) })
      : result.kind !== 'bills'
        ? tr.html('imports-done-rows', { rows: result.rows })
        : tr.html('imports-done', {
            bills: result.bills,
            lines: String(result.lines),
            created: result.createdAccounts,
          }),
    buttons: [
      [button(tr.plain('imports-button-card'), routes.importBatch.data({ batch: result.batchId }))],
      homeRow(tr),
    ],
  };
}

function plainScreen(html: Html, tr: Translator): Screen {
  return { html, buttons: [homeRow(tr)] };
}

function homeRow(tr: Translator): ButtonRows[number] {
  return [button(tr.plain('button-home'), routes.home.data())];
}

/** A person pressed Cancel; otherwise the process stops, or another one has taken the task over. */
function isCancelled(reason: unknown): boolean {
  return typeof reason === 'object' && reason !== null && 'reason' in reason && reason.reason === 'cancelled';
}
