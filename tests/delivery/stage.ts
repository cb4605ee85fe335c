import { createLocalRates } from '../../src/coordination/local-rates.ts';
import type { Rates } from '../../src/coordination/rates.ts';
import { createWakeups } from '../../src/coordination/wakeups.ts';
import type { Database } from '../../src/database/client.ts';
import type {
  DeliveryChannel,
  Recipient,
  RenderedMessage,
  SendOutcome,
} from '../../src/delivery/channels.ts';
import { createRendererRegistry, type DeliveryKind, defineRenderer } from '../../src/delivery/renderers.ts';
import { createDeliverySender, type DeliverySender } from '../../src/delivery/sender.ts';
import type { SenderDeps, SenderTuning } from '../../src/delivery/sender-deps.ts';
import { DELIVERY_STATUSES, DELIVERY_TRANSITIONS } from '../../src/domain/delivery.ts';
import type { Logger } from '../../src/logging/logger.ts';
import { escapeHtml } from '../../src/texts/html.ts';
import { createTexts } from '../../src/texts/texts.ts';

export const RECEIPT: DeliveryKind = { kind: 'test.receipt', lane: 'money', afterCrash: 'resend' };
export const NEWS: DeliveryKind = { kind: 'test.news', lane: 'bulk', afterCrash: 'leave' };
export const REMINDER: DeliveryKind = { kind: 'test.reminder', lane: 'reminders', afterCrash: 'leave' };
export const SECURITY: DeliveryKind = {
  kind: 'test.security',
  lane: 'money',
  afterCrash: 'resend',
  audience: 'anyone',
};
export const ALL_KINDS = [RECEIPT, NEWS, REMINDER, SECURITY];

export interface Call {
  readonly text: string;
  readonly recipient: Recipient;
  readonly message: RenderedMessage;
}

/** A channel that keeps what it accepted and answers as the test says. */
export class ScriptedChannel implements DeliveryChannel {
  readonly channel = 'telegram';
  readonly calls: Call[] = [];
  /** calls on the way per recipient, and the most there ever were at once */
  readonly #onTheWay = new Map<string, number>();
  mostForOneRecipient = 0;
  answer: (call: Call) => SendOutcome | Promise<SendOutcome> = () => ({ kind: 'sent', messageId: 1 });

  async send(message: RenderedMessage, recipient: Recipient): Promise<SendOutcome> {
    const call: Call = { text: message.html, recipient, message };
    this.calls.push(call);
    // The answer of the moment of the call: a test changes it for the calls after.
    const { answer } = this;
    const who = recipient.channel === 'telegram' ? `${recipient.chatId}` : recipient.key;
    const now = (this.#onTheWay.get(who) ?? 0) + 1;
    this.#onTheWay.set(who, now);
    this.mostForOneRecipient = Math.max(this.mostForOneRecipient, now);
    await new Promise((resolve) => setImmediate(resolve));
    try {
      return await answer(call);
    } finally {
      this.#onTheWay.set(who, (this.#onTheWay.get(who) ?? 0) - 1);
    }
  }

  get texts(): string[] {
    return this.calls.map(({ text }) => text);
  }
}

/** No limits: what a test about something else wants. */
export function unlimited(): Rates {
  return { take: async () => ({ granted: true }), pause: async () => undefined, degraded: () => false };
}

export const quietLog: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

let senders = 0;

export interface Stage {
  readonly channel: ScriptedChannel;
  readonly now: { value: Date };
  readonly counted: string[];
  sender(options?: Partial<SenderDeps>, tuning?: Partial<SenderTuning>): DeliverySender;
  stopAll(): Promise<void>;
}

/** Everything a sender needs around one database; `text` in the parameters is what is said. */
export function createStage(database: Database): Stage {
  const channel = new ScriptedChannel();
  const now = { value: new Date('2026-11-21T09:00:00Z') };
  const counted: string[] = [];
  const started: DeliverySender[] = [];
  const renderers = ALL_KINDS.map((kind) =>
    defineRenderer(kind, parseText, async ({ text }, context) => {
      if (text === 'explode') throw new Error('boom');
      if (text === 'nothing') return null;
      return {
        html: escapeHtml(`${context.repeat ? 'повторно: ' : ''}${text} [${context.locale}]`),
        plain: text,
      };
    }),
  );
  return {
    channel,
    now,
    counted,
    sender(options = {}, tuning = {}) {
      senders += 1;
      const sender = createDeliverySender(
        {
          db: database.prisma,
          clock: { now: () => now.value },
          texts: createTexts(),
          defaultLocale: 'ru',
          timezone: 'Europe/Moscow',
          quietHours: null,
          unsubscribeUrl: null,
          owner: `sender-${senders}`,
          channels: [channel],
          renderers: createRendererRegistry(renderers),
          rates: createLocalRates(),
          wakeups: createWakeups(null),
          log: quietLog,
          metrics: { delivery: (where, lane, outcome) => counted.push(`${where} ${lane} ${outcome}`) },
          bulkPerSecond: 1000,
          ...options,
        },
        { pollMs: 20, ...tuning },
      );
      started.push(sender);
      return sender;
    },
    async stopAll() {
      await Promise.all(started.map((sender) => sender.stop(2_000)));
    },
  };
}

function parseText(params: unknown): { text: string } {
  if (typeof params === 'object' && params !== null && 'text' in params && typeof params.text === 'string') {
    return { text: params.text };
  }
  throw new Error('no text');
}

/** The database itself refuses every change of status that the table of transitions does not have. */
export async function guardTransitions(database: Database): Promise<void> {
  const allowed = DELIVERY_STATUSES.flatMap((from) =>
    DELIVERY_TRANSITIONS[from].map((to) => `('${from}','${to}')`),
  ).join(',');
  await database.prisma.$executeRawUnsafe(`
    CREATE FUNCTION check_delivery_transition() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF OLD.status <> NEW.status AND NOT (OLD.status::text, NEW.status::text) IN (${allowed}) THEN
        RAISE EXCEPTION 'forbidden transition % -> %', OLD.status, NEW.status;
      END IF;
      RETURN NEW;
    END $$`);
  await database.prisma.$executeRawUnsafe(`
    CREATE TRIGGER check_delivery_transition BEFORE UPDATE ON "Delivery"
    FOR EACH ROW EXECUTE FUNCTION check_delivery_transition()`);
}
