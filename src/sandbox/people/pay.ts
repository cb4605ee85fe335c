import type { Message, OrderInfo } from '@grammyjs/types';
import { nextMessageHead } from '../bot-api/deliver.ts';
import { formatAmount } from '../bot-api/methods/invoices.ts';
import type { InvoiceSheet, PayResult, PersonAction } from '../person-api.ts';
import type { Chat } from '../world/chat.ts';
import { type InvoiceTerms, type StoredMessage, toUser } from '../world/model.ts';
import { randomDigits, randomLetters, randomPaymentId } from '../world/random.ts';
import { ActionRefusal } from './action-refusal.ts';
import { type Acting, chatFor } from './say.ts';

type PayAction = Extract<PersonAction, { type: 'pay' }>;

interface Found {
  terms: InvoiceTerms;
  /** The invoice's message; null for a link. */
  place: { chat: Chat; stored: StoredMessage } | null;
}

/** The invoice meant. A message deleted meanwhile can be paid: the sheet may be open already. */
function findInvoice(acting: Acting, at: { chatId?: number; messageId?: number; slug?: string }): Found {
  if (at.slug !== undefined) {
    const terms = acting.bot.invoiceLinks.get(at.slug.replace(/^(https:\/\/t\.me\/)?\$/, ''));
    if (terms === undefined) throw new ActionRefusal('no-invoice', 'There is no such invoice link');
    return { terms, place: null };
  }
  const chat = chatFor(acting, at.chatId);
  const stored = at.messageId === undefined ? undefined : chat.messages.get(at.messageId);
  if (stored?.invoice == null) throw new ActionRefusal('no-invoice', 'The message is not an invoice');
  return { terms: stored.invoice, place: { chat, stored } };
}

/** What the payment sheet shows; the bot is not told. */
export function openInvoice(
  acting: Acting,
  at: { chatId?: number; messageId?: number; slug?: string },
): InvoiceSheet {
  const { terms } = findInvoice(acting, at);
  const { currency } = terms;
  return {
    title: terms.title,
    description: terms.description,
    currency,
    prices: terms.prices.map(({ label, amount }) => ({
      label,
      amount,
      amountText: formatAmount(amount, currency),
    })),
    total: terms.total,
    totalText: formatAmount(terms.total, currency),
    needs: terms.needs,
    test: terms.providerToken.includes(':TEST:'),
  };
}

/**
 * Pays: asks the bot (at most 10 s), charges, and only after a successful charge sends the service
 * message. A refused or declined payment leaves nothing in the chat, as at Telegram.
 */
export async function pay(acting: Acting, action: PayAction): Promise<PayResult> {
  const found = findInvoice(acting, action);
  const { terms, place } = found;
  if (place?.stored.paid === true) throw new ActionRefusal('already-paid', 'The invoice is paid already');
  if (action.outcome === 'abandoned') return { status: 'abandoned', text: '' };
  const order = orderInfo(acting, terms, action.order ?? {});
  const answer = await askBot(acting, terms, order);
  if (answer === null) return { status: 'timeout', text: 'Бот не ответил вовремя. Деньги не списаны.' };
  if (!answer.ok) return { status: 'refused', text: answer.message };
  if (action.outcome === 'bank-declines') {
    return { status: 'declined', text: 'Банк отклонил операцию. Деньги не списаны.' };
  }
  confirmPayment(acting, found, order);
  return { status: 'paid', text: `Оплачено ${formatAmount(terms.total, terms.currency)}` };
}

function orderInfo(
  acting: Acting,
  terms: InvoiceTerms,
  given: NonNullable<PayAction['order']>,
): OrderInfo | null {
  const { person } = acting;
  const { needs } = terms;
  if (!needs.name && !needs.phone && !needs.email) return null;
  const fullName = [person.firstName, person.lastName ?? ''].join(' ').trim();
  return {
    ...(needs.name ? { name: given.name ?? fullName } : {}),
    ...(needs.phone ? { phone_number: (given.phone ?? person.phone).replace('+', '') } : {}),
    ...(needs.email ? { email: given.email ?? `user${person.id}@example.org` } : {}),
  };
}

type CheckoutAnswer = { ok: true } | { ok: false; message: string };

/** Sends pre_checkout_query and waits. null = no answer in time. */
function askBot(
  acting: Acting,
  terms: InvoiceTerms,
  order: OrderInfo | null,
): Promise<CheckoutAnswer | null> {
  const { world, bot, person } = acting;
  const id = randomDigits(world.random, 18);
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      bot.checkouts.delete(id);
      resolve(null);
    }, world.rules.checkoutAnswerMs);
    bot.checkouts.set(id, {
      id,
      resolve(answer) {
        clearTimeout(timer);
        resolve(answer);
      },
    });
    bot.push('pre_checkout_query', `checkout:${person.id}`, person.id, world.now(), (update) => {
      update.pre_checkout_query = {
        id,
        from: toUser(person),
        currency: terms.currency,
        total_amount: terms.total,
        invoice_payload: terms.payload,
        ...(order === null ? {} : { order_info: order }),
      };
    });
  });
}

/** The charge went through: the service message in the payer's chat with the bot. */
function confirmPayment(acting: Acting, found: Found, order: OrderInfo | null): void {
  const { world, bot, person } = acting;
  const { terms, place } = found;
  const chat = world.privateChat(bot, person);
  const from = toUser(person);
  const message: Message.SuccessfulPaymentMessage & Message & { from: typeof from; chat: typeof chat.api } = {
    ...nextMessageHead(acting, chat),
    from,
    chat: chat.api,
    successful_payment: {
      currency: terms.currency,
      total_amount: terms.total,
      invoice_payload: terms.payload,
      ...(order === null ? {} : { order_info: order }),
      telegram_payment_charge_id: `${randomDigits(world.random, 10)}_${person.id}_${randomLetters(world.random, 12)}`,
      provider_payment_charge_id: randomPaymentId(world.random),
    },
  };
  const stored: StoredMessage = {
    message,
    outgoing: false,
    deleted: false,
    silent: false,
    invoice: null,
    paid: false,
    paymentTitle: terms.title,
  };
  chat.append(stored);
  world.events.emit({ type: 'message', bot, chat, stored });
  bot.push('message', `chat:${chat.id}`, person.id, world.now(), (update) => {
    update.message = message;
  });
  if (place === null || place.chat.head.type !== 'private') return;
  // Only an invoice in a private chat turns into a receipt; links and groups stay payable.
  place.stored.paid = true;
  place.chat.saveMessage(place.stored);
  world.events.emit({ type: 'message-changed', bot, chat: place.chat, stored: place.stored });
}
