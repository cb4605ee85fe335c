/**
 * Telegram of a chaos run: the local Bot API server in a process of its own, the people's hands and eyes, and a
 * record of what was offered to the bots and what came of it.
 */

import type { GatewayPaymentAction } from '../../src/sandbox/gateway-api.ts';
import { ActionRefusal } from '../../src/sandbox/people/action-refusal.ts';
import { act } from '../../src/sandbox/people/actions.ts';
import { messageView, replyKeyboardView } from '../../src/sandbox/people/views.ts';
import type { Fault, MessageView, PersonAction, ReplyKeyboardView } from '../../src/sandbox/person-api.ts';
import { createSandbox } from '../../src/sandbox/server.ts';
import type { ApiCall, Person, QueuedUpdate } from '../../src/sandbox/world/model.ts';
import { answerCalls } from '../../tests/support/processes/calls.ts';

const SHOWN_MESSAGES = 12;

const seed = Number(process.env.CHAOS_SEED ?? 1);
const sandbox = await createSandbox({
  seed,
  // Telegram's patience on a smaller scale: its minute between attempts would be most of a short run.
  retryScale: 0.15,
  log: (message) => console.error(message),
});
const { world, faults, gateway, gatewayFaults } = sandbox.core;
const bot = world.botByToken(sandbox.botToken);

// ── what was offered, and whether anything came of it ───────────────────────

/** A number that grows with everything that happens, to tell before from after. */
let moment = 0;
const offered = new Map<number, { personId: number; kind: string; at: number }>();
const lastCall = new Map<number, number>();
const silent: string[] = [];
let offeredCount = 0;
let expired = 0;

const add = bot.queue.add;
bot.queue.add = (update) => {
  const personId = senderOf(update);
  moment += 1;
  offeredCount += 1;
  if (personId !== null) offered.set(update.id, { personId, kind: update.kind, at: moment });
  add.call(bot.queue, update);
};
const remove = bot.queue.remove;
bot.queue.remove = (id) => {
  const update = bot.queue.all().find((candidate) => candidate.id === id);
  const known = offered.get(id);
  offered.delete(id);
  if (update !== undefined && known !== undefined) {
    if (update.expiresAt <= world.now()) expired += 1;
    else if (expectsWord(update) && (lastCall.get(known.personId) ?? 0) < known.at) {
      silent.push(`${update.kind} ${id} of ${known.personId}: ${wordsOf(update)}`);
    }
  }
  remove.call(bot.queue, id);
};
world.events.on((event) => {
  if (event.type !== 'api-call' || event.call.chatId === null) return;
  moment += 1;
  lastCall.set(event.call.chatId, moment);
  noteReceipt(event.call);
});

/** Receipts that reached a chat, by the payment their button names; also those whose answer was cut. */
const receipts: { personId: number; paymentId: number }[] = [];

function noteReceipt({ method, chatId, params, ok, description }: ApiCall): void {
  if (method !== 'sendMessage' || chatId === null || params.protect_content === undefined) return;
  const payment = /rcpt:(\d+):/.exec(JSON.stringify(params.reply_markup ?? ''))?.[1];
  if (payment === undefined || !(ok || description === 'connection cut')) return;
  receipts.push({ personId: chatId, paymentId: Number(payment) });
}

/** Messages and presses get a word at once; money is told of later, a checkout's word is in its own answer. */
function expectsWord({ kind, update }: QueuedUpdate): boolean {
  if (kind === 'callback_query') return true;
  return kind === 'message' && update.message?.successful_payment === undefined;
}

function senderOf({ update }: QueuedUpdate): number | null {
  return (update.message ?? update.callback_query ?? update.pre_checkout_query)?.from?.id ?? null;
}

function wordsOf({ update }: QueuedUpdate): string {
  return update.message?.text ?? update.callback_query?.data ?? '';
}

// ── what people do and see ──────────────────────────────────────────────────

export interface Sight {
  /** Own updates that the bot has not confirmed: the person still waits. */
  readonly waiting: number;
  /** The newest ones, oldest first. */
  readonly messages: readonly MessageView[];
  readonly keyboard: ReplyKeyboardView | null;
}

function personOf(id: number): Person {
  const person = world.people.get(id);
  if (person === undefined) throw new Error(`there is no person ${id}`);
  return person;
}

const handlers = {
  where: () => ({ url: sandbox.url, token: sandbox.botToken, yookassa: sandbox.yookassa }),
  /** Where the payment gateway tells of payments; each is told twice. */
  tellPayments: (notificationUrl: string) => {
    gateway.set({ notificationUrl, duplicates: 1 });
  },
  join: (draft: { id: number; firstName: string; lastName: string; phone: string }) => {
    world.addPerson(draft);
  },
  see: (personId: number): Sight => {
    const chat = world.privateChat(bot, personOf(personId));
    const live = [...chat.messages.values()].filter(({ deleted }) => !deleted).slice(-SHOWN_MESSAGES);
    return {
      waiting: bot.queue.all().filter((update) => senderOf(update) === personId).length,
      messages: live.map((stored) => messageView(world, bot, chat, stored, personId)),
      keyboard: replyKeyboardView(chat.head.replyKeyboards[personId]),
    };
  },
  /** What the app would not let a person do comes back as a word, not as an error. */
  act: async ({ personId, action }: { personId: number; action: PersonAction }) => {
    try {
      return await act(world, bot, personOf(personId), action);
    } catch (error) {
      if (error instanceof ActionRefusal) return { refused: error.message };
      throw error;
    }
  },
  disturb: (fault: Fault) => faults.add(fault).id,
  disturbGateway: (fault: Fault) => gatewayFaults.add(fault).id,
  calm: () => {
    faults.clear();
    gatewayFaults.clear();
  },
  /** Payments that wait for somebody at the gateway's page. */
  openPages: () =>
    gateway
      .view()
      .payments.filter(({ status }) => status === 'pending')
      .map(({ id }) => id),
  /** Somebody at the page. */
  atPage: ({ id, action }: { id: string; action: GatewayPaymentAction }) => {
    gateway.act(id, action);
  },
  pending: () => bot.queue.all().map((update) => `${update.kind} ${update.id}: ${wordsOf(update)}`),
  /** The gateway's own books, for the checker. */
  till: () => {
    const { payments, notifications } = gateway.view();
    return {
      payments: payments.map(({ id, status, amount, metadata }) => ({ id, status, amount, metadata })),
      untold: notifications.filter(({ status }) => status === 'waiting').length,
    };
  },
  /** Telegram's own books, for the checker. */
  books: () => ({
    offered: offeredCount,
    expired,
    silent,
    receipts,
    openPresses: bot.openPresses.size,
    refusals: bot.refusals.map(({ method, description }) => `${method}: ${description}`),
    chats: [...bot.chats.values()].map((chat) => ({
      personId: chat.id,
      charges: [...chat.messages.values()].flatMap(({ message: { successful_payment: paid } }) =>
        paid === undefined ? [] : [{ chargeId: paid.telegram_payment_charge_id, total: paid.total_amount }],
      ),
      texts: [...chat.messages.values()].flatMap(({ message, outgoing, deleted }) =>
        outgoing && !deleted ? [message.text ?? message.caption ?? message.invoice?.description ?? ''] : [],
      ),
    })),
  }),
};
export type ChaosTelegram = typeof handlers;
export type Till = ReturnType<ChaosTelegram['till']>;
export type Books = ReturnType<ChaosTelegram['books']>;
answerCalls(handlers);
