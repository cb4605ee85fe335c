import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBody } from '../bot-api/request.ts';
import { ActionRefusal } from '../people/action-refusal.ts';
import type { Bot } from '../world/bot.ts';

/** Largest JSON body of the page. */
const MAX_BODY = 1024 * 1024;

/** One request of the page. */
export interface Visit {
  request: IncomingMessage;
  response: ServerResponse;
  url: URL;
  /** Groups of the route's pattern. */
  parts: string[];
  bot: Bot;
}

export type Handler = (visit: Visit) => unknown | Promise<unknown>;
export type Route = [method: string, pattern: RegExp, handler: Handler];

/** The JSON body. @throws ActionRefusal `bad-body`: a form of another site cannot have this type. */
export async function readJson({ request }: Pick<Visit, 'request'>): Promise<unknown> {
  if (!(request.headers['content-type'] ?? '').startsWith('application/json')) {
    request.resume();
    throw new ActionRefusal('bad-body', 'Content-Type must be application/json');
  }
  const body = await readBody(request, MAX_BODY);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new ActionRefusal('bad-body', 'The body is not JSON');
  }
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  if (response.headersSent || response.destroyed) return;
  const body = JSON.stringify(value);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
  });
  response.end(body);
}
