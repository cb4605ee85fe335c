import { randomBytes } from 'node:crypto';
import fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import type { Logger } from '../logging/logger.ts';
import { mayReadMetrics, secretCheck } from './access.ts';
import type { Metrics } from './metrics.ts';
import { checkReadiness, type ReadinessChecks } from './readiness.ts';
import { addUnsubscribePage, type UnsubscribePage } from './unsubscribe-page.ts';

/** `done` is confirmed with 200; otherwise the sender is asked to come again. */
export type HandlerOutcome = 'done' | { readonly retryAfterSeconds: number };

export interface WebhookOptions {
  /** `/telegram/<word>`, the path of WEBHOOK_URL */
  readonly path: string;
  readonly secret: string;
  /** Runs one update to its end; `reply` is done as well, and what it holds goes into the response. */
  handle(update: { update_id: number }): Promise<HandlerOutcome | { readonly reply: object }>;
}

/** An address an outside gateway calls; what the body says is never believed, the handler asks the gateway. */
export interface GatewayCallback {
  readonly path: `/payments/${string}`;
  /** `refused`: nothing of ours, 400. */
  handle(body: unknown): Promise<HandlerOutcome | 'refused'>;
}

export interface HttpServerOptions {
  readonly host: string;
  readonly port: number;
  readonly log: Logger;
  readonly metrics: Metrics;
  /** null: metrics for this machine only */
  readonly metricsToken: string | null;
  /** null: updates are polled */
  readonly webhook: WebhookOptions | null;
  readonly callbacks: readonly GatewayCallback[];
  /** Default: no such page. */
  readonly unsubscribe?: UnsubscribePage;
  readonly checks: ReadinessChecks;
}

export interface HttpServer {
  /** Resolves with the address it listens on. @throws EADDRINUSE and the like, with the cure in the message */
  start(): Promise<string>;
  /** From now on `/readyz` says no, so that the balancer sends nothing more. */
  drain(): void;
  /** Take no new requests, finish those on the way. */
  stop(): Promise<void>;
}

/** Telegram's updates are far smaller; files come by id. */
const BODY_LIMIT = 1024 * 1024;
/** Longer than a balancer keeps an idle connection, so that it never sends into a closing one. */
const KEEP_ALIVE_MS = 75_000;
const REQUEST_MS = 30_000;
const RETRY_AFTER_FAULT_SECONDS = 5;

/** The only door from outside: updates, gateways' calls, probes, metrics. Everything else does not exist. */
export function createHttpServer(options: HttpServerOptions): HttpServer {
  const app = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT,
    keepAliveTimeout: KEEP_ALIVE_MS,
    requestTimeout: REQUEST_MS,
    forceCloseConnections: 'idle',
    genReqId: requestIds(),
    requestIdHeader: false,
    exposeHeadRoutes: false,
  });
  let draining = false;
  const onTheWay = new RequestsOnTheWay(app);
  // JSON is the only language spoken here.
  app.removeContentTypeParser('text/plain');
  answerPlainly(app, options.log);
  addProbes(app, options, () => draining);
  if (options.webhook !== null) addWebhook(app, options.webhook);
  for (const callback of options.callbacks) addCallback(app, callback);
  if (options.unsubscribe !== undefined) addUnsubscribePage(app, options.unsubscribe);

  return {
    async start() {
      try {
        return await app.listen({ host: options.host, port: options.port });
      } catch (error) {
        throw explain(error, options);
      }
    },
    drain() {
      draining = true;
    },
    async stop() {
      draining = true;
      const closed = app.close();
      await onTheWay.none();
      // What is left are connections without a request: they could stay open for a minute.
      app.server.closeAllConnections();
      await closed;
    },
  };
}

const ID_BYTES = 6;
const IDS_AT_ONCE = 512;

/** Random numbers of requests, drawn many at once: one drawing costs as much as a hundred. */
function requestIds(): () => string {
  let drawn = Buffer.alloc(0);
  let at = 0;
  return () => {
    if (at === drawn.length) {
      drawn = randomBytes(ID_BYTES * IDS_AT_ONCE);
      at = 0;
    }
    at += ID_BYTES;
    return drawn.toString('hex', at - ID_BYTES, at);
  };
}

/** Counts requests that were begun and are not over. */
class RequestsOnTheWay {
  #count = 0;
  #onNone: (() => void) | null = null;

  constructor(app: FastifyInstance) {
    app.addHook('onRequest', async (_request, reply) => {
      this.#count += 1;
      // Comes after the answer, and also when the caller goes away before it.
      reply.raw.once('close', () => {
        this.#count -= 1;
        if (this.#count === 0) setImmediate(() => this.#onNone?.());
      });
    });
  }

  async none(): Promise<void> {
    if (this.#count === 0) return;
    await new Promise<void>((resolve) => {
      this.#onNone = resolve;
    });
  }
}

/** Errors tell the caller their kind and a number to ask us about; the log has the rest. */
function answerPlainly(app: FastifyInstance, log: Logger): void {
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id);
    reply.header('cache-control', 'no-store');
  });
  app.setNotFoundHandler((_request, reply) => reply.code(404).send({ error: 'not found' }));
  app.setErrorHandler((error: unknown, request, reply) => {
    const status = statusOf(error);
    if (status < 500) return reply.code(status).send({ error: 'bad request' });
    log.error({ err: error, request: request.id, route: request.routeOptions.url }, 'a request failed');
    reply.header('retry-after', RETRY_AFTER_FAULT_SECONDS);
    return reply.code(503).send({ error: 'try again', request: request.id });
  });
}

function statusOf(error: unknown): number {
  const status: unknown =
    typeof error === 'object' && error !== null ? Reflect.get(error, 'statusCode') : undefined;
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}

function addProbes(app: FastifyInstance, options: HttpServerOptions, isDraining: () => boolean): void {
  // Alive: the process answers. Restarting it would not bring a database back.
  app.get('/healthz', async () => ({ status: 'ok' }));
  app.get('/readyz', async (_request, reply) => {
    const readiness = await checkReadiness(options.checks);
    const status = isDraining() ? 'stopping' : readiness.status;
    const ready = status === 'ok' || status === 'degraded';
    return await reply.code(ready ? 200 : 503).send({ ...readiness, status });
  });
  app.get('/metrics', async (request, reply) => {
    // Not "forbidden": who may not read them need not know that they exist.
    if (!mayReadMetrics(request.raw, options.metricsToken)) return reply.callNotFound();
    return await reply.type(options.metrics.contentType).send(await options.metrics.text());
  });
}

function addWebhook(app: FastifyInstance, webhook: WebhookOptions): void {
  const isSecret = secretCheck(webhook.secret);
  app.post(webhook.path, {
    // Before the body is read: strangers cost nothing.
    onRequest: async (request, reply) => {
      if (isSecret(request.headers['x-telegram-bot-api-secret-token'])) return;
      return await reply.code(401).send({ error: 'unauthorized' });
    },
    handler: async (request, reply) => {
      const update = readUpdate(request.body);
      if (update === null) return await reply.code(400).send({ error: 'not an update' });
      const outcome = await webhook.handle(update);
      if (typeof outcome === 'object' && 'reply' in outcome) return await reply.code(200).send(outcome.reply);
      return await answer(reply, outcome);
    },
  });
}

function addCallback(app: FastifyInstance, callback: GatewayCallback): void {
  app.post(callback.path, async (request, reply) => {
    const outcome = await callback.handle(request.body);
    if (outcome === 'refused') return await reply.code(400).send({ error: 'bad request' });
    return await answer(reply, outcome);
  });
}

async function answer(reply: FastifyReply, outcome: HandlerOutcome): Promise<FastifyReply> {
  if (outcome === 'done') return await reply.code(200).send();
  reply.header('retry-after', Math.max(1, Math.ceil(outcome.retryAfterSeconds)));
  return await reply.code(503).send();
}

function readUpdate(body: unknown): { update_id: number } | null {
  if (typeof body !== 'object' || body === null || !('update_id' in body)) return null;
  const { update_id: id } = body;
  return typeof id === 'number' && Number.isSafeInteger(id) ? { ...body, update_id: id } : null;
}

function explain(error: unknown, { host, port }: HttpServerOptions): unknown {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (code === 'EADDRINUSE') {
    return new HttpAddressError(`Port ${port} is in use. Stop what uses it, or set PORT to a free one.`);
  }
  if (code === 'EACCES') {
    return new HttpAddressError(`Port ${port} needs rights this process has not. Set PORT above 1023.`);
  }
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return new HttpAddressError(`This machine has no address ${host}. Set HOST to 127.0.0.1 or 0.0.0.0.`);
  }
  return error;
}

/** The server cannot listen; the message says what to do. */
export class HttpAddressError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'HttpAddressError';
  }
}
