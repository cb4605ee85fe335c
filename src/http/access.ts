import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Compares without telling by its time how much of the secret was right, or how long it is. */
export function secretCheck(expected: string): (given: unknown) => boolean {
  const digest = (value: string): Buffer => createHash('sha256').update(value).digest();
  const known = digest(expected);
  return (given) => typeof given === 'string' && timingSafeEqual(digest(given), known);
}

/** Headers that only somebody in between adds. */
const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via'];

/**
 * True when the caller is a program of this machine. The connection's own address counts, what headers say does not;
 * a request that a proxy of this machine passes on comes from somewhere else.
 */
export function isFromThisMachine(request: IncomingMessage): boolean {
  const address = request.socket.remoteAddress ?? '';
  const loopback = /^(::ffff:)?127\./.test(address) || address === '::1';
  return loopback && FORWARDED.every((header) => request.headers[header] === undefined);
}

/** Metrics: by bearer token when there is one, else for this machine only. */
export function mayReadMetrics(request: IncomingMessage, token: string | null): boolean {
  if (token === null) return isFromThisMachine(request);
  const [, given] = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '') ?? [];
  return secretCheck(token)(given);
}
