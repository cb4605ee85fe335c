import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Faults } from '../faults.ts';
import type { FaultView } from '../person-api.ts';
import type { WebhookReply } from '../updates/webhook.ts';
import type { Bot } from '../world/bot.ts';
import type { World } from '../world/world.ts';
import type { MethodCall } from './call.ts';
import { Flood } from './flood.ts';
import { type ServedMethod, unknownParams } from './known-params.ts';
import { METHODS } from './methods/table.ts';
import { Params } from './params.ts';
import { ApiRefusal } from './refusal.ts';
import { readParams } from './request.ts';

/** Whether the answer goes out, and what a fault does with it. */
interface Outcome {
  status: number;
  body: string;
  /** The connection is cut instead of the answer. */
  cut: boolean;
}

/** Methods as written in the documentation and in lower case: any case is served. */
const NAMES = new Map(
  Object.keys(METHODS).flatMap((name) => [[name, name] as const, [name.toLowerCase(), name] as const]),
);

function isServed(name: string | undefined): name is ServedMethod {
  return name !== undefined && name in METHODS;
}

/** The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`. */
export class BotApi {
  readonly #world: World;
  readonly #faults: Faults;
  readonly #flood: Flood;
  readonly #log: (message: string) => void;
  #seq = 0;

  constructor(world: World, faults: Faults, log: (message: string) => void) {
    this.#world = world;
    this.#faults = faults;
    this.#log = log;
    this.#flood = new Flood(world);
  }

  /** True when the path is this API's. */
  static owns(url: string): boolean {
    return url.startsWith('/bot') || url.startsWith('/file/bot');
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = request.url ?? '/';
    if (url.startsWith('/file/bot')) {
      this.#sendFile(url.slice('/file/bot'.length), response);
      return;
    }
    const begun = performance.now();
    const queryAt = url.indexOf('?');
    const path = queryAt < 0 ? url : url.slice(0, queryAt);
    const slash = path.indexOf('/', 4);
    if (slash < 0) return answer(response, 404, refusalBody(new ApiRefusal(404, 'Not Found')));
    const token = decode(path.slice(4, slash));
    const known = this.#world.bots.get(token);
    if (known === undefined && !/^[1-9]\d{0,15}:[\w-]{1,80}$/.test(token)) {
      const refusal = token.includes(':')
        ? new ApiRefusal(401, 'Unauthorized: invalid token specified')
        : new ApiRefusal(404, 'Not Found');
      request.resume();
      return answer(response, refusal.code, refusalBody(refusal));
    }
    if (this.#world.isWrongSecret(token)) {
      request.resume();
      return answer(response, 401, refusalBody(new ApiRefusal(401, 'Unauthorized')));
    }
    const bot = known ?? this.#world.botByToken(token);
    this.#world.markActive(bot);
    let params: Params;
    try {
      params = await readParams(request, queryAt < 0 ? null : new URLSearchParams(url.slice(queryAt)));
    } catch (error) {
      if (!(error instanceof ApiRefusal)) return;
      return answer(response, error.code, refusalBody(error));
    }
    const method = path.slice(slash + 1);
    const isPoll = /^getupdates$/i.test(method);
    const gone = isPoll ? abortWhenGone(response) : null;
    const outcome = await this.#run(bot, method, params, gone, begun);
    if (outcome.cut) response.socket?.destroy();
    else answer(response, outcome.status, outcome.body);
  }

  /** Runs a method that came in a webhook's answer. Its result is only logged. */
  readonly runReply = (bot: Bot): WebhookReply => {
    return (method, values) => {
      const isAllowed = !/^(get|setwebhook|deletewebhook|close|logout)/i.test(method);
      if (!isAllowed) {
        this.#log(`webhook reply ${method} is not allowed`);
        return;
      }
      void this.#run(bot, method, new Params(values), null, performance.now());
    };
  };

  async #run(
    bot: Bot,
    method: string,
    params: Params,
    signal: AbortSignal | null,
    begun: number,
  ): Promise<Outcome> {
    const name = NAMES.get(method) ?? NAMES.get(method.toLowerCase());
    const isPoll = name === 'getUpdates';
    if (!isPoll) bot.beginCall();
    const chatId = chatIdOf(bot, params);
    let outcome: Outcome = { status: 200, body: '', cut: false };
    let refusal: ApiRefusal | null = null;
    let fault: FaultView | null = null;
    let leave: (() => void) | null = null;
    try {
      const chat = chatId === null ? undefined : bot.chats.get(chatId);
      fault = this.#faults.any ? this.#faults.take(method, chatId) : null;
      // A delay is time the message takes to be sent, other troubles come before the counting.
      if (fault !== null && fault.kind !== 'delay') meetFault(fault);
      if (!isServed(name)) throw notServed(method);
      leave = this.#flood.enter(bot, name, chat, params);
      if (fault?.kind === 'delay') await this.#faults.wait(fault);
      const call: MethodCall = {
        world: this.#world,
        bot,
        params,
        signal,
        runReply: this.runReply(bot),
      };
      const pending: unknown = METHODS[name](call);
      const result: unknown = pending instanceof Promise ? await pending : pending;
      outcome.body = JSON.stringify({ ok: true, result });
      outcome.cut = fault?.kind === 'cut-after';
      if (fault?.kind === 'server-error-after') throw new ApiRefusal(500, 'Internal Server Error');
    } catch (error) {
      if (error instanceof Cut) outcome.cut = true;
      else {
        refusal = error instanceof ApiRefusal ? error : this.#broken(method, error);
        outcome = { status: refusal.code, body: refusalBody(refusal), cut: false };
      }
    }
    leave?.();
    this.#world.journal.flush();
    if (!isPoll || refusal !== null) {
      const unknown = name === undefined ? [] : unknownParams(name, Object.keys(params.values));
      if (unknown.length > 0) this.#log(`${method}: unknown parameters ${unknown.join(', ')}`);
      this.#seq += 1;
      bot.log({
        seq: this.#seq,
        botId: bot.id,
        chatId,
        method: name ?? method,
        params: params.loggable(),
        unknownParams: unknown,
        ok: refusal === null && !outcome.cut,
        errorCode: refusal?.code ?? null,
        description: refusal?.message ?? (outcome.cut ? 'connection cut' : null),
        ms: Math.round((performance.now() - begun) * 10) / 10,
        injected: fault !== null && fault.kind !== 'delay',
        date: this.#world.clock.now().toISOString(),
      });
    }
    if (!isPoll) bot.endCall();
    return outcome;
  }

  /** A mistake of this server, not of the program. */
  #broken(method: string, error: unknown): ApiRefusal {
    this.#log(`${method} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return new ApiRefusal(500, 'Internal Server Error: the local Bot API server failed, see its log');
  }

  #sendFile(rest: string, response: ServerResponse): void {
    const slash = rest.indexOf('/');
    const bot = this.#world.bots.get(decode(rest.slice(0, Math.max(0, slash))));
    const record = this.#world.files.byPath(decode(rest.slice(slash + 1).split('?')[0] ?? ''));
    if (slash < 0 || bot === undefined || record === undefined) {
      answer(response, 404, refusalBody(new ApiRefusal(404, 'Not Found')));
      return;
    }
    const bytes = this.#world.files.bytes(record.id);
    response.writeHead(200, { 'content-type': record.mimeType, 'content-length': bytes.length });
    response.end(bytes);
  }
}

function notServed(method: string): ApiRefusal {
  return new ApiRefusal(404, `Not Found: method ${method} is not served by the local Bot API server`);
}

/** The work is not done and the connection is cut. */
class Cut extends Error {}

/** What a fault does before the work. */
function meetFault(fault: Exclude<FaultView, { kind: 'delay' }>): void {
  switch (fault.kind) {
    case 'too-many-requests':
      throw new ApiRefusal(429, `Too Many Requests: retry after ${fault.retryAfter}`, {
        retry_after: fault.retryAfter,
      });
    case 'server-error':
      throw new ApiRefusal(500, 'Internal Server Error');
    case 'refuse':
      throw new ApiRefusal(fault.errorCode, fault.description);
    case 'cut-before':
      throw new Cut();
    case 'cut-after':
    case 'server-error-after':
      return;
  }
}

function chatIdOf(bot: Bot, params: Params): number | null {
  const { chat_id: chatId, callback_query_id: pressId } = params.values;
  if (chatId !== undefined) {
    const number = Number(chatId);
    return Number.isInteger(number) ? number : null;
  }
  return typeof pressId === 'string' ? (bot.presses.get(pressId)?.chatId ?? null) : null;
}

function refusalBody(refusal: ApiRefusal): string {
  return JSON.stringify({
    ok: false,
    error_code: refusal.code,
    description: refusal.message,
    ...(refusal.parameters === undefined ? {} : { parameters: refusal.parameters }),
  });
}

function answer(response: ServerResponse, status: number, body: string): void {
  if (response.destroyed) return;
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

function decode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return '';
  }
}

function abortWhenGone(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.on('close', () => controller.abort());
  return controller.signal;
}
