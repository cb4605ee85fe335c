import { createServer, type ServerResponse } from 'node:http';

/** What Telegram keeps about the messages it took; also of those whose answer never arrived. */
export interface Taken {
  readonly chatId: number;
  readonly text: string;
  /** milliseconds, of this process' clock */
  readonly at: number;
}

/** A Telegram that only takes messages: fast enough to be no limit, and with the faults a sender must live with. */
export interface SendingServer {
  readonly url: string;
  readonly taken: Taken[];
  /** Answers that are still to be given. */
  onTheWay(): number;
  /** Take the next messages and cut the line before the answer. */
  cut(times: number): void;
  /** Refuse the next messages with 429. */
  flood(times: number, retryAfter: number): void;
  /** Milliseconds before each answer. */
  delay(ms: number): void;
  calm(): void;
  close(): Promise<void>;
}

export async function startSendingServer(): Promise<SendingServer> {
  const taken: Taken[] = [];
  let cuts = 0;
  let floods = 0;
  let retryAfter = 1;
  let delayMs = 0;
  let open = 0;
  const answer = (response: ServerResponse, status: number, body: object): void => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    open += 1;
    response.once('close', () => {
      open -= 1;
    });
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (floods > 0) {
        floods -= 1;
        const description = `Too Many Requests: retry after ${retryAfter}`;
        answer(response, 429, {
          ok: false,
          error_code: 429,
          description,
          parameters: { retry_after: retryAfter },
        });
        return;
      }
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
      const [chatId, text] = readMessage(body);
      taken.push({ chatId, text, at: performance.now() });
      if (cuts > 0) {
        cuts -= 1;
        request.socket.destroy();
        return;
      }
      const result = { message_id: taken.length, date: 0, chat: { id: chatId, type: 'private' }, text };
      const done = (): void => answer(response, 200, { ok: true, result });
      if (delayMs === 0) done();
      else setTimeout(done, delayMs);
    });
  });
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    taken,
    onTheWay: () => open,
    cut: (times) => {
      cuts += times;
    },
    flood: (times, seconds) => {
      floods += times;
      retryAfter = seconds;
    },
    delay: (ms) => {
      delayMs = ms;
    },
    calm: () => {
      cuts = 0;
      floods = 0;
      delayMs = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function readMessage(body: unknown): readonly [number, string] {
  if (typeof body !== 'object' || body === null) return [0, ''];
  const chatId = 'chat_id' in body ? Number(body.chat_id) : 0;
  return [chatId, 'text' in body ? String(body.text) : ''];
}
