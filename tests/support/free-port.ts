import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below what the system gives to outgoing connections: a server that comes back later must find its port free, and a
 * client that tries a port on which nobody listens must not meet itself there.
 */
const FIRST = 20_000;
const LAST = 32_000;

const given = new Set<number>();

/** A port on 127.0.0.1 that is free now and that nobody else of this process was given. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(FIRST, LAST);
    if (given.has(port)) continue;
    given.add(port);
    if (await isFree(port)) return port;
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  return await new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
