import { type Api, GrammyError } from 'grammy';
import { loadAnnouncement } from '../../../services/announcements/load-announcement.ts';
import {
  markAuthorUnreachable,
  type RunningAnnouncement,
  takeProgress,
} from '../../../services/announcements/report.ts';
import { localeOfIdentity } from '../../../services/residents/locale-of-identity.ts';
import type { BotDeps } from '../../deps.ts';
import { isNotModified, isUneditable, MESSAGE_DEFAULTS, markupOf } from '../../ui/screen.ts';
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
  /** Telegram asked to wait: sending needs its calls more than the bars do. */
  let quietUntil = 0;
  /** Last words that Telegram did not take yet. */
  const owed: RunningAnnouncement[] = [];

  async function show(running: RunningAnnouncement): Promise<void> {
    const found = await loadAnnouncement(services.db, running.id);
    if (found === null) return;
    const author = await services.db.telegramIdentity.findUnique({
      where: { id: found.authorId },
      select: { telegramId: true, unreachableAt: true },
    });
    // Who blocked the bot sees no bar; it goes on when they are back.
    if (author === null || author.unreachableAt !== null) return;
    const tr = texts.for(await localeOfIdentity(services, { identityId: found.authorId }));
    const screen = cardScreen(await cardOf(services, found, null), tr);
    const options = { ...MESSAGE_DEFAULTS, reply_markup: markupOf(screen.buttons) };
    const { id, chatId, messageId } = running;
    try {
      if (chatId !== null && messageId !== null) {
        await api.editMessageText(chatId, messageId, screen.html, options);
        return;
      }
    } catch (error) {
      // Deleted by its reader: a new one. Everything else is told by `giveWay`.
      if (!isUneditable(error)) throw error;
    }
    // Scheduled, or begun by a colleague's word: the author gets a message of its own.
    const sent = await api.sendMessage(Number(author.telegramId), screen.html, options);
    await services.db.announcement.updateMany({
      where: { id, progressMessageId: messageId },
      data: { progressChatId: author.telegramId, progressMessageId: sent.message_id },
    });
  }

  /** The sending goes on without its bar; what is certain to be refused again is not tried again. */
  async function giveWay(error: unknown, running: RunningAnnouncement): Promise<void> {
    if (isNotModified(error)) return;
    if (!(error instanceof GrammyError)) {
      if (running.finished) owed.push(running);
      throw error;
    }
    if (error.error_code === 403) await markAuthorUnreachable(services, { announcementId: running.id });
    if (error.error_code === 429) {
      quietUntil = performance.now() + (error.parameters.retry_after ?? 1) * 1_000;
      if (running.finished) owed.push(running);
    }
  }

  async function lookOnce(): Promise<void> {
    try {
      for (const running of [...owed.splice(0), ...(await takeProgress(services, { everyMs: EVERY_MS }))]) {
        if (performance.now() >= quietUntil) {
          await show(running).catch((error: unknown) => giveWay(error, running));
        } else if (running.finished) owed.push(running);
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
