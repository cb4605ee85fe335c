import { Composer } from 'grammy';
import type { Update, UserFromGetMe } from 'grammy/types';
import { createBot } from '../../../src/bot/bot.ts';
import type { BotContext } from '../../../src/bot/context.ts';
import type { BotDeps } from '../../../src/bot/deps.ts';
import type { Feature } from '../../../src/bot/feature.ts';
import { helpFeature } from '../../../src/bot/features/help/index.ts';
import { homeFeature } from '../../../src/bot/features/home/index.ts';
import { residentsFeature } from '../../../src/bot/features/residents/index.ts';
import {
  carryAnswers,
  createUpdateHandler,
  type UpdateOutcome,
  type WebhookHandler,
} from '../../../src/bot/handle-update.ts';
import { ALLOWED_UPDATES } from '../../../src/bot/middleware/serve-only.ts';
import { createScreens } from '../../../src/bot/screens.ts';
import { createLocalLock } from '../../../src/coordination/local-lock.ts';
import type { PersonLock } from '../../../src/coordination/person-lock.ts';
import type { Database } from '../../../src/database/client.ts';
import { createLogger } from '../../../src/logging/logger.ts';
import { createChat, type User } from '../../../src/sandbox/driver.ts';
import { act } from '../../../src/sandbox/people/actions.ts';
import type { MessageView, PersonAction } from '../../../src/sandbox/person-api.ts';
import { createSandbox, type Sandbox } from '../../../src/sandbox/server.ts';
import { createKeyedHashes } from '../../../src/services/keyed-hashes.ts';
import { acceptDocuments } from '../../../src/services/residents/accept-documents.ts';
import { ensureTextDocuments } from '../../../src/services/texts/ensure-text-documents.ts';
import { createTexts } from '../../../src/texts/texts.ts';
import { NO_DOCUMENTS } from '../../support/documents.ts';

export const START = new Date('2026-11-23T09:00:00Z');

export interface StageOptions {
  readonly lock?: PersonLock;
  readonly features?: readonly Feature[];
  /** Step 3 of the middleware. */
  readonly checkout?: (deps: BotDeps) => Composer<BotContext>;
  readonly staffGroup?: Composer<BotContext>;
  /** Stands in for the database's client, e.g. one that can go away. */
  readonly db?: Database['prisma'];
  /** Telegram's delays between its tries are multiplied by it. */
  readonly retryScale?: number;
  /** A Telegram that is there already: a second process of the same bot. */
  readonly sandbox?: Sandbox;
}

/** One process of the bot whose updates are handed over by the test, one by one: what is offered, and how often. */
export interface BotStage {
  readonly sandbox: Sandbox;
  /** Lines of the log as they would be written. */
  readonly logged: readonly string[];
  /** Outcomes told to the metrics, in order. */
  readonly outcomes: readonly string[];
  now(): Date;
  pass(seconds: number): void;
  /** Somebody about whom nothing is stored. */
  stranger(name: string): Actor;
  /** A resident who has accepted the texts. */
  resident(name: string): Promise<Actor>;
  /** Handle one update as polling does. */
  handle(update: Update): Promise<UpdateOutcome>;
  /** The same as the webhook does. */
  readonly handleWebhook: WebhookHandler;
  /** Updates that nobody has confirmed, oldest first. */
  offered(): Update[];
  /** Handle and confirm everything that is offered, in order; updates put off stay. */
  handleAll(): Promise<void>;
  close(): Promise<void>;
}

/** A person whose updates wait until the test hands them over. */
export interface Actor {
  readonly id: number;
  /** Do something; @returns the update it made. */
  does(action: PersonAction): Promise<Update>;
  says(text: string): Promise<Update>;
  /** Press data on the newest message of the bot. */
  presses(data: string): Promise<Update>;
  readonly user: User;
  /** Messages of the bot, oldest first. */
  said(): string[];
}

export async function openStage(database: Database, options: StageOptions = {}): Promise<BotStage> {
  let now = START;
  const clock = { now: () => new Date(now) };
  const sandbox = options.sandbox ?? (await createSandbox({ clock, retryScale: options.retryScale ?? 1 }));
  const { world } = sandbox.core;
  const account = world.botByToken(sandbox.botToken);
  account.record.allowedUpdates = [...ALLOWED_UPDATES];
  const db = options.db ?? database.prisma;
  const logged: string[] = [];
  const outcomes: string[] = [];
  const deps: BotDeps = {
    services: {
      db,
      clock,
      installation: {
        timezone: 'Europe/Moscow',
        defaultLocale: 'ru',
        adminTelegramIds: [],
        botUsername: account.record.username,
        embedded: true,
      },
      hashes: createKeyedHashes('secret of the tests', 'salt'),
      sms: null,
      email: null,
      documents: NO_DOCUMENTS,
      gateway: null,
      notify: () => undefined,
    },
    texts: createTexts({
      onProblem: (problem) => {
        throw new Error(problem);
      },
    }),
    lock: options.lock ?? createLocalLock(),
    metrics: {
      updateHandled: (_feature, outcome) => outcomes.push(outcome),
      apiCall: () => undefined,
    },
    log: createLogger({
      level: 'debug',
      secrets: [sandbox.botToken],
      destination: { write: (line: string) => logged.push(line) },
    }),
    telegram: { token: sandbox.botToken, apiRoot: sandbox.url, proxy: null, paymentProviderToken: null },
    files: { download: () => Promise.reject(new Error('no files here')) },
    tasks: { enqueue: () => Promise.resolve(), cancel: () => Promise.resolve(false) },
  };
  const writing = { db: database.prisma, clock };
  await ensureTextDocuments(writing);
  const { bot, carryAnswer } = createBot({
    deps,
    botInfo: account.me as UserFromGetMe,
    checkout: options.checkout ?? (() => new Composer<BotContext>()),
    features: [residentsFeature, homeFeature, helpFeature, ...(options.features ?? [])],
    staffGroup: () => options.staffGroup ?? new Composer<BotContext>(),
    screens: createScreens(deps),
  });
  const handle = createUpdateHandler(bot, deps);
  const chat = createChat(sandbox);

  function actor(name: string): Actor {
    const user = chat.user(name);
    const person = world.people.get(user.id);
    if (person === undefined) throw new Error(`${name} is nobody`);
    const does = async (action: PersonAction): Promise<Update> => {
      await act(world, account, person, action);
      const made = account.lastUpdateOf.get(person.id);
      if (made === undefined) throw new Error(`${action.type} made no update`);
      return made.update;
    };
    return {
      id: person.id,
      user,
      does,
      says: (text) => does({ type: 'send-text', text }),
      presses: (data) => does({ type: 'forge', data }),
      said: () =>
        user.messages().flatMap((message: MessageView) => (message.side === 'bot' ? [message.text] : [])),
    };
  }

  const stage: BotStage = {
    sandbox,
    logged,
    outcomes,
    now: clock.now,
    pass: (seconds) => {
      now = new Date(now.getTime() + seconds * 1000);
    },
    stranger: actor,
    async resident(name) {
      const made = actor(name);
      const documents = await database.prisma.textDocument.findMany({
        where: { kind: { in: ['terms', 'consent'] } },
      });
      const accepted = (kind: string) => ({
        documentId: documents.find((document) => document.kind === kind)?.id ?? 0,
        acceptedAt: now,
      });
      const { identityId } = await acceptDocuments(writing, {
        telegramId: made.id,
        locale: 'ru',
        startCompanyId: null,
        terms: accepted('terms'),
        consent: accepted('consent'),
      });
      const resident = await database.prisma.resident.create({
        data: { firstName: name, lastName: 'Иванова', registeredAt: now },
      });
      await database.prisma.telegramIdentity.update({
        where: { id: identityId },
        data: { residentId: resident.id },
      });
      // Until a person has written, a bot may not.
      await handle(await made.says('/menu'));
      account.queue.clear();
      return made;
    },
    handle,
    handleWebhook: carryAnswers(handle, carryAnswer),
    offered: () => account.queue.take(100, world.now()).map(({ update }) => update),
    async handleAll() {
      for (const update of stage.offered()) {
        if ((await handle(update)) === 'done') account.queue.remove(update.update_id);
      }
    },
    close: () => (options.sandbox === undefined ? sandbox.close() : Promise.resolve()),
  };
  return stage;
}

/** The dialogue row of a person. */
export async function dialogueOf(database: Database, telegramId: number) {
  return await database.prisma.dialogue.findFirstOrThrow({
    where: { identity: { telegramId: BigInt(telegramId) } },
  });
}
