import { createServer, type ServerResponse } from 'node:http';

/** What Telegram keeps about the messages it took; also of those whose answer never arrived. */
export interface Taken {
  readonly chatId: number;
  readonly text: string;
  /** milliseconds, of this process' clock */
  readonly at: number;
}

/** Somebody who wrote to the bot, and what Telegram did until they were answered. */
export interface Question {
  readonly personId: number;
  /** messages of the broadcast that Telegram had taken by then */
  readonly takenBefore: number;
  readonly askedAt: number;
  answeredAt: number | null;
  /** told to wait at; who has waited as long as they were told is let in */
  refusedAt: number | null;
  takenUntil: number | null;
}

/**
 * A Telegram that takes messages, fast enough to be no limit, with the faults a sender must live with; and whose people
 * may write to a bot that polls.
 */
export interface SendingServer {
  readonly url: string;
  readonly taken: Taken[];
  /** Oldest first; asked by `ask`. */
  readonly questions: readonly Question[];
  /** Somebody new, not among the broadcast's recipients, presses Start. */
  ask(): void;
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
  const questions: Question[] = [];
  const updates: Record<string, unknown>[] = [];
  const polls = new Set<() => void>();
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
      const method = request.url?.split('/').at(-1) ?? '';
      const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8') || '{}');
      if (!method.startsWith('send') && !method.startsWith('edit')) {
        if (method === 'getUpdates') return void poll(body, response);
        answer(response, 200, { ok: true, result: method === 'getMe' ? ME : true });
        return;
      }
      const question = questions.find(({ personId }) => personId === readMessage(body)[0]);
      const refusedAt = question?.refusedAt ?? null;
      const waited = refusedAt !== null && performance.now() - refusedAt >= retryAfter * 900;
      if (floods > 0 && !waited) {
        if (question !== undefined) question.refusedAt ??= performance.now();
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
      const [chatId, text] = readMessage(body);
      if (question !== undefined) {
        question.answeredAt ??= performance.now();
        question.takenUntil ??= taken.length;
      } else taken.push({ chatId, text, at: performance.now() });
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
  /** A long poll: at once when there is something, else when there is, else empty. */
  const poll = async (body: unknown, response: ServerResponse): Promise<void> => {
    const { offset, timeout } = readPoll(body);
    const kept = updates.findIndex(({ update_id: id }) => Number(id) >= offset);
    updates.splice(0, kept === -1 ? updates.length : kept);
    if (updates.length === 0) {
      await new Promise<void>((resolve) => {
        const end = (): void => {
          clearTimeout(timer);
          polls.delete(end);
          resolve();
        };
        const timer = setTimeout(end, Math.min(timeout, LONGEST_POLL_SECONDS) * 1_000);
        polls.add(end);
        response.once('close', end);
      });
    }
    answer(response, 200, { ok: true, result: updates.slice(0, 100) });
  };
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    taken,
    questions,
    ask() {
      const personId = FIRST_ASKING + questions.length;
      questions.push({
        personId,
        takenBefore: taken.length,
        askedAt: performance.now(),
        answeredAt: null,
        refusedAt: null,
        takenUntil: null,
      });
      const from = { id: personId, is_bot: false, first_name: 'Somebody', language_code: 'ru' };
      updates.push({
        update_id: questions.length,
        message: {
          message_id: questions.length,
          date: Math.floor(Date.now() / 1_000),
          chat: { id: personId, type: 'private', first_name: 'Somebody' },
          from,
          text: '/start',
          entities: [{ type: 'bot_command', offset: 0, length: 6 }],
        },
      });
      for (const wake of polls) wake();
    },
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

/** Ids of people who write; the broadcast's recipients have lower ones. */
const FIRST_ASKING = 900_000_000;
const LONGEST_POLL_SECONDS = 5;
const ME = {
  id: 1_000_003,
  is_bot: true,
  first_name: 'Домовой',
  username: 'a_sender_alone_bot',
  can_join_groups: true,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
};

function readPoll(body: unknown): { offset: number; timeout: number } {
  if (typeof body !== 'object' || body === null) return { offset: 0, timeout: 0 };
  return {
    offset: 'offset' in body ? Number(body.offset) : 0,
    timeout: 'timeout' in body ? Number(body.timeout) : 0,
  };
}

function readMessage(body: unknown): readonly [number, string] {
  if (typeof body !== 'object' || body === null) return [0, ''];
  const chatId = 'chat_id' in body ? Number(body.chat_id) : 0;
  return [chatId, 'text' in body ? String(body.text) : ''];
}
