import { HttpError, InputFile, type Transformer } from 'grammy';
import { Pool } from 'undici';

export interface DirectCallOptions {
  readonly token: string;
  readonly apiRoot: string;
  readonly timeoutSeconds: number;
}

/** Shorter than Telegram keeps an idle connection, so that no call goes into a closing one. */
const KEEP_ALIVE_MS = 50_000;

/**
 * The innermost transformer: calls without files go out by undici over kept connections. grammY's own client builds a
 * fetch, three promises and two streams around each of them, which costs a reading screen more than its SQL. Calls with
 * files, and a caller's own signal, still take that way.
 *
 * Failures are the `HttpError` that grammY would throw; their texts hold no address, which would hold the token.
 */
export function directCalls(options: DirectCallOptions): Transformer {
  const root = new URL(options.apiRoot);
  const timeoutMs = options.timeoutSeconds * 1000;
  // One limit for the whole call below: an answer that trickles must not hold a person's lock either.
  const pool = new Pool(root.origin, {
    connect: { timeout: timeoutMs },
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
  });
  const path = `${root.pathname.replace(/\/$/, '')}/bot${options.token}/`;
  const headers = { 'content-type': 'application/json' };

  return async (prev, method, payload, signal) => {
    if (signal !== undefined || holdsFile(payload)) return await prev(method, payload, signal);
    const tooLong = new AbortController();
    const timer = setTimeout(() => {
      tooLong.abort(new Error(`no answer in ${options.timeoutSeconds} s`));
    }, timeoutMs);
    try {
      const { statusCode, body } = await pool.request({
        signal: tooLong.signal,
        method: 'POST',
        path: path + method,
        headers,
        body: JSON.stringify(payload, dropNull),
      });
      const answer = parse(await body.text());
      if (typeof answer?.ok !== 'boolean') throw new Error(`the answer ${statusCode} is not Telegram's`);
      return answer;
    } catch (error) {
      throw new HttpError(`Network request for '${method}' failed!`, error);
    } finally {
      clearTimeout(timer);
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
