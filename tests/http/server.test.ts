import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/http/metrics.ts';
import type { CheckState } from '../../src/http/readiness.ts';
import {
  createHttpServer,
  type HandlerOutcome,
  type HttpServer,
  type HttpServerOptions,
} from '../../src/http/server.ts';
import type { Logger } from '../../src/logging/logger.ts';
import { quietLog } from '../delivery/stage.ts';
import { freePort } from '../support/free-port.ts';
import { until } from '../support/until.ts';

const SECRET = 'correct-horse-battery-staple';
const servers: HttpServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

interface Given extends Partial<Omit<HttpServerOptions, 'webhook'>> {
  readonly handle?: (update: { update_id: number }) => Promise<HandlerOutcome>;
}

async function start({ handle = async () => 'done', ...over }: Given = {}) {
  const server = createHttpServer({
    host: '127.0.0.1',
    port: await freePort(),
    log: quietLog,
    metrics: createMetrics({ queues: async () => null, redisUp: null, processMetrics: false }),
    metricsToken: null,
    webhook: { path: '/telegram/k3J9x', secret: SECRET, handle },
    callbacks: [],
    checks: {},
    ...over,
  });
  servers.push(server);
  return { server, url: await server.start() };
}

async function post(url: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': SECRET, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

describe('webhook', () => {
  it('hands the update over and confirms it', async () => {
    const seen: unknown[] = [];
    const { url } = await start({
      handle: async (update) => {
        seen.push(update);
        return 'done';
      },
    });
    const update = { update_id: 5, message: { text: 'привет' } };
    const response = await post(`${url}/telegram/k3J9x`, update);
    expect([response.status, await response.text()]).toEqual([200, '']);
    expect(seen).toEqual([update]);
  });

  it('asks to come again when nothing was decided, and when the handler breaks', async () => {
    const errors: object[] = [];
    const log: Logger = { ...quietLog, error: (fields) => errors.push(fields) };
    const { url } = await start({
      log,
      handle: async ({ update_id: id }) => {
        if (id === 1) return { retryAfterSeconds: 2.2 };
        throw new Error('secret detail');
      },
    });
    const later = await post(`${url}/telegram/k3J9x`, { update_id: 1 });
    expect([later.status, later.headers.get('retry-after')]).toEqual([503, '3']);
    const broken = await post(`${url}/telegram/k3J9x`, { update_id: 2 });
    expect([broken.status, broken.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await broken.text()).not.toContain('secret detail');
    expect(errors).toHaveLength(1);
  });

  it.each([
    {},
    { 'x-telegram-bot-api-secret-token': 'wrong' },
    { 'x-telegram-bot-api-secret-token': `${SECRET}x` },
  ])('refuses strangers (%j) before it reads a byte of the body', async (headers) => {
    const { url } = await start({ handle: () => expect.fail('it must not be handled') });
    const { port } = new URL(url);
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(
        {
          port,
          host: '127.0.0.1',
          method: 'POST',
          path: '/telegram/k3J9x',
          headers: { 'content-type': 'application/json', 'content-length': '500000', ...headers },
        },
        (response) => {
          resolve(response.statusCode);
          request.destroy();
        },
      );
      request.on('error', reject);
      // The body is announced and never sent: an answer can only come without it.
      request.write('{');
    });
    expect(status).toBe(401);
  });

  it('takes only updates in JSON of a sensible size', async () => {
    const { url } = await start({ handle: () => expect.fail('it must not be handled') });
    const address = `${url}/telegram/k3J9x`;
    const answers = await Promise.all([
      post(address, '{"update_id":'),
      post(address, { update_id: '5' }),
      post(address, [1]),
      post(address, '{"update_id":1,"__proto__":{"admin":true}}'),
      post(address, 'update_id=1', { 'content-type': 'application/x-www-form-urlencoded' }),
      post(address, 'x', { 'content-type': 'text/plain' }),
      post(address, JSON.stringify({ update_id: 1, text: 'x'.repeat(1_100_000) })),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 415, 415, 413]);
  });
});

describe('gateways', () => {
  it('are heard on their own address only', async () => {
    const seen: unknown[] = [];
    const { url } = await start({
      callbacks: [
        {
          path: '/payments/yookassa',
          handle: async (body) => {
            seen.push(body);
            return seen.length === 1 ? 'done' : seen.length === 2 ? 'refused' : { retryAfterSeconds: 1 };
          },
        },
      ],
    });
    const statuses = [];
    for (let n = 0; n < 3; n += 1) statuses.push((await post(`${url}/payments/yookassa`, { n })).status);
    expect(statuses).toEqual([200, 400, 503]);
    expect((await post(`${url}/payments/other`, {})).status).toBe(404);
    expect(seen).toEqual([{ n: 0 }, { n: 1 }, { n: 2 }]);
  });
});

describe('probes', () => {
  it('say how it is, also while a check hangs or throws', async () => {
    let redis: CheckState = 'ok';
    let database: () => Promise<CheckState> = async () => 'ok';
    const { url, server } = await start({ checks: { database: () => database(), redis: async () => redis } });
    const ready = async () => {
      const response = await fetch(`${url}/readyz`);
      return [response.status, await response.json()];
    };
    expect(await ready()).toEqual([200, { status: 'ok', checks: { database: 'ok', redis: 'ok' } }]);
    redis = 'degraded';
    expect(await ready()).toMatchObject([200, { status: 'degraded' }]);
    database = () => Promise.reject(new Error('gone'));
    expect(await ready()).toMatchObject([503, { status: 'down', checks: { database: 'down' } }]);
    database = () => new Promise(() => undefined);
    expect(await ready()).toMatchObject([503, { checks: { database: 'down' } }]);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    database = async () => 'ok';
    server.drain();
    expect(await ready()).toMatchObject([503, { status: 'stopping' }]);
  });
});

describe('metrics', () => {
  it('are for this machine only when there is no token, whatever headers claim', async () => {
    const { url } = await start();
    expect((await fetch(`${url}/metrics`)).status).toBe(200);
    expect((await fetch(`${url}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(404);
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((one) => one !== undefined && one.family === 'IPv4' && !one.internal);
    if (outside === undefined) return;
    const everywhere = await start({ host: '0.0.0.0' });
    const { port } = new URL(everywhere.url);
    const address = `http://${outside.address}:${port}/metrics`;
    expect((await fetch(address)).status).toBe(404);
    expect((await fetch(address, { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(404);
  });

  it('need the token when there is one', async () => {
    const { url } = await start({ metricsToken: 'let-me-in' });
    const status = async (authorization?: string) =>
      (await fetch(`${url}/metrics`, authorization === undefined ? {} : { headers: { authorization } }))
        .status;
    expect(await status()).toBe(404);
    expect(await status('Bearer let-me-out')).toBe(404);
    expect(await status('let-me-in')).toBe(404);
    expect(await status('Bearer let-me-in')).toBe(200);
  });

  it('count what they are told, and queues when they are read', async () => {
    let queues = 0;
    const metrics = createMetrics({
      queues: async () => {
        queues += 1;
        return {
          deliveries: [{ lane: 'bulk', status: 'queued', count: 500_000 }],
          oldestDeliverySeconds: 12,
          tasks: [{ status: 'running', count: 1 }],
          oldestTaskSeconds: 0,
        };
      },
      redisUp: () => false,
    });
    metrics.updateHandled('bills', 'done', 0.03);
    metrics.updateHandled('bills', 'retry', 0);
    metrics.apiCall('sendMessage', 'ok');
    metrics.delivery('telegram', 'bulk', 'sent');
    metrics.taskEnded('imports.publish', 'done');
    metrics.jobEnded('payments.poll', 'failed');
    metrics.errorLogged();
    const { url } = await start({ metrics });
    const response = await fetch(`${url}/metrics`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toMatch(/^text\/plain; version=/);
    for (const line of [
      'domovoy_updates_total{feature="bills",outcome="done"} 1',
      'domovoy_updates_total{feature="bills",outcome="retry"} 1',
      'domovoy_update_seconds_bucket{le="0.05",feature="bills"} 1',
      'domovoy_update_seconds_count{feature="bills"} 1',
      'domovoy_api_calls_total{method="sendMessage",outcome="ok"} 1',
      'domovoy_deliveries_total{channel="telegram",lane="bulk",outcome="sent"} 1',
      'domovoy_task_runs_total{kind="imports.publish",status="done"} 1',
      'domovoy_job_runs_total{job="payments.poll",outcome="failed"} 1',
      'domovoy_errors_total 1',
      'domovoy_outbox{lane="bulk",status="queued"} 500000',
      'domovoy_outbox_oldest_seconds 12',
      'domovoy_tasks{status="running"} 1',
      'domovoy_redis_up 0',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).toContain('domovoy_process_resident_memory_bytes');
    await fetch(`${url}/metrics`);
    expect(queues).toBe(1);
  });

  it('leave queues out while the database is away', async () => {
    const metrics = createMetrics({
      queues: () => Promise.reject(new Error('gone')),
      redisUp: null,
      processMetrics: false,
    });
    const text = await metrics.text();
    expect(text).not.toMatch(/^domovoy_outbox/m);
    expect(text).toContain('domovoy_errors_total');
  });
});

describe('the rest', () => {
  it('does not exist, and nothing says what this server is', async () => {
    const { url } = await start();
    for (const [method, path] of [
      ['GET', '/'],
      ['GET', '/telegram/k3J9x'],
      ['POST', '/telegram/other'],
      ['PUT', '/healthz'],
      ['GET', '/../.env'],
      ['OPTIONS', '/metrics'],
    ] as const) {
      const response = await fetch(url + path, { method });
      expect([path, response.status]).toEqual([path, 404]);
      expect(await response.text()).toBe('{"error":"not found"}');
      expect(response.headers.get('server') ?? response.headers.get('x-powered-by')).toBeNull();
      expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f]{12}$/);
    }
  });

  it('says the cure when it cannot listen', async () => {
    const { url } = await start();
    const port = Number(new URL(url).port);
    await expect(start({ port })).rejects.toThrow(`Port ${port} is in use. Stop what uses it, or set PORT`);
    servers.pop();
    await expect(start({ host: '203.0.113.1' })).rejects.toThrow('This machine has no address 203.0.113.1');
    servers.pop();
  });

  it('stops after the request on the way, and not because of idle connections', async () => {
    let release: () => void = () => undefined;
    let entered = false;
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    const { url, server } = await start({
      handle: async () => {
        entered = true;
        await gate;
        return 'done';
      },
    });
    const idle = connect(Number(new URL(url).port), '127.0.0.1');
    await new Promise((resolve) => idle.once('connect', resolve));
    idle.on('error', () => undefined);
    const answer = post(`${url}/telegram/k3J9x`, { update_id: 1 });
    await until('the request is being handled', () => entered);
    const stopped = server.stop();
    release();
    expect((await answer).status).toBe(200);
    await stopped;
    idle.destroy();
  });
});
