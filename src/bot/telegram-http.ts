import http from 'node:http';
import https from 'node:https';
import { urlToHttpOptions } from 'node:url';
import { HttpError, InputFile, type Transformer } from 'grammy';

export interface DirectCallOptions {
  readonly token: string;
  readonly apiRoot: string;
  /** null: straight */
  readonly agent: http.Agent | null;
  readonly timeoutSeconds: number;
}

/**
 * The innermost transformer: calls without files go out by `node:http`, head and body in one write over a kept
 * connection. grammY's own client builds a fetch, three promises and two streams around each of them, which costs a
 * reading screen more than its SQL. Calls with files, and a caller's own signal, still take that way.
 *
 * Failures are the `HttpError` that grammY would throw; their texts hold no address, which would hold the token.
 */
export function directCalls(options: DirectCallOptions): Transformer {
  const root = new URL(options.apiRoot);
  const client = root.protocol === 'https:' ? https : http;
  const agent = options.agent ?? new client.Agent({ keepAlive: true });
  const target = { ...urlToHttpOptions(root), method: 'POST', agent };
  const path = `${root.pathname.replace(/\/$/, '')}/bot${options.token}/`;

  return async (prev, method, payload, signal) => {
    if (signal !== undefined || holdsFile(payload)) return await prev(method, payload, signal);
    const body = Buffer.from(JSON.stringify(payload, dropNull));
    const headers = { 'content-type': 'application/json', 'content-length': body.length };
    try {
      return await new Promise((resolve, reject) => {
        const request = client.request({ ...target, path: path + method, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const answer = parse(chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString());
            if (typeof answer?.ok === 'boolean') resolve(answer);
            else reject(new Error(`the answer ${response.statusCode} is not Telegram's`));
          });
        });
        const timer = setTimeout(() => {
          request.destroy(new Error(`no answer in ${options.timeoutSeconds} s`));
        }, options.timeoutSeconds * 1000);
        request.on('error', reject);
        request.on('close', () => clearTimeout(timer));
        request.end(body);
      });
    } catch (error) {
      throw new HttpError(`Network request for '${method}' failed!`, error);
    }
  };
}

/** What Telegram sends is believed, as grammY does; what stands in front of it (a proxy, a balancer) is not. */
function parse(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Telegram takes an absent field for null; so does grammY. */
function dropNull(_key: string, value: unknown): unknown {
  return value ?? undefined;
}

function holdsFile(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return value instanceof InputFile || Object.values(value).some(holdsFile);
}
