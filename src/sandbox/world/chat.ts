import type { Chat as ApiChat } from '@grammyjs/types';
import type { Journal } from './journal.ts';
import type { ChatHead, StoredMessage } from './model.ts';

/** What is going on at the top of a chat: «печатает…». */
export interface ChatActionState {
  name: string;
  /** Clock, ms. */
  until: number;
}

/** One conversation as the bot's account has it: private with a person, or a group. */
export class Chat {
  readonly head: ChatHead;
  readonly messages = new Map<number, StoredMessage>();
  action: ChatActionState | null = null;
  /** Messages of the bot on their way right now. */
  sending = 0;
  /** When a person last wrote or pressed here, ticks. */
  heardAt = Number.NEGATIVE_INFINITY;
  /** Messages that the bot has answered with since. */
  answered = 0;
  /** The chat as messages show it; made anew when the title changes. */
  api: ApiChat.PrivateChat | ApiChat.GroupChat | ApiChat.SupergroupChat;
  readonly #journal: Journal;
  readonly #key: string;
  readonly #keep: () => number;

  constructor(
    botId: number,
    head: ChatHead,
    api: ApiChat.PrivateChat | ApiChat.GroupChat | ApiChat.SupergroupChat,
    journal: Journal,
    keep: () => number,
  ) {
    this.head = head;
    this.api = api;
    this.#journal = journal;
    this.#key = `${botId}/${head.id}`;
    this.#keep = keep;
  }

  get id(): number {
    return this.head.id;
  }

  /** Writes the head to the journal; call after every change of it. */
  save(): void {
    this.#journal.touch(`chat/${this.#key}`, () => this.head);
  }

  /** Writes a message to the journal; call after every change of it. */
  saveMessage(stored: StoredMessage): void {
    this.#journal.touch(`message/${this.#key}/${stored.message.message_id}`, () => stored);
  }

  /** Adds a message; the oldest are forgotten so that long runs stay small. */
  append(stored: StoredMessage): void {
    this.messages.set(stored.message.message_id, stored);
    this.saveMessage(stored);
    const keep = this.#keep();
    // Two for one: a chat that may keep fewer than before, because there are more chats, shrinks to it.
    for (let dropped = 0; dropped < 2 && this.messages.size > keep; dropped += 1) this.#dropOldest();
  }

  #dropOldest(): void {
    const { value: oldest } = this.messages.keys().next();
    if (oldest === undefined) return;
    this.messages.delete(oldest);
    this.#journal.remove(`message/${this.#key}/${oldest}`);
  }

  /** A person has written or pressed here. @param now ticks */
  hear(now: number): void {
    this.heardAt = now;
    this.answered = 0;
  }

  /** Takes the chat and its messages out of the journal: it is no more. */
  forget(): void {
    for (const id of this.messages.keys()) this.#journal.remove(`message/${this.#key}/${id}`);
    this.#journal.remove(`chat/${this.#key}`);
  }

  /** The message when it is there and not deleted. */
  live(messageId: number): StoredMessage | undefined {
    const stored = this.messages.get(messageId);
    return stored === undefined || stored.deleted ? undefined : stored;
  }

  /** Ids of the people who see this chat. */
  personIds(): number[] {
    return this.head.type === 'private' ? [this.head.id] : Object.keys(this.head.members).map(Number);
  }
}
