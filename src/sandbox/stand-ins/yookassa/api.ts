import { randomUUID, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isObject, type JsonObject } from '../../bot-api/params.ts';
import { readBody } from '../../bot-api/request.ts';
import type { Faults } from '../../faults.ts';
import type { FaultView } from '../../person-api.ts';
import type { YooKassa } from './gateway.ts';
import { listPayments, listRefunds } from './lists.ts';
import { paymentObject, refundObject, savedMethodObject } from './objects.ts';
import { GatewayProblem, invalid } from './problem.ts';
import { readBinding, readPayment, readRefund } from './read-requests.ts';
import { listReceipts, oneReceipt } from './receipts.ts';

const MAX_BODY = 512 * 1024;
const PREFIX = '/yookassa/v3';

interface GatewayCall {
  /** The id in the path; '' when there is none. */
  id: string;
  body: JsonObject;
  query: URLSearchParams;
}

interface Operation {
  http: 'GET' | 'POST';
  path: RegExp;
  /** What faults call it. */
  name: string;
  run(call: GatewayCall): unknown;
}

/** The gateway's API for shops: HTTP Basic, JSON, Idempotence-Key on every POST. */
export class GatewayApi {
  readonly #gateway: YooKassa;
  readonly #faults: Faults;
  readonly #operations: Operation[];

  constructor(gateway: YooKassa, faults: Faults) {
    this.#gateway = gateway;
    this.#faults = faults;
    const { payments } = gateway;
    const { ledger } = payments;
    const shown = (payment: Parameters<typeof paymentObject>[0]) => paymentObject(payment, gateway.context);
    this.#operations = [
      post(/^\/payments$/, 'POST /payments', ({ body }) => shown(payments.create(readPayment(body)))),
      get(/^\/payments$/, 'GET /payments', ({ query }) => listPayments(payments, query, gateway.context)),
      get(/^\/payments\/([^/]+)$/, 'GET /payments', ({ id }) => shown(payments.get(id))),
      post(/^\/payments\/([^/]+)\/capture$/, 'POST /capture', ({ id, body }) =>
        shown(payments.capture(id, body)),
      ),
      post(/^\/payments\/([^/]+)\/cancel$/, 'POST /cancel', ({ id }) => shown(payments.cancel(id))),
      post(/^\/refunds$/, 'POST /refunds', ({ body }) =>
        refundObject(payments.refund(readRefund(body), gateway.settings.refunds)),
      ),
      get(/^\/refunds$/, 'GET /refunds', ({ query }) => listRefunds(ledger, query)),
      get(/^\/refunds\/([^/]+)$/, 'GET /refunds', ({ id }) => {
        const refund = ledger.refunds.get(id);
        if (refund === undefined) throw new GatewayProblem('not_found', 'Refund not found');
        return refundObject(refund);
      }),
      get(/^\/receipts$/, 'GET /receipts', ({ query }) => listReceipts(ledger, query, gateway.context.now)),
      get(/^\/receipts\/([^/]+)$/, 'GET /receipts', ({ id }) => oneReceipt(ledger, id, gateway.context.now)),
      post(/^\/payment_methods$/, 'POST /payment_methods', ({ body }) =>
        savedMethodObject(payments.createMethod(readBinding(body).returnUrl), gateway.context),
      ),
      get(/^\/payment_methods\/([^/]+)$/, 'GET /payment_methods', ({ id }) =>
        savedMethodObject(gateway.method(id), gateway.context),
      ),
    ];
  }

  static owns(path: string): boolean {
    return path === PREFIX || path.startsWith(`${PREFIX}/`);
  }

  async handle(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const body = await readBody(request, MAX_BODY);
    let status = 200;
    let answer: unknown;
    try {
      answer = await this.#answer(request, url, body);
    } catch (error) {
      if (error instanceof GatewayProblem) {
        status = error.status;
        answer = error.body(randomUUID());
      } else if (!(error instanceof Cut)) throw error;
    }
    // What was done is never forgotten, whether the answer arrives or not.
    this.#gateway.world.journal.flush();
    if (answer === undefined) response.socket?.destroy();
    else sendJson(response, status, answer);
  }

  async #answer(request: IncomingMessage, url: URL, body: Buffer): Promise<unknown> {
    this.#authenticate(request);
    const { operation, id } = this.#find(request, url);
    const fault = this.#faults.any ? this.#faults.take(operation.name, null) : null;
    if (fault !== null) await meetBefore(fault);
    const { searchParams: query } = url;
    const answer =
      operation.http === 'GET'
        ? operation.run({ id, body: {}, query })
        : this.#once(request, url, body, (parsed) => operation.run({ id, body: parsed, query }));
    if (fault?.kind === 'server-error-after') throw unknownResult();
    if (fault?.kind === 'cut-after') throw new Cut();
    return answer;
  }

  #authenticate(request: IncomingMessage): void {
    const given = Buffer.from(request.headers.authorization ?? '');
    const { shopId, secretKey } = this.#gateway;
    const wanted = Buffer.from(`Basic ${Buffer.from(`${shopId}:${secretKey}`).toString('base64')}`);
    if (given.length === wanted.length && timingSafeEqual(given, wanted)) return;
    throw new GatewayProblem('invalid_credentials', 'Authentication by given credentials failed');
  }

  #find(request: IncomingMessage, url: URL): { operation: Operation; id: string } {
    const path = url.pathname.slice(PREFIX.length);
    let isKnownPath = false;
    for (const operation of this.#operations) {
      const match = operation.path.exec(path);
      if (match === null) continue;
      isKnownPath = true;
      if (operation.http === request.method) return { operation, id: match[1] ?? '' };
    }
    throw isKnownPath
      ? new GatewayProblem('method_not_allowed', `${request.method} is not allowed here`)
      : new GatewayProblem('not_found', `${path} is not served by the sandbox`);
  }

  #once(request: IncomingMessage, url: URL, body: Buffer, work: (body: JsonObject) => unknown): unknown {
    const isJson = (request.headers['content-type'] ?? '').startsWith('application/json');
    if (body.length > 0 && !isJson) {
      throw new GatewayProblem('unsupported_media_type', 'Content-Type application/json is expected');
    }
    const parsed = parseObject(body.toString('utf8'));
    const key = request.headers['idempotence-key'];
    return this.#gateway.keys.run(Array.isArray(key) ? key[0] : key, [url.pathname, parsed], () =>
      work(parsed),
    );
  }
}

function post(path: RegExp, name: string, run: Operation['run']): Operation {
  return { http: 'POST', path, name, run };
}

function get(path: RegExp, name: string, run: Operation['run']): Operation {
  return { http: 'GET', path, name, run };
}

function parseObject(text: string): JsonObject {
  if (text.trim() === '') return {};
  try {
    const parsed: unknown = JSON.parse(text);
    if (isObject(parsed)) return parsed;
  } catch {
    // Falls through to the refusal.
  }
  throw invalid('body', 'A JSON object is expected');
}

function unknownResult(): GatewayProblem {
  return new GatewayProblem('internal_server_error', 'The result of the request is unknown');
}

/** The connection is cut. */
class Cut extends Error {}

async function meetBefore(fault: FaultView): Promise<void> {
  switch (fault.kind) {
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      return;
    case 'too-many-requests':
      throw new GatewayProblem('too_many_requests', 'Too many requests');
    case 'server-error':
      throw unknownResult();
    case 'refuse':
      throw new GatewayProblem('invalid_request', fault.description, null, fault.errorCode);
    case 'cut-before':
      throw new Cut();
    case 'cut-after':
    case 'server-error-after':
      return;
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  if (response.destroyed) return;
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}
