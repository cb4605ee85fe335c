import { type Api, InputFile } from 'grammy';
import { isDomainError } from '../../../domain/errors.ts';
import { PRINT_LETTERS_TASK } from '../../../services/accounts/letters.ts';
import { printLetters, printLettersArgs } from '../../../services/accounts/print-letters.ts';
import { localeOfIdentity } from '../../../services/residents/locale-of-identity.ts';
import { errorSentence } from '../../../services/texts/error-sentence.ts';
import type { BotDeps } from '../../deps.ts';
import { MESSAGE_DEFAULTS } from '../../ui/screen.ts';

/** What the task runner hands to a task; the runner itself lives outside bot/. */
interface TaskRun {
  readonly identityId: number | null;
  readonly signal: AbortSignal;
  progress(done: number, total: number): Promise<void>;
}

/** Letters as PDF files into the chat of who ordered them. */
export function printLettersTask(deps: Pick<BotDeps, 'services' | 'texts'>, api: Api) {
  return {
    kind: PRINT_LETTERS_TASK,
    async run(rawArgs: unknown, run: TaskRun): Promise<Record<string, number | string>> {
      const order = printLettersArgs.parse(rawArgs);
      const identityId = run.identityId ?? 0;
      const tr = deps.texts.for(await localeOfIdentity(deps.services, { identityId }));
      const say = (html: string) => api.sendMessage(order.chatId, html, MESSAGE_DEFAULTS);
      try {
        const result = await printLetters(deps.services, {
          identityId,
          order,
          tr,
          signal: run.signal,
          onProgress: (done, total) => run.progress(done, total),
          onFile: async ({ name, bytes }) => {
            // Whoever reads such a link gets in: these files are not to be passed on.
            await api.sendDocument(order.chatId, new InputFile(bytes, name), { protect_content: true });
          },
        });
        await say(tr.html('accounts-letters-done', { letters: result.letters }));
        return result;
      } catch (error) {
        if (!isDomainError(error)) throw error;
        await say(errorSentence(error, tr));
        return { refused: error.code };
      }
    },
  };
}
