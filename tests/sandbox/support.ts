import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/server.ts';

type Json = Record<string, unknown>;

/** A sandbox that is closed after the test. */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await createSandbox(options);
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** A directory that is removed after the test, when everything opened later is closed. */
export async function openDirectory(): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'sandbox-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** What the Bot API answered. */
export interface Answer {
  ok: boolean;
  result?: unknown;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number };
}

export type Call = (method: string, params?: Json) => Promise<Answer>;

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'ok' in value;
}

export async function readAnswer(response: Response): Promise<Answer> {
  const body: unknown = await response.json();
  if (!isAnswer(body)) throw new Error('not a Bot API answer');
  return body;
}

/** Calls methods of the Bot API with JSON. */
export function caller(sandbox: Sandbox, token = sandbox.botToken): Call {
  return async (method, params = {}) => {
    const response = await fetch(`${sandbox.url}/bot${token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(params),
    });
    return readAnswer(response);
  };
}

/** A field of a result, by path: `field(answer, 'message_id')`. */
export function field(value: unknown, ...path: (string | number)[]): unknown {
  let at: unknown = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = new Map<string, unknown>(Object.entries(at)).get(String(key));
  }
  return at;
}

/** The id of a sent message. */
export function messageId(answer: Answer): number {
  const id = field(answer.result, 'message_id');
  if (typeof id !== 'number') throw new Error(`no message: ${JSON.stringify(answer)}`);
  return id;
}

export interface Delivered {
  update: Json;
  headers: Record<string, string | string[] | undefined>;
  at: number;
}

/** A program behind a webhook. `answer` decides the status, headers and body of each delivery. */
export async function openWebhook(
  answer: (
    delivered: Delivered,
  ) => Promise<{ status: number; headers?: Record<string, string>; body?: string }>,
): Promise<{ url: string; deliveries: Delivered[] }> {
  const deliveries: Delivered[] = [];
  const server: Server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const parsed: unknown = JSON.parse(body);
      if (typeof parsed !== 'object' || parsed === null) throw new Error('not an update');
      const delivered = {
        update: Object.fromEntries(Object.entries(parsed)),
        headers: request.headers,
        at: performance.now(),
      };
      deliveries.push(delivered);
      void answer(delivered).then(({ status, headers, body: text }) => {
        response.writeHead(status, headers);
        response.end(text ?? '');
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://127.0.0.1:${port}/hook`, deliveries };
}

/** Waits until the condition holds; the limit only ends a test that hangs. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + 30_000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`did not happen in 30 s: ${what}`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** A clock that tests move. */
export function movableClock(start = '2026-11-21T09:00:00Z'): {
  now(): Date;
  forward(seconds: number): void;
} {
  let at = Date.parse(start);
  return {
    now: () => new Date(at),
    forward(seconds) {
      at += seconds * 1000;
    },
  };
}
