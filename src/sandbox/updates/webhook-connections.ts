import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectSecure } from 'node:tls';

/** The public server waits so long for an answer, ms. */
const RESPONSE_TIMEOUT = 60_000;
/** An answer is not longer: it may hold one method call. */
const MAX_ANSWER = 1024 * 1024;
/** A connection is given up so long before the program says it will close it, ms. */
const CLOSING_MARGIN = 1_000;

/** What the program answered to an update. */
export interface WebhookAnswer {
  status: number;
  /** Seconds; 0 when it was not said. */
  retryAfter: number;
  body: string;
}

interface Pending {
  resolve(answer: WebhookAnswer): void;
  reject(error: Error): void;
}

/**
 * Kept-alive connections to one webhook. HTTP/1.1 by hand: this is the hottest path of the sandbox, and `node:http`'s
 * client costs four times as much for an update as writing it and reading `200 OK`.
 */
export class WebhookConnections {
  readonly #url: URL;
  readonly #head: string;
  readonly #free: Connection[] = [];
  readonly #all = new Set<Connection>();
  #closed = false;

  /** @param secretToken '' = the header is left out. */
  constructor(address: string, secretToken: string) {
    const url = new URL(address);
    this.#url = url;
    const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    // Made once: all but the length is the same for every update.
    this.#head = [
      `POST ${url.pathname}${url.search} HTTP/1.1`,
      `Host: ${url.host}`,
      'Connection: keep-alive',
      'Content-Type: application/json',
      ...(secretToken === '' ? [] : [`X-Telegram-Bot-Api-Secret-Token: ${secretToken}`]),
      ...(url.username === '' ? [] : [`Authorization: Basic ${Buffer.from(credentials).toString('base64')}`]),
      'Content-Length: ',
    ].join('\r\n');
  }

  /**
   * Posts a body and waits for the whole answer.
   * @throws Error when there was none; how the connection ended is its message.
   */
  post(body: string): Promise<WebhookAnswer> {
    return new Promise((resolve, reject) => {
      const connection = this.#freeOne() ?? this.#open();
      connection.send(`${this.#head}${Buffer.byteLength(body)}\r\n\r\n${body}`, { resolve, reject });
    });
  }

  /** Cuts what is open; answers on their way are lost. */
  close(): void {
    this.#closed = true;
    for (const connection of this.#all) connection.destroy();
  }

  #freeOne(): Connection | undefined {
    for (;;) {
      const connection = this.#free.pop();
      if (connection === undefined || connection.isUsable) return connection;
      connection.destroy();
    }
  }

  #open(): Connection {
    const { protocol, hostname, port } = this.#url;
    const host = hostname.replace(/^\[(.*)\]$/, '$1');
    const socket =
      protocol === 'https:'
        ? // A name for the certificate; an address is none (RFC 6066).
          connectSecure({
            host,
            port: Number(port || 443),
            ...(isIP(host) === 0 ? { servername: host } : {}),
          })
        : connectPlain({ host, port: Number(port || 80) });
    const connection = new Connection(socket, {
      freed: () => {
        if (!this.#closed) this.#free.push(connection);
      },
      gone: () => {
        this.#all.delete(connection);
        const index = this.#free.indexOf(connection);
        if (index >= 0) this.#free.splice(index, 1);
      },
    });
    this.#all.add(connection);
    return connection;
  }
}

/** One connection: a request, its answer, then the next. */
class Connection {
  readonly #socket: Socket;
  readonly #owner: { freed(): void; gone(): void };
  #pending: Pending | null = null;
  #received: Buffer | null = null;
  /** The program has said it closes idle connections; real ms. */
  #usableUntil = Number.POSITIVE_INFINITY;
  #failure: Error | null = null;

  constructor(socket: Socket, owner: { freed(): void; gone(): void }) {
    this.#socket = socket;
    this.#owner = owner;
    socket.setNoDelay(true);
    socket.setTimeout(RESPONSE_TIMEOUT);
    socket.on('timeout', () => socket.destroy(new Error('Read timeout expired')));
    socket.on('data', (chunk: Buffer) => this.#hear(chunk));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      this.#failure = error.code === 'ECONNREFUSED' ? new Error('Connection refused') : error;
    });
    socket.on('end', () => this.#ended());
    socket.on('close', () => this.#gone());
  }

  get isUsable(): boolean {
    return !this.#socket.destroyed && performance.now() < this.#usableUntil;
  }

  send(request: string, pending: Pending): void {
    this.#pending = pending;
    this.#socket.write(request);
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #hear(chunk: Buffer): void {
    if (this.#pending === null) {
      // Nobody has asked for it.
      this.destroy();
      return;
    }
    const received = this.#received === null ? chunk : Buffer.concat([this.#received, chunk]);
    this.#received = received;
    this.#tryAnswer(false);
  }

  /** The program has closed its side: an answer without a length is whole now. */
  #ended(): void {
    if (this.#pending !== null && this.#received !== null) this.#tryAnswer(true);
  }

  #tryAnswer(isOver: boolean): void {
    if (this.#received === null) return;
    let read: ReadAnswer | null;
    try {
      read = readAnswer(this.#received, isOver);
    } catch (error) {
      this.#socket.destroy(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    if (read === null) {
      if (this.#received.length > MAX_ANSWER * 2) this.#socket.destroy(new Error('The answer is too long'));
      return;
    }
    const pending = this.#pending;
    this.#pending = null;
    this.#received = null;
    if (read.keptSeconds !== null) {
      this.#usableUntil = performance.now() + read.keptSeconds * 1000 - CLOSING_MARGIN;
    }
    if (isOver || !read.isReusable) this.destroy();
    else this.#owner.freed();
    pending?.resolve(read.answer);
  }

  #gone(): void {
    const pending = this.#pending;
    this.#pending = null;
    this.#owner.gone();
    pending?.reject(this.#failure ?? new Error('Connection closed'));
  }
}

interface ReadAnswer {
  answer: WebhookAnswer;
  /** Another request may follow on the connection. */
  isReusable: boolean;
  /** Seconds the program keeps an idle connection, when it says so. */
  keptSeconds: number | null;
}

/**
 * An HTTP/1.x answer.
 * @param isOver nothing more will come.
 * @returns null when it is not whole yet.
 * @throws Error when it is no HTTP.
 */
function readAnswer(bytes: Buffer, isOver: boolean): ReadAnswer | null {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const head = bytes.toString('latin1', 0, headEnd);
  const [, minor, code] = /^HTTP\/1\.([01]) (\d{3})/.exec(head) ?? [];
  if (code === undefined) throw new Error('Wrong HTTP response');
  const status = Number(code);
  const bodyAt = headEnd + 4;
  // 100 Continue and the like: the answer comes after it.
  if (status < 200) return readAnswer(bytes.subarray(bodyAt), isOver);
  const connection = /\r\nconnection:[ \t]*([^\r]*)/i.exec(head)?.[1] ?? '';
  const isKept = minor === '1' ? !/close/i.test(connection) : /keep-alive/i.test(connection);
  const kept = isKept ? /\r\nkeep-alive:[^\r]*timeout=(\d+)/i.exec(head)?.[1] : undefined;
  const retryAfter = /\r\nretry-after:[ \t]*(\d+)/i.exec(head)?.[1];
  const body = readBody(bytes, bodyAt, head, status, isOver);
  if (body === null) return null;
  return {
    answer: {
      status,
      retryAfter: retryAfter === undefined ? 0 : Number(retryAfter),
      body: body.text,
    },
    isReusable: isKept && body.end === bytes.length,
    keptSeconds: kept === undefined ? null : Number(kept),
  };
}

/** @returns the body and where it ends, null when it is not whole. */
function readBody(
  bytes: Buffer,
  at: number,
  head: string,
  status: number,
  isOver: boolean,
): { text: string; end: number } | null {
  if (status === 204 || status === 304) return { text: '', end: at };
  if (/\r\ntransfer-encoding:[^\r]*chunked/i.test(head)) return readChunks(bytes, at);
  const length = /\r\ncontent-length:[ \t]*(\d+)/i.exec(head)?.[1];
  if (length === undefined) {
    // It ends with the connection.
    return isOver ? { text: bytes.toString('utf8', at), end: -1 } : null;
  }
  const end = at + Number(length);
  if (bytes.length < end) return null;
  return { text: end === at ? '' : bytes.toString('utf8', at, end), end };
}

/** A body in chunks. @throws Error when a chunk has no length. */
function readChunks(bytes: Buffer, begin: number): { text: string; end: number } | null {
  const parts: Buffer[] = [];
  let at = begin;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    const [size] = /^[\da-f]+/i.exec(bytes.toString('latin1', at, lineEnd)) ?? [];
    if (size === undefined) throw new Error('Wrong HTTP response');
    const from = lineEnd + 2;
    const length = Number.parseInt(size, 16);
    if (length === 0) {
      const end = endOfTrailers(bytes, from);
      return end === null ? null : { text: Buffer.concat(parts).toString('utf8'), end };
    }
    if (bytes.length < from + length + 2) return null;
    parts.push(bytes.subarray(from, from + length));
    at = from + length + 2;
  }
}

/** Fields after the last chunk, mostly none, end with an empty line. */
function endOfTrailers(bytes: Buffer, from: number): number | null {
  let at = from;
  for (;;) {
    const lineEnd = bytes.indexOf('\r\n', at);
    if (lineEnd < 0) return null;
    if (lineEnd === at) return at + 2;
    at = lineEnd + 2;
  }
}
