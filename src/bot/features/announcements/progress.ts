import { type Api, GrammyError } from 'grammy';
import { loadAnnouncement } from '../../../services/announcements/load-announcement.ts';
import { type RunningAnnouncement, takeProgress } from '../../../services/announcements/report.ts';
import { localeOfIdentity } from '../../../services/residents/locale-of-identity.ts';
import type { BotDeps } from '../../deps.ts';
import { MESSAGE_DEFAULTS, markupOf } from '../../ui/screen.ts';
import { cardOf } from './card.ts';
import { cardScreen } from './screens.ts';

/** Keeps the progress bars of announcements that are being sent up to date, and ends those that are done. */
export interface ProgressWatcher {
  start(): void;
  stop(): Promise<void>;
  /** One look, now. */
  look(): Promise<void>;
}

/** A bar that moves every few seconds is lively enough, and edits are counted by Telegram too. */
const EVERY_MS = 4_000;

export function createProgressWatcher(
  deps: Pick<BotDeps, 'services' | 'texts' | 'log'>,
  api: Api,
): ProgressWatcher {
  const { services, texts, log } = deps;
  let timer: NodeJS.Timeout | null = null;
  let looking: Promise<void> = Promise.resolve();

  async function show(running: RunningAnnouncement): Promise<void> {
    const found = await loadAnnouncement(services.db, running.id);
    if (found === null) return;
    const tr = texts.for(await localeOfIdentity(services, { identityId: found.authorId }));
    const screen = cardScreen(await cardOf(services, found, null), tr);
    const options = { ...MESSAGE_DEFAULTS, reply_markup: markupOf(screen.buttons) };
    if (running.chatId !== null && running.messageId !== null) {
      await api.editMessageText(running.chatId, running.messageId, screen.html, options);
      return;
    }
    // Scheduled, or begun by a colleague's word: the author gets a message of its own.
    const author = await services.db.telegramIdentity.findUnique({ where: { id: found.authorId } });
    if (author === null) return;
    const sent = await api.sendMessage(Number(author.telegramId), screen.html, options);
    await services.db.announcement.updateMany({
      where: { id: found.id, progressMessageId: null },
      data: { progressChatId: author.telegramId, progressMessageId: sent.message_id },
    });
  }

  async function lookOnce(): Promise<void> {
    try {
      for (const running of await takeProgress(services, { everyMs: EVERY_MS })) {
        await show(running).catch((error: unknown) => {
          // Deleted, blocked, or the same already: the sending goes on without its bar.
          if (!(error instanceof GrammyError)) throw error;
        });
      }
    } catch (error) {
      log.warn({ err: error }, 'progress of announcements was not shown');
    }
  }

  const look = async (): Promise<void> => {
    looking = looking.then(lookOnce);
    await looking;
  };
  return {
    start() {
      timer ??= setInterval(() => void look(), EVERY_MS);
      timer.unref();
    },
    async stop() {
      if (timer !== null) clearInterval(timer);
      await looking;
    },
    look,
  };
}
