import { Composer } from 'grammy';
import { createBot } from '../../../src/bot/bot.ts';
import type { BotContext } from '../../../src/bot/context.ts';
import type { BotDeps } from '../../../src/bot/deps.ts';
import type { Feature } from '../../../src/bot/feature.ts';
import { helpFeature } from '../../../src/bot/features/help/index.ts';
import { homeFeature } from '../../../src/bot/features/home/index.ts';
import { residentsFeature } from '../../../src/bot/features/residents/index.ts';
import { createUpdateHandler } from '../../../src/bot/handle-update.ts';
import { createPolling, type Polling } from '../../../src/bot/polling.ts';
import { createScreens } from '../../../src/bot/screens.ts';
import { createLocalLock } from '../../../src/coordination/local-lock.ts';
import type { Database } from '../../../src/database/client.ts';
import type { EmailMessage } from '../../../src/gateways/email/email-gateway.ts';
import type { SmsMessage } from '../../../src/gateways/sms/sms-gateway.ts';
import type { Chat, Problem } from '../../../src/sandbox/driver.ts';
import { createChat } from '../../../src/sandbox/driver.ts';
import { createSandbox } from '../../../src/sandbox/server.ts';
import { createKeyedHashes } from '../../../src/services/keyed-hashes.ts';
import { ensureTextDocuments } from '../../../src/services/texts/ensure-text-documents.ts';
import { createTexts } from '../../../src/texts/texts.ts';
import { NO_DOCUMENTS } from '../../support/documents.ts';

export const START = new Date('2026-11-23T09:00:00Z');

/** A gateway that keeps what it was given; `fail` is thrown by the next call. */
export interface Recorded<T> {
  readonly sent: T[];
  fail: Error | null;
}

export interface ComingIn {
  readonly chat: Chat;
  readonly sms: Recorded<SmsMessage>;
  readonly mail: Recorded<EmailMessage>;
  readonly logged: string[];
  /** Move the clock on. */
  pass(seconds: number): void;
  now(): Date;
  /** Stop the process and start a new one on the same database. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Refusals that are part of the design: a screen shown a second time is not modified, a redelivered press has been
 * answered already, and a restart ends the long poll of the process before it.
 */
export function unexpected(problems: readonly Problem[]): readonly Problem[] {
  const expected = /message is not modified|query is too old|getUpdates: 409/;
  return problems.filter(({ kind, detail }) => kind !== 'refused-call' || !expected.test(detail));
}

export interface ComingInOptions {
  readonly sms?: boolean;
  readonly email?: boolean;
  readonly features?: readonly Feature[];
  readonly adminTelegramIds?: readonly number[];
}

/**
 * The whole bot with the features of coming in, on the local Bot API server, an own database and a fake clock.
 * What other features would add (accounts, bills) is absent, as on a bot that does not have them.
 */
export async function openComingIn(database: Database, options: ComingInOptions = {}): Promise<ComingIn> {
  const sandbox = await createSandbox();
  let now = START;
  const sms: Recorded<SmsMessage> = { sent: [], fail: null };
  const mail: Recorded<EmailMessage> = { sent: [], fail: null };
  const logged: string[] = [];
  const log = (level: string) => (fields: object, message: string) => {
    const err = 'err' in fields && fields.err instanceof Error ? (fields.err.stack ?? '') : '';
    logged.push(`${level} ${message} ${JSON.stringify(fields)} ${err}`);
  };
  const deps: BotDeps = {
    services: {
      db: database.prisma,
      clock: { now: () => now },
      installation: {
        timezone: 'Europe/Moscow',
        defaultLocale: 'ru',
        adminTelegramIds: options.adminTelegramIds ?? [],
        botUsername: 'domovoy_bot',
        embedded: true,
      },
      hashes: createKeyedHashes('secret of the tests', 'salt'),
      sms: options.sms === false ? null : { send: recording(sms) },
      email: options.email === true ? { send: recording(mail) } : null,
      documents: NO_DOCUMENTS,
      gateway: null,
      notify: () => undefined,
    },
    texts: createTexts({
      onProblem: (problem) => {
        throw new Error(problem);
      },
    }),
    lock: createLocalLock(),
    metrics: { updateHandled: () => undefined, apiCall: () => undefined },
    log: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
    telegram: { token: sandbox.botToken, apiRoot: sandbox.url, proxy: null, paymentProviderToken: null },
    files: { download: () => Promise.reject(new Error('no files in these stories')) },
    tasks: { enqueue: () => Promise.resolve(), cancel: () => Promise.resolve(false) },
  };
  await ensureTextDocuments(deps.services);

  let polling = await startPolling(deps, options);
  return {
    chat: createChat(sandbox),
    sms,
    mail,
    logged,
    now: () => now,
    pass: (seconds) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    async restart() {
      await polling.stop();
      polling = await startPolling(deps, options);
    },
    async close() {
      await polling.stop();
      await sandbox.close();
    },
  };
}

async function startPolling(deps: BotDeps, options: ComingInOptions): Promise<Polling> {
  const { bot } = createBot({
    deps,
    botInfo: {
      id: 1_000_001,
      is_bot: true,
      first_name: 'Домовой',
      username: 'domovoy_bot',
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: false,
      allows_users_to_create_topics: false,
    } as Parameters<typeof createBot>[0]['botInfo'],
    checkout: () => new Composer<BotContext>(),
    features: [residentsFeature, homeFeature, helpFeature, ...(options.features ?? [])],
    staffGroup: () => new Composer<BotContext>(),
    screens: createScreens(deps),
  });
  const polling = createPolling(bot.api, createUpdateHandler(bot, deps), deps);
  polling.start();
  return polling;
}

function recording<T>(record: Recorded<T>): (message: T) => Promise<void> {
  return async (message) => {
    const { fail } = record;
    record.fail = null;
    if (fail !== null) throw fail;
    record.sent.push(message);
  };
}
