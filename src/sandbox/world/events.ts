import type {
  NotificationRecord,
  PaymentRecord,
  RefundRecord,
  SavedMethodRecord,
} from '../stand-ins/yookassa/model.ts';
import type { Bot } from './bot.ts';
import type { Chat } from './chat.ts';
import type { ApiCall, CallbackPress, MailRecord, Person, SmsRecord, StoredMessage } from './model.ts';

/** Something happened. The page's stream makes views of it, tests wait on it. */
export type WorldEvent =
  | { type: 'message'; bot: Bot; chat: Chat; stored: StoredMessage }
  | { type: 'message-changed'; bot: Bot; chat: Chat; stored: StoredMessage }
  | { type: 'messages-deleted'; bot: Bot; chat: Chat; messageIds: number[] }
  | { type: 'reply-keyboard'; bot: Bot; chat: Chat; personId: number }
  | {
      type: 'callback-answer';
      bot: Bot;
      press: CallbackPress;
      text: string;
      alert: boolean;
      url: string | null;
    }
  | { type: 'chat-action'; bot: Bot; chat: Chat; name: string; until: number }
  | { type: 'chat'; bot: Bot; chat: Chat }
  /** Topics, members or what the bot may do there. */
  | { type: 'chat-head'; bot: Bot; chat: Chat }
  | { type: 'menu-changed'; bot: Bot }
  | { type: 'bot'; bot: Bot }
  | { type: 'person'; person: Person }
  | { type: 'sms'; sms: SmsRecord }
  | { type: 'mail'; mail: MailRecord }
  | { type: 'api-call'; bot: Bot; call: ApiCall }
  /** Rates or the clock were changed. */
  | { type: 'settings' }
  | { type: 'reset' }
  | { type: 'gateway-payment'; payment: PaymentRecord }
  | { type: 'gateway-refund'; refund: RefundRecord }
  | { type: 'gateway-method'; method: SavedMethodRecord }
  | { type: 'gateway-notification'; notification: NotificationRecord }
  /** An update was confirmed, a call or a stand-in's work has ended (bot null): the bot may have settled. */
  | { type: 'progress'; bot: Bot | null };

export type WorldListener = (event: WorldEvent) => void;

/** Hands events to whoever listens; costs nothing while nobody does. */
export class WorldEvents {
  readonly #listeners = new Set<WorldListener>();

  get hasListeners(): boolean {
    return this.#listeners.size > 0;
  }

  /** @returns a function that stops listening. */
  on(listener: WorldListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: WorldEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}
