import type { Update, User, UserFromGetMe } from '@grammyjs/types';
import { UpdateQueue } from '../updates/queue.ts';
import type { UpdateTroubles } from '../updates/troubles.ts';
import type { Chat } from './chat.ts';
import type { Journal } from './journal.ts';
import type { ApiCall, BotRecord, CallbackPress, InvoiceTerms, QueuedUpdate, UpdateKind } from './model.ts';

const DAY = 86_400_000;
/** Times to live from the public server's source: messages a day from their date, presses 150 s. */
const TTL: Record<UpdateKind, number> = {
  message: DAY,
  edited_message: DAY,
  my_chat_member: DAY,
  chat_member: DAY,
  callback_query: 150_000,
  pre_checkout_query: 150_000,
};

/** Left out by Telegram's default list. */
const ONLY_WHEN_NAMED: ReadonlySet<UpdateKind> = new Set(['chat_member'] as const);

/** Keeps logs and finished presses of long runs small. */
const KEEP_CALLS = 3_000;
const KEEP_PRESSES = 10_000;
const KEEP_ANSWERS = 2_000;

/** A question to the bot "may this be paid?", open until answered or too late. */
export interface PendingCheckout {
  id: string;
  resolve(answer: { ok: true } | { ok: false; message: string }): void;
}

export interface CallbackAnswer {
  personId: number;
  text: string;
  alert: boolean;
}

/** Told when updates come in; the webhook sender or a waiting getUpdates. */
export interface UpdateConsumer {
  wake(update: QueuedUpdate): void;
}

/** Who wants to know what happens to a bot. */
export interface BotListener {
  /** An update was confirmed or a call has ended. */
  progress(bot: Bot): void;
  called(bot: Bot, call: ApiCall): void;
}

/** A bot's account in the sandbox: its chats, its queue, what it waits for. */
export class Bot {
  readonly record: BotRecord;
  readonly chats = new Map<number, Chat>();
  readonly queue: UpdateQueue;
  readonly presses = new Map<string, CallbackPress>();
  /** Presses whose spinner still turns. */
  readonly openPresses = new Set<CallbackPress>();
  readonly checkouts = new Map<string, PendingCheckout>();
  readonly invoiceLinks = new Map<string, InvoiceTerms>();
  readonly answers: CallbackAnswer[] = [];
  readonly calls: ApiCall[] = [];
  /** Refusals nobody asked for, kept apart because the log forgets. */
  readonly refusals: ApiCall[] = [];
  callsInFlight = 0;
  /** When setWebhook is served again; ticks. */
  nextWebhookAt = 0;
  consumer: UpdateConsumer | null = null;
  /** The last update of each person, for redelivery. */
  readonly lastUpdateOf = new Map<number, QueuedUpdate>();
  readonly #journal: Journal;
  readonly #listener: BotListener;
  readonly #troubles: UpdateTroubles;

  constructor(record: BotRecord, journal: Journal, listener: BotListener, troubles: UpdateTroubles) {
    this.record = record;
    this.#troubles = troubles;
    this.#journal = journal;
    this.#listener = listener;
    this.queue = new UpdateQueue({
      added: (update) => {
        journal.touch(`update/${record.id}/${update.id}`, () => update);
        this.consumer?.wake(update);
      },
      removed: (update, isConfirmed) => {
        journal.remove(`update/${record.id}/${update.id}`);
        if (isConfirmed && this.#troubles.comesAgain(update)) this.queue.addAgain(update);
        listener.progress(this);
      },
    });
  }

  get id(): number {
    return this.record.id;
  }

  get user(): User & { username: string } {
    return {
      id: this.record.id,
      is_bot: true,
      first_name: this.record.names[''] ?? this.record.firstName,
      username: this.record.username,
    };
  }

  get me(): UserFromGetMe {
    return {
      ...this.user,
      is_bot: true,
      can_join_groups: true,
      can_read_all_group_messages: false,
      supports_guest_queries: false,
      supports_inline_queries: false,
      can_connect_to_business: false,
      has_main_web_app: false,
      has_topics_enabled: false,
      allows_users_to_create_topics: false,
      can_manage_bots: false,
      supports_join_request_queries: false,
    };
  }

  save(): void {
    this.#journal.touch(`bot/${this.record.id}`, () => this.record);
  }

  savePress(press: CallbackPress): void {
    this.#journal.touch(`press/${this.record.id}/${press.id}`, () => press);
  }

  saveInvoiceLink(slug: string, terms: InvoiceTerms): void {
    this.invoiceLinks.set(slug, terms);
    this.#journal.touch(`invoice/${this.record.id}/${slug}`, () => terms);
  }

  /** Number of the next message in private chats; they are counted per account. */
  takeMessageId(): number {
    const id = this.record.nextMessageId;
    this.record.nextMessageId += 1;
    this.save();
    return id;
  }

  /**
   * Queues an update unless the bot does not want its kind.
   * @param now clock, ms.
   * @returns the update, or null when the bot's allowed_updates leave it out.
   */
  push(
    kind: UpdateKind,
    lane: string,
    personId: number,
    now: number,
    fill: (update: Update) => void,
  ): QueuedUpdate | null {
    const { allowedUpdates } = this.record;
    const isWanted = allowedUpdates === null ? !ONLY_WHEN_NAMED.has(kind) : allowedUpdates.includes(kind);
    if (!isWanted) return null;
    const update: Update = { update_id: this.record.nextUpdateId };
    this.record.nextUpdateId += 1;
    this.save();
    fill(update);
    const queued: QueuedUpdate = { id: update.update_id, kind, lane, update, expiresAt: now + TTL[kind] };
    this.lastUpdateOf.set(personId, queued);
    if (this.#troubles.holdBack(this.queue, queued)) {
      // Kept like the others: a restart lets it go.
      this.#journal.touch(`update/${this.record.id}/${queued.id}`, () => queued);
    } else this.queue.add(queued);
    return queued;
  }

  addPress(press: CallbackPress): void {
    this.restorePress(press);
    this.savePress(press);
    if (this.presses.size <= KEEP_PRESSES) return;
    const [oldest] = this.presses.keys();
    if (oldest === undefined) return;
    const forgotten = this.presses.get(oldest);
    if (forgotten !== undefined) this.openPresses.delete(forgotten);
    this.presses.delete(oldest);
    this.#journal.remove(`press/${this.record.id}/${oldest}`);
  }

  restorePress(press: CallbackPress): void {
    this.presses.set(press.id, press);
    if (!press.answered) this.openPresses.add(press);
  }

  /** Marks a press as answered and keeps what the person is told. */
  answerPress(press: CallbackPress, text: string, alert: boolean): void {
    press.answered = true;
    this.openPresses.delete(press);
    this.savePress(press);
    this.addAnswer({ personId: press.personId, text, alert });
  }

  addAnswer(answer: CallbackAnswer): void {
    this.answers.push(answer);
    if (this.answers.length > KEEP_ANSWERS) this.answers.shift();
  }

  /** Forgets chats, presses, invoices and what waits; what the bot has told about itself stays. */
  clear(): void {
    const { id } = this.record;
    this.queue.clear();
    for (const chat of this.chats.values()) chat.forget();
    for (const pressId of this.presses.keys()) this.#journal.remove(`press/${id}/${pressId}`);
    for (const slug of this.invoiceLinks.keys()) this.#journal.remove(`invoice/${id}/${slug}`);
    for (const checkout of this.checkouts.values()) checkout.resolve({ ok: false, message: '' });
    for (const known of [this.chats, this.presses, this.openPresses, this.checkouts, this.invoiceLinks]) {
      known.clear();
    }
    this.lastUpdateOf.clear();
    this.answers.length = 0;
    this.calls.length = 0;
    this.refusals.length = 0;
    for (const key of Object.keys(this.record.commands)) {
      if (key.includes(':')) delete this.record.commands[key];
    }
    for (const chatId of Object.keys(this.record.menuButtons)) {
      if (chatId !== '') delete this.record.menuButtons[chatId];
    }
    this.save();
  }

  beginCall(): void {
    this.callsInFlight += 1;
  }

  endCall(): void {
    this.callsInFlight -= 1;
    this.#listener.progress(this);
  }

  log(call: ApiCall): void {
    this.calls.push(call);
    // In one go: shifting an array of thousands for every call is slow.
    if (this.calls.length > KEEP_CALLS * 2) this.calls.splice(0, KEEP_CALLS);
    if (!call.ok && !call.injected) {
      this.refusals.push(call);
      if (this.refusals.length > KEEP_CALLS) this.refusals.shift();
    }
    this.#listener.called(this, call);
  }
}
