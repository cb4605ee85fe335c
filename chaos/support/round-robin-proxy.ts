import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';

/** A balancer in front of the bots, as simple as they come: next one, and the one after when that is not there. */
export interface RoundRobinProxy {
  readonly url: string;
  /** The next answers are thrown away after the bot has done its work: Telegram never learns of them. */
  loseAnswers(count: number): void;
  close(): Promise<void>;
}

export async function startProxy(ports: readonly number[]): Promise<RoundRobinProxy> {
  let turn = 0;
  let lose = 0;
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const body = await read(incoming);
      turn += 1;
      for (let tried = 0; tried < ports.length; tried += 1) {
        const port = ports[(turn + tried) % ports.length];
        if (port === undefined) break;
        const passed = await pass(port, incoming, body);
        if (passed === 'refused') continue;
        if (passed === 'broken' || lose > 0) {
          if (passed !== 'broken') lose -= 1;
          outgoing.destroy();
          return;
        }
        answer(outgoing, passed);
        return;
      }
      outgoing.writeHead(502).end();
    })().catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    loseAnswers: (count) => {
      lose += count;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Passed {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** `refused`: nobody listens, nothing was done; `broken`: it ended in the middle, nobody knows. */
async function pass(
  port: number,
  incoming: IncomingMessage,
  body: Buffer,
): Promise<Passed | 'refused' | 'broken'> {
  return await new Promise((resolve) => {
    const outgoing = request(
      {
        port,
        host: '127.0.0.1',
        method: incoming.method,
        path: incoming.url,
        headers: incoming.headers,
        // A kept connection to a process killed meanwhile would look as if its work had been begun.
        agent: false,
      },
      (response) => {
        read(response).then(
          (received) =>
            resolve({ status: response.statusCode ?? 502, headers: response.headers, body: received }),
          () => resolve('broken'),
        );
      },
    );
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED' ? 'refused' : 'broken');
    });
    outgoing.end(body);
  });
}

function answer(outgoing: ServerResponse, { status, headers, body }: Passed): void {
  const retryAfter = headers['retry-after'];
  outgoing.writeHead(status, {
    'content-length': body.length,
    ...(headers['content-type'] === undefined ? {} : { 'content-type': headers['content-type'] }),
    ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }),
  });
  outgoing.end(body);
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
