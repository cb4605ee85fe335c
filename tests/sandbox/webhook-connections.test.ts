import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { WebhookConnections } from '../../src/sandbox/updates/webhook-connections.ts';
import { until } from '../support/until.ts';

const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A program that answers each request with the given parts, written one by one. `null` closes its side. */
async function program(...answers: (string | Buffer | null)[][]) {
  const requests: string[] = [];
  const sockets: Socket[] = [];
  let answered = 0;
  const server: Server = createServer((socket) => {
    sockets.push(socket);
    socket.setNoDelay(true);
    let heard = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('data', (chunk: Buffer) => {
      heard = Buffer.concat([heard, chunk]);
      const head = heard.indexOf('\r\n\r\n');
      const length = Number(/content-length: (\d+)/i.exec(heard.toString('latin1'))?.[1]);
      if (head < 0 || heard.length < head + 4 + length) return;
      requests.push(heard.toString('utf8'));
      heard = Buffer.alloc(0);
      const parts = answers[answered] ?? [];
      answered += 1;
      void writeParts(socket, parts);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const connections = new WebhookConnections(`http://127.0.0.1:${port}/hook?a=1`, 'secret_1');
  closing.push(() => {
    connections.close();
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { connections, requests, sockets, port };
}

/** Each part is a packet of its own: the next is written when the loop has turned. */
async function writeParts(socket: Socket, parts: (string | Buffer | null)[]): Promise<void> {
  for (const part of parts) {
    if (part === null) socket.end();
    else await new Promise<void>((resolve) => socket.write(part, () => setImmediate(resolve)));
  }
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n';

describe('a webhook’s connections', () => {
  test('post bytes, not characters, with the secret, and keep the connection', async () => {
    const { connections, requests, sockets, port } = await program([OK], [OK]);
    expect(await connections.post('{"text":"Счёт 🧾"}')).toEqual({ status: 200, retryAfter: 0, body: '' });
    await connections.post('{}');
    expect(requests[0]).toBe(
      `POST /hook?a=1 HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: keep-alive\r\nContent-Type: application/json\r\n` +
        'X-Telegram-Bot-Api-Secret-Token: secret_1\r\nContent-Length: 24\r\n\r\n{"text":"Счёт 🧾"}',
    );
    expect(sockets).toHaveLength(1);
  });

  test('read an answer that comes in pieces, cut inside a letter', async () => {
    const body = Buffer.from('{"text":"ё"}');
    const cut = body.indexOf(Buffer.from('ё')) + 1;
    const { connections } = await program([
      'HTTP/1.1 2',
      `00 OK\r\nContent-Length: ${body.length}\r\n`,
      '\r\n',
      body.subarray(0, cut),
      body.subarray(cut),
    ]);
    expect((await connections.post('{}')).body).toBe('{"text":"ё"}');
  });

  test('read chunks with trailers, and use the connection again', async () => {
    const { connections, sockets } = await program(
      [
        'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4;x=1\r\n{"a"\r\n3',
        '\r\n:1}\r\n0\r\nX: y\r\n',
        '\r\n',
      ],
      [OK],
    );
    expect((await connections.post('{}')).body).toBe('{"a":1}');
    await connections.post('{}');
    expect(sockets).toHaveLength(1);
  });

  test('read an answer that ends with the connection', async () => {
    const { connections, sockets } = await program(['HTTP/1.0 200 OK\r\n\r\n{"a"', ':1}', null], [OK]);
    expect((await connections.post('{}')).body).toBe('{"a":1}');
    await connections.post('{}');
    expect(sockets).toHaveLength(2);
  });

  test('pass over 100 Continue; 204 has no body', async () => {
    const { connections } = await program(
      ['HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 503 Wait\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nno'],
      ['HTTP/1.1 204 No Content\r\n\r\n'],
    );
    expect(await connections.post('{}')).toEqual({ status: 503, retryAfter: 7, body: 'no' });
    expect((await connections.post('{}')).status).toBe(204);
  });

  test.each([
    ['says that it closes', 'HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'],
    ['closes idle connections soon', 'HTTP/1.1 200 OK\r\nKeep-Alive: timeout=1\r\nContent-Length: 0\r\n\r\n'],
    ['says more than was asked', `${OK}HTTP/1.1 200 OK\r\n`],
  ])('do not use a connection again when the program %s', async (_name, answer) => {
    const { connections, sockets } = await program([answer], [OK]);
    await connections.post('{}');
    await connections.post('{}');
    expect(sockets).toHaveLength(2);
  });

  test('notice that a kept connection was closed', async () => {
    const { connections, sockets } = await program([OK], [OK]);
    await connections.post('{}');
    const closed = new Promise((resolve) => sockets[0]?.once('close', resolve));
    sockets[0]?.end();
    await closed;
    await until('a new one serves', async () => {
      const answer = await connections.post('{}').catch(() => null);
      return answer?.status === 200;
    });
    expect(sockets).toHaveLength(2);
  });

  test('use as many connections as posts wait at once', async () => {
    const { connections, sockets } = await program([OK], [OK], [OK]);
    await Promise.all([connections.post('{}'), connections.post('{}')]);
    await connections.post('{}');
    expect(sockets).toHaveLength(2);
  });

  test.each([
    ['cut before a word', [null], 'Connection closed'],
    ['cut inside the answer', ['HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{}', null], 'Connection closed'],
    ['something that is no HTTP', ['SSH-2.0-x\r\n\r\n'], 'Wrong HTTP response'],
    [
      'a chunk without a length',
      ['HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
      'Wrong HTTP',
    ],
    [
      'an endless answer',
      [`HTTP/1.1 200 OK\r\nContent-Length: 9999999\r\n\r\n${'x'.repeat(2_200_000)}`],
      'too long',
    ],
  ])('say what was wrong: %s', async (_name, parts, words) => {
    const { connections } = await program(parts);
    await expect(connections.post('{}')).rejects.toThrow(words);
  });

  test('nobody listens; closing cuts what waits', async () => {
    const { connections, requests, port } = await program([], []);
    const waiting = connections.post('{}');
    await until('posted', () => requests.length === 1);
    connections.close();
    await expect(waiting).rejects.toThrow('Connection closed');
    for (const close of closing.splice(0)) close();
    const nobody = new WebhookConnections(`http://127.0.0.1:${port}/`, '');
    await expect(nobody.post('{}')).rejects.toThrow('Connection refused');
  });
});
