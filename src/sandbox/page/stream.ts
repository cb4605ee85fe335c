import type { IncomingMessage, ServerResponse } from 'node:http';
import { botView, callView, chatSummary, mailView, personView, smsView } from '../people/chat-views.ts';
import { messageView, replyKeyboardView } from '../people/views.ts';
import type { SandboxEvent, SandboxEventBody, SettingsView } from '../person-api.ts';
import { notificationView, paymentView, refundView, savedMethodView } from '../stand-ins/yookassa/views.ts';
import type { Bot } from '../world/bot.ts';
import type { WorldEvent } from '../world/events.ts';
import type { Person } from '../world/model.ts';
import type { World } from '../world/world.ts';

/** Proxies and browsers drop silent connections. */
const HEARTBEAT_MS = 20_000;

/** Server-sent events for pages: through one person's eyes, or through everybody's. */
export class EventStreams {
  readonly #world: World;
  readonly #settings: () => SettingsView;
  readonly #open = new Set<ServerResponse>();

  constructor(world: World, settings: () => SettingsView) {
    this.#world = world;
    this.#settings = settings;
  }

  open(request: IncomingMessage, response: ServerResponse, bot: Bot, eyes: Person | 'all'): void {
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      connection: 'keep-alive',
    });
    let seq = 0;
    const send = (event: SandboxEvent): void => {
      // A call that was under way when the sandbox closed still tells its end.
      if (response.writableEnded) return;
      seq += 1;
      response.write(`id: ${seq}\ndata: ${JSON.stringify(event)}\n\n`);
    };
    send({ type: 'hello', personId: eyes === 'all' ? null : eyes.id, botId: bot.id });
    const stop = this.#world.events.on((event) => {
      const only = eyes === 'all' ? null : eyes.id;
      for (const view of eventViews(this.#world, event, bot, only, this.#settings)) send(view);
    });
    const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
    heartbeat.unref();
    this.#open.add(response);
    request.on('close', () => {
      stop();
      clearInterval(heartbeat);
      this.#open.delete(response);
    });
  }

  close(): void {
    for (const response of this.#open) response.end();
  }
}

/** The event for a stream: of one person's chats, or with `only` null of everybody's. */
function eventViews(
  world: World,
  event: WorldEvent,
  bot: Bot,
  only: number | null,
  settings: () => SettingsView,
): SandboxEvent[] {
  if ('chat' in event) {
    if (event.bot !== bot) return [];
    const eyes = 'personId' in event ? [event.personId] : event.chat.personIds();
    return eyes
      .filter((id) => only === null || id === only)
      .map((personId) => ({ personId, ...chatEvent(world, event, personId) }));
  }
  if (event.type === 'callback-answer') {
    const { press, text, alert, url } = event;
    const { personId, chatId, messageId, id: callbackQueryId } = press;
    if (event.bot !== bot || (only !== null && personId !== only)) return [];
    return [{ type: 'callback-answer', personId, chatId, messageId, callbackQueryId, text, alert, url }];
  }
  const body = commonEvent(event, bot, only, settings);
  return body === null ? [] : [{ personId: null, ...body }];
}

type ChatEvent = Extract<WorldEvent, { chat: unknown }>;
type CommonEvent = Exclude<WorldEvent, { chat: unknown } | { type: 'callback-answer' }>;

/** Events of no chat. */
function commonEvent(
  event: CommonEvent,
  bot: Bot,
  only: number | null,
  settings: () => SettingsView,
): SandboxEventBody | null {
  switch (event.type) {
    case 'sms':
      return { type: 'sms', sms: smsView(event.sms) };
    case 'mail':
      return { type: 'mail', mail: mailView(event.mail) };
    case 'person':
      return { type: 'person', person: personView(event.person) };
    case 'bot':
      return { type: 'bot', bot: botView(event.bot) };
    case 'menu-changed':
      return event.bot === bot ? { type: 'menu-changed' } : null;
    case 'progress':
      return null;
    case 'settings':
      return { type: 'settings', settings: settings() };
    case 'reset':
      return { type: 'reset' };
    case 'gateway-payment':
      return { type: event.type, payment: paymentView(event.payment) };
    case 'gateway-refund':
      return { type: event.type, refund: refundView(event.refund) };
    case 'gateway-method':
      return { type: event.type, method: savedMethodView(event.method) };
    case 'gateway-notification':
      return { type: event.type, notification: notificationView(event.notification) };
    case 'api-call': {
      const isTheirs = only === null || isOwnCall(event.bot, event.call.chatId, only);
      return event.bot === bot && isTheirs ? { type: 'api-call', call: callView(event.call) } : null;
    }
  }
}

function isOwnCall(bot: Bot, chatId: number | null, personId: number): boolean {
  return chatId === null || (bot.chats.get(chatId)?.personIds().includes(personId) ?? false);
}

function chatEvent(world: World, event: ChatEvent, personId: number): SandboxEventBody {
  const { bot, chat } = event;
  switch (event.type) {
    case 'message':
    case 'message-changed':
      return {
        type: event.type,
        chatId: chat.id,
        message: messageView(world, bot, chat, event.stored, personId),
      };
    case 'messages-deleted':
      return { type: 'messages-deleted', chatId: chat.id, messageIds: event.messageIds };
    case 'reply-keyboard':
      return {
        type: 'reply-keyboard',
        chatId: chat.id,
        keyboard: replyKeyboardView(chat.head.replyKeyboards[personId]),
      };
    case 'chat-action':
      return {
        type: 'chat-action',
        chatId: chat.id,
        name: event.name,
        until: new Date(event.until).toISOString(),
      };
    case 'chat-head':
      return { type: 'chat-head', chatId: chat.id };
    case 'chat':
      return { type: 'chat', chat: chatSummary(world, bot, chat, personId) };
  }
}
