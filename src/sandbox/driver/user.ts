import type { Group, PayOptions, Seat, User } from '../driver-api.ts';
import { personView } from '../people/chat-views.ts';
import type { MessageView, PayResult, PersonView } from '../person-api.ts';
import { ChatSeat, type SeatContext } from './seat.ts';

/** A person with a private chat with the bot. */
export class ChatUser extends ChatSeat implements User {
  constructor(context: SeatContext) {
    super(context, context.acting.person.id);
  }

  get id(): number {
    return this.context.acting.person.id;
  }

  get person(): PersonView {
    return personView(this.context.acting.person);
  }

  async start(payload?: string): Promise<void> {
    await this.perform({ type: 'start', ...(payload === undefined ? {} : { payload }) });
  }

  shareContact(): Promise<MessageView> {
    return this.performMessage({ type: 'send-contact' });
  }

  forward(message: MessageView): Promise<MessageView> {
    return this.performMessage({ type: 'forward', fromChatId: message.chatId, messageId: message.id });
  }

  async block(): Promise<void> {
    await this.perform({ type: 'block' });
  }

  async unblock(): Promise<void> {
    await this.perform({ type: 'unblock' });
  }

  async deactivate(): Promise<void> {
    await this.perform({ type: 'deactivate' });
  }

  pay(options: PayOptions = {}): Promise<PayResult> {
    return this.#pay(options, 'succeeds');
  }

  declinePay(options: PayOptions = {}): Promise<PayResult> {
    return this.#pay(options, 'bank-declines');
  }

  async #pay(options: PayOptions, outcome: 'succeeds' | 'bank-declines'): Promise<PayResult> {
    const { payment } = await this.perform({
      type: 'pay',
      outcome,
      ...this.#invoicePlace(options),
      ...(options.order === undefined ? {} : { order: options.order }),
    });
    if (payment === undefined) throw new Error('the payment has no result');
    return payment;
  }

  #invoicePlace({ link, messageId }: PayOptions): { slug: string } | { messageId: number } {
    if (link !== undefined) return { slug: link };
    if (messageId !== undefined) return { messageId };
    const open = this.messages().findLast(({ invoice }) => invoice !== null && !invoice.paid);
    if (open === undefined) throw new Error(`${this.person.firstName} has no unpaid invoice`);
    return { messageId: open.id };
  }

  toasts(): { text: string; alert: boolean }[] {
    return this.context.acting.bot.answers
      .filter(({ personId, text }) => personId === this.id && text !== '')
      .map(({ text, alert }) => ({ text, alert }));
  }

  in(group: Group): Seat {
    return new ChatSeat(this.context, group.id);
  }
}
